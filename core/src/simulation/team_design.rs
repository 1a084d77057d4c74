//! What if the teams were cut differently? Functional teams against cross-functional ones, for this landscape.
//!
//! Removing hand-offs is no free win: what the same people gain by pooling, by less rework and by waiting less, and what
//! coordination and broader work cost them, is computed one by one ([`design`], [`flow`]). Beside that: who has to talk
//! and does not ([`conway`]), and what each team has to keep in mind ([`burden`]).

pub mod attribution;
pub mod burden;
pub mod chain;
pub mod conway;
pub mod demand;
pub mod design;
mod figures;
pub mod flow;
pub mod parameters;
mod pictures;
pub mod situation;
mod sums;
mod tables;
mod waiting;

use self::burden::Burden;
use self::design::{Alternatives, Design, Judged};
use self::situation::Situation;
use super::plot::Plot;
use super::report::{Heat, Method};
use super::{Parameter, Refusal, Report, Request, Setting, Simulation, Unit};
use crate::model::{ElementId, Landscape};
use crate::sorted_map::SortedMap;

/// The registry's entry.
pub const SIMULATION: Simulation = Simulation {
    code: "teams",
    name: "Team design",
    question: "What if the teams were cut differently?",
    explanation: "The changes that come in are sent through the teams: as they are drawn, through a team for each \
        discipline, and through cross-functional teams along contexts, always with the same people and the same work. \
        Every team is a queue; at every hand-off a change waits, is sometimes given back, and loses some of what was \
        known. What cross-functional teams gain is taken apart into pooling, hand-offs, rework and knowledge, and what \
        they cost into coordination and generalists who take longer. Beside that stand the pairs of teams whose \
        contexts change together and who do not talk, and what each team has to keep in mind.",
    asks_of: &[],
    asks_of_all: true,
    settings,
    parameters: all_parameters,
    headline: "gain",
    estimate,
    start: None,
};

/// How much work there is: as drawn, or as much as keeps people busy.
pub const WORK: &str = "work";
/// Where cross-functional teams are cut.
pub const CUT: &str = "cut";

/// What can be chosen. The work is taken as drawn where every context that somebody owns says how often it changes.
pub fn settings(landscape: &Landscape) -> Vec<Setting> {
    let owned = |context: &&std::sync::Arc<crate::model::BoundedContext>| {
        !context.is_external() && !landscape.owners_of(context).is_empty()
    };
    let is_said = landscape.contexts.values().filter(owned).all(|context| context.changes_a_month > 0);
    let mut work = Setting::new(
        WORK,
        "How much work comes in",
        &[("fitted", "as much as keeps people busy"), ("drawn", "the changes a month that are drawn")],
    );
    if is_said && landscape.contexts.values().any(|context| context.changes_a_month > 0) {
        work.default = "drawn".to_owned();
    }
    let cuts = [("cheapest", "where the fewest changes cross"), ("drawn", "as drawn, by first owners")];
    vec![work, Setting::new(CUT, "Cross-functional teams are cut", &cuts)]
}

fn all_parameters() -> Vec<Parameter> {
    parameters::work().into_iter().chain(parameters::load()).collect()
}

/// Whether the work is scaled to the people, by the request or by default.
pub(super) fn is_fitted(landscape: &Landscape, request: &Request) -> bool {
    let default = settings(landscape).into_iter().find(|setting| setting.key == WORK).map(|setting| setting.default);
    request.setting(WORK, &default.unwrap_or_default()) != "drawn"
}

