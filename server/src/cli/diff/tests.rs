//! What comparisons look like for people and for programs.

use atoll_core::command::{self, Add, apply};
use atoll_core::sketch::Sketch;

use super::*;

/// A shop, and what it is when a context is called otherwise and two come to depend on each other.
fn landscapes() -> [Landscape; 2] {
    let mut sketch = Sketch::new();
    let [cart, stock] = ["Cart\u{1b}[2J", "Stock"].map(|name| sketch.context(name));
    sketch.flow(cart, stock);
    let before = sketch.landscape.clone();
    sketch.flow(stock, cart);
    let rename = command::rename(stock.into(), "Store".to_owned());
    apply(&mut sketch.landscape, &rename).expect("it applies");
    [before, sketch.landscape]
}

fn report() -> Report {
    let [old, new] = landscapes();
    let today = NaiveDate::from_ymd_opt(2026, 6, 15).expect("a day");
    of_files(By::Identifiers, "old → new".to_owned(), &old, &new, today)
}

#[test]
fn people_get_signs_and_words_and_nothing_that_a_terminal_acts_on() {
    let plain = text::spell(&report(), Colours(false));
    for line in ["old → new", "Contexts", "  ~ changed Store", "      Name: Stock → Store", "Relationships", "Measures"]
    {
        assert!(plain.lines().any(|it| it == line), "{line}: {plain}");
    }
    assert!(plain.contains("  + added Store → Cart\u{fffd}[2J"), "{plain}");
    assert!(plain.contains("! new error cyclic-dependency") || plain.contains("! new warning cyclic-dependency"));
    assert!(!plain.contains('\u{1b}'), "{plain}");
    let coloured = text::spell(&report(), Colours(true));
    assert!(coloured.contains("\u{1b}[33m  ~ changed Store\u{1b}[0m"), "{coloured}");
}

#[test]
fn what_is_asked_for_makes_the_exit_code() {
    let [same, _] = landscapes();
    let today = NaiveDate::from_ymd_opt(2026, 6, 15).expect("a day");
    let nothing = of_files(By::Auto, "same".to_owned(), &same, &same, today);
    for (fail_on, expected) in [
        (vec![], End::Well),
        (vec![FailOn::Difference], End::Found),
        (vec![FailOn::NewFindings], End::Found),
        (vec![FailOn::Conflicts], End::Well),
    ] {
        assert_eq!(end(&fail_on, &report()), expected, "{fail_on:?}");
        assert_eq!(end(&fail_on, &nothing), End::Well, "{fail_on:?}");
    }
}

#[test]
fn a_scenario_is_found_by_its_name_or_the_names_are_told() {
    let [mut landscape, _] = landscapes();
    let id = ScenarioId::new(7);
    let scenario = Scenario { id, name: "Alone".to_owned(), ..Scenario::default() };
    apply(&mut landscape, &Add::new(scenario).into()).expect("it applies");
    assert_eq!(named(&landscape, "Alone").map(|it| it.id), Ok(id));
    assert_eq!(named(&landscape, "j7").map(|it| it.id), Ok(id));
    assert!(named(&landscape, "Alone?").is_err_and(|told| told.contains("It has “Alone”.")));
}
