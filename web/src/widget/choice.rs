//! What is chosen out of a list or ticked.

use leptos::prelude::*;

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
    /// Names it on the page.
    #[prop(optional, into)]
    id: Option<String>,
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
                id=id
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
    /// Names the first of them on the page.
    #[prop(optional, into)]
    id: Option<String>,
) -> impl IntoView {
    let segment = |(index, text): (usize, String)| {
        view! {
            <button
                type="button"
                id=id.clone().filter(|_| index == 0)
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

/// Yes or no.
#[component]
pub fn Tick(
    /// What it is called.
    #[prop(into)]
    label: String,
    /// Whether it is ticked.
    #[prop(into)]
    is_on: Signal<bool>,
    /// Takes whether it is ticked from now on.
    #[prop(into)]
    on_change: Callback<bool>,
    /// Names it on the page.
    #[prop(optional, into)]
    id: Option<String>,
) -> impl IntoView {
    view! {
        <label class="check">
            <input
                id=id
                type="checkbox"
                prop:checked=move || is_on.get()
                on:change=move |event| on_change.run(event_target_checked(&event))
            />
            <span>{label}</span>
        </label>
    }
}

/// Adds one out of a list by choosing it. Arrow keys and letters only go about the list; Enter takes what they went to.
#[component]
pub fn Adder(
    /// What it is called; it says so itself.
    #[prop(into)]
    label: Signal<String>,
    /// What it is called where what it says is too short to be understood alone.
    #[prop(optional, into)]
    described: Option<String>,
    /// What can be added; without any it is not there.
    #[prop(into)]
    options: Signal<Vec<String>>,
    /// Takes the place of what was chosen.
    #[prop(into)]
    on_add: Callback<usize>,
    /// Names it on the page.
    #[prop(optional, into)]
    id: Option<String>,
) -> impl IntoView {
    let items = move || {
        let item = |(index, name): (usize, String)| view! { <option value=index.to_string()>{name}</option> };
        options.get().into_iter().enumerate().map(item).collect_view()
    };
    let id = id.filter(|id| !id.is_empty());
    let select = NodeRef::<leptos::html::Select>::new();
    // What keys go to in a closed list the browser calls a change as well.
    let is_walking = StoredValue::new(false);
    let put_back = move || {
        // The list may be going away with the focus in it.
        let _ = is_walking.try_set_value(false);
        if let Some(select) = select.try_get_untracked().flatten() {
            select.set_value("");
        }
    };
    let take = move || {
        let chosen = select.get_untracked().and_then(|select| select.value().parse::<usize>().ok());
        put_back();
        if let Some(index) = chosen {
            on_add.run(index);
        }
    };
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        let key = event.key();
        if key == "Enter" && is_walking.get_value() {
            event.prevent_default();
            take();
        } else if !matches!(key.as_str(), "Tab" | "Shift" | "Alt") {
            // A space or Alt with an arrow opens the list, where nothing counts before it is taken.
            is_walking.set_value(key != " " && key != "Enter" && key != "F4" && !event.alt_key());
        }
    };
    let called = move || described.clone().unwrap_or_else(|| label.get());
    view! {
        <Show when=move || { options.with(|options| !options.is_empty()) }>
            <select
                id=id.clone()
                class="add"
                aria-label=called.clone()
                title="Enter adds what the arrow keys choose"
                node_ref=select
                on:pointerdown=move |_| is_walking.set_value(false)
                on:keydown=on_key
                on:blur=move |_| put_back()
                on:change=move |_| {
                    if !is_walking.get_value() {
                        take();
                    }
                }
            >
                <option value="" selected>{move || format!("+ {}", label.get())}</option>
                {items}
            </select>
        </Show>
    }
}
