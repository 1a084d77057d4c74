//! The registry, and what the shortest landscapes measure.

use super::*;
use crate::gallery::EXAMPLES;
use crate::sketch::Sketch;

fn text<'a>(readings: &'a [Reading], key: &str) -> &'a str {
    readings.iter().find(|reading| reading.key == key).map(|reading| reading.text.as_str()).expect(key)
}

#[test]
fn keys_are_unique_and_every_measure_explains_itself() {
    let mut keys: Vec<&str> = MEASURES.iter().map(|measure| measure.key).collect();
    keys.sort_unstable();
    keys.dedup();
    assert_eq!(keys.len(), MEASURES.len());
    for it in MEASURES {
        assert!(it.key.chars().all(|letter| letter.is_ascii_lowercase() || letter == '-'), "{}", it.key);
        assert!(it.says.ends_with('.') && it.source.ends_with('.') && it.formula.len() > 10, "{}", it.key);
        assert!(measure(it.key).is_some_and(|found| found.key == it.key));
    }
}

#[test]
fn nothing_is_known_of_an_empty_landscape_but_counts() {
    let landscape = Landscape::default();
    let measures = compute(&landscape, &Graph::of(&landscape));
    for reading in &measures.overall {
        assert!(reading.value.is_none_or(|value| value == 0.0), "{reading:?}");
    }
    assert_eq!(text(&measures.overall, "propagation-cost"), UNDEFINED);
    assert!(measures.contexts.is_empty() && measures.teams.is_empty());
}

#[test]
fn every_reading_of_every_example_is_finite_and_has_its_registry_s_key() {
    for example in EXAMPLES {
        let landscape = example.landscape();
        let measures = compute(&landscape, &Graph::of(&landscape));
        let of = |is: fn(&Of) -> bool| MEASURES.iter().filter(|it| is(&it.of)).map(|it| it.key).collect::<Vec<_>>();
        let keys = |readings: &[Reading]| readings.iter().map(|reading| reading.key).collect::<Vec<_>>();
        assert_eq!(keys(&measures.overall), of(|of| matches!(of, Of::Landscape(_))));
        assert_eq!(measures.contexts.len(), landscape.contexts.len());
        assert_eq!(measures.teams.len(), landscape.teams.len());
        for (_, readings) in &measures.contexts {
            assert_eq!(keys(readings), of(|of| matches!(of, Of::Context(_))));
        }
        let of_contexts = measures.contexts.iter().map(|(_, readings)| readings);
        let of_teams = measures.teams.iter().map(|(_, readings)| readings);
        for reading in measures.overall.iter().chain(of_contexts.chain(of_teams).flatten()) {
            assert!(reading.value.is_none_or(f64::is_finite) && !reading.text.is_empty(), "{reading:?}");
        }
    }
}

#[test]
fn the_words_tell_what_the_figures_consist_of() {
    let mut sketch = Sketch::new();
    let [a, b, c, d] = ["A", "B", "C", "D"].map(|name| sketch.context(name));
    sketch.flow(a, b);
    sketch.flow(b, c);
    sketch.flow(c, a);
    sketch.flow(c, a);
    sketch.flow(a, d);
    let [one, two] = [("One", a), ("Two", d)].map(|(name, context)| sketch.team(name, &[context]));
    let measures = compute(&sketch.landscape, &Graph::of(&sketch.landscape));
    let overall = |key: &str| text(&measures.overall, key);
    assert_eq!(overall("minimum-cut"), "1: “B” on “A”");
    assert_eq!(overall("tangle-index"), "40.0 %");
    assert_eq!(overall("architecture"), "core-periphery: the one cyclic group has 3 of 4 contexts");
    assert_eq!(overall("propagation-cost"), "81.2 %");
    assert_eq!(overall("congruence"), UNDEFINED);
    let of = |id: ContextId, key: &str| {
        let found = measures.contexts.iter().find(|(other, _)| *other == id).map(|(_, readings)| text(readings, key));
        found.expect("a context").to_owned()
    };
    assert_eq!((of(a, "role"), of(d, "role")), ("core".to_owned(), "control".to_owned()));
    assert_eq!((of(a, "visibility-fan-in"), of(d, "instability")), ("4 (100.0 %)".to_owned(), "1.00".to_owned()));
    assert_eq!(of(a, "abstractness"), UNDEFINED);
    let [one, two] = [one, two].map(|id| measures.teams.iter().find(|(other, _)| *other == id).expect("a team"));
    assert_eq!(text(&one.1, "cognitive-load"), "1 of 3 (1 not known)");
    assert_eq!(text(&two.1, "teams-to-coordinate-with"), "1");
}
