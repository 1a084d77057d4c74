//! The steps of a scenario, in their order.

use atoll_core::model::ScenarioId;
use atoll_core::scenario;
use leptos::prelude::*;

use crate::session::use_session;
use crate::widget::{IconButton, Sign};

/// The steps of a scenario: each can go, or go before the one above it.
#[component]
pub fn Steps(id: ScenarioId) -> impl IntoView {
    let session = use_session();
    let steps = Memo::new(move |_| {
        session.signals.revision.track();
        session.peek(|editor| {
            let steps = editor.document.base().scenarios.get(&id).map(|it| it.steps.as_slice()).unwrap_or_default();
            steps.iter().map(|step| step.label.clone()).collect::<Vec<String>>()
        })
    });
    let item = move |(index, label): (usize, String)| {
        let earlier = move |()| {
            session.change_scenario("Move step", |base| scenario::move_step(base, id, index, index.saturating_sub(1)));
        };
        let remove = move |()| {
            session.change_scenario("Remove step", |base| scenario::remove_step(base, id, index));
        };
        let up = (index > 0)
            .then(|| view! { <IconButton label=format!("Do {label} earlier") sign=Sign::Up on_press=earlier/> });
        view! {
            <li class="step">
                <span>{label.clone()}</span>
                {up}
                <IconButton label=format!("Remove {label}") sign=Sign::Bin on_press=remove/>
            </li>
        }
    };
    let items = move || steps.get().into_iter().enumerate().map(item).collect_view();
    view! {
        <h3>{move || format!("Steps ({})", steps.with(Vec::len))}</h3>
        <Show
            when=move || steps.with(|steps| !steps.is_empty())
            fallback=|| view! { <p class="quiet">"Draw: whatever you change on the map becomes a step."</p> }
        >
            <ol class="steps">{items}</ol>
        </Show>
    }
}
