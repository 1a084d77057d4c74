//! Fields that something is typed or chosen in. What is typed counts when the field is left or Enter is pressed.

use leptos::prelude::*;

/// The most characters that a field takes.
const LENGTH_LIMIT: &str = "4000";

/// A line of text, or several.
#[component]
pub fn Field(
    /// What it is called.
    #[prop(into)]
    label: String,
    /// What is in it.
    #[prop(into)]
    value: Signal<String>,
    /// Takes what was typed.
    #[prop(into)]
    on_change: Callback<String>,
    /// What could be in it.
    #[prop(optional, into)]
    placeholder: String,
    /// Names it on the page.
    #[prop(optional, into)]
    id: Option<&'static str>,
    /// Whether it has several lines.
    #[prop(optional)]
    is_long: bool,
    /// What kind of text: `number`, for one.
    #[prop(default = "text")]
    kind: &'static str,
) -> impl IntoView {
    let taken = move |text: String| {
        if text != value.get_untracked() {
            on_change.run(text);
        }
    };
    let control = if is_long {
        view! {
            <textarea
                id=id
                rows="3"
                maxlength=LENGTH_LIMIT
                placeholder=placeholder
                prop:value=move || value.get()
                on:change=move |event| taken(event_target_value(&event))
            ></textarea>
        }
        .into_any()
    } else {
        view! {
            <input
                id=id
                type=kind
                maxlength=LENGTH_LIMIT
                min="0"
                autocomplete="off"
                placeholder=placeholder
                prop:value=move || value.get()
                on:change=move |event| taken(event_target_value(&event))
            />
        }
        .into_any()
    };
    view! { <label class="field"><span>{label}</span>{control}</label> }
}

/// Several short texts, one a line.
#[component]
pub fn Lines(
    /// What it is called.
    #[prop(into)]
    label: String,
    /// What is in it.
    #[prop(into)]
    values: Signal<Vec<String>>,
    /// Takes what was typed.
    #[prop(into)]
    on_change: Callback<Vec<String>>,
) -> impl IntoView {
    let joined = Signal::derive(move || values.get().join("\n"));
    let split = move |text: String| {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        on_change.run(lines.map(str::to_owned).collect());
    };
    view! { <Field label=label value=joined on_change=split is_long=true placeholder="One a line"/> }
}

/// One out of a list, which opens.
#[component]
pub fn Choice(
    /// What it is called.
    #[prop(into)]
    label: String,
    /// What can be chosen.
    #[prop(into)]
    options: Signal<Vec<String>>,
    /// Which is chosen, by its place.
    #[prop(into)]
    chosen: Signal<usize>,
    /// Takes the place of what was chosen.
    #[prop(into)]
    on_change: Callback<usize>,
) -> impl IntoView {
    let items = move || {
        let chosen = chosen.get();
        let option = |(index, text): (usize, String)| {
            view! { <option value=index.to_string() selected=index == chosen>{text}</option> }
        };
        options.get().into_iter().enumerate().map(option).collect_view()
    };
    view! {
        <label class="field">
            <span>{label}</span>
            <select
                prop:value=move || chosen.get().to_string()
                on:change=move |event| {
                    if let Ok(index) = event_target_value(&event).parse() {
                        on_change.run(index);
                    }
                }
            >
                {items}
            </select>
        </label>
    }
}

/// One out of a few, all of them in sight.
#[component]
pub fn Segments(
    /// What it is called.
    #[prop(into)]
    label: String,
    /// What can be chosen.
    options: Vec<String>,
    /// Which is chosen, by its place.
    #[prop(into)]
    chosen: Signal<usize>,
    /// Takes the place of what was chosen.
    #[prop(into)]
    on_change: Callback<usize>,
) -> impl IntoView {
    let segment = |(index, text): (usize, String)| {
        view! {
            <button
                type="button"
                aria-pressed=move || (chosen.get() == index).to_string()
                on:click=move |_| on_change.run(index)
            >
                {text}
            </button>
        }
    };
    let segments = options.into_iter().enumerate().map(segment).collect_view();
    view! {
        <div class="field">
            <span>{label.clone()}</span>
            <div class="segments" role="group" aria-label=label>{segments}</div>
        </div>
    }
}

/// A line that narrows a list with every letter.
#[component]
pub fn Filter(
    /// What it is called.
    #[prop(into)]
    label: String,
    /// What was typed so far.
    value: RwSignal<String>,
    /// Names it on the page.
    #[prop(optional, into)]
    id: Option<&'static str>,
    /// Whether it gets the focus when the dialog that it is in opens.
    #[prop(optional)]
    is_first: bool,
    /// Takes keys that mean something for the list: arrows and Enter. Answers whether the key was used.
    #[prop(optional, into)]
    on_key: Option<Callback<String, bool>>,
) -> impl IntoView {
    view! {
        <input
            id=id
            class="filter"
            type="search"
            autofocus=is_first
            aria-label=label.clone()
            placeholder=label
            autocomplete="off"
            prop:value=move || value.get()
            on:input=move |event| value.set(event_target_value(&event))
            on:keydown=move |event| {
                if on_key.is_some_and(|on_key| on_key.run(event.key())) {
                    event.prevent_default();
                }
            }
        />
    }
}
