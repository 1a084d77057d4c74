//! A dialog over everything, on the browser's own: the focus stays in it and comes back, Escape closes it.

use leptos::prelude::*;

use super::button::IconButton;
use super::icon::Sign;
use crate::platform::page;

/// A dialog that is open as long as it is there.
#[component]
pub fn Modal(
    /// What it is called.
    #[prop(into)]
    title: String,
    /// Names it on the page.
    id: &'static str,
    /// Closes it.
    #[prop(into)]
    on_close: Callback<()>,
    /// What is in it.
    children: Children,
) -> impl IntoView {
    let dialog = NodeRef::<leptos::html::Dialog>::new();
    Effect::new(move |_| {
        if dialog.get().is_some() {
            page::show_modal(id);
        }
    });
    // It is closed before it is taken away: only then the browser gives the focus back.
    on_cleanup(move || page::close_modal(id));
    let heading = format!("{id}-title");
    view! {
        <dialog
            id=id
            class="modal"
            node_ref=dialog
            aria-labelledby=heading
            on:cancel=move |event: leptos::ev::Event| {
                event.prevent_default();
                on_close.run(());
            }
            on:click=move |event| {
                // A click on what is behind it closes it.
                if page::is_itself(&event) {
                    on_close.run(());
                }
            }
        >
            <div class="modal-sheet">
                <header class="modal-head">
                    <h2 id=heading.clone()>{title}</h2>
                    <IconButton label="Close" sign=Sign::Close on_press=on_close/>
                </header>
                {children()}
            </div>
        </dialog>
    }
}
