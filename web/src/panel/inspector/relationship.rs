//! What is said of a relationship.

use atoll_core::command::{Batch, Command, EditRelationship, RelationshipEdit};
use atoll_core::model::{AggregateId, DownstreamRights, End, Integration, Party, RelationshipId};
use atoll_core::pattern::{self, PATTERNS, PatternPlace, PatternSpec};
use atoll_core::simulation::ripple::Likelihoods;
use leptos::prelude::*;

use super::parts::{HeldTexts, derived, named, place, relationship, words};
use crate::canvas::markup::percent;
use crate::panel::outline::shown;
use crate::session::use_session;
use crate::widget::{Choice, Field, IconButton, Sign};

/// What is said of a relationship.
#[component]
pub(super) fn RelationshipInspector(id: RelationshipId) -> impl IntoView {
    let session = use_session();
    let relationship = relationship(session, id);
    let edit = move |label: &str, edit: RelationshipEdit| {
        session.run(label, EditRelationship { id, edit });
    };
    let name = Signal::derive(move || relationship.with(|relationship| relationship.name.clone()));
    let technology = Signal::derive(move || relationship.with(|relationship| relationship.technology.clone()));
    let integration = Signal::derive(move || relationship.with(|r| place(Integration::ALL, &r.integration)));
    let rights = Signal::derive(move || relationship.with(|r| place(DownstreamRights::ALL, &r.downstream_rights)));
    let is_directed = move || relationship.with(|relationship| !pattern::is_symmetric(relationship.kind));
    view! {
        <div class="inspector">
            <Ends id/>
            <Patterns id/>
            <Spread id/>
            <Field
                label="Name"
                id="inspector-first"
                value=name
                on_change=move |name| edit("Rename", RelationshipEdit::Name(name))
            />
            <Choice
                label="Integration (the line's style)"
                options=words(Integration::ALL, Integration::word)
                chosen=integration
                on_change=move |index: usize| edit("Change integration", RelationshipEdit::Integration(Integration::ALL[index]))
            />
            <Field
                label="Technology"
                value=technology
                on_change=move |text| edit("Change technology", RelationshipEdit::Technology(text))
            />
            <Exposed id/>
            <Show when=is_directed>
                <Choice
                    label="What the downstream may decide"
                    options=words(DownstreamRights::ALL, DownstreamRights::word)
                    chosen=rights
                    on_change=move |index: usize| {
                        edit("Change rights", RelationshipEdit::DownstreamRights(DownstreamRights::ALL[index]));
                    }
                />
            </Show>
            <HeldTexts held=Signal::derive(move || relationship.with(|relationship| relationship.held.clone()))/>
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
        named(landscape, contexts.chain(landscape.teams.keys().map(|id| (*id).into())))
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

/// Which of the upstream's aggregates the downstream sees.
#[component]
fn Exposed(id: RelationshipId) -> impl IntoView {
    let session = use_session();
    let relationship = relationship(session, id);
    let offered = derived(session, move |landscape| {
        let Some(relationship) = landscape.relationships.get(&id) else { return Vec::new() };
        let held_by = |party: Party| {
            let of = landscape.aggregates.values().filter(move |aggregate| Party::Context(aggregate.context) == party);
            of.map(|aggregate| aggregate.id)
        };
        let mut ids: Vec<AggregateId> = held_by(relationship.upstream).collect();
        if pattern::is_symmetric(relationship.kind) {
            ids.extend(held_by(relationship.downstream));
        }
        ids.extend(relationship.exposed.iter().filter(|id| !ids.contains(id)).copied().collect::<Vec<_>>());
        ids.into_iter().map(|id| (id, shown(landscape, id.into()))).collect::<Vec<_>>()
    });
    let item = move |(aggregate, name): (AggregateId, String)| {
        let is_on = move || relationship.with(|relationship| relationship.exposed.contains(&aggregate));
        let toggle = move |_| {
            let mut exposed = relationship.with_untracked(|relationship| relationship.exposed.clone());
            if is_on() {
                exposed.retain(|id| *id != aggregate);
            } else {
                exposed.push(aggregate);
            }
            session.run("Change what is exposed", EditRelationship { id, edit: RelationshipEdit::Exposed(exposed) });
        };
        view! {
            <label class="check">
                <input type="checkbox" prop:checked=is_on on:change=toggle/>
                <span>{name}</span>
            </label>
        }
    };
    view! {
        <Show when=move || { offered.with(|offered| !offered.is_empty()) }>
            <fieldset class="field">
                <legend>"Exposed aggregates (none means all)"</legend>
                {move || offered.get().into_iter().map(item).collect_view()}
            </fieldset>
        </Show>
    }
}
