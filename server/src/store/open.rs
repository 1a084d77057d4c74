//! Which database, how it is used, and what is said when it cannot be had.

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use super::hint::Hints;
use super::postgres::Postgres;
use super::sqlite::Sqlite;
use super::{Kind, Store, StoreError};

/// How an address of PostgreSQL begins.
const SCHEMES: [&str; 2] = ["postgres://", "postgresql://"];

/// Where a database is.
#[derive(Clone, PartialEq, Eq)]
pub enum Place {
    /// SQLite in this file; it is made if it is not there.
    File(PathBuf),
    /// PostgreSQL at this address: `postgres://user:password@host:port/database`.
    Postgres(String),
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// As it is told to people.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => path.display().fmt(f),
            Self::Postgres(address) => f.write_str(&without_password(address)),
        }
    }
}

/// An address as it may be told: whoever reads a log is not told the password.
fn without_password(address: &str) -> String {
    let Some((scheme, rest)) = address.split_once("://") else { return "PostgreSQL".to_owned() };
    let rest = rest.split('?').next().unwrap_or_default();
    let place = rest.rsplit_once('@').map_or(rest, |(_, place)| place);
    format!("{scheme}://{place}")
}

/// Where the database is and how it is used.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where it is.
    pub place: Place,
    /// How long to wait for others that use the database.
    pub busy_timeout: Duration,
    /// The most pages of 4,096 bytes that SQLite's file may grow to; nothing for as many as the disk has.
    pub pages_max: Option<u32>,
}

impl Options {
    /// A database in this file.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self::at(Place::File(path.into()))
    }

    /// The database that people name with `--database`: an address of PostgreSQL, or else a file.
    pub fn parse(text: &str) -> Self {
        let is_address = SCHEMES.iter().any(|scheme| text.starts_with(scheme));
        Self::at(if is_address { Place::Postgres(text.to_owned()) } else { Place::File(text.into()) })
    }

    fn at(place: Place) -> Self {
        Self { place, busy_timeout: Duration::from_secs(5), pages_max: None }
    }
}

impl Store {
    /// Opens the database and brings it up to date.
    ///
    /// # Errors
    ///
    /// Says in a sentence what to do about it.
    pub async fn open(options: &Options) -> Result<Self, OpenError> {
        let hints = Hints::default();
        let kind = match &options.place {
            Place::File(path) => Kind::Sqlite(Sqlite::open(path, options).await?),
            Place::Postgres(address) => Kind::Postgres(Postgres::open(address, options, &hints).await?),
        };
        Ok(Self { kind, hints })
    }
}

/// Why the database could not be opened. The display form is a sentence that says what to do.
#[derive(Debug)]
pub enum OpenError {
    /// It cannot be read or made.
    CannotOpen {
        /// The database.
        place: Place,
        /// What the system says.
        reason: String,
    },
    /// Some other program keeps it to itself.
    Busy(Place),
    /// It is no database, or that of another program.
    Foreign(Place),
    /// A newer Atoll wrote it.
    Newer(Place),
}

impl OpenError {
    pub(super) fn cannot_open(place: &Place, reason: &dyn fmt::Display) -> Self {
        Self::CannotOpen { place: place.clone(), reason: reason.to_string() }
    }

    pub(super) fn explain(place: &Place, error: sqlx::Error) -> Self {
        match StoreError::from(error) {
            StoreError::Busy => Self::Busy(place.clone()),
            other => Self::cannot_open(place, &other),
        }
    }
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CannotOpen { place: place @ Place::File(_), reason } => write!(
                f,
                "The database “{place}” cannot be opened ({reason}). See that its folder is there and may be written \
                 to, or name another file with --database."
            ),
            Self::CannotOpen { place, reason } => write!(
                f,
                "The database “{place}” cannot be opened ({reason}). See that PostgreSQL runs there and lets this \
                 account in, or name another database with --database."
            ),
            Self::Busy(place) => write!(
                f,
                "The database “{place}” is kept busy by another program. Stop that, or name another one with \
                 --database."
            ),
            Self::Foreign(place @ Place::File(_)) => {
                write!(f, "The file “{place}” is not a database of Atoll. Name another file with --database.")
            }
            Self::Foreign(place) => write!(
                f,
                "The database “{place}” holds tables of another program. Make an empty database, and name that with \
                 --database."
            ),
            Self::Newer(place) => {
                write!(f, "The database “{place}” was written by a newer Atoll than this one. Update this program.")
            }
        }
    }
}

impl std::error::Error for OpenError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_told_from_a_file_and_its_password_is_not_told() {
        let told = |text: &str| Options::parse(text).place.to_string();
        assert_eq!(told("postgres://me:secret@db:5432/atoll?sslmode=require"), "postgres://db:5432/atoll");
        assert_eq!(told("postgresql://me:p@ss@db/atoll?password=secret"), "postgresql://db/atoll");
        assert_eq!(told("postgres:///atoll"), "postgres:///atoll");
        assert_eq!(Options::parse("postgres.db").place, Place::File("postgres.db".into()));
        assert_eq!(Options::parse(":memory:").place, Place::File(":memory:".into()));
        let debugged = format!("{:?}", Options::parse("postgres://me:secret@db/atoll"));
        assert!(!debugged.contains("secret"), "{debugged}");
    }
}
