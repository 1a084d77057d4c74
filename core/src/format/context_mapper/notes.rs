//! Turns places in a file into lines and columns.

use super::load::File;
use super::tree::Remark;
use crate::format::Note;

/// What is said of one file, in the order of the file.
pub(super) fn notes<'a>(file: &'a File<'_>, mut remarks: Vec<Remark>) -> impl Iterator<Item = Note> + 'a {
    remarks.sort_by_key(|remark| remark.at);
    let mut position = Position { line: 1, column: 1, rest: &file.text };
    remarks.into_iter().map(move |remark| {
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
