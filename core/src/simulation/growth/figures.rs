//! Growth in figures, tables and sentences.

use super::Study;
use super::curve::{At, Knee, Law};
use crate::simulation::report::{Better, Quantity};
use crate::simulation::team_design::design::around;
use crate::simulation::{Estimate, Unit};

const LAW: &str = "Gunther, Guerrilla Capacity Planning (2007): the Universal Scalability Law. That contention is merging and coherency is agreeing between teams, and that both are counted and not fitted, is ours.";
const CASCADE: &str = "Ours, from the independent cascade of the ripple.";
const MERGING: &str = "Pairs of changes that conflict independently, as Ananthanarayanan et al. (EuroSys 2019) fitted it; how likely they touch the same context is ours.";

const RESTS_ON: &[&str] = &[
    "growth.conflict",
    "growth.apart",
    "growth.merge_days",
    "growth.short_days",
    "growth.long_days",
    "growth.trunk_days",
    "growth.marginal",
    "teams.days",
    "teams.elsewhere",
    "teams.people",
    "teams.new_work",
    "teams.disciplines",
    "teams.hand_off_effort",
    "teams.rework",
    "teams.redone",
    "teams.loss",
    "teams.relearning",
    "teams.within",
    "teams.penalty",
    "teams.balance",
];

pub(super) fn at(curve: &[At], teams: usize) -> Option<&At> {
    curve.get(teams.checked_sub(1)?)
}

fn bend(knee: &Knee, study: &Study) -> String {
    knee.teams.map_or_else(|| format!("beyond {} teams", study.field.most), |teams| format!("at {teams} teams"))
}

/// The answer in sentences.
pub(super) fn summary(study: &Study) -> String {
    let drawn = study.drawn();
    let knee = study.knee(drawn);
    let share = Unit::Share.spell(study.field.marginal);
    let crossing = at(drawn, study.now).map_or(0.0, |at| at.crossing.value);
    let first = format!(
        "Divided among {} teams, {} of the changes need more than one of them, and one more team brings less than {share} of the first {}.",
        study.now,
        Unit::Share.spell(crossing),
        bend(&knee, study),
    );
    let reach = |knee: &Knee| knee.teams.unwrap_or(usize::MAX);
    let best = study.variants.iter().skip(1).filter(|(variant, _)| variant.code != "everything");
    let best = best.map(|(variant, curve)| (variant, study.knee(curve), at(curve, study.field.most))).max_by(|a, b| {
        let most = |at: &Option<&At>| at.map_or(0.0, |at| at.throughput.value);
        most(&a.2).total_cmp(&most(&b.2))
    });
    let Some((variant, moved, _)) = best.filter(|(.., best)| {
        best.is_some_and(|best| {
            at(drawn, study.field.most).is_some_and(|drawn| best.throughput.value > 1.001 * drawn.throughput.value)
        })
    }) else {
        return format!("{first} None of the ways of decoupling that were tried moves it.");
    };
    let verb = if reach(&moved) > reach(&knee) { "moves that to" } else { "brings the most, and leaves that" };
    let place = bend(&moved, study);
    let place = if reach(&moved) > reach(&knee) { place.trim_start_matches("at ").to_owned() } else { place };
    format!("{first} Of the single ways of decoupling, “{}” {verb} {place}.", variant.name.to_lowercase())
}

/// The figures, the most telling ones first.
pub(super) fn quantities(study: &Study) -> Vec<Quantity> {
    let drawn = study.drawn();
    let mut found = vec![knee(study, "knee", "Where the curve bends", drawn)];
    found.extend(of_now(study));
    if let Some(law) = Law::of(drawn, study.now, study.field.merge_days) {
        found.extend(of_law(study, &law));
    }
    for (variant, curve) in study.variants.iter().skip(1) {
        let name = format!("Where the curve bends: {}", variant.name.to_lowercase());
        found.push(knee(study, &format!("knee_{}", variant.code), &name, curve));
        if let Some(more) = doubling(study, curve) {
            let name = format!("What twice the teams bring: {}", variant.name.to_lowercase());
            found.push(times(&format!("doubling_{}", variant.code), &name, more, study));
        }
    }
    found
}