/// The designs side by side.
///
/// # Errors
/// Where nobody owns anything, or there are too many contexts.
pub fn estimate(landscape: &Landscape, request: &Request) -> Result<Report, Refusal> {
    let on = Situation::of(landscape, request, is_fitted(landscape, request))?;
    let study = Study::of(landscape, on, request.setting(CUT, "cheapest") != "drawn");
    let mut tables = vec![tables::designs(&study), tables::teams(&study, landscape)];
    tables.push(conway::pairs(&study.on, landscape, &study.joint));
    if !study.on.congruence.excess.is_empty() {
        tables.push(conway::excess(&study.on, landscape, &study.joint));
    }
    tables.push(burden::table(&study.on, landscape, &study.burdens));
    tables.push(tables::proposed(&study, landscape));
    Ok(Report {
        simulation: SIMULATION.code.to_owned(),
        subject: None,
        summary: figures::summary(&study),
        method: Method::Sampled { trials: study.on.demand.trials, seed: request.seed },
        quantities: figures::quantities(&study),
        plots: plots(&study),
        tables,
        heat: heat(&study),
        caveats: figures::caveats(&study),
    })
}

/// All that was found out, to be written down.
struct Study {
    on: Situation,
    drawn: Design,
    others: Alternatives,
    judged: Vec<(&'static str, &'static str, Judged)>,
    gains: Vec<f64>,
    /// The penalty at which cross-functional teams lose their lead, if they have one and lose it below 500 %.
    break_even: Option<f64>,
    joint: SortedMap<(usize, usize), f64>,
    burdens: Vec<Burden>,
}

impl Study {
    fn of(landscape: &Landscape, on: Situation, is_cut: bool) -> Self {
        let (drawn, slowness) = design::as_drawn(&on);
        let others = Alternatives::of(&on, slowness, is_cut);
        let designs = [&drawn, &others.functional, &others.private, &others.pooled, &others.cross];
        let judged = designs.map(|design| (design.code, design.name, design.judged(&on))).to_vec();
        let gains = others.gains(&on);
        let break_even = pictures::break_even(&on, &others);
        let joint = conway::joint_changes(&on);
        let burdens = burden::burdens(&on, landscape);
        Self { on, drawn, others, judged, gains, break_even, joint, burdens }
    }

    /// What the design of this code does.
    fn judged(&self, code: &str) -> &Judged {
        let found = self.judged.iter().find(|(other, ..)| *other == code);
        // All five are there; the first stands in for a code that is none.
        &found.unwrap_or(&self.judged[0]).2
    }

    fn lead(&self, code: &str) -> f64 {
        self.judged(code).outcome.days.lead()
    }
}

fn plots(study: &Study) -> Vec<Plot> {
    vec![
        pictures::designs(study),
        pictures::waterfall(study),
        pictures::where_time_goes(study),
        pictures::by_loss(study),
        pictures::by_penalty(study),
    ]
}

/// Of each context, which share of the changes that begin there needs more than one team; of each team, how busy it is.
fn heat(study: &Study) -> Vec<Heat> {
    let shares = crossing_by_source(&study.on);
    let contexts = study.on.contexts.iter().zip(shares).filter_map(|(id, share)| {
        let share = share?;
        let words = format!("{} of its changes need another team", Unit::Share.spell(share));
        Some(Heat { element: ElementId::from(*id), share, words })
    });
    let loads = study.on.crews.iter().zip(&study.judged("drawn").outcome.stations);
    let teams = loads.filter(|(crew, _)| crew.capacity > 0.0).map(|(crew, load)| {
        let words = format!("{} busy", Unit::Share.spell(load.utilisation));
        Heat { element: ElementId::from(crew.team), share: load.utilisation.clamp(0.0, 1.0), words }
    });
    contexts.chain(teams).collect()
}

/// For each context the share of the changes that begin there which touch contexts of more than one team; nothing
/// where none begins.
pub(super) fn crossing_by_source(on: &Situation) -> Vec<Option<f64>> {
    let mut sums = vec![[0.0; 2]; on.contexts.len()];
    for change in &on.demand.changes {
        let volume = on.demand.volume(change);
        sums[change.source][1] += volume;
        if conway::teams_of(on, &change.touched).len() > 1 {
            sums[change.source][0] += volume;
        }
    }
    sums.into_iter().map(|[crossing, all]| (all > 0.0).then(|| (crossing / all).clamp(0.0, 1.0))).collect()
}

#[cfg(test)]
mod tests;
