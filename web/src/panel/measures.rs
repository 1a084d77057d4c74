//! What can be counted of the landscape: every figure with its formula and its source one press away.

mod ranking;

use std::sync::Arc;

use atoll_core::graph::Graph;
use atoll_core::measure::{self, Evidence, Measures, Reading};
use atoll_core::model::ElementId;
use leptos::prelude::*;

use self::ranking::Ranking;
use super::outline::shown;
use crate::session::{LeftPanel, use_session};
use crate::widget::{IconButton, Sign};

/// The panel of measures.
#[component]
pub fn MeasuresPanel() -> impl IntoView {
    let session = use_session();
    let signals = session.signals;
    let measures = session.figures(|landscape| measure::compute(landscape, &Graph::of(landscape)));
    let chosen = Memo::new(move |_| {
        let mut ids = signals.selection.with(|selection| selection.iter().copied().collect::<Vec<_>>());
        ids.retain(|id| matches!(id, ElementId::Context(_) | ElementId::Team(_)));
        if ids.len() == 1 { ids.pop() } else { None }
    });
    view! {
        <aside class="side left-panel" aria-label="Measures">
            <header class="side-head">
                <h2>"Measures"</h2>
                <IconButton
                    label="Close"
                    sign=Sign::Close
                    on_press=move |()| session.toggle_left(LeftPanel::Measures)
                />
            </header>
            <div class="side-body measures">
                {move || chosen.get().map(|id| view! { <OfOne id measures/> })}
                <section>
                    <h3>"The landscape"</h3>
                    <Readings readings=Signal::derive(move || measures.with(|measures| measures.overall.clone()))/>
                </section>
                <Ranking measures/>
            </div>
        </aside>
    }
}

/// What is measured of the one context or team that is chosen.
#[component]
fn OfOne(id: ElementId, measures: Signal<Arc<Measures>>) -> impl IntoView {
    let session = use_session();
    let name = session.peek(|editor| shown(editor.landscape(), id));
    let readings = Signal::derive(move || measures.with(|measures| of_one(measures, id)));
    view! {
        <section class="measures-chosen">
            <h3>{name}</h3>
            <Readings readings/>
        </section>
    }
}

/// The readings of one element.
fn of_one(measures: &Measures, id: ElementId) -> Vec<Reading> {
    let of_context = measures.contexts.iter().find(|(context, _)| ElementId::from(*context) == id);
    let of_team = measures.teams.iter().find(|(team, _)| ElementId::from(*team) == id);
    of_context.map(|(_, readings)| readings).or(of_team.map(|(_, readings)| readings)).cloned().unwrap_or_default()
}

/// Figures, each of which opens to what it says, how it is computed and who says so.
#[component]
fn Readings(readings: Signal<Vec<Reading>>) -> impl IntoView {
    let keys = Memo::new(move |_| readings.with(|all| all.iter().map(|reading| reading.key).collect::<Vec<_>>()));
    let row = move |key: &'static str| {
        let text = move || {
            readings.with(|all| all.iter().find(|reading| reading.key == key).map(|reading| reading.text.clone()))
        };
        let measure = measure::measure(key)?;
        let evidence = match measure.evidence {
            Evidence::Published => "The formula is published.",
            Evidence::Ours => "What it is applied to, or the formula, is ours: to be argued about.",
        };
        Some(view! {
            <details class="measure">
                <summary>
                    <span>{measure.name}</span>
                    <span class="figure">{text}</span>
                </summary>
                <p>{measure.says}</p>
                <p class="formula">{measure.formula}</p>
                <p class="quiet">{measure.source} " " {evidence} " The figure is computed from what is drawn."</p>
            </details>
        })
    };
    view! { {move || keys.get().into_iter().filter_map(row).collect_view()} }
}
