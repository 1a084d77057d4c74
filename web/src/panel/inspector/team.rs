//! What is said of a team.

use atoll_core::command::{ContextEdit, EditContext, EditTeam, TeamEdit};
use atoll_core::model::{ElementId, TeamId, TeamKind};
use leptos::prelude::*;

use super::parts::{AddChoice, HeldTexts, Link, derived, named, place, team, words};
use crate::session::use_session;
use crate::widget::{Choice, Field, Lines, Segments};

/// What is said of a team.
#[component]
pub(super) fn TeamInspector(id: TeamId) -> impl IntoView {
    let session = use_session();
    let team = team(session, id);
    let edit = move |label: &str, edit: TeamEdit| {
        session.run(label, EditTeam { id, edit });
    };
    let name = Signal::derive(move || team.with(|team| team.name.clone()));
    let purpose = Signal::derive(move || team.with(|team| team.purpose.clone()));
    let kind = Signal::derive(move || team.with(|team| place(TeamKind::ALL, &team.kind)));
    let people = Signal::derive(move || match team.with(|team| team.people) {
        0 => String::new(),
        people => people.to_string(),
    });
    let responsibilities = Signal::derive(move || team.with(|team| team.responsibilities.clone()));
    let is_on_map = Signal::derive(move || team.with(|team| usize::from(!team.off_map)));
    view! {
        <div class="inspector">
            <Field label="Name" id="inspector-first" value=name on_change=move |name| edit("Rename", TeamEdit::Name(name))/>
            <Choice
                label="Type"
                options=words(TeamKind::ALL, TeamKind::word)
                chosen=kind
                on_change=move |index: usize| edit("Change type", TeamEdit::Kind(TeamKind::ALL[index]))
            />
            <Field
                label="People"
                kind="number"
                value=people
                on_change=move |text: String| edit("Change size", TeamEdit::People(text.parse().unwrap_or(0)))
            />
            <Field
                label="Purpose"
                is_long=true
                value=purpose
                on_change=move |text| edit("Change purpose", TeamEdit::Purpose(text))
            />
            <Owned id/>
            <Segments
                label="On the map"
                options=vec!["No".to_owned(), "Yes".to_owned()]
                chosen=is_on_map
                on_change=move |index: usize| edit("Show or hide", TeamEdit::OffMap(index == 0))
            />
            <details class="more">
                <summary>"More"</summary>
                <Lines
                    label="Responsibilities"
                    values=responsibilities
                    on_change=move |lines| edit("Change responsibilities", TeamEdit::Responsibilities(lines))
                />
            </details>
            <HeldTexts held=Signal::derive(move || team.with(|team| team.held.clone()))/>
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
