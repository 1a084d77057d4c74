//! Who may do what with a shared landscape: rights, and the links that carry them.

use std::fmt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{LandscapeId, Person};
use crate::change::Changes;
use crate::command::Command;
use crate::model::{Comment, CommentId, ElementId, ElementKind, Record};

/// What somebody may do with a landscape; each holds those before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Right {
    /// Look at it, and be seen by the others.
    #[default]
    View,
    /// Write, settle and remove comments.
    Comment,
    /// Draw.
    Edit,
    /// Hand out links and take them back, restore a revision for all, remove the landscape.
    Own,
}

impl Right {
    /// Every right, the least first.
    pub const ALL: [Self; 4] = [Self::View, Self::Comment, Self::Edit, Self::Own];

    /// What follows "may".
    pub const fn words(self) -> &'static str {
        match self {
            Self::View => "view",
            Self::Comment => "view and comment",
            Self::Edit => "edit",
            Self::Own => "edit and share",
        }
    }

    /// The right as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::View => "view",
            Self::Comment => "comment",
            Self::Edit => "edit",
            Self::Own => "own",
        }
    }

    /// The right that is written so.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|right| right.code() == code)
    }

    /// The least right that a command takes, as far as it can be told without the landscape: whose comments it is about
    /// only [`Right::allows`] knows.
    pub fn needed_for(command: &Command) -> Self {
        if is_about_comments(command) { Self::Comment } else { Self::Edit }
    }

    /// Whether somebody with this right may do what a command would do. `person_id` is who it is; without it nobody has
    /// written anything.
    ///
    /// Who may comment adds comments of their own, changes and removes these, and settles anybody's.
    pub fn allows(self, changes: &Changes, person_id: &str) -> bool {
        match self {
            Self::View => changes.is_empty(),
            Self::Comment => {
                let is_own = |record: &Record| matches!(record, Record::Comment(comment) if !person_id.is_empty() && comment.author_id == person_id);
                let is_gone = |id: CommentId| changes.removed.contains_key(&id.into());
                let may_become = |(before, after): &(Record, Record)| {
                    is_own(before) && is_own(after) || is_only_settled(before, after, &is_gone)
                };
                changes.added.values().chain(changes.removed.values()).all(is_own)
                    && changes.updated.values().all(may_become)
            }
            Self::Edit | Self::Own => true,
        }
    }
}

fn is_about_comments(command: &Command) -> bool {
    let is_comment = |id: &ElementId| id.kind() == ElementKind::Comment;
    match command {
        Command::Add(add) => is_comment(&add.record.id()),
        Command::Set(set) => is_comment(&set.id),
        Command::Remove(remove) => remove.elements.iter().all(is_comment),
        Command::Restore(restore) => {
            restore.put.iter().all(|record| is_comment(&record.id())) && restore.remove.iter().all(is_comment)
        }
        Command::Batch(batch) => batch.commands.iter().all(is_about_comments),
        Command::Place(place) => place.frames.is_empty(),
    }
}

/// Whether a comment says what it said, settled or not; it may have answered one that goes.
fn is_only_settled(before: &Record, after: &Record, is_gone: &dyn Fn(CommentId) -> bool) -> bool {
    let (Record::Comment(before), Record::Comment(after)) = (before, after) else { return false };
    let answers_to = before.answers_to.filter(|id| !is_gone(*id));
    Comment { is_settled: after.is_settled, answers_to, ..before.as_ref().clone() } == **after
}

/// What opens a landscape: 256 bits that nobody can guess, written in 52 letters and digits. A server keeps only a hash
/// of it. It stands in the fragment of an address, which browsers send to nobody, and in `Authorization: Bearer …`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Token(pub String);

impl Token {
    /// How many letters and digits it has: 52 of five bits hold 256.
    pub const LENGTH: usize = 52;

    /// The token with these bits.
    pub fn new(bits: [u8; 32]) -> Self {
        // 260 bits in digits of five: the first four are 0.
        let bit = |place: usize| match place.checked_sub(4) {
            Some(place) => u8::from(bits.get(place / 8).is_some_and(|byte| byte & (128 >> (place % 8)) != 0)),
            None => 0,
        };
        let digit = |digit: usize| (0..5).fold(0, |value, place| (value << 1) | bit(5 * digit + place));
        let digits = (0..Self::LENGTH).map(|place| char::from(LandscapeId::DIGITS[usize::from(digit(place))]));
        Self(digits.collect())
    }

