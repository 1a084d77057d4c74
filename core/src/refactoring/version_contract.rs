//! A new version of a contract beside the old one.

use std::sync::Arc;

use chrono::NaiveDate;

use super::work::Work;
use super::{Answers, Question, Refactoring, Refusal};
use crate::command::Command;
use crate::model::{
    Contract, ContractId, ContractVersion, ElementId, IdSource, Landscape, Lifecycle, RelationshipKind,
};

pub(super) const REFACTORING: Refactoring = Refactoring {
    code: "version-contract",
    name: "Version a contract",
    about: "Publishes a new version of a contract. The old one is deprecated, says what replaces it and when it goes away, and stays for whoever still uses it until they have moved. Helps where a contract has to change and its users cannot change on the same day (expand and contract).",
    helps: &["contract-without-version"],
    questions,
    plan,
    example: |sketch| {
        let [orders, billing] = ["Orders", "Billing"].map(|name| sketch.context(name));
        let contract = sketch.add(Contract { context: orders, name: "Order API".to_owned(), ..Contract::default() });
        let (name, lifecycle) = ("1".to_owned(), Lifecycle::Active);
        let used = sketch.add(ContractVersion { contract, name, lifecycle, ..ContractVersion::default() });
        sketch.relate(orders, billing, RelationshipKind::UpstreamDownstream, |it| it.versions = vec![used]);
        let text = |text: &str| super::Answer::Text(text.to_owned());
        let answers = Answers::default().with("day", text("2026-09-01")).with("sunset", text("2026-12-31"));
        (vec![contract.into()], answers)
    },
};

/// The contract, and the version that is to be replaced: the one that is selected, or the last that is to be used.
fn versioned(landscape: &Landscape, selection: &[ElementId]) -> Option<(ContractId, Option<Arc<ContractVersion>>)> {
    match selection {
        [ElementId::Version(id)] => {
            let old = landscape.versions.get(id)?;
            let is_replaced = old.successor.is_some_and(|id| landscape.versions.contains_key(&id));
            let is_open = !is_replaced && landscape.contracts.contains_key(&old.contract);
            is_open.then(|| (old.contract, Some(old.clone())))
        }
        [ElementId::Contract(id)] => {
            landscape.contracts.get(id)?;
            let is_used = |it: &&Arc<ContractVersion>| {
                it.contract == *id && matches!(it.lifecycle, Lifecycle::Active | Lifecycle::Undefined)
            };
            Some((*id, landscape.versions.values().rfind(is_used).cloned()))
        }
        _ => None,
    }
}

/// The number after this one: `1` becomes `2`, `2.1` becomes `2.2`.
fn next(name: &str) -> String {
    let (before, last) = name.rsplit_once('.').map_or(("", name), |(before, last)| (before, last));
    match last.trim().parse::<u32>().ok().and_then(|number| number.checked_add(1)) {
        Some(number) if before.is_empty() => number.to_string(),
        Some(number) => format!("{before}.{number}"),
        None => format!("{name}.1"),
    }
}

fn is_taken(landscape: &Landscape, contract: ContractId, name: &str) -> bool {
    landscape.versions.values().any(|it| it.contract == contract && it.name == name)
}

/// The first number after this one that no version of the contract has.
fn free(landscape: &Landscape, contract: ContractId, name: &str) -> String {
    let mut name = next(name);
    while is_taken(landscape, contract, &name) {
        name = next(&name);
    }
    name
}

fn questions(landscape: &Landscape, selection: &[ElementId]) -> Option<Vec<Question>> {
    let (contract, old) = versioned(landscape, selection)?;
    let Some(old) = old else {
        let number = if is_taken(landscape, contract, "1") { free(landscape, contract, "1") } else { "1".to_owned() };
        return Some(vec![Question::text("number", "Version", number)]);
    };
    let breaks =
        [("no", "no"), ("yes", "yes, they have to change")].map(|(key, word)| (key.to_owned(), word.to_owned()));
    Some(vec![
        Question::text("number", "New version", free(landscape, contract, &old.name)),
        Question::one("breaking", "Breaks those who use the old one", breaks.to_vec(), 0),
        Question::text("day", "Replaces the old one from (a day as 2026-03-31, or nothing)", ""),
        Question::text("sunset", "The old one goes away on (a day as 2026-03-31, or nothing)", ""),
    ])
}

fn day(answers: &Answers, key: &str) -> Result<Option<NaiveDate>, Refusal> {
    match answers.text(key) {
        "" => Ok(None),
        text => match text.parse() {
            Ok(day) => Ok(Some(day)),
            Err(_) => Err(Refusal::new(format!("“{text}” is not a day like 2026-03-31."))),
        },
    }
}

fn plan(
    landscape: &Landscape,
    selection: &[ElementId],
    answers: &Answers,
    ids: &mut IdSource,
) -> Result<Vec<Command>, Refusal> {
    let Some((contract, old)) = versioned(landscape, selection) else {
        return Err(Refusal::new("Select a contract, or a version that nothing replaces yet."));
    };
    let name = answers.text("number").to_owned();
    if name.is_empty() {
        return Err(Refusal::new("The version needs a number."));
    }
    if is_taken(landscape, contract, &name) {
        return Err(Refusal::new(format!("There is a version {name} already.")));
    }
    let (released, sunset) = (day(answers, "day")?, day(answers, "sunset")?);
    if released.zip(sunset).is_some_and(|(released, sunset)| sunset <= released) {
        return Err(Refusal::new("The old version cannot go away before there is a new one."));
    }
    let mut work = Work::on(landscape, ids);
    let is_breaking = answers.one("breaking") == "yes";
    let lifecycle = Lifecycle::Active;
    let new = ContractVersion { contract, name, lifecycle, is_breaking, released, ..ContractVersion::default() };
    let new = work.add(new);
    if let Some(old) = old {
        work.version(old.id, |it| {
            it.lifecycle = Lifecycle::Deprecated;
            it.successor = Some(new);
            it.deprecated = it.deprecated.or(released);
            it.sunset = sunset.or(it.sunset);
        });
    }
    work.done()
}
