//! Key events of the page as keys of the editor.

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast as _;

use crate::editor::{Direction, Key, Modifiers};

/// Where the focus was when a key went down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// On the canvas.
    Canvas,
    /// Nowhere in particular.
    Page,
    /// On a button or something else that uses few keys itself.
    Control,
    /// In a field that text is typed in, or in a dialog.
    Text,
}

/// Calls back with every key that goes down anywhere on the page; the answer says whether the key was used.
pub fn on_key_down(mut pressed: impl FnMut(Key, Modifiers, Place) -> bool + 'static) {
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&leptos::prelude::window(), "keydown", options, move |event| {
        let Some(event) = event.dyn_ref::<web_sys::KeyboardEvent>() else { return };
        if event.is_composing() || event.default_prevented() {
            return;
        }
        let Some(key) = key(event) else { return };
        let modifiers =
            Modifiers { shift: event.shift_key(), command: event.ctrl_key() || event.meta_key(), alt: event.alt_key() };
        if pressed(key, modifiers, place(event)) {
            event.prevent_default();
        }
    })
    .forget();
}

/// Calls back when the space bar goes up.
pub fn on_space_up(mut released: impl FnMut() + 'static) {
    EventListener::new(&leptos::prelude::window(), "keyup", move |event| {
        let is_space = event.dyn_ref::<web_sys::KeyboardEvent>().is_some_and(|event| event.key() == " ");
        if is_space {
            released();
        }
    })
    .forget();
}

fn place(event: &web_sys::KeyboardEvent) -> Place {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok()) else {
        return Place::Canvas;
    };
    let is_in = |selector: &str| target.closest(selector).ok().flatten().is_some();
    if is_in("input, textarea, select, [contenteditable], dialog") {
        Place::Text
    } else if is_in("#canvas") {
        Place::Canvas
    } else if target.tag_name() == "BODY" {
        Place::Page
    } else {
        Place::Control
    }
}

fn key(event: &web_sys::KeyboardEvent) -> Option<Key> {
    // Shift turns the digits of the main row into different signs on different keyboards: the place of the key counts.
    if let Some(digit) = event.code().strip_prefix("Digit").and_then(|digit| digit.parse().ok()) {
        return Some(Key::Digit(digit));
    }
    let name = event.key();
    Some(match name.as_str() {
        "Enter" => Key::Enter,
        "Escape" => Key::Escape,
        "Tab" => Key::Tab,
        "Delete" | "Backspace" => Key::Delete,
        "F2" => Key::F2,
        "F8" => Key::F8,
        " " => Key::Space,
        "ArrowUp" => Key::Arrow(Direction::Up),
        "ArrowDown" => Key::Arrow(Direction::Down),
        "ArrowLeft" => Key::Arrow(Direction::Left),
        "ArrowRight" => Key::Arrow(Direction::Right),
        _ => {
            let mut characters = name.chars();
            let first = characters.next().filter(|_| characters.next().is_none())?;
            Key::Character(first.to_ascii_lowercase())
        }
    })
}
