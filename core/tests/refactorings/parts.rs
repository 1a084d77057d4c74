//! What single refactorings take care of that their examples do not show.

use atoll_core::model::{
    Contract, ContractVersion, DataStore, Deployable, End, Integration, Message, Perspective, RelationshipKind, Spot,
    Term, Toggle,
};
use atoll_core::refactoring::{Answer, Answers, refactoring};
use atoll_core::sketch::Sketch;

use super::refactor;

const PLAIN: RelationshipKind = RelationshipKind::UpstreamDownstream;

#[test]
fn a_merge_takes_along_everything_that_named_the_one_that_goes() {
    let mut sketch = Sketch::new();
    let [keep, gone, other] = ["Keep", "Gone", "Other"].map(|name| sketch.context(name));
    let meaning = "Somebody who pays.".to_owned();
    let kept = sketch.add(Term { context: keep, name: "Customer".to_owned(), ..Term::default() });
    let same = sketch.add(Term { context: gone, name: "customer".to_owned(), meaning, ..Term::default() });
    let word = sketch.add(Term { context: other, name: "Client".to_owned(), same_as: vec![same], ..Term::default() });
    let (writers, readers) = (vec![gone], vec![keep]);
    let store = sketch.add(DataStore { name: "S".to_owned(), writers, readers, ..DataStore::default() });
    let ship = sketch.add(Deployable { name: "D".to_owned(), contexts: vec![keep, gone], ..Deployable::default() });
    let toggle = sketch.add(Toggle { name: "T".to_owned(), context: Some(gone), ..Toggle::default() });
    let spots = [keep, gone].map(|id| Spot { id: id.into(), x: 1, y: 2 }).to_vec();
    let view =
        sketch.add(Perspective { name: "V".to_owned(), context: Some(gone), places: spots, ..Default::default() });
    let (one, two) = (sketch.flow(keep, other), sketch.flow(gone, other));
    let message = sketch.add(Message { relationship: two, name: "M".to_owned(), ..Message::default() });
    let mut after = sketch.landscape.clone();
    let merge = refactoring("merge-contexts").expect("registered");
    refactor(merge, &mut after, &[keep.into(), gone.into()], &Answers::default()).expect("it applies");
    assert_eq!(after.terms[&kept].meaning, "Somebody who pays.");
    assert_eq!((after.terms.len(), after.terms[&word].same_as.as_slice()), (2, [kept].as_slice()));
    assert_eq!(
        (after.data_stores[&store].writers.as_slice(), after.data_stores[&store].readers.len()),
        ([keep].as_slice(), 0)
    );
    assert_eq!(after.deployables[&ship].contexts, [keep]);
    assert_eq!(after.toggles[&toggle].context, Some(keep));
    assert_eq!((after.perspectives[&view].context, after.perspectives[&view].places.len()), (Some(keep), 1));
    assert_eq!(after.relationships.len(), 1);
    assert_eq!(after.messages[&message].relationship, one);
}

#[test]
fn relationships_that_differ_are_not_united() {
    let mut sketch = Sketch::new();
    let [keep, gone, other] = ["Keep", "Gone", "Other"].map(|name| sketch.context(name));
    sketch.relate(keep, other, PLAIN, |it| it.integration = Integration::RemoteCall);
    sketch.relate(gone, other, PLAIN, |it| it.integration = Integration::BrokerMessage);
    let merge = refactoring("merge-contexts").expect("registered");
    let mut after = sketch.landscape.clone();
    refactor(merge, &mut after, &[keep.into(), gone.into()], &Answers::default()).expect("it applies");
    assert_eq!(after.relationships.len(), 2);
}

