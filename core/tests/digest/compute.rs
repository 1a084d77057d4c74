//! Computes the digest. Nothing in here but the core: the browser can run it as well.

use std::fmt::Write as _;

use atoll_core::command::{Place, apply};
use atoll_core::gallery::{EXAMPLES, synthetic};
use atoll_core::graph::Graph;
use atoll_core::layout;
use atoll_core::measure;
use atoll_core::model::{ContextId, Landscape, Perspective};
use atoll_core::scene::svg;
use atoll_core::simulation::ripple::RippleModel;
use atoll_core::simulation::ripple::everywhere::Everywhere;
use atoll_core::simulation::{Estimate, SEED};
use atoll_core::theme::Theme;
use atoll_core::view::VIEWS;

/// A line for everything that must be the same everywhere: whose, what, and the fingerprint of the whole answer.
pub(crate) fn digest() -> String {
    let examples = EXAMPLES.map(|example| (example.code.to_owned(), example.landscape()));
    let generated = [60, 300].map(|contexts| (format!("synthetic-{contexts}"), synthetic::landscape(contexts)));
    let mut lines = String::new();
    for (name, mut landscape) in examples.into_iter().chain(generated) {
        let frames = layout::arrange(&landscape, 1.5);
        let mut places = String::new();
        for (id, frame) in &frames {
            let _ = writeln!(places, "{id} {} {} {} {}", frame.x, frame.y, frame.width, frame.height);
        }
        let _ = apply(&mut landscape, &Place { frames }.into());
        for (what, text) in [
            ("layout", places),
            ("ripple", ripples(&landscape)),
            ("measures", measures(&landscape)),
            ("picture", pictures(&landscape)),
        ] {
            let _ = writeln!(lines, "{name} {what} {}", fingerprint(&text));
        }
    }
    lines
}

/// Every figure of the ripples from the first contexts, and of all ripples at once, to the last bit.
fn ripples(landscape: &Landscape) -> String {
    let bits = |it: Estimate| [it.value, it.low, it.high].map(|figure| format!("{:016x}", figure.to_bits())).join(" ");
    let model = RippleModel::of(landscape);
    let mut text = String::new();
    let sources: Vec<ContextId> = landscape.contexts.keys().take(5).copied().collect();
    for ripple in sources.into_iter().filter_map(|source| model.run(source)) {
        let _ = writeln!(text, "{} {:?} touches {}", ripple.source, ripple.method, bits(ripple.touched));
        for (context, reach) in &ripple.reach {
            let _ = writeln!(text, "{context} {}", bits(*reach));
        }
        for team in &ripple.teams {
            let _ = writeln!(text, "{} {} {:016x}", team.team, bits(team.involved), team.contexts_touched.to_bits());
        }
    }
    let contexts = model.graph.contexts.len();
    let mut everywhere = Everywhere::new(&model.network, &vec![1.0; contexts], SEED);
    everywhere.step(&model.network);
    for context in 0..contexts {
        let _ = writeln!(text, "{} {}", bits(everywhere.touches(context)), bits(everywhere.touched(context)));
    }
    text
}

/// Every figure that is measured, to the last bit, and what is shown.
fn measures(landscape: &Landscape) -> String {
    let measures = measure::compute(landscape, &Graph::of(landscape));
    let of_contexts = measures.contexts.iter().flat_map(|(_, readings)| readings);
    let of_teams = measures.teams.iter().flat_map(|(_, readings)| readings);
    let mut text = String::new();
    for reading in measures.overall.iter().chain(of_contexts).chain(of_teams) {
        let _ = writeln!(text, "{} {:?} {}", reading.key, reading.value.map(f64::to_bits), reading.text);
    }
    text
}

/// What is drawn in every view, without the style, which is free to change.
fn pictures(landscape: &Landscape) -> String {
    let drawn =
        VIEWS.map(|view| svg::document(&(view.build)(landscape, &Perspective::default()), view.name, Theme::Light));
    drawn.iter().map(|picture| picture.split("</defs>").last().unwrap_or_default()).collect()
}

/// The 64 bits of FNV-1a (Fowler, Noll and Vo), in hexadecimal digits.
pub(crate) fn fingerprint(text: &str) -> String {
    let hash = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    format!("{hash:016x}")
}
