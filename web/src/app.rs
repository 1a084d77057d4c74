//! The page: the canvas, and panels around it.

use leptos::prelude::*;

use crate::canvas::Surface;
use crate::panel::{Corner, Header, Hint, Toasts, Toolbar, Tour};
use crate::parts::Parts;
use crate::session::Session;

/// The page. Whatever a first look at the map can do without comes with [`Parts`], a moment later.
#[component]
pub fn App(
    /// What everything reads and speaks to.
    session: Session,
) -> impl IntoView {
    provide_context(session);
    let signals = session.signals;
    let part = move |show: fn(Parts) -> AnyView| move || signals.parts.get().map(show);
    let left = move || signals.parts.get().zip(signals.left.get()).map(|(parts, panel)| (parts.left)(panel));
    let dialog = move || signals.parts.get().zip(signals.dialog.get()).map(|(parts, dialog)| (parts.dialog)(dialog));
    let legend = move || signals.parts.get().filter(|_| signals.legend.get()).map(|parts| (parts.legend)());
    view! {
        <main class="app" class:staged=move || signals.scene.with(Option::is_some)>
            <Surface/>
            {part(|parts| (parts.empty)())}
            <Header/>
            <div class="top">
                <Toolbar/>
                <Hint/>
                {part(|parts| (parts.view_bar)())}
            </div>
            {left}
            {part(|parts| (parts.right)())}
            {legend}
            <Corner/>
            <Tour/>
            {part(|parts| (parts.context_menu)())}
            <Toasts/>
            {dialog}
        </main>
    }
}
