//! Turns places in a file into lines and columns.

use super::load::File;
use super::tree::{Remark, in_order};
use crate::format::Note;

/// What is said of one file, in the order of the file.
pub(super) fn notes<'a>(file: &'a File<'_>, remarks: Vec<Remark>) -> impl Iterator<Item = Note> + 'a {
    let mut position = Position { line: 1, column: 1, rest: &file.text };
    in_order(remarks, |remark| remark.at).map(move |remark| {
        position.advance(file.text.len().saturating_sub(remark.at));
        let Position { line, column, .. } = position;
        Note { kind: remark.kind, file: file.path.clone(), line, column, message: remark.message }
    })
}

struct Position<'a> {
    line: u32,
    column: u32,
    /// What is yet to come.
    rest: &'a str,
}

impl Position<'_> {
    /// Goes on until no more than this many bytes are left.
    fn advance(&mut self, left: usize) {
        while let Some(c) = self.rest.chars().next().filter(|_| self.rest.len() > left) {
            match c {
                '\n' => (self.line, self.column) = (self.line.saturating_add(1), 1),
                // A mark at the start of the file that no editor shows or counts.
                '\u{feff}' => {}
                _ => self.column = self.column.saturating_add(1),
            }
            self.rest = self.rest.get(c.len_utf8()..).unwrap_or_default();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::load::load;
    use super::*;
    use crate::format::{NoteKind, Source};

    #[test]
    fn places_are_counted_from_one_in_lines_and_characters() {
        let text = "\u{feff}x\r\n  \t€é x\n\nx";
        let files = load(&Source::alone("test.cml", text));
        let remark = |(at, _)| Remark { at, kind: NoteKind::Held, message: String::new() };
        // In any order, and at the end of the file.
        let mut remarks: Vec<Remark> = text.match_indices('x').map(remark).rev().collect();
        remarks.push(remark((text.len(), "")));
        let places: Vec<(u32, u32)> = notes(&files[0], remarks).map(|note| (note.line, note.column)).collect();
        assert_eq!(places, [(1, 1), (2, 7), (4, 1), (4, 2)]);
    }
}
