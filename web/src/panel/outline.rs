//! The landscape as a list: the twin of the map for those who do not see it, or look for something.

mod inventory;

use atoll_core::model::{ContextId, ElementId, ElementKind, Landscape, Record};
use atoll_core::pattern;
use leptos::prelude::*;

use self::inventory::Inventory;
use super::table::TableButton;
use crate::session::{LeftPanel, use_session};
use crate::widget::{Filter, IconButton, Sign};

/// A line of the outline.
#[derive(Clone, Debug, PartialEq)]
struct Row {
    id: ElementId,
    name: String,
    detail: String,
    depth: usize,
}

/// The landscape as a list.
#[component]
pub fn Outline() -> impl IntoView {
    let session = use_session();
    let signals = session.signals;
    let rows = Memo::new(move |_| {
        signals.revision.track();
        let wanted = signals.filter.get().to_lowercase();
        let rows = session.peek(|editor| rows(editor.landscape()));
        let is_wanted = |row: &Row| wanted.is_empty() || row.name.to_lowercase().contains(&wanted);
        rows.into_iter().filter(is_wanted).collect::<Vec<Row>>()
    });
    view! {
        <aside class="side left-panel" aria-label="Outline">
            <header class="side-head">
                <h2>"Outline"</h2>
                <IconButton
                    label="Close"
                    sign=Sign::Close
                    on_press=move |()| session.toggle_left(LeftPanel::Outline)
                />
            </header>
            <Filter label="Filter the outline" value=signals.filter/>
            <div class="row"><TableButton kind=ElementKind::Context/></div>
            <div class="outline">
                <ul>
                    <For each=move || rows.get() key=|row| (row.id, row.name.clone(), row.detail.clone()) let:row>
                        <RowView row/>
                    </For>
                </ul>
                <Inventory/>
            </div>
        </aside>
    }
}

#[component]
fn RowView(row: Row) -> impl IntoView {
    let session = use_session();
    let Row { id, name, detail, depth } = row;
    let is_chosen = move || session.signals.selection.with(|selection| selection.contains(&id));
    view! {
        <li class=format!("depth-{depth}")>
            <button
                type="button"
                class="row-button"
                class:on=is_chosen
                aria-pressed=move || is_chosen().to_string()
                on:click=move |_| session.go_to(id)
            >
                <span>{name}</span>
                <span class="quiet">{detail}</span>
            </button>
        </li>
    }
}

/// The landscape, its domains with their contexts, contexts without a domain, teams; relationships under the context
/// that influences.
fn rows(landscape: &Landscape) -> Vec<Row> {
    let mut rows = vec![row(landscape, ElementId::Header, "the whole landscape", 0)];
    for domain in landscape.domains.values() {
        rows.push(row(landscape, domain.id.into(), "domain", 0));
        let members = landscape.contexts.values().filter(|context| landscape.home_of(context) == Some(domain.id));
        for context in members {
            context_rows(landscape, context.id, 1, &mut rows);
        }
    }
    for context in landscape.contexts.values().filter(|context| landscape.home_of(context).is_none()) {
        context_rows(landscape, context.id, 0, &mut rows);
    }
    for team in landscape.teams.values() {
        let owned = landscape.contexts.values().filter(|context| context.owners.contains(&team.id)).count();
        let detail = format!("{}, owns {owned}", team.kind.word());
        rows.push(Row { id: team.id.into(), name: shown(landscape, team.id.into()), detail, depth: 0 });
    }
    rows
}

fn context_rows(landscape: &Landscape, id: ContextId, depth: usize, rows: &mut Vec<Row>) {
    let Some(context) = landscape.contexts.get(&id) else { return };
    let kind = if context.is_external() { "external system" } else { "context" };
    let place = if context.off_map { ", not on the map" } else { "" };
    let detail = format!("{kind}{place}");
    rows.push(Row { id: id.into(), name: shown(landscape, id.into()), detail, depth });
    let leaving = landscape.relationships.values().filter(|r| r.upstream == atoll_core::model::Party::Context(id));
    for relationship in leaving {
        let name = format!("→ {}", shown(landscape, relationship.downstream.into()));
        let detail = pattern::whole(relationship.kind).name.to_owned();
        rows.push(Row { id: relationship.id.into(), name, detail, depth: depth + 1 });
    }
}

fn row(landscape: &Landscape, id: ElementId, detail: &str, depth: usize) -> Row {
    Row { id, name: shown(landscape, id), detail: detail.to_owned(), depth }
}

/// What a list calls an element. Versions are called after their contract, what joins two without a name after both.
pub(super) fn shown(landscape: &Landscape, id: ElementId) -> String {
    match (landscape.name(id), landscape.get(id)) {
        (name, Some(Record::Version(version))) if !name.is_empty() => {
            format!("{} {name}", shown(landscape, version.contract.into()))
        }
        (name, _) if !name.is_empty() => name,
        (_, Some(Record::Interaction(interaction))) => {
            let [provider, consumer] = interaction.teams().map(|team| shown(landscape, team.into()));
            format!("{provider} – {consumer}")
        }
        (_, Some(Record::Relationship(relationship))) => {
            let [upstream, downstream] = relationship.parties().map(|party| shown(landscape, party.into()));
            let arrow = if pattern::is_symmetric(relationship.kind) { "↔" } else { "→" };
            format!("{upstream} {arrow} {downstream}")
        }
        _ => format!("Unnamed {}", id.kind().word()),
    }
}
