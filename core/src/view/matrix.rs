//! The dependency structure matrix (Steward 1981): a row depends on a column. Rows and columns are in one order, what is
//! depended on first, so that dependencies lie below the diagonal and what closes a circle lies above it.

mod partition;

use self::partition::Partition;
use super::lettering::{LEADING, counted, named, paragraph, telling, told};
use super::narrowing::narrowed;
use super::{Knob, View};
use crate::geometry::{Point, Rect};
use crate::graph::Graph;
use crate::measure::structure::Structure;
use crate::model::{
    BoundedContext, ContextId, ElementId, Grouping, Landscape, Perspective, RelationshipId, RelationshipKind, ViewKind,
};
use crate::order;
use crate::scene::Scene;
use crate::scene::figure::{Figure, Look, Outline, Tone};
use crate::text::{fitted, width, wrapped};

/// The registry's entry.
pub const VIEW: View = View {
    kind: ViewKind::Matrix,
    code: "matrix",
    name: "Dependency matrix",
    question: "Who depends on whom, and which dependencies close a circle?",
    knobs: &[Knob::Focus, Knob::Hidden, Knob::Grouping],
    marks: &[
        (Look::Cell, "the row's context depends on the column's; a number tells how many relationships say so"),
        (Look::CellCyclic, "a dependency that closes a circle"),
        (Look::CycleBox, "contexts that depend on each other in a circle"),
        (Look::CellSelf, "a context with itself"),
        (Look::Group, "what stands together is of one domain, team or deployable"),
    ],
    build,
};

/// The side of a cell, in map units.
const CELL: f64 = 24.0;
/// The font size of names.
const SIZE: f64 = 12.0;
/// The most room that a name takes beside or above the matrix.
const NAME_ROOM: f64 = 190.0;
/// The most room that the name of a group takes.
const GROUP_ROOM: f64 = 140.0;
/// Up to so many contexts have a line around each cell; more have one every tenth.
const FINE_GRID: usize = 64;

fn build(landscape: &Landscape, perspective: &Perspective) -> Scene {
    if landscape.contexts.is_empty() {
        return told("No contexts yet", "Draw contexts and relationships on the context map: here they become rows.");
    }
    let narrowed = narrowed(landscape, perspective);
    let landscape = &narrowed.landscape;
    let graph = Graph::of(landscape);
    let structure = Structure::of(landscape, &graph);
    let groups = Groups::of(landscape, perspective.grouping);
    let partition = Partition::of(&structure, &groups.of);
    let matrix = Matrix { landscape, graph: &graph, structure: &structure, partition: &partition, groups: &groups };
    telling(Scene { figures: matrix.figures(), ..Scene::default() }, narrowed.told.as_deref())
}

/// Which group each context lies in, as small numbers.
struct Groups {
    of: Vec<usize>,
    /// The element behind each number; contexts in no group share the last.
    elements: Vec<Option<ElementId>>,
}

impl Groups {
    fn of(landscape: &Landscape, grouping: Grouping) -> Self {
        let found: Vec<Option<ElementId>> =
            landscape.contexts.values().map(|context| group_of(landscape, context, grouping)).collect();
        let mut elements: Vec<Option<ElementId>> = found.iter().copied().filter(Option::is_some).collect();
        order::sort_by_key(&mut elements, |id| *id);
        elements.dedup();
        elements.push(None);
        let of = found.iter().map(|id| elements.iter().position(|other| other == id).unwrap_or_default()).collect();
        Self { of, elements }
    }
}

/// The first domain, team or deployable of a context.
fn group_of(landscape: &Landscape, context: &BoundedContext, grouping: Grouping) -> Option<ElementId> {
    match grouping {
        Grouping::Domain => landscape.home_of(context).map(ElementId::from),
        Grouping::Team => landscape.owners_of(context).first().map(|team| (*team).into()),
        Grouping::Deployable => {
            let holds = landscape.deployables.values().find(|deployable| deployable.contexts.contains(&context.id));
            holds.map(|deployable| deployable.id.into())
        }
    }
}

