//! What happens when a person draws: a plain struct that takes [`Input`]s and answers with what changed.
//!
//! Pure: knows neither the browser nor a framework, and is tested natively by a driver that drags, clicks and types.

mod action;
mod camera;
mod clipboard;
mod connected;
mod document;
mod effect;
mod gesture;
mod handle;
mod hit;
mod input;
mod inventory;
mod keys;
mod membership;
mod planning;
mod remote;
mod ripple;
mod sight;
mod snap;
mod stage;
mod tool;
mod walk;

#[cfg(test)]
mod driver;
#[cfg(test)]
mod tests;

use atoll_core::sorted_map::SortedMap;
use atoll_core::sorted_set::SortedSet;

use atoll_core::change::Changes;
use atoll_core::command::{self, Command, Restore};
use atoll_core::geometry::{Point, Rect};
use atoll_core::layout;
use atoll_core::model::{ContextId, ElementId, Frame, Landscape};
use atoll_core::protocol::Right;
use atoll_core::view::context_map::{ContextMap, Redrawn};

pub use action::{ACTIONS, Action, Group};
pub use camera::{Camera, Insets, Viewport};
pub use document::{Document, DocumentKey};
pub use effect::{Effect, Notice, SaveAs, Show};
pub use gesture::{Gesture, Preview};
pub use handle::{Corner, handles};
pub use input::{Button, Direction, Input, Key, Modifiers, Pointer};
pub use inventory::INVENTORY;
pub use keys::{Chord, OTHER_KEYS};
pub use planning::{PLANNER, Planner};
pub use ripple::RippleState;
pub use sight::{Detail, Sight, title_rect};
pub use stage::{Comparison, Stage, why_not};
pub use tool::{TOOLS, ToolKind, ToolSpec};

/// Everything about drawing one landscape.
#[derive(Debug)]
pub struct Editor {
    /// What is drawn, and its history.
    pub document: Document,
    /// How it looks.
    pub map: ContextMap,
    /// What of it is on the screen.
    pub sight: Sight,
    /// Where it is looked at from.
    pub camera: Camera,
    /// The view beside the map that is looked at, if one is.
    pub stage: Option<Stage>,
    /// Where the map was looked at from before that.
    map_camera: Camera,
    /// Where everything was seen from when that was last asked for.
    fitted: Option<Camera>,
    /// The canvas.
    pub viewport: Viewport,
    /// What is chosen.
    pub selection: SortedSet<ElementId>,
    /// What the pointer is over.
    pub hover: Option<ElementId>,
    /// What the pointer does.
    pub tool: ToolKind,
    /// What the pointer is doing.
    pub gesture: Gesture,
    /// The pattern that a drawn relationship gets, as its place in the registry.
    pub pattern: usize,
    /// What is being named.
    pub rename: Option<Rename>,
    /// What a change somewhere does.
    pub ripple: RippleState,
    /// Whether the key that pans while it is held is down.
    is_space_down: bool,
    /// Whether the next Tab leaves the canvas: there was nothing more to let go of.
    is_leaving: bool,
    /// Places that hold while something is dragged.
    moved: SortedMap<ElementId, Frame>,
    /// What the person may do with what is drawn.
    pub right: Right,
    /// How undo and redo go once others draw in the same landscape.
    way: Option<fn(&mut Editor, bool)>,
    outcome: Outcome,
}

/// Something that is being named on the canvas.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rename {
    /// What.
    pub id: ElementId,
    /// It was placed just now.
    pub is_new: bool,
}

/// How naming ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RenameEnd {
    /// The name is kept.
    Keep,
    /// The name is as it was.
    Cancel,
    /// The name is kept, and a connected context is placed and named next.
    Next,
}

/// What became of an input.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// Everything that changed in the landscape.
    pub changes: Changes,
    /// The commands that did it, for the log; undo and redo are commands too.
    pub log: Vec<Command>,
    /// What of the map looks different.
    pub redrawn: Redrawn,
    /// What is left to do outside of the editor.
    pub effects: Vec<Effect>,
    /// Whether the input meant something here; if not, the browser may do what it does.
    pub is_handled: bool,
}

