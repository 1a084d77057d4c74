//! What holds of every simulation: it answers or refuses in a sentence whatever the landscape, it gives its reasons, the
//! same question gets the same bytes, and an unchanged design differs by exactly 0.

#![allow(clippy::expect_used, clippy::panic, reason = "a test says what it expects")]

#[path = "simulations/guide.rs"]
mod guide;

use std::collections::{BTreeMap, BTreeSet};

use atoll_core::format::native;
use atoll_core::gallery::{EXAMPLES, spoken, synthetic};
use atoll_core::model::{ElementId, Landscape};
use atoll_core::simulation::comparison::compare;
use atoll_core::simulation::sensitivity::sensitivity;
use atoll_core::simulation::{Estimate, Evidence, Report, Request, SIMULATIONS, Simulation, export, plot};

/// Whole ones, small ones, none at all, and one in which nearly everything is broken.
fn landscapes() -> Vec<(&'static str, Landscape)> {
    let hostile = include_str!("golden/version-3.atoll.json");
    let mut all: Vec<_> = EXAMPLES.iter().map(|example| (example.code, example.landscape())).collect();
    all.push(("empty", Landscape::default()));
    all.push(("synthetic", synthetic::landscape(30)));
    all.push(("spoken", spoken::landscape(30)));
    all.push(("hostile", native::parse(hostile).expect("the golden file")));
    all
}

/// The questions that are asked of a landscape: about nothing, and about the first of each kind; every choice once.
fn questions(simulation: &Simulation, landscape: &Landscape) -> Vec<Request> {
    let firsts = simulation.asks_of.iter().filter_map(|kind| landscape.ids_of(*kind).into_iter().next());
    let mut questions: Vec<Request> = firsts.map(Request::about).collect();
    if simulation.asks_of_all || simulation.asks_of.is_empty() {
        questions.push(Request::default());
    }
    let Some(first) = questions.first().cloned() else { return vec![Request::default()] };
    for setting in (simulation.settings)(landscape) {
        let others = setting.options.iter().filter(|(code, _)| *code != setting.default);
        questions.extend(others.take(4).map(|(code, _)| first.clone().with(setting.key, code)));
    }
    questions
}