    /// Whether it is written as a server writes one. What is not opens nothing.
    pub fn is_well_formed(&self) -> bool {
        self.0.len() == Self::LENGTH
            && self.0.starts_with(['0', '1'])
            && self.0.bytes().all(|byte| LandscapeId::DIGITS.contains(&byte))
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Nothing that opens a landscape gets into a log.
        f.write_str("Token(…)")
    }
}

/// Names a link among those of its landscape; opens nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LinkId(pub String);

/// A link as its owner sees it afterwards: without its token, which is told only once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Names it.
    pub id: LinkId,
    /// What it lets people do.
    pub right: Right,
    /// What its owner wrote down about it: "For the workshop".
    pub label: String,
    /// When it was made.
    pub made: DateTime<Utc>,
    /// From when on it opens nothing any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<DateTime<Utc>>,
    /// Since when it is taken back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revoked: Option<DateTime<Utc>>,
}

impl Link {
    /// The most characters of what its owner wrote down about it.
    pub const LABEL_MAX: usize = 200;

    /// Whether it opens its landscape at this time.
    pub fn is_valid(&self, at: DateTime<Utc>) -> bool {
        self.revoked.is_none() && self.expires.is_none_or(|expires| at < expires)
    }
}

/// Asks for a link.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MakeLink {
    /// What it is to let people do.
    pub right: Right,
    /// What to write down about it; at most 200 characters.
    pub label: String,
    /// From when on it is to open nothing any more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires: Option<DateTime<Utc>>,
}

/// A link was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MadeLink {
    /// The link.
    pub link: Link,
    /// What it opens the landscape with. Told only here.
    pub token: Token,
}

/// Whether a server lets people sign in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignIn {
    /// It knows nobody by name: who has a link may use it.
    #[default]
    Off,
    /// Who wants may sign in, and finds their landscapes again.
    Offered,
    /// Nobody opens anything before they signed in.
    Required,
}

/// Who the server takes somebody for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Me {
    /// Who is signed in; nobody where this is absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<Person>,
    /// Whether people can sign in.
    pub sign_in: SignIn,
}

/// A landscape that somebody who is signed in may open without a link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mine {
    /// Which.
    pub id: LandscapeId,
    /// What they may do.
    pub right: Right,
}

