//! One line that says what to do now.

use leptos::prelude::*;

use crate::session::use_session;

/// One line that says what to do now.
#[component]
pub fn Hint() -> impl IntoView {
    let session = use_session();
    view! { <p id="hint" class="hint">{move || session.signals.hint.get()}</p> }
}
