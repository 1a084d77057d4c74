//! The page that the application runs in: its address, its look, its clock.

use wasm_bindgen::JsCast as _;
use wasm_bindgen::prelude::Closure;

use super::frame::surely_later;

/// A parameter of the address: `?example=insurer`.
pub fn parameter(name: &str) -> Option<String> {
    let search = leptos::prelude::window().location().search().ok()?;
    web_sys::UrlSearchParams::new_with_str(&search).ok()?.get(name)
}

/// Milliseconds since 1970, by the person's clock.
pub fn now() -> f64 {
    js_sys::Date::now()
}

/// Today by the person's calendar, as in `2026-11-21`.
pub fn today() -> String {
    let date = js_sys::Date::new_0();
    format!("{:04}-{:02}-{:02}", date.get_full_year(), date.get_month() + 1, date.get_date())
}

/// How far the person's clock is ahead of universal time now, in seconds.
pub fn zone_seconds() -> i32 {
    -(js_sys::Date::new_0().get_timezone_offset() as i32) * 60
}

/// A number that nobody else draws, for identifiers: 31 bits, never 0.
pub fn replica() -> u32 {
    let mut bytes = [0_u8; 4];
    let is_filled = leptos::prelude::window()
        .crypto()
        .and_then(|crypto| crypto.get_random_values_with_u8_array(&mut bytes))
        .is_ok();
    let number = if is_filled { u32::from_le_bytes(bytes) } else { (js_sys::Math::random() * 4_294_967_296.0) as u32 };
    (number >> 1).max(1)
}

/// Lets measuring tools know that something has happened.
pub fn mark(name: &str) {
    if let Some(performance) = leptos::prelude::window().performance() {
        let _ = performance.mark(name);
    }
}

/// Names the page.
pub fn set_title(title: &str) {
    leptos::prelude::document().set_title(title);
}

/// Sets an attribute of the page's root element, or takes it away.
pub fn set_root_attribute(name: &str, value: Option<&str>) {
    if let Some(root) = leptos::prelude::document().document_element() {
        let _ = match value {
            Some(value) => root.set_attribute(name, value),
            None => root.remove_attribute(name),
        };
    }
}

/// Whether the page matches a media query now.
pub fn matches_media(query: &str) -> bool {
    leptos::prelude::window().match_media(query).ok().flatten().is_some_and(|list| list.matches())
}

/// Calls back whenever a media query begins or ends to match.
pub fn on_media_change(query: &str, mut changed: impl FnMut(bool) + 'static) {
    let Some(list) = leptos::prelude::window().match_media(query).ok().flatten() else { return };
    let copy = list.clone();
    let closure = Closure::<dyn FnMut()>::new(move || changed(copy.matches()));
    let _ = list.add_event_listener_with_callback("change", closure.as_ref().unchecked_ref());
    closure.forget();
}

/// Asks before the page is left while something is unsaved.
pub fn before_leaving(must_ask: impl Fn() -> bool + 'static) {
    let closure = Closure::<dyn FnMut(web_sys::Event)>::new(move |event: web_sys::Event| {
        if must_ask() {
            event.prevent_default();
        }
    });
    let window = leptos::prelude::window();
    let _ = window.add_event_listener_with_callback("beforeunload", closure.as_ref().unchecked_ref());
    closure.forget();
}

/// Calls back when the page goes out of sight: the last moment in which it can surely do something.
pub fn on_hidden(mut hidden: impl FnMut() + 'static) {
    let closure = Closure::<dyn FnMut()>::new(move || {
        if leptos::prelude::document().hidden() {
            hidden();
        }
    });
    let document = leptos::prelude::document();
    let _ = document.add_event_listener_with_callback("visibilitychange", closure.as_ref().unchecked_ref());
    closure.forget();
}

/// Whether the browser says that it has a network.
pub fn is_online() -> bool {
    leptos::prelude::window().navigator().on_line()
}

/// Calls back when the network comes or goes.
pub fn on_online_change(mut changed: impl FnMut(bool) + 'static) {
    let closure = Closure::<dyn FnMut()>::new(move || changed(is_online()));
    let window = leptos::prelude::window();
    for name in ["online", "offline"] {
        let _ = window.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
    }
    closure.forget();
}

/// Gives the focus to an element of the page.
pub fn focus(id: &str) {
    let element = leptos::prelude::document().get_element_by_id(id);
    if let Some(element) = element.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// Gives the focus to the map once the dialog or the menu that has it is gone, unless the person types by then.
pub fn focus_canvas_later() {
    surely_later(0, || {
        let focused = leptos::prelude::document().active_element();
        if !focused.is_some_and(|element| element.matches("input, textarea").unwrap_or(false)) {
            focus("canvas");
        }
    });
}

/// Gives the focus to a field of the page and chooses all of its text, if it is one that is typed in.
pub fn focus_and_select(id: &str) {
    let element = leptos::prelude::document().get_element_by_id(id);
    match element.and_then(|element| element.dyn_into::<web_sys::HtmlInputElement>().ok()) {
        Some(field) => {
            let _ = field.focus();
            field.select();
        }
        None => focus(id),
    }
}

/// Whether what is typed in the field that an event is about is what such a field takes: a whole date, a number.
pub fn is_valid(event: &web_sys::Event) -> bool {
    input(event).is_none_or(|field| field.check_validity())
}

/// Lets the field that an event is about show this again.
pub fn put_back(event: &web_sys::Event, text: &str) {
    if let Some(field) = input(event) {
        field.set_value(text);
    }
}

fn input(event: &web_sys::Event) -> Option<web_sys::HtmlInputElement> {
    event.target()?.dyn_into().ok()
}

/// Shows an element so many CSS pixels beside its place.
pub fn shift(id: &str, right: f64, down: f64) {
    let element = leptos::prelude::document().get_element_by_id(id);
    if let Some(element) = element.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = element.style().set_property("transform", &format!("translate({right}px, {down}px)"));
    }
}

