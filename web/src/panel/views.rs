//! The ways to look at the landscape, and those that people kept.

use atoll_core::command::Remove;
use atoll_core::model::{Perspective, PerspectiveId};
use atoll_core::view::{VIEWS, View, view};
use leptos::prelude::*;

use crate::session::{LeftPanel, use_session};
use crate::widget::{IconButton, Sign};

/// The list of views.
#[component]
pub fn Views() -> impl IntoView {
    let session = use_session();
    let signals = session.signals;
    let kept = Memo::new(move |_| {
        signals.revision.track();
        session.peek(|editor| {
            let all = editor.landscape().perspectives.values();
            all.map(|kept| kept.as_ref().clone()).collect::<Vec<Perspective>>()
        })
    });
    let item = move |view: &'static View| {
        let is_on = move || signals.perspective.with(|now| now.view == view.kind);
        view! {
            <li>
                <button
                    type="button"
                    class="view-item"
                    class:on=is_on
                    aria-pressed=move || is_on().to_string()
                    on:click=move |_| session.show_view(view.kind)
                >
                    <strong>{view.name}</strong>
                    <span class="quiet">{view.question}</span>
                </button>
            </li>
        }
    };
    view! {
        <aside class="side left-panel" aria-label="Views">
            <header class="side-head">
                <h2>"Views"</h2>
                <IconButton label="Close" sign=Sign::Close on_press=move |()| session.toggle_left(LeftPanel::Views)/>
            </header>
            <div class="side-body views">
                <ul>{VIEWS.into_iter().map(item).collect_view()}</ul>
                <Show when=move || kept.with(|kept| !kept.is_empty())>
                    <section>
                        <h3>"Kept"</h3>
                        <ul>
                            {move || kept.get().into_iter().map(|perspective| view! { <Kept perspective/> }).collect_view()}
                        </ul>
                    </section>
                </Show>
            </div>
        </aside>
    }
}

/// A perspective that was kept under a name.
#[component]
fn Kept(perspective: Perspective) -> impl IntoView {
    let session = use_session();
    let id: PerspectiveId = perspective.id;
    let (name, words) = (perspective.name.clone(), view(perspective.view).name);
    let is_on = move || session.signals.perspective.with(|now| now.id == id);
    let remove = move |()| {
        if session.run("Delete perspective", Remove { elements: [id.into()].into() }) {
            session.toast_undoable("Deleted the perspective".to_owned());
        }
    };
    let details = move |()| session.go_on_to(id.into());
    view! {
        <li class="kept-view">
            <button
                type="button"
                class="view-item"
                class:on=is_on
                aria-pressed=move || is_on().to_string()
                on:click=move |_| session.look_at(perspective.clone())
            >
                <strong>{name.clone()}</strong>
                <span class="quiet">{words}</span>
            </button>
            <IconButton label=format!("Details of {name}") sign=Sign::Go on_press=details/>
            <IconButton label=format!("Delete {name}") sign=Sign::Bin on_press=remove/>
        </li>
    }
}
