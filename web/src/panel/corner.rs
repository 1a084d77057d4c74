//! The bottom corners: zoom, undo and redo; legend and help.

use leptos::prelude::*;

use crate::editor::ACTIONS;
use crate::session::use_session;
use crate::widget::{IconButton, Sign};

/// Zoom, undo and redo on the left; legend and help on the right.
#[component]
pub fn Corner() -> impl IntoView {
    let session = use_session();
    let signals = session.signals;
    let act = move |code: &'static str| {
        Callback::new(move |()| {
            session.act(code);
        })
    };
    let zoom = move || format!("{:.0} %", signals.camera.get().zoom * 100.0);
    let undo = Signal::derive(move || label("Undo", signals.history.get().0, "undo"));
    let redo = Signal::derive(move || label("Redo", signals.history.get().1, "redo"));
    let no_undo = Signal::derive(move || signals.history.with(|history| history.0.is_none()));
    let no_redo = Signal::derive(move || signals.history.with(|history| history.1.is_none()));
    view! {
        <div class="corner left">
            <div class="island" role="group" aria-label="Zoom">
                <IconButton label=named("zoom-out") sign=Sign::Minus on_press=act("zoom-out")/>
                <button
                    type="button"
                    class="zoom"
                    title=named("zoom-whole")
                    aria-label=move || format!("Zoom {}; press for 100 %", zoom())
                    on:click=move |_| { session.act("zoom-whole"); }
                >
                    {zoom}
                </button>
                <IconButton label=named("zoom-in") sign=Sign::Plus on_press=act("zoom-in")/>
                <IconButton label=named("fit-all") sign=Sign::Fit on_press=act("fit-all")/>
            </div>
            <div class="island" role="group" aria-label="History">
                <IconButton label=undo sign=Sign::Undo is_off=no_undo on_press=act("undo")/>
                <IconButton label=redo sign=Sign::Redo is_off=no_redo on_press=act("redo")/>
            </div>
        </div>
        <div class="corner right">
            <div class="island" role="group" aria-label="Help">
                <IconButton
                    label=named("legend")
                    sign=Sign::Legend
                    is_on=Signal::derive(move || signals.legend.get())
                    on_press=act("legend")
                />
                <IconButton label=named("help") sign=Sign::Help on_press=act("help")/>
            </div>
        </div>
    }
}

/// What an action is called, and its keys.
pub(super) fn named(code: &str) -> String {
    let Some(action) = ACTIONS.iter().find(|action| action.code == code) else { return String::new() };
    match action.keys.first() {
        Some(keys) => format!("{} ({keys})", action.label),
        None => action.label.to_owned(),
    }
}

fn label(word: &str, what: Option<String>, code: &str) -> String {
    match what {
        Some(what) => named(code).replacen(word, &format!("{word}: {what}"), 1),
        None => format!("Nothing to {}", word.to_ascii_lowercase()),
    }
}
