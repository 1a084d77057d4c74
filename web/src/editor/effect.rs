//! What is left to do outside of the editor: it is asked for here and done by the session.

use atoll_core::model::{ContextId, ElementId, TeamId};

use super::DocumentKey;

/// Something that only the surroundings of the editor can do.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Say something to those who do not see the canvas.
    Announce(String),
    /// Tell the person something.
    Notify(Notice),
    /// Put a text on the clipboard.
    Copy {
        /// The text.
        text: String,
        /// What to say once it is there.
        words: String,
    },
    /// Begin an empty landscape.
    New,
    /// Show a dialog or a panel.
    Show(Show),
    /// Hand out a file.
    Save(SaveAs),
    /// Ask for a file.
    AskFile,
    /// From now on another document is drawn.
    Switched(DocumentKey),
    /// Let the person type in the inspector.
    FocusInspector,
    /// Look at these elements and what is around them; at two of them, at the ways between them.
    Focus(Vec<ElementId>),
    /// Go to the next finding, or to the one before.
    StepFinding(bool),
}

/// A short word to the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What to say.
    pub text: String,
    /// It did not work.
    pub is_problem: bool,
}

/// What can be shown over the canvas.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Show {
    /// All keys and what they do.
    Help,
    /// Landscapes to start from, and those drawn before.
    Landscapes,
    /// Who may open the landscape, and who is here.
    Share,
    /// Find anything by its name.
    Search,
    /// Choose what to connect an element with.
    Connect(ElementId),
    /// The Bounded Context Canvas of a context.
    Canvas(ContextId),
    /// The Team API of a team.
    TeamApi(TeamId),
    /// All elements of a kind, side by side.
    Tables,
    /// The list of findings.
    Problems,
    /// The landscape as a list.
    Outline,
    /// What can be counted.
    Measures,
    /// The ways to look at the landscape.
    Views,
    /// What would change its structure.
    Refactorings,
    /// What it could be.
    Scenarios,
    /// What would happen if.
    Simulations,
    /// What people say to each other.
    Comments,
    /// What was done.
    History,
    /// What the signs mean.
    Legend,
}

/// What a landscape can be handed out as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaveAs {
    /// Atoll's own file: the one that it is in already, if there is one.
    Native,
    /// Atoll's own file, under a name that is asked for.
    NativeElsewhere,
    /// A link that holds all of it.
    Link,
    /// A vector picture.
    Svg,
    /// A raster picture.
    Png,
}
