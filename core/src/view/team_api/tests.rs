//! What a Team API says of the retailer's teams, and of teams that are not there.

use super::*;
use crate::gallery::example;
use crate::model::{Interaction, Toggle};
use crate::sketch::Sketch;

#[test]
fn dependencies_are_told_by_the_team_that_owns_what_is_needed() {
    let mut sketch = Sketch::new();
    let [orders, stock, mail, prices] = ["Orders", "Stock", "Mail", "Prices"].map(|name| sketch.context(name));
    let blue = sketch.team("Blue", &[orders, prices]);
    let green = sketch.team("Green", &[stock]);
    let inside = sketch.flow(prices, orders);
    let of_green = sketch.flow(stock, orders);
    let of_nobody = sketch.flow(mail, orders);
    sketch.flow(orders, stock);
    let shared = sketch.relate(prices, stock, RelationshipKind::SharedKernel, |_| ());
    let apart = sketch.relate(mail, prices, RelationshipKind::SeparateWays, |_| ());
    let api = TeamApi::of(&sketch.landscape, blue);
    let expected = [
        Supplier { who: green.into(), relationships: vec![(of_green, orders, stock), (shared, prices, stock)] },
        Supplier { who: mail.into(), relationships: vec![(of_nobody, orders, mail)] },
    ];
    assert_eq!(api.dependencies, expected, "not {inside:?}, which is its own, nor {apart:?}");
    assert_eq!(api.owns, [orders, prices]);
    assert_eq!(TeamApi::of(&sketch.landscape, TeamId::new(77)), TeamApi::default());
}

#[test]
fn interactions_are_told_from_the_side_of_the_team() {
    let mut sketch = Sketch::new();
    let [blue, green] = ["Blue", "Green"].map(|name| sketch.team(name, &[]));
    for mode in [InteractionMode::XAsAService, InteractionMode::Collaboration, InteractionMode::Facilitating] {
        sketch.add(Interaction { provider: blue, consumer: green, mode, ..Interaction::default() });
    }
    sketch.add(Interaction { provider: blue, consumer: blue, ..Interaction::default() });
    let said = |team| TeamApi::of(&sketch.landscape, team).interactions.iter().map(Together::says).collect::<Vec<_>>();
    assert_eq!(said(blue), ["provides a service to", "collaborates with", "helps"]);
    assert_eq!(said(green), ["uses a service of", "collaborates with", "is helped by"]);
}

#[test]
fn a_toggle_without_an_owner_is_that_of_the_team_that_owns_its_context() {
    let mut sketch = Sketch::new();
    let orders = sketch.context("Orders");
    let [blue, green] = [vec![orders], vec![]].map(|owns| sketch.team("A team", &owns));
    let own = sketch.add(Toggle { context: Some(orders), ..Toggle::default() });
    let other = sketch.add(Toggle { context: Some(orders), owner: Some(green), ..Toggle::default() });
    let toggles = |team| TeamApi::of(&sketch.landscape, team).toggles.iter().map(|it| it.0).collect::<Vec<_>>();
    assert_eq!((toggles(blue), toggles(green)), (vec![own], vec![other]));
}

#[test]
fn the_page_of_a_team_of_the_retailer() {
    let landscape = example("retailer").expect("an example").landscape();
    let team = landscape.teams.values().find(|team| team.name == "Base camp").expect("a team");
    let page = TeamApi::of(&landscape, team.id).markdown(&landscape, team);
    for line in [
        "# Base camp",
        "- Stock (class: core; complex)",
        "- Availability (API, of Stock)",
        "  - version 1: deprecated, goes away on 2026-12-31",
        "- provides a service to Marketplace (X-as-a-Service, since 2025-02-03): Product data.",
        "  - Pipeline: Development → Pre-production → Production",
    ] {
        assert!(page.contains(line), "{line} is not in\n{page}");
    }
    let shop = landscape.teams.values().find(|team| team.name == "Shop").expect("a team");
    let page = TeamApi::of(&landscape, shop.id).markdown(&landscape, shop);
    assert!(page.contains("- toggle one-page-checkout (release, expires 2026-02-27)"), "{page}");
    assert!(page.contains("- Base camp\n  - Search and discovery needs Product information ("), "{page}");
}
