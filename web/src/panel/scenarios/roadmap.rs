//! The way from what is to a scenario, with the figures after every step.

use std::sync::Arc;

use atoll_core::difference::HEADLINES;
use atoll_core::measure::{self, Reading};
use atoll_core::model::{ScenarioId, date};
use atoll_core::scenario::{self, Milestone};
use leptos::prelude::*;

use crate::platform::page;
use crate::session::use_session;
use crate::widget::Fold;

/// The roadmap of a scenario; it is worked out when somebody opens it.
#[component]
pub fn Roadmap(id: ScenarioId) -> impl IntoView {
    let session = use_session();
    let is_open = session.is_unfolded("scenario-roadmap");
    let milestones: Memo<Arc<Vec<Milestone>>> = Memo::new(move |_| {
        session.signals.revision.track();
        if !is_open.get() {
            return Arc::default();
        }
        session.peek(|editor| {
            let base = editor.document.base();
            let all = base.scenarios.get(&id).map(|it| scenario::roadmap(base, it, date(&page::today())));
            Arc::new(all.unwrap_or_default())
        })
    });
    let row = |milestone: &Milestone| {
        let findings = milestone.findings;
        let label = match &milestone.error {
            Some(error) => format!("{} – does not apply: {error}", milestone.label),
            None => milestone.label.clone(),
        };
        view! {
            <tr>
                <th scope="row">{label}</th>
                <td class="figure">{findings.errors}</td>
                <td class="figure">{findings.warnings}</td>
                {figures(&milestone.figures)}
            </tr>
        }
    };
    let rows = move || milestones.with(|all| all.iter().map(row).collect_view());
    let content = move || {
        view! {
            <div class="wide-table" role="region" tabindex="0" aria-label="Figures">
                <table class="figures">
                    <thead>
                        <tr>
                            <th scope="col">"After"</th>
                            <th scope="col">"errors"</th>
                            <th scope="col">"warnings"</th>
                            {headings()}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
    };
    view! {
        <Fold title="Roadmap: the figures after every step" amount=Signal::stored(String::new()) is_open on_press=move |()| session.toggle_fold("scenario-roadmap") content/>
    }
}

/// The measures that lead, as headings of a table.
pub(super) fn headings() -> impl IntoView {
    let heading = |key: &&'static str| {
        let name = measure::measure(key).map_or(*key, |measure| measure.name);
        view! { <th scope="col">{name}</th> }
    };
    HEADLINES.iter().map(heading).collect_view()
}

/// What the measures that lead say, as cells of a table.
pub(super) fn figures(readings: &[Reading]) -> impl IntoView + use<> {
    let cell = |reading: &Reading| view! { <td class="figure">{reading.text.clone()}</td> };
    readings.iter().map(cell).collect_view()
}
