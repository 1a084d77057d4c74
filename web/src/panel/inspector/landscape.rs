//! What is said of the landscape as a whole.

use atoll_core::model::ElementId;
use leptos::prelude::*;

use super::fields::{missing, open_fields};
use super::parts::HeldTexts;
use crate::session::use_session;

/// What is said of the landscape as a whole.
#[component]
pub(super) fn LandscapeInspector() -> impl IntoView {
    let session = use_session();
    view! {
        <div class="inspector">
            {open_fields(session, ElementId::Header, &[])}
            <HeldTexts id=ElementId::Header/>
            {missing(session, ElementId::Header, &[])}
        </div>
    }
}
