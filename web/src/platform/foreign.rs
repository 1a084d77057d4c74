//! Interfaces that not every browser has: asked for by their names, so that their absence is an answer and no error.

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;

/// A property; `undefined` where there is none.
pub(super) fn get(of: &JsValue, name: &str) -> JsValue {
    Reflect::get(of, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
}

/// Sets a property.
pub(super) fn set(of: &JsValue, name: &str, value: &JsValue) {
    // What Atoll makes itself can be written to.
    let _ = Reflect::set(of, &JsValue::from_str(name), value);
}

/// An object with these properties.
pub(super) fn object(fields: &[(&str, JsValue)]) -> JsValue {
    let object = js_sys::Object::new().into();
    fields.iter().for_each(|(name, value)| set(&object, name, value));
    object
}

/// The page's own window.
pub(super) fn window() -> JsValue {
    leptos::prelude::window().into()
}

/// Whether there is a method of this name.
pub(super) fn has(of: &JsValue, name: &str) -> bool {
    get(of, name).is_function()
}

/// Calls a method at once, which some interfaces want while a press is being handled; what it answers may be a promise.
pub(super) fn begin(of: &JsValue, name: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    let method: Function = get(of, name).dyn_into()?;
    method.apply(of, &arguments.iter().collect::<Array>())
}

/// Calls a method and waits for what it answers.
pub(super) async fn call(of: &JsValue, name: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    wait(begin(of, name, arguments)?).await
}

/// Waits for a promise; anything else is its own answer.
pub(super) async fn wait(answer: JsValue) -> Result<JsValue, JsValue> {
    JsFuture::from(Promise::resolve(&answer)).await
}

/// What kind of error it is, as browsers call it: `AbortError`.
pub(super) fn kind(error: &JsValue) -> String {
    get(error, "name").as_string().unwrap_or_default()
}

/// What an error says.
pub(super) fn words(error: &JsValue) -> String {
    get(error, "message").as_string().unwrap_or_default()
}
