//! Everything that menus, keys and the palette can do, as one list: one group of actions a file.

mod edit;
mod file;
mod view;

use super::{Chord, Editor};

/// Every action, in the order that menus and the help show them.
pub const ACTIONS: [&Action; 48] = [
    &file::NEW,
    &file::OPEN,
    &file::LANDSCAPES,
    &file::SAVE,
    &file::SAVE_ELSEWHERE,
    &file::SHARE,
    &file::COPY_LINK,
    &file::SAVE_SVG,
    &file::SAVE_PNG,
    &edit::UNDO,
    &edit::REDO,
    &edit::CUT,
    &edit::COPY,
    &edit::DUPLICATE,
    &edit::DELETE,
    &edit::SELECT_ALL,
    &edit::RENAME,
    &edit::CONNECT,
    &edit::SWAP_ENDS,
    &edit::TIDY,
    &edit::ALIGN_LEFT,
    &edit::ALIGN_CENTER,
    &edit::ALIGN_TOP,
    &edit::ALIGN_MIDDLE,
    &edit::REFACTOR,
    &view::SCENARIOS,
    &view::SIMULATIONS,
    &view::COMMENTS,
    &view::HISTORY,
    &view::DETAILS,
    &view::CANVAS,
    &view::RIPPLE,
    &view::FIND,
    &view::PROBLEMS,
    &view::NEXT_FINDING,
    &view::PREVIOUS_FINDING,
    &view::OUTLINE,
    &view::TABLES,
    &view::MEASURES,
    &view::VIEWS,
    &view::FOCUS,
    &view::LEGEND,
    &view::ZOOM_IN,
    &view::ZOOM_OUT,
    &view::ZOOM_WHOLE,
    &view::FIT_ALL,
    &view::FIT_SELECTION,
    &view::HELP,
];

/// Something that can be done from a menu or by keys.
#[derive(Debug)]
pub struct Action {
    /// Its short name.
    pub code: &'static str,
    /// What menus call it.
    pub label: &'static str,
    /// Where menus and the help show it.
    pub group: Group,
    /// The keys that do it.
    pub keys: &'static [Chord],
    /// Whether it can be done now.
    pub is_enabled: fn(&Editor) -> bool,
    /// Does it.
    perform: fn(&mut Editor),
}

/// Where menus and the help show an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Landscapes and files.
    File,
    /// What is drawn.
    Edit,
    /// What is seen.
    View,
}

impl Editor {
    /// Does an action, if it can be done now; answers whether it was.
    pub fn act(&mut self, code: &str) -> bool {
        let action = ACTIONS.iter().find(|action| action.code == code);
        let Some(action) = action.filter(|action| (action.is_enabled)(self)) else { return false };
        self.document.end_gesture();
        (action.perform)(self);
        true
    }
}

fn always(_: &Editor) -> bool {
    true
}

fn has_selection(editor: &Editor) -> bool {
    !editor.selection.is_empty()
}
