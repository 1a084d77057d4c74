//! What inspectors of several kinds show alike.

use std::sync::Arc;

use atoll_core::model::{
    Aggregate, BoundedContext, Classification, Domain, ElementId, Held, Landscape, Record, Relationship, Subdomain,
    Team,
};
use leptos::prelude::*;

use crate::panel::outline::shown;
use crate::panel::problems::SeverityMark;
use crate::session::{Session, use_session};
use crate::widget::{Button, IconButton, Sign};

macro_rules! followed {
    ($(#[doc = $doc:literal] $name:ident: $Record:ident($Type:ty);)*) => {$(
        #[doc = $doc]
        pub(in crate::panel) fn $name(session: Session, id: impl Into<ElementId>) -> Signal<Arc<$Type>> {
            let id = id.into();
            let empty: Arc<$Type> = session.peek(|editor| match editor.landscape().get(id) {
                Some(Record::$Record(record)) => record,
                _ => Arc::new(none()),
            });
            let kept = Memo::new(move |before: Option<&Arc<$Type>>| match session.record(id) {
                Some(Record::$Record(record)) => record,
                // What is gone looks as it did last, for the moment until its panel is gone as well.
                _ => before.cloned().unwrap_or_else(|| empty.clone()),
            });
            kept.into()
        }
    )*};
}

followed! {
    /// A context, followed.
    context: Context(BoundedContext);
    /// A team, followed.
    team: Team(Team);
    /// A domain, followed.
    domain: Domain(Domain);
    /// A subdomain, followed.
    subdomain: Subdomain(Subdomain);
    /// An aggregate, followed.
    aggregate: Aggregate(Aggregate);
    /// A relationship, followed.
    relationship: Relationship(Relationship);
}

/// A record that says nothing.
trait Empty {
    fn empty() -> Self;
}

fn none<T: Empty>() -> T {
    T::empty()
}

macro_rules! empty {
    ($($Type:ident)*) => {$(
        impl Empty for $Type {
            fn empty() -> Self {
                Self::default()
            }
        }
    )*};
}
empty! { BoundedContext Team Domain Subdomain Aggregate }

impl Empty for Relationship {
    fn empty() -> Self {
        let party = atoll_core::model::Party::Context(atoll_core::model::ContextId::default());
        Self::new(
            atoll_core::model::RelationshipId::default(),
            party,
            party,
            atoll_core::model::RelationshipKind::default(),
        )
    }
}

/// The words of an enumeration, for a choice.
pub(super) fn words<T: Copy>(all: &[T], word: impl Fn(T) -> &'static str) -> Vec<String> {
    all.iter().map(|one| word(*one).to_owned()).collect()
}

/// Where a member of an enumeration stands in its list.
pub(super) fn place<T: PartialEq>(all: &[T], one: &T) -> usize {
    all.iter().position(|other| other == one).unwrap_or_default()
}

/// The classes, short enough to stand side by side.
pub(super) fn class_words() -> Vec<String> {
    let word = |class: Classification| match class {
        Classification::Undefined => "–",
        class => class.word(),
    };
    words(Classification::ALL, word)
}

/// What is wrong with an element.
#[component]
pub(super) fn Findings(id: ElementId) -> impl IntoView {
    let session = use_session();
    let found = Memo::new(move |_| {
        session.signals.findings.with(|findings| {
            let about = findings.iter().enumerate().filter(|(_, finding)| finding.targets.contains(&id));
            about.map(|(index, finding)| (index, finding.clone())).collect::<Vec<_>>()
        })
    });
    let item = move |(index, finding): (usize, atoll_core::rule::Finding)| {
        let why = finding.rule().map(|rule| rule.why).unwrap_or_default();
        let fixes = finding.fixes.into_iter().map(|fix| {
            let label = fix.label.clone();
            view! { <Button label=label on_press=move |()| session.fix(&fix)/> }
        });
        view! {
            <li class="about">
                <button type="button" class="finding-head" title="Show in the list" on:click=move |_| {
                    session.signals.left.set(Some(crate::session::LeftPanel::Problems));
                    session.signals.finding.set(Some(index));
                    session.lay_panels();
                }>
                    <SeverityMark severity=finding.severity/>
                    <span>{finding.message}</span>
                </button>
                <p class="quiet">{why}</p>
                <div class="fixes">{fixes.collect_view()}</div>
            </li>
        }
    };
    view! {
        <Show when=move || { found.with(|found| !found.is_empty()) }>
            <section class="inspector-findings">
                <h3>"Findings"</h3>
                <ul>{move || found.get().into_iter().map(item).collect_view()}</ul>
            </section>
        </Show>
    }
}

/// Text of an imported file that is kept with an element.
#[component]
pub(super) fn HeldTexts(#[prop(into)] held: Signal<Vec<Held>>) -> impl IntoView {
    let item = |held: Held| {
        view! {
            <details class="held">
                <summary>{held.label}</summary>
                <pre>{held.text}</pre>
            </details>
        }
    };
    let count = move || held.with(Vec::len);
    view! {
        <Show when=move || { count() > 0 }>
            <details class="more">
                <summary>{move || format!("Kept from the file ({})", count())}</summary>
                {move || held.get().into_iter().map(item).collect_view()}
            </details>
        </Show>
    }
}

