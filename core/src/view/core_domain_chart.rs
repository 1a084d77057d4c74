//! The core domain chart (Tune, ddd-crew): how hard each context's model is against how much it sets the business apart.

use super::lettering::{telling, told};
use super::narrowing::narrowed;
use super::plot::{self, BOX, Cut, GAP, Plot};
use super::{Knob, View, context_map};
use crate::geometry::{Point, Rect};
use crate::model::{BoundedContext, Classification, Complexity, Landscape, Perspective, ViewKind};
use crate::scene::figure::{Figure, Look, Outline, Tone};
use crate::scene::{Node, Scene};
use crate::text::width;

/// The registry's entry.
pub const VIEW: View = View {
    kind: ViewKind::CoreDomainChart,
    code: "core-domain-chart",
    name: "Core domain chart",
    question: "Where does hard work pay, and where would buying do?",
    knobs: &[Knob::Focus, Knob::Hidden],
    marks: &[
        (Look::Axis, "to the right the model gets harder, upwards the business differs more by it"),
        (Look::Group, "what cannot be placed, because its class or its complexity is not said"),
    ],
    build,
};

/// The rows from the top.
const CLASSES: [Classification; 3] = [Classification::Core, Classification::Supporting, Classification::Generic];
/// The columns; the first is the margin.
const COMPLEXITIES: [Complexity; 4] =
    [Complexity::Undefined, Complexity::Simple, Complexity::Complicated, Complexity::Complex];
/// What an area is called, by class and complexity (ddd-crew, core domain patterns).
const AREAS: [[&str; 4]; 3] = [
    ["Core", "Short-term core", "Core", "Decisive core"],
    ["Supporting", "Supporting", "Supporting", "Suspect supporting"],
    ["Generic", "Generic", "Generic", "Generic, and hard: buy it"],
];
const CUT: Cut = Cut { least: [236.0, 118.0], heading: 26.0, across };
/// Room between the margins and the chart.
const APART: f64 = 28.0;
const SIZE: f64 = 13.0;

/// About as many side by side as make a cell half as high as wide.
fn across(count: usize) -> usize {
    ((count as f64 * 0.6).sqrt().ceil() as usize).max(1)
}

fn build(landscape: &Landscape, perspective: &Perspective) -> Scene {
    if landscape.contexts.is_empty() {
        return told("No contexts yet", "Draw a context and say its class and its complexity: here it gets its place.");
    }
    let narrowed = narrowed(landscape, perspective);
    let scene = chart(&narrowed.landscape);
    telling(scene, narrowed.told.as_deref())
}

fn chart(landscape: &Landscape) -> Scene {
    let of = |class: Classification, complexity: Complexity| -> Vec<&BoundedContext> {
        let contexts = landscape.contexts.values().map(AsRef::as_ref);
        contexts.filter(|it| landscape.classification_of(it) == class && it.complexity == complexity).collect()
    };
    let cells = CLASSES.map(|class| COMPLEXITIES.map(|complexity| of(class, complexity)));
    let counts: Vec<Vec<usize>> = cells.iter().map(|row| row.iter().map(Vec::len).collect()).collect();
    let has_margin = counts.iter().any(|row| row[0] > 0);
    let plot = Plot::new(&counts, &CUT, |column| column == 0 && !has_margin);
    let (mut figures, mut nodes) = (Vec::new(), Vec::new());
    for (row, contexts) in cells.iter().enumerate() {
        for (column, contexts) in contexts.iter().enumerate().skip(usize::from(!has_margin)) {
            figures.push(area(&plot, row, column));
            let places = plot.places(row, column, contexts.len(), &CUT);
            nodes.extend(placed(landscape, contexts, places.iter().map(|place| aside(column, *place))));
        }
    }
    figures.extend(axes(&plot, has_margin));
    let unknown = COMPLEXITIES.map(|complexity| of(Classification::Undefined, complexity)).concat();
    if !unknown.is_empty() {
        let (figure, places) = strip(plot.area(), unknown.len());
        figures.push(figure);
        nodes.extend(placed(landscape, &unknown, places.into_iter()));
    }
    Scene { figures, nodes, ..Scene::default() }
}

/// The margin stands apart from the chart.
fn aside(column: usize, rect: Rect) -> Rect {
    if column == 0 { rect.moved(Point::new(-APART, 0.0)) } else { rect }
}

fn placed<'a>(
    landscape: &'a Landscape,
    contexts: &'a [&BoundedContext],
    places: impl Iterator<Item = Rect> + 'a,
) -> impl Iterator<Item = Node> + 'a {
    contexts.iter().zip(places).map(|(context, place)| context_map::context_node(landscape, context, place))
}

fn area(plot: &Plot, row: usize, column: usize) -> Figure {
    let cell = aside(column, plot.cell(row, column)).inflate(-3.0);
    let look = match (row, column) {
        (_, 0) => Look::Group,
        (0, _) => Look::BandOther,
        _ => Look::Band,
    };
    let figure = Figure::scenery(Outline::Box(cell, 10.0), look);
    figure.saying(Tone::Note, AREAS[row][column], Point::new(cell.x + 12.0, cell.y + 20.0), 12.0)
}

/// The two axes with their names and steps, to the left and below.
fn axes(plot: &Plot, has_margin: bool) -> Vec<Figure> {
    let area = plot.area();
    let origin = if has_margin { plot.cell(0, 1).x } else { area.x };
    let left = if has_margin { -APART - 16.0 } else { -16.0 };
    let axis = |from: Point, to: Point| Figure::scenery(Outline::Arrow(vec![from, to]), Look::Axis);
    let bottom = area.bottom() + 16.0;
    let name = "Business differentiation";
    let below = area.center().y + width(name, SIZE) / 2.0;
    let mut figures = vec![
        axis(Point::new(left, area.bottom()), Point::new(left, area.y)).saying(
            Tone::Turned,
            name,
            Point::new(left - 12.0, below),
            SIZE,
        ),
        axis(Point::new(origin, bottom), Point::new(area.right(), bottom)),
    ];
    let mut under = |words: &str, tone: Tone, x: f64, y: f64| {
        figures.push(Figure::scenery(Outline::None, Look::Card).saying(tone, words, Point::new(x, bottom + y), SIZE));
    };
    for (column, complexity) in COMPLEXITIES.iter().enumerate().skip(usize::from(!has_margin)) {
        let x = aside(column, plot.cell(0, column)).center().x;
        let words = if column == 0 { "complexity not said" } else { complexity.word() };
        under(words, Tone::Middle, x, 20.0);
    }
    let name = "Model complexity";
    under(name, Tone::Name, (origin + area.right() - width(name, SIZE)) / 2.0, 42.0);
    figures
}

/// Where the contexts stand that have no class, below the chart.
fn strip(chart: Rect, count: usize) -> (Figure, Vec<Rect>) {
    let across = (((chart.width - GAP) / (BOX[0] + GAP)) as usize).max(1);
    let high = count.div_ceil(across) as f64 * (BOX[1] + GAP) + GAP;
    let area = Rect::new(chart.x, chart.bottom() + 80.0, chart.width, high + CUT.heading);
    let figure = Figure::scenery(Outline::Box(area, 10.0), Look::Group);
    let at = Point::new(area.x + 12.0, area.y + 20.0);
    let room = Rect::new(area.x, area.y + CUT.heading, area.width, high);
    (figure.saying(Tone::Note, "Class not said", at, 12.0), plot::places(room, count, across))
}
