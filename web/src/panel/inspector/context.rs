//! What is said of a context.

use atoll_core::command::{Add, ContextEdit, EditContext};
use atoll_core::model::{Classification, ContextId, ElementId, ElementKind, Party, ProblemSpace, Team, TeamId};
use atoll_core::pattern;
use atoll_core::theme;
use leptos::prelude::*;

use super::belongings::{belongings, used_by};
use super::fields::{folded_fields, missing, one_field};
use super::parts::{AddChoice, HeldTexts, Link, context, derived, named, on_map};
use crate::panel::outline::shown;
use crate::session::{Session, use_session};
use crate::widget::{Button, Tone};

/// Fields with a place of their own among the others.
const PLACED: &[&str] = &["name", "classification", "kind", "purpose", "owners", "implements"];

/// What is said of a context.
#[component]
pub(super) fn ContextInspector(id: ContextId) -> impl IntoView {
    let session = use_session();
    view! {
        <div class="inspector">
            {one_field(session, id, "name")}
            {one_field(session, id, "classification")}
            <Inherited id/>
            <Owners id/>
            <Homes id/>
            {one_field(session, id, "purpose")}
            <Button
                label="What does a change here do?"
                tone=Tone::Main
                on_press=move |()| session.edit(|editor| editor.set_ripple(Some(id)))
            />
            <Button
                label="Bounded Context Canvas"
                tone=Tone::Quiet
                on_press=move |()| {
                    session.act("canvas");
                }
            />
            <Relationships id/>
            {one_field(session, id, "kind")}
            {on_map(session, id)}
            <div class="folds">{folded_fields(session, id, PLACED)}</div>
            <div class="folds">
                {belongings(session, id, &[ElementKind::Relationship])}
                {used_by(session, id, &[])}
                <HeldTexts id/>
            </div>
            {missing(session, id, &[])}
        </div>
    }
}

/// The class that a context without one of its own has from its subdomains.
#[component]
fn Inherited(id: ContextId) -> impl IntoView {
    let session = use_session();
    let inherited = derived(session, move |landscape| {
        let context = landscape.contexts.get(&id)?;
        let class = landscape.classification_of(context);
        let is_inherited = context.classification == Classification::Undefined && class != Classification::Undefined;
        is_inherited.then(|| format!("As its subdomain ({})", class.word()))
    });
    view! {
        <Show when=move || inherited.with(Option::is_some)>
            <p class="quiet">{move || inherited.get()}</p>
        </Show>
    }
}

/// Who owns it: one team is right.
#[component]
fn Owners(id: ContextId) -> impl IntoView {
    let session = use_session();
    let context = context(session, id);
    let set =
        move |owners: Vec<TeamId>| session.run("Change owner", EditContext { id, edit: ContextEdit::Owners(owners) });
    let owners = move || context.with(|context| context.owners.clone());
    let item = move |team: TeamId| {
        let name = session.peek(|editor| shown(editor.landscape(), team.into()));
        let without = move |()| {
            let kept = owners().into_iter().filter(|owner| *owner != team).collect();
            set(kept);
        };
        view! { <Link id=team.into() words=name on_remove=without/> }
    };
    let others = derived(session, move |landscape| {
        let owners = landscape.contexts.get(&id).map(|context| context.owners.clone()).unwrap_or_default();
        named(landscape, landscape.teams.keys().filter(|team| !owners.contains(team)).map(|team| (*team).into()))
    });
    let add = move |team: ElementId| {
        if let ElementId::Team(team) = team {
            // A second owner is a finding: to choose another team is to hand it over.
            set(vec![team]);
        }
    };
    let label = Signal::derive(move || {
        let words = if owners().is_empty() { "Give it to…" } else { "Hand it over to…" };
        words.to_owned()
    });
    view! {
        <div class="field">
            <span>"Owning team"</span>
            <ul class="links">{move || owners().into_iter().map(item).collect_view()}</ul>
            <AddChoice label options=others on_add=add id="field-owners"/>
            <Button label="New team" tone=Tone::Quiet on_press=move |()| new_owner(session, id)/>
        </div>
    }
}

