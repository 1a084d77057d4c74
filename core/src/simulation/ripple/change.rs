//! What sort of change it is: a ripple of a breaking change is another one than that of a change inside.

/// The sorts of change that a ripple can be asked about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// No more is said than that something changes: the likelihood of the pattern is that of this mix of changes.
    #[default]
    Usual,
    /// How something is done, and nothing that others see.
    Internal,
    /// What others see becomes more, and all that was there stays.
    Compatible,
    /// What others see changes so that they have to change.
    Breaking,
    /// The structure of stored data.
    Schema,
    /// The database itself: another product, or another way to keep data.
    Database,
}

impl ChangeKind {
    /// All of them, in the order that people choose from.
    pub const ALL: [Self; 6] =
        [Self::Usual, Self::Internal, Self::Compatible, Self::Breaking, Self::Schema, Self::Database];

    /// How settings and parameters write it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Usual => "usual",
            Self::Internal => "internal",
            Self::Compatible => "compatible",
            Self::Breaking => "breaking",
            Self::Schema => "schema",
            Self::Database => "database",
        }
    }

    /// What people choose from.
    pub fn name(self) -> &'static str {
        match self {
            Self::Usual => "any change (the usual mix)",
            Self::Internal => "internal: nobody outside sees it",
            Self::Compatible => "contract, compatible",
            Self::Breaking => "contract, breaking",
            Self::Schema => "data schema",
            Self::Database => "swap of the database",
        }
    }

    /// How a sentence begins: "An internal change in …".
    pub fn article(self) -> &'static str {
        match self {
            Self::Usual => "A change",
            Self::Internal => "An internal change",
            Self::Compatible => "A compatible change of a contract",
            Self::Breaking => "A breaking change of a contract",
            Self::Schema => "A change of the data schema",
            Self::Database => "A swap of the database",
        }
    }

    /// The sort of this code.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Whether it goes through the data that contexts share.
    pub fn is_of_data(self) -> bool {
        matches!(self, Self::Schema | Self::Database)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sort_is_found_by_its_code() {
        for kind in ChangeKind::ALL {
            assert_eq!(ChangeKind::of_code(kind.code()), Some(kind));
        }
        assert_eq!(ChangeKind::of_code("other"), None);
    }
}
