//! Who has most of something: contexts or teams by one measure, with bars, as a list that one can walk.

use std::sync::Arc;

use atoll_core::measure::{MEASURES, Measure, Measures, Of, Reading};
use atoll_core::model::ElementId;
use leptos::prelude::*;

use crate::panel::outline::shown;
use crate::session::use_session;
use crate::widget::Choice;

/// The most that are listed.
const LISTED: usize = 12;

/// A line of the ranking.
#[derive(Clone, Debug, PartialEq)]
struct Row {
    id: ElementId,
    name: String,
    text: String,
    /// Its part of the greatest value, 0 to 1.
    share: f64,
}

/// Contexts or teams by one measure.
#[component]
pub(super) fn Ranking(measures: Signal<Arc<Measures>>) -> impl IntoView {
    let session = use_session();
    let rankable: Vec<&'static Measure> =
        MEASURES.into_iter().filter(|measure| !matches!(measure.of, Of::Landscape(_))).collect();
    let options: Vec<String> = rankable.iter().map(|measure| measure.name.to_owned()).collect();
    let keys: Vec<&'static str> = rankable.iter().map(|measure| measure.key).collect();
    let ranked_by = session.signals.ranked_by;
    let chosen = {
        let keys = keys.clone();
        Signal::derive(move || keys.iter().position(|key| *key == ranked_by.get()).unwrap_or_default())
    };
    let rows = Memo::new(move |_| {
        let measure = rankable.get(chosen.get()).copied();
        let name = |id: ElementId| session.peek(|editor| shown(editor.landscape(), id));
        measure.map(|measure| measures.with(|measures| ranked(measures, measure, name))).unwrap_or_default()
    });
    let row = move |row: Row| {
        let go = move |_| session.edit(|editor| editor.go_to(row.id));
        let width = format!("{:.1}%", 100.0 * row.share);
        view! {
            <li>
                <button type="button" class="row-button ranked" on:click=go>
                    <span class="ranked-bar" style:width=width aria-hidden="true"></span>
                    <span>{row.name}</span>
                    <span class="figure">{row.text}</span>
                </button>
            </li>
        }
    };
    view! {
        <section>
            <h3>"Who has most"</h3>
            <Choice label="Of" options chosen on_change=move |index: usize| ranked_by.set(keys[index])/>
            <ol class="ranking">{move || rows.get().into_iter().map(row).collect_view()}</ol>
            <Show when=move || rows.with(Vec::is_empty)>
                <p class="quiet">"Nothing here has this measure yet."</p>
            </Show>
        </section>
    }
}

/// Those with the greatest values, the greatest first; equal ones in the order of identifiers.
fn ranked(measures: &Measures, measure: &Measure, name: impl Fn(ElementId) -> String) -> Vec<Row> {
    let read = |readings: &[Reading]| readings.iter().find(|reading| reading.key == measure.key).cloned();
    let contexts = measures.contexts.iter().map(|(id, readings)| (ElementId::from(*id), read(readings)));
    let teams = measures.teams.iter().map(|(id, readings)| (ElementId::from(*id), read(readings)));
    let mut values: Vec<(ElementId, f64, String)> = contexts
        .chain(teams)
        .filter_map(|(id, reading)| reading.and_then(|reading| Some((id, reading.value?, reading.text))))
        .collect();
    atoll_core::order::sort_by(&mut values, |a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    values.truncate(LISTED);
    let greatest = values.first().map_or(0.0, |(_, value, _)| *value);
    let share = |value: f64| if greatest > 0.0 { (value / greatest).clamp(0.0, 1.0) } else { 0.0 };
    values.into_iter().map(|(id, value, text)| Row { id, name: name(id), text, share: share(value) }).collect()
}
