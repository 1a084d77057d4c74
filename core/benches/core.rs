//! How long the core takes for what people wait for, at the sizes that the design speaks of. Reported, never asserted.
//!
//! `cargo xtask bench` runs all of it, `cargo xtask bench ripple` what has that in its name.

#![allow(clippy::expect_used, reason = "a benchmark says what it expects")]

use atoll_core::sorted_map::SortedMap;

use atoll_core::command::{Batch, Command, ContextEdit, EditContext, Place, Remove, apply};
use atoll_core::format::{Source, context_mapper, native};
use atoll_core::gallery::{EXAMPLES, spoken, synthetic};
use atoll_core::graph::Graph;
use atoll_core::measure::structure::Structure;
use atoll_core::measure::{self, feedback};
use atoll_core::model::{ContextId, ElementId, Frame, IdSource, Landscape, Perspective, RelationshipId};
use atoll_core::rule::Inspection;
use atoll_core::scene::svg;
use atoll_core::simulation::Request;
use atoll_core::simulation::SEED;
use atoll_core::simulation::ripple::RippleModel;
use atoll_core::simulation::ripple::everywhere::Everywhere;
use atoll_core::simulation::ripple::sampling::Sampler;
use atoll_core::theme::Theme;
use atoll_core::view::VIEWS;
use atoll_core::view::context_map::{self, ContextMap};
use atoll_core::{layout, rule};
use divan::{Bencher, black_box};

/// The size that everything must stay quick at: five times as many relationships as contexts.
const LARGE: usize = 1_000;

fn main() {
    divan::main();
}

fn first(landscape: &Landscape) -> ContextId {
    *landscape.contexts.keys().next().expect("a context")
}

fn insurer() -> Landscape {
    EXAMPLES[0].landscape()
}

#[path = "core/timeline.rs"]
mod timeline;

mod ripple {
    use super::*;

    /// All trials from one context; more than 128 contexts are always drawn, fewer are computed where that is quick.
    #[divan::bench(args = [20, 60, 120, LARGE])]
    fn from_one_context(bencher: Bencher<'_, '_>, contexts: usize) {
        let landscape = synthetic::landscape(contexts);
        let model = RippleModel::of(&landscape);
        let source = first(&landscape);
        bencher.bench_local(|| model.run(black_box(source)));
    }

    /// As from one context, at the size of the peers' benchmarks: the first estimate with its interval, and all trials.
    #[divan::bench(args = [512, 4_096], sample_count = 10)]
    fn of_ten_thousand(bencher: Bencher<'_, '_>, trials: u32) {
        let network = RippleModel::of(&synthetic::landscape(10 * LARGE)).network;
        let busiest = (0..network.nodes()).max_by_key(|node| network.from(*node).len()).unwrap_or_default();
        bencher.bench_local(|| {
            let mut sampler = Sampler::new(black_box(&network), busiest, network.nodes(), SEED);
            while sampler.trials() < trials {
                sampler.step(&network);
            }
            sampler.touched()
        });
    }

    /// From every context at once, 256 trials.
    #[divan::bench(args = [100, LARGE, 10 * LARGE], sample_count = 5)]
    fn from_everywhere(bencher: Bencher<'_, '_>, contexts: usize) {
        let network = RippleModel::of(&synthetic::landscape(contexts)).network;
        let weights = vec![1.0; network.nodes()];
        bencher.bench_local(|| {
            let mut everywhere = Everywhere::new(black_box(&network), &weights, SEED);
            while everywhere.trials() < 256 {
                everywhere.step(&network);
            }
            everywhere.touches(0)
        });
    }

    #[divan::bench]
    fn exactly_in_the_first_example(bencher: Bencher<'_, '_>) {
        let landscape = insurer();
        let model = RippleModel::of(&landscape);
        let source = first(&landscape);
        bencher.bench_local(|| model.run(black_box(source)));
    }

    #[divan::bench]
    fn model(bencher: Bencher<'_, '_>) {
        let landscape = synthetic::landscape(LARGE);
        bencher.bench_local(|| RippleModel::of(black_box(&landscape)));
    }
}

mod engine {
    use super::*;
    use atoll_core::random::Random;
    use atoll_core::simulation::engine::network::{Extent, Network, Node, Source, play};
    use atoll_core::simulation::engine::{Calendar, Distribution};

