//! What keys do on the canvas. The help lists what this and the registry of actions hold; there is no third place.

use std::fmt;

use super::action::ACTIONS;
use super::{Direction, Editor, Effect, Key, Modifiers, TOOLS, ToolKind, connected, gesture, walk};

/// Keys that are pressed together, as a registry entry writes them: `Mod+Shift+z`, `Delete`, `Shift+1`.
///
/// `Mod` is Ctrl, or Command on a Mac.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chord(pub &'static str);

impl Chord {
    /// Whether these keys are those.
    pub fn matches(self, key: &Key, modifiers: Modifiers) -> bool {
        let (mut wanted, mut rest) = (Modifiers::default(), self.0);
        loop {
            rest = match rest.split_once('+').filter(|(_, key)| !key.is_empty()) {
                Some(("Mod", key)) => {
                    wanted.command = true;
                    key
                }
                Some(("Shift", key)) => {
                    wanted.shift = true;
                    key
                }
                Some(("Alt", key)) => {
                    wanted.alt = true;
                    key
                }
                _ => break,
            };
        }
        let is_key = match key {
            Key::Character(character) => rest.chars().eq([*character]),
            Key::Digit(digit) => rest.parse() == Ok(*digit),
            Key::Enter => rest == "Enter",
            Key::Escape => rest == "Escape",
            Key::Tab => rest == "Tab",
            Key::Delete => rest == "Delete",
            Key::F2 => rest == "F2",
            Key::F8 => rest == "F8",
            Key::Space => rest == "Space",
            Key::Arrow(_) => false,
        };
        // A character that Shift makes, like "?", already says that Shift is held.
        let is_shifted_character = matches!(key, Key::Character(character) if !character.is_alphanumeric());
        is_key
            && wanted.command == modifiers.command
            && wanted.alt == modifiers.alt
            && (wanted.shift == modifiers.shift || is_shifted_character)
    }
}

/// For people: `Ctrl+Shift+Z`.
impl fmt::Display for Chord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.0.replace("Mod", "Ctrl");
        let mut from_end = text.char_indices().rev();
        match (from_end.next(), from_end.next()) {
            // A key of one letter; names of keys, like "Delete", are written as they are.
            (Some((at, key)), None | Some((_, '+'))) => write!(f, "{}{}", &text[..at], key.to_ascii_uppercase()),
            _ => f.write_str(&text),
        }
    }
}

/// Keys that are no actions of the registry: what they do depends on what is chosen.
pub const OTHER_KEYS: [(&str, &str); 8] = [
    ("Arrows", "Move what is chosen by 8, with Shift by 40"),
    ("Ctrl+Arrow", "Add a connected context in that direction"),
    ("Alt+Arrow", "Walk along relationships"),
    ("Tab, Shift+Tab", "Choose the next element, the one before"),
    ("Enter", "Rename what is chosen; with a drawing tool, add one in the middle"),
    ("Escape", "Stop, let go, leave the tool"),
    ("Escape, then Tab", "Leave the map for the buttons around it"),
    ("Space and drag", "Move the map"),
];

/// What a key does; answers whether it did something.
pub(super) fn press(editor: &mut Editor, key: &Key, modifiers: Modifiers) -> bool {
    let is_leaving = std::mem::take(&mut editor.is_leaving);
    if let Some(action) = ACTIONS.iter().find(|action| action.keys.iter().any(|chord| chord.matches(key, modifiers))) {
        // A key that could do something now and does not is still ours: the browser's own meaning would surprise.
        return editor.act(action.code) || modifiers.command;
    }
    match key {
        Key::Arrow(direction) => arrow(editor, *direction, modifiers),
        Key::Tab => !is_leaving && walk::step(editor, !modifiers.shift),
        Key::Escape => escape(editor),
        Key::Enter => enter(editor),
        Key::Space if !modifiers.command => {
            editor.is_space_down = true;
            true
        }
        Key::Digit(digit) if modifiers == Modifiers::default() => {
            match TOOLS.get(usize::from(*digit).wrapping_sub(1)) {
                Some(tool) => {
                    editor.take_up(tool.kind);
                    true
                }
                None => false,
            }
        }
        Key::Character(letter) if modifiers == Modifiers::default() => {
            match TOOLS.iter().find(|tool| tool.letter == *letter) {
                Some(tool) => {
                    editor.take_up(tool.kind);
                    true
                }
                None => false,
            }
        }
        _ => false,
    }
}

fn arrow(editor: &mut Editor, direction: Direction, modifiers: Modifiers) -> bool {
    if editor.stage.is_some() && !modifiers.alt {
        editor.camera.pan(direction.unit().times(if modifiers.shift { -200.0 } else { -40.0 }));
        return true;
    }
    match (modifiers.command, modifiers.alt) {
        (true, _) => connected::create_toward(editor, direction),
        (_, true) => walk::walk(editor, direction),
        _ => nudge(editor, direction, if modifiers.shift { 5 } else { 1 }),
    }
}

/// Moves what is chosen by steps of the grid; without a choice, the paper.
fn nudge(editor: &mut Editor, direction: Direction, steps: i32) -> bool {
    use atoll_core::command::Place;
    use atoll_core::model::{Element as _, ElementId, GRID};
    let way = direction.unit();
    if editor.selection.is_empty() {
        editor.camera.pan(way.times(-40.0 * f64::from(steps)));
        return true;
    }
    let (dx, dy) = (way.x as i32 * GRID * steps, way.y as i32 * GRID * steps);
    let landscape = editor.landscape();
    let mut ids: Vec<_> = editor.selection.iter().copied().collect();
    let in_domain = |context: &&std::sync::Arc<atoll_core::model::BoundedContext>| {
        landscape.home_of(context).is_some_and(|home| editor.selection.contains(&home.into()))
    };
    ids.extend(landscape.contexts_on_map().filter(in_domain).map(|context| ElementId::from(context.id)));
    let placed = ids.into_iter().filter_map(|id| Some((id, landscape.get(id)?.frame()?.moved(dx, dy))));
    let frames = placed.collect::<atoll_core::sorted_map::SortedMap<_, _>>();
    if frames.is_empty() {
        return false;
    }
    editor.run_part("Move", Place { frames }, "nudge");
    true
}

/// Escape lets go of one thing after the other: the gesture, the tool, the choice, the ripple, at last the map itself.
fn escape(editor: &mut Editor) -> bool {
    if gesture::cancel(editor) {
        return true;
    }
    if editor.tool != ToolKind::Select {
        editor.tool = ToolKind::Select;
        return true;
    }
    if !editor.selection.is_empty() {
        editor.selection.clear();
        return true;
    }
    let had_ripple = editor.ripple.source.is_some();
    editor.set_ripple(None);
    if !had_ripple {
        // Tab walks through everything that is drawn: nobody should have to, to get to a button.
        editor.is_leaving = true;
        editor.outcome.effects.push(Effect::Announce("Tab leaves the map now".to_owned()));
    }
    had_ripple
}

fn enter(editor: &mut Editor) -> bool {
    if editor.stage.is_some() {
        return editor.act("details");
    }
    match (editor.tool, editor.single()) {
        (ToolKind::Context | ToolKind::Team | ToolKind::Domain, _) => {
            let kind = editor.tool;
            connected::create_in_sight(editor, kind);
            editor.tool = ToolKind::Select;
            true
        }
        (ToolKind::Relationship, Some(id)) => {
            editor.outcome.effects.push(super::Effect::Show(super::Show::Connect(id)));
            true
        }
        (_, Some(id)) => {
            editor.open_for_typing(id);
            true
        }
        _ => false,
    }
}
