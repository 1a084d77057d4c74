//! What the search answers: figures, pictures, heat, and what they do not say.

use super::SIMULATION;
use super::criterion::CRITERIA;
use super::cut::{self, Cut};
use super::element::Element;
use super::quality;
use super::run::Search;
use super::tables;
use crate::model::{ContextId, ElementId};
use crate::simulation::plot::{Axis, Plot, PlotKind, Point};
use crate::simulation::report::{Better, Heat, Method, Quantity};
use crate::simulation::{Estimate, Report, Unit};
use crate::sorted_map::SortedMap;

const MODULARITY: &str = "Newman and Girvan (2004); weights below zero as in Gómez, Jensen and Arenas (2009).";
const LEIDEN: &str = "Traag, Waltman and van Eck, From Louvain to Leiden (2019).";
const CALLS: &str = "Kalia et al., Mono2Micro (2021): inter-partition calls.";
const PROPAGATION: &str = "MacCormack, Rusnak and Baldwin (2006), on the parts of the cut.";
const MOJO: &str = "Wen and Tzerpos, MoJoFM (2004), by their exact algorithm.";

/// The report of a search as far as it has come.
pub(super) fn of(search: &Search) -> Report {
    let cuts = search.cuts();
    let named = |key: &str| cuts.iter().find(|cut| cut.key == key);
    let Some((drawn, suggested)) = named("drawn").zip(named("suggested")) else { return Report::default() };
    let tries = search.tries().len();
    let sure = Sureness {
        by_chance: cut::stability(&suggested.groups, search.tries()),
        by_priorities: cut::stability(&suggested.groups, search.shaken()),
    };
    Report {
        simulation: SIMULATION.code.to_owned(),
        subject: None,
        summary: summary(search, drawn, suggested, &sure),
        method: Method::Sampled { trials: u32::try_from(tries).unwrap_or(u32::MAX), seed: search.seed() },
        quantities: quantities(search, drawn, suggested, &sure),
        plots: plots(search, &cuts),
        tables: tables::all(search, &cuts, suggested, &sure),
        heat: heat(search, &sure),
        caveats: caveats(search),
    }
}

/// How sure the part of each element is, 0 to 1.
pub(super) struct Sureness {
    /// From seed to seed.
    pub by_chance: Vec<f64>,
    /// With priorities from half to twice what they are; 1 where that was not tried yet.
    pub by_priorities: Vec<f64>,
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len().max(1) as f64
}

fn summary(search: &Search, drawn: &Cut, suggested: &Cut, sure: &Sureness) -> String {
    let elements = search.model().elements.list.iter().filter(|element| !element.is_external).count();
    let sure = Unit::Share.spell(mean(&sure.by_priorities));
    if suggested.moved.is_empty() {
        return format!(
            "What is drawn is what these criteria suggest: {} parts, and nothing would move. With other \
             priorities a part stays {sure} the same.",
            drawn.parts()
        );
    }
    format!(
        "These criteria suggest {} parts where {} are drawn: {} of {elements} elements would move, and modularity would \
         be {} in place of {}. With other priorities a part stays {sure} the same.",
        suggested.parts(),
        drawn.parts(),
        suggested.moved.len(),
        Unit::Number.spell(suggested.modularity),
        Unit::Number.spell(drawn.modularity),
    )
}

