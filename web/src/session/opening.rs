//! Opening landscapes: new ones, examples, files that are dropped or chosen, and those drawn before.

use atoll_core::sorted_map::SortedMap;
use atoll_core::sorted_set::SortedSet;
use std::cell::RefCell;
use std::sync::Arc;

use atoll_core::format::{self, FORMATS, Import, Note, NoteKind, Source, context_mapper, native};
use atoll_core::gallery::Example;
use atoll_core::model::{Header, IdSource, Landscape, Record};
use atoll_core::scenario;
use leptos::prelude::*;

use super::{Dialog, LeftPanel, Session};
use crate::platform::file::ReadFile;
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
        // An example that nobody changed is not kept: nothing of it could be lost.
        let words = match self.is_untouched() {
            true => "A new landscape.",
            false => "A new landscape. The one before is saved.",
        };
        self.open_untouched("New landscape", landscape);
        self.toast_undoable(words.to_owned());
    }

    /// Opens an example.
    pub fn open_example(&self, example: &Example) {
        self.open_untouched(&format!("Open {}", example.name), example.landscape());
    }

    pub(super) fn open_untouched(&self, label: &str, landscape: Landscape) {
        let key = new_key();
        self.keep_once_changed(&key);
        self.signals.finding.set(None);
        self.drop_toasts(|toast| !toast.is_problem);
        self.edit(|editor| editor.open(label, key, landscape));
    }

    /// Begins with an example that the address names, as if it had been there from the start; with the first where there
    /// is none of that name.
    pub fn begin_with(&self, code: String) {
        let session = *self;
        self.with_parts(move |parts| {
            let landscape = (parts.example)(&code);
            session.edit(|editor| editor.start_with(editor.document.key.clone(), landscape));
        });
    }

    /// Draws another landscape from now on.
    pub fn open_landscape(&self, label: &str, landscape: Landscape) {
        let key = new_key();
        self.keep_at_once(&key);
        self.signals.finding.set(None);
        self.drop_toasts(|toast| !toast.is_problem);
        self.edit(|editor| editor.open(label, key, landscape));
    }

    pub(super) fn ask_file(&self) {
        let session = *self;
        self.with_parts(move |parts| (parts.choose_files)(session));
    }

    /// Opens what was dropped or chosen: of several files the one that the others belong to.
    pub fn open_files(&self, files: Vec<ReadFile>) {
        let mut texts: SortedMap<String, String> = SortedMap::new();
        let mut failures = Vec::new();
        for ReadFile { name, text } in &files {
            match text {
                Ok(text) => drop(texts.insert(name.clone(), text.clone())),
                Err(reason) => failures.push((name.clone(), reason.clone())),
            }
        }
        let report = match main_file(&texts) {
            Some((name, text)) => self.import(name, text, &texts),
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
        let unread: RefCell<SortedSet<&str>> = RefCell::new(beside.keys().map(String::as_str).collect());
        unread.borrow_mut().remove(name);
        let resolve = |path: &str| {
            unread.borrow_mut().remove(last_part(path));
            beside.get(last_part(path)).cloned()
        };
        let source = Source { path: name, text, resolve: &resolve };
        let mut ids = IdSource::new(page::replica());
        let file = name.to_owned();
        match format::import(&source, &mut ids) {
            Ok(import) => {
                let kept = counted(&import);
                let landscape = named(import.landscape(), name);
                if !self.open_as_scenario(name, &landscape) {
                    self.open_landscape(&format!("Open {name}"), landscape);
                }
                let unread: Vec<&str> = unread.borrow().iter().copied().collect();
                if !unread.is_empty() {
                    let words = format!("Not opened, because {name} does not import it: {}", unread.join(", "));
                    self.toast(words, true);
                }
                ImportReport { file, kept, notes: import.notes, failure: None }
            }
            Err(error) => ImportReport { file, failure: Some(error.to_string()), ..ImportReport::default() },
        }
    }

    /// A to-be of the as-is that is open becomes a scenario of it; answers whether it did.
    fn open_as_scenario(&self, file: &str, to_be: &Landscape) -> bool {
        let is_pair = self.peek(|editor| scenario::is_pair(editor.document.base(), to_be));
        if !is_pair {
            return false;
        }
        let id = self.edit(|editor| {
            let as_is = editor.document.base().clone();
            let (command, id) = scenario::pair(&as_is, to_be, &mut editor.document.ids);
            editor.run_on_base(&format!("Open {file}"), &command).then_some(id)
        });
        if id.is_some() {
            self.plan(id);
            self.signals.left.set(Some(LeftPanel::Scenarios));
            self.lay_panels();
            self.toast_undoable(format!("{file} is the to-be of what is open: it became a scenario of it."));
        }
        id.is_some()
    }

    /// Takes a text that was pasted: a part of a landscape is added, a whole file opens as its own.
    pub fn paste(&self, text: &str) {
        // What Atoll copies says nothing of the landscape that it was a part of.
        let is_whole = native::parse(text).is_ok_and(|landscape| *landscape.header != Header::default());
        let is_added = !is_whole && self.edit(|editor| editor.paste(text));
        let is_file = !is_added && format::recognize("", text).is_some();
        if is_file {
            self.open_files(vec![ReadFile { name: "Pasted text".to_owned(), text: Ok(text.to_owned()) }]);
        }
    }
}

