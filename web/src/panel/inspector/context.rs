//! What is said of a context.

use atoll_core::command::{Add, ContextEdit, EditContext};
use atoll_core::model::{
    Aggregate, Classification, ContextId, ContextKind, ElementId, Evolution, KnowledgeLevel, Party, ProblemSpace, Team,
    TeamId,
};
use atoll_core::pattern;
use atoll_core::theme;
use leptos::prelude::*;

use super::parts::{AddChoice, HeldTexts, Link, class_words, context, derived, named, place, words};
use crate::panel::outline::shown;
use crate::session::{Session, use_session};
use crate::widget::{Button, Choice, Field, Lines, Segments, Tone};

/// What is said of a context.
#[component]
pub(super) fn ContextInspector(id: ContextId) -> impl IntoView {
    let session = use_session();
    let context = context(session, id);
    let edit = move |label: &str, edit: ContextEdit| {
        session.run(label, EditContext { id, edit });
    };
    let text = move |look: fn(&atoll_core::model::BoundedContext) -> &String| {
        Signal::derive(move || context.with(|context| look(context).clone()))
    };
    let class = Signal::derive(move || context.with(|context| place(Classification::ALL, &context.classification)));
    let kind = Signal::derive(move || context.with(|context| place(ContextKind::ALL, &context.kind)));
    view! {
        <div class="inspector">
            <Field
                label="Name"
                id="inspector-first"
                value=text(|context| &context.name)
                on_change=move |name| { edit("Rename", ContextEdit::Name(name)); }
            />
            <Segments
                label="Class"
                options=class_words()
                chosen=class
                on_change=move |index: usize| {
                    edit("Classify", ContextEdit::Classification(Classification::ALL[index]));
                }
            />
            <Inherited id/>
            <Owners id/>
            <Homes id/>
            <Field
                label="Purpose"
                is_long=true
                value=text(|context| &context.purpose)
                placeholder="Why it exists, in a sentence"
                on_change=move |purpose| { edit("Change purpose", ContextEdit::Purpose(purpose)); }
            />
            <Button
                label="What does a change here do?"
                tone=Tone::Main
                on_press=move |()| session.edit(|editor| editor.set_ripple(Some(id)))
            />
            <Relationships id/>
            <Aggregates id/>
            <Choice
                label="Kind"
                options=words(ContextKind::ALL, ContextKind::word)
                chosen=kind
                on_change=move |index: usize| { edit("Change kind", ContextEdit::Kind(ContextKind::ALL[index])); }
            />
            <More id/>
            <HeldTexts held=Signal::derive(move || context.with(|context| context.held.clone()))/>
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

/// What is rarely asked for, folded away.
#[component]
fn More(id: ContextId) -> impl IntoView {
    let session = use_session();
    let context = context(session, id);
    let edit = move |label: &str, edit: ContextEdit| {
        session.run(label, EditContext { id, edit });
    };
    let technology = Signal::derive(move || context.with(|context| context.technology.clone()));
    let model = Signal::derive(move || context.with(|context| context.business_model.clone()));
    let responsibilities = Signal::derive(move || context.with(|context| context.responsibilities.clone()));
    let evolution = Signal::derive(move || context.with(|context| place(Evolution::ALL, &context.evolution)));
    let level = Signal::derive(move || context.with(|context| place(KnowledgeLevel::ALL, &context.knowledge_level)));
    let is_on_map = Signal::derive(move || context.with(|context| usize::from(!context.off_map)));
    view! {
        <details class="more">
            <summary>"More"</summary>
            <Lines
                label="Responsibilities"
                values=responsibilities
                on_change=move |lines| edit("Change responsibilities", ContextEdit::Responsibilities(lines))
            />
            <Field
                label="Technology"
                value=technology
                on_change=move |text| edit("Change technology", ContextEdit::Technology(text))
            />
            <Field
                label="Business model"
                value=model
                on_change=move |text| edit("Change business model", ContextEdit::BusinessModel(text))
            />
            <Choice
                label="Evolution"
                options=words(Evolution::ALL, Evolution::word)
                chosen=evolution
                on_change=move |index: usize| edit("Change evolution", ContextEdit::Evolution(Evolution::ALL[index]))
            />
            <Choice
                label="Its model speaks of"
                options=words(KnowledgeLevel::ALL, KnowledgeLevel::word)
                chosen=level
                on_change=move |index: usize| {
                    edit("Change knowledge level", ContextEdit::KnowledgeLevel(KnowledgeLevel::ALL[index]));
                }
            />
            <Segments
                label="On the map"
                options=vec!["No".to_owned(), "Yes".to_owned()]
                chosen=is_on_map
                on_change=move |index: usize| edit("Show or hide", ContextEdit::OffMap(index == 0))
            />
        </details>
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
    let label = move || if owners().is_empty() { "Give it to…" } else { "Hand it over to…" };
    view! {
        <div class="field">
            <span>"Owning team"</span>
            <ul class="links">{move || owners().into_iter().map(item).collect_view()}</ul>
            {move || view! { <AddChoice label=label() options=others on_add=add/> }}
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
            <AddChoice label="Put into a domain or subdomain" options=others on_add=add/>
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

/// What it keeps consistent.
#[component]
fn Aggregates(id: ContextId) -> impl IntoView {
    let session = use_session();
    let held = derived(session, move |landscape| {
        let of = landscape.aggregates.values().filter(|aggregate| aggregate.context == id);
        of.map(|aggregate| aggregate.id).collect::<Vec<_>>()
    });
    let add = move |()| {
        session.edit(|editor| {
            let name = editor.free_name("Aggregate");
            let record = Aggregate { id: editor.document.ids.fresh(), context: id, name, ..Aggregate::default() };
            editor.run("Add aggregate", Add::new(record));
        });
    };
    view! {
        <details class="more" open=move || held.with(|held| held.len() < 4 && !held.is_empty())>
            <summary>{move || format!("Aggregates ({})", held.with(Vec::len))}</summary>
            <For each=move || held.get() key=|id| *id let:aggregate>
                <super::parts::AggregateRow id=aggregate/>
            </For>
            <Button label="Add an aggregate" tone=Tone::Quiet on_press=add/>
        </details>
    }
}