#[test]
fn what_exposes_more_than_moves_is_divided_and_a_contract_of_only_its_users_follows() {
    let mut sketch = Sketch::new();
    let [shop, both, one] = ["Shop", "Both", "One"].map(|name| sketch.context(name));
    let [order, stock] = ["Order", "Stock"].map(|name| sketch.aggregate(shop, name));
    let contract = sketch.add(Contract { context: shop, name: "Stock API".to_owned(), ..Contract::default() });
    let used = sketch.add(ContractVersion { contract, name: "1".to_owned(), ..ContractVersion::default() });
    let divided = sketch.relate(shop, both, PLAIN, |it| it.exposed = vec![order, stock]);
    let moved = sketch.relate(shop, one, PLAIN, |it| {
        it.exposed = vec![stock];
        it.versions = vec![used];
    });
    let extract = refactoring("extract-aggregates-by-cohesion").expect("registered");
    let mut after = sketch.landscape.clone();
    refactor(extract, &mut after, &[stock.into()], &Answers::default()).expect("it applies");
    let new = after.aggregates[&stock].context;
    assert_eq!(after.contexts[&new].name, "Stock");
    assert_eq!(after.relationships[&divided].exposed, [order]);
    assert_eq!(after.relationships[&moved].contexts(), Some((new, one)));
    assert_eq!((after.relationships[&moved].versions.len(), after.contracts[&contract].context), (1, new));
    let part = after.relationships.values().find(|it| it.contexts() == Some((new, both))).expect("the other half");
    assert_eq!(part.exposed, [stock]);
}

#[test]
fn an_inverted_dependency_turns_its_messages_and_forgets_what_was_agreed() {
    let mut sketch = Sketch::new();
    let [up, down] = ["Up", "Down"].map(|name| sketch.context(name));
    let flow = sketch.relate(up, down, RelationshipKind::CustomerSupplier, |it| {
        it.downstream_roles.conformist = true;
    });
    let sender = End::Downstream;
    let message = sketch.add(Message { relationship: flow, name: "Ask".to_owned(), sender, ..Message::default() });
    let invert = refactoring("invert-dependency").expect("registered");
    let mut after = sketch.landscape.clone();
    refactor(invert, &mut after, &[flow.into()], &Answers::default()).expect("it applies");
    assert_eq!(after.relationships[&flow].contexts(), Some((down, up)));
    assert!(!after.relationships[&flow].downstream_roles.conformist);
    // Who sent it goes on sending it.
    assert_eq!(after.messages[&message].sender, End::Upstream);
}

#[test]
fn an_answer_that_cannot_be_given_is_refused_with_a_sentence() {
    let mut sketch = Sketch::new();
    let [one, other] = ["One", "Other"].map(|name| sketch.context(name));
    sketch.flow(one, other);
    let selection = [one.into(), other.into()];
    for (code, key, answer, told) in [
        ("merge-contexts", "keep", Answer::One("c99".to_owned()), "none that can be given"),
        ("extract-common-context", "name", Answer::Text("  ".to_owned()), "needs a name"),
    ] {
        let answers = Answers::default().with(key, answer);
        let mut after = sketch.landscape.clone();
        let refusal = refactor(refactoring(code).expect("registered"), &mut after, &selection, &answers);
        let refusal = refusal.expect_err(code).to_string();
        assert!(refusal.contains(told), "{refusal}");
        assert_eq!(after, sketch.landscape);
    }
    let merge = refactoring("merge-contexts").expect("registered");
    let refusal = refactor(merge, &mut sketch.landscape, &[one.into()], &Answers::default()).expect_err("one alone");
    assert_eq!(refusal.to_string(), "“Merge contexts” does not apply to what is selected.");
}

#[test]
fn a_branch_of_a_context_begins_and_ends() {
    let mut sketch = Sketch::new();
    let [prices, shop] = ["Prices", "Shop"].map(|name| sketch.context(name));
    let list = sketch.aggregate(prices, "Price list");
    let flow = sketch.flow(prices, shop);
    let mut after = sketch.landscape.clone();
    let begin = refactoring("branch-by-abstraction").expect("registered");
    refactor(begin, &mut after, &[prices.into()], &Answers::default()).expect("it begins");
    assert_eq!(after.contexts.len(), 4);
    let (upstream, _) = after.relationships[&flow].contexts().expect("contexts");
    assert_eq!(after.contexts[&upstream].name, "Prices: abstraction");
    assert_eq!(after.contexts.values().filter(|it| it.refines == Some(upstream)).count(), 2);

    let toggle = *after.toggles.keys().next().expect("a toggle");
    let finish = refactoring("finish-branch-by-abstraction").expect("registered");
    refactor(finish, &mut after, &[toggle.into()], &Answers::default()).expect("it ends");
    assert_eq!((after.contexts.len(), after.toggles.len(), after.relationships.len()), (2, 0, 1));
    let stays = after.aggregates[&list].context;
    assert_ne!(stays, prices);
    assert_eq!((after.contexts[&stays].name.as_str(), after.contexts[&stays].refines), ("Prices", None));
    assert_eq!(after.relationships[&flow].contexts(), Some((stays, shop)));
}
