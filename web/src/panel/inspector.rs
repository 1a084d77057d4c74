//! What is chosen, and everything that is said of it. `fields` shows the fields of any record, `belongings` what hangs
//! together with it, `record` is the inspector of most kinds; those on the map have one with more to it, a file each.

mod belongings;
mod context;
mod domain;
mod facts;
pub(super) mod fields;
mod landscape;
mod many;
pub(super) mod parts;
mod record;
mod relationship;
mod team;

use atoll_core::model::ElementId;
use leptos::prelude::*;

use self::context::ContextInspector;
use self::domain::DomainInspector;
pub use self::facts::{capital, detail, plural};
use self::landscape::LandscapeInspector;
use self::many::ManyInspector;
use self::parts::Findings;
use self::record::RecordInspector;
use self::relationship::RelationshipInspector;
use self::team::TeamInspector;
use crate::panel::comments::CommentsAbout;
use crate::platform::page;
use crate::session::use_session;

/// What is chosen.
#[component]
pub fn Inspector() -> impl IntoView {
    let session = use_session();
    let chosen = Memo::new(move |_| {
        session.signals.selection.with(|selection| {
            let mut ids = selection.iter();
            (ids.next().copied(), selection.len())
        })
    });
    move || {
        // What is chosen next begins at its beginning.
        page::scroll_up("details-body");
        single_or_many(chosen.get())
    }
}

fn single_or_many(chosen: (Option<ElementId>, usize)) -> AnyView {
    match chosen {
        (None, _) => ().into_any(),
        (Some(id @ ElementId::Comment(_)), 1) => view! { <Single id/> }.into_any(),
        (Some(id), 1) => view! { <Single id/> <Findings id/> <CommentsAbout id/> }.into_any(),
        (Some(_), _) => view! { <ManyInspector/> }.into_any(),
    }
}

#[component]
fn Single(id: ElementId) -> impl IntoView {
    match id {
        ElementId::Header => view! { <LandscapeInspector/> }.into_any(),
        ElementId::Context(id) => view! { <ContextInspector id/> }.into_any(),
        ElementId::Team(id) => view! { <TeamInspector id/> }.into_any(),
        ElementId::Domain(id) => view! { <DomainInspector id/> }.into_any(),
        ElementId::Relationship(id) => view! { <RelationshipInspector id/> }.into_any(),
        id => view! { <RecordInspector id/> }.into_any(),
    }
}
