//! The answer of the ripple to a question, as figures with their reasons, pictures and tables.

mod plots;
mod tables;
mod ways;

use super::parameters::MEASURED;
use super::study::Study;
use super::volatility::Basis;
use super::{ChangeKind, RippleRun, SIMULATION, rests};
use crate::model::{ElementId, Landscape};
use crate::simulation::report::{Better, Heat, Method, Quantity};
use crate::simulation::{Estimate, Refusal, Report, Request, Run, Setting, Unit};

/// Where the cascade is from.
const CASCADE: &str = "Independent cascade: Kempe, Kleinberg and Tardos, KDD 2003, over likelihoods as in Clarkson, Simons and Eckert, J. Mech. Design 126(5), 2004.";

/// What can be chosen: the kind of change.
pub(super) fn settings(_: &Landscape) -> Vec<Setting> {
    let options: Vec<(&str, &str)> = ChangeKind::ALL.iter().map(|kind| (kind.code(), kind.name())).collect();
    vec![Setting::new("kind", "Kind of change", &options)]
}

/// The answer that can be given at once.
///
/// # Errors
/// When no context is asked about, or a kind of change that there is not.
pub(super) fn estimate(landscape: &Landscape, request: &Request) -> Result<Report, Refusal> {
    Ok(of(&Study::new(landscape, request)?))
}

/// Begins the whole answer.
///
/// # Errors
/// Those of [`estimate`].
pub(super) fn start(landscape: &Landscape, request: &Request) -> Result<Box<dyn Run>, Refusal> {
    Ok(Box::new(Study::new(landscape, request)?))
}

/// What is known by now.
pub(super) fn of(study: &Study) -> Report {
    let rests_on = rests::keys(study);
    let mut quantities = vec![touched(study), teams(study), several(study), worst(study), reachable(study)];
    quantities.push(elsewhere(study));
    for quantity in &mut quantities {
        quantity.rests_on.extend(rests_on.iter().cloned());
    }
    let mut tables = vec![tables::contexts(study), tables::teams(study)];
    tables.extend(ways::tables(study));
    tables.extend(tables::savings(study));
    tables.extend(tables::everywhere(study));
    let heat = study.ripple.reach.iter().filter(|(_, reach)| reach.value > 0.0).map(|(id, reach)| Heat {
        element: (*id).into(),
        share: reach.value,
        words: Unit::Share.spell(reach.value),
    });
    Report {
        simulation: SIMULATION.code.to_owned(),
        subject: study.request.subject,
        summary: summary(study),
        method: method(study),
        quantities,
        plots: plots::all(study),
        tables,
        heat: heat.collect(),
        caveats: caveats(study),
    }
}

fn method(study: &Study) -> Method {
    let seed = study.request.seed;
    match &study.run {
        RippleRun::Exact { .. } => Method::Exact,
        RippleRun::Sampled { sampler, .. } => Method::Sampled { trials: sampler.trials(), seed },
    }
}

/// How a sentence names an element.
pub(super) fn name(landscape: &Landscape, id: impl Into<ElementId>) -> String {
    let id = id.into();
    match landscape.name(id) {
        name if name.is_empty() => landscape.quoted(id),
        name => name,
    }
}

fn source_name(study: &Study) -> String {
    name(&study.landscape, study.ripple.source)
}

fn summary(study: &Study) -> String {
    let kind = study.model.likelihoods.kind.article();
    let touched = study.touched_estimate();
    if touched.value == 0.0 {
        return format!("{kind} in {} stays there: nothing that depends on it has to follow.", source_name(study));
    }
    let contexts = if (touched.value - 1.0).abs() < 0.005 { "other context" } else { "other contexts" };
    let mut text = format!(
        "{kind} in {} makes {} {contexts} change as well, on average",
        source_name(study),
        touched.spell(Unit::Count)
    );
    if study.landscape.teams.is_empty() {
        text.push('.');
    } else {
        text.push_str(&format!(
            ", and needs {} of {} teams. More than one team must act in {} of cases.",
            study.teams_estimate().spell(Unit::Count),
            study.landscape.teams.len(),
            study.outcomes.several_teams.spell(Unit::Share)
        ));
    }
    match study.savings.first().filter(|saving| saving.contexts.low > 0.0) {
        Some(best) => format!(
            "{text} What would keep most of it out: {}, at {}.",
            lowered(best.candidate.measure.name()),
            tables::place(&study.landscape, best.candidate.place)
        ),
        None => text,
    }
}

