//! Real files hold what others count in them.

use atoll_core::format::{NoteKind, context_mapper, native};
use atoll_core::model::{Landscape, MapKind, MapState, RelationshipKind};
use atoll_core::pattern;

use super::folder::corpus;
use super::import_file;

/// File, contexts and teams on the map, and relationships: Shared Kernel, Partnership, upstream/downstream,
/// customer/supplier. The counts were made by other parsers than this one.
const COUNTS: [(&str, Option<usize>, [usize; 4]); 30] = [
    ("Bounded-Context-Canvas-Example-Stage-1.cml", Some(1), [0, 0, 0, 0]),
    ("ContextMapper-Example-Stage-1.cml", Some(5), [1, 0, 3, 0]),
    ("ContextMapper-Example-Stage-3.cml", Some(5), [1, 0, 3, 0]),
    ("DDD-Sample-Stage-1.cml", Some(3), [1, 0, 2, 0]),
    ("DDD-Sample-Stage-4.cml", Some(3), [1, 0, 2, 0]),
    ("DDD-Sample_Alternative-Relationship-Syntax.cml", Some(3), [1, 0, 2, 0]),
    ("Insurance-Example-Stage-1.cml", Some(6), [2, 0, 5, 0]),
    ("Insurance-Example-Stage-5.cml", Some(6), [1, 1, 4, 1]),
    ("Insurance-Example_Alternative-Relationship-Syntax.cml", Some(6), [1, 1, 4, 1]),
    ("Insurance-Example_Team-Map.cml", Some(7), [0, 1, 2, 2]),
    ("InsuranceClaimCoordination.cml", Some(3), [2, 0, 0, 0]),
    ("QuoteRequestFlow.cml", None, [0, 0, 0, 0]),
    ("merge-bounded-contexts-test-4-input.cml", Some(2), [2, 0, 2, 0]),
    ("refactoring-AR-03-example-input.cml", Some(1), [0, 0, 0, 0]),
    ("refactoring-AR-03-example-output.cml", Some(1), [0, 0, 0, 0]),
    ("refactoring-AR-07-example-input.cml", Some(3), [0, 0, 1, 1]),
    ("refactoring-AR-07-example-output.cml", Some(2), [0, 0, 1, 0]),
    ("refactoring-AR-08-example-input.cml", Some(2), [1, 0, 0, 0]),
    ("refactoring-AR-08-example-output.cml", Some(3), [0, 0, 2, 0]),
    ("refactoring-AR-09-example-input.cml", Some(2), [0, 1, 0, 0]),
    ("refactoring-AR-09-example-output-a.cml", Some(1), [0, 0, 0, 0]),
    ("refactoring-AR-09-example-output-b.cml", Some(3), [0, 0, 2, 0]),
    ("refactoring-AR-09-example-output-c.cml", Some(2), [0, 0, 1, 0]),
    ("refactoring-AR-10-example-input.cml", Some(2), [1, 0, 0, 0]),
    ("refactoring-AR-10-example-output.cml", Some(2), [0, 1, 0, 0]),
    ("refactoring-AR-11-example-input.cml", Some(2), [0, 1, 0, 0]),
    ("refactoring-AR-11-example-output.cml", Some(2), [1, 0, 0, 0]),
    ("split-system-tier-test-7-input.cml", Some(2), [0, 2, 2, 0]),
    ("test-context-map-1.cml", Some(6), [1, 1, 2, 1]),
    ("test-team-map-2.cml", Some(4), [0, 0, 2, 0]),
];

fn kinds(landscape: &Landscape) -> [usize; 4] {
    use RelationshipKind::{CustomerSupplier, Partnership, SharedKernel, UpstreamDownstream};
    [SharedKernel, Partnership, UpstreamDownstream, CustomerSupplier]
        .map(|kind| landscape.relationships.values().filter(|it| it.kind == kind).count())
}

