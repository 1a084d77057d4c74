//! What is said of a relationship.

use atoll_core::command::{Batch, Command, EditRelationship, RelationshipEdit};
use atoll_core::model::{ElementKind, End, Party, RelationshipId};
use atoll_core::pattern::{self, PATTERNS, PatternPlace, PatternSpec};
use atoll_core::simulation::ripple::Likelihoods;
use leptos::prelude::*;

use super::belongings::{folded_parts, used_by};
use super::fields::{folded_fields, missing, one_field};
use super::parts::{HeldTexts, derived, named, relationship};
use crate::canvas::markup::percent;
use crate::panel::outline::shown;
use crate::session::use_session;
use crate::widget::{Choice, IconButton, Sign};

/// Fields with a place of their own among the others.
const PLACED: &[&str] = &["upstream", "downstream", "kind", "name", "integration"];

/// What is said of a relationship.
#[component]
pub(super) fn RelationshipInspector(id: RelationshipId) -> impl IntoView {
    let session = use_session();
    view! {
        <div class="inspector">
            <Ends id/>
            <Patterns id/>
            <Spread id/>
            {one_field(session, id, "name")}
            {one_field(session, id, "integration")}
            <div class="folds">
                {folded_parts(session, id, ElementKind::Message)}
                {folded_fields(session, id, PLACED)}
                {used_by(session, id, &[])}
                <HeldTexts id/>
            </div>
            {missing(session, id, &["kind"])}
        </div>
    }
}

/// Who stands at either end.
#[component]
fn Ends(id: RelationshipId) -> impl IntoView {
    let session = use_session();
    let relationship = relationship(session, id);
    let parties = derived(session, |landscape| {
        let contexts = landscape.contexts.keys().map(|id| (*id).into());
        let others = landscape.teams.keys().map(|id| (*id).into());
        named(landscape, contexts.chain(others).chain(landscape.actors.keys().map(|id| (*id).into())))
    });
    let choice = move |end: End| {
        let label = move || match (relationship.with(|r| pattern::is_symmetric(r.kind)), end) {
            (false, End::Upstream) => "Upstream: influences",
            (false, End::Downstream) => "Downstream: is influenced",
            (true, End::Upstream) => "One end",
            (true, End::Downstream) => "The other end",
        };
        let options = Signal::derive(move || parties.get().into_iter().map(|(_, name)| name).collect::<Vec<_>>());
        let chosen = Signal::derive(move || {
            let party = relationship.with(|relationship| relationship.party(end)).into();
            parties.with(|parties| parties.iter().position(|(id, _)| *id == party)).unwrap_or_default()
        });
        let reconnect = move |index: usize| {
            let party = parties.get_untracked().get(index).and_then(|(id, _)| Party::try_from(*id).ok());
            if let Some(party) = party {
                let edit = match end {
                    End::Upstream => RelationshipEdit::Upstream(party),
                    End::Downstream => RelationshipEdit::Downstream(party),
                };
                session.run("Reconnect", EditRelationship { id, edit });
            }
        };
        move || view! { <Choice label=label() options chosen on_change=reconnect/> }
    };
    view! {
        <div class="ends">
            {choice(End::Upstream)}
            <IconButton label="Swap the ends (X)" sign=Sign::Swap on_press=move |()| { session.act("swap-ends"); }/>
            {choice(End::Downstream)}
        </div>
    }
}

/// The patterns: one for the whole, roles for the ends.
#[component]
fn Patterns(id: RelationshipId) -> impl IntoView {
    let session = use_session();
    let relationship = relationship(session, id);
    let chip = move |spec: &'static PatternSpec| {
        let is_on = move || relationship.with(|relationship| pattern::is_on(spec, relationship));
        let toggle = move |_| {
            let edits = pattern::toggle(spec, &relationship.get_untracked());
            let commands: Vec<Command> = edits.into_iter().map(|edit| EditRelationship { id, edit }.into()).collect();
            session.run("Change pattern", Batch::of(commands));
        };
        view! {
            <button
                type="button"
                class="pattern"
                class:on=is_on
                aria-pressed=move || is_on().to_string()
                title=format!("{}. {}", spec.summary, spec.advice)
                on:click=toggle
            >
                <strong>{spec.code}</strong>
                <span>{breakable(spec.name)}</span>
            </button>
        }
    };
    let whole = PATTERNS.iter().filter(|spec| matches!(spec.place, PatternPlace::Whole { .. }));
    let of_end = move |end: End| {
        let roles =
            PATTERNS.iter().filter(move |spec| matches!(spec.place, PatternPlace::Role(role) if role.end() == end));
        roles.map(|spec| chip(spec)).collect_view()
    };
    // Ends that are equal play no roles; one that has come in with a file can be taken away.
    let has_roles = move || {
        relationship
            .with(|relationship| !pattern::is_symmetric(relationship.kind) || pattern::roles(relationship).count() > 0)
    };
    let summary = move || relationship.with(|relationship| pattern::whole(relationship.kind).summary);
    view! {
        <div class="field">
            <span>"Pattern"</span>
            <div class="pattern-list" role="group" aria-label="Pattern">{whole.map(|spec| chip(spec)).collect_view()}</div>
            <p class="quiet">{summary}</p>
        </div>
        <Show when=has_roles>
            <div class="field">
                <span>"Upstream offers"</span>
                <div class="pattern-list" role="group" aria-label="Roles of the upstream">{of_end(End::Upstream)}</div>
            </div>
            <div class="field">
                <span>"Downstream answers"</span>
                <div class="pattern-list" role="group" aria-label="Roles of the downstream">
                    {of_end(End::Downstream)}
                </div>
            </div>
        </Show>
    }
}

/// A name that can go on in the next line after a slash.
fn breakable(name: &'static str) -> impl IntoView {
    let part = |part: &'static str| view! { {part}<wbr/> };
    name.split_inclusive('/').map(part).collect_view()
}

/// How far a change travels over it.
#[component]
fn Spread(id: RelationshipId) -> impl IntoView {
    let session = use_session();
    let spread = derived(session, move |landscape| {
        let relationship = landscape.relationships.get(&id)?;
        let [down, up] = Likelihoods::of(landscape).over(relationship);
        let [upstream, downstream] = relationship.parties().map(|party| shown(landscape, party.into()));
        let mut words = format!("A change in {upstream} reaches {downstream} in {} of cases", percent(down));
        if up > 0.0 {
            words.push_str(&format!(", the other way in {}", percent(up)));
        }
        Some(format!("{words} (assumption)."))
    });
    view! { <p class="quiet">{move || spread.get()}</p> }
}