    const EVEN: Distribution = Distribution::Exponential { mean: 1.0 };

    /// To take an event out and enter another, a thousand times, with so many in the calendar.
    #[divan::bench(args = [5, 50, 1_000, 20_000])]
    fn thousand_events(bencher: Bencher<'_, '_>, events: u32) {
        let (mut random, mut calendar) = (Random::new(1), Calendar::new());
        (0..events).for_each(|event| calendar.push(EVEN.draw(&mut random), event));
        bencher.bench_local(|| {
            for _ in 0..1_000 {
                let (_, event) = calendar.pop().expect("there are always as many");
                calendar.push_in(EVEN.draw(&mut random), event);
            }
        });
    }

    /// A hundred thousand items through four servers at 80 % load; `examples/queue.rs` beside the peers.
    #[divan::bench(sample_count = 10)]
    fn queue_of_four_servers(bencher: Bencher<'_, '_>) {
        let network = Network { nodes: vec![Node::new(4, EVEN, &[])], sources: vec![Source::poisson(0, 0, 3.2)] };
        bencher.bench_local(|| play(black_box(&network), Extent { items: 100_000, warm_up: 0 }, 1, 0));
    }
}

mod outage {
    use super::*;
    use atoll_core::simulation::Request;
    use atoll_core::simulation::outage::SIMULATION;
    use atoll_core::simulation::outage::exact::{Exact, WORK_LIMIT};
    use atoll_core::simulation::outage::model::{Form, Model};
    use atoll_core::simulation::outage::parameters::Assumptions;

    fn model(landscape: &Landscape) -> Model {
        Model::of(landscape, &Assumptions::of(landscape, &Request::default()), Form::Drawn)
    }

    /// The whole answer for contexts and relationships of which nothing more is said, in four forms.
    #[divan::bench(args = [60, LARGE], sample_count = 20)]
    fn estimate(bencher: Bencher<'_, '_>, contexts: usize) {
        let landscape = synthetic::landscape(contexts);
        bencher.bench_local(|| (SIMULATION.estimate)(black_box(&landscape), &Request::default()));
    }

    /// The same where everything is said: buffers and alternatives are too entangled to be computed, and are drawn.
    #[divan::bench(args = [60, LARGE], sample_count = 10)]
    fn estimate_of_what_is_entangled(bencher: Bencher<'_, '_>, contexts: usize) {
        let landscape = spoken::landscape(contexts);
        bencher.bench_local(|| (SIMULATION.estimate)(black_box(&landscape), &Request::default()));
    }

    /// What goes down with one context.
    #[divan::bench(args = [60, LARGE], sample_count = 20)]
    fn around_one_context(bencher: Bencher<'_, '_>, contexts: usize) {
        let landscape = synthetic::landscape(contexts);
        let request = Request::about(first(&landscape));
        bencher.bench_local(|| (SIMULATION.estimate)(black_box(&landscape), &request));
    }

    /// Birnbaum's importance of everything for everything, in one pass.
    #[divan::bench]
    fn importance(bencher: Bencher<'_, '_>) {
        let model = model(&synthetic::landscape(LARGE));
        let exact = Exact::of(&model.system, WORK_LIMIT);
        let all: Vec<(usize, f64)> = (0..model.contexts.len()).map(|number| (number, 1.0)).collect();
        bencher.bench_local(|| exact.importance(black_box(&all), |_| 0.0));
    }
}

mod delivery {
    use super::*;
    use atoll_core::simulation::delivery::SIMULATION;

    fn run(landscape: &Landscape, effort: u32, items: &str) -> Option<f64> {
        let request = Request { effort, ..Request::default().with("items", items) };
        let report = SIMULATION.run(landscape, &request).ok()?;
        report.quantities.first().map(|quantity| quantity.value.value)
    }

    /// 20 replications of 50,000 items, and the shorter ones along the curves: a million items and more.
    #[divan::bench(sample_count = 5)]
    fn full_run(bencher: Bencher<'_, '_>) {
        let landscape = insurer();
        bencher.bench_local(|| run(black_box(&landscape), 20, "50000"));
    }

    /// What a page asks for first.
    #[divan::bench(sample_count = 10)]
    fn first_run(bencher: Bencher<'_, '_>) {
        let landscape = insurer();
        bencher.bench_local(|| run(black_box(&landscape), 0, "5000"));
    }

