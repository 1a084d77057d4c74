//! What views draw that is neither box nor route of the context map: bands, rings, cells, axes, arrows, cards.

use super::Text;
use crate::geometry::{Point, Rect, bounds};
use crate::model::{ElementId, TeamKind};

/// A shape with words on it, and what it stands for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figure {
    /// What a click on it chooses; scenery stands for nothing.
    pub ids: Vec<ElementId>,
    /// Its outline.
    pub outline: Outline,
    /// What its colours and lines say.
    pub look: Look,
    /// What is written on it.
    pub words: Vec<Words>,
    /// What a screen reader says; nothing of scenery.
    pub description: String,
}

impl Figure {
    /// A shape that stands for nothing.
    pub fn scenery(outline: Outline, look: Look) -> Self {
        Self { outline, look, ..Self::default() }
    }

    /// A shape that stands for an element.
    pub fn of(id: impl Into<ElementId>, outline: Outline, look: Look) -> Self {
        Self { ids: vec![id.into()], outline, look, ..Self::default() }
    }

    /// With words on it.
    #[must_use]
    pub fn saying(mut self, tone: Tone, text: impl Into<String>, at: Point, size: f64) -> Self {
        self.words.push(Words { text: Text { text: text.into(), at, size }, tone });
        self
    }

    /// With what a screen reader says.
    #[must_use]
    pub fn described(mut self, description: impl Into<String>) -> Self {
        self.description = description.into();
        self
    }

    /// The rectangle that it lies in, or nothing where it is nowhere.
    pub fn bounds(&self) -> Option<Rect> {
        let words = self.words.iter().map(Words::rect);
        bounds(self.outline.bounds().into_iter().chain(words))
    }
}

/// The outline of a figure.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Outline {
    /// Words alone.
    #[default]
    None,
    /// A box whose corners are rounded by so much.
    Box(Rect, f64),
    /// The ellipse in this box.
    Oval(Rect),
    /// The shape of a team of this type, in this box.
    Team(TeamKind, Rect),
    /// An area.
    Area(Vec<Point>),
    /// A line; its bends are rounded when it is drawn.
    Line(Vec<Point>),
    /// A line with a head at its end.
    Arrow(Vec<Point>),
}

impl Outline {
    /// The rectangle that it lies in, or nothing where there is nothing.
    pub fn bounds(&self) -> Option<Rect> {
        match self {
            Self::None => None,
            Self::Box(rect, _) | Self::Oval(rect) | Self::Team(_, rect) => Some(*rect),
            Self::Area(points) | Self::Line(points) | Self::Arrow(points) => {
                bounds(points.iter().map(|point| Rect::around(*point, 0.0, 0.0)))
            }
        }
    }
}

/// Words on a figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Words {
    /// What is written, and where.
    pub text: Text,
    /// How.
    pub tone: Tone,
}

impl Words {
    /// About where they lie.
    pub fn rect(&self) -> Rect {
        let Text { text, at, size } = &self.text;
        let width = crate::text::width(text, *size);
        match self.tone {
            Tone::Turned => Rect::new(at.x - size, at.y - width, size * 1.3, width),
            Tone::Title | Tone::Middle => Rect::new(at.x - width / 2.0, at.y - size, width, size * 1.3),
            Tone::Heading | Tone::Name | Tone::Note => Rect::new(at.x, at.y - size, width, size * 1.3),
            Tone::Ending => Rect::new(at.x - width, at.y - size, width, size * 1.3),
        }
    }
}

/// How words are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// The name of a box, bold; its place is the middle.
    Title,
    /// Small and quiet; its place is the middle.
    Middle,
    /// The name of an area, spaced; from its place on.
    Heading,
    /// A name; from its place on.
    #[default]
    Name,
    /// Small and quiet; from its place on.
    Note,
    /// A name that ends at its place.
    Ending,
    /// A name that runs upwards from its place.
    Turned,
}

impl Tone {
    /// The class of the words in the style sheet of the chart.
    pub fn class(self) -> &'static str {
        match self {
            Self::Title => "words-title",
            Self::Middle => "words-middle",
            Self::Heading => "words-heading",
            Self::Name => "words-name",
            Self::Note => "words-note",
            Self::Ending => "words-ending",
            Self::Turned => "words-turned",
        }
    }
}

