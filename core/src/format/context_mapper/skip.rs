//! What the parser does not look into: blocks that are kept as text, and what it cannot read.

use super::cursor::Parser;
use super::grammar::{CONNECTORS, Construct, KEPT, OUTERMOST, Value, is_keyword};
use super::lexer::{Sign, Span};
use super::tree::{Block, Kept, Why, label};

impl Parser<'_> {
    /// Keeps the attribute or the block that starts here as text; its text starts at the token `start`.
    pub(super) fn keep(&mut self, block: &mut Block, start: usize) {
        let (from, keyword, heading) = (self.at, self.word(), self.heading());
        if self.is_unknown_attribute() {
            self.at += 1;
            if self.values(block, keyword, Value::Any).is_empty() {
                return self.recover(from);
            }
            return self.keep_to_here(block, start, keyword.to_owned(), Why::NoRecord);
        }
        let can_be_block = matches!(self.ahead(1).sign, Sign::Word | Sign::Escaped | Sign::Open);
        let is_known = is_keyword(keyword);
        let is_block = (is_known || can_be_block) && self.head();
        if !is_block && !is_known {
            return self.give_up(block, start);
        }
        let mut why = Why::NoRecord;
        if is_known && !KEPT.contains(&keyword) {
            self.not_understood(self.place(from).start, misplaced(block, keyword, &heading));
            why = Why::Noted;
        }
        self.keep_to_here(block, start, heading, why);
    }

    /// Keeps what stands from the token `start` up to this one; comments inside of it are kept with it.
    fn keep_to_here(&mut self, block: &mut Block, start: usize, label: String, why: Why) {
        let span = Span { start: self.place(start).start, end: self.before().end };
        block.comments.extend(self.comments_before(span.start));
        self.comments_before(span.end);
        block.kept.push(Kept { label, span, why });
        self.comments_to_here(block);
    }

    /// Says that the statement that starts at the token `start` is not understood, and goes to the next one.
    pub(super) fn give_up(&mut self, block: &Block, start: usize) {
        self.at = start;
        let message = format!("{} is not understood here: expected {}.", self.seen(), block.level.expects);
        self.not_understood(self.token().span.start, message);
        self.recover(start);
    }

    /// Goes to the next statement: behind the next block in braces, or to the next line.
    pub(super) fn recover(&mut self, start: usize) {
        loop {
            match self.token().sign {
                Sign::Open => return self.skip_braces(),
                Sign::Close | Sign::End => return,
                Sign::Word | Sign::Escaped | Sign::Text | Sign::OpenBracket
                    if self.at > start && self.is_new_line() =>
                {
                    return;
                }
                _ => self.at += 1,
            }
        }
    }

    /// Whether a block starts here that stands in a file by itself.
    pub(super) fn is_outermost(&self) -> bool {
        let is_keyword = self.token().sign == Sign::Word && OUTERMOST.contains(&self.word());
        match self.ahead(1).sign {
            Sign::Word | Sign::Escaped => is_keyword,
            Sign::Open => is_keyword && self.word() == "ContextMap",
            _ => false,
        }
    }

    /// What the block that starts here is called: `Entity Customer`.
    fn heading(&self) -> String {
        let is_abstract = self.is_word("abstract") && self.ahead(1).sign == Sign::Word;
        let [keyword, name] = [0, 1].map(|ahead| self.ahead(ahead + usize::from(is_abstract)));
        let gap = Span { start: keyword.span.end, end: name.span.start }.of(self.text);
        let text = name.span.of(self.text);
        let is_name = matches!(name.sign, Sign::Word | Sign::Escaped) && text != "of" && !gap.contains('\n');
        let name = if is_name { text.strip_prefix('^').unwrap_or(text) } else { "" };
        label(keyword.span.of(self.text), name)
    }

    /// Whether an attribute that no table knows starts here. Without an equals sign it must be a text to be seen as one.
    fn is_unknown_attribute(&self) -> bool {
        match self.ahead(1).sign {
            Sign::Equals => true,
            Sign::Text => !KEPT.contains(&self.word()) && !self.is_line_end() && self.ahead(2).sign != Sign::Open,
            _ => false,
        }
    }

    /// Goes over a block of any kind; true if it has a body in braces. Without one it ends with its line or, if it is
    /// a block that the language knows, goes on where the line ends with a word or sign that a name must follow.
    fn head(&mut self) -> bool {
        let keyword = self.word();
        let is_known = is_keyword(keyword);
        let is_abstract = self.is_word("abstract") && self.ahead(1).sign == Sign::Word;
        self.at += 1 + usize::from(is_abstract);
        if self.is_name() && !self.is_new_line() {
            self.at += 1;
        }
        let mut is_bound = false;
        loop {
            let is_here = is_bound || !self.is_new_line();
            let word = self.word();
            is_bound = match self.token().sign {
                Sign::Open => {
                    self.skip_braces();
                    return true;
                }
                Sign::Close | Sign::End => return false,
                _ if !is_here || word == ";" => return false,
                Sign::Word if !is_bound && is_keyword(word) => return false,
                Sign::Text if !is_bound && is_known => return false,
                Sign::Word => !is_bound && CONNECTORS.contains(&word),
                Sign::Comma | Sign::Colon | Sign::Equals | Sign::Other => true,
                _ => false,
            } && is_known;
            self.at += 1;
        }
    }

    /// Goes behind the brace that closes the one here. If there is none, goes to the next block that stands by itself.
    fn skip_braces(&mut self) {
        if let Some(Some(closing)) = self.closing.get(self.at) {
            self.at = closing + 1;
            return;
        }
        self.not_understood(self.token().span.start, "This brace is never closed.".to_owned());
        while self.token().sign != Sign::End && !self.is_outermost() {
            self.at += 1;
        }
    }
}

