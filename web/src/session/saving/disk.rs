//! Saving in a file on disk and opening from one, where the browser lets a page do so; elsewhere files are handed out and
//! taken in.

use atoll_core::format::{self, link, native};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::platform::disk::{self, DiskFile, DiskTrouble};
use crate::platform::file::{self, ReadFile};
use crate::platform::page;
use crate::session::{Dialog, Session};

/// What files to choose from.
const ENDINGS: &str = ".json,.cml,.link";

/// What a person is told where a link would be too long.
const OTHERWISE: &str = "Save it as a file and send that, or share it.";

impl Session {
    /// Saves the landscape in the file that it is in already, or in one that the person chooses.
    pub(super) fn save_native(&self, is_elsewhere: bool) {
        let session = *self;
        if disk::can_write() {
            spawn_local(async move { session.save_on_disk(is_elsewhere, false).await });
            return;
        }
        let name = format!("{}.atoll.json", self.file_name());
        let text = self.peek(|editor| native::write(editor.document.base()));
        file::download_text(&name, native::FORMAT.media_type, &text);
        self.toast(format!("Saved as {name}"), false);
    }

    /// Saves over what somebody else wrote.
    pub fn save_over(&self) {
        let session = *self;
        spawn_local(async move { session.save_on_disk(false, true).await });
    }

    /// Saves in another file, which the person chooses.
    pub fn save_elsewhere(&self) {
        self.save_native(true);
    }

    async fn save_on_disk(&self, is_elsewhere: bool, even_if_changed: bool) {
        let (key, text) = self.peek(|editor| (editor.document.key.clone(), native::write(editor.document.base())));
        let known = if is_elsewhere { None } else { disk::file_of(&key).await };
        let chosen = match known {
            Some(file) => Ok(file),
            None => disk::ask_to_save(&format!("{}.atoll.json", self.file_name())).await,
        };
        let mut file = match chosen {
            Ok(file) => file,
            Err(trouble) => return self.explain("", &trouble),
        };
        match file.write(&text, even_if_changed).await {
            Ok(()) => {
                disk::remember(&key, &file).await;
                self.toast(format!("Saved in {}", file.name()), false);
            }
            Err(DiskTrouble::Changed) => self.signals.dialog.set(Some(Dialog::ChangedOnDisk(file.name()))),
            Err(trouble) => self.explain(&file.name(), &trouble),
        }
    }

    fn explain(&self, file: &str, trouble: &DiskTrouble) {
        if let Some(sentence) = sentence(file, trouble) {
            self.toast(sentence, true);
        }
    }

    /// Opens what is in the file of this landscape by now; what is drawn stays among those drawn before.
    pub fn open_what_is_on_disk(&self) {
        let session = *self;
        spawn_local(async move {
            let key = session.peek(|editor| editor.document.key.clone());
            if let Some(file) = disk::file_of(&key).await {
                session.open_from_disk(file.read().await);
            }
        });
    }

    /// Lets the person choose files to open.
    pub fn choose_files(&self) {
        let session = *self;
        match disk::can_write() {
            true => disk::ask_to_open(move |files| session.open_from_disk(files)),
            false => file::ask(ENDINGS, move |files| session.open_files(files)),
        }
    }

    /// Opens files from disk; what is saved from now on goes into the file that it came from.
    pub(in crate::session) fn open_from_disk(&self, files: Vec<(ReadFile, DiskFile)>) {
        let key = || self.peek(|editor| editor.document.key.clone());
        let before = key();
        let (read, on_disk): (Vec<ReadFile>, Vec<DiskFile>) = files.into_iter().unzip();
        let texts: Vec<ReadFile> = read.clone();
        self.open_files(read);
        let opened = self.signals.report.with_untracked(|report| report.as_ref().map(|report| report.file.clone()));
        let after = key();
        let is_it = |(read, _): &(ReadFile, DiskFile)| Some(&read.name) == opened.as_ref() && is_native(read);
        // What became a scenario of what was open, or was not read, is not what is drawn.
        let file = texts.into_iter().zip(on_disk).find(is_it).filter(|_| before != after);
        if let Some((_, file)) = file {
            spawn_local(async move { disk::remember(&after, &file).await });
        }
    }

    /// Puts a link on the clipboard that holds the whole landscape.
    pub fn copy_link(&self) {
        let fragment = self.peek(|editor| link::write(editor.document.base()));
        let text = format!("{}#{fragment}", page::address());
        if text.len() > link::LENGTH_MAX {
            let length = text.len();
            let words = "A link with this landscape in it has";
            return self.toast(
                format!("{words} {length} letters: many programs cut one that is longer than 30,000. {OTHERWISE}"),
                true,
            );
        }
        let words = "Copied a link with the whole landscape in it. Whoever has the link has the landscape, as it is \
                     now; no server sees it.";
        self.copy(text, words.to_owned());
    }
}

/// Only Atoll's own files are written back: what another program wrote would lose what Atoll has no record for.
fn is_native(file: &ReadFile) -> bool {
    let text = file.text.as_deref().unwrap_or_default();
    format::recognize(&file.name, text).is_some_and(|format| format.name == native::FORMAT.name)
}

/// What to tell the person, where there is something to tell.
fn sentence(file: &str, trouble: &DiskTrouble) -> Option<String> {
    let otherwise = "What you drew is still in this browser. Save it under another name.";
    Some(match trouble {
        DiskTrouble::NotChosen | DiskTrouble::Changed => return None,
        DiskTrouble::NotAllowed => format!("The browser was not allowed to write to {file}. {otherwise}"),
        DiskTrouble::Gone => format!("{file} is not where it was. {otherwise}"),
        DiskTrouble::Other(words) => format!("The browser could not write to {file} ({words}). {otherwise}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_of_atolls_own_are_written_back() {
        let file = |name: &str, text: &str| ReadFile { name: name.to_owned(), text: Ok(text.to_owned()) };
        let own = native::write(&atoll_core::model::Landscape::default());
        assert!(is_native(&file("shop.atoll.json", &own)) && is_native(&file("shop.json", &own)));
        assert!(!is_native(&file("shop.cml", "ContextMap M {}")) && !is_native(&file("notes.json", "{}")));
    }

    #[test]
    fn whoever_chooses_nothing_is_told_nothing() {
        assert_eq!(sentence("a", &DiskTrouble::NotChosen), None);
        for trouble in [DiskTrouble::NotAllowed, DiskTrouble::Gone, DiskTrouble::Other("full".to_owned())] {
            let words = sentence("shop.atoll.json", &trouble).unwrap();
            assert!(words.contains("shop.atoll.json") && words.ends_with("another name."), "{words}");
        }
    }
}
