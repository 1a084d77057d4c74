//! Versions of contracts: where they stand on a day, and who uses them. No rule itself.

use chrono::{Days, NaiveDate};

use super::Checkup;
use crate::command::{Batch, Command, Set};
use crate::model::{
    ContractId, ContractVersion, Landscape, Lifecycle, Message, MessageId, Relationship, RelationshipId, VersionId,
};
use crate::order;
use crate::sorted_map::SortedMap;

/// Where a version stands on a day: what is said of it, and what its dates have brought since.
pub(super) fn stage(version: &ContractVersion, today: Option<NaiveDate>) -> Lifecycle {
    let is_past = |day: Option<NaiveDate>| matches!((day, today), (Some(day), Some(today)) if day <= today);
    match version.lifecycle {
        Lifecycle::Retired => Lifecycle::Retired,
        _ if is_past(version.sunset) => Lifecycle::Retired,
        Lifecycle::Deprecated => Lifecycle::Deprecated,
        Lifecycle::Draft => Lifecycle::Draft,
        _ if is_past(version.deprecated) => Lifecycle::Deprecated,
        _ if matches!((version.released, today), (Some(day), Some(today)) if day > today) => Lifecycle::Draft,
        said => said,
    }
}

/// Whether a version can be used on a day.
pub(super) fn is_in_use(version: &ContractVersion, today: Option<NaiveDate>) -> bool {
    match stage(version, today) {
        Lifecycle::Active => true,
        Lifecycle::Undefined => version.released.is_some(),
        _ => false,
    }
}

/// Somebody who uses a version: a relationship, and its messages that are part of the version.
pub(super) struct Consumption<'a> {
    /// What is used.
    pub(super) version: &'a ContractVersion,
    /// By whom.
    pub(super) relationship: &'a Relationship,
    /// The messages over that relationship that are part of it.
    pub(super) messages: Vec<&'a Message>,
}

/// Every use of a version that is there, by relationship and version.
pub(super) fn consumptions(landscape: &Landscape) -> Vec<Consumption<'_>> {
    if landscape.versions.is_empty() {
        return Vec::new();
    }
    let mut uses: Vec<(RelationshipId, VersionId, Option<MessageId>)> = Vec::new();
    for relationship in landscape.relationships.values() {
        uses.extend(relationship.versions.iter().map(|version| (relationship.id, *version, None)));
    }
    for message in landscape.messages.values() {
        uses.extend(message.version.map(|version| (message.relationship, version, Some(message.id))));
    }
    order::sort_by_key(&mut uses, |it| *it);
    let several = uses.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1));
    let consumption = |uses: &[(RelationshipId, VersionId, Option<MessageId>)]| {
        let relationship = landscape.relationships.get(&uses[0].0)?;
        let version = landscape.versions.get(&uses[0].1)?;
        let messages = uses.iter().filter_map(|(.., message)| landscape.messages.get(message.as_ref()?));
        Some(Consumption { version, relationship, messages: messages.map(AsRef::as_ref).collect() })
    };
    several.filter_map(consumption).collect()
}

impl Consumption<'_> {
    /// The command after which another version is used instead, or none.
    pub(super) fn replaced_by(&self, other: Option<VersionId>) -> Command {
        let mut versions: Vec<VersionId> = Vec::with_capacity(self.relationship.versions.len());
        for id in &self.relationship.versions {
            let id = if *id == self.version.id { other } else { Some(*id) };
            versions.extend(id.filter(|id| !versions.contains(id)));
        }
        let mut commands = Vec::new();
        if versions != self.relationship.versions {
            commands.push(Set::new(self.relationship.id, "versions", &versions).into());
        }
        commands.extend(self.messages.iter().map(|message| Set::new(message.id, "version", &other).into()));
        Batch::of(commands)
    }
}

/// So many successors are followed: a line of them can be a circle.
const SUCCESSORS_MAX: usize = 64;