fn quantities(search: &Search, drawn: &Cut, suggested: &Cut, sure: &Sureness) -> Vec<Quantity> {
    let model = search.model();
    let keys: Vec<String> = CRITERIA.iter().map(|criterion| criterion.key()).collect();
    let priorities: Vec<&str> = keys.iter().map(String::as_str).collect();
    let draws: Vec<f64> = search.tries().iter().map(|it| quality::modularity(it, &model.pairs, 1.0)).collect();
    let exact = |key, name, unit, value, better| Quantity::exact(key, name, unit, value).better(better);
    let [held, all] = weights(search, suggested);
    let why = format!(
        "Of a weight of {all:.1} that draws together, {held:.1} lies inside the {} parts; Q takes off what would lie \
         there by chance. As drawn it is {:.3}. The best of {} tries.",
        suggested.parts(),
        drawn.modularity,
        draws.len(),
    );
    let modularity = exact("modularity", "Modularity of the cut", Unit::Number, suggested.modularity, Better::More);
    let modularity = Quantity { draws, ..modularity }.because(why, MODULARITY, &priorities);
    let whole = |values: &[f64]| Estimate::mean_of(values).within(0.0, 1.0);
    let why = "The share of its part that is with an element in every try: |G ∩ H| ÷ |G ∪ H|, the mean over tries and \
               elements, the interval over elements.";
    let stable = Quantity::new("stability", "Same from seed to seed", Unit::Share, whole(&sure.by_chance));
    let stable = stable.better(Better::More).because(why, LEIDEN, &priorities);
    let why = format!(
        "The same over {} tries in which every priority is drawn anew, from half to twice what it is: what stays is \
         where all criteria agree.",
        search.shaken().len()
    );
    let robust = Quantity::new("robustness", "Same with other priorities", Unit::Share, whole(&sure.by_priorities));
    let robust = robust.better(Better::More).because(why, "Ours.", &priorities);
    let of_drawn = |text: &str| format!("{text} As drawn it is {{}}.");
    let was = |text: &str, unit: Unit, value: f64| of_drawn(text).replace("{}", &unit.spell(value));
    let figure = |key, name, unit: Unit, text: &str, of: fn(&Cut) -> f64, source: &str| {
        let quantity = exact(key, name, unit, of(suggested), Better::Less);
        quantity.because(was(text, unit, of(drawn)), source, &priorities)
    };
    let parts = exact("parts", "Parts", Unit::Count, suggested.parts() as f64, Better::Neither);
    let moved = exact("moved", "Elements that would move", Unit::Count, suggested.moved.len() as f64, Better::Less);
    let like = exact("likeness", "Like the one as drawn", Unit::Share, suggested.likeness / 100.0, Better::Neither);
    let of_moved = "Each part goes on as the context with which it shares most; who is elsewhere moves.";
    let of_like = "1 − the fewest moves and joins that make it the one as drawn ÷ the most that could be needed.";
    vec![
        modularity,
        robust,
        stable,
        parts.because(was("External systems do not count.", Unit::Count, drawn.parts() as f64), LEIDEN, &priorities),
        moved.because(of_moved, "Ours.", &priorities),
        figure(
            "calls_between",
            "Calls that cross a boundary",
            Unit::Share,
            "The volume of calls between parts ÷ all calls that are drawn.",
            |cut| cut.decomposition.calls_between,
            CALLS,
        ),
        figure(
            "propagation_cost",
            "Propagation cost between parts",
            Unit::Share,
            "The share of all parts that a part depends on, directly or not, on average; with fewer parts each is a larger \
             share, so compare cuts of like size.",
            |cut| cut.propagation_cost,
            PROPAGATION,
        ),
        like.because(of_like, MOJO, &priorities),
    ]
}

/// What draws together inside the parts of a cut, and altogether.
fn weights(search: &Search, cut: &Cut) -> [f64; 2] {
    let drawing = || search.model().pairs.iter().filter(|pair| pair.weight > 0.0);
    let inside = drawing().filter(|pair| cut.groups[pair.one] == cut.groups[pair.other]);
    [inside.map(|pair| pair.weight).sum(), drawing().map(|pair| pair.weight).sum()]
}

