//! Landscapes and files.

use super::{Action, Group, always};
use crate::editor::{Chord, Effect, SaveAs, Show};

pub(super) const NEW: Action = Action {
    code: "new",
    label: "New landscape",
    group: Group::File,
    keys: &[],
    is_enabled: always,
    perform: |editor| editor.outcome.effects.push(Effect::New),
};

pub(super) const OPEN: Action = Action {
    code: "open",
    label: "Open or import a file…",
    group: Group::File,
    keys: &[Chord("Mod+o")],
    is_enabled: always,
    perform: |editor| editor.outcome.effects.push(Effect::AskFile),
};

pub(super) const LANDSCAPES: Action = Action {
    code: "landscapes",
    label: "Examples and recent…",
    group: Group::File,
    keys: &[],
    is_enabled: always,
    perform: |editor| editor.outcome.effects.push(Effect::Show(Show::Landscapes)),
};

pub(super) const SAVE: Action = Action {
    code: "save",
    label: "Save as Atoll file",
    group: Group::File,
    keys: &[Chord("Mod+s")],
    is_enabled: always,
    perform: |editor| editor.outcome.effects.push(Effect::Save(SaveAs::Native)),
};

pub(super) const SAVE_ELSEWHERE: Action = Action {
    code: "save-elsewhere",
    label: "Save as…",
    group: Group::File,
    keys: &[Chord("Mod+Shift+s")],
    is_enabled: always,
    perform: |editor| editor.outcome.effects.push(Effect::Save(SaveAs::NativeElsewhere)),
};

pub(super) const SHARE: Action = Action {
    code: "share",
    label: "Share with others…",
    group: Group::File,
    keys: &[],
    is_enabled: always,
    perform: |editor| editor.outcome.effects.push(Effect::Show(Show::Share)),
};

pub(super) const COPY_LINK: Action = Action {
    code: "copy-link",
    label: "Copy link with the landscape in it",
    group: Group::File,
    keys: &[],
    is_enabled: always,
    perform: |editor| editor.outcome.effects.push(Effect::Save(SaveAs::Link)),
};

pub(super) const SAVE_SVG: Action = Action {
    code: "save-svg",
    label: "Save as SVG picture",
    group: Group::File,
    keys: &[],
    is_enabled: always,
    perform: |editor| editor.outcome.effects.push(Effect::Save(SaveAs::Svg)),
};

pub(super) const SAVE_PNG: Action = Action {
    code: "save-png",
    label: "Save as PNG picture",
    group: Group::File,
    keys: &[],
    is_enabled: always,
    perform: |editor| editor.outcome.effects.push(Effect::Save(SaveAs::Png)),
};
