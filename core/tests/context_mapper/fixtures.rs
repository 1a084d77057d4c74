//! Files of our own: one with everything that the language has, and two with what can go wrong. What is in them, by
//! hand, is in the `.atoll.json` beside each.

use atoll_core::format::{ImportError, NoteKind, Source, native};
use atoll_core::model::{
    BoundedContext, Classification, ContextKind, DownstreamRights, Evolution, Held, KnowledgeLevel, Landscape, MapKind,
    MapState, Record, Volatility,
};

use super::{FIXTURES, import, import_file, lines, try_import};

/// Imports a fixture, and compares it with what is known to be in it and with what should be said of it.
fn check(name: &str, on_map: usize, notes: &[&str]) {
    let import = import_file(FIXTURES, &format!("{name}.cml"));
    let expected = std::fs::read_to_string(format!("{FIXTURES}/{name}.atoll.json")).expect("readable");
    let landscape = import.landscape();
    assert_eq!(native::parse(&expected).as_ref(), Ok(&landscape), "{}", native::write(&landscape));
    assert_eq!(lines(&import.notes), notes, "{name}");
    assert_eq!(import.on_map, Some(on_map), "{name}");
    let again = import_file(FIXTURES, &format!("{name}.cml"));
    assert_eq!(again, import, "{name}, a second time");
}

#[test]
fn a_file_with_everything_is_read_whole() {
    check(
        "port",
        5,
        &[
            "1:1 Held This comment and the others of the file, 4 in all, are kept as text.",
            "11:26 Changed “Billing” is declared nowhere: an empty context of that name was added.",
            "30:2 Held Module stacking: Documentation is kept as text: Atoll has no record for it yet.",
            "32:3 Held Module stacking: external is kept as text: Atoll has no record for it yet.",
            "33:3 Held Module stacking: basePackage is kept as text: Atoll has no record for it yet.",
            "34:3 Held Module stacking: hint is kept as text: Atoll has no record for it yet.",
            "35:3 Held Module stacking: Service Levelling is kept as text: Atoll has no record for it yet.",
            "42:2 Held Module gates is kept as text: Atoll has no record for it yet.",
            "43:2 Held Documentation is kept as text: Atoll has no record for it yet.",
            "46:3 Held securityZone is kept as text: Atoll has no record for it yet.",
            "47:3 Held useCases is kept as text: Atoll has no record for it yet.",
            "48:3 Held contentVolatility is kept as text: Atoll has no record for it yet.",
            "49:11 Changed “owner Berths” is kept as text: only a context of type TEAM can own an aggregate.",
            "51:3 Held Entity Plug is kept as text: Atoll has no record for it yet.",
            "55:3 Held ValueObject Power is kept as text: Atoll has no record for it yet.",
            "56:3 Held Repository Plugs is kept as text: Atoll has no record for it yet.",
            "62:2 Held Application Clearing is kept as text: Atoll has no record for it yet.",
            "67:2 Held Service Tariffs is kept as text: Atoll has no record for it yet.",
            "74:21 Held supports is kept as text: Atoll has no record for it yet.",
            "77:3 Held Entity Box is kept as text: Atoll has no record for it yet.",
            "80:2 Held Domain Shipping: harbourMaster is kept as text: Atoll has no record for it yet.",
            "83:1 Held UseCase PlugIn is kept as text: Atoll has no record for it yet.",
            "88:1 Held UserStory Unplug is kept as text: Atoll has no record for it yet.",
            "89:1 Held Stakeholders is kept as text: Atoll has no record for it yet.",
            "90:1 Held ValueRegister Values is kept as text: Atoll has no record for it yet.",
            "parts/quay.cml:3:8 NotUnderstood The imported file “lighthouse.cml” is not there: open it together with this one.",
            "parts/quay.cml:5:1 Held ContextMap Quay is kept as text: a landscape has one map.",
            "parts/teams.cml:1:1 Held This comment is kept as text with what it stands beside.",
            "parts/teams.cml:6:2 Held knowledgeLevel is kept as text: Atoll has no record for it yet.",
            "parts/teams.cml:7:2 Held Aggregate Rota is kept as text: Atoll has no record for it yet.",
        ],
    );
}

