//! The answer: the four keys, where the time goes, who is busy, and in which sentences.

use super::figures::{self, COUNT, KEYS, LEAD, SPECS, Spec};
use super::flows::{Flows, flows};
use super::item::Cause;
use super::plots;
use super::reading::{self, Reading};
use super::run::{self, Kept, Trial};
use super::tables;
use crate::model::{ElementId, Landscape};
use crate::simulation::report::{Heat, Method, Quantity};
use crate::simulation::{Estimate, Refusal, Report, Request, Unit};

/// From here on a team is called busy on the map.
const FULL: f64 = 1.0;

/// What no figure of this simulation says.
const CAVEATS: [&str; 8] = [
    "Days are calendar days and the week is spread evenly: nights, weekends and holidays are in the averages and not in \
     the order of events.",
    "No study gives the rate of conflicts as a curve over the age of a branch: that merges of others come at random \
     is our model, fitted to a published curve over concurrent changes. What merges were found to conflict lies between \
     8 % and 47 % (Brun 2011, Kasi and Sarma 2013, Zimmermann 2007); a study of 21,488 merges found no indicator that \
     predicts conflicts (Leßenich 2018).",
    "No published cost of a feature toggle was found: set-up, removal and what is left behind are assumptions.",
    "Hand-off times, the share of work that comes back and how often a change fails are assumptions until they are \
     measured here.",
    "People are interchangeable within a team, have one piece of work in hand each, and change no team.",
    "Where a release has a batch size and a calendar, whichever comes first counts.",
    "A roll-back takes a release back for users at once; that the other changes in it go out again is not counted.",
    "The clusters are those of 2019. Later reports draw others, the report leaves gaps between them, and it gives no \
     label for the whole.",
];

/// The answer by formula.
///
/// # Errors
/// A sentence that says what has to be drawn first.
pub(super) fn computed(landscape: &Landscape, request: &Request) -> Result<Report, Refusal> {
    let reading = reading::read(landscape, request)?;
    let flows = flows(&reading.model, request.seed);
    let values = figures::of_flows(&flows, &reading).map(Estimate::exact);
    let mut report = common(landscape, request, &reading, &flows, &values, &[]);
    if flows.lead.mean.is_finite() {
        let causes = Cause::ALL.map(|cause| Estimate::exact(flows.spent[cause as usize]));
        report.plots.insert(0, plots::waterfall(causes));
    }
    report.caveats.insert(
        0,
        "Computed by formula over footprints that are drawn: waiting times are the approximation for many servers, and \
         quantiles are those of a lognormal time with the same mean and variance. The run of events has neither."
            .to_owned(),
    );
    Ok(report)
}

/// The answer of a run, as far as it is.
pub(super) fn drawn(landscape: &Landscape, request: &Request, reading: &Reading, trials: &[Trial]) -> Report {
    let flows = flows(&reading.model, request.seed);
    let Some(kept) = trials.first().map(|trial| &trial.kept).filter(|kept| !kept.is_empty()) else {
        let values = figures::of_flows(&flows, reading).map(Estimate::exact);
        return common(landscape, request, reading, &flows, &values, trials);
    };
    let column = |place: usize| kept.iter().map(|it| it.values[place]).collect::<Vec<f64>>();
    let values: [Estimate; COUNT] = std::array::from_fn(|place| estimate(&column(place)));
    let mut report = common(landscape, request, reading, &flows, &values, trials);
    for (place, quantity) in report.quantities.iter_mut().enumerate() {
        // Only whole columns are compared one by one: a replication without failures has no time to restore.
        quantity.draws = column(place).into_iter().filter(|draw| draw.is_finite()).collect();
        if quantity.draws.len() < kept.len() {
            quantity.draws.clear();
        }
    }
    if let Some(wip) = report.quantities.iter_mut().find(|quantity| quantity.key == "work_in_progress") {
        let little = kept.iter().map(|it| it.little).sum::<f64>() / kept.len() as f64;
        wip.why = format!("{} That product is {}, repairs included.", wip.why, Unit::Count.spell(little));
    }
    let (replications, items) = (kept.len() as u32, run::items(request) as u32);
    report.method = Method::Replicated { replications, items, seed: request.seed };
    let causes = Cause::ALL.map(|cause| estimate(&kept.iter().map(|it| it.spent[cause as usize]).collect::<Vec<_>>()));
    if causes.iter().all(|days| days.value.is_finite()) {
        report.plots.insert(0, plots::waterfall(causes));
        report.plots.insert(1, plots::distribution(kept));
    }
    if kept.iter().any(|it| it.is_cut_off) {
        report
            .caveats
            .insert(0, "The run was ended before its items were done: more came than can be done.".to_owned());
    }
    report
}

/// The mean of draws, of those that have a value: a replication without failures has no time to restore.
pub(super) fn estimate(draws: &[f64]) -> Estimate {
    let known: Vec<f64> = draws.iter().copied().filter(|draw| draw.is_finite()).collect();
    match known.len() {
        0 => Estimate::exact(draws.first().copied().unwrap_or(f64::NAN)),
        _ => Estimate::mean_of(&known).within(0.0, f64::INFINITY),
    }
}