/// An element that can be gone to, and perhaps taken away.
#[component]
pub(super) fn Link(
    id: ElementId,
    #[prop(into)] words: String,
    #[prop(optional, into)] detail: String,
    #[prop(optional, into)] on_remove: Option<Callback<()>>,
) -> impl IntoView {
    let session = use_session();
    let removed = format!("Remove {words}");
    view! {
        <li class="link">
            <button type="button" class="row-button" on:click=move |_| session.edit(|editor| editor.go_to(id))>
                <span>{words}</span>
                <span class="quiet">{detail}</span>
            </button>
            {on_remove.map(|on_remove| view! { <IconButton label=removed sign=Sign::Close on_press=on_remove/> })}
        </li>
    }
}

/// Adds one out of a list by choosing it.
#[component]
pub(in crate::panel) fn AddChoice(
    #[prop(into)] label: String,
    #[prop(into)] options: Signal<Vec<(ElementId, String)>>,
    #[prop(into)] on_add: Callback<ElementId>,
) -> impl IntoView {
    let items = move || {
        let item = |(index, (_, name)): (usize, (ElementId, String))| {
            view! { <option value=index.to_string()>{name}</option> }
        };
        options.get().into_iter().enumerate().map(item).collect_view()
    };
    let select = NodeRef::<leptos::html::Select>::new();
    view! {
        <Show when=move || { options.with(|options| !options.is_empty()) }>
            <select
                class="add"
                aria-label=label.clone()
                node_ref=select
                on:change=move |event| {
                    let index = event_target_value(&event).parse::<usize>().ok();
                    if let Some((id, _)) = index.and_then(|index| options.get_untracked().get(index).cloned()) {
                        on_add.run(id);
                    }
                    if let Some(select) = select.get_untracked() {
                        select.set_value("");
                    }
                }
            >
                <option value="" selected>{format!("+ {label}")}</option>
                {items}
            </select>
        </Show>
    }
}

/// Elements of a kind with their names, in the order of names.
pub(super) fn named(landscape: &Landscape, ids: impl Iterator<Item = ElementId>) -> Vec<(ElementId, String)> {
    let mut named: Vec<(ElementId, String)> = ids.map(|id| (id, shown(landscape, id))).collect();
    atoll_core::order::sort_by_key(&mut named, |(id, name)| (name.to_lowercase(), *id));
    named
}

/// Follows the landscape as a whole: for lists that many records go into.
pub(in crate::panel) fn derived<T: Clone + PartialEq + Send + Sync + 'static>(
    session: Session,
    look: impl Fn(&Landscape) -> T + Send + Sync + 'static,
) -> Signal<T> {
    let memo = Memo::new(move |_| {
        session.signals.revision.track();
        session.peek(|editor| look(editor.landscape()))
    });
    memo.into()
}

/// The name of an aggregate, who works on it, and a way to take it away.
#[component]
pub(super) fn AggregateRow(id: atoll_core::model::AggregateId) -> impl IntoView {
    use atoll_core::command::{AggregateEdit, EditAggregate, Remove};
    let session = use_session();
    let aggregate = aggregate(session, id);
    let name = Signal::derive(move || aggregate.with(|aggregate| aggregate.name.clone()));
    let teams = derived(session, |landscape| named(landscape, landscape.teams.keys().map(|team| (*team).into())));
    let options = Signal::derive(move || {
        let names = teams.get().into_iter().map(|(_, name)| name);
        std::iter::once("as the context".to_owned()).chain(names).collect::<Vec<_>>()
    });
    let chosen = Signal::derive(move || {
        let owner = aggregate.with(|aggregate| aggregate.owner).map(ElementId::from);
        teams.with(|teams| teams.iter().position(|(id, _)| Some(*id) == owner)).map_or(0, |place| place + 1)
    });
    let hand_over = move |index: usize| {
        let owner = index.checked_sub(1).and_then(|place| teams.get_untracked().get(place).map(|(id, _)| *id));
        let owner = owner.and_then(|id| match id {
            ElementId::Team(id) => Some(id),
            _ => None,
        });
        session.run("Change who works on it", EditAggregate { id, edit: AggregateEdit::Owner(owner) });
    };
    let remove = move |()| {
        session.run("Delete aggregate", Remove { elements: [id.into()].into() });
    };
    view! {
        <div class="part">
            <crate::widget::Field
                label="Aggregate"
                value=name
                on_change=move |name| {
                    session.run("Rename", EditAggregate { id, edit: AggregateEdit::Name(name) });
                }
            />
            <crate::widget::Choice label="Worked on by" options chosen on_change=hand_over/>
            <IconButton label="Delete this aggregate" sign=Sign::Bin on_press=remove/>
        </div>
    }
}
