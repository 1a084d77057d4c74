//! Small things that this browser remembers for this person: which panels are open, light or dark.

/// A setting, if there is one and the browser lets one look.
pub fn get(name: &str) -> Option<String> {
    storage()?.get_item(&format!("atoll.{name}")).ok().flatten()
}

/// Remembers a setting. Where the browser does not let one, it is forgotten with the page, which does no harm.
pub fn set(name: &str, value: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(&format!("atoll.{name}"), value);
    }
}

fn storage() -> Option<web_sys::Storage> {
    leptos::prelude::window().local_storage().ok().flatten()
}
