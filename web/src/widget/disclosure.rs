//! What is folded away under a line that says what it is.

use leptos::prelude::*;

/// A part that opens and closes; what is in it is only made while it is open.
#[component]
pub fn Disclosure(
    /// What it says of itself.
    #[prop(into)]
    label: Signal<String>,
    /// Whether it is open.
    is_open: RwSignal<bool>,
    /// What is in it.
    children: ChildrenFn,
) -> impl IntoView {
    view! {
        <section class="fold" class:open=move || is_open.get()>
            <button
                type="button"
                class="fold-head"
                aria-expanded=move || is_open.get().to_string()
                on:click=move |_| is_open.update(|is_open| *is_open = !*is_open)
            >
                {move || label.get()}
            </button>
            <Show when=move || is_open.get()>
                <div class="fold-body">{children()}</div>
            </Show>
        </section>
    }
}