    #[divan::bench(args = [20, 60, 120, LARGE])]
    fn by_formula(bencher: Bencher<'_, '_>, contexts: usize) {
        let landscape = synthetic::landscape(contexts);
        bencher.bench_local(|| (SIMULATION.estimate)(black_box(&landscape), &Request::default()));
    }
}

mod command {
    use super::*;

    fn bench(bencher: Bencher<'_, '_>, commands: [Command; 2]) {
        let mut landscape = synthetic::landscape(LARGE);
        let mut turn = commands.iter().cycle();
        bencher.bench_local(|| turn.next().map(|command| apply(&mut landscape, command)));
    }

    #[divan::bench]
    fn rename(bencher: Bencher<'_, '_>) {
        let id = first(&synthetic::landscape(LARGE));
        let name = |name: &str| EditContext { id, edit: ContextEdit::Name(name.to_owned()) }.into();
        bench(bencher, [name("One"), name("Other")]);
    }

    #[divan::bench]
    fn place_everything(bencher: Bencher<'_, '_>) {
        let landscape = synthetic::landscape(LARGE);
        let at = |x: i32| {
            let frames = landscape.contexts.keys().map(|id| ((*id).into(), Frame::new(x, 0, 176, 88)));
            Place { frames: frames.collect() }.into()
        };
        bench(bencher, [at(0), at(8)]);
    }

    #[divan::bench]
    fn batch_of_a_hundred(bencher: Bencher<'_, '_>) {
        let landscape = synthetic::landscape(LARGE);
        let off_map = |off_map: bool| {
            let edit = |id: &ContextId| EditContext { id: *id, edit: ContextEdit::OffMap(off_map) }.into();
            Batch { commands: landscape.contexts.keys().take(100).map(edit).collect() }.into()
        };
        bench(bencher, [off_map(true), off_map(false)]);
    }

    #[divan::bench]
    fn remove_a_context(bencher: Bencher<'_, '_>) {
        let landscape = synthetic::landscape(LARGE);
        let command = Command::from(Remove { elements: [first(&landscape).into()].into() });
        bencher.bench_local(|| command.changes(black_box(&landscape)));
    }
}

mod rules {
    use super::*;

    /// All rules on contexts and relationships alone, five relationships for each context.
    #[divan::bench(args = [100, LARGE, 10 * LARGE], sample_count = 20)]
    fn all(bencher: Bencher<'_, '_>, contexts: usize) {
        let landscape = synthetic::landscape(contexts);
        bencher.bench_local(|| rule::check(black_box(&landscape), None));
    }

    /// All rules where everything is said: teams, contracts, stores, blocks, terms, toggles, policies.
    #[divan::bench(args = [100, LARGE, 10 * LARGE], sample_count = 20)]
    fn all_spoken(bencher: Bencher<'_, '_>, contexts: usize) {
        let landscape = spoken::landscape(contexts);
        let today = chrono::NaiveDate::from_ymd_opt(2026, 6, 15);
        bencher.bench_local(|| rule::check(black_box(&landscape), today));
    }

    /// What follows one edit of a context, as somebody draws.
    #[divan::bench(args = [100, LARGE, 10 * LARGE], sample_count = 20)]
    fn after_an_edit(bencher: Bencher<'_, '_>, contexts: usize) {
        let mut landscape = spoken::landscape(contexts);
        let today = chrono::NaiveDate::from_ymd_opt(2026, 6, 15);
        let mut inspection = Inspection::of(&landscape, today);
        let id = first(&landscape);
        let edit = ContextEdit::Purpose("To be timed.".to_owned());
        let changes = apply(&mut landscape, &EditContext { id, edit }.into()).expect("an edit applies");
        bencher.bench_local(|| inspection.follow(black_box(&landscape), &changes));
    }
}

mod measures {
    use super::*;

    /// Every measure of a landscape with five relationships for each context.
    #[divan::bench(args = [100, LARGE, 10 * LARGE], sample_count = 10)]
    fn all(bencher: Bencher<'_, '_>, contexts: usize) {
        let landscape = synthetic::landscape(contexts);
        bencher.bench_local(|| measure::compute(black_box(&landscape), &Graph::of(&landscape)));
    }

