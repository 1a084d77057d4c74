//! A button that asks for a reason, and perhaps for a day, before it does something.

use leptos::prelude::*;

use super::button::{Button, Tone};

/// A button that opens a small form.
#[component]
pub fn Reason(
    /// What the button says.
    label: &'static str,
    /// What the field for the reason is called.
    question: &'static str,
    /// What the field for the day is called.
    day_question: &'static str,
    /// What the button says that does it.
    done_label: &'static str,
    /// The first day that can be given, like `2026-03-31`.
    earliest: String,
    /// Takes the reason, which says something, and the day, which may be empty.
    #[prop(into)]
    on_done: Callback<(String, String)>,
) -> impl IntoView {
    let is_open = RwSignal::new(false);
    let reason = RwSignal::new(String::new());
    let day = RwSignal::new(String::new());
    let field = NodeRef::<leptos::html::Textarea>::new();
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            let _ = field.focus();
        }
    });
    let done = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let said = reason.get_untracked().trim().to_owned();
        // The browser takes blanks for an answer.
        if said.is_empty() {
            reason.set(String::new());
        } else {
            is_open.set(false);
            on_done.run((said, day.get_untracked()));
        }
    };
    let form = move || {
        view! {
            <form class="reason" on:submit=done>
                <label class="field">
                    <span>{question}</span>
                    <textarea
                        node_ref=field
                        required
                        rows="2"
                        maxlength="400"
                        prop:value=move || reason.get()
                        on:input=move |event| reason.set(event_target_value(&event))
                    ></textarea>
                </label>
                <label class="field">
                    <span>{day_question}</span>
                    <input
                        type="date"
                        min=earliest.clone()
                        prop:value=move || day.get()
                        on:input=move |event| day.set(event_target_value(&event))
                    />
                </label>
                <div class="row">
                    <button type="submit" class="button main">{done_label}</button>
                    <Button label="Cancel" tone=Tone::Quiet on_press=move |()| is_open.set(false)/>
                </div>
            </form>
        }
    };
    view! {
        <Show
            when=move || is_open.get()
            fallback=move || view! { <Button label tone=Tone::Quiet on_press=move |()| is_open.set(true)/> }
        >
            {form.clone()()}
        </Show>
    }
}
