//! What is said of an element of a kind that needs no inspector of its own: by its table of fields alone.

use atoll_core::model::ElementId;
use leptos::prelude::*;

use super::belongings::{belongings, used_by};
use super::facts::capital;
use super::fields::{folded_fields, missing, open_fields};
use super::parts::{HeldTexts, derived, on_map};
use crate::panel::outline::shown;
use crate::session::{Session, use_session};
use crate::widget::{Button, Tone};

/// What is said of an element of any kind.
#[component]
pub(super) fn RecordInspector(id: ElementId) -> impl IntoView {
    let session = use_session();
    let holder = holder(session, id);
    let stands_on_map = id.kind().specs().iter().any(|spec| spec.name == "off_map");
    let delete = move |()| {
        let above = holder.get_untracked();
        session.act("delete");
        // Whoever took a part away goes on with the whole.
        if let Some((above, _)) = above {
            session.go_on_to(above);
        }
    };
    view! {
        <div class="inspector">
            <Place id/>
            {open_fields(session, id, &[])}
            {stands_on_map.then(|| on_map(session, id))}
            {belongings(session, id, &[])}
            <div class="folds">
                {folded_fields(session, id, &[])}
                {used_by(session, id, &[])}
                <HeldTexts id/>
            </div>
            {missing(session, id, &[])}
            <Button label=format!("Delete this {}", id.kind().word()) tone=Tone::Quiet on_press=delete/>
        </div>
    }
}

/// What it is, and a way up to what it belongs to.
#[component]
fn Place(id: ElementId) -> impl IntoView {
    let session = use_session();
    let holder = holder(session, id);
    let way = move || {
        let (holder, name) = holder.get()?;
        let go = move |_| session.go_on_to(holder);
        Some(view! { " in " <button type="button" class="word" on:click=go>{name}</button> })
    };
    view! { <p class="place">{capital(id.kind().word())}{way}</p> }
}

/// The one element that it belongs to, if it belongs to one.
fn holder(session: Session, id: ElementId) -> Signal<Option<(ElementId, String)>> {
    derived(session, move |landscape| {
        let mut holders = landscape.get(id)?.holders().into_iter();
        let holder = holders.next()?;
        holders.next().is_none().then(|| (holder, shown(landscape, holder)))
    })
}
