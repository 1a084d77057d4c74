//! Draws like a person, natively: drags, clicks, types, and looks after every input whether everything still holds.

use atoll_core::command::{self, Command};
use atoll_core::geometry::Point;
use atoll_core::model::{ContextId, ElementId, Landscape};
use atoll_core::rule::{self, Inspection};
use atoll_core::view::context_map;

use super::{
    Button, Camera, Direction, Document, Editor, Effect, Gesture, Input, Key, Modifiers, Outcome, Pointer, RenameEnd,
};

/// An editor with somebody at it.
pub(super) struct Driver {
    pub(super) editor: Editor,
    /// What was left to do outside, in order.
    pub(super) effects: Vec<Effect>,
    /// What somebody would see who is told nothing but the log.
    follower: Landscape,
    /// What the rules find, kept up to date from what changed.
    inspection: Inspection,
}

impl Driver {
    /// Somebody at this landscape, looked at from where map units are pixels.
    pub(super) fn at(landscape: Landscape) -> Self {
        let mut editor = Editor::new(Document::new("test".to_owned(), landscape, 7));
        editor.camera = Camera::default();
        editor.take_outcome();
        let follower = editor.landscape().clone();
        let inspection = Inspection::of(&follower, None);
        let mut driver = Self { editor, effects: Vec::new(), follower, inspection };
        driver.sweep();
        driver
    }

    /// Somebody at an empty landscape.
    pub(super) fn new() -> Self {
        Self::at(Landscape::default())
    }

    pub(super) fn drag(&mut self, from: (f64, f64), to: (f64, f64)) -> &mut Self {
        self.drag_with(Modifiers::default(), from, to)
    }

    pub(super) fn drag_with(&mut self, modifiers: Modifiers, from: (f64, f64), to: (f64, f64)) -> &mut Self {
        let pointer = |at: Point| Pointer { at, modifiers, clicks: 1, ..Pointer::default() };
        let [from, to] = [from, to].map(|(x, y)| Point::new(x, y));
        self.send(Input::Move(pointer(from))).send(Input::Down(pointer(from)));
        for share in [0.3, 0.7, 1.0] {
            self.send(Input::Move(pointer(from.toward(to, share))));
        }
        self.send(Input::Up(pointer(to)))
    }

    pub(super) fn click(&mut self, at: (f64, f64)) -> &mut Self {
        self.click_with(Modifiers::default(), at, 1)
    }

    pub(super) fn double_click(&mut self, at: (f64, f64)) -> &mut Self {
        self.click(at).click_with(Modifiers::default(), at, 2)
    }

    pub(super) fn click_with(&mut self, modifiers: Modifiers, (x, y): (f64, f64), clicks: u32) -> &mut Self {
        let pointer = Pointer { at: Point::new(x, y), modifiers, clicks, button: Button::Primary, is_touch: false };
        self.send(Input::Move(pointer)).send(Input::Down(pointer)).send(Input::Up(pointer))
    }

    /// Presses keys as people write them: `Ctrl+Shift+z`, `Alt+Right`, `Enter`, `3`.
    pub(super) fn key(&mut self, keys: &str) -> &mut Self {
        let mut modifiers = Modifiers::default();
        let mut rest = keys;
        while let Some((first, more)) = rest.split_once('+').filter(|(_, more)| !more.is_empty()) {
            match first {
                "Ctrl" => modifiers.command = true,
                "Shift" => modifiers.shift = true,
                "Alt" => modifiers.alt = true,
                other => panic!("{other} is no modifier"),
            }
            rest = more;
        }
        let key = match rest {
            "Enter" => Key::Enter,
            "Escape" => Key::Escape,
            "Tab" => Key::Tab,
            "Delete" => Key::Delete,
            "F2" => Key::F2,
            "Space" => Key::Space,
            "Up" => Key::Arrow(Direction::Up),
            "Down" => Key::Arrow(Direction::Down),
            "Left" => Key::Arrow(Direction::Left),
            "Right" => Key::Arrow(Direction::Right),
            digit if digit.parse::<u8>().is_ok() => Key::Digit(digit.parse().expect("a digit")),
            letter => Key::Character(letter.chars().next().expect("a letter")),
        };
        self.send(Input::Key(key, modifiers))
    }

