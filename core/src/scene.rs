//! What a view shows: regions, nodes, edges and what is written on them. Knows no pixels and no elements of any page;
//! the browser's SVG, its canvas raster and exported pictures all draw this.

pub mod figure;
pub mod svg;

use self::figure::Figure;
use crate::geometry::{Point, Rect, bounds};
use crate::model::{ActorKind, DomainKind, ElementId, Integration, RelationshipKind, TeamKind};
use crate::text::width;

/// A picture of a landscape, back to front.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scene {
    /// Areas of water behind everything else.
    pub regions: Vec<Region>,
    /// What else a view draws, in front of the water and behind lines and boxes.
    pub figures: Vec<Figure>,
    /// Lines between nodes.
    pub edges: Vec<Edge>,
    /// Boxes.
    pub nodes: Vec<Node>,
}

impl Scene {
    /// The rectangle that everything lies in, or nothing where there is nothing.
    pub fn bounds(&self) -> Option<Rect> {
        let edges = self.edges.iter().filter_map(Edge::bounds);
        let boxes = self.nodes.iter().map(|node| node.rect.inflate(SHALLOWS));
        let figures = self.figures.iter().filter_map(Figure::bounds);
        bounds(self.regions.iter().map(|region| region.rect).chain(figures).chain(boxes).chain(edges))
    }

    /// Every box in which an element is seen; several where a view shows it several times.
    pub fn places_of(&self, id: ElementId) -> Vec<Rect> {
        let regions = self.regions.iter().filter(|region| region.id == id).map(|region| region.rect);
        let nodes = self.nodes.iter().filter(|node| node.id == id).map(|node| node.rect);
        let edges = self.edges.iter().filter(|edge| edge.id == id).filter_map(Edge::bounds);
        let figures = self.figures.iter().filter(|figure| figure.ids.contains(&id)).filter_map(Figure::bounds);
        let shoals = self.regions.iter().flat_map(|region| &region.shoals);
        let shoals = shoals.filter(|shoal| shoal.id == id).map(|shoal| shoal.rect);
        nodes.chain(figures).chain(regions).chain(shoals).chain(edges).collect()
    }
}

/// How far the shallow water reaches out around an island.
pub const SHALLOWS: f64 = 6.0;

/// An area that a domain takes.
#[derive(Clone, Debug, PartialEq)]
pub struct Region {
    /// The domain.
    pub id: ElementId,
    /// Where it lies.
    pub rect: Rect,
    /// What is written along its edge.
    pub title: Text,
    /// Vertical or foundation.
    pub kind: DomainKind,
    /// Shallower water around contexts of one subdomain.
    pub shoals: Vec<Shoal>,
}

/// An area that a subdomain takes, in the water of its domain.
#[derive(Clone, Debug, PartialEq)]
pub struct Shoal {
    /// The subdomain.
    pub id: ElementId,
    /// Where it lies.
    pub rect: Rect,
    /// What is written along its lower edge.
    pub title: Text,
}

impl Shoal {
    /// Where the title is written.
    pub fn title_rect(&self) -> Rect {
        let (at, size) = (self.title.at, self.title.size);
        Rect::new(at.x, at.y - size, width(&self.title.text, size), size * 1.3)
    }
}

impl Region {
    /// Where the title is written. Its spaced letters are a little wider than the letters alone.
    pub fn title_rect(&self) -> Rect {
        let (at, size) = (self.title.at, self.title.size);
        Rect::new(at.x, at.y - size, width(&self.title.text, size * 1.1), size * 1.3)
    }
}

/// A box: a context or a team.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// The element.
    pub id: ElementId,
    /// Where it stands.
    pub rect: Rect,
    /// What kind of box.
    pub shape: NodeShape,
    /// What is written in its middle, line by line; places are relative to the box.
    pub title: Vec<Text>,
    /// What is written small above the title.
    pub caption: Option<Text>,
    /// Who owns it.
    pub footer: Option<Footer>,
    /// What a screen reader says.
    pub description: String,
}

/// What kind of box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeShape {
    /// An island with this shore.
    Context(Shore),
    /// A team of this type.
    Team(TeamKind, u8),
    /// Somebody or something in front of the contexts.
    Actor(ActorKind),
}

/// How an island's shore is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shore {
    /// Supporting, or not said.
    Single,
    /// Core.
    Double,
    /// Generic.
    Thin,
    /// Outside.
    Dashed,
}

/// Who owns a context: marks and names.
#[derive(Clone, Debug, PartialEq)]
pub struct Footer {
    /// The marks of the owning teams.
    pub marks: Vec<u8>,
    /// Their names.
    pub text: Text,
}

/// A line of text.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// What is written.
    pub text: String,
    /// Where its base line starts, or its middle where it is centred.
    pub at: Point,
    /// The font size in map units.
    pub size: f64,
}

/// A line between two nodes.
#[derive(Clone, Debug, PartialEq)]
pub struct Edge {
    /// The relationship.
    pub id: ElementId,
    /// The nodes at its ends, upstream first.
    pub ends: [ElementId; 2],
    /// Its points, upstream first; bends are rounded when it is drawn.
    pub line: Vec<Point>,
    /// What the line's weight says.
    pub kind: RelationshipKind,
    /// What the line's dashes say.
    pub integration: Integration,
    /// The badges on it.
    pub chips: Vec<Chip>,
    /// Where influence flows: a place on the line, and the direction.
    pub flow: Option<(Point, Point)>,
    /// What is written on it.
    pub label: Option<Chip>,
    /// What a screen reader says.
    pub description: String,
}

impl Edge {
    /// The rectangle that the line, its badges and its name lie in, or nothing where there is nothing.
    pub fn bounds(&self) -> Option<Rect> {
        let points = self.line.iter().map(|point| Rect::around(*point, 0.0, 0.0));
        bounds(points.chain(self.chips.iter().chain(&self.label).map(|chip| chip.rect)))
    }
}

/// A small plate with text.
#[derive(Clone, Debug, PartialEq)]
pub struct Chip {
    /// What is written.
    pub text: String,
    /// Where it lies.
    pub rect: Rect,
    /// What kind of plate.
    pub tone: ChipTone,
}

/// What kind of plate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChipTone {
    /// The letter of an end: U, D, S, C.
    Letter,
    /// The role of an end: OHS, PL, ACL, CF.
    Role,
    /// The pattern of equals: P, SK, SW, BBoM.
    Whole,
    /// A name or a technology.
    Label,
}

impl ChipTone {
    /// The font size on such a plate, in map units.
    pub fn text_size(self) -> f64 {
        match self {
            Self::Letter | Self::Role | Self::Whole => 10.0,
            Self::Label => 11.0,
        }
    }
}
