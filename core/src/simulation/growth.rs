//! What if there were more teams? The same landscape from one team to many.
//!
//! Contexts are cut among more and more teams ([`cut`]), the work grows with them, and what grows faster is counted:
//! changes that need several teams, merges that collide in shared code, agreeing and waiting ([`curve`], [`merge`]).
//! Side by side with it stands the same with less coupling ([`variant`]).

pub mod curve;
pub mod cut;
pub mod field;
mod figures;
pub mod merge;
mod pictures;
mod tables;
pub mod variant;

use self::curve::{At, Knee};
use self::cut::Division;
use self::field::Field;
use self::variant::Variant;
use super::report::{Heat, Method, Report};
use super::{Parameter, Refusal, Request, Setting, Simulation, Unit};
use crate::model::{ElementId, Landscape};

/// The registry's entry.
pub const SIMULATION: Simulation = Simulation {
    code: "growth",
    name: "Growth",
    question: "What if there were more teams?",
    explanation: "The contexts of this landscape are divided among one team, two teams and so on, each time where the \
        fewest changes cross, and the work grows with the teams. For every number of teams it is counted how many \
        changes need more than one of them, how often merges collide in code that is shipped together, and how much of \
        everybody's time goes into agreeing and doing things again. What is left over is the throughput: at first it \
        grows with the teams, then less and less, and where one more team brings less than half of a team the curve \
        has its bend. The same is shown with open hosts, with anticorruption layers, with separate deployables and with \
        short branches, and with all of these.",
    asks_of: &[],
    asks_of_all: true,
    settings,
    parameters,
    headline: "knee",
    estimate,
    start: None,
};

/// Where contexts are that no deployable holds.
pub const UNPLACED: &str = "unplaced";

fn settings(landscape: &Landscape) -> Vec<Setting> {
    let own = ("own", "each in a code base of its own");
    let together = ("together", "all in one code base");
    let is_drawn = landscape.deployables.values().any(|deployable| !deployable.contexts.is_empty());
    // Where nothing is said of what ships, it is not to be taken for granted that everything ships alone.
    let options = if is_drawn { [own, together] } else { [together, own] };
    vec![Setting::new(UNPLACED, "Contexts that are in no deployable", &options)]
}

/// What growth rests on: the same as team design, and what merging costs.
pub fn parameters() -> Vec<Parameter> {
    const UBER: &str = "Ananthanarayanan et al., Keeping Master Green at Scale (EuroSys 2019): 5 % with 2 concurrent changes that potentially conflict, 40 % with 16, which is 0.0335 to 0.05 for a pair.";
    const DIAS: &str = "Dias et al. (2020), quoted at second hand: 4.4 to 6.1 times as many conflicts where both sides touch the same slice.";
    let of = Parameter::assumed;
    let own = vec![
        Parameter::published(
            "growth.conflict",
            "How likely two changes of one context conflict",
            Unit::Share,
            0.04,
            UBER,
        )
        .plausible(0.033_481_695_525_419_8, 0.05)
        .settable(0.0, 0.9),
        Parameter::published(
            "growth.apart",
            "How likely two changes of different contexts in one code base conflict beside that",
            Unit::Share,
            0.2,
            DIAS,
        )
        .plausible(0.16, 0.23),
        of("growth.merge_days", "Work of resolving a conflict", Unit::PersonDays, 1.0).plausible(0.25, 3.0),
        of("growth.long_days", "How long a long-lived branch lives that does not say", Unit::Days, 15.0)
            .plausible(5.0, 40.0),
        of("growth.short_days", "How long a short-lived branch lives, or one that is not spoken of", Unit::Days, 2.0)
            .plausible(1.0, 5.0),
        of("growth.trunk_days", "How long a change is not on the trunk, with trunk-based development", Unit::Days, 0.5)
            .plausible(0.1, 1.0),
        of("growth.edges", "How many relationships are decoupled", Unit::Count, 5.0)
            .plausible(2.0, 10.0)
            .settable(0.0, 200.0),
        of(
            "growth.marginal",
            "Where the curve bends: what one more team brings, as a share of the first",
            Unit::Share,
            0.5,
        )
        .plausible(0.3, 0.7),
    ];
    let unused = ["teams.gap"];
    let work = super::team_design::parameters::work().into_iter().filter(|it| !unused.contains(&it.key.as_str()));
    own.into_iter().chain(work).collect()
}

/// All that was found out, to be written down.
struct Study {
    field: Field,
    divisions: Vec<Division>,
    variants: Vec<(Variant, Vec<At>)>,
    /// The number of teams at which the figures of today are read.
    now: usize,
    /// Pairs of teams that have to coordinate, by the number of teams.
    pairs: Vec<usize>,
    /// For each context the share of the changes that begin there which touch contexts of several owners.
    crossing_drawn: Vec<Option<f64>>,
}

impl Study {
    fn of(landscape: &Landscape, request: &Request) -> Result<Self, Refusal> {
        let field = Field::of(landscape, request)?;
        let divisions = field.divisions();
        let variants = variant::all(landscape, &field);
        let variants = variants.into_iter().map(|variant| {
            let curve = curve::curve(&field, &variant, &divisions);
            (variant, curve)
        });
        let variants = variants.collect();
        let drawn = field.drawn_teams;
        let now = if drawn > 1 { drawn } else { (field.ours() / 2).clamp(2, field.most) };
        let pairs = divisions.iter().map(|division| field.pairs(landscape, division)).collect();
        let crossing_drawn = field.crossing_drawn();
        Ok(Self { field, divisions, variants, now, pairs, crossing_drawn })
    }

    /// The landscape as it is drawn.
    fn drawn(&self) -> &[At] {
        self.variants.first().map_or(&[], |(_, curve)| curve.as_slice())
    }

    fn knee(&self, curve: &[At]) -> Knee {
        curve::knee(curve, self.field.marginal)
    }
}

/// The landscape with more and more teams.
///
/// # Errors
/// Where there are no contexts that somebody here works on, or too many.
pub fn estimate(landscape: &Landscape, request: &Request) -> Result<Report, Refusal> {
    let study = Study::of(landscape, request)?;
    Ok(Report {
        simulation: SIMULATION.code.to_owned(),
        subject: None,
        summary: figures::summary(&study),
        method: Method::Sampled { trials: study.field.demand.trials, seed: request.seed },
        quantities: figures::quantities(&study),
        plots: pictures::plots(&study),
        tables: vec![tables::by_teams(&study), tables::by_variant(&study), tables::division(&study, landscape)],
        heat: heat(&study),
        caveats: figures::caveats(&study),
    })
}

/// Of each context, which share of the changes that begin there crosses a border of teams: of the teams that are drawn,
/// or of the division at the number of teams of today.
fn heat(study: &Study) -> Vec<Heat> {
    let divided = study.divisions.get(study.now.saturating_sub(1)).map(|it| study.field.crossing_by_source(it));
    let divided = divided.unwrap_or_default();
    let is_drawn = study.field.drawn_teams > 1;
    let shares = if is_drawn { &study.crossing_drawn } else { &divided };
    let each = study.field.contexts.iter().zip(shares).filter_map(|(id, share)| {
        let share = (*share)?;
        let of = if is_drawn { "of its changes need another team" } else { "of its changes would need another team" };
        Some(Heat { element: ElementId::from(*id), share, words: format!("{} {of}", Unit::Share.spell(share)) })
    });
    each.collect()
}

#[cfg(test)]
mod tests;
