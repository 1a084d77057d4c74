//! Tables: all elements of a kind side by side, every field of them to be changed where it stands.

use atoll_core::command::Remove;
use atoll_core::model::{ElementId, ElementKind, FieldSpec, Landscape};
use atoll_core::order;
use leptos::prelude::*;

use super::inspector::fields::cell;
use super::inspector::parts::derived;
use super::inspector::{capital, plural};
use super::outline::shown;
use crate::session::use_session;
use crate::widget::{Button, Choice, Filter, IconButton, Modal, Sign, Tick, Tone};

/// More rows than this are found by the filter: each has a control for every field.
const LIMIT: usize = 60;

/// The folds of the page that the tables use, as names.
const ALL_FIELDS: &str = "table all fields";

/// The tables, over everything.
#[component]
pub fn Tables(
    /// The kind whose table is open.
    kind: ElementKind,
) -> impl IntoView {
    let session = use_session();
    let signals = session.signals;
    signals.filter.set(String::new());
    let close = move |()| {
        signals.filter.set(String::new());
        signals.dialog.set(None);
    };
    let kinds: Vec<ElementKind> =
        ElementKind::ALL.iter().copied().filter(|kind| *kind != ElementKind::Header).collect();
    let names: Vec<String> = kinds.iter().map(|kind| plural(*kind)).collect();
    let chosen = kinds.iter().position(|other| *other == kind).unwrap_or_default();
    let open = move |place: usize| session.open_table(kinds[place]);
    let has_all = session.is_unfolded(ALL_FIELDS);
    let columns = Memo::new(move |_| columns(kind, has_all.get()).iter().map(|spec| spec.name).collect::<Vec<_>>());
    let rows = derived(session, move |landscape| rows(landscape, kind));
    let wanted = Memo::new(move |_| {
        let wanted = signals.filter.get().to_lowercase();
        let is_wanted = |(_, name): &(ElementId, String)| name.to_lowercase().contains(&wanted);
        rows.get().into_iter().filter(is_wanted).map(|(id, _)| id).collect::<Vec<ElementId>>()
    });
    let more = move || wanted.with(Vec::len).saturating_sub(LIMIT);
    let heading = move |name: &'static str| {
        let label = kind.specs().iter().find(|spec| spec.name == name).map(|spec| spec.label);
        view! { <th scope="col">{label}</th> }
    };
    let shown_rows = move || wanted.get().into_iter().take(LIMIT).collect::<Vec<_>>();
    view! {
        <Modal id="tables" title="Tables" on_close=close>
            <div class="row table-tools">
                <Choice label="Of" options=Signal::stored(names) chosen=Signal::stored(chosen) on_change=open/>
                <Filter label="Filter the table" value=signals.filter/>
                <Tick label="All fields" is_on=has_all on_change=move |_| session.toggle_fold(ALL_FIELDS)/>
                <Button label=format!("Add {}", kind.word()) on_press=move |()| { session.add_row(kind); }/>
            </div>
            <div class="wide-table" role="region" tabindex="0" aria-label="Table">
                <table class="record-table">
                    <thead>
                        <tr>{move || columns.get().into_iter().map(heading).collect_view()}<th scope="col">"Row"</th></tr>
                    </thead>
                    <tbody>
                        <For each=shown_rows key=|id| *id let:id>
                            <Row id columns/>
                        </For>
                    </tbody>
                </table>
            </div>
            <Show when=move || more() != 0>
                <p class="quiet">{move || format!("and {} more: the filter finds them.", more())}</p>
            </Show>
            <Show when=move || wanted.with(Vec::is_empty)>
                <p class="quiet">"There is none."</p>
            </Show>
        </Modal>
    }
}

/// An element as a row.
#[component]
fn Row(id: ElementId, columns: Memo<Vec<&'static str>>) -> impl IntoView {
    let session = use_session();
    let name = session.peek(|editor| shown(editor.landscape(), id));
    let details = move |()| {
        session.signals.dialog.set(None);
        session.go_on_to(id);
    };
    let remove = move |()| {
        session.run(&format!("Delete {}", id.kind().word()), Remove { elements: [id].into() });
    };
    view! {
        <tr>
            {move || columns.get().into_iter().map(|name| view! { <td>{cell(session, id, name)}</td> }).collect_view()}
            <td class="row">
                <IconButton label=format!("Details of {name}") sign=Sign::Go on_press=details/>
                <IconButton label=format!("Delete {name}") sign=Sign::Bin on_press=remove/>
            </td>
        </tr>
    }
}

/// The fields that are columns: those that are always in sight, or all.
fn columns(kind: ElementKind, has_all: bool) -> Vec<&'static FieldSpec> {
    let is_column = |spec: &&FieldSpec| !spec.is_hidden && (has_all || spec.section.is_empty());
    let mut columns: Vec<&'static FieldSpec> = kind.specs().iter().filter(is_column).collect();
    order::sort_by_key(&mut columns, |spec| spec.name != "name");
    columns
}

/// The elements of a kind, in the order of their names.
fn rows(landscape: &Landscape, kind: ElementKind) -> Vec<(ElementId, String)> {
    let mut rows: Vec<_> = landscape.ids_of(kind).into_iter().map(|id| (id, shown(landscape, id))).collect();
    order::sort_by_key(&mut rows, |(id, name)| (name.to_lowercase(), *id));
    rows
}

/// The button that opens the table of a kind.
#[component]
pub fn TableButton(kind: ElementKind) -> impl IntoView {
    let session = use_session();
    let label = format!("{} as a table", capital(&plural(kind)));
    view! { <Button label tone=Tone::Quiet on_press=move |()| session.open_table(kind)/> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_that_is_shown_anywhere_is_a_column_and_the_name_is_the_first() {
        for kind in ElementKind::ALL {
            let all = columns(*kind, true);
            let shown = kind.specs().iter().filter(|spec| !spec.is_hidden).count();
            assert_eq!(all.len(), shown, "{kind:?}");
            assert!(columns(*kind, false).len() <= all.len());
            if let Some(place) = all.iter().position(|spec| spec.name == "name") {
                assert_eq!(place, 0, "{kind:?}");
            }
        }
    }
}
