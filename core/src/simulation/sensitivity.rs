//! Which assumption counts most: the headline with each parameter at either end of what is plausible.

use std::sync::Arc;

use super::plot::{Axis, Plot, PlotKind, Point};
use super::{Parameter, Refusal, Request, Simulation};
use crate::model::Landscape;
use crate::order;

/// How many bars a tornado has; the rest hardly counts.
const BARS: usize = 10;

/// The tornado of a simulation: for each parameter that its headline rests on, what the closed form says at the low and
/// at the high end, the widest bar first.
///
/// # Errors
/// Those of the simulation.
pub fn sensitivity(simulation: &Simulation, landscape: &Landscape, request: &Request) -> Result<Plot, Refusal> {
    let now = (simulation.estimate)(landscape, request)?;
    let Some(headline) = now.quantity(simulation.headline) else {
        return Err(Refusal::new("There is no figure to see the assumptions at work in."));
    };
    let mut tried = landscape.clone();
    let mut bars = Vec::new();
    let rests_on = |parameter: &Parameter| headline.rests_on.is_empty() || headline.rests_on.contains(&parameter.key);
    for parameter in (simulation.parameters)().into_iter().filter(rests_on) {
        let set = parameter.value(landscape);
        let mut at = |value: f64| {
            Arc::make_mut(&mut tried.header).assumptions.insert(parameter.key.clone(), value);
            let report = (simulation.estimate)(&tried, request).ok()?;
            Some(report.quantity(simulation.headline)?.value.value)
        };
        // What a person set may lie outside of what is thought plausible: the bar holds it in any case.
        let (low, high) = (at(parameter.low.min(set)), at(parameter.high.max(set)));
        tried.header = landscape.header.clone();
        let (Some(low), Some(high)) = (low, high) else { continue };
        if low.is_finite() && high.is_finite() && (low != headline.value.value || high != headline.value.value) {
            let ends = [parameter.low.min(set), parameter.high.max(set)].map(|end| parameter.unit.spell(end));
            let label = format!("{} ({} to {})", parameter.label, ends[0], ends[1]);
            bars.push(Point { x: 0.0, label, y: headline.value.value, low, high });
        }
    }
    let width = |point: &Point| (point.high - point.y).abs().max((point.low - point.y).abs());
    order::sort_by(&mut bars, |a, b| width(b).total_cmp(&width(a)).then_with(|| a.label.cmp(&b.label)));
    bars.truncate(BARS);
    let says = match bars.first() {
        Some(first) => format!("What counts most: {}.", first.label),
        None => "No assumption changes this figure within what is plausible.".to_owned(),
    };
    let axis = Axis::new(&headline.name, headline.unit);
    let title = format!("What {} depends on", headline.name.to_lowercase());
    Ok(Plot::new("sensitivity", &title, PlotKind::Tornado, Axis::new("Assumption", super::Unit::Word), axis)
        .saying(says)
        .with(&headline.name, bars))
}
