//! The comparison of teams in pictures, and where one design overtakes the other.

use super::Study;
use super::chain::Chain;
use super::design::{Alternatives, CAUSES, Design};
use super::flow::{Manner, Outcome, evaluate};
use super::situation::Situation;
use crate::simulation::Unit;
use crate::simulation::plot::{Axis, Plot, PlotKind, Point};

/// The lead times of all designs.
pub(super) fn designs(study: &Study) -> Plot {
    let lead = |it: &Outcome| it.days.lead();
    let bars =
        study.judged.iter().map(|(_, name, judged)| Point::estimated_bar(*name, judged.estimate(lead))).collect();
    Plot::new("designs", "How long a change takes", PlotKind::Bars, Axis::new("Design", Unit::Word), days())
        .saying("The same people and the same work in five designs of teams.")
        .with("Lead time", bars)
}

/// From functional teams to cross-functional ones, cause by cause.
pub(super) fn waterfall(study: &Study) -> Plot {
    let mut bars = vec![Point::bar("Functional teams", study.lead("functional"))];
    bars.extend(CAUSES.iter().zip(&study.gains).map(|(cause, gain)| Point::bar(*cause, -gain)));
    bars.push(Point::bar("Cross-functional teams", study.lead("cross")));
    Plot::new("gain", "Where the gain comes from", PlotKind::Waterfall, Axis::new("Cause", Unit::Word), days())
        .saying("Each cause counts with the mean of what it changes over all orders in which the causes can set in; bars that go up are costs.")
        .with("Lead time", bars)
}

/// What the time of a change goes into, for each design.
pub(super) fn where_time_goes(study: &Study) -> Plot {
    let mut plot = Plot::new("time", "Where the time goes", PlotKind::Bars, Axis::new("Design", Unit::Word), days())
        .saying("Work, waits and what is done again, for each design.");
    type Share = fn(&Outcome) -> f64;
    let causes: [(&str, Share); 7] = [
        ("Work", |it| it.days.touch),
        ("In queues", |it| it.days.waiting),
        ("At hand-offs", |it| it.days.delay),
        ("Rework", |it| it.days.rework),
        ("Finding out again", |it| it.days.relearning),
        ("Agreeing", |it| it.days.agreeing),
        ("Generalists' extra", |it| it.days.penalty),
    ];
    for (name, figure) in causes {
        let bars = study.judged.iter().map(|(_, design, judged)| Point::bar(*design, figure(&judged.outcome)));
        plot = plot.with(name, bars.collect());
    }
    plot
}

/// Both designs over the share of knowledge that a hand-off loses.
pub(super) fn by_loss(study: &Study) -> Plot {
    let lead = |design: &Design, loss: f64, within: f64| {
        let between = super::chain::HandOff { loss, ..design.manner.between.hand_off };
        let inner = super::chain::HandOff { loss: loss * within, ..design.manner.within.hand_off };
        let manner = Manner { between: Chain::new(between), within: Chain::new(inner), ..design.manner.clone() };
        lead_with(&study.on, design, &manner)
    };
    let losses = (0..=9).map(|step| f64::from(step) / 10.0);
    let points =
        |design: &Design, within: f64| losses.clone().map(|loss| Point::at(loss, lead(design, loss, within))).collect();
    let axis = Axis::new("Share of what is known that a hand-off loses", Unit::Share);
    Plot::new("loss", "What lost knowledge does", PlotKind::Curve, axis, days())
        .saying("Half of it (Poppendieck) is an illustration and no measurement: look at what the answer is over the whole range.")
        .with("Functional", points(&study.others.functional, 0.0))
        .with("Cross-functional", points(&study.others.cross, study.on.values.within))
}

/// Cross-functional teams over how much longer generalists take.
pub(super) fn by_penalty(study: &Study) -> Plot {
    let penalties = (0..=10).map(|step| f64::from(step) / 10.0);
    let cross = penalties.clone().map(|penalty| Point::at(penalty, lead_at(&study.on, &study.others.cross, penalty)));
    let functional = penalties.map(|penalty| Point::at(penalty, study.lead("functional")));
    let axis = Axis::new("How much longer a generalist takes", Unit::Share);
    Plot::new("penalty", "How much slower generalists may be", PlotKind::Curve, axis, days())
        .saying("Where the lines cross, what cross-functional teams save is lost to broader work.")
        .with("Functional", functional.collect())
        .with("Cross-functional", cross.collect())
}

/// The penalty at which cross-functional teams take as long as functional ones; nothing where they are not quicker
/// without one, or still are at 500 %.
pub(super) fn break_even(on: &Situation, others: &Alternatives) -> Option<f64> {
    let functional = lead_with(on, &others.functional, &others.functional.manner);
    let (mut low, mut high) = (0.0, 5.0);
    if lead_at(on, &others.cross, low) >= functional || lead_at(on, &others.cross, high) <= functional {
        return None;
    }
    for _ in 0..16 {
        let middle = 0.5 * (low + high);
        if lead_at(on, &others.cross, middle) < functional { low = middle } else { high = middle }
    }
    Some(0.5 * (low + high))
}

fn lead_at(on: &Situation, design: &Design, penalty: f64) -> f64 {
    lead_with(on, design, &Manner { penalty, ..design.manner.clone() })
}

fn lead_with(on: &Situation, design: &Design, manner: &Manner) -> f64 {
    evaluate(&design.sums, &design.stations, manner, &on.values.pace).days.lead()
}

fn days() -> Axis {
    Axis::new("Working days", Unit::Days)
}
