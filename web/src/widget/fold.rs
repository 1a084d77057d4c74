//! What is folded away until somebody wants it.

use leptos::prelude::*;

/// A line that opens what is under it; what is under it is made only then.
#[component]
pub fn Fold(
    /// What it is called.
    #[prop(into)]
    title: String,
    /// How much is under it, in a word or two; empty for nothing.
    #[prop(into)]
    amount: Signal<String>,
    /// Whether it is open.
    #[prop(into)]
    is_open: Signal<bool>,
    /// Takes that it was pressed.
    #[prop(into)]
    on_press: Callback<()>,
    /// What is under it.
    #[prop(into)]
    content: ViewFn,
) -> impl IntoView {
    let amount = move || {
        let amount = amount.get();
        (!amount.is_empty()).then(|| view! { <span class="quiet">{format!(" ({amount})")}</span> })
    };
    view! {
        <details class="more" prop:open=move || is_open.get()>
            <summary on:click=move |event| {
                event.prevent_default();
                on_press.run(());
            }>{title}{amount}</summary>
            {move || is_open.get().then(|| view! { <div class="unfolded">{content.run()}</div> })}
        </details>
    }
}