    /// The closure and what else every measure of structure reads.
    #[divan::bench(args = [100, LARGE, 10 * LARGE], sample_count = 10)]
    fn structure(bencher: Bencher<'_, '_>, contexts: usize) {
        let landscape = synthetic::landscape(contexts);
        let graph = Graph::of(&landscape);
        bencher.bench_local(|| Structure::of(black_box(&landscape), &graph));
    }

    /// What to cut so that no cycle is left.
    #[divan::bench(args = [100, LARGE, 10 * LARGE], sample_count = 10)]
    fn feedback_arcs(bencher: Bencher<'_, '_>, contexts: usize) {
        let landscape = synthetic::landscape(contexts);
        let structure = Structure::of(&landscape, &Graph::of(&landscape));
        bencher.bench_local(|| feedback::feedback_arcs(black_box(&structure)));
    }
}

mod arrange {
    use super::*;

    #[divan::bench(sample_count = 10)]
    fn the_first_example(bencher: Bencher<'_, '_>) {
        let landscape = insurer();
        bencher.bench_local(|| layout::arrange(black_box(&landscape), 1.5));
    }

    #[divan::bench(args = [100, LARGE], sample_count = 5)]
    fn synthetic(bencher: Bencher<'_, '_>, contexts: usize) {
        let landscape = synthetic::landscape(contexts);
        bencher.bench_local(|| layout::arrange(black_box(&landscape), 1.5));
    }
}

mod map {
    use super::*;

    #[divan::bench]
    fn whole_of_the_first_example(bencher: Bencher<'_, '_>) {
        let landscape = insurer();
        bencher.bench_local(|| context_map::build(black_box(&landscape)));
    }

    #[divan::bench]
    fn picture_of_the_first_example(bencher: Bencher<'_, '_>) {
        let scene = context_map::build(&insurer());
        bencher.bench_local(|| svg::document(black_box(&scene), "An insurer", Theme::Light));
    }

    #[divan::bench(args = [100, LARGE], sample_count = 10)]
    fn whole(bencher: Bencher<'_, '_>, contexts: usize) {
        let landscape = synthetic::landscape(contexts);
        bencher.bench_local(|| context_map::build(black_box(&landscape)));
    }

    /// One context is dragged: what is touched is looked at again, and the first hundred relationships are drawn.
    #[divan::bench(args = [100, LARGE])]
    fn after_a_move(bencher: Bencher<'_, '_>, contexts: usize) {
        let landscape = synthetic::landscape(contexts);
        let mut map = ContextMap::new(&landscape);
        let id = ElementId::from(first(&landscape));
        let shown: Vec<RelationshipId> = map.relationships().take(100).collect();
        let mut x = 0;
        bencher.bench_local(|| {
            x = (x + 8) % 800;
            map.update(&landscape, &[], &SortedMap::from([(id, Frame::new(x, 0, 176, 88))]));
            map.edges(&shown)
        });
    }

    #[divan::bench]
    fn after_a_rename(bencher: Bencher<'_, '_>) {
        let mut landscape = synthetic::landscape(LARGE);
        let mut map = ContextMap::new(&landscape);
        let id = first(&landscape);
        let mut turn = ["One", "Other"].iter().cycle();
        bencher.bench_local(|| {
            let name = turn.next().map(|name| (*name).to_owned()).unwrap_or_default();
            let renamed = apply(&mut landscape, &EditContext { id, edit: ContextEdit::Name(name) }.into());
            let touched: Vec<ElementId> = renamed.expect("it is there").touched().collect();
            map.update(&landscape, &touched, &SortedMap::new())
        });
    }
}

mod views {
    use super::*;
    use atoll_core::layout::layered::{Arc, Flow, Plan, layered};

    /// Every view but the map.
    const CODES: [&str; 7] =
        ["domain-landscape", "teams", "matrix", "onion", "core-domain-chart", "evolution-chart", "message-flow"];

    /// A view from scratch, of contexts with five relationships each.
    #[divan::bench(args = CODES, sample_count = 10)]
    fn of_a_thousand_contexts(bencher: Bencher<'_, '_>, code: &str) {
        let landscape = synthetic::landscape(LARGE);
        let view = VIEWS.iter().find(|view| view.code == code).expect("a view");
        let perspective = Perspective { view: view.kind, ..Perspective::default() };
        bencher.bench_local(|| (view.build)(black_box(&landscape), &perspective));
    }

