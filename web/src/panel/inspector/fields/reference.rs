//! Fields that name other elements: to choose them, to go to them, to let go of them.

use atoll_core::model::{ElementId, Value};
use leptos::prelude::*;

use super::Said;
use crate::panel::inspector::facts::{Line, candidates, detail, named_by, names_many};
use crate::panel::inspector::parts::{Link, derived};
use crate::panel::outline::shown;
use crate::widget::{Adder, Choice, IconButton, Sign};

/// The control of a field that names one or several elements.
pub(super) fn reference(said: Said) -> AnyView {
    if names_many(said.spec) { many(said) } else { one(said) }
}

/// One element: a list to choose from, and a way to it.
fn one(said: Said) -> AnyView {
    let Said { session, id, spec, value, .. } = said;
    let named = move || named_by(&value.get()).first().copied();
    let all = derived(session, move |landscape| {
        let mut all = candidates(landscape, id, spec);
        // What is named is in the list, even if it should not be or is not there.
        let now = landscape.get(id).and_then(|record| named_by(&record.field(spec.name)).first().copied());
        if let Some(now) = now.filter(|now| all.iter().all(|(id, _)| id != now)) {
            all.push((now, shown(landscape, now)));
        }
        all
    });
    let unsaid = usize::from(!spec.is_vital());
    let options = Signal::derive(move || {
        let nobody = (unsaid == 1).then(|| "–".to_owned());
        nobody.into_iter().chain(all.get().into_iter().map(|(_, words)| words)).collect::<Vec<_>>()
    });
    let chosen = Signal::derive(move || {
        let named = named();
        let place = all.with(|all| all.iter().position(|(id, _)| Some(*id) == named));
        place.map_or(0, |place| place + unsaid)
    });
    let take = move |index: usize| {
        let chosen =
            index.checked_sub(unsaid).and_then(|place| all.with_untracked(|all| all.get(place).map(|(id, _)| *id)));
        said.set(chosen.map_or(Value::Nothing, |id| Value::Text(id.to_string())));
    };
    let way = move || {
        let named = named()?;
        let label = session.peek(|editor| format!("Go to {}", shown(editor.landscape(), named)));
        Some(view! { <IconButton label sign=Sign::Go on_press=move |()| session.go_on_to(named)/> })
    };
    view! {
        <div class="with-way">
            <Choice label=spec.label id=said.field_id() options chosen on_change=take/>
            {way}
        </div>
    }
    .into_any()
}

/// Any number of elements, in the order in which they were added.
fn many(said: Said) -> AnyView {
    let Said { session, id, spec, value, .. } = said;
    let set = move |ids: Vec<ElementId>| {
        said.set(Value::List(ids.into_iter().map(|id| Value::Text(id.to_string())).collect()));
    };
    let named = move || named_by(&value.get());
    let lines = derived(session, move |landscape| {
        let ids = landscape.get(id).map(|record| named_by(&record.field(spec.name))).unwrap_or_default();
        let line = |id: ElementId| {
            let detail = landscape.get(id).map(|record| detail(&record)).unwrap_or_default();
            Line { id, words: shown(landscape, id), detail }
        };
        ids.into_iter().map(line).collect::<Vec<_>>()
    });
    let others = derived(session, move |landscape| {
        let ids = landscape.get(id).map(|record| named_by(&record.field(spec.name))).unwrap_or_default();
        let mut others = candidates(landscape, id, spec);
        others.retain(|(id, _)| spec.is_ordered || !ids.contains(id));
        others
    });
    let item = move |(place, Line { id, words, detail }): (usize, Line)| {
        let without = move |()| {
            let mut ids = named();
            if place < ids.len() {
                ids.remove(place);
            }
            set(ids);
        };
        let up = (spec.is_ordered && place > 0).then(|| {
            Callback::new(move |()| {
                let mut ids = named();
                if place < ids.len() {
                    ids.swap(place - 1, place);
                }
                set(ids);
            })
        });
        view! { <Link id words detail on_remove=without on_up=up/> }
    };
    let add = move |index: usize| {
        let added = others.with_untracked(|others| others.get(index).map(|(id, _)| *id));
        set(named().into_iter().chain(added).collect());
    };
    let options = Signal::derive(move || others.get().into_iter().map(|(_, words)| words).collect::<Vec<_>>());
    let nothing_to_add = move || {
        let is_empty = options.with(Vec::is_empty) && lines.with(Vec::is_empty);
        is_empty.then(|| view! { <span class="quiet">"There is nothing yet to choose from."</span> })
    };
    view! {
        <div class="field">
            <span>{spec.label}</span>
            <ul class="links">{move || lines.get().into_iter().enumerate().map(item).collect_view()}</ul>
            <Adder label="Add…" described=format!("Add to {}", spec.label) id=said.field_id() options on_add=add/>
            {nothing_to_add}
        </div>
    }
    .into_any()
}
