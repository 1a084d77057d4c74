//! What is and every scenario of it, side by side.

use std::sync::Arc;

use atoll_core::model::{ScenarioId, date};
use atoll_core::scenario::{self, Prospect};
use leptos::prelude::*;

use super::roadmap::{figures, headings};
use crate::platform::page;
use crate::session::use_session;
use crate::widget::Fold;

/// All scenarios in one table; it is worked out when somebody opens it.
#[component]
pub fn Prospects() -> impl IntoView {
    let session = use_session();
    let is_open = session.is_unfolded("scenario-prospects");
    let prospects: Memo<Arc<Vec<Prospect>>> = Memo::new(move |_| {
        session.signals.revision.track();
        if !is_open.get() {
            return Arc::default();
        }
        session.peek(|editor| {
            let base = editor.document.base();
            let ids: Vec<ScenarioId> = base.scenarios.keys().copied().collect();
            Arc::new(scenario::side_by_side(base, &ids, date(&page::today())))
        })
    });
    let row = |prospect: &Prospect| {
        let Prospect { steps, conflicts, added, changed, removed, findings, .. } = prospect;
        view! {
            <tr>
                <th scope="row">{prospect.name.clone()}</th>
                <td class="figure">{*steps}</td>
                <td class="figure">{*conflicts}</td>
                <td class="figure">{format!("+{added} ~{changed} −{removed}")}</td>
                <td class="figure">{findings.errors}</td>
                <td class="figure">{findings.warnings}</td>
                {figures(&prospect.figures)}
            </tr>
        }
    };
    let rows = move || prospects.with(|all| all.iter().map(row).collect_view());
    let content = move || {
        view! {
            <div class="wide-table" role="region" tabindex="0" aria-label="All scenarios">
                <table class="figures">
                    <thead>
                        <tr>
                            <th scope="col">"Scenario"</th>
                            <th scope="col">"steps"</th>
                            <th scope="col">"conflicts"</th>
                            <th scope="col">"elements"</th>
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
        <Fold title="All side by side" amount=Signal::stored(String::new()) is_open on_press=move |()| session.toggle_fold("scenario-prospects") content/>
    }
}