fn lowered(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

fn touched(study: &Study) -> Quantity {
    let reached = study.ripple.reach.iter().filter(|(id, reach)| **id != study.ripple.source && reach.value > 0.0);
    let mut shares: Vec<_> = reached.map(|(id, reach)| (reach.value, *id)).collect();
    crate::order::sort_by(&mut shares, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let first = shares
        .iter()
        .take(3)
        .map(|(share, id)| format!("{} {}", name(&study.landscape, *id), Unit::Share.spell(*share)));
    let mut why = format!("The sum of the probabilities of the {} contexts that it can reach", shares.len());
    let first: Vec<String> = first.collect();
    if !first.is_empty() {
        why.push_str(&format!(": {}{}", first.join(" + "), if shares.len() > 3 { " + …" } else { "" }));
    }
    let mut quantity = Quantity::new("touched", "Other contexts touched", Unit::Count, study.touched_estimate());
    quantity.draws.clone_from(&study.touched);
    quantity.better(Better::Less).because(format!("{why}."), CASCADE, &[])
}

fn teams(study: &Study) -> Quantity {
    let mut quantity = Quantity::new("teams", "Teams that must act", Unit::Count, study.teams_estimate());
    quantity.draws.clone_from(&study.involved);
    let why = format!(
        "The sum over {} teams of the probability that at least one context of the team must change; whoever owns {} \
         acts for certain.",
        study.ripple.teams.len(),
        source_name(study)
    );
    quantity.better(Better::Less).because(why, CASCADE, &[])
}

fn several(study: &Study) -> Quantity {
    let outcomes = &study.outcomes;
    let unit = Unit::Share;
    let mut quantity = Quantity::new("several_teams", "More than one team must act", unit, outcomes.several_teams);
    quantity.draws.clone_from(&outcomes.several_by_block);
    let shares = outcomes.teams.iter().enumerate().filter(|(_, share)| share.value > 0.0);
    let shares: Vec<String> =
        shares.take(6).map(|(count, share)| format!("{count}: {}", unit.spell(share.value))).collect();
    let why = format!("How probably a change needs so many teams: {}.", shares.join(", "));
    quantity.better(Better::Less).because(why, CASCADE, &[])
}

fn worst(study: &Study) -> Quantity {
    let [contexts, teams] = study.outcomes.worst;
    let why = format!(
        "In 19 of 20 changes no more than {contexts} other contexts and {teams} teams are needed: the 95 % quantile of \
         what changes together."
    );
    let value = Estimate::exact(contexts as f64);
    let quantity = Quantity::new("largest", "Largest reach in 19 of 20 changes", Unit::Count, value);
    quantity.better(Better::Less).because(why, CASCADE, &[])
}

fn reachable(study: &Study) -> Quantity {
    let contexts = study.model.graph.contexts.len();
    let count = study.network.reachable(study.source).into_iter().filter(|node| *node < contexts).count() - 1;
    let why = format!("{count} of {} other contexts can be reached at all, however improbably.", contexts - 1);
    let quantity = Quantity::exact("reachable", "Contexts that it can reach at all", Unit::Count, count as f64);
    quantity.better(Better::Less).because(why, CASCADE, &[])
}

fn elsewhere(study: &Study) -> Quantity {
    let Some(context) = study.landscape.contexts.get(&study.ripple.source) else { return Quantity::default() };
    let volatility = &study.model.likelihoods.volatility;
    let changes = volatility.changes(context);
    let Estimate { value, low, high } = study.touched_estimate();
    let product = Estimate { value: changes * value, low: changes * low, high: changes * high };
    let basis = volatility.reading(context.id).basis;
    let how = if basis == Basis::Changes { "that it says" } else { "taken as usual: it says no number itself" };
    let why = format!(
        "{} changes a month ({how}) times {} other contexts touched.",
        Unit::Number.spell(changes),
        study.touched_estimate().spell(Unit::Count)
    );
    let mut quantity = Quantity::new("elsewhere", "Changes elsewhere because of it", Unit::AMonth, product);
    quantity.draws = study.touched.iter().map(|touched| touched * changes).collect();
    let keys: &[&str] = if basis == Basis::Changes { &[] } else { &["ripple.volatility.usual_changes"] };
    quantity.better(Better::Less).because(why, "Expectation of a sum: rate times mean size.", keys)
}

fn caveats(study: &Study) -> Vec<String> {
    let kind = study.model.likelihoods.kind;
    let mut caveats = vec![
        "The order of the likelihoods is sound design; their size is an assumption. Nobody has published how often a \
         change travels over a pattern: see which conclusions hold when you move them."
            .to_owned(),
        "Every relationship lets a change through independently of the others. It says nothing of how large a change \
         is or what it costs."
            .to_owned(),
    ];
    let silent = study.landscape.contexts.values().filter(|context| {
        !context.is_external() && study.model.likelihoods.volatility.reading(context.id).basis != Basis::Changes
    });
    let (silent, all) = (silent.count(), study.landscape.contexts.len());
    if silent > 0 {
        caveats.push(format!(
            "{silent} of {all} contexts do not say how many changes a month they have. {MEASURED} Without these numbers \
             the picture is a rough one."
        ));
    } else {
        caveats.push(MEASURED.to_owned());
    }
    if kind.is_of_data() {
        caveats.push(
            "A change of data goes through the stores that the changed context shares, and not through those of others."
                .to_owned(),
        );
    }
    caveats.push(
        "Changes a month are taken as changes that begin in a context. A number from version control holds those made \
         for others as well, and then the sum counts these twice."
            .to_owned(),
    );
    if !study.burden.is_exact && kind.is_of_data() {
        caveats.push("Changes from everywhere are drawn, and may leave out the stores that are shared.".to_owned());
    }
    if kind == ChangeKind::Usual {
        caveats.push("No kind of change was chosen: the figures are those of the usual mix.".to_owned());
    }
    caveats
}