    /// The map of contexts that implement subdomains together.
    #[divan::bench(sample_count = 10)]
    fn map_of_a_hundred_spoken(bencher: Bencher<'_, '_>) {
        let landscape = spoken::landscape(100);
        bencher.bench_local(|| context_map::build(black_box(&landscape)));
    }

    /// A view from scratch where everything is said: teams, messages, deployables.
    #[divan::bench(args = ["domain-landscape", "teams", "message-flow"], sample_count = 10)]
    fn of_a_thousand_spoken(bencher: Bencher<'_, '_>, code: &str) {
        let landscape = spoken::landscape(LARGE);
        let view = VIEWS.iter().find(|view| view.code == code).expect("a view");
        bencher.bench_local(|| (view.build)(black_box(&landscape), &Perspective::default()));
    }

    /// The landscape of the peer benchmarks as one graph in layers, without domains.
    #[divan::bench(args = [100, LARGE], sample_count = 5)]
    fn layers(bencher: Bencher<'_, '_>, contexts: usize) {
        let landscape = synthetic::landscape(contexts);
        let graph = Graph::of(&landscape);
        let sizes = vec![(180.0, 70.0); graph.contexts.len()];
        let arc = |link: &atoll_core::graph::Link| Arc { from: link.upstream, to: link.downstream, lead: 0.0 };
        let arcs: Vec<Arc> = graph.links.iter().map(arc).collect();
        let plan = Plan { sizes: &sizes, arcs: &arcs, flow: Flow::Right, beside: 20.0, between: 40.0, apart: 10.0 };
        bencher.bench_local(|| layered(black_box(&plan)));
    }
}

mod files {
    use super::*;

    #[divan::bench]
    fn write(bencher: Bencher<'_, '_>) {
        let landscape = synthetic::landscape(LARGE);
        bencher.bench_local(|| native::write(black_box(&landscape)));
    }

    #[divan::bench]
    fn read(bencher: Bencher<'_, '_>) {
        let text = native::write(&synthetic::landscape(LARGE));
        bencher.bench_local(|| native::parse(black_box(&text)));
    }

    #[divan::bench]
    fn import_context_mapper(bencher: Bencher<'_, '_>) {
        let text = include_str!("../tests/picture/brewery.cml");
        let import = context_mapper::FORMAT.import.expect("the format can be read");
        bencher.bench_local(|| import(&Source::alone("brewery.cml", black_box(text)), &mut IdSource::new(0)));
    }
}

mod boundaries {
    use super::*;
    use atoll_core::random::Random;
    use atoll_core::simulation::Request;
    use atoll_core::simulation::boundaries::SIMULATION;
    use atoll_core::simulation::boundaries::leiden::{Leiden, Pair, Problem};

    /// Clumps of fifty with seven edges in ten inside a clump, as the peers are given them.
    fn clumps(nodes: usize, edges: usize) -> Problem {
        let mut random = Random::keyed(&[7, nodes as u64]);
        let mut pair = |_| {
            let one = random.below(nodes);
            let near = one / 50 * 50 + random.below(50);
            let other = if random.unit() < 0.7 { near.min(nodes - 1) } else { random.below(nodes) };
            Pair { one, other, weight: 1.0 }
        };
        Problem { keys: (0..nodes as u64).collect(), pairs: (0..edges).map(&mut pair).collect(), ..Problem::default() }
    }

    /// One cut from one seed, until nothing changes any more.
    #[divan::bench(args = [100, LARGE, 10 * LARGE], sample_count = 10)]
    fn leiden(bencher: Bencher<'_, '_>, nodes: usize) {
        let leiden = Leiden::new(&clumps(nodes, 5 * nodes)).expect("nothing contradicts itself");
        let mut seed = 0;
        bencher.bench_local(|| {
            seed += 1;
            leiden.solve(black_box(1.0), seed)
        });
    }

    /// What follows a drag.
    #[divan::bench(args = [100, LARGE], sample_count = 10)]
    fn estimate(bencher: Bencher<'_, '_>, contexts: usize) {
        let landscape = spoken::landscape(contexts);
        bencher.bench_local(|| (SIMULATION.estimate)(black_box(&landscape), &Request::default()));
    }
}
