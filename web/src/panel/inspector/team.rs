//! What is said of a team.

use atoll_core::command::{ContextEdit, EditContext};
use atoll_core::model::{ElementId, ElementKind, TeamId};
use leptos::prelude::*;

use super::belongings::{folded_parts, used_by};
use super::fields::{folded_fields, missing, open_fields};
use super::parts::{AddChoice, HeldTexts, Link, derived, named, on_map};
use crate::session::use_session;
use crate::widget::{Button, Tone};

/// What is said of a team.
#[component]
pub(super) fn TeamInspector(id: TeamId) -> impl IntoView {
    let session = use_session();
    view! {
        <div class="inspector">
            {open_fields(session, id, &[])}
            <Owned id/>
            <Button
                label="Team API"
                tone=Tone::Quiet
                on_press=move |()| {
                    session.act("canvas");
                }
            />
            {on_map(session, id)}
            <div class="folds">{folded_fields(session, id, &[])}</div>
            <div class="folds">
                {folded_parts(session, id, ElementKind::Interaction)}
                {used_by(session, id, &[(ElementKind::Context, "owners")])}
                <HeldTexts id/>
            </div>
            {missing(session, id, &[])}
        </div>
    }
}

/// The contexts that it owns.
#[component]
fn Owned(id: TeamId) -> impl IntoView {
    let session = use_session();
    let owned = derived(session, move |landscape| {
        let of = landscape.contexts.values().filter(|context| context.owners.contains(&id));
        named(landscape, of.map(|context| context.id.into()))
    });
    let others = derived(session, move |landscape| {
        let of = landscape.contexts.values().filter(|context| !context.owners.contains(&id) && !context.is_external());
        named(landscape, of.map(|context| context.id.into()))
    });
    let set = move |context: ElementId, owners: Vec<TeamId>| {
        if let ElementId::Context(context) = context {
            session.run("Change owner", EditContext { id: context, edit: ContextEdit::Owners(owners) });
        }
    };
    let item = move |(context, name): (ElementId, String)| {
        let give_up = move |()| {
            let owners = session.peek(|editor| match context {
                ElementId::Context(context) => editor.landscape().contexts.get(&context).map(|c| c.owners.clone()),
                _ => None,
            });
            set(context, owners.unwrap_or_default().into_iter().filter(|owner| *owner != id).collect());
        };
        view! { <Link id=context words=name on_remove=give_up/> }
    };
    view! {
        <div class="field">
            <span>"Owns"</span>
            <ul class="links">{move || owned.get().into_iter().map(item).collect_view()}</ul>
            <AddChoice label="Give it a context" options=others on_add=move |context| set(context, vec![id])/>
        </div>
    }
}
