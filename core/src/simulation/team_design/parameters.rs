//! What the comparison of teams rests on, each with where it comes from. Growth rests on most of it as well.

use super::chain::{self, HandOff};
use super::flow::Pace;
use crate::model::Landscape;
use crate::simulation::{Parameter, Unit};

const TEAM_TOPOLOGIES: &str = "Skelton and Pais, Team Topologies (2019): five to nine people, seven in the middle.";
const CATALDO: &str = "Cataldo, Herbsleb and Carley (2008), quoted at second hand: what was worked on by people who coordinated as they had to was done in 32 % less time, 1 ÷ (1 − 0.32) = 1.47. That it is the hand-off which takes longer is ours.";

/// How much work there is and how people do it: what every figure of team design and growth rests on.
pub fn work() -> Vec<Parameter> {
    people_and_work().into_iter().chain(hand_offs()).collect()
}

fn people_and_work() -> Vec<Parameter> {
    let of = Parameter::assumed;
    vec![
        of("teams.days", "Work on a change where it begins", Unit::PersonDays, 5.0)
            .plausible(2.0, 15.0)
            .settable(0.01, 250.0),
        of("teams.elsewhere", "Work in another context that it touches, as a share of that", Unit::Share, 0.4)
            .plausible(0.1, 0.8),
        Parameter::published("teams.people", "People in a team that does not say", Unit::Count, 7.0, TEAM_TOPOLOGIES)
            .plausible(5.0, 9.0)
            .settable(1.0, 200.0),
        of(
            "teams.new_work",
            "Share of the working time that goes into changes, where no capacity is said",
            Unit::Share,
            0.6,
        )
        .plausible(0.4, 0.8)
        .settable(0.05, 1.0),
        of("teams.people_on_one", "People who work on one change at a time", Unit::Count, 1.0)
            .plausible(1.0, 3.0)
            .settable(1.0, 20.0),
        of("teams.busy", "How busy people are with the bare work, where the work is fitted to them", Unit::Share, 0.6)
            .plausible(0.45, 0.75)
            .settable(0.01, 1.5),
        of(
            "teams.variation",
            "Squared coefficient of variation of the work on an item (1: exponential)",
            Unit::Number,
            1.0,
        )
        .plausible(0.25, 2.0),
        of("teams.disciplines", "Disciplines that a change needs", Unit::Count, 4.0)
            .plausible(2.0, 6.0)
            .settable(1.0, 12.0),
        of("teams.balance", "The least share of the work on one side of a cut between teams", Unit::Share, 0.3)
            .plausible(0.2, 0.45)
            .settable(0.0, 0.5),
        of("teams.steady", "Utilisation up to which a queue is taken as steady", Unit::Share, 0.95)
            .plausible(0.9, 0.98)
            .settable(0.5, 0.999),
        of("teams.horizon", "Months over which what exceeds that piles up", Unit::Number, 12.0).plausible(3.0, 24.0),
    ]
}

fn hand_offs() -> Vec<Parameter> {
    let of = Parameter::assumed;
    vec![
        of("teams.hand_off_days", "Working days until another team looks at what it was handed", Unit::Days, 2.0)
            .plausible(0.5, 5.0)
            .settable(0.0, 60.0),
        of("teams.hand_off_effort", "Work of agreeing at a hand-off, both sides together", Unit::PersonDays, 0.25)
            .plausible(0.1, 1.0)
            .settable(0.0, 20.0),
        of("teams.rework", "Share of hand-offs that are given back as incomplete", Unit::Share, 0.1)
            .plausible(0.05, 0.2)
            .settable(0.0, chain::REWORK_MAX),
        of("teams.redone", "Share of the work that is done again when something is given back", Unit::Share, 0.5)
            .plausible(0.2, 1.0),
        // Poppendieck's 50 % is an illustration and no measurement: it is the upper end and not the default.
        of("teams.loss", "Share of what is known that a hand-off loses", Unit::Share, 0.25).plausible(0.1, 0.5),
        of("teams.relearning", "Work of finding out everything again, as a share of the work", Unit::Share, 0.3)
            .plausible(0.1, 0.6),
        of(
            "teams.within",
            "What is left of loss and rework among people of one cross-functional team",
            Unit::Share,
            0.3,
        )
        .plausible(0.1, 0.7),
        of("teams.penalty", "How much longer a generalist takes for the same work", Unit::Share, 0.1)
            .plausible(0.0, 0.4),
        Parameter::published(
            "teams.gap",
            "How much longer a hand-off waits between teams that do not talk",
            Unit::Times,
            1.47,
            CATALDO,
        )
        .plausible(1.0, 2.0)
        .settable(1.0, 10.0),
    ]
}

/// What our score of a team's load counts beside the points of its contexts.
pub fn load() -> Vec<Parameter> {
    let of = Parameter::assumed;
    vec![
        of("teams.load_relationship", "Points for a relationship with another team's context", Unit::Number, 0.1),
        of("teams.load_toggle", "Points for a toggle in the code", Unit::Number, 0.05),
        of("teams.load_service", "Points for a deployable that the team runs", Unit::Number, 0.25),
    ]
}

/// The value of one of these in a landscape; 0 for a key that is not there.
pub fn value(landscape: &Landscape, parameters: &[Parameter], key: &str) -> f64 {
    let parameter = parameters.iter().find(|parameter| parameter.key == key);
    parameter.map_or(0.0, |parameter| parameter.value(landscape))
}

/// What holds in a landscape.
#[derive(Clone, Debug)]
pub struct Values {
    /// The numbers that hold for every design.
    pub pace: Pace,
    /// What a hand-off between teams does.
    pub hand_off: HandOff,
    /// What is left of rework and loss within a cross-functional team.
    pub within: f64,
    /// How much more work a generalist has.
    pub penalty: f64,
    /// How much longer a hand-off waits over a gap.
    pub gap: f64,
    /// People in a team that does not say.
    pub people: f64,
    /// The share of their time that goes into changes.
    pub new_work: f64,
    /// People who work on one change at a time.
    pub people_on_one: f64,
    /// How busy they are where the work is fitted to them.
    pub busy: f64,
    /// The least share of the work on one side of a cut.
    pub balance: f64,
}

impl Values {
    /// What holds in this landscape.
    pub fn of(landscape: &Landscape) -> Self {
        let parameters = work();
        let value = |key: &str| value(landscape, &parameters, key);
        Self {
            pace: Pace {
                days: value("teams.days"),
                elsewhere: value("teams.elsewhere"),
                variation: value("teams.variation"),
                redone: value("teams.redone"),
                relearning: value("teams.relearning"),
                steady: value("teams.steady"),
                horizon: value("teams.horizon"),
                disciplines: value("teams.disciplines").round() as usize,
            },
            hand_off: HandOff {
                rework: value("teams.rework"),
                loss: value("teams.loss"),
                delay: value("teams.hand_off_days"),
                effort: value("teams.hand_off_effort"),
            },
            within: value("teams.within"),
            penalty: value("teams.penalty"),
            gap: value("teams.gap"),
            people: value("teams.people"),
            new_work: value("teams.new_work"),
            people_on_one: value("teams.people_on_one"),
            busy: value("teams.busy"),
            balance: value("teams.balance"),
        }
    }

    /// What a hand-off among the people of one cross-functional team does: nobody waits, and less is lost.
    pub fn hand_off_within(&self) -> HandOff {
        let HandOff { rework, loss, .. } = self.hand_off;
        HandOff { rework: rework * self.within, loss: loss * self.within, delay: 0.0, effort: 0.0 }
    }
}
