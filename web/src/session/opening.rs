//! Opening landscapes: new ones, examples, files that are dropped or chosen, and those drawn before.

use atoll_core::sorted_map::SortedMap;
use std::sync::Arc;

use atoll_core::format::{self, Import, Note, NoteKind, Source};
use atoll_core::gallery::Example;
use atoll_core::model::{Header, IdSource, Landscape, Record};
use leptos::prelude::*;

use super::{Dialog, Session};
use crate::platform::file::{self, ReadFile};
use crate::platform::page;

/// What became of an import.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ImportReport {
    /// The file.
    pub file: String,
    /// What was taken over, in words: "6 contexts".
    pub kept: Vec<String>,
    /// What became of the rest.
    pub notes: Vec<Note>,
    /// Why nothing was taken over at all.
    pub failure: Option<String>,
}

impl ImportReport {
    /// The notes of one kind.
    pub fn of_kind(&self, kind: NoteKind) -> impl Iterator<Item = &Note> {
        self.notes.iter().filter(move |note| note.kind == kind)
    }
}

impl Session {
    /// Begins an empty landscape; what was drawn before is one "Undo" away and saved.
    pub fn open_new(&self) {
        let mut landscape = Landscape::default();
        Arc::make_mut(&mut landscape.header).name = "New landscape".to_owned();
        self.open_untouched("New landscape", landscape);
        self.toast_undoable("A new landscape. The one before is saved.".to_owned());
    }

    /// Opens an example.
    pub fn open_example(&self, example: &Example) {
        self.open_untouched(&format!("Open {}", example.name), example.landscape());
    }

    fn open_untouched(&self, label: &str, landscape: Landscape) {
        let key = new_key();
        self.keep_once_changed(&key);
        self.signals.finding.set(None);
        self.edit(|editor| editor.open(label, key, landscape));
    }

    /// Draws another landscape from now on.
    pub fn open_landscape(&self, label: &str, landscape: Landscape) {
        let key = new_key();
        self.signals.finding.set(None);
        self.edit(|editor| editor.open(label, key, landscape));
    }

    pub(super) fn ask_file(&self) {
        let session = *self;
        file::ask(".json,.cml", move |files| session.with_parts(move |parts| (parts.open_files)(session, files)));
    }

    /// Opens what was dropped or chosen: the first file, which the others belong to if it names them.
    pub fn open_files(&self, files: Vec<ReadFile>) {
        let mut texts: SortedMap<String, String> = SortedMap::new();
        let mut failures = Vec::new();
        for ReadFile { name, text } in &files {
            match text {
                Ok(text) => drop(texts.insert(name.clone(), text.clone())),
                Err(reason) => failures.push((name.clone(), reason.clone())),
            }
        }
        // Of several files the one that the others belong to has the map.
        let main = texts
            .iter()
            .max_by_key(|(_, text)| text.contains("ContextMap"))
            .map(|(name, text)| (name.clone(), text.clone()));
        let report = match main {
            Some((name, text)) => self.import(&name, &text, &texts),
            None => {
                let (file, reason) = failures.into_iter().next().unwrap_or_default();
                ImportReport { file, failure: Some(reason), ..ImportReport::default() }
            }
        };
        let needs_a_word = report.failure.is_some() || !report.notes.is_empty();
        if !needs_a_word {
            self.toast_undoable(format!("Opened {}: {}.", report.file, report.kept.join(", ")));
        }
        self.signals.report.set(Some(Arc::new(report)));
        if needs_a_word {
            self.signals.dialog.set(Some(Dialog::Import));
        }
    }

    fn import(&self, name: &str, text: &str, beside: &SortedMap<String, String>) -> ImportReport {
        // A browser sees no folders: files that name each other are found by their last names.
        let resolve = |path: &str| {
            let last = path.rsplit(['/', '\\']).next().unwrap_or(path);
            beside.get(last).cloned()
        };
        let source = Source { path: name, text, resolve: &resolve };
        let mut ids = IdSource::new(page::replica());
        let file = name.to_owned();
        match format::import(&source, &mut ids) {
            Ok(import) => {
                let kept = counted(&import);
                let landscape = named(import.landscape(), name);
                self.open_landscape(&format!("Open {name}"), landscape);
                ImportReport { file, kept, notes: import.notes, failure: None }
            }
            Err(error) => ImportReport { file, failure: Some(error.to_string()), ..ImportReport::default() },
        }
    }

    /// Takes a text that was pasted: a part of a landscape, or a whole file.
    pub fn paste(&self, text: &str) {
        let is_file = !self.edit(|editor| editor.paste(text)) && format::recognize("", text).is_some();
        if is_file {
            self.open_files(vec![ReadFile { name: "Pasted text".to_owned(), text: Ok(text.to_owned()) }]);
        }
    }
}

/// A name that no document on this computer has yet.
pub(super) fn new_key() -> String {
    format!("{:x}-{:x}", page::now() as u64, page::replica())
}

/// A landscape without a name is called like its file.
fn named(mut landscape: Landscape, file: &str) -> Landscape {
    if landscape.header.name.is_empty() {
        let stem = file.split('.').next().unwrap_or(file).to_owned();
        landscape.header = Arc::new(Header { name: stem, ..(*landscape.header).clone() });
    }
    landscape
}

/// How many of what was taken over.
fn counted(import: &Import) -> Vec<String> {
    let mut counts: SortedMap<_, usize> = SortedMap::new();
    for record in import.records.iter().filter(|record| !matches!(record, Record::Header(_))) {
        *counts.entry(record.id().kind()).or_default() += 1;
    }
    let words = counts.into_iter().map(|(kind, count)| match count {
        1 => format!("1 {}", kind.word()),
        _ => format!("{count} {}s", kind.word()),
    });
    words.collect()
}
