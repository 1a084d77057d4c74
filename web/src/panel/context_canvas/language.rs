//! The words of a context and what they mean there.

use std::sync::Arc;

use atoll_core::command::{Add, Remove, Set};
use atoll_core::model::{ContextId, Record, Term, TermId};
use atoll_core::view::bounded_context_canvas::ContextCanvas;
use leptos::prelude::*;

use crate::platform::{frame, page};
use crate::session::use_session;
use crate::widget::{Button, IconButton, Sign, Tone};

/// The ubiquitous language: a word and its meaning a row.
#[component]
pub(super) fn Language(id: ContextId, canvas: Signal<ContextCanvas>) -> impl IntoView {
    let session = use_session();
    // Rows stand in the order in which they were written, so that none moves away under the hand.
    let ids = Memo::new(move |_| {
        let mut ids = canvas.with(|canvas| canvas.language.iter().map(|term| term.0).collect::<Vec<_>>());
        atoll_core::order::sort_by_key(&mut ids, |id| *id);
        ids
    });
    let add = move |()| {
        let term = session.edit(|editor| {
            let term: TermId = editor.document.ids.fresh();
            editor.run("Add term", Add::new(Term { id: term, context: id, ..Term::default() }));
            term
        });
        // The row is there with the next turn of the page.
        frame::surely_later(30, move || page::focus(&format!("term-{term}")));
    };
    view! {
        <ul class="terms">
            <For each=move || ids.get() key=|id| *id let:id>
                <TermRow id/>
            </For>
        </ul>
        <Button label="Add a term" tone=Tone::Quiet on_press=add/>
    }
}

/// A word and what it means.
#[component]
fn TermRow(id: TermId) -> impl IntoView {
    let session = use_session();
    let term = Memo::new(move |before: Option<&Arc<Term>>| match session.record(id.into()) {
        Some(Record::Term(term)) => term,
        _ => before.cloned().unwrap_or_default(),
    });
    let name = move || term.with(|term| term.name.clone());
    let meaning = move || term.with(|term| term.meaning.clone());
    let set = move |field: &'static str, text: String| {
        session.run("Change term", Set::new(id, field, &text));
    };
    view! {
        <li class="term">
            <input
                id=format!("term-{id}")
                class="term-name"
                aria-label="Term"
                placeholder="Term"
                maxlength="200"
                autocomplete="off"
                prop:value=name
                on:change=move |event| set("name", event_target_value(&event))
            />
            <textarea
                aria-label="What it means here"
                placeholder="What it means here"
                rows="1"
                maxlength="4000"
                prop:value=meaning
                on:change=move |event| set("meaning", event_target_value(&event))
            ></textarea>
            <IconButton
                label="Delete this term"
                sign=Sign::Close
                on_press=move |()| {
                    session.run("Delete term", Remove { elements: [id.into()].into() });
                }
            />
        </li>
    }
}