struct Matrix<'a> {
    landscape: &'a Landscape,
    graph: &'a Graph,
    structure: &'a Structure,
    partition: &'a Partition,
    groups: &'a Groups,
}

impl Matrix<'_> {
    /// Everything, back to front. The corner of the cells is at the origin.
    fn figures(&self) -> Vec<Figure> {
        let names: Vec<String> = self.partition.order.iter().map(|node| self.name(*node)).collect();
        let room = names.iter().map(|name| width(name, SIZE)).fold(80.0, f64::max).min(NAME_ROOM).ceil();
        let mut figures = self.bands(room);
        let left = figures.iter().filter_map(|band| band.outline.bounds()).map(|band| band.x).fold(-room, f64::min);
        figures.extend(self.grid());
        for (start, end) in self.partition.runs.iter().filter(|(start, end)| end - start > 1) {
            figures.push(Figure::scenery(Outline::Box(square(*start, *end), 4.0), Look::Group));
        }
        figures.extend(self.cells());
        for (start, end) in &self.partition.cycles {
            let cycle = Figure::scenery(Outline::Box(square(*start, *end), 4.0), Look::CycleBox);
            let members: Vec<String> = names[*start..*end].iter().take(6).cloned().collect();
            let more = if end - start > 6 { ", …" } else { "" };
            let told = counted(end - start, "context");
            figures.push(cycle.described(format!("A circle of {told}: {}{more}", members.join(", "))));
        }
        figures.extend(self.names(&names, room));
        figures.extend(legend(left));
        figures
    }

    fn name(&self, node: usize) -> String {
        named(self.landscape, self.graph.contexts[node])
    }

    /// The stripes of the groups, with their names at the left.
    fn bands(&self, room: f64) -> Vec<Figure> {
        let called = |group: usize| match self.groups.elements[group] {
            Some(id) => named(self.landscape, id),
            None => "Not assigned".to_owned(),
        };
        let runs =
            self.partition.runs.iter().map(|(start, end)| (*start, *end, self.groups.of[self.partition.order[*start]]));
        let runs: Vec<(usize, usize, usize)> = runs.collect();
        let widest = runs.iter().map(|(.., group)| width(&called(*group), SIZE * 1.1)).fold(0.0, f64::max);
        let gutter = widest.min(GROUP_ROOM).ceil() + 24.0;
        let left = -room - 16.0 - gutter;
        let right = CELL * self.partition.order.len() as f64;
        let numbered = runs.iter().enumerate();
        let band = |(index, (start, end, group)): (usize, &(usize, usize, usize))| {
            let area = Rect::new(left, CELL * *start as f64, right - left, CELL * (end - start) as f64);
            let look = if index % 2 == 0 { Look::Band } else { Look::BandOther };
            let name = called(*group);
            let at = Point::new(left + 10.0, area.y + CELL * 0.5 + SIZE * 0.36);
            let description = format!("{name}: {}", counted(end - start, "context"));
            let figure = Figure { ids: self.groups.elements[*group].into_iter().collect(), ..Figure::default() };
            let figure = Figure { outline: Outline::Box(area, 0.0), look, ..figure };
            figure.saying(Tone::Heading, fitted(&name, SIZE * 1.1, GROUP_ROOM), at, SIZE).described(description)
        };
        numbered.map(band).collect()
    }

    fn grid(&self) -> Vec<Figure> {
        let count = self.partition.order.len();
        let (side, step) = (CELL * count as f64, if count > FINE_GRID { 10 } else { 1 });
        let lines = (0..=count).step_by(step).flat_map(|at| {
            let at = CELL * at as f64;
            [[Point::new(0.0, at), Point::new(side, at)], [Point::new(at, 0.0), Point::new(at, side)]]
        });
        lines.map(|line| Figure::scenery(Outline::Line(line.to_vec()), Look::Grid)).collect()
    }

    /// The diagonal, and a cell for each dependency.
    fn cells(&self) -> Vec<Figure> {
        let mut place = vec![0; self.partition.order.len()];
        self.partition.order.iter().enumerate().for_each(|(at, node)| place[*node] = at);
        let diagonal = self.partition.order.iter().enumerate().map(|(at, node)| {
            Figure::of(self.graph.contexts[*node], Outline::Box(square(at, at + 1), 0.0), Look::CellSelf)
        });
        let mut figures: Vec<Figure> = diagonal.collect();
        let saying = self.relationships();
        for pair in saying.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
            let (from, to, _) = pair[0];
            figures.push(self.cell(from, to, [place[from], place[to]], pair));
        }
        figures
    }

    fn cell(
        &self,
        from: usize,
        to: usize,
        [row, column]: [usize; 2],
        pair: &[(usize, usize, RelationshipId)],
    ) -> Figure {
        let is_feedback = column > row;
        let area = Rect::new(CELL * column as f64, CELL * row as f64, CELL, CELL).inflate(-3.0);
        let closes = if is_feedback { "; this closes a circle" } else { "" };
        let [user, used] = [from, to].map(|node| self.name(node));
        let figure = Figure {
            ids: pair.iter().map(|(.., id)| (*id).into()).collect(),
            outline: Outline::Box(area, 3.0),
            look: if is_feedback { Look::CellCyclic } else { Look::Cell },
            words: Vec::new(),
            description: format!("{user} depends on {used}: {}{closes}", counted(pair.len(), "relationship")),
        };
        if pair.len() == 1 {
            return figure;
        }
        let at = Point::new(area.center().x, area.center().y + 11.0 * 0.36);
        figure.saying(Tone::Title, pair.len().to_string(), at, 11.0)
    }

    /// Which relationships say that one context depends on another, in the order of both.
    fn relationships(&self) -> Vec<(usize, usize, RelationshipId)> {
        let mut saying = Vec::with_capacity(self.graph.links.len());
        for link in &self.graph.links {
            // Those that go separate ways do not depend on each other: the structure leaves them out.
            let relationship = self.landscape.relationships.get(&link.relationship);
            if relationship.is_none_or(|it| it.kind == RelationshipKind::SeparateWays) {
                continue;
            }
            saying.push((link.downstream, link.upstream, link.relationship));
            if link.symmetric {
                saying.push((link.upstream, link.downstream, link.relationship));
            }
        }
        order::sort_by_key(&mut saying, |it| *it);
        saying
    }

    /// The names at the left and above.
    fn names(&self, names: &[String], room: f64) -> Vec<Figure> {
        let mut figures = Vec::with_capacity(2 * names.len());
        for (at, (node, name)) in self.partition.order.iter().zip(names).enumerate() {
            let id: ContextId = self.graph.contexts[*node];
            let middle = CELL * (at as f64 + 0.5) + SIZE * 0.36;
            let [needs, needed] = [&self.structure.out, &self.structure.into].map(|edges| edges.of(*node).len());
            let told = format!("{name} depends on {}; {needed} depend on it", counted(needs, "context"));
            let short = fitted(name, SIZE, room);
            let words = |tone, at| Figure::of(id, Outline::None, Look::Card).saying(tone, short.clone(), at, SIZE);
            figures.push(words(Tone::Ending, Point::new(-10.0, middle)).described(told));
            figures.push(words(Tone::Turned, Point::new(middle, -8.0)).described(format!("Column {name}")));
        }
        figures
    }
}

/// How to read it, in the corner above the rows' names, from `left` to the matrix.
fn legend(left: f64) -> [Figure; 2] {
    const RULE: &str = "A row depends on a column.";
    const DIAGONAL: &str = "Below the diagonal: what can be built one after the other. Above: what closes a circle.";
    let wide = -left - 20.0;
    let lines = |text: &str| wrapped(text, SIZE, wide, usize::MAX).len() as f64 * SIZE * LEADING;
    let top = SIZE - 12.0 - lines(DIAGONAL);
    let rule = paragraph(Tone::Name, RULE, Point::new(left + 10.0, top - lines(RULE) - 4.0), SIZE, wide);
    [rule, paragraph(Tone::Note, DIAGONAL, Point::new(left + 10.0, top), SIZE, wide)]
}

/// The cells of these places with each other.
fn square(start: usize, end: usize) -> Rect {
    let (at, side) = (CELL * start as f64, CELL * (end - start) as f64);
    Rect::new(at, at, side, side)
}
