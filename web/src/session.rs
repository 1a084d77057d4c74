//! The only reactive state: one signal for each record and each thing on the map, written from what changed.
//!
//! Everything that a person does goes through [`Session::handle`] or [`Session::edit`] into the editor, and what came
//! of it is projected onto the signals that components read. Signals are made here and in widgets, nowhere else.

mod arriving;
mod claim;
pub mod commenting;
mod effects;
mod figures;
mod findings;
mod going;
mod history;
pub mod judging;
mod opening;
mod project;
pub mod reshaping;
mod saving;
mod scenarios;
pub mod sharing;
mod signals;
pub mod simulating;
mod staging;
pub mod storing;
mod tour;
mod warmth;
mod work;

use atoll_core::sorted_map::SortedMap;
use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use atoll_core::command::Command;
use atoll_core::model::{ElementId, Record};
use atoll_core::scene::{Edge, Node};
use leptos::prelude::*;

pub use history::{Against, Past, SPEEDS};
pub use opening::ImportReport;
pub use signals::{Dialog, LeftPanel, RightTab, Saved, Signals, ThemeChoice, Toast};
pub use storing::{Advice, Recent};
pub use warmth::Warmth;

use self::storing::Store;
use self::work::Work;
use crate::editor::{Document, Editor, Input, Outcome};

/// The handle that components hold; copies are the same session.
#[derive(Clone, Copy)]
pub struct Session {
    inner: StoredValue<Rc<Inner>, LocalStorage>,
    /// What components read.
    pub signals: Signals,
}

/// What is behind the handle.
struct Inner {
    editor: RefCell<Editor>,
    nodes: RefCell<SortedMap<ElementId, ArcRwSignal<Arc<Node>>>>,
    edges: RefCell<SortedMap<ElementId, ArcRwSignal<Arc<Edge>>>>,
    records: RefCell<SortedMap<ElementId, ArcRwSignal<Option<Record>>>>,
    work: Work,
    store: Store,
    /// What a simulation says of the map, where one is open.
    warmth: RefCell<Option<Warmth>>,
    /// What simulations keep; only the parts know what it is.
    simulating: RefCell<Option<Rc<dyn Any>>>,
    /// The shared landscape that is drawn; only the parts know what it is.
    sharing: RefCell<Option<Rc<dyn Any>>>,
    /// What was done before; only the parts know what it is.
    past: RefCell<Option<Rc<dyn Any>>>,
}

/// The session of the page.
pub fn use_session() -> Session {
    expect_context()
}

impl Session {
    /// A session of a document.
    pub fn new(document: Document) -> Self {
        let inner = Inner {
            editor: RefCell::new(Editor::new(document)),
            nodes: RefCell::default(),
            edges: RefCell::default(),
            records: RefCell::default(),
            work: Work::default(),
            store: Store::default(),
            warmth: RefCell::default(),
            simulating: RefCell::default(),
            sharing: RefCell::default(),
            past: RefCell::default(),
        };
        let session = Self { inner: StoredValue::new_local(Rc::new(inner)), signals: Signals::new() };
        session.edit(|_| ());
        session
    }

    /// What the page starts with is nobody's work yet.
    pub fn begin(&self) {
        let key = opening::new_key();
        self.keep_once_changed(&key);
        self.edit(|editor| editor.become_copy(key));
        self.check_soon();
    }

    fn inner(&self) -> Rc<Inner> {
        self.inner.get_value()
    }

    /// Takes an input of the canvas; answers whether it meant something.
    pub fn handle(&self, input: Input) -> bool {
        let outcome = self.inner().editor.borrow_mut().handle(input);
        let is_handled = outcome.is_handled;
        let chosen = self.signals.selection.get_untracked();
        self.took(outcome);
        let is_other = !Arc::ptr_eq(&chosen, &self.signals.selection.get_untracked());
        if is_other && self.signals.is_narrow.get_untracked() {
            // There is room for one sheet, and what was just chosen has the right to it.
            self.signals.left.set(None);
        }
        self.make_room();
        is_handled
    }

    /// Does something with the editor.
    pub fn edit<T>(&self, job: impl FnOnce(&mut Editor) -> T) -> T {
        let inner = self.inner();
        let answer = job(&mut inner.editor.borrow_mut());
        let outcome = inner.editor.borrow_mut().take_outcome();
        self.took(outcome);
        answer
    }

    /// Looks at the editor without following it: what is read here is read once.
    pub fn peek<T>(&self, look: impl FnOnce(&Editor) -> T) -> T {
        look(&self.inner().editor.borrow())
    }

    /// Does a command.
    pub fn run(&self, label: &str, command: impl Into<Command>) -> bool {
        self.edit(|editor| editor.run(label, command))
    }

    /// Does an action of the registry.
    pub fn act(&self, code: &str) -> bool {
        self.edit(|editor| editor.act(code))
    }

    /// A record, followed; nothing once it is gone.
    pub fn record(&self, id: ElementId) -> Option<Record> {
        let inner = self.inner();
        let mut records = inner.records.borrow_mut();
        let signal = records.entry(id).or_insert_with(|| ArcRwSignal::new(inner.editor.borrow().landscape().get(id)));
        signal.get()
    }

    /// A context or team on the map, followed.
    pub fn node(&self, id: ElementId) -> Option<ArcRwSignal<Arc<Node>>> {
        self.inner().nodes.borrow().get(&id).cloned()
    }

    /// A relationship on the map, followed.
    pub fn edge(&self, id: ElementId) -> Option<ArcRwSignal<Arc<Edge>>> {
        self.inner().edges.borrow().get(&id).cloned()
    }

    /// Takes in what became of something.
    fn took(&self, outcome: Outcome) {
        let Outcome { changes, log, redrawn, effects, .. } = outcome;
        self.project_records(&changes);
        self.project(&redrawn);
        self.project_stage();
        if let (false, Some(parts)) = (log.is_empty(), self.signals.parts.get_untracked()) {
            (parts.note_past)(*self, &changes, &log);
        }
        if !changes.is_empty() {
            // "Undo" would now take back something else than what these messages speak of.
            self.drop_toasts(|toast| toast.can_undo);
            self.signals.revision.update(|revision| *revision += 1);
            self.inner().work.note(changes);
            self.check_soon();
            self.draw_stage_soon();
            self.draw_marks();
        }
        self.store_changes(log);
        for effect in effects {
            self.take_effect(effect);
        }
        self.work_soon();
    }
}
