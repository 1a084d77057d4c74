//! Copy, paste and duplicate: a part of a landscape as text in Atoll's own format, so that it can travel anywhere.

use atoll_core::sorted_set::SortedSet;

use atoll_core::command::{Remove, Restore};
use atoll_core::format::native;
use atoll_core::fragment::{extract, renumber};
use atoll_core::geometry::{Point, Rect, bounds};
use atoll_core::model::{Element as _, ElementId, Landscape, Record};

use super::{Editor, Effect};

/// How far from the original a copy lies, in map units.
const ASIDE: f64 = 32.0;

/// Puts what is chosen on the clipboard.
pub(super) fn copy(editor: &mut Editor) -> bool {
    let part = extract(editor.landscape(), &editor.selection);
    let count = part.ids().count();
    if count > 0 {
        let words = format!("Copied {}", counted(count));
        editor.outcome.effects.push(Effect::Copy { text: native::write(&part), words });
    }
    count > 0
}

/// Copies what is chosen and removes it.
pub(super) fn cut(editor: &mut Editor) -> bool {
    copy(editor) && delete(editor)
}

/// Removes what is chosen.
pub(super) fn delete(editor: &mut Editor) -> bool {
    let mut elements = editor.selection.clone();
    // The landscape itself can be chosen and is not deleted.
    elements.remove(&ElementId::Header);
    if elements.is_empty() {
        return false;
    }
    editor.selection.clear();
    let what = match elements.iter().next() {
        Some(only) if elements.len() == 1 => editor.landscape().quoted(*only),
        _ => counted(elements.len()),
    };
    if editor.run(&format!("Delete {what}"), Remove { elements }) {
        editor.outcome.effects.push(Effect::Announce(format!("Deleted {what}")));
    }
    true
}

/// Puts copies of what is chosen so far away from it.
pub(super) fn duplicate(editor: &mut Editor, aside: Point) -> bool {
    let part = extract(editor.landscape(), &editor.selection);
    insert(editor, "Duplicate", &part, aside)
}

impl Editor {
    /// Takes what is on the clipboard into the landscape; answers whether it was understood.
    pub fn paste(&mut self, text: &str) -> bool {
        let Ok(part) = native::parse(text) else { return false };
        // What is pasted where it came from lies beside it, else in the middle of what is seen.
        let frames = part.records().filter_map(|record| record.frame()).map(Rect::from);
        let seen = self.camera.sight(&self.viewport);
        let aside = match bounds(frames) {
            Some(room) if !seen.overlaps(&room) => seen.center().minus(room.center()),
            _ => Point::new(ASIDE, ASIDE),
        };
        insert(self, "Paste", &part, aside)
    }

    /// Copies what is chosen and puts the copy beside it.
    pub fn duplicate(&mut self) -> bool {
        duplicate(self, Point::new(ASIDE, ASIDE))
    }
}

/// Adds the records of a part and chooses them.
fn insert(editor: &mut Editor, label: &str, part: &Landscape, aside: Point) -> bool {
    let put = renumber(part, &editor.document.landscape, &mut editor.document.ids, aside);
    let is_drawn = |id: &ElementId| id.is_box() || matches!(id, ElementId::Domain(_) | ElementId::Relationship(_));
    let ids: Vec<ElementId> = put.iter().map(Record::id).collect();
    let is_done = !put.is_empty() && editor.run(label, Restore::put(put));
    if is_done {
        let drawn: SortedSet<ElementId> = ids.iter().copied().filter(is_drawn).collect();
        editor.selection = if drawn.is_empty() { editor.worth_choosing(ids.into_iter()) } else { drawn };
        editor.announce_selection();
    }
    is_done
}

fn counted(count: usize) -> String {
    if count == 1 { "1 element".to_owned() } else { format!("{count} elements") }
}
