//! Why an element goes where it goes: what each criterion gains by it.

use super::criterion::CRITERIA;
use super::cut::Cut;
use super::model::Model;
use crate::order;

/// What moves an element, by criterion.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// The element.
    pub element: usize,
    /// For each criterion what joins the element with its new part, less what joins it with the context as drawn.
    pub gains: Vec<f64>,
    /// All of them together.
    pub total: f64,
}

impl Reason {
    /// Why an element of a cut is where it is and not in the context as drawn.
    pub fn of(model: &Model, cut: &Cut, element: usize) -> Self {
        let mut gains = vec![0.0; CRITERIA.len()];
        for place in &model.edges_of[element] {
            let edge = &model.edges[*place];
            let other = if edge.one == element { edge.other } else { edge.one };
            let is_new = cut.groups[other] == cut.groups[element];
            let is_old = model.drawn[other] == model.drawn[element];
            let sign = f64::from(u8::from(is_new)) - f64::from(u8::from(is_old));
            gains.iter_mut().zip(&edge.shares).for_each(|(gain, share)| *gain += sign * share);
        }
        let total = gains.iter().sum();
        Self { element, gains, total }
    }

    /// In words: what pulls, each with its share of all that pulls, and what holds it back.
    pub fn words(&self) -> String {
        let pulls = ranked(&self.gains, 1.0);
        let holds = ranked(&self.gains, -1.0);
        let all: f64 = pulls.iter().map(|(_, gain)| gain).sum();
        let pulling: Vec<String> =
            pulls.iter().take(3).map(|(name, gain)| format!("{name} {:.0} %", 100.0 * gain / all)).collect();
        let mut words = match pulling.is_empty() {
            true => "Nothing holds it where it is; at this resolution it stands better apart".to_owned(),
            false => pulling.join(", "),
        };
        if let Some((name, _)) = holds.first() {
            words.push_str(&format!("; against it: {name}"));
        }
        words
    }
}

/// The criteria with this sign, the weightiest first.
pub fn ranked(gains: &[f64], sign: f64) -> Vec<(&'static str, f64)> {
    let named = CRITERIA.iter().zip(gains).map(|(criterion, gain)| (criterion.name, sign * gain));
    let mut ranked: Vec<(&str, f64)> = named.filter(|(_, gain)| *gain > 1e-9).collect();
    order::sort_by(&mut ranked, |a, b| b.1.total_cmp(&a.1));
    ranked
}

/// What each criterion says of the edges that pass.
pub fn sums(model: &Model, passes: impl Fn(usize, usize) -> bool) -> Vec<f64> {
    let mut sums = vec![0.0; CRITERIA.len()];
    for edge in model.edges.iter().filter(|edge| passes(edge.one, edge.other)) {
        sums.iter_mut().zip(&edge.shares).for_each(|(sum, share)| *sum += share);
    }
    sums
}
