//! How much room the browser gives to what is kept in it, and how safe that is there.

use wasm_bindgen::{JsCast as _, JsValue};

use super::foreign::{call, get, has};

/// What the browser says of what it keeps. What it does not say is `None`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Room {
    /// Whether it stays until the person removes it.
    pub is_persisted: Option<bool>,
    /// How much is kept, and how much may be, in bytes.
    pub used: Option<(f64, f64)>,
    /// The page is in a frame of somebody else's page.
    pub is_framed: bool,
    /// Apple's browsers delete what a page keeps that nobody has opened for seven days.
    pub is_apple: bool,
    /// The app is installed.
    pub is_installed: bool,
}

/// Asks the browser.
pub async fn room() -> Room {
    let storage = storage();
    let is_persisted = match has(&storage, "persisted") {
        true => call(&storage, "persisted", &[]).await.ok().and_then(|answer| answer.as_bool()),
        false => None,
    };
    let used = match has(&storage, "estimate") {
        true => call(&storage, "estimate", &[]).await.ok().and_then(|answer| estimate(&answer)),
        false => None,
    };
    let is_installed = super::launch::is_installed();
    Room { is_persisted, used, is_framed: is_framed(), is_apple: is_apple(), is_installed }
}

/// Asks the browser to keep everything until the person removes it; some ask the person. Answers with whether it does.
pub async fn persist() -> bool {
    let storage = storage();
    has(&storage, "persist") && call(&storage, "persist", &[]).await.is_ok_and(|answer| answer.is_truthy())
}

fn estimate(answer: &JsValue) -> Option<(f64, f64)> {
    Some((get(answer, "usage").as_f64()?, get(answer, "quota").as_f64()?))
}

fn storage() -> JsValue {
    let navigator: JsValue = leptos::prelude::window().navigator().unchecked_into();
    get(&navigator, "storage")
}

/// Whether another page shows this one, and that page is of another origin: what is kept is then kept for the two of
/// them together, or not at all.
fn is_framed() -> bool {
    let window: JsValue = leptos::prelude::window().into();
    let top = get(&window, "top");
    let is_alone = js_sys::Object::is(&top, &get(&window, "self"));
    // To look at the address of a page of another origin is an error, which here is no answer.
    !is_alone && get(&get(&top, "location"), "origin").as_string().is_none()
}

fn is_apple() -> bool {
    let navigator: JsValue = leptos::prelude::window().navigator().unchecked_into();
    get(&navigator, "vendor").as_string().is_some_and(|vendor| vendor.starts_with("Apple"))
}