fn common(
    landscape: &Landscape,
    request: &Request,
    reading: &Reading,
    flows: &Flows,
    values: &[Estimate; COUNT],
    trials: &[Trial],
) -> Report {
    let kept: &[Kept] = trials.first().map_or(&[], |trial| &trial.kept);
    let quantities = SPECS.iter().zip(values).map(|(spec, value)| quantity(spec, *value, flows, reading));
    Report {
        simulation: super::SIMULATION.code.to_owned(),
        subject: request.subject,
        summary: summary(landscape, reading, flows, values),
        method: Method::Exact,
        quantities: quantities.collect(),
        plots: plots::curves(landscape, reading, flows, trials),
        tables: tables::tables(landscape, reading, flows, values, kept, trials),
        heat: heat(landscape, reading, flows),
        caveats: reading.notes.iter().cloned().chain(CAVEATS.iter().map(|it| (*it).to_owned())).collect(),
    }
}

fn quantity(spec: &Spec, value: Estimate, flows: &Flows, reading: &Reading) -> Quantity {
    let keys: Vec<String> = spec.rests_on.iter().map(|key| format!("delivery.{key}")).collect();
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    let why = match own(spec.key, flows, reading) {
        own if own.is_empty() => spec.why.to_owned(),
        own => format!("{} Here: {own}.", spec.why),
    };
    Quantity::new(spec.key, spec.name, spec.unit, value).better(spec.better).because(why, spec.source, &keys)
}

/// The formula with this landscape's numbers, as computed.
fn own(key: &str, flows: &Flows, reading: &Reading) -> String {
    let days = |value: f64| Unit::Days.spell(value);
    match key {
        "lead_time" => {
            let parts = Cause::ALL.into_iter().filter(|cause| flows.spent[*cause as usize] > 0.0);
            let parts: Vec<String> =
                parts.map(|cause| format!("{} {}", cause.name(), days(flows.spent[cause as usize]))).collect();
            format!("{} by formula", parts.join(" + "))
        }
        "busiest" => match busiest(flows) {
            Some(team) => {
                let (load, station) = (&flows.teams[team], &reading.model.teams[team]);
                format!(
                    "{:.2} days of work come in a day for {} people, who do {:.2} person-days a calendar day each",
                    load.work, station.people, station.pace
                )
            }
            None => String::new(),
        },
        "work_in_progress" => {
            format!("{:.2} changes a day times {} by formula", flows.a_day, days(flows.lead.mean))
        }
        "conflict_rate" => format!(
            "q is {}, and {:.2} merges of others a day touch what a change touches",
            Unit::Share.spell(reading.model.conflicts.overlap),
            flows.others_a_day
        ),
        "change_fail_rate" => {
            let changes: f64 = flows.outlets.iter().map(|outlet| outlet.a_day).sum();
            let releases: f64 = flows.outlets.iter().map(|outlet| outlet.releases).sum();
            format!("a release has {:.1} changes on average by formula", changes / releases.max(f64::MIN_POSITIVE))
        }
        _ => String::new(),
    }
}

/// The team that is asked for most.
fn busiest(flows: &Flows) -> Option<usize> {
    let loads = flows.teams.iter().enumerate().filter(|(_, load)| load.a_day > 0.0);
    loads.max_by(|one, other| one.1.utilisation.total_cmp(&other.1.utilisation)).map(|(team, _)| team)
}

fn summary(landscape: &Landscape, reading: &Reading, flows: &Flows, values: &[Estimate; COUNT]) -> String {
    let full: Vec<String> = flows
        .teams
        .iter()
        .zip(&reading.teams)
        .filter(|(load, _)| load.utilisation >= FULL)
        .map(|(_, team)| landscape.quoted((*team).into()))
        .collect();
    if !full.is_empty() {
        let (get, they) = if full.len() == 1 { ("gets", "it") } else { ("get", "they") };
        return format!(
            "{} {get} more work than {they} can do: the queue grows without end, and so does the lead time. What is drawn \
             is how far a run of limited length comes.",
            listed(&full)
        );
    }
    let mut causes = Cause::ALL;
    causes.sort_by(|one, other| flows.spent[*other as usize].total_cmp(&flows.spent[*one as usize]));
    let lead = values[LEAD].value;
    let key = |place: usize| SPECS[KEYS[place]].unit.spell(values[KEYS[place]].value);
    format!(
        "A change takes {} from the idea to production on average, most of it {} and {}. {} of releases fail, and half of \
         the failures are over within {}.",
        Unit::Days.spell(lead),
        causes[0].name(),
        causes[1].name(),
        key(3),
        key(2),
    )
}

/// Names in a sentence.
fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// How busy each team is, on the team and on what it owns.
fn heat(landscape: &Landscape, reading: &Reading, flows: &Flows) -> Vec<Heat> {
    let words = |share: f64| {
        let busy = Unit::Share.spell(share);
        if share >= FULL { format!("{busy} asked for") } else { format!("{busy} busy") }
    };
    let heat = |element: ElementId, share: f64| Heat { element, share: share.min(1.0), words: words(share) };
    let of_teams = flows.teams.iter().zip(&reading.teams).map(|(load, team)| heat((*team).into(), load.utilisation));
    let of_contexts = reading.contexts.iter().zip(&reading.model.sources).filter_map(|(context, source)| {
        let busiest = source.owners.iter().map(|team| flows.teams[*team as usize].utilisation).reduce(f64::max)?;
        landscape.contexts.contains_key(context).then(|| heat((*context).into(), busiest))
    });
    of_teams.chain(of_contexts).filter(|heat| heat.share > 0.0).collect()
}