    /// Types a name into the field that is open.
    pub(super) fn name(&mut self, name: &str, end: RenameEnd) -> &mut Self {
        assert!(self.editor.rename.is_some(), "nothing is being named");
        self.editor.rename_done(name, end);
        let outcome = self.editor.take_outcome();
        self.took(outcome)
    }

    pub(super) fn paste(&mut self, text: &str) -> &mut Self {
        self.editor.paste(text);
        let outcome = self.editor.take_outcome();
        self.took(outcome)
    }

    pub(super) fn act(&mut self, code: &str) -> &mut Self {
        assert!(self.editor.act(code), "{code} cannot be done now");
        let outcome = self.editor.take_outcome();
        self.took(outcome)
    }

    pub(super) fn send(&mut self, input: Input) -> &mut Self {
        let outcome = self.editor.handle(input);
        self.took(outcome)
    }

    /// Somebody else does this, and it arrives here.
    pub(super) fn remote(&mut self, command: impl Into<Command>) -> &mut Self {
        let changes = command.into().changes(self.editor.document.base()).expect("it applies where they are");
        self.follower.apply(&changes);
        self.editor.take_remote(&changes, "Ann");
        let outcome = self.editor.take_outcome();
        assert!(outcome.log.is_empty(), "what others did is logged as one's own");
        self.took(outcome)
    }

    pub(super) fn took(&mut self, outcome: Outcome) -> &mut Self {
        for command in &outcome.log {
            let applied = command::apply(&mut self.follower, command);
            assert!(applied.is_ok(), "{command:?} does not apply for a follower: {applied:?}");
        }
        if outcome.effects.iter().any(|effect| matches!(effect, Effect::Switched(_))) {
            // Another document: a follower of that one starts from what is saved of it.
            self.follower = self.editor.landscape().clone();
        }
        self.inspection.follow(self.editor.landscape(), &outcome.changes);
        self.effects.extend(outcome.effects);
        self.sweep();
        self
    }

    /// The context of this name.
    pub(super) fn context(&self, name: &str) -> ContextId {
        let found = self.editor.landscape().contexts.values().find(|context| context.name == name);
        found.unwrap_or_else(|| panic!("there is no context {name}")).id
    }

    /// The names of what is chosen.
    pub(super) fn chosen(&self) -> Vec<String> {
        self.editor.selection.iter().map(|id| self.editor.landscape().quoted(*id)).collect()
    }

    /// The commands that were refused.
    pub(super) fn problems(&self) -> Vec<String> {
        let problem = |effect: &'_ Effect| match effect {
            Effect::Notify(notice) if notice.is_problem => Some(notice.text.clone()),
            _ => None,
        };
        self.effects.iter().filter_map(problem).collect()
    }

    /// What must hold after every input.
    fn sweep(&mut self) {
        let editor = &mut self.editor;
        assert_eq!(*editor.landscape(), self.follower, "the log tells another story than the landscape");
        let landscape = editor.landscape().clone();
        let is_there = |id: &ElementId| landscape.contains(*id);
        assert!(editor.selection.iter().all(is_there), "something is chosen that is not there");
        assert!(editor.hover.iter().all(is_there) && editor.rename.iter().all(|rename| is_there(&rename.id)));
        assert!(editor.camera.zoom.is_finite() && editor.camera.zoom > 0.0);
        let findings = rule::check(&landscape, None);
        assert!(findings.iter().all(|finding| finding.code != "missing-reference"), "a reference points nowhere");
        assert_eq!(self.inspection.findings(&landscape), findings, "the rules lost sight of a change");
        if matches!(editor.gesture, Gesture::None | Gesture::Press(_)) {
            assert!(editor.moved.is_empty(), "something is still being dragged");
            let scratch = context_map::build(&landscape);
            let nodes: Vec<_> = editor.map.nodes().map(|node| node.as_ref().clone()).collect();
            assert_eq!(nodes, scratch.nodes, "the map is not what it would be from scratch");
            let regions: Vec<_> = editor.map.regions().map(|region| region.as_ref().clone()).collect();
            assert_eq!(regions, scratch.regions);
            let ids: Vec<_> = editor.map.relationships().collect();
            let edges: Vec<_> = editor.map.edges(&ids).iter().map(|edge| edge.as_ref().clone()).collect();
            assert_eq!(edges, scratch.edges, "the routes are not what they would be from scratch");
        }
    }
}

/// Whether a command is an undo or a redo.
pub(super) fn is_restore(command: &Command) -> bool {
    matches!(command, Command::Restore(_))
}
