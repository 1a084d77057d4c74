//! Reads a file into blocks, by the tables of the grammar. Nothing stops it: what it cannot read it says so of, and
//! goes on with the next statement.

use super::cursor::Parser;
use super::grammar::{Construct, FILE, Level, Row, Value, is_keyword};
use super::lexer::{Sign, Span, Token, unquoted};
use super::tree::{Attribute, Block, Kept, Name, Remark, Why};
use crate::format::NoteKind;

/// Reads a file.
pub(super) fn parse(text: &str) -> (Block, Vec<Remark>) {
    let mut parser = Parser::new(text);
    let mut file = Block::new(&FILE, 0);
    parser.members(&mut file);
    file.span.end = text.len();
    file.comments.extend(parser.comments_before(usize::MAX));
    (file, parser.remarks)
}

impl Parser<'_> {
    /// Reads what stands in a block, and the brace that closes it.
    pub(super) fn members(&mut self, block: &mut Block) {
        let is_file = block.level.construct == Construct::File;
        let open = self.before();
        loop {
            match self.token().sign {
                Sign::End if is_file => return,
                Sign::End => {
                    let message = format!("The brace that opens {} is never closed.", block.label());
                    return self.not_understood(open.start, message);
                }
                Sign::Close if is_file => {
                    self.not_understood(self.token().span.start, "This brace closes nothing.".to_owned());
                    self.at += 1;
                    continue;
                }
                Sign::Close => return self.at += 1,
                _ => {}
            }
            let from = self.at;
            if block.level.construct == Construct::Map && self.starts_relationship() {
                self.relationship(block);
            } else if !is_file && self.is_outermost() {
                let (word, label) = (self.word(), block.label());
                let message = format!("“{word}” cannot stand inside of {label}: a closing brace is missing before it.");
                return self.not_understood(self.token().span.start, message);
            } else {
                self.member(block);
            }
            // Every statement is at least a token long; this makes sure that it ends even if one is not.
            self.at = self.at.max(from + 1);
        }
    }

    fn member(&mut self, block: &mut Block) {
        let start = self.at;
        let is_documented = self.token().sign == Sign::Text && self.ahead(1).sign == Sign::Word;
        self.at += usize::from(is_documented);
        if self.token().sign != Sign::Word {
            return self.give_up(block, start);
        }
        let word = self.word();
        let row = block.level.attributes.iter().find(|row| row.key == word);
        let member = block.level.members.iter().find(|level| level.keyword == word);
        match (row, member) {
            (Some(row), _) if !is_documented && self.ahead(1).sign != Sign::Open => self.attribute(block, row),
            (_, Some(level)) if self.has_name(level) => {
                let member = self.block(level, start);
                block.members.push(member);
            }
            _ => self.keep(block, start),
        }
    }

    /// Whether the block that starts here has its name, or needs none.
    fn has_name(&self, level: &Level) -> bool {
        let can_do_without = level.construct == Construct::Map;
        let next = self.ahead(1);
        match next.sign {
            Sign::Word if self.is_line_end() && is_keyword(next.span.of(self.text)) => false,
            Sign::Word | Sign::Escaped => !can_do_without || self.ahead(2).sign == Sign::Open,
            Sign::Text => self.ahead(2).sign == Sign::Open,
            Sign::Open => can_do_without,
            _ => false,
        }
    }

    /// Reads a block that starts at the token `start`: with its keyword, or with the text that documents it.
    fn block(&mut self, level: &'static Level, start: usize) -> Block {
        let first = self.place(start);
        let mut block = Block::new(level, first.start);
        block.comments = self.comments_before(first.start);
        if start < self.at {
            block.kept.push(Kept { label: "Documentation".to_owned(), span: first, why: Why::NoRecord });
        }
        self.at += 1;
        if self.token().sign != Sign::Open {
            block.name = self.name();
        }
        while let Some(row) = level.clauses.iter().find(|row| self.is_word(row.key)) {
            self.attribute(&mut block, row);
        }
        if self.token().sign == Sign::Open {
            self.at += 1;
            self.members(&mut block);
        }
        self.finish(&mut block);
        block
    }

    /// Ends a block with the token before this one; comments inside of it and behind it on its line belong to it.
    pub(super) fn finish(&mut self, block: &mut Block) {
        block.span.end = self.before().end;
        self.comments_to_here(block);
    }

    /// Reads an attribute, from its keyword on.
    pub(super) fn attribute(&mut self, block: &mut Block, row: &'static Row) {
        // The older word for the same.
        let key = if row.key == "structuralVolatility" { "likelihoodForChange" } else { row.key };
        let start = self.token().span.start;
        self.at += 1;
        let values = if row.value == Value::Flag { Vec::new() } else { self.values(block, row.key, row.value) };
        let span = Span { start, end: self.before().end };
        let is_there = !row.value.is_list() && block.attributes.iter().any(|attribute| attribute.key == key);
        if is_there {
            let message = format!("“{}” is said twice: the first counts, this one is kept as text.", row.key);
            self.remark(start, NoteKind::Changed, message);
            block.kept.push(Kept { label: row.key.to_owned(), span, why: Why::Noted });
        } else if !values.is_empty() || row.value == Value::Flag {
            block.attributes.push(Attribute { key, values, span });
        }
        self.comments_to_here(block);
    }

    /// Reads the values of an attribute, with the equals sign that may stand before them.
    pub(super) fn values(&mut self, block: &Block, key: &str, value: Value) -> Vec<Name> {
        let mut values = Vec::new();
        self.at += usize::from(self.token().sign == Sign::Equals);
        loop {
            let Token { sign, span } = self.token();
            let is_next_line = self.is_new_line() && (value.is_text() || self.is_attribute(block.level));
            let is_next_attribute = is_next_line || self.ahead(1).sign == Sign::Equals;
            let fits = sign == Sign::Text || (self.is_name() && !is_next_attribute);
            if !fits {
                let what = if value.is_text() { "a text in quotes" } else { "a word" };
                let message = format!("After “{key}”, {what} was expected instead of {}.", self.seen());
                self.not_understood(span.start, message);
                return values;
            }
            if value.is_text() && sign != Sign::Text {
                self.not_understood(span.start, format!("The text after “{key}” should stand in quotes."));
            }
            values.push(if value.is_text() || value == Value::Any { self.said() } else { self.name() });
            while value == Value::Any && self.is_dot() {
                self.at += 2;
            }
            if !value.is_list() || self.token().sign != Sign::Comma {
                return values;
            }
            self.at += 1;
        }
    }

    /// Whether an attribute of such a block starts here, and not a name that is the same word.
    pub(super) fn is_attribute(&self, level: &Level) -> bool {
        let has_value = matches!(self.ahead(1).sign, Sign::Word | Sign::Escaped | Sign::Text | Sign::Equals);
        has_value && level.attributes.iter().any(|row| self.is_word(row.key))
    }

    /// Reads a name. One in quotes is taken as well, but not without a word.
    pub(super) fn name(&mut self) -> Name {
        if self.token().sign == Sign::Text {
            let message = format!("{} should stand without quotes.", self.seen());
            self.not_understood(self.token().span.start, message);
        }
        self.said()
    }

    /// Reads a word or a text.
    fn said(&mut self) -> Name {
        let Token { sign, span } = self.token();
        let text = if sign == Sign::Text { unquoted(span.of(self.text)) } else { self.word().to_owned() };
        self.at += 1;
        Name { text, at: span.start }
    }

    /// Reads something that is expected to be a name; says so if it is not.
    pub(super) fn expect_name(&mut self, what: &str) -> Option<Name> {
        if self.is_name() || self.token().sign == Sign::Text {
            return Some(self.name());
        }
        self.expected(what);
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A block and what is in it, in brief: `Keyword Name(attribute=value)[member; member]{kept}`.
    fn outline(block: &Block) -> String {
        let value = |attribute: &Attribute| {
            let values: Vec<&str> = attribute.values.iter().map(|value| &*value.text).collect();
            format!("{}={}", attribute.key, values.join("|"))
        };
        let attributes: Vec<String> = block.attributes.iter().map(value).collect();
        let members: Vec<String> = block.members.iter().map(outline).collect();
        let kept: Vec<&str> = block.kept.iter().map(|kept| &*kept.label).collect();
        let part =
            |open, parts: &str, close| if parts.is_empty() { String::new() } else { format!("{open}{parts}{close}") };
        let attributes = part('(', &attributes.join(" "), ')');
        let (members, kept) = (part('[', &members.join("; "), ']'), part('{', &kept.join("; "), '}'));
        format!("{}{attributes}{members}{kept}", block.label())
    }

    fn check(text: &str, expected: &str) {
        let (file, remarks) = parse(text);
        assert_eq!(outline(&file), expected, "{text}");
        assert_eq!(remarks, [], "{text}");
    }

    fn check_remarks(text: &str, expected: &str, expected_remarks: &[(usize, &str)]) {
        let (file, remarks) = parse(text);
        let remarks: Vec<(usize, &str)> = remarks.iter().map(|remark| (remark.at, &*remark.message)).collect();
        assert_eq!((&*outline(&file), &*remarks), (expected, expected_remarks), "{text}");
    }

    #[test]
    fn attributes_come_in_any_order_with_or_without_an_equals_sign() {
        check(
            "BoundedContext A { evolution GENESIS responsibilities 'a' , \"b\" type=TEAM responsibilities = 'c' }",
            "[BoundedContext A(evolution=GENESIS responsibilities=a|b type=TEAM responsibilities=c)]",
        );
        check(
            "BoundedContext A refines B realizes C,D implements E , F",
            "[BoundedContext A(refines=B realizes=C|D implements=E|F)]",
        );
        check(
            "ContextMap { state=AS_IS contains A,B contains C }",
            "[ContextMap(state=AS_IS contains=A|B contains=C)]",
        );
        check("Domain D { Subdomain S { type CORE_DOMAIN } }", "[Domain D[Subdomain S(type=CORE_DOMAIN)]]");
        check(
            "BoundedContext A { Module m { external Aggregate B } }",
            "[BoundedContext A[Module m(external=)[Aggregate B]]]",
        );
    }

    #[test]
    fn a_keyword_can_be_a_name() {
        check(
            "BoundedContext BoundedContext BoundedContext ^type",
            "[BoundedContext BoundedContext; BoundedContext type]",
        );
        check("BoundedContext implements implements implements", "[BoundedContext implements(implements=implements)]");
        check(
            "ContextMap ContextMap { contains contains, ^state }",
            "[ContextMap ContextMap(contains=contains|state)]",
        );
        check(
            "BoundedContext A { Aggregate owner { owner = Aggregate } }",
            "[BoundedContext A[Aggregate owner(owner=Aggregate)]]",
        );
        check("Domain Größe { Subdomain 注文 }", "[Domain Größe[Subdomain 注文]]");
    }

    #[test]
    fn comments_and_texts_stand_beside_what_they_are_about() {
        let text = "// a\nBoundedContext A { // b\n  type TEAM // c\n  'd' Aggregate B // e\n  // f\n}\n// g";
        let (file, remarks) = parse(text);
        assert_eq!(
            (outline(&file), remarks),
            ("[BoundedContext A(type=TEAM)[Aggregate B{Documentation}]]".to_owned(), vec![])
        );
        let of = |block: &Block| block.comments.iter().map(|span| span.of(text).to_owned()).collect::<Vec<String>>();
        let context = &file.members[0];
        assert_eq!(of(context), ["// a", "// b", "// c", "// f"]);
        assert_eq!(of(&context.members[0]), ["// e"]);
        assert_eq!(of(&file), ["// g"]);
    }

    #[test]
    fn a_mistake_costs_no_more_than_its_statement() {
        check_remarks(
            "BoundedContext A { type = }\nBoundedContext B",
            "[BoundedContext A; BoundedContext B]",
            &[(26, "After “type”, a word was expected instead of “}”.")],
        );
        check_remarks(
            "BoundedContext A { evolution = \n type = TEAM domainVisionStatement = word }",
            "[BoundedContext A(type=TEAM domainVisionStatement=word)]",
            &[
                (33, "After “evolution”, a word was expected instead of “type”."),
                (69, "The text after “domainVisionStatement” should stand in quotes."),
            ],
        );
        check_remarks(
            "ContextMap { ) (\ncontains 'A' }",
            "[ContextMap(contains=A)]",
            &[
                (13, "“)” is not understood here: expected type, state, contains or a relationship such as A -> B."),
                (26, "“'A'” should stand without quotes."),
            ],
        );
        check_remarks(
            "BoundedContext A { type TEAM type FEATURE }",
            "[BoundedContext A(type=TEAM){type}]",
            &[(29, "“type” is said twice: the first counts, this one is kept as text.")],
        );
    }

    #[test]
    fn a_missing_brace_does_not_swallow_what_follows() {
        check_remarks(
            "BoundedContext A { Aggregate B {\nBoundedContext C { Aggregate D { Entity E { } }",
            "[BoundedContext A[Aggregate B]; BoundedContext C[Aggregate D{Entity E}]]",
            &[
                (33, "“BoundedContext” cannot stand inside of Aggregate B: a closing brace is missing before it."),
                (50, "The brace that opens BoundedContext C is never closed."),
            ],
        );
        check_remarks("Domain D } Domain E", "[Domain D; Domain E]", &[(9, "This brace closes nothing.")]);
        check_remarks(
            "BoundedContext A { 'x\n}",
            "[BoundedContext A]",
            &[(19, "This text has no closing quote: it was taken to end with its line.")],
        );
    }

    #[test]
    fn a_block_without_a_name_is_kept_as_text() {
        check_remarks(
            "BoundedContext { type TEAM }\nDomain\nDomain D",
            "[Domain D]{BoundedContext; Domain}",
            &[
                (0, "This BoundedContext has no name; it is kept as text."),
                (29, "This Domain has no name; it is kept as text."),
            ],
        );
        check_remarks(
            "ContextMap M\nDomain D",
            "[Domain D]{ContextMap M}",
            &[(0, "ContextMap M has no body in braces; it is kept as text.")],
        );
    }
}