/// A name that no document on this computer has yet.
pub(super) fn new_key() -> String {
    format!("{:x}-{:x}", page::now() as u64, page::replica())
}

/// Of several files the one that the others belong to: none of them imports it, and it has the map.
fn main_file(texts: &SortedMap<String, String>) -> Option<(&str, &str)> {
    let imports = texts.iter().flat_map(|(name, text)| {
        let is_other = move |import: &String| last_part(import) != name;
        context_mapper::imports(text).into_iter().filter(is_other)
    });
    let imported: SortedSet<String> = imports.map(|import| last_part(&import).to_owned()).collect();
    let rank = |name: &String, text: &String| (imported.contains(name), !text.contains("ContextMap"));
    let main = texts.iter().min_by_key(|(name, text)| rank(name, text));
    main.map(|(name, text)| (name.as_str(), text.as_str()))
}

/// A path without its folders.
fn last_part(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// A landscape without a name is called like its file.
fn named(mut landscape: Landscape, file: &str) -> Landscape {
    if landscape.header.name.is_empty() {
        let name = last_part(file);
        let endings = FORMATS.iter().flat_map(|format| format.extensions).chain(&["json"]);
        let stem = endings.filter_map(|ending| name.strip_suffix(ending)?.strip_suffix('.')).next().unwrap_or(name);
        landscape.header = Arc::new(Header { name: stem.to_owned(), ..(*landscape.header).clone() });
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

#[cfg(test)]
mod tests {
    use super::*;

    fn main_of(files: &[(&str, &str)]) -> Option<String> {
        let texts = files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        main_file(&texts).map(|(name, _)| name.to_owned())
    }

    #[test]
    fn of_several_files_the_one_that_nobody_imports_is_opened() {
        let whole = "import \"./parts/teams.cml\"\nContextMap M { contains A }\nBoundedContext A";
        let teams = "import 'zones.cml'\n/* no ContextMap here */ BoundedContext Team { type TEAM }";
        let zones = "ContextMap Z { contains B }\nBoundedContext B";
        let files = [("company.cml", whole), ("teams.cml", teams), ("zones.cml", zones)];
        assert_eq!(main_of(&files).as_deref(), Some("company.cml"));
        assert_eq!(main_of(&[("a.cml", "Domain D"), ("b.cml", zones)]).as_deref(), Some("b.cml"), "it has the map");
        let circle = [("a.cml", "import 'b.cml' Domain D"), ("b.cml", "import 'a.cml' ContextMap M {}")];
        assert_eq!(main_of(&circle).as_deref(), Some("b.cml"));
        assert_eq!(main_of(&[]), None);
    }

    #[test]
    fn a_landscape_without_a_name_is_called_like_its_file() {
        let name = |file: &str| named(Landscape::default(), file).header.name.clone();
        let files = ["maps/insurer.v2.cml", "C:\\maps\\shop.atoll.json", "map.json", "Pasted text"];
        assert_eq!(files.map(name), ["insurer.v2", "shop", "map", "Pasted text"]);
    }
}