/// How a sentence ends that says what is wrong with a block.
pub(super) const KEPT_AS_TEXT: &str = "; it is kept as text.";

/// What is wrong with a block that can become a record but does not.
fn misplaced(block: &Block, keyword: &str, heading: &str) -> String {
    let level = block.level.members.iter().find(|level| level.keyword == keyword);
    match level {
        Some(level) if level.construct == Construct::Map => format!("{heading} has no body in braces{KEPT_AS_TEXT}"),
        Some(_) => format!("This {keyword} has no name{KEPT_AS_TEXT}"),
        None if block.level.construct == Construct::File => {
            format!("{heading} cannot stand by itself{KEPT_AS_TEXT}")
        }
        None => format!("{heading} cannot stand inside of {}{KEPT_AS_TEXT}", block.label()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::parser::parse;
    use super::*;

    /// What is kept of the blocks of a file and of the file itself, as `label: text`, and what is said of them.
    fn kept(text: &str) -> (Vec<String>, Vec<String>) {
        let (file, remarks) = parse(text);
        let kept = file.members.iter().chain([&file]).flat_map(|block| &block.kept);
        let kept = kept.map(|kept| format!("{}: {}", kept.label, kept.span.of(text))).collect();
        (kept, remarks.into_iter().map(|remark| format!("{}: {}", remark.at, remark.message)).collect())
    }

    fn check(text: &str, expected: &[(&str, &str)]) {
        let (kept, remarks) = kept(text);
        let expected: Vec<String> = expected.iter().map(|(label, text)| format!("{label}: {text}")).collect();
        assert_eq!(kept, expected, "{text}");
        assert!(remarks.is_empty(), "{text}: {remarks:?}");
    }

    #[test]
    fn blocks_without_a_record_are_kept_whole() {
        check(
            "BoundedContext A { Service S { \"}\" /* } */ // }\n { } } 'said' abstract Entity E }",
            &[("Service S", "Service S { \"}\" /* } */ // }\n { } }"), ("Entity E", "'said' abstract Entity E")],
        );
        check(
            "BoundedContext A {\nEntity B\nValueObject C extends @D with @E\n{ x }\nCommand ^Flow Flow F enum G { X, Y } }",
            &[
                ("Entity B", "Entity B"),
                ("ValueObject C", "ValueObject C extends @D with @E\n{ x }"),
                ("Command Flow", "Command ^Flow"),
                ("Flow F", "Flow F"),
                ("enum G", "enum G { X, Y }"),
            ],
        );
        check(
            "Stakeholders of A,\n  B { }\nUserStory U split by V { As a \"x\" }\nValueRegister R for A\nUseCase C",
            &[
                ("Stakeholders", "Stakeholders of A,\n  B { }"),
                ("UserStory U", "UserStory U split by V { As a \"x\" }"),
                ("ValueRegister R", "ValueRegister R for A"),
                ("UseCase C", "UseCase C"),
            ],
        );
        check("BoundedContext A { Application { Command C } }", &[("Application", "Application { Command C }")]);
    }

    #[test]
    fn what_no_table_knows_is_kept_if_it_looks_like_something() {
        check(
            "Domain D { colour = a.b, 'c' note 'd'\nwidget W { x { } }\npanel\n{ } }",
            &[
                ("colour", "colour = a.b, 'c'"),
                ("note", "note 'd'"),
                ("widget W", "widget W { x { } }"),
                ("panel", "panel\n{ }"),
            ],
        );
    }

    #[test]
    fn what_looks_like_nothing_is_not_understood() {
        let (kept, remarks) = kept("Domain D {\nfoo\nbar baz\nx => y\nEntity E }");
        assert_eq!(kept, ["Entity E: Entity E"]);
        let expected = [
            "11: “foo” is not understood here: expected domainVisionStatement or a Subdomain.",
            "15: “bar” is not understood here: expected domainVisionStatement or a Subdomain.",
            "26: After “x”, a word was expected instead of “>”.",
        ];
        assert_eq!(remarks, expected);
    }

    #[test]
    fn a_block_in_the_wrong_place_is_kept_and_said() {
        let (kept, remarks) = kept("Aggregate A { }\nDomain D { Aggregate B }");
        assert_eq!(kept, ["Aggregate B: Aggregate B", "Aggregate A: Aggregate A { }"]);
        let expected = [
            "0: Aggregate A cannot stand by itself; it is kept as text.",
            "27: Aggregate B cannot stand inside of Domain D; it is kept as text.",
        ];
        assert_eq!(remarks, expected);
    }

    #[test]
    fn a_block_that_is_never_closed_ends_before_the_next_that_stands_by_itself() {
        let text = "BoundedContext A { Aggregate B { Entity C {\nDomain D";
        let (file, remarks) = parse(text);
        let last = file.members.last().map(Block::label);
        assert_eq!(last.as_deref(), Some("Domain D"));
        let places: Vec<usize> = remarks.iter().map(|remark| remark.at).collect();
        assert_eq!(places, [42, 44]);
    }
}