fn knee(study: &Study, key: &str, name: &str, curve: &[At]) -> Quantity {
    let knee = study.knee(curve);
    let value = knee.teams.map_or(study.field.most as f64, |teams| teams as f64);
    let why = format!(
        "The number of teams from which on the mean of the next two brings less than {} of what the first brings, {}{}{}.",
        Unit::Share.spell(study.field.marginal),
        curve.first().map(|at| Unit::AMonth.spell(at.throughput.value)).unwrap_or_default(),
        if knee.teams.is_none() { format!("; not up to {} teams", study.field.most) } else { String::new() },
        knee.peak.map(|peak| format!("; more than {peak} teams get less done")).unwrap_or_default(),
    );
    let estimate = around(value, &knee.draws).within(1.0, study.field.most as f64);
    Quantity { draws: knee.draws, ..Quantity::new(key, name, Unit::Count, estimate) }
        .better(Better::More)
        .because(why, LAW, RESTS_ON)
}

/// What holds at the number of teams of today.
fn of_now(study: &Study) -> Vec<Quantity> {
    let drawn = study.drawn();
    let (Some(now), teams) = (at(drawn, study.now), study.now) else { return Vec::new() };
    let mut found = vec![
        Quantity::new(
            "crossing",
            &format!("Changes that need several of {teams} teams, cut where the fewest cross"),
            Unit::Share,
            now.crossing,
        )
        .better(Better::Less)
        .because(
            format!("A change needs {} teams on average.", Unit::Number.spell(now.touched)),
            CASCADE,
            &["teams.balance", "teams.elsewhere"],
        ),
    ];
    found.extend(crossing_drawn(study));
    found.push(throughput(study, now));
    if let Some(more) = doubling(study, drawn) {
        found.push(times("doubling", &format!("What {} teams bring instead of {teams}", 2 * teams), more, study));
    }
    found.push(
        Quantity::exact("pain", &format!("Conflicts for each change with {teams} teams"), Unit::Number, now.pain)
            .better(Better::Less)
            .because(
                format!(
                    "1 − (1 − q)^(n − 1) for each code base that it touches: q is how likely two changes conflict, {} for each context in which they meet, n − 1 the changes that land while a branch lives for {}.",
                    Unit::Share.spell(study.field.conflict),
                    Unit::Days.spell(study.variants.first().map_or(0.0, |(it, _)| it.branch_days))
                ),
                MERGING,
                RESTS_ON,
            ),
    );
    if let Some(lead) = now.lead {
        found.push(
            Quantity::exact("lead", &format!("Lead time with {teams} teams"), Unit::Days, lead)
                .better(Better::Less)
                .because(
                    "All teams are as busy with the bare work as is assumed; the rest is what hand-offs cost.",
                    "As in team design.",
                    RESTS_ON,
                ),
        );
    }
    found
}

/// How many changes need several of the teams that are drawn.
fn crossing_drawn(study: &Study) -> Option<Quantity> {
    if study.field.drawn_teams < 2 {
        return None;
    }
    let (mut crossing, mut all) = (0.0, 0.0);
    for (share, rate) in study.crossing_drawn.iter().zip(&study.field.demand.rates) {
        crossing += share.unwrap_or(0.0) * rate;
        all += rate;
    }
    let value = if all > 0.0 { crossing / all } else { 0.0 };
    let name = "Changes that need several teams, as contexts are owned now";
    Some(Quantity::exact("crossing_drawn", name, Unit::Share, value).better(Better::Less).because(
        "The same footprints, with the owners that are drawn.",
        CASCADE,
        &[],
    ))
}