#[test]
fn references_that_lead_nowhere_are_mended_or_kept() {
    check(
        "loose_ends",
        2,
        &[
            "3:10 Changed “Depot” is declared nowhere: an empty context of that name was added.",
            "5:31 Changed “exposedAggregates Timetable” is kept as text: no aggregate of that name is declared.",
            "9:42 Changed “implements Leisure” is kept as text: no domain of that name is declared.",
            "9:59 Changed “realizes Tram” is kept as text: only a context of type TEAM can realize another.",
            "10:29 Changed “owner Ferry” is kept as text: only a context of type TEAM can own an aggregate.",
            "11:28 Changed “owner Stewards” is kept as text: no team of that name is declared.",
            "17:30 Changed “realizes Crew” is kept as text: a team cannot realize a team.",
            "17:36 Changed “Bridge” is declared nowhere: an empty context of that name was added.",
            "18:29 Changed “refines Crew” is kept as text: a context cannot refine a team.",
        ],
    );
}

#[test]
fn mistakes_are_said_and_the_rest_is_read() {
    check(
        "mistakes",
        3,
        &[
            "2:9 NotUnderstood “GALAXY” is no type: expected SYSTEM_LANDSCAPE, ORGANIZATIONAL, UNDEFINED.",
            "4:2 NotUnderstood After “contains”, a word was expected instead of “contains”.",
            "5:2 NotUnderstood “Mint” is not understood here: expected type, state, contains or a relationship such as A -> B.",
            "6:10 NotUnderstood “XL” is no role: expected U, D, S, C, OHS, PL, ACL, CF, P or SK.",
            "7:11 NotUnderstood Expected the name of a context instead of “:”.",
            "8:26 Held colour is kept as text: Atoll has no record for it yet.",
            "9:8 Changed “D” contradicts the rest of this relationship and is left out.",
            "9:13 Changed “U” contradicts the rest of this relationship and is left out.",
            "11:1 NotUnderstood Aggregate Coin cannot stand by itself; it is kept as text.",
            "13:15 Changed “type” is said twice: the first counts, this one is kept as text.",
            "14:26 NotUnderstood The text after “domainVisionStatement” should stand in quotes.",
            "15:2 NotUnderstood “?” is not understood here: expected an attribute such as type or responsibilities, a Module or an Aggregate.",
            "17:25 NotUnderstood “MAYBE” is no likelihoodForChange: expected RARELY, NORMAL, OFTEN, UNDEFINED.",
            "18:3 Held Entity Die is kept as text: Atoll has no record for it yet.",
            "18:14 NotUnderstood This brace is never closed.",
            "21:1 NotUnderstood “BoundedContext” cannot stand inside of Aggregate Press: a closing brace is missing before it.",
            "21:42 NotUnderstood After “responsibilities”, a text in quotes was expected instead of “}”.",
            "22:48 NotUnderstood This text has no closing quote: it was taken to end with its line.",
        ],
    );
}

fn held(landscape: &Landscape) -> Vec<Held> {
    let of_record = |record: Record| match record {
        Record::Header(record) => record.held.clone(),
        Record::Subdomain(record) => record.held.clone(),
        Record::Context(record) => record.held.clone(),
        Record::Aggregate(record) => record.held.clone(),
        Record::Team(record) => record.held.clone(),
        Record::Relationship(record) => record.held.clone(),
        _ => Vec::new(),
    };
    landscape.records().flat_map(of_record).collect()
}

#[test]
fn what_is_kept_is_kept_word_for_word() {
    let read = |name: &str| std::fs::read_to_string(format!("{FIXTURES}/{name}")).expect("readable");
    let files = ["port.cml", "parts/quay.cml", "parts/teams.cml"].map(read);
    let held = held(&import_file(FIXTURES, "port.cml").landscape());
    assert_eq!(held.len(), 31);
    for Held { label, text } in held {
        assert!(files.iter().any(|file| file.contains(&text)), "{label}: {text}");
    }
}

