//! Find anything by its name, go to a view, do what can be done; or choose what to connect with.

use atoll_core::model::{Element as _, ElementId, Landscape, Record, ViewKind};
use atoll_core::view::VIEWS;
use atoll_core::{order, refactoring};
use leptos::prelude::*;

use super::outline::shown;
use crate::editor::{ACTIONS, Editor};
use crate::platform::page;
use crate::session::{RightTab, Session, use_session};
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
        session.peek(|editor| {
            let mut all = found(editor.landscape(), &wanted, connect_from);
            if connect_from.is_none() && !wanted.trim().is_empty() {
                all.extend(doable(editor, &wanted));
            }
            all
        })
    });
    let close = move || {
        signals.filter.set(String::new());
        signals.dialog.set(None);
    };
    let choose = move |index: usize| {
        if let Some((entry, ..)) = found.get_untracked().get(index).cloned() {
            close();
            take(session, entry, connect_from);
            page::focus_canvas_later();
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
    let item = move |(index, (_, name, kind)): (usize, Line)| {
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

/// Something that can be found.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Entry {
    /// An element: it is gone to, or connected with.
    Element(ElementId),
    /// A view: it is looked at.
    View(ViewKind),
    /// An action: it is done.
    Action(&'static str),
    /// A refactoring of what is chosen: what it would do is shown.
    Refactoring(&'static str),
}

/// What is found, what it is called and what it is.
type Line = (Entry, String, &'static str);

fn take(session: Session, entry: Entry, connect_from: Option<ElementId>) {
    match (entry, connect_from) {
        (Entry::Element(id), Some(from)) => session.edit(|editor| editor.connect(from, id)),
        (Entry::Element(id), None) => {
            session.signals.right.set(RightTab::Inspector);
            session.signals.right_folded.set(false);
            session.go_to(id);
        }
        (Entry::View(kind), _) => session.show_view(kind),
        (Entry::Action(code), _) => drop(session.act(code)),
        (Entry::Refactoring(code), _) => {
            let chosen = session.peek(|editor| editor.selection.iter().copied().collect());
            if let Some(one) = refactoring::refactoring(code) {
                session.reshape(Some((one, chosen)));
            }
        }
    }
}

/// Views, actions and refactorings that are called so.
fn doable(editor: &Editor, wanted: &str) -> Vec<Line> {
    let wanted = wanted.trim().to_lowercase();
    let is_called = |name: &str| name.to_lowercase().contains(&wanted);
    let views = VIEWS.iter().filter(|view| is_called(view.name));
    let views = views.map(|view| (Entry::View(view.kind), view.name.to_owned(), "view"));
    let chosen: Vec<ElementId> = editor.selection.iter().copied().collect();
    let offered = refactoring::offered(editor.landscape(), &chosen).into_iter().filter(|one| is_called(one.name));
    let offered = offered.map(|one| (Entry::Refactoring(one.code), format!("{}…", one.name), "refactoring"));
    let actions = ACTIONS.iter().filter(|action| is_called(action.label) && (action.is_enabled)(editor));
    let actions = actions.map(|action| (Entry::Action(action.code), action.label.to_owned(), "action"));
    views.chain(offered).chain(actions).collect()
}

/// What is called so: what is on the map comes first, then names that begin with it.
fn found(landscape: &Landscape, wanted: &str, connect_from: Option<ElementId>) -> Vec<Line> {
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
    found.into_iter().map(|(id, name)| (Entry::Element(id), name, id.kind().word())).collect()
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
            let kind = |(entry, ..): Line| match entry {
                Entry::Element(id) => Some(id.kind()),
                _ => None,
            };
            found(editor.landscape(), wanted, None).into_iter().filter_map(kind).collect::<Vec<_>>()
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
