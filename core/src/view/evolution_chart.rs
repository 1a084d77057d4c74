//! The evolution chart (after Wardley's maps): from genesis to commodity, and from what people see down to what
//! everything stands on.

mod depth;

use self::depth::{Line, Supply};
use super::lettering::{counted, named, telling, told};
use super::narrowing::{Implied, Narrowed, narrowed};
use super::plot::{BOX, Cut, GAP, Plot};
use super::ways::Ways;
use super::{Knob, View, context_map};
use crate::geometry::{Point, Rect};
use crate::model::{Actor, Evolution, Landscape, Perspective, ViewKind};
use crate::order;
use crate::scene::figure::{Figure, Look, Outline, Tone};
use crate::scene::{Node, SHALLOWS, Scene};
use crate::text::width;

/// The registry's entry.
pub const VIEW: View = View {
    kind: ViewKind::EvolutionChart,
    code: "evolution-chart",
    name: "Evolution chart",
    question: "What is new, what could be bought, and what does it stand on?",
    knobs: &[Knob::Focus, Knob::Hidden],
    marks: &[
        (Look::Axis, "to the right it gets ordinary, upwards people see more of it"),
        (Look::Dependency, "the one at the tail needs the one at the head"),
        (Look::DependencyMany, "several relationships say so"),
        (Look::DependencyImplied, "needs it through what is left out"),
        (Look::Group, "whose evolution is not said"),
    ],
    build,
};

/// The columns; the first is the margin.
const STAGES: [Evolution; 5] =
    [Evolution::Undefined, Evolution::Genesis, Evolution::CustomBuilt, Evolution::Product, Evolution::Commodity];
const CUT: Cut = Cut { least: [196.0, 104.0], heading: 0.0, across };
/// Room between the margin and the chart.
const APART: f64 = 28.0;
const SIZE: f64 = 13.0;

/// All in a row stand side by side, unless there are many.
fn across(count: usize) -> usize {
    count.min(4 + count / 16)
}

fn build(landscape: &Landscape, perspective: &Perspective) -> Scene {
    if landscape.contexts.is_empty() {
        return told("No contexts yet", "Draw a context and say how far it has evolved: here it gets its place.");
    }
    let narrowed = narrowed(landscape, perspective);
    let scene = chart(&narrowed);
    telling(scene, narrowed.told.as_deref())
}

fn chart(narrowed: &Narrowed<'_>) -> Scene {
    let landscape = &narrowed.landscape;
    let supply = Supply::of(landscape);
    let stage = |context: usize| STAGES.iter().position(|stage| *stage == supply.contexts[context].evolution);
    let mut cells: Vec<Vec<Vec<usize>>> = vec![vec![Vec::new(); STAGES.len()]; supply.rows()];
    for context in 0..supply.contexts.len() {
        cells[supply.depth[context]][stage(context).unwrap_or_default()].push(context);
    }
    let counts: Vec<Vec<usize>> = cells.iter().map(|row| row.iter().map(Vec::len).collect()).collect();
    let has_margin = counts.iter().any(|row| row[0] > 0);
    let plot = Plot::new(&counts, &CUT, |column| column == 0 && !has_margin);
    let actors: Vec<&Actor> = landscape.actors.values().map(AsRef::as_ref).collect();
    let chart = Chart { landscape, plot, has_margin, supply, actors };
    let places = chart.places(&cells);
    let mut figures = chart.scenery();
    figures.extend(chart.lines(&places));
    figures.extend(chart.implied(&places, &narrowed.implied));
    Scene { figures, nodes: chart.nodes(&places), ..Scene::default() }
}

struct Chart<'a> {
    landscape: &'a Landscape,
    plot: Plot,
    has_margin: bool,
    supply: Supply<'a>,
    actors: Vec<&'a Actor>,
}