/// The one context of a text with this attribute.
fn context(attribute: &str) -> BoundedContext {
    let landscape = import(&format!("BoundedContext A {{ {attribute} }}")).landscape();
    BoundedContext::clone(landscape.contexts.values().next().expect("a context"))
}

#[test]
fn every_word_of_the_language_has_its_meaning() {
    use ContextKind::{Application, Feature, System};
    for (word, kind) in
        [("FEATURE", Feature), ("APPLICATION", Application), ("SYSTEM", System), ("UNDEFINED", ContextKind::Undefined)]
    {
        assert_eq!(context(&format!("type = {word}")).kind, kind);
    }
    use Evolution::{Commodity, CustomBuilt, Genesis, Product};
    for (word, evolution) in
        [("GENESIS", Genesis), ("CUSTOM_BUILT", CustomBuilt), ("PRODUCT", Product), ("COMMODITY", Commodity)]
    {
        assert_eq!(context(&format!("evolution {word}")).evolution, evolution);
    }
    for (word, level) in [("META", KnowledgeLevel::Meta), ("CONCRETE", KnowledgeLevel::Concrete)] {
        assert_eq!(context(&format!("knowledgeLevel = {word}")).knowledge_level, level);
    }
    use Classification::{Core, Generic, Supporting};
    for (word, classification) in
        [("CORE_DOMAIN", Core), ("SUPPORTING_DOMAIN", Supporting), ("GENERIC_SUBDOMAIN", Generic)]
    {
        let landscape = import(&format!("Domain D {{ Subdomain S {{ type = {word} }} }}")).landscape();
        assert!(landscape.subdomains.values().all(|it| it.classification == classification), "{word}");
    }
    use Volatility::{Normal, Often, Rarely};
    for (word, volatility) in [("RARELY", Rarely), ("NORMAL", Normal), ("OFTEN", Often)] {
        for key in ["likelihoodForChange", "structuralVolatility"] {
            let text = format!("BoundedContext A {{ Aggregate B {{ {key} = {word} }} }}");
            assert!(import(&text).landscape().aggregates.values().all(|it| it.volatility == volatility), "{text}");
        }
    }
    use DownstreamRights::{DecisionMaker, Influencer, Monopolist, OpinionLeader, VetoRight};
    for (word, rights) in [
        ("INFLUENCER", Influencer),
        ("OPINION_LEADER", OpinionLeader),
        ("VETO_RIGHT", VetoRight),
        ("DECISION_MAKER", DecisionMaker),
        ("MONOPOLIST", Monopolist),
    ] {
        let landscape = import(&format!("ContextMap {{ A -> B {{ downstreamRights {word} }} }}")).landscape();
        assert!(landscape.relationships.values().all(|it| it.downstream_rights == rights), "{word}");
    }
    for (word, kind, state) in [
        ("type = ORGANIZATIONAL", MapKind::Organizational, MapState::Undefined),
        ("type SYSTEM_LANDSCAPE state AS_IS", MapKind::SystemLandscape, MapState::AsIs),
        ("state = TO_BE", MapKind::Undefined, MapState::ToBe),
    ] {
        let header = import(&format!("ContextMap {{ {word} }}")).landscape().header;
        assert_eq!((header.kind, header.state), (kind, state), "{word}");
    }
}

#[test]
fn teams_are_marked_in_turn() {
    let text: String = (0..14).map(|number| format!("BoundedContext T{number} {{ type = TEAM }}\n")).collect();
    let marks: Vec<u8> = import(&text).landscape().teams.values().map(|team| team.mark).collect();
    assert_eq!(marks, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 0, 1]);
}

