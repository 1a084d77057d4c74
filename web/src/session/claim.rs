//! Which tab may write a document: the one that had it first. The others go on with a copy once they change it.
//!
//! Pure: knows neither the line between tabs nor the database. Words in, what to do out.

use crate::editor::DocumentKey;

/// What this tab may do with the document that it shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Hold {
    /// It is not kept: there is nothing to write.
    #[default]
    None,
    /// The other tabs were asked; until they had time to answer nothing is written.
    Asking,
    /// It is this tab's to write.
    Ours,
    /// Another tab draws it.
    Elsewhere,
}

/// What to do about what another tab said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Heard {
    /// Nothing.
    Nothing,
    /// Say this.
    Answer(String),
    /// Tell the person that the document is open elsewhere.
    Elsewhere,
    /// Go on with a copy: the document is open elsewhere and was changed here.
    Fork,
}

/// What to do about a change of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Changed {
    /// Write it.
    Write,
    /// Note it and wait: everything is written once the other tabs had time to answer.
    Wait,
    /// Go on with a copy.
    Fork,
}

/// This tab's claim to the document that it shows.
#[derive(Clone, Debug, Default)]
pub(super) struct Claim {
    /// Tells this tab from the others.
    tab: u32,
    key: DocumentKey,
    hold: Hold,
    has_changed: bool,
}

impl Claim {
    /// Nothing is claimed yet.
    pub(super) fn new(tab: u32) -> Self {
        Self { tab, ..Self::default() }
    }

    /// Shows a document that nobody keeps.
    pub(super) fn let_go(&mut self) {
        (self.hold, self.has_changed) = (Hold::None, false);
    }

    /// Shows a document that no other tab can know, because it was made here just now.
    pub(super) fn own(&mut self, key: DocumentKey) {
        (self.key, self.hold, self.has_changed) = (key, Hold::Ours, false);
    }

    /// Shows a document that another tab may have as well; answers with the question to all others.
    pub(super) fn ask(&mut self, key: DocumentKey) -> String {
        (self.key, self.hold, self.has_changed) = (key, Hold::Asking, false);
        format!("open? {} {}", self.tab, self.key)
    }

    /// The others had time to answer; answers whether the document is this tab's from now on.
    pub(super) fn take_unanswered(&mut self) -> bool {
        let is_free = self.hold == Hold::Asking;
        if is_free {
            self.hold = Hold::Ours;
        }
        is_free
    }

    /// Another tab said something.
    pub(super) fn heard(&mut self, word: &str) -> Heard {
        let mut parts = word.splitn(3, ' ');
        let (verb, tab, key) = (parts.next(), parts.next().and_then(|tab| tab.parse().ok()), parts.next());
        let Some(tab) = tab.filter(|_| key == Some(self.key.as_str())) else { return Heard::Nothing };
        match (verb, self.hold) {
            (Some("open?"), Hold::Ours) => Heard::Answer(format!("open! {tab} {}", self.key)),
            // Two that ask at the same time, as after a restart of the browser: one of them has it.
            (Some("open?"), Hold::Asking) if self.tab < tab => Heard::Answer(format!("open! {tab} {}", self.key)),
            // A tab that slept may answer late: what was changed here by then must not be written over.
            (Some("open!"), Hold::Asking | Hold::Ours) if tab == self.tab => {
                self.hold = Hold::Elsewhere;
                if self.has_changed { Heard::Fork } else { Heard::Elsewhere }
            }
            _ => Heard::Nothing,
        }
    }

    /// The document was changed here.
    pub(super) fn changed(&mut self) -> Changed {
        self.has_changed = true;
        match self.hold {
            Hold::Elsewhere => Changed::Fork,
            Hold::Asking => Changed::Wait,
            Hold::None | Hold::Ours => Changed::Write,
        }
    }

    /// Whether the document may be written now.
    pub(super) fn may_write(&self) -> bool {
        self.hold == Hold::Ours
    }

    /// Whether changes wait for the answers of others.
    pub(super) fn is_waiting(&self) -> bool {
        self.hold == Hold::Asking && self.has_changed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> DocumentKey {
        "18c-2f".to_owned()
    }

    /// A tab asks, the other one hears it, and the answer comes back.
    fn ask(asking: &mut Claim, other: &mut Claim) -> Heard {
        let question = asking.ask(key());
        match other.heard(&question) {
            Heard::Answer(answer) => asking.heard(&answer),
            nothing => nothing,
        }
    }

    #[test]
    fn the_second_tab_goes_on_with_a_copy_and_the_first_goes_on_writing() {
        let (mut first, mut second) = (Claim::new(1), Claim::new(2));
        // An example that was changed: nobody had to be asked, and still it answers.
        first.own(key());
        assert_eq!(ask(&mut second, &mut first), Heard::Elsewhere);
        assert!(!second.may_write() && !second.take_unanswered());
        assert_eq!((first.changed(), second.changed()), (Changed::Write, Changed::Fork));
        second.own("copy".to_owned());
        assert_eq!((first.changed(), second.changed()), (Changed::Write, Changed::Write));
    }

    #[test]
    fn what_is_changed_before_the_answer_waits_and_goes_into_the_copy() {
        let (mut first, mut second) = (Claim::new(1), Claim::new(2));
        first.own(key());
        let question = second.ask(key());
        assert_eq!(second.changed(), Changed::Wait);
        assert!(second.is_waiting() && !second.may_write());
        let Heard::Answer(answer) = first.heard(&question) else { panic!("the first tab says nothing") };
        assert_eq!(second.heard(&answer), Heard::Fork);
    }

    #[test]
    fn a_late_answer_makes_a_copy_of_what_was_changed_by_then() {
        let (mut first, mut second) = (Claim::new(1), Claim::new(2));
        first.own(key());
        let question = second.ask(key());
        assert!(second.take_unanswered() && second.may_write());
        assert_eq!(second.changed(), Changed::Write);
        let Heard::Answer(answer) = first.heard(&question) else { panic!("the first tab says nothing") };
        assert_eq!(second.heard(&answer), Heard::Fork);
    }

    #[test]
    fn of_two_that_ask_at_once_one_has_it() {
        let (mut first, mut second) = (Claim::new(1), Claim::new(2));
        let questions = [first.ask(key()), second.ask(key())];
        let Heard::Answer(answer) = first.heard(&questions[1]) else { panic!("nobody has it") };
        assert_eq!(second.heard(&questions[0]), Heard::Nothing);
        assert_eq!(second.heard(&answer), Heard::Elsewhere);
        assert!(first.take_unanswered() && !second.take_unanswered());
    }

    #[test]
    fn an_answer_is_for_the_one_who_asked_and_about_what_is_shown_now() {
        let (mut first, mut second) = (Claim::new(1), Claim::new(2));
        first.own(key());
        assert_eq!(first.heard("open! 2 18c-2f"), Heard::Nothing);
        let late = format!("open! 2 {}", key());
        assert_eq!(ask(&mut second, &mut first), Heard::Elsewhere);
        second.own("another".to_owned());
        assert_eq!(second.heard(&late), Heard::Nothing);
        second.let_go();
        assert_eq!(second.heard("open? 3 another"), Heard::Nothing);
        assert_eq!(second.heard("nonsense"), Heard::Nothing);
    }
}
