//! What is not drawn: every other kind of element, kind by kind, and a way to add what stands alone.

use atoll_core::model::{ElementId, ElementKind, Landscape};
use leptos::prelude::*;

use super::{Row, RowView, shown};
use crate::editor::INVENTORY;
use crate::panel::inspector::{capital, detail, plural};
use crate::panel::table::TableButton;
use crate::session::{Session, use_session};
use crate::widget::{Adder, Fold};

/// More than this of one kind nobody reads; the filter finds the rest.
const LIMIT: usize = 200;

/// The kinds that the outline shows as rows of their own, or that are the landscape itself.
const DRAWN: [ElementKind; 5] =
    [ElementKind::Header, ElementKind::Domain, ElementKind::Context, ElementKind::Team, ElementKind::Relationship];

/// What is not drawn.
#[component]
pub(super) fn Inventory() -> impl IntoView {
    let session = use_session();
    let signals = session.signals;
    // Names are looked at only while something is looked for.
    let counts = Memo::new(move |_| {
        signals.revision.track();
        let wanted = signals.filter.get().to_lowercase();
        session.peek(|editor| counts(editor.landscape(), &wanted))
    });
    let kinds = Memo::new(move |_| counts.with(|counts| counts.iter().map(|(kind, _)| *kind).collect::<Vec<_>>()));
    let kind_view = move |kind: ElementKind| {
        let count = move || counts.with(|counts| counts.iter().find(|(other, _)| *other == kind).map_or(0, |it| it.1));
        kind_fold(session, kind, Signal::derive(move || count().to_string()))
    };
    let options: Vec<String> = INVENTORY.iter().map(|kind| capital(kind.word())).collect();
    view! {
        <section class="inventory" aria-label="Inventory">
            <h3>"Inventory"</h3>
            {move || kinds.get().into_iter().map(kind_view).collect_view()}
            <Adder
                label="Add to the inventory…"
                options=Signal::stored(options)
                on_add=move |index: usize| session.add(INVENTORY[index], &[])
            />
        </section>
    }
}

/// All of one kind, folded away; open while something is looked for.
fn kind_fold(session: Session, kind: ElementKind, amount: Signal<String>) -> AnyView {
    let signals = session.signals;
    let key = format!("inventory {}", kind.key());
    let own = key.clone();
    let is_open = Memo::new(move |_| {
        let is_looking = signals.filter.with(|wanted| !wanted.is_empty());
        is_looking || signals.folds.with(|folds| folds.contains(&own))
    });
    let rows = move || {
        signals.revision.track();
        let wanted = signals.filter.get().to_lowercase();
        let rows = session.peek(|editor| rows(editor.landscape(), kind, &wanted));
        let more = rows.len().saturating_sub(LIMIT);
        let more =
            (more > 0).then(|| view! { <p class="quiet">{format!("and {more} more: the filter finds them.")}</p> });
        let rows = rows.into_iter().take(LIMIT).map(|row| view! { <RowView row/> }).collect_view();
        view! { <ul>{rows}</ul> {more} <TableButton kind/> }
    };
    let content = move || rows.into_any();
    view! {
        <Fold title=plural(kind) amount is_open on_press=move |()| session.toggle_fold(&key) content/>
    }
    .into_any()
}

/// How many there are of each kind that is not drawn, and whose name has this in it.
fn counts(landscape: &Landscape, wanted: &str) -> Vec<(ElementKind, usize)> {
    let kinds = ElementKind::ALL.iter().copied().filter(|kind| !DRAWN.contains(kind));
    let count = |kind: ElementKind| {
        let ids = landscape.ids_of(kind);
        if wanted.is_empty() { ids.len() } else { ids.iter().filter(|id| is_wanted(landscape, **id, wanted)).count() }
    };
    kinds.map(|kind| (kind, count(kind))).filter(|(_, count)| *count > 0).collect()
}

fn rows(landscape: &Landscape, kind: ElementKind, wanted: &str) -> Vec<Row> {
    let ids = landscape.ids_of(kind).into_iter().filter(|id| wanted.is_empty() || is_wanted(landscape, *id, wanted));
    let row = |id: ElementId| {
        let detail = landscape.get(id).map(|record| detail(&record)).unwrap_or_default();
        Row { id, name: shown(landscape, id), detail, depth: 0 }
    };
    let mut rows: Vec<Row> = ids.map(row).collect();
    atoll_core::order::sort_by_key(&mut rows, |row| (row.name.to_lowercase(), row.id));
    rows
}

fn is_wanted(landscape: &Landscape, id: ElementId, wanted: &str) -> bool {
    shown(landscape, id).to_lowercase().contains(wanted)
}

#[cfg(test)]
mod tests {
    use atoll_core::model::{Contract, ContractId, ContractVersion, Lifecycle, VersionId};
    use atoll_core::sketch::Sketch;

    use super::*;

    #[test]
    fn what_is_there_is_counted_named_and_found() {
        let mut sketch = Sketch::new();
        let context = sketch.context("Quotes");
        let contract = ContractId::new(1);
        sketch.put(Contract { id: contract, context, name: "Quote API".to_owned(), ..Contract::default() });
        for (number, name) in [(1, "1.0"), (2, "2.0")] {
            let (id, lifecycle) = (VersionId::new(number), Lifecycle::Active);
            sketch.put(ContractVersion {
                id,
                contract,
                name: name.to_owned(),
                lifecycle,
                ..ContractVersion::default()
            });
        }
        let landscape = sketch.landscape;
        assert_eq!(counts(&landscape, ""), [(ElementKind::Contract, 1), (ElementKind::Version, 2)]);
        assert_eq!(counts(&landscape, "api 2"), [(ElementKind::Version, 1)]);
        let found = rows(&landscape, ElementKind::Version, "");
        let shown: Vec<_> = found.iter().map(|row| (row.name.as_str(), row.detail.as_str())).collect();
        assert_eq!(shown, [("Quote API 1.0", "active"), ("Quote API 2.0", "active")]);
    }
}