fn plots(search: &Search, cuts: &[Cut]) -> Vec<Plot> {
    let bars = |of: &dyn Fn(&Cut) -> f64| cuts.iter().map(|cut| Point::bar(cut.name, of(cut))).collect::<Vec<Point>>();
    let quality = Plot::new(
        "quality",
        "The cuts side by side",
        PlotKind::Bars,
        Axis::new("Cut", Unit::Word),
        Axis::new("Figure", Unit::Share),
    )
    .saying("Modularity: higher is better. Of the other figures less is better.")
    .with("Modularity", bars(&|cut| cut.modularity))
    .with("Calls across", bars(&|cut| cut.decomposition.calls_between))
    .with("Propagation cost", bars(&|cut| cut.propagation_cost))
    .with("Elements that move", bars(&|cut| cut.moved.len() as f64 / cut.groups.len().max(1) as f64));
    let curve = search.curve();
    let axis = || Axis::new("Resolution", Unit::Number);
    let parts =
        Plot::new("parts_by_resolution", "How many parts", PlotKind::Curve, axis(), Axis::new("Parts", Unit::Count))
            .saying("A flat stretch is a cut that does not hang on the resolution: trust it more than a steep one.")
            .with("Parts", curve.iter().map(|(at, parts, _)| Point::at(*at, *parts as f64)).collect());
    let axis_of_quality = Axis::new("Modularity", Unit::Number);
    let by_resolution = Plot::new("modularity_by_resolution", "How good", PlotKind::Curve, axis(), axis_of_quality)
        .saying("Modularity at resolution 1 of the best cut that was found at each resolution.")
        .with("Modularity", curve.iter().map(|(at, _, quality)| Point::at(*at, *quality)).collect());
    vec![quality, parts, by_resolution]
}

/// How unsure the place of each element is: from seed to seed or with other priorities, whichever is more; of a context,
/// of the least sure of its elements.
fn heat(search: &Search, sure: &Sureness) -> Vec<Heat> {
    let model = search.model();
    let mut heat: Vec<Heat> = Vec::new();
    let mut contexts: SortedMap<ContextId, f64> = SortedMap::new();
    for (at, element) in model.elements.list.iter().enumerate() {
        let unsure = (1.0 - sure.by_chance[at].min(sure.by_priorities[at])).clamp(0.0, 1.0);
        let of_context = contexts.entry(element.context).or_insert(0.0);
        *of_context = of_context.max(unsure);
        if unsure > 0.0 && !matches!(element.id, ElementId::Context(_)) {
            heat.push(warmth(element.id, unsure));
        }
    }
    let unsure = contexts.iter().filter(|(_, unsure)| **unsure > 0.0);
    heat.extend(unsure.map(|(id, unsure)| warmth((*id).into(), *unsure)));
    heat
}

fn warmth(element: ElementId, unsure: f64) -> Heat {
    Heat { element, share: unsure, words: format!("{} of its part is not sure", Unit::Share.spell(unsure)) }
}

fn caveats(search: &Search) -> Vec<String> {
    let model = search.model();
    let mut caveats = vec![
        "A suggestion is an argument, not an answer: it knows what is drawn and nothing else, and no study shows that \
         boundaries that were found so are better ones."
            .to_owned(),
        "Modularity does not see groups below a size that grows with the landscape (the resolution limit: Fortunato and \
         Barthélemy 2007). Look at the finer cut as well, and at where the curve is flat."
            .to_owned(),
        "The priorities of the criteria are defaults and assumptions. A cut that changes when one of them does is to be \
         talked about."
            .to_owned(),
        "Latency, content volatility, availability and security, of which Service Cutter asks too, are not weighed: a \
         landscape does not say enough of them."
            .to_owned(),
    ];
    let inside = |element: &&Element| !element.is_external;
    if model.elements.list.iter().filter(inside).all(|it| matches!(it.id, ElementId::Context(_))) {
        caveats.push(
            "Contexts are taken as wholes here, so that a cut can only put them together: read a part as what could be \
             owned or shipped as one. Draw aggregates to see what could be split."
                .to_owned(),
        );
    }
    let loose = model.landscape.building_blocks.values().filter(|block| block.aggregate.is_none()).count();
    if loose > 0 {
        caveats.push(format!(
            "{loose} building blocks are in no aggregate: they stay with their context and weigh nothing."
        ));
    }
    let external = model.elements.list.iter().filter(|element| element.is_external).count();
    if external > 0 {
        caveats.push(format!("{external} external systems stay alone whatever draws them."));
    }
    caveats
}
