//! The page: the canvas, and panels around it.

use leptos::prelude::*;

use crate::canvas::Surface;
use crate::panel::{
    ContextMenu, Corner, Empty, Header, Help, Hint, ImportReport, Landscapes, Legend, Outline, Problems, RightPanel,
    Search, Toasts, Toolbar, Tour,
};
use crate::session::{Dialog, LeftPanel, Session};

/// The page.
#[component]
pub fn App(
    /// What everything reads and speaks to.
    session: Session,
) -> impl IntoView {
    provide_context(session);
    let signals = session.signals;
    let left = move || match signals.left.get() {
        Some(LeftPanel::Outline) => view! { <Outline/> }.into_any(),
        Some(LeftPanel::Problems) => view! { <Problems/> }.into_any(),
        None => ().into_any(),
    };
    let dialog = move || match signals.dialog.get() {
        Some(Dialog::Help) => view! { <Help/> }.into_any(),
        Some(Dialog::Landscapes) => view! { <Landscapes/> }.into_any(),
        Some(Dialog::Search) => view! { <Search connect_from=None/> }.into_any(),
        Some(Dialog::Connect(id)) => view! { <Search connect_from=Some(id)/> }.into_any(),
        Some(Dialog::Import) => view! { <ImportReport/> }.into_any(),
        None => ().into_any(),
    };
    view! {
        <main class="app">
            <Surface/>
            <Empty/>
            <Header/>
            <div class="top">
                <Toolbar/>
                <Hint/>
            </div>
            {left}
            <RightPanel/>
            <Show when=move || signals.legend.get()>
                <Legend/>
            </Show>
            <Corner/>
            <Tour/>
            <ContextMenu/>
            <Toasts/>
            {dialog}
        </main>
    }
}