/// Brings an element of the page into view; nothing moves where it is in view already.
pub fn scroll_to(id: &str) {
    if let Some(element) = leptos::prelude::document().get_element_by_id(id) {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Shows the beginning of an element of the page that is scrolled.
pub fn scroll_up(id: &str) {
    if let Some(element) = leptos::prelude::document().get_element_by_id(id) {
        element.set_scroll_top(0);
    }
}

/// Gives the focus to a button in an element of the page: the first one, or the one so many places after the one that
/// has it.
pub fn focus_button(id: &str, step: Option<i32>) {
    let document = leptos::prelude::document();
    let Ok(buttons) = document.query_selector_all(&format!("#{id} button:not(:disabled)")) else { return };
    let buttons: Vec<web_sys::HtmlElement> =
        (0..buttons.length()).filter_map(|index| buttons.get(index)?.dyn_into().ok()).collect();
    let focused = document.active_element();
    let at = buttons.iter().position(|button| focused.as_ref() == Some(button.as_ref()));
    let next = match (at, step) {
        (Some(at), Some(step)) => (at as i32 + step).rem_euclid(buttons.len() as i32) as usize,
        _ => 0,
    };
    if let Some(button) = buttons.get(next) {
        let _ = button.focus();
    }
}

/// Whether a menu of the browser's own is open.
pub fn has_popover() -> bool {
    leptos::prelude::document().query_selector(":popover-open").ok().flatten().is_some()
}

/// Shows a dialog of the page so that nothing behind it can be reached.
pub fn show_modal(id: &str) {
    if let Some(dialog) = dialog(id).filter(|dialog| !dialog.open()) {
        let _ = dialog.show_modal();
    }
}

/// Asks for the page to be printed.
pub fn print() {
    let _ = leptos::prelude::window().print();
}

/// Closes a dialog of the page. The focus goes back to where it was, or to the canvas if that is gone.
pub fn close_modal(id: &str) {
    if let Some(dialog) = dialog(id).filter(web_sys::HtmlDialogElement::open) {
        dialog.close();
        let focused = leptos::prelude::document().active_element();
        if focused.is_none_or(|element| element.tag_name() == "BODY") {
            focus("canvas");
        }
    }
}

fn dialog(id: &str) -> Option<web_sys::HtmlDialogElement> {
    leptos::prelude::document().get_element_by_id(id)?.dyn_into().ok()
}

/// Whether an event happened on the very element that listens, and not on something in it.
pub fn is_itself(event: &web_sys::Event) -> bool {
    event.target() == event.current_target()
}

/// The element of the page that the application lives in.
pub fn root() -> Option<web_sys::HtmlElement> {
    leptos::prelude::document().get_element_by_id("app")?.dyn_into().ok()
}

/// Does something once everything that was changed by now is on the screen.
pub fn after_paint(job: impl FnOnce() + 'static) {
    use super::frame::next_frame;
    let first = next_frame(move || {
        let second = next_frame(job);
        std::mem::forget(second);
    });
    std::mem::forget(first);
}

/// What stands after the `#` of the address.
pub fn fragment() -> String {
    let hash = leptos::prelude::window().location().hash().unwrap_or_default();
    hash.trim_start_matches('#').to_owned()
}

/// Puts something after the `#` of the address, or nothing; the browser's history does not grow.
pub fn set_fragment(fragment: &str) {
    let window = leptos::prelude::window();
    let location = window.location();
    let (Ok(path), Ok(search), Ok(history)) = (location.pathname(), location.search(), window.history()) else {
        return;
    };
    let mark = if fragment.is_empty() { "" } else { "#" };
    let address = format!("{path}{search}{mark}{fragment}");
    let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&address));
}

/// Takes what was asked for out of the address: `?…`.
pub fn forget_question() {
    let window = leptos::prelude::window();
    if let (Ok(path), Ok(history)) = (window.location().pathname(), window.history()) {
        let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&path));
    }
}

/// Calls back when what stands after the `#` of the address changes.
pub fn on_fragment_change(changed: impl FnMut() + 'static) {
    let closure = Closure::<dyn FnMut()>::new(changed);
    let window = leptos::prelude::window();
    let _ = window.add_event_listener_with_callback("hashchange", closure.as_ref().unchecked_ref());
    closure.forget();
}

/// The page's own address, without what was asked of it.
pub fn address() -> String {
    let location = leptos::prelude::window().location();
    format!("{}{}", location.origin().unwrap_or_default(), location.pathname().unwrap_or_default())
}

/// Calls back with where the pointer is on the canvas, and with nothing when it leaves the page.
pub fn on_pointer(mut moved: impl FnMut(Option<(f64, f64)>) + Clone + 'static) {
    let document = leptos::prelude::document();
    let mut gone = moved.clone();
    let closure = Closure::<dyn FnMut(web_sys::PointerEvent)>::new(move |event: web_sys::PointerEvent| {
        moved(Some((f64::from(event.client_x()), f64::from(event.client_y()))));
    });
    let _ = document.add_event_listener_with_callback("pointermove", closure.as_ref().unchecked_ref());
    closure.forget();
    let closure = Closure::<dyn FnMut()>::new(move || gone(None));
    let _ = document.add_event_listener_with_callback("pointerleave", closure.as_ref().unchecked_ref());
    closure.forget();
}

/// Leaves the page for another address of its server.
pub fn go_to(address: &str) {
    let _ = leptos::prelude::window().location().assign(address);
}