fn each(mut look: impl FnMut(&str, &'static Simulation, &Landscape, &Request)) {
    for (name, landscape) in landscapes() {
        for simulation in SIMULATIONS {
            for request in questions(simulation, &landscape) {
                let asked = format!("{} of {name}, {request:?}", simulation.code);
                look(&asked, simulation, &landscape, &request);
            }
        }
    }
}

#[test]
fn every_parameter_says_where_it_is_from() {
    let mut keys = BTreeMap::new();
    for simulation in SIMULATIONS {
        for parameter in (simulation.parameters)() {
            let key = &parameter.key;
            // Simulations may share an assumption, but not a name for two of them.
            let known = keys.insert(key.clone(), parameter.clone());
            assert!(known.is_none_or(|known| known == parameter), "{key} says two things");
            assert!(key.contains('.') && !parameter.label.is_empty(), "{key}");
            let order = [parameter.minimum, parameter.low, parameter.default, parameter.high, parameter.maximum];
            assert!(order.windows(2).all(|pair| pair[0] <= pair[1]), "{key}: {order:?}");
            if let Evidence::Published(source) = parameter.evidence {
                assert!(source.len() > 8, "{key}: {source}");
            }
        }
    }
}

#[test]
fn every_answer_gives_its_reasons_and_can_be_drawn_and_kept() {
    let mut found = Vec::new();
    each(|asked, simulation, landscape, request| match (simulation.estimate)(landscape, request) {
        Err(refusal) if refusal.0.len() > 20 && refusal.0.ends_with(['.', '!']) => {}
        Err(refusal) => found.push(format!("{asked}: {refusal}")),
        Ok(report) => found.extend(faults(asked, simulation, &report, request)),
    });
    no_faults(&found);
}

/// What is wrong with an answer.
fn faults(asked: &str, simulation: &Simulation, report: &Report, request: &Request) -> Vec<String> {
    let mut faults = Vec::new();
    let mut check = |is_so: bool, what: &str| {
        if !is_so {
            faults.push(format!("{asked}: {what}"));
        }
    };
    check(report.simulation == simulation.code && report.subject == request.subject, "it answers something else");
    check(report.summary.ends_with(['.', '!']), &report.summary);
    check(report.quantity(simulation.headline).is_some(), simulation.headline);
    let keys: BTreeSet<String> = (simulation.parameters)().into_iter().map(|parameter| parameter.key).collect();
    let mut seen = BTreeSet::new();
    for quantity in &report.quantities {
        let key = &quantity.key;
        check(seen.insert(key), &format!("{key} is there twice"));
        check(!quantity.name.is_empty() && quantity.why.len() > 20, &format!("{key} has no reason"));
        check(!quantity.source.is_empty(), &format!("{key} has no source"));
        let unknown: Vec<&String> = quantity.rests_on.iter().filter(|key| !keys.contains(*key)).collect();
        check(unknown.is_empty(), &format!("{key} rests on {unknown:?}"));
        let Estimate { value, low, high } = quantity.value;
        check(value.is_nan() || (low <= value && value <= high), &format!("{key}: {:?}", quantity.value));
    }
    for table in report.tables.iter().cloned().chain(report.plots.iter().map(|plot| plot.table())) {
        let is_whole = table.rows.iter().all(|row| row.cells.len() == table.columns.len());
        check(is_whole, &format!("the table {} has rows of another length", table.key));
    }
    for picture in &report.plots {
        let drawn = plot::svg(picture, 320.0).unwrap_or_default();
        check(drawn.is_empty() || is_drawable(&drawn), &format!("the picture {}", picture.key));
    }
    check(report.heat.iter().all(|heat| (0.0..=1.0).contains(&heat.share)), "heat is no share");
    let kept = export::json(report);
    let read = serde_json::from_str::<Report>(&kept).map(|read| export::json(&read));
    check(read.is_ok_and(|read| read == kept), "what is kept is read back as something else");
    check(export::csv(report).starts_with("figure,name,value"), "the table has no head");
    faults
}

/// Well-formed, and every coordinate is a number.
fn is_drawable(drawn: &str) -> bool {
    let Ok(document) = roxmltree::Document::parse(drawn) else { return false };
    let is_coordinate = |name: &str| matches!(name, "x" | "y" | "width" | "height" | "d" | "viewBox");
    let mut attributes = document.descendants().flat_map(|node| node.attributes());
    attributes.all(|it| !is_coordinate(it.name()) || !(it.value().contains("NaN") || it.value().contains("inf")))
}

fn no_faults(faults: &[String]) {
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn the_same_question_gets_the_same_bytes_and_an_unchanged_design_differs_by_nothing() {
    let mut found = Vec::new();
    each(|asked, simulation, landscape, request| {
        let Some(start) = simulation.start.filter(|_| request.settings.is_empty()) else { return };
        let request = Request { effort: 3, ..request.clone() };
        let drawn = || {
            let mut run = start(landscape, &request).ok()?;
            let mut slices = 0;
            while run.progress() < 1.0 {
                run.step();
                slices += 1;
                assert!(slices < 100_000, "{asked} never ends");
            }
            Some(run.report())
        };
        let (Some(one), Some(other)) = (drawn(), drawn()) else { return };
        found.extend(faults(asked, simulation, &one, &request));
        if export::json(&one) != export::json(&other) {
            found.push(format!("{asked}: two runs differ"));
        }
        for difference in compare(&one, &other) {
            let is_nothing = difference.difference == Estimate::exact(0.0) || !difference.before.value.is_finite();
            if !is_nothing {
                found.push(format!("{asked}: {difference:?}"));
            }
        }
    });
    no_faults(&found);
}

#[test]
fn every_simulation_says_which_assumption_counts_most() {
    let landscape = EXAMPLES[1].landscape();
    for simulation in SIMULATIONS {
        let request = questions(simulation, &landscape).swap_remove(0);
        let plot = sensitivity(simulation, &landscape, &request);
        let plot = plot.unwrap_or_else(|refusal| panic!("{}: {refusal}", simulation.code));
        let bars = &plot.series[0].points;
        assert!(!bars.is_empty(), "{}: nothing counts", simulation.code);
        let widths: Vec<f64> = bars.iter().map(|bar| (bar.high - bar.y).abs().max((bar.low - bar.y).abs())).collect();
        assert!(widths.windows(2).all(|pair| pair[0] >= pair[1]), "{}: {widths:?}", simulation.code);
    }
}

#[test]
fn names_of_elements_are_asked_about_by_their_identifiers() {
    // What a request says is kept in files and links: it is read back as it was.
    let request = Request::about("c5".parse::<ElementId>().expect("an identifier")).with("kind", "breaking");
    let text = serde_json::to_string(&request).expect("JSON");
    assert_eq!(serde_json::from_str::<Request>(&text).expect("a request"), request);
}