impl Editor {
    /// An editor of this document.
    pub fn new(document: Document) -> Self {
        let mut editor = Self {
            map: ContextMap::new(&document.landscape),
            document,
            sight: Sight::default(),
            camera: Camera::default(),
            stage: None,
            map_camera: Camera::default(),
            fitted: None,
            viewport: Viewport::default(),
            selection: SortedSet::new(),
            hover: None,
            tool: ToolKind::Select,
            gesture: Gesture::None,
            pattern: 0,
            rename: None,
            ripple: RippleState::default(),
            is_space_down: false,
            is_leaving: false,
            moved: SortedMap::new(),
            right: Right::Own,
            way: None,
            outcome: Outcome::default(),
        };
        editor.place_missing();
        editor.look();
        editor
    }

    /// The landscape as it is.
    pub fn landscape(&self) -> &Landscape {
        &self.document.landscape
    }

    /// Takes an input; answers with everything that became of it and of what was done since the last answer.
    pub fn handle(&mut self, input: Input) -> Outcome {
        let is_handled = match input {
            Input::Key(key, modifiers) => keys::press(self, &key, modifiers),
            Input::SpaceUp => std::mem::replace(&mut self.is_space_down, false),
            Input::Wheel { at, by, is_zoom } => self.wheel(at, by, is_zoom),
            Input::Pinch { at, factor, by } => {
                self.camera.pan(by);
                self.camera.zoom_at(at, factor);
                true
            }
            pointer => gesture::handle(self, pointer),
        };
        let mut outcome = self.take_outcome();
        outcome.is_handled = is_handled;
        outcome
    }

    /// Everything that was done since the last answer.
    pub fn take_outcome(&mut self) -> Outcome {
        self.look();
        std::mem::take(&mut self.outcome)
    }

    /// Sets the size of the canvas and what panels cover of it.
    ///
    /// Who saw everything goes on seeing everything.
    pub fn resize(&mut self, viewport: Viewport) {
        self.viewport = viewport;
        if self.fitted == Some(self.camera) {
            self.fit_all();
        }
    }

    /// Panels cover this much of the canvas from now on: what is chosen is moved from under them.
    pub fn cover(&mut self, insets: Insets) {
        self.viewport.insets = insets;
        connected::reveal_selection(self);
    }

    /// Does a command and notes it in the history. A refusal is told to the person; nothing has changed then.
    pub fn run(&mut self, label: &str, command: impl Into<Command>) -> bool {
        self.run_noted(label, command.into(), None)
    }

    /// Does a command as a part of a gesture: parts with the same mark are undone as one.
    pub fn run_part(&mut self, label: &str, command: impl Into<Command>, mark: &str) -> bool {
        self.run_noted(label, command.into(), Some(mark))
    }

    fn run_noted(&mut self, label: &str, command: Command, mark: Option<&str>) -> bool {
        if self.refuses(Right::needed_for(&command)) {
            return false;
        }
        match self.document.run(label, &command, mark) {
            Ok((noted, changes)) => {
                self.outcome.log.extend(noted);
                if !changes.is_empty() {
                    self.follow(changes);
                    self.place_missing();
                }
                true
            }
            Err(error) => {
                self.notify_problem(error.to_string());
                false
            }
        }
    }

    /// Takes back what was done last.
    pub fn undo(&mut self) {
        self.go(true);
    }

    /// Does again what was taken back last.
    pub fn redo(&mut self) {
        self.go(false);
    }

    fn go(&mut self, is_back: bool) {
        if self.refuses(Right::View) {
            return;
        }
        if let Some(way) = self.way {
            return way(self, is_back);
        }
        if let Some(step) = if is_back { self.document.undo() } else { self.document.redo() } {
            self.travel(step, is_back);
        }
    }