fn new_owner(session: Session, id: ContextId) {
    session.edit(|editor| {
        let marks = editor.landscape().teams.values().map(|team| team.mark);
        let mark = theme::next_mark(marks);
        let team: TeamId = editor.document.ids.fresh();
        let name = editor.free_name("Team");
        let record = Team { id: team, name, mark, off_map: true, ..Team::default() };
        let commands = vec![Add::new(record).into(), EditContext { id, edit: ContextEdit::Owners(vec![team]) }.into()];
        editor.run("New owner", atoll_core::command::Batch { commands });
        editor.select_only(team.into());
    });
    session.focus_inspector();
}

/// The domains and subdomains that it implements.
#[component]
fn Homes(id: ContextId) -> impl IntoView {
    let session = use_session();
    let context = context(session, id);
    let set = move |parts: Vec<ProblemSpace>| {
        session.run("Change domain", EditContext { id, edit: ContextEdit::Implements(parts) })
    };
    let parts = move || context.with(|context| context.implements.clone());
    let item = move |part: ProblemSpace| {
        let (name, kind) =
            session.peek(|editor| (shown(editor.landscape(), part.into()), ElementId::from(part).kind().word()));
        let without = move |()| {
            set(parts().into_iter().filter(|other| *other != part).collect());
        };
        let shown_at = session.peek(|editor| editor.landscape().domain_of(part)).map_or(part.into(), ElementId::from);
        view! { <Link id=shown_at words=name detail=kind on_remove=without/> }
    };
    let others = derived(session, move |landscape| {
        let parts = landscape.contexts.get(&id).map(|context| context.implements.clone()).unwrap_or_default();
        let domains = landscape.domains.keys().map(|id| ProblemSpace::Domain(*id));
        let subdomains = landscape.subdomains.keys().map(|id| ProblemSpace::Subdomain(*id));
        let rest = domains.chain(subdomains).filter(|part| !parts.contains(part));
        named(landscape, rest.map(ElementId::from))
    });
    let add = move |id: ElementId| {
        if let Ok(part) = ProblemSpace::try_from(id) {
            // A subdomain says more than its domain: it takes the domain's place.
            let domain = session.peek(|editor| editor.landscape().domain_of(part)).map(ProblemSpace::Domain);
            let kept = parts().into_iter().filter(|other| Some(*other) != domain);
            set(kept.chain([part]).collect());
        }
    };
    view! {
        <div class="field">
            <span>"Implements"</span>
            <ul class="links">{move || parts().into_iter().map(item).collect_view()}</ul>
            <AddChoice label="Put into a domain or subdomain" options=others on_add=add id="field-implements"/>
        </div>
    }
}

/// Whom it influences and who influences it.
#[component]
fn Relationships(id: ContextId) -> impl IntoView {
    let session = use_session();
    let lines = derived(session, move |landscape| {
        let own = Party::Context(id);
        let touching = landscape.relationships.values().filter(|relationship| relationship.touches(own));
        let line = |relationship: &std::sync::Arc<atoll_core::model::Relationship>| {
            let is_upstream = relationship.upstream == own;
            let other = if is_upstream { relationship.downstream } else { relationship.upstream };
            let arrow = match (pattern::is_symmetric(relationship.kind), is_upstream) {
                (true, _) => "↔",
                (false, true) => "→",
                (false, false) => "←",
            };
            let words = format!("{arrow} {}", shown(landscape, other.into()));
            (ElementId::from(relationship.id), words, pattern::describe(relationship))
        };
        touching.map(line).collect::<Vec<_>>()
    });
    let item = |(id, words, detail): (ElementId, String, String)| view! { <Link id words detail/> };
    view! {
        <div class="field">
            <span>"Relationships"</span>
            <ul class="links">{move || lines.get().into_iter().map(item).collect_view()}</ul>
            <Button
                label="Connect to…"
                tone=Tone::Quiet
                on_press=move |()| session.signals.dialog.set(Some(crate::session::Dialog::Connect(id.into())))
            />
        </div>
    }
}
