//! What taking back leaves as others made it, in words.

use crate::model::ElementId;

/// Something that does not become what it was, or that goes although others had a part in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// What.
    pub id: ElementId,
    /// What a sentence calls it.
    pub called: String,
    /// Why.
    pub why: Why,
}

/// Why something does not become what it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Somebody else changed this field since, which has this name and this label: it stays.
    OthersChanged(&'static str, &'static str),
    /// Somebody else removed it since.
    IsGone,
    /// Somebody else put it back already, and it is not what it was.
    IsBack,
    /// It cannot come back: what it belongs to is gone.
    HasNoPlace,
    /// It does not name what somebody else removed since.
    Forgot,
    /// One's own step had added it and it goes, though somebody else changed it since.
    WentThoughChanged,
    /// Somebody else added it since, and it goes with what it hangs on.
    WentAlong,
}

impl Left {
    /// It in a sentence. `who` is the name of whoever changed the element, where that is known.
    pub fn told(&self, who: Option<&str>) -> String {
        let Self { called, why, .. } = self;
        let who = who.filter(|name| !name.trim().is_empty()).unwrap_or("Somebody else");
        match why {
            Why::OthersChanged("frame", _) => format!("{who} moved {called} since; it stays there."),
            Why::OthersChanged(_, label) => {
                format!("{who} changed “{}” of {called} since; it stays.", label.to_lowercase())
            }
            Why::IsGone => format!("{called} is not there any more."),
            Why::IsBack => format!("{called} is back already and stays as it is."),
            Why::HasNoPlace => format!("{called} cannot come back: what it belongs to is gone."),
            Why::Forgot => format!("{called} cannot name again what is gone since."),
            Why::WentThoughChanged => format!("{who} had changed {called} since; it is gone all the same."),
            Why::WentAlong => format!("{called} went along, which {} had added.", lower(who)),
        }
    }
}

fn lower(who: &str) -> &str {
    if who == "Somebody else" { "somebody else" } else { who }
}

impl std::fmt::Display for Left {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.told(None))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_said_who_it_was_where_that_is_known() {
        let why = Why::OthersChanged("name", "Name");
        let left = Left { id: ElementId::Header, called: "“Sales”".to_owned(), why };
        assert_eq!(left.told(Some("Ann")), "Ann changed “name” of “Sales” since; it stays.");
        assert_eq!(left.told(Some(" ")), "Somebody else changed “name” of “Sales” since; it stays.");
        let along = Left { why: Why::WentAlong, ..left };
        assert_eq!(along.to_string(), "“Sales” went along, which somebody else had added.");
    }
}
