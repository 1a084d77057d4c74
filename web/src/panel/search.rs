//! Find anything by its name, or choose what to connect with.

use atoll_core::model::{Element as _, ElementId, Landscape, Record};
use atoll_core::order;
use leptos::prelude::*;

use super::outline::shown;
use crate::platform::{frame, page};
use crate::session::{RightTab, use_session};
use crate::widget::{Filter, Modal};

/// More than this nobody reads.
const LIMIT: usize = 40;

/// Find anything; `connect_from` is what the chosen one will be connected with.
#[component]
pub fn Search(
    /// What the chosen one will be connected with; without, it is gone to.
    connect_from: Option<ElementId>,
) -> impl IntoView {
    let session = use_session();
    let signals = session.signals;
    signals.filter.set(String::new());
    signals.picked.set(0);
    let found = Memo::new(move |_| {
        let wanted = signals.filter.get();
        session.peek(|editor| found(editor.landscape(), &wanted, connect_from))
    });
    let close = move || {
        signals.filter.set(String::new());
        signals.dialog.set(None);
    };
    let choose = move |index: usize| {
        if let Some((id, ..)) = found.get_untracked().get(index).cloned() {
            close();
            match connect_from {
                Some(from) => session.edit(|editor| editor.connect(from, id)),
                None => {
                    signals.right.set(RightTab::Inspector);
                    signals.right_folded.set(false);
                    session.go_to(id);
                }
            }
            // Once the dialog is gone.
            frame::surely_later(0, || page::focus("canvas"));
        }
    };
    let on_key = move |key: String| {
        let count = found.get_untracked().len().max(1);
        match key.as_str() {
            "ArrowDown" => signals.picked.update(|picked| *picked = (*picked + 1) % count),
            "ArrowUp" => signals.picked.update(|picked| *picked = (*picked + count - 1) % count),
            "Enter" => choose(signals.picked.get_untracked()),
            _ => return false,
        }
        true
    };
    let title = match connect_from {
        Some(from) => session.peek(|editor| format!("Connect {} with…", editor.landscape().quoted(from))),
        None => "Find".to_owned(),
    };
    let item = move |(index, (_, name, kind)): (usize, (ElementId, String, &'static str))| {
        view! {
            <li>
                <button
                    type="button"
                    class="row-button"
                    class:on=move || signals.picked.get() == index
                    on:click=move |_| choose(index)
                >
                    <span>{name}</span>
                    <span class="quiet">{kind}</span>
                </button>
            </li>
        }
    };
    view! {
        <Modal id="search" title on_close=move |()| close()>
            <Filter id="search-field" is_first=true label="Type a name" value=signals.filter on_key=on_key/>
            <ul class="found">{move || found.get().into_iter().enumerate().map(item).collect_view()}</ul>
            <Show when=move || found.with(Vec::is_empty)>
                <p class="quiet">"Nothing is called that."</p>
            </Show>
        </Modal>
    }
}

/// What is called so: what is on the map comes first, then names that begin with it.
fn found(
    landscape: &Landscape,
    wanted: &str,
    connect_from: Option<ElementId>,
) -> Vec<(ElementId, String, &'static str)> {
    let wanted = wanted.trim().to_lowercase();
    let can_be = |id: &ElementId| match connect_from {
        Some(from) => *id != from && id.is_box(),
        None => true,
    };
    let mut found: Vec<_> = landscape
        .ids()
        .filter(can_be)
        .filter(|id| has_name(landscape, *id))
        .map(|id| (id, shown(landscape, id)))
        .filter(|(_, name)| name.to_lowercase().contains(&wanted))
        .collect();
    order::sort_by_key(&mut found, |(id, name)| {
        let name = name.to_lowercase();
        let is_part = !(id.is_box() || matches!(id, ElementId::Domain(_)));
        (is_part, !name.starts_with(&wanted), name, *id)
    });
    found.truncate(LIMIT);
    found.into_iter().map(|(id, name)| (id, name, id.kind().word())).collect()
}

/// Whether somebody could look for it by what it is called. An interaction is called after its teams.
fn has_name(landscape: &Landscape, id: ElementId) -> bool {
    let called = |record: Record| matches!(record, Record::Interaction(_)) || !record.name().is_empty();
    landscape.get(id).is_some_and(called)
}

#[cfg(test)]
mod tests {
    use atoll_core::model::{ElementKind, Interaction, InteractionId};
    use atoll_core::sketch::Sketch;

    use super::*;
    use crate::editor::Document;
    use crate::editor::{Editor, INVENTORY};

    #[test]
    fn every_kind_is_found_by_its_name() {
        let mut sketch = Sketch::new();
        let context = sketch.context("Quotes");
        let [provider, consumer] = ["Blue", "Green"].map(|name| sketch.team(name, &[]));
        sketch.put(Interaction { id: InteractionId::new(1), provider, consumer, ..Interaction::default() });
        let mut editor = Editor::new(Document::new("test".to_owned(), sketch.landscape, 7));
        for kind in INVENTORY.into_iter().filter(|kind| *kind != ElementKind::Interaction) {
            editor.add(kind, &[]);
        }
        editor.add(ElementKind::Term, &[("context", context.into())]);
        let kinds_of = |wanted: &str| {
            found(editor.landscape(), wanted, None).into_iter().map(|(id, ..)| id.kind()).collect::<Vec<_>>()
        };
        for kind in INVENTORY.into_iter().chain([ElementKind::Term]) {
            let wanted = if kind == ElementKind::Interaction { "blue – green" } else { kind.word() };
            assert!(kinds_of(wanted).contains(&kind), "{kind:?}");
        }
        assert_eq!(
            found(editor.landscape(), "", Some(context.into())).len(),
            3,
            "teams and actors can be connected with it"
        );
    }
}
