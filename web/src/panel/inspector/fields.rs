//! The fields of any record by its table: what is always in sight, the folds, and what is not said yet.
//!
//! Plain functions that answer with finished views: one piece of code serves every kind of record.

mod control;
mod reference;

use atoll_core::model::{ElementId, FieldSpec, Value};
use leptos::prelude::*;

use super::facts::{field_id, fields_in, filled, lower, sections, unsaid};
use crate::session::Session;
use crate::widget::Fold;

/// One field of one record, followed.
#[derive(Clone, Copy)]
struct Said {
    session: Session,
    id: ElementId,
    spec: &'static FieldSpec,
    value: Signal<Value>,
    /// It is a cell of a table: there are many of its kind on the page.
    is_cell: bool,
}

impl Said {
    fn new(session: Session, id: ElementId, spec: &'static FieldSpec) -> Self {
        let value = Memo::new(move |before: Option<&Value>| match session.record(id) {
            Some(record) => record.field(spec.name),
            // What is gone looks as it did last, for the moment until its panel is gone as well.
            None => before.cloned().unwrap_or_default(),
        });
        Self { session, id, spec, value: value.into(), is_cell: false }
    }

    /// How the page names its control.
    fn field_id(self) -> String {
        if self.is_cell {
            return format!("cell-{}-{}", self.id, self.spec.name);
        }
        field_id(self.id.kind(), self.spec.name)
    }

    /// Lets the field hold this. Steps through a list or a calendar, one after the other, are undone as one.
    fn set(self, value: Value) {
        use atoll_core::command::Set;
        use atoll_core::model::Shape;
        let Self { session, id, spec, .. } = self;
        let label = if spec.name == "name" { "Rename".to_owned() } else { format!("Change {}", lower(spec.label)) };
        let command = Set { id, field: spec.name.to_owned(), value };
        session.edit(|editor| match spec.shape {
            Shape::Choice(_) | Shape::Count | Shape::Date => {
                editor.run_part(&label, command, &format!("{id} {}", spec.name))
            }
            _ => editor.run(&label, command),
        });
    }
}

/// One field. Nothing where there is no such field.
pub(in crate::panel) fn one_field(session: Session, id: impl Into<ElementId>, name: &str) -> AnyView {
    let id = id.into();
    let spec = id.kind().specs().iter().find(|spec| spec.name == name);
    spec.map(|spec| control::control(Said::new(session, id, spec))).into_any()
}

/// One field as a cell of a table. Nothing where there is no such field.
pub(in crate::panel) fn cell(session: Session, id: ElementId, name: &str) -> AnyView {
    let spec = id.kind().specs().iter().find(|spec| spec.name == name);
    spec.map(|spec| control::control(Said { is_cell: true, ..Said::new(session, id, spec) })).into_any()
}

/// The fields that are always in sight, but for those that have a place of their own.
pub(super) fn open_fields(session: Session, id: impl Into<ElementId>, except: &[&str]) -> AnyView {
    let id = id.into();
    controls(session, id, "", except)
}

/// The folds of fields, but for fields that have a place of their own.
pub(super) fn folded_fields(session: Session, id: impl Into<ElementId>, except: &'static [&'static str]) -> AnyView {
    let id = id.into();
    let section_view = move |section: &'static str| {
        let fields: Vec<&FieldSpec> = kept(id, section, except).collect();
        let amount = move || {
            let filled = session.record(id).map_or(0, |record| filled(&record, &fields));
            if filled == 0 { String::new() } else { format!("{filled} of {}", fields.len()) }
        };
        let content = move || controls(session, id, section, except);
        fold(session, id, section, Signal::derive(amount), content.into())
    };
    sections(id.kind()).into_iter().map(section_view).collect_view().into_any()
}

/// A fold of an inspector. It stays open from one element to the next of its kind.
pub(super) fn fold(session: Session, id: ElementId, title: &str, amount: Signal<String>, content: ViewFn) -> AnyView {
    let key = fold_key(id, title);
    let title = title.to_owned();
    let own = key.clone();
    let is_open = Memo::new(move |_| session.signals.folds.with(|folds| folds.contains(&own)));
    view! { <Fold title amount is_open on_press=move |()| session.toggle_fold(&key) content/> }.into_any()
}

fn fold_key(id: ElementId, title: &str) -> String {
    format!("{} {title}", id.kind().key())
}

/// One quiet line with what is not said yet; each word leads to its field.
pub(super) fn missing(session: Session, id: impl Into<ElementId>, except: &'static [&'static str]) -> AnyView {
    let id = id.into();
    let kind = id.kind();
    let names = Memo::new(move |_| {
        let record = session.record(id);
        record.map(|record| unsaid(&record, except).into_iter().map(|spec| spec.name).collect::<Vec<_>>())
    });
    let word = move |(index, spec): (usize, &'static FieldSpec)| {
        let section = fields_in(kind, "").iter().all(|open| open.name != spec.name).then_some(spec.section);
        let open = move |_| {
            session.open_field(section.map(|section| fold_key(id, section)), field_id(kind, spec.name));
        };
        let comma = if index == 0 { "" } else { ", " };
        view! { {comma}<button type="button" class="word" on:click=open>{lower(spec.label)}</button> }
    };
    let line = move || {
        let names = names.get().unwrap_or_default();
        let specs = names.iter().filter_map(|name| kind.specs().iter().find(|spec| spec.name == *name));
        let words = specs.enumerate().map(word).collect_view();
        (!names.is_empty()).then(|| view! { <p class="unsaid quiet">"Not said yet: " {words}</p> })
    };
    line.into_any()
}

fn controls(session: Session, id: ElementId, section: &str, except: &[&str]) -> AnyView {
    kept(id, section, except).map(|spec| control::control(Said::new(session, id, spec))).collect_view().into_any()
}

fn kept(id: ElementId, section: &str, except: &[&str]) -> impl Iterator<Item = &'static FieldSpec> {
    fields_in(id.kind(), section).into_iter().filter(move |spec| !except.contains(&spec.name))
}