#[test]
fn without_a_map_nothing_is_off_it() {
    let import = import("BoundedContext A BoundedContext T { type TEAM }");
    let landscape = import.landscape();
    assert_eq!(import.on_map, None);
    assert_eq!((landscape.contexts_on_map().count(), landscape.teams_on_map().count()), (1, 1));
}

#[test]
fn the_map_is_that_of_the_file_or_the_first_that_is_imported() {
    let resolve = |path: &str| match path {
        "plain.cml" => Some("BoundedContext P".to_owned()),
        "one.cml" => Some("ContextMap One { contains A, B\nA -> B }".to_owned()),
        "two.cml" => Some("ContextMap Two { contains C }".to_owned()),
        _ => None,
    };
    for (text, name, on_map, relationships, kept) in [
        ("import 'plain.cml' import 'one.cml' import 'two.cml' BoundedContext A", "One", 2, 1, 1),
        ("import 'one.cml' ContextMap Own { contains P }", "Own", 1, 0, 1),
        ("ContextMap Own { } ContextMap Own2 { contains P }", "Own", 0, 0, 1),
    ] {
        let import = try_import(&Source { path: "own.cml", text, resolve: &resolve }).expect("a map");
        let landscape = import.landscape();
        assert_eq!((&*landscape.header.name, import.on_map), (name, Some(on_map)), "{text}");
        assert_eq!(landscape.relationships.len(), relationships, "{text}");
        assert_eq!(held(&landscape).len(), kept, "{text}");
        let off_map = landscape.contexts.values().filter(|it| it.off_map).count();
        assert_eq!(off_map, landscape.contexts.len() - on_map, "{text}");
    }
}

#[test]
fn contexts_that_are_added_stand_in_the_order_of_the_file() {
    let landscape = import("ContextMap { B <- A\nC -> A }").landscape();
    let names: Vec<&str> = landscape.contexts.values().map(|it| &*it.name).collect();
    assert_eq!(names, ["B", "A", "C"]);
    assert!(landscape.contexts.values().all(|it| it.off_map));
}

#[test]
fn an_exposed_aggregate_is_the_upstreams_before_any_other() {
    let text = "BoundedContext A { Aggregate X Aggregate Z } BoundedContext B { Aggregate X Aggregate Y }
        ContextMap { B -> A { exposedAggregates = X, Z, Y, X } A <-> B { exposedAggregates = X } }";
    let import = import(text);
    let landscape = import.landscape();
    let names = |id| {
        let aggregate = &landscape.aggregates[id];
        format!("{}.{}", landscape.contexts[&aggregate.context].name, aggregate.name)
    };
    let exposed: Vec<Vec<String>> =
        landscape.relationships.values().map(|it| it.exposed.iter().map(names).collect()).collect();
    assert_eq!(exposed, [vec!["B.X", "A.Z", "B.Y"], vec!["A.X"]]);
}

#[test]
fn a_file_without_anything_in_it_is_refused() {
    for (text, line, column, message) in [
        ("", 1, 1, "there is no ContextMap, BoundedContext or Domain in this file"),
        ("\n// nothing\n/* here */", 1, 1, "there is no ContextMap, BoundedContext or Domain in this file"),
        ("Aggregate A { }", 1, 1, "Aggregate A cannot stand by itself"),
        ("\n{ \"a\": 1 }", 2, 1, "“{” is not understood here: expected ContextMap, BoundedContext, Domain or import"),
        ("import 'b.cml'", 1, 8, "The imported file “b.cml” is not there: open it together with this one"),
        ("class A { }", 1, 1, "there is no ContextMap, BoundedContext or Domain in this file"),
    ] {
        let refused = try_import(&Source::alone("a.cml", text));
        let expected = ImportError::Malformed { line, column, message: message.to_owned() };
        assert_eq!(refused, Err(expected), "{text}");
    }
    let kept = import("UseCase Alone { }");
    assert_eq!(kept.notes.iter().map(|note| note.kind).collect::<Vec<_>>(), [NoteKind::Held]);
}