    fn travel(&mut self, step: document::Step, is_back: bool) {
        let word = if is_back { "Undone" } else { "Redone" };
        self.outcome.effects.push(Effect::Announce(format!("{word}: {}", step.label)));
        match step.switched_to {
            // Each document has a log of its own: going back to one adds nothing to it.
            Some(key) => {
                self.outcome.effects.push(Effect::Switched(key));
                self.follow(step.seen);
                self.fit_all();
            }
            None => {
                self.outcome.log.push(step.noted.unwrap_or_else(|| Restore::of(&step.kept).into()));
                let touched: SortedSet<ElementId> = step.seen.touched().collect();
                self.follow(step.seen);
                self.selection = self.worth_choosing(touched.into_iter());
            }
        }
    }

    /// Draws another landscape from now on. What was drawn before stays saved under its own key, and undo goes back.
    pub fn open(&mut self, label: &str, key: DocumentKey, landscape: Landscape) {
        self.plan(None);
        let changes = self.document.switch(label, key.clone(), landscape);
        self.outcome.effects.push(Effect::Switched(key));
        self.tool = ToolKind::Select;
        self.selection.clear();
        self.ripple.source = None;
        self.follow(changes);
        self.place_at_first();
    }

    /// Draws this landscape as if it had been there from the start: there is nothing to go back to.
    pub fn start_with(&mut self, key: DocumentKey, landscape: Landscape) {
        let changes = self.document.restart(key, landscape);
        self.selection.clear();
        self.follow(changes);
        self.place_at_first();
    }

    /// Gives a place to what came without one, before anything is done: that is no change of anybody's.
    fn place_at_first(&mut self) {
        let frames = layout::missing(self.landscape(), self.aspect());
        if !frames.is_empty() {
            let (_, placed) = self.document.amend(&command::Place { frames }.into());
            self.follow(placed);
        }
        self.fit_all();
    }

    /// Goes on under another key; the history stays.
    pub fn become_copy(&mut self, key: DocumentKey) {
        self.document.key = key;
    }

    /// Takes in changes that were made to the landscape.
    fn follow(&mut self, changes: Changes) {
        self.follow_perspective(&changes);
        let touched: Vec<ElementId> = changes.touched().collect();
        let redrawn = self.map.update(&self.document.landscape, &touched, &self.moved);
        self.outcome.redrawn.nodes.extend(redrawn.nodes);
        self.outcome.redrawn.regions |= redrawn.regions;
        self.outcome.redrawn.edges |= redrawn.edges;
        self.outcome.changes.squash(changes);
        let landscape = &self.document.landscape;
        self.selection.retain(|id| landscape.contains(*id));
        self.hover = self.hover.filter(|id| landscape.contains(*id));
        self.rename = self.rename.take().filter(|rename| landscape.contains(rename.id));
        self.ripple.source = self.ripple.source.filter(|id| landscape.contexts.contains_key(id));
        self.ripple.is_stale = true;
    }

    /// Gives a place to what came onto the map without one, as a part of what was done last.
    fn place_missing(&mut self) {
        let frames = layout::missing(self.landscape(), self.aspect());
        if !frames.is_empty() {
            self.amend(command::Place { frames });
        }
    }

    /// Does a command as a part of what was done last.
    fn amend(&mut self, command: impl Into<Command>) {
        let (noted, changes) = self.document.amend(&command.into());
        self.outcome.log.push(noted);
        self.follow(changes);
    }

    /// Shows things where they are dragged to, without changing the landscape.
    fn drag_to(&mut self, moved: SortedMap<ElementId, Frame>) {
        let touched: Vec<ElementId> = self.moved.keys().copied().collect();
        self.moved = moved;
        let redrawn = self.map.update(&self.document.landscape, &touched, &self.moved);
        self.outcome.redrawn.nodes.extend(redrawn.nodes);
        self.outcome.redrawn.regions |= redrawn.regions;
        self.outcome.redrawn.edges |= redrawn.edges;
    }

    /// Looks at what is on the screen now.
    fn look(&mut self) {
        if self.stage.is_some() {
            return;
        }
        let is_redrawn = self.outcome.redrawn != Redrawn::default();
        self.sight.look(&mut self.map, &self.camera, &self.viewport, is_redrawn);
    }

    fn wheel(&mut self, at: Point, by: Point, is_zoom: bool) -> bool {
        if is_zoom || self.tool == ToolKind::Hand {
            self.camera.zoom_at(at, (-by.y * 0.0022).exp());
        } else {
            self.camera.pan(by.times(-1.0));
        }
        true
    }