#[test]
fn real_files_hold_what_others_count_in_them() {
    let Some(corpus) = corpus() else { return };
    let mut files: Vec<String> = std::fs::read_dir(&corpus)
        .expect("readable")
        .map(|entry| entry.expect("readable").file_name().to_str().expect("in Unicode").to_owned())
        .filter(|name| name.ends_with(".cml"))
        .collect();
    files.sort();
    let counted = COUNTS.map(|(name, ..)| name.to_owned());
    assert_eq!(files, counted, "every file of the corpus is counted");

    for (name, on_map, expected) in COUNTS {
        let import = import_file(&corpus, name);
        let landscape = import.landscape();
        assert_eq!((import.on_map, kinds(&landscape)), (on_map, expected), "{name}");
        assert_eq!(landscape.relationships.len(), expected.iter().sum::<usize>(), "{name}");
        let shown = landscape.contexts_on_map().count() + landscape.teams_on_map().count();
        assert_eq!(shown, on_map.unwrap_or(landscape.contexts.len()), "{name}");
        // Nothing in them is wrong, so that nothing is said to be.
        let wrong: Vec<_> = import.notes.iter().filter(|note| note.kind != NoteKind::Held).collect();
        assert!(wrong.is_empty(), "{name}: {wrong:?}");

        let text = std::fs::read_to_string(format!("{corpus}/{name}")).expect("readable");
        assert!((context_mapper::FORMAT.recognizes)(&text), "{name}");
        assert_eq!(native::parse(&native::write(&landscape)).as_ref(), Ok(&landscape), "{name}");
    }
}

#[test]
fn the_insurance_example_is_read_to_the_last_attribute() {
    let Some(corpus) = corpus() else { return };
    let import = import_file(&corpus, "Insurance-Example-Stage-5.cml");
    let landscape = import.landscape();
    assert_eq!(landscape.header.name, "InsuranceContextMap");
    assert_eq!((landscape.header.kind, landscape.header.state), (MapKind::SystemLandscape, MapState::ToBe));

    let roles = |code| {
        let has = |it: &&std::sync::Arc<_>| pattern::roles(it).any(|role| role.code == code);
        landscape.relationships.values().filter(has).count()
    };
    assert_eq!(["OHS", "PL", "ACL", "CF"].map(roles), [4, 4, 3, 1]);
    let count = |has: fn(&atoll_core::model::Relationship) -> bool| {
        landscape.relationships.values().filter(|it| has(it)).count()
    };
    assert_eq!(count(|it| !it.technology.is_empty()), 6);
    assert_eq!(count(|it| it.exposed.len() == 1), 5);
    assert_eq!(count(|it| it.downstream_rights == atoll_core::model::DownstreamRights::Influencer), 1);
    assert_eq!(count(|it| it.name == "Customer_Frontend_Backend_Relationship"), 1);
    // What is exposed is the upstream's.
    for it in landscape.relationships.values() {
        let (upstream, _) = it.contexts().expect("between contexts");
        assert!(it.exposed.iter().all(|id| landscape.aggregates[id].context == upstream), "{}", it.id);
    }

    let lengths =
        [landscape.aggregates.len(), landscape.teams.len(), landscape.domains.len(), landscape.subdomains.len()];
    assert_eq!(lengths, [10, 4, 1, 5]);
    assert_eq!(landscape.teams_on_map().count(), 0);
    let marks: Vec<u8> = landscape.teams.values().map(|team| team.mark).collect();
    assert_eq!(marks, [0, 1, 2, 3]);
    let owned: Vec<&str> =
        landscape.aggregates.values().filter_map(|it| Some(&*landscape.teams[&it.owner?].name)).collect();
    assert_eq!(owned, ["ContractsTeam", "ContractsTeam", "ProductsTeam", "ContractsTeam", "RisksTeam", "FinancesTeam"]);
    let implementing = landscape.contexts.values().filter(|it| it.implements.len() == 1).count();
    assert_eq!(implementing, 5);
    let kept = landscape.aggregates.values().flat_map(|it| &it.held).count();
    assert_eq!(kept, 17);
    assert_eq!(import.notes.len(), kept + 1, "one for each block, and one for the comments");
}

#[test]
fn the_team_map_ties_teams_to_what_they_realize() {
    let Some(corpus) = corpus() else { return };
    let landscape = import_file(&corpus, "Insurance-Example_Team-Map.cml").landscape();
    assert_eq!(landscape.header.kind, MapKind::Organizational);
    let owner = |it: &atoll_core::model::BoundedContext| {
        it.owners.iter().map(|id| landscape.teams[id].name.clone()).collect::<Vec<_>>()
    };
    let owners: Vec<(String, Vec<String>)> =
        landscape.contexts.values().map(|it| (it.name.clone(), owner(it))).collect();
    let expected = [
        ("CustomerManagementContext", "CustomersBackofficeTeam"),
        ("CustomerSelfServiceContext", "CustomersFrontofficeTeam"),
        ("PolicyManagementContext", "ContractsTeam"),
        ("RiskManagementContext", "ContractsTeam"),
    ];
    assert_eq!(owners, expected.map(|(context, team)| (context.to_owned(), vec![team.to_owned()])));
    let between_teams = landscape.relationships.values().filter(|it| it.contexts().is_none()).count();
    assert_eq!(between_teams, 2);
}
