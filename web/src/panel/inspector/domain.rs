//! What is said of a domain.

use atoll_core::model::{DomainId, ElementKind};
use leptos::prelude::*;

use super::belongings::{belongings, used_by};
use super::fields::{missing, open_fields};
use super::parts::{Link, derived, named};
use crate::session::use_session;

/// What is said of a domain.
#[component]
pub(super) fn DomainInspector(id: DomainId) -> impl IntoView {
    let session = use_session();
    let members = derived(session, move |landscape| {
        let of = landscape.contexts.values().filter(|context| landscape.domains_of(context).contains(&id));
        named(landscape, of.map(|context| context.id.into()))
    });
    view! {
        <div class="inspector">
            {open_fields(session, id, &[])}
            {belongings(session, id, &[])}
            <div class="field">
                <span>"Contexts"</span>
                <ul class="links">
                    {move || members.get().into_iter().map(|(id, words)| view! { <Link id words/> }).collect_view()}
                </ul>
            </div>
            {used_by(session, id, &[(ElementKind::Context, "implements")])}
            {missing(session, id, &[])}
        </div>
    }
}
