//! Atoll in the browser: mounts the app into the page.

use leptos::prelude::*;
use leptos::web_sys::HtmlElement;
use wasm_bindgen::JsCast;

fn main() {
    let place = document().get_element_by_id("app").and_then(|element| element.dyn_into::<HtmlElement>().ok());
    if let Some(place) = place {
        leptos::mount::mount_to(place, App).forget();
    }
}

/// The page.
#[component]
fn App() -> impl IntoView {
    let patterns = atoll_core::pattern::PATTERNS.len();
    view! {
        <main>
            <h1>"Atoll"</h1>
            <p>{patterns}" context-map patterns"</p>
        </main>
    }
}
