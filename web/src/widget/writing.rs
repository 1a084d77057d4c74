//! A place to write something that is handed over when it is finished, and not before.

use leptos::prelude::*;

/// A field of several lines and a button; Ctrl+Enter does what the button does.
#[component]
pub fn Writing(
    /// What the field is called.
    label: &'static str,
    /// What the button says.
    done_label: &'static str,
    /// Takes what was written, which says something; answers whether it is dealt with, so that the field can be empty.
    #[prop(into)]
    on_done: Callback<String, bool>,
) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let is_empty = move || text.with(|text| text.trim().is_empty());
    let submit = move || {
        let written = text.get_untracked().trim().to_owned();
        if !written.is_empty() && on_done.run(written) {
            // The field may be gone by now.
            let _ = text.try_set(String::new());
        }
    };
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            submit();
        }
    };
    let on_submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        submit();
    };
    view! {
        <form class="writing" on:submit=on_submit>
            <label class="field">
                <span>{label}</span>
                <textarea
                    rows="2"
                    maxlength="4000"
                    prop:value=move || text.get()
                    on:input=move |event| text.set(event_target_value(&event))
                    on:keydown=on_key
                ></textarea>
            </label>
            <button type="submit" class="button" disabled=is_empty>
                {done_label}
            </button>
        </form>
    }
}