    /// Ends naming.
    pub fn rename_done(&mut self, name: &str, end: RenameEnd) {
        let Some(Rename { id, is_new }) = self.rename.take() else { return };
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        if end != RenameEnd::Cancel && !name.is_empty() && name != self.landscape().name(id) {
            let command = command::rename(id, name);
            if is_new && self.document.was_just_added(id) {
                // To place something and to name it is one step.
                self.amend(command);
            } else {
                self.run("Rename", command);
            }
        }
        if end == RenameEnd::Next {
            connected::create_next(self, id);
        }
    }

    /// Starts naming an element.
    pub fn start_rename(&mut self, id: ElementId, is_new: bool) {
        if id.is_box() || matches!(id, ElementId::Domain(_)) {
            self.rename = Some(Rename { id, is_new });
        }
    }

    /// Connects two elements by the chosen pattern; the first is upstream.
    pub fn connect(&mut self, upstream: ElementId, downstream: ElementId) {
        connected::connect(self, upstream, downstream);
    }

    /// A name that nothing has yet: "Team 3".
    pub fn free_name(&self, word: &str) -> String {
        connected::free_name(self, word)
    }

    /// Chooses one element and says so.
    pub fn select_only(&mut self, id: ElementId) {
        self.selection = SortedSet::from([id]);
        self.announce_selection();
    }

    /// The only element that is chosen.
    pub fn single(&self) -> Option<ElementId> {
        let mut ids = self.selection.iter();
        ids.next().copied().filter(|_| ids.next().is_none())
    }

    /// Shows what a change in a context does, or nothing.
    pub fn set_ripple(&mut self, source: Option<ContextId>) {
        self.ripple.source = source;
        self.ripple.is_stale = true;
    }

    /// Shows everything.
    pub fn fit_all(&mut self) {
        let bounds = match &self.stage {
            Some(stage) => stage.scene.bounds(),
            None => self.map.bounds(),
        };
        match bounds {
            Some(bounds) => self.camera.fit(bounds, &self.viewport),
            None => self.camera = Camera::default(),
        }
        // An empty map is not seen "as a whole": what is drawn first does not make everything move.
        self.fitted = bounds.map(|_| self.camera);
    }

    /// Chooses an element, wherever it is, and moves there if it is out of sight.
    pub fn go_to(&mut self, id: ElementId) {
        self.select_only(id);
        if let Some(rect) = self.rect_of(id) {
            // What cannot be read is not found: come near enough.
            if self.camera.zoom < 0.6 {
                self.camera.zoom = 1.0;
                self.camera.center(rect.center(), &self.viewport);
            }
            self.camera.reveal(rect, &self.viewport);
        }
    }

    /// Where an element is on the map.
    pub fn rect_of(&self, id: ElementId) -> Option<Rect> {
        if let Some(stage) = &self.stage {
            return stage.places_of(id).first().copied();
        }
        match id {
            id if id.is_box() => self.map.node(id).map(|node| node.rect),
            ElementId::Domain(id) => self.map.region(id).map(|region| region.rect),
            // As it is drawn: routed with what is written on it, or straight from far. What was in sight a moment ago can
            // be gone from the map.
            ElementId::Relationship(id) => {
                let [a, b] = self.map.ends(id)?;
                let drawn = self.sight.edge(id).and_then(|edge| edge.bounds());
                Some(drawn.unwrap_or_else(|| Rect::spanning(a.center(), b.center())))
            }
            _ => None,
        }
    }

    fn is_on_map(&self, id: ElementId) -> bool {
        self.rect_of(id).is_some()
    }

    fn aspect(&self) -> f64 {
        let free = self.viewport.free();
        free.width / free.height.max(1.0)
    }

    fn announce_selection(&mut self) {
        if let Some(text) = walk::describe(self) {
            self.outcome.effects.push(Effect::Announce(text));
        }
    }

    fn notify_problem(&mut self, text: String) {
        self.outcome.effects.push(Effect::Notify(Notice { text, is_problem: true }));
    }
}
