//! What hangs together with an element beyond its own fields: what belongs to it, and who names it.

use atoll_core::model::{ElementId, ElementKind};
use leptos::prelude::*;

use super::facts::{Line, Part, candidates, one, parts, parts_of, plural, possible_users, users};
use super::fields::fold;
use super::parts::{Link, derived};
use crate::session::Session;
use crate::widget::{Adder, Button, Tone};

/// What belongs to an element, a fold for each kind; in the open where only one kind of thing can. Kinds that have a
/// place of their own are left out.
pub(super) fn belongings(session: Session, id: impl Into<ElementId>, except: &[ElementKind]) -> AnyView {
    let id = id.into();
    let mut parts = parts(id.kind());
    parts.retain(|part| !except.contains(&part.kind));
    let is_only = parts.len() == 1;
    let view = move |part: Part| {
        let lines = derived(session, move |landscape| parts_of(landscape, id, part.kind));
        let title = plural(part.kind);
        let content = move || list_of_parts(session, id, part, lines);
        if is_only {
            view! { <div class="field"><span>{title}</span>{content()}</div> }.into_any()
        } else {
            fold(session, id, &title, Signal::derive(move || amount(lines.with(Vec::len))), content.into())
        }
    };
    parts.into_iter().map(view).collect_view().into_any()
}

/// What belongs to an element, of one kind, as a fold.
pub(super) fn folded_parts(session: Session, id: impl Into<ElementId>, kind: ElementKind) -> AnyView {
    let id = id.into();
    let part = parts(id.kind()).into_iter().find(|part| part.kind == kind);
    let view = |part: Part| {
        let lines = derived(session, move |landscape| parts_of(landscape, id, part.kind));
        let content = move || list_of_parts(session, id, part, lines);
        fold(session, id, &plural(kind), Signal::derive(move || amount(lines.with(Vec::len))), content.into())
    };
    part.map(view).into_any()
}

fn list_of_parts(session: Session, id: ElementId, part: Part, lines: Signal<Vec<Line>>) -> AnyView {
    let item = move |Line { id: part, words, detail }: Line| {
        let delete = move |()| {
            use atoll_core::command::Remove;
            let label = session.peek(|editor| format!("Delete {}", editor.landscape().quoted(part)));
            session.run(&label, Remove { elements: [part].into() });
        };
        view! { <Link id=part words detail remove="Delete" on_remove=delete/> }
    };
    let label = format!("Add {}", one(part.kind));
    let add = match part.other {
        None => {
            let add = move |()| session.add(part.kind, &[(part.field.name, id)]);
            view! { <Button label tone=Tone::Quiet on_press=add/> }.into_any()
        }
        Some(other) => {
            let others = derived(session, move |landscape| candidates(landscape, id, other));
            let options = Signal::derive(move || others.get().into_iter().map(|(_, words)| words).collect::<Vec<_>>());
            let add = move |index: usize| {
                let with = others.with_untracked(|others| others.get(index).map(|(id, _)| *id));
                if let Some(with) = with {
                    session.add(part.kind, &[(part.field.name, id), (other.name, with)]);
                }
            };
            view! { <Adder label=format!("{label} with…") options on_add=add/> }.into_any()
        }
    };
    view! {
        <ul class="links">{move || lines.get().into_iter().map(item).collect_view()}</ul>
        {add}
    }
    .into_any()
}

/// Who names an element, and what could be added that does. What an inspector shows in another place is left out:
/// `except` has kinds and their fields.
pub(super) fn used_by(
    session: Session,
    id: impl Into<ElementId>,
    except: &'static [(ElementKind, &'static str)],
) -> AnyView {
    let id = id.into();
    let lines = derived(session, move |landscape| users(landscape, id, except));
    let possible = possible_users(id.kind());
    let options: Vec<String> = possible.iter().map(|(.., called)| called.clone()).collect();
    let options = Signal::stored(options);
    let add = move |index: usize| {
        if let Some((kind, spec, _)) = possible_users(id.kind()).get(index) {
            session.add(*kind, &[(spec.name, id)]);
        }
    };
    let item = |Line { id, words, detail }: Line| view! { <Link id words detail/> };
    let content = move || {
        view! {
            <ul class="links">{move || lines.get().into_iter().map(item).collect_view()}</ul>
            <Adder label="Add what uses it…" options on_add=add/>
        }
    };
    let can_have = !possible.is_empty();
    // A list that grows does not make the fold anew.
    let is_there = Memo::new(move |_| can_have || lines.with(|lines| !lines.is_empty()));
    let view = move || {
        let amount = Signal::derive(move || amount(lines.with(Vec::len)));
        fold(session, id, "Used by", amount, content.into())
    };
    (move || is_there.get().then(view)).into_any()
}

/// How many, for the title of a fold.
fn amount(count: usize) -> String {
    if count == 0 { String::new() } else { count.to_string() }
}
