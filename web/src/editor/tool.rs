//! What the pointer does: one tool a file, and the list of them in the order of the toolbar.

mod actor;
mod context;
mod domain;
mod hand;
mod relationship;
mod ripple;
mod select;
mod team;

use super::{Editor, Gesture, Pointer};

/// Every tool, in the order of the toolbar; the digit on its button is its place.
pub const TOOLS: [&ToolSpec; 8] = [
    &select::TOOL,
    &hand::TOOL,
    &context::TOOL,
    &team::TOOL,
    &domain::TOOL,
    &relationship::TOOL,
    &ripple::TOOL,
    &actor::TOOL,
];

/// What there is to know about a tool.
#[derive(Debug)]
pub struct ToolSpec {
    /// Which tool.
    pub kind: ToolKind,
    /// What its button is called.
    pub name: &'static str,
    /// The letter that takes it up.
    pub letter: char,
    /// What to do with it, in a sentence.
    pub hint: &'static str,
    /// The pointer's shape over the canvas.
    pub cursor: &'static str,
    /// What happens when the pointer goes down.
    down: fn(&mut Editor, Pointer) -> Gesture,
}

/// Which tool.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ToolKind {
    /// Choose, move, resize.
    #[default]
    Select,
    /// Move the paper.
    Hand,
    /// Add a context.
    Context,
    /// Add a team.
    Team,
    /// Add a domain.
    Domain,
    /// Connect.
    Relationship,
    /// Ask what a change does.
    Ripple,
    /// Add an actor.
    Actor,
}

impl ToolKind {
    /// What there is to know about it.
    pub fn spec(self) -> &'static ToolSpec {
        TOOLS.iter().find(|tool| tool.kind == self).copied().unwrap_or(&select::TOOL)
    }

    /// Whether grips appear while it is in use.
    pub(super) fn has_handles(self) -> bool {
        self == Self::Select
    }
}

pub(super) fn down(editor: &mut Editor, pointer: Pointer) -> Gesture {
    (editor.tool.spec().down)(editor, pointer)
}

impl Editor {
    /// Takes up a tool.
    pub fn take_up(&mut self, tool: ToolKind) {
        super::gesture::cancel(self);
        // People draw on the map; a view is looked at.
        let is_for_views = matches!(tool, ToolKind::Select | ToolKind::Ripple);
        if self.stage.is_some() && !is_for_views {
            return;
        }
        self.tool = tool;
        if tool != ToolKind::Ripple {
            return;
        }
        // Whoever has chosen a context already asks about that one.
        if let Some(atoll_core::model::ElementId::Context(id)) = self.single() {
            self.set_ripple(Some(id));
        }
    }

    /// What to do now, in a sentence.
    pub fn hint(&self) -> String {
        if self.rename.is_some() {
            return "Enter keeps the name. Tab keeps it and adds a connected context. Escape leaves it as it was."
                .to_owned();
        }
        if let Some(words) = self.preview().words {
            return words;
        }
        if self.stage.is_some() {
            return String::new();
        }
        let is_context = matches!(self.single(), Some(atoll_core::model::ElementId::Context(_)));
        match self.tool {
            ToolKind::Select if is_context => {
                "Enter renames. Drag a dot at its side to connect. Ctrl and an arrow add a connected context."
                    .to_owned()
            }
            ToolKind::Select if self.map.nodes().next().is_none() => {
                "Double-click anywhere to add a context, or press 3.".to_owned()
            }
            tool => tool.spec().hint.to_owned(),
        }
    }
}