/// The versions of each contract that is there, the oldest first.
pub(super) struct Histories<'a> {
    of: SortedMap<ContractId, Vec<&'a ContractVersion>>,
}

impl<'a> Histories<'a> {
    /// Those of a landscape.
    pub(super) fn of(on: &Checkup<'a>) -> Self {
        let mut all: Vec<&ContractVersion> = on.landscape.versions.values().map(AsRef::as_ref).collect();
        all.retain(|version| on.landscape.contracts.contains_key(&version.contract));
        order::sort_by(&mut all, |a, b| {
            (a.contract, numbers(&a.name), a.id).cmp(&(b.contract, numbers(&b.name), b.id))
        });
        let several = all.chunk_by(|a, b| a.contract == b.contract);
        Self { of: several.map(|versions| (versions[0].contract, versions.to_vec())).collect() }
    }

    /// The version before: the one that names this as its successor, else the one with the number before.
    pub(super) fn before(&self, version: &ContractVersion) -> Option<&'a ContractVersion> {
        let history = self.of.get(&version.contract)?;
        let replaced = history.iter().rev().find(|it| it.successor == Some(version.id) && it.id != version.id);
        let at = history.iter().position(|it| it.id == version.id)?;
        replaced.or_else(|| history.get(at.checked_sub(1)?)).copied()
    }

    /// What to use in place of a version: the end of the line of its successors, else the newest that can be used.
    pub(super) fn instead_of(&self, version: &ContractVersion, on: &Checkup<'a>) -> Option<&'a ContractVersion> {
        let mut next = version.successor;
        for _ in 0..SUCCESSORS_MAX {
            let Some(successor) = next.and_then(|id| on.landscape.versions.get(&id)) else { break };
            if is_in_use(successor, on.today) && successor.id != version.id {
                return Some(successor);
            }
            next = successor.successor;
        }
        let history = self.of.get(&version.contract)?;
        history.iter().rev().find(|it| it.id != version.id && is_in_use(it, on.today)).copied()
    }
}

/// The numbers in a version's name, by which versions are ordered: 2 before 10, 1.9 before 1.10.
fn numbers(name: &str) -> Vec<u64> {
    let digits = name.split(|letter: char| !letter.is_ascii_digit()).filter(|digits| !digits.is_empty());
    digits.map(|digits| digits.parse().unwrap_or(u64::MAX)).collect()
}

/// So many days later, as far as the calendar goes.
pub(super) fn days_after(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::super::tests::today;
    use super::*;

    #[test]
    fn dates_bring_what_they_say() {
        let day = |shift: i64| today().map(|today| today + chrono::TimeDelta::days(shift));
        let stage_of = |lifecycle, released, deprecated, sunset| {
            stage(&ContractVersion { lifecycle, released, deprecated, sunset, ..ContractVersion::default() }, today())
        };
        assert_eq!(stage_of(Lifecycle::Active, day(-9), day(1), day(2)), Lifecycle::Active);
        assert_eq!(stage_of(Lifecycle::Active, day(-9), day(0), day(2)), Lifecycle::Deprecated);
        assert_eq!(stage_of(Lifecycle::Active, day(-9), day(-1), day(0)), Lifecycle::Retired);
        assert_eq!(stage_of(Lifecycle::Active, day(1), None, None), Lifecycle::Draft);
        assert_eq!(stage_of(Lifecycle::Undefined, None, None, None), Lifecycle::Undefined);
        assert_eq!(stage(&ContractVersion { sunset: day(-9), ..Default::default() }, None), Lifecycle::Undefined);
    }

    #[test]
    fn versions_are_ordered_by_their_numbers() {
        assert!(numbers("v2") < numbers("10.0") && numbers("1.9") < numbers("1.10") && numbers("2") < numbers("2.1"));
        assert_eq!(numbers("99999999999999999999999"), [u64::MAX]);
    }
}