fn throughput(study: &Study, now: &At) -> Quantity {
    let name = format!("Throughput of {} teams", now.teams);
    let why = format!(
        "{} teams of {} person-days a month, {} of work on a change and {} conflicts with {} each.",
        now.teams,
        Unit::Number.spell(study.field.capacity),
        Unit::PersonDays.spell(now.work),
        Unit::Number.spell(now.pain),
        Unit::PersonDays.spell(study.field.merge_days)
    );
    Quantity { draws: now.draws.clone(), ..Quantity::new("throughput", &name, Unit::AMonth, now.throughput) }
        .better(Better::More)
        .because(why, LAW, RESTS_ON)
}

/// What twice the teams of today bring.
pub(super) fn doubling(study: &Study, curve: &[At]) -> Option<Vec<f64>> {
    let (now, double) = (at(curve, study.now)?, at(curve, 2 * study.now)?);
    let ratio = |one: f64, other: f64| if one > 0.0 { other / one } else { 0.0 };
    let draws = now.draws.iter().zip(&double.draws).map(|(now, double)| ratio(*now, *double));
    Some(std::iter::once(ratio(now.throughput.value, double.throughput.value)).chain(draws).collect())
}

fn times(key: &str, name: &str, mut figures: Vec<f64>, study: &Study) -> Quantity {
    let value = figures.remove(0);
    let why = format!("The throughput of {} teams over that of {}.", 2 * study.now, study.now);
    let estimate: Estimate = around(value, &figures);
    Quantity { draws: figures, ..Quantity::new(key, name, Unit::Times, estimate) }
        .better(Better::More)
        .because(why, LAW, RESTS_ON)
}

fn of_law(study: &Study, law: &Law) -> Vec<Quantity> {
    let peak = law.peak();
    let why = |what: &str| format!("Counted with {} teams and spread as the law says: {what}.", study.now);
    vec![
        Quantity::exact("sigma", "Contention (σ)", Unit::Number, law.sigma).better(Better::Less).because(
            why("what colliding merges cost over the work of a change, for each other team"),
            LAW,
            RESTS_ON,
        ),
        Quantity::exact("kappa", "Coherency (κ)", Unit::Number, law.kappa).better(Better::Less).because(
            why("what is agreed, done again and found out again between teams, for each pair"),
            LAW,
            RESTS_ON,
        ),
        Quantity::exact("peak", "Teams with the most throughput, by the law", Unit::Count, peak)
            .better(Better::More)
            .because(
                format!(
                    "√((1 − σ) ÷ κ) with σ {} and κ {}.",
                    Unit::Number.spell(law.sigma),
                    Unit::Number.spell(law.kappa)
                ),
                LAW,
                RESTS_ON,
            ),
    ]
}

/// What the figures do not say.
pub(super) fn caveats(study: &Study) -> Vec<String> {
    let field = &study.field;
    let mut caveats = vec![
        "The Universal Scalability Law is published for machines; that its contention is merging and its coherency is agreeing between teams is an assumption of ours, and nothing is fitted to an organisation.".to_owned(),
        "No study gives conflicts as a clean curve over the age of branches, and none the cost of a feature toggle: both are assumptions.".to_owned(),
        "Hiring, learning and moving people take time that is not in these figures; the work is taken to grow with the teams, in the contexts that are drawn.".to_owned(),
        format!("Up to {} contexts have a team of their own; beyond that several teams share one, and all of them count as touched by a change there.", field.ours()),
        "The teams of every variant are cut as for the landscape as drawn, so that the curves differ by the coupling alone. What a variant costs is not counted.".to_owned(),
    ];
    let shared = field.bases.iter().filter(|base| base.len() > 1).count();
    if shared == 0 {
        caveats.push("No code base holds several contexts: merges collide only within a context.".to_owned());
    }
    if study
        .variants
        .iter()
        .any(|(variant, _)| matches!(variant.code, "hosts" | "layers") && variant.changed.is_empty())
    {
        caveats.push("There are too few relationships with an upstream and a downstream to try open hosts or anticorruption layers on.".to_owned());
    }
    caveats
}