/// What sort of thing is drawn with a look: for a sample in a legend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Something with an inside.
    Area,
    /// A line.
    Line,
    /// A line with a head.
    Arrow,
    /// A round light.
    Light,
}

impl Look {
    /// What sort of thing is drawn so.
    pub fn shape(self) -> Shape {
        match self {
            Self::Axis | Self::Grid | Self::InteractionUnnamed => Shape::Line,
            Self::Dependency
            | Self::DependencyMany
            | Self::DependencyImplied
            | Self::DependencyWrong
            | Self::MessageCommand
            | Self::MessageEvent
            | Self::MessageQuery
            | Self::MessageUnnamed
            | Self::Travel => Shape::Arrow,
            Self::LightGood | Self::LightFair | Self::LightBad | Self::LightOff => Shape::Light,
            _ => Shape::Area,
        }
    }
}

macro_rules! looks {
    ($($(#[doc = $doc:literal])* $Look:ident $class:literal;)*) => {
        /// What the colours and lines of a figure say.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Look {
            $($(#[doc = $doc])* $Look,)*
        }

        impl Look {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$Look,)*];

            /// Its class in the style sheet of the chart.
            pub fn class(self) -> &'static str {
                match self {
                    $(Self::$Look => $class,)*
                }
            }
        }
    };
}
#[allow(clippy::derivable_impls, reason = "the members are listed by a macro")]
impl Default for Look {
    fn default() -> Self {
        Self::Card
    }
}

looks! {
    /// Open water behind everything: a lane, a quadrant, a layer.
    Band "band";
    /// Every other band.
    BandOther "band-other";
    /// The name of an area, which keeps clear of the lines behind it.
    Heading "heading";
    /// The outline of what belongs together.
    Group "group";
    /// A line that something is read off.
    Axis "axis";
    /// A line between cells.
    Grid "grid";
    /// A box that can be chosen: a collapsed group, a building block, a tier.
    Card "card";
    /// Such a box of the core, or a root.
    CardStrong "card-strong";
    /// Such a box outside.
    CardDashed "card-dashed";
    /// A cell that says that one depends on another.
    Cell "cell";
    /// A cell of a dependency that closes a circle.
    CellCyclic "cell-cyclic";
    /// The cell of an element with itself.
    CellSelf "cell-self";
    /// What is cyclic lies in this box.
    CycleBox "cycle-box";
    /// The innermost ring.
    RingInner "ring-inner";
    /// The ring around it.
    RingMiddle "ring-middle";
    /// The outermost ring.
    RingOuter "ring-outer";
    /// Points from what depends to what it depends on.
    Dependency "dependency";
    /// Several dependencies drawn as one.
    DependencyMany "dependency-many";
    /// Two that depend on each other.
    DependencyMutual "dependency-mutual";
    /// A dependency through what is not shown.
    DependencyImplied "dependency-implied";
    /// A dependency that should not be.
    DependencyWrong "dependency-wrong";
    /// Two teams work closely together.
    Collaboration "collaboration";
    /// One team offers what another uses.
    Service "service";
    /// One team helps another.
    Facilitation "facilitation";
    /// Two teams meet in a way that nobody named.
    InteractionUnnamed "interaction-unnamed";
    /// Asks for something to be done.
    MessageCommand "message-command";
    /// Says that something happened.
    MessageEvent "message-event";
    /// Asks for something to be told.
    MessageQuery "message-query";
    /// A message of no named sort.
    MessageUnnamed "message-unnamed";
    /// A light: all is well.
    LightGood "light-good";
    /// A light: mind this.
    LightFair "light-fair";
    /// A light: too much.
    LightBad "light-bad";
    /// A light that is not lit: nothing is known.
    LightOff "light-off";
    /// How a change travels.
    Travel "travel";
    /// A plate with words on a line.
    Plate "plate";
    /// What a comparison shows as new.
    Added "added";
    /// What a comparison shows as gone.
    Removed "removed";
    /// What a comparison shows as different.
    Changed "changed";
}