/// One line of what is noted about rights.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Audited {
    /// Its number; later lines have greater ones.
    pub number: u64,
    /// When it was.
    pub at: DateTime<Utc>,
    /// About which landscape; absent for what is about none, or an unknown one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub landscape: Option<LandscapeId>,
    /// Who did it, where they are known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    /// From which address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// What was done, as one of a few words: `link_made`.
    pub what: String,
    /// What else there is to say: which link, with which right. Never a token.
    pub details: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::{Add, Batch, Remove, Restore, Set};
    use crate::model::{Field, Landscape};
    use crate::sketch::Sketch;

    #[test]
    fn a_right_holds_those_before_it() {
        assert!(Right::ALL.is_sorted());
        for right in Right::ALL {
            assert_eq!(serde_json::to_string(&right).unwrap(), format!("{:?}", right.code()));
        }
        assert!(Right::Own > Right::Edit && Right::Comment > Right::View);
    }

    /// A context, a comment of Ann's about it, and Bob's answer.
    fn talk() -> (Landscape, Comment, Comment) {
        let mut sketch = Sketch::new();
        let about = Some(sketch.context("Sales").into());
        let written = |number, text: &str, author: &str, answers_to| {
            let [text, author_id] = [text, author].map(str::to_owned);
            Comment { id: CommentId::new(number), text, about, answers_to, author_id, ..Comment::default() }
        };
        let ann = written(1, "Why?", "ann", None);
        let bob = written(2, "Because.", "bob", Some(ann.id));
        sketch.put(ann.clone());
        sketch.put(bob.clone());
        (sketch.landscape, ann, bob)
    }

    #[test]
    fn who_may_comment_writes_and_changes_their_own_and_settles_any() {
        let (landscape, ann, bob) = talk();
        let context: ElementId = ann.about.unwrap();
        let fresh = |author: &str| {
            Command::from(Add::new(Comment {
                id: CommentId::new(9),
                author_id: author.to_owned(),
                ..Comment::default()
            }))
        };
        let set = |id: CommentId, field: &str, value: &dyn Field| {
            Command::from(Set { id: id.into(), field: field.to_owned(), value: value.value() })
        };
        let remove = |id: ElementId| Command::from(Remove { elements: [id].into_iter().collect() });
        let text = "Who?".to_owned();
        let mine = Restore::put(vec![Comment { text: text.clone(), ..bob.clone() }.into()]).into();
        let theirs = Restore::put(vec![Comment { text: text.clone(), ..ann.clone() }.into()]).into();
        for (command, expected) in [
            (fresh("bob"), true),
            (fresh("ann"), false),
            (fresh(""), false),
            (set(bob.id, "text", &text), true),
            (set(ann.id, "text", &text), false),
            (set(ann.id, "is_settled", &true), true),
            (set(bob.id, "author_id", &"ann".to_owned()), false),
            (set(ann.id, "author_id", &"bob".to_owned()), false),
            (set(ann.id, "about", &None::<ElementId>), false),
            (remove(bob.id.into()), true),
            (remove(ann.id.into()), false),
            (mine, true),
            (theirs, false),
            (Batch::of(vec![fresh("bob"), remove(ann.id.into())]), false),
        ] {
            assert_eq!(Right::needed_for(&command), Right::Comment, "{command:?}");
            let changes = command.changes(&landscape).unwrap();
            assert_eq!(Right::Comment.allows(&changes, "bob"), expected, "{command:?}");
            assert!(!Right::View.allows(&changes, "bob") && Right::Edit.allows(&changes, "bob"));
        }
        // An answer loses what it answered when that is removed by whoever wrote it.
        let changes = remove(ann.id.into()).changes(&landscape).unwrap();
        assert!(!changes.updated.is_empty() && Right::Comment.allows(&changes, "ann"));
        for command in [
            remove(context),
            Batch::of(vec![fresh("bob"), remove(context)]),
            Set::new(context, "name", &text).into(),
            Restore::put(vec![landscape.get(context).unwrap()]).into(),
        ] {
            assert_eq!(Right::needed_for(&command), Right::Edit);
            let changes = command.changes(&landscape).unwrap();
            assert!(changes.is_empty() || !Right::Comment.allows(&changes, "bob"), "{command:?}");
        }
    }

    #[test]
    fn a_token_is_not_told_by_accident() {
        let token = Token("secret".to_owned());
        assert_eq!(format!("{token:?}"), "Token(…)");
    }

    #[test]
    fn a_token_holds_all_its_bits_and_is_told_from_other_texts() {
        assert_eq!(Token::new([0; 32]).0, "0".repeat(52));
        assert_eq!(Token::new([255; 32]).0, format!("1{}", "z".repeat(51)));
        let mut last = [0; 32];
        last[31] = 1;
        assert_eq!(Token::new(last).0, format!("{}1", "0".repeat(51)));
        let mut first = [0; 32];
        first[0] = 0b1000_1000;
        assert_eq!(Token::new(first).0, format!("12{}", "0".repeat(50)));
        assert!(Token::new([7; 32]).is_well_formed());
        for text in ["", "0", &"z".repeat(52), &"0".repeat(51), &"0".repeat(53), &format!("{}u", "0".repeat(51))] {
            assert!(!Token((*text).to_owned()).is_well_formed(), "{text}");
        }
    }

    #[test]
    fn a_link_ends_when_it_says_so() {
        let at = |seconds| DateTime::from_timestamp(seconds, 0).unwrap();
        let mut link = Link {
            id: LinkId::default(),
            right: Right::View,
            label: String::new(),
            made: at(0),
            expires: None,
            revoked: None,
        };
        assert!(link.is_valid(at(1_000_000)));
        link.expires = Some(at(10));
        assert!(link.is_valid(at(9)) && !link.is_valid(at(10)));
        link.revoked = Some(at(5));
        assert!(!link.is_valid(at(1)));
    }
}