impl Chart<'_> {
    /// Where the contexts and behind them the actors stand. In each cell those stand to the left whose dependents do.
    fn places(&self, cells: &[Vec<Vec<usize>>]) -> Vec<Rect> {
        let mut places = vec![Rect::default(); self.supply.contexts.len()];
        for (row, cells) in cells.iter().enumerate() {
            for (column, contexts) in cells.iter().enumerate() {
                let pull = |context: usize| {
                    let above = self.supply.dependents(context).filter(|other| self.supply.depth[*other] < row);
                    let (sum, count) =
                        above.fold((0.0, 0.0), |(sum, count), other| (sum + places[other].center().x, count + 1.0));
                    if count > 0.0 { sum / count } else { self.plot.cell(row, column).center().x }
                };
                let mut pulled: Vec<(f64, usize)> = contexts.iter().map(|context| (pull(*context), *context)).collect();
                order::sort_by(&mut pulled, |a, b| a.0.total_cmp(&b.0));
                let free = self.plot.places(row, column, contexts.len(), &CUT);
                for ((_, context), place) in pulled.into_iter().zip(free) {
                    places[context] = self.aside(column, place);
                }
            }
        }
        let actors = self.actor_places(&places);
        places.extend(actors);
        places
    }

    /// Actors in a row above the chart, each as near as may be above what it uses.
    fn actor_places(&self, contexts: &[Rect]) -> Vec<Rect> {
        let middle = self.plot.area().center().x;
        let pull = |actor: &Actor| {
            let used = self.supply.used_by(actor.id).map(|context| contexts[context].center().x);
            let (sum, count) = used.fold((0.0, 0.0), |(sum, count), x| (sum + x, count + 1.0));
            if count > 0.0 { sum / count } else { middle }
        };
        let mut pulled: Vec<(f64, usize)> = self.actors.iter().enumerate().map(|(at, it)| (pull(it), at)).collect();
        order::sort_by(&mut pulled, |a, b| a.0.total_cmp(&b.0));
        let mut places = vec![Rect::default(); self.actors.len()];
        let mut free = f64::NEG_INFINITY;
        for (x, actor) in pulled {
            let left = (x - BOX[0] / 2.0).max(free);
            places[actor] = Rect::new(left, -BOX[1] - 56.0, BOX[0], BOX[1]);
            free = left + BOX[0] + GAP;
        }
        places
    }

    fn nodes(&self, places: &[Rect]) -> Vec<Node> {
        let contexts = self.supply.contexts.iter().zip(places);
        let contexts = contexts.map(|(context, place)| context_map::context_node(self.landscape, context, *place));
        let actors = self.actors.iter().zip(&places[self.supply.contexts.len()..]);
        contexts.chain(actors.map(|(actor, place)| context_map::actor_node(actor, *place))).collect()
    }

    /// Who needs whom, led round what stands between.
    fn lines(&self, places: &[Rect]) -> Vec<Figure> {
        let ways = Ways::new(places.to_vec(), SHALLOWS + 2.0, self.supply.lines.len());
        let of_contexts = self.supply.contexts.len();
        let name = |node: usize| match self.supply.contexts.get(node) {
            Some(context) => named(self.landscape, context.id),
            None => named(self.landscape, self.actors[node - of_contexts].id),
        };
        let line = |line: &Line| {
            let way = ways.between(line.from, line.to);
            let [from, to] = [line.from, line.to].map(name);
            let said = counted(line.relationships.len(), "relationship");
            let description = match line.is_mutual {
                true => format!("{from} and {to} depend on each other: {said}"),
                false => format!("{from} depends on {to}: {said}"),
            };
            Figure {
                ids: line.relationships.iter().map(|id| (*id).into()).collect(),
                outline: if line.is_mutual { Outline::Line(way) } else { Outline::Arrow(way) },
                look: if line.relationships.len() > 1 { Look::DependencyMany } else { Look::Dependency },
                words: Vec::new(),
                description,
            }
        };
        self.supply.lines.iter().map(line).collect()
    }

    /// Who needs whom through what is left out.
    fn implied(&self, places: &[Rect], implied: &[Implied]) -> Vec<Figure> {
        let ways = Ways::new(places.to_vec(), SHALLOWS + 2.0, self.supply.lines.len() + implied.len());
        let line = |it: &Implied| {
            let [from, to] = [it.consumer, it.supplier].map(|id| self.supply.number(id));
            let line = Outline::Arrow(ways.between(from?, to?));
            let figure = Figure::scenery(line, Look::DependencyImplied);
            Some(figure.described(it.description(self.landscape)))
        };
        implied.iter().filter_map(line).collect()
    }

    fn aside(&self, column: usize, rect: Rect) -> Rect {
        if column == 0 { rect.moved(Point::new(-APART, 0.0)) } else { rect }
    }

    /// The columns with their names, and the axes.
    fn scenery(&self) -> Vec<Figure> {
        let area = self.plot.area();
        let column = |column: usize| {
            let cell = self.plot.cell(0, column);
            let band = Rect::new(cell.x + 2.0, area.y, cell.width - 4.0, area.height);
            let band = self.aside(column, band);
            let (look, name) = match column {
                0 => (Look::Group, "Not said".to_owned()),
                _ => (
                    if column.is_multiple_of(2) { Look::Band } else { Look::BandOther },
                    capital(STAGES[column].word()),
                ),
            };
            let at = Point::new(band.center().x, area.bottom() + 40.0);
            Figure::scenery(Outline::Box(band, 10.0), look).saying(Tone::Middle, name, at, SIZE)
        };
        let mut figures: Vec<Figure> = (usize::from(!self.has_margin)..STAGES.len()).map(column).collect();
        let left = if self.has_margin { -APART - 16.0 } else { -16.0 };
        let (origin, bottom) = (self.plot.cell(0, 1).x, area.bottom() + 16.0);
        let axis = |from: Point, to: Point| Figure::scenery(Outline::Arrow(vec![from, to]), Look::Axis);
        let name = "Visible to people";
        let below = (area.y + width(name, SIZE)).max(area.center().y + width(name, SIZE) / 2.0);
        figures.push(axis(Point::new(left, area.bottom()), Point::new(left, area.y)).saying(
            Tone::Turned,
            name,
            Point::new(left - 12.0, below),
            SIZE,
        ));
        figures.push(axis(Point::new(origin, bottom), Point::new(area.right(), bottom)));
        figures
    }
}

fn capital(word: &str) -> String {
    let mut rest = word.chars();
    rest.next().map(|first| first.to_uppercase().chain(rest).collect()).unwrap_or_default()
}
