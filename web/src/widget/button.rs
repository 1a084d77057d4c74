//! Buttons.

use leptos::prelude::*;

use super::icon::{Icon, Sign};

/// How much a button asks for attention.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// One of several.
    #[default]
    Plain,
    /// The one that is meant.
    Main,
    /// Hardly there.
    Quiet,
}

impl Tone {
    fn class(self) -> &'static str {
        match self {
            Self::Plain => "button",
            Self::Main => "button main",
            Self::Quiet => "button quiet",
        }
    }
}

/// A button with words on it.
#[component]
pub fn Button(
    /// What it says.
    #[prop(into)]
    label: Signal<String>,
    /// What it does.
    #[prop(into)]
    on_press: Callback<()>,
    /// How much it asks for attention.
    #[prop(optional)]
    tone: Tone,
    /// Names it on the page.
    #[prop(optional, into)]
    id: Option<&'static str>,
    /// Whether it cannot be pressed now.
    #[prop(optional, into)]
    is_off: Signal<bool>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            id=id
            class=tone.class()
            disabled=move || is_off.get()
            on:click=move |_| on_press.run(())
        >
            {move || label.get()}
        </button>
    }
}

/// A button with a sign on it.
#[component]
pub fn IconButton(
    /// What it is called; the tooltip and the screen reader say so.
    #[prop(into)]
    label: Signal<String>,
    /// The sign on it.
    #[prop(into)]
    sign: Signal<Sign>,
    /// What it does.
    #[prop(into)]
    on_press: Callback<()>,
    /// What stands in its corner: the key that does the same. It is drawn and no text: the name tells it in words.
    #[prop(optional, into)]
    key_hint: Option<String>,
    /// Whether it is pressed in, for one that stays so.
    #[prop(optional, into)]
    is_on: Option<Signal<bool>>,
    /// Whether it cannot be pressed now.
    #[prop(optional, into)]
    is_off: Signal<bool>,
) -> impl IntoView {
    let pressed = move || is_on.map(|is_on| is_on.get().to_string());
    view! {
        <button
            type="button"
            class="icon-button"
            class:on=move || is_on.is_some_and(|is_on| is_on.get())
            title=move || label.get()
            aria-label=move || label.get()
            aria-pressed=pressed
            data-key=key_hint
            disabled=move || is_off.get()
            on:click=move |_| on_press.run(())
        >
            <Icon sign/>
        </button>
    }
}
