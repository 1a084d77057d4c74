//! Where a scenario and what it is over contradict each other: one by one, each with its ways out.

use atoll_core::model::ScenarioId;
use atoll_core::scenario::{self, Choice, Conflict};
use leptos::prelude::*;

use crate::session::use_session;
use crate::widget::Button;

/// The conflicts of a scenario.
#[component]
pub fn Conflicts(id: ScenarioId) -> impl IntoView {
    let session = use_session();
    let conflicts = Memo::new(move |_| {
        session.signals.revision.track();
        session.peek(|editor| {
            let base = editor.document.base();
            let Some(it) = base.scenarios.get(&id) else { return Vec::new() };
            let outlook = scenario::outlook(base, it);
            let told = |conflict: Conflict| (conflict.told(base, &outlook.landscape), conflict);
            outlook.conflicts.iter().cloned().map(told).collect::<Vec<_>>()
        })
    });
    let item = move |(told, conflict): (String, Conflict)| {
        let choice = |(choice, words): &(Choice, &'static str)| {
            let (choice, conflict) = (*choice, conflict.clone());
            view! { <Button label=*words on_press=move |()| session.resolve(id, &conflict, choice)/> }
        };
        let choices = conflict.choices().iter().map(choice).collect_view();
        view! {
            <li>
                <p>{told}</p>
                <div class="row">{choices}</div>
            </li>
        }
    };
    let title = move || match conflicts.with(Vec::len) {
        1 => "1 conflict with what is".to_owned(),
        count => format!("{count} conflicts with what is"),
    };
    view! {
        <Show when=move || conflicts.with(|all| !all.is_empty())>
            <section class="conflicts" role="status">
                <h3>{title}</h3>
                <p class="quiet">"What is has moved since the scenario saw it. Decide each; then it can be merged."</p>
                <ul>{move || conflicts.get().into_iter().map(item).collect_view()}</ul>
            </section>
        </Show>
    }
}
