//! Find anything by its name, or choose what to connect with.

use atoll_core::model::{ElementId, Landscape};
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
                    session.edit(|editor| editor.go_to(id));
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
        .map(|id| (id, shown(landscape, id)))
        .filter(|(id, name)| name.to_lowercase().contains(&wanted) && !landscape.name(*id).is_empty())
        .collect();
    order::sort_by_key(&mut found, |(id, name)| {
        let name = name.to_lowercase();
        let is_part = !(id.is_box() || matches!(id, ElementId::Domain(_)));
        (is_part, !name.starts_with(&wanted), name, *id)
    });
    found.truncate(LIMIT);
    found.into_iter().map(|(id, name)| (id, name, id.kind().word())).collect()
}
