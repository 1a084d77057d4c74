//! Fields that something is typed in. What is typed counts when the field is left or Enter is pressed.

use leptos::prelude::*;

use crate::platform::page;

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
    id: Option<String>,
    /// Whether it has several lines.
    #[prop(optional)]
    is_long: bool,
    /// What kind of text: `number` or `date`, for two.
    #[prop(default = "text")]
    kind: &'static str,
    /// What people often write there; the field then needs a name on the page.
    #[prop(optional)]
    suggestions: &'static [&'static str],
) -> impl IntoView {
    // A field that goes away with what was typed in it is still heard: nothing is there then that could take it.
    let before = move || value.try_get_untracked();
    let taken = move |text: String| {
        if before().is_some_and(|before| before != text) {
            on_change.run(text);
        }
    };
    let id = id.filter(|id| !id.is_empty());
    let control = if is_long {
        view! {
            <textarea
                id=id
                rows="2"
                maxlength=LENGTH_LIMIT
                placeholder=placeholder
                prop:value=move || value.get()
                on:change=move |event| taken(event_target_value(&event))
            ></textarea>
        }
        .into_any()
    } else {
        let list = id.as_ref().filter(|_| !suggestions.is_empty()).map(|id| format!("{id}-list"));
        let offered = list.clone().map(|list| {
            let option = |text: &&'static str| view! { <option value=*text></option> };
            view! { <datalist id=list>{suggestions.iter().map(option).collect_view()}</datalist> }
        });
        view! {
            <input
                id=id
                type=kind
                list=list
                maxlength=LENGTH_LIMIT
                min=(kind == "number").then_some("0")
                autocomplete="off"
                placeholder=placeholder
                prop:value=move || value.get()
                on:change=move |event| {
                    let text = event_target_value(&event);
                    if is_whole(kind, &text) && page::is_valid(&event) {
                        taken(text);
                    } else if kind != "date" {
                        page::put_back(&event, &before().unwrap_or_default());
                    }
                }
                on:blur=move |event| {
                    // A date that was left half typed says nothing.
                    if kind == "date" && let Some(before) = before() {
                        page::put_back(&event, &before);
                    }
                }
            />
            {offered}
        }
        .into_any()
    };
    view! { <label class="field"><span>{label}</span>{control}</label> }
}

/// Whether a text is typed to its end. A browser hands out a date with every digit of its year: `0002`, `0020`, `0202`.
fn is_whole(kind: &str, text: &str) -> bool {
    kind != "date" || !text.starts_with('0')
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
    /// Names it on the page.
    #[prop(optional, into)]
    id: Option<String>,
    /// What could be in it, besides that each stands on a line of its own.
    #[prop(optional)]
    hint: &'static str,
) -> impl IntoView {
    let joined = Signal::derive(move || values.get().join("\n"));
    let split = move |text: String| {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        on_change.run(lines.map(str::to_owned).collect());
    };
    let placeholder = format!("{hint} One a line.").trim_start().to_owned();
    let id = id.unwrap_or_default();
    view! { <Field label=label id=id value=joined on_change=split is_long=true placeholder=placeholder/> }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_counts_once_its_year_is_typed() {
        for (kind, text, expected) in [
            ("date", "0002-12-31", false),
            ("date", "0202-12-31", false),
            ("date", "2026-12-31", true),
            ("date", "", true),
            ("text", "007", true),
        ] {
            assert_eq!(is_whole(kind, text), expected, "{text}");
        }
    }
}
