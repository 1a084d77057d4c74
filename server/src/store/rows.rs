//! How the words of the store stand in tables, the same in every database: numbers without a sign as numbers with one,
//! times as milliseconds since 1970, texts without the one character that not every database can keep.

use std::borrow::Cow;

use atoll_core::protocol::{CommandKey, Epoch, LandscapeId, Person, Revision, Right};
use chrono::{DateTime, Utc};

use super::{Entry, StoreError};

/// A line of the log, as it is stored: revision, key, time, person, name, body.
pub(super) type EntryRow = (i64, String, i64, Option<String>, Option<String>, String);

/// A revision as it is stored: the schema sees to it that none is negative.
pub(super) fn revision(number: i64) -> Revision {
    Revision(u64::try_from(number).unwrap_or(0))
}

/// A revision as it is to be stored.
pub(super) fn number(revision: Revision) -> i64 {
    i64::try_from(revision.0).unwrap_or(i64::MAX)
}

/// The name of a log, as it is stored.
pub(super) fn epoch(number: i64) -> Result<Epoch, StoreError> {
    u32::try_from(number).map(Epoch).map_err(|_| StoreError::Strange("the name of a log"))
}

/// How many, as databases count.
pub(super) fn limit(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

pub(super) fn time(milliseconds: i64) -> Result<DateTime<Utc>, StoreError> {
    DateTime::from_timestamp_millis(milliseconds).ok_or(StoreError::Strange("a time"))
}

pub(super) fn landscape(text: &str) -> Result<LandscapeId, StoreError> {
    text.parse().map_err(|_| StoreError::Strange("a landscape's identifier"))
}

pub(super) fn right(code: &str) -> Result<Right, StoreError> {
    Right::ALL.into_iter().find(|right| right.code() == code).ok_or(StoreError::Strange("a right"))
}

pub(super) fn key(text: String) -> Result<CommandKey, StoreError> {
    CommandKey::try_from(text).map_err(|_| StoreError::Strange("a command's key"))
}

pub(super) fn person(id: Option<String>, name: Option<String>) -> Option<Person> {
    id.map(|id| Person { id, name: name.unwrap_or_default() })
}

/// The two columns of a person.
pub(super) fn columns(person: Option<&Person>) -> (Option<Cow<'_, str>>, Option<Cow<'_, str>>) {
    person.map(|person| (text(&person.id), text(&person.name))).unzip()
}

/// What people wrote, as it is to be stored: PostgreSQL keeps no U+0000, so none is kept anywhere.
pub(super) fn text(text: &str) -> Cow<'_, str> {
    if text.contains('\0') { Cow::Owned(text.replace('\0', "\u{fffd}")) } else { Cow::Borrowed(text) }
}

/// A person, as they come back from the store.
pub(super) fn clean(person: &Person) -> Person {
    Person { id: text(&person.id).into_owned(), name: text(&person.name).into_owned() }
}

pub(super) fn entry((revision, key, at, person, name, body): EntryRow) -> Result<Entry, StoreError> {
    let by = self::person(person, name);
    Ok(Entry { revision: self::revision(revision), key: self::key(key)?, at: time(at)?, by, body })
}
