//! Cuts a text into words, quoted texts and signs. Keywords are words like any other: what is one depends on where it
//! stands, and only the parser knows that.

/// A stretch of the file, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Span {
    /// What stands there.
    pub(super) fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }
}

/// The smallest part of a file that means something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) sign: Sign,
    pub(super) span: Span,
}

/// What kind of token it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// A name or a keyword; the five keywords with a hyphen are one word each.
    Word,
    /// A name with a `^` before it, which says that it is no keyword.
    Escaped,
    /// A text in quotes, with its quotes.
    Text,
    Open,
    Close,
    OpenBracket,
    CloseBracket,
    Comma,
    Equals,
    Colon,
    ToRight,
    ToLeft,
    BothWays,
    /// Any other sign; only text that is kept as it stands has a use for it.
    Other,
    /// The end of the file.
    End,
}

/// Something that no token can be made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// A quote without its counterpart.
    Quote,
    /// A comment without its end.
    Comment,
}

/// Signs of more than one character; the longest first.
const ARROWS: [(&str, Sign); 3] = [("<->", Sign::BothWays), ("->", Sign::ToRight), ("<-", Sign::ToLeft)];

/// The keywords that are written with a hyphen.
const HYPHENATED: [&str; 5] =
    ["Upstream-Downstream", "Downstream-Upstream", "Customer-Supplier", "Supplier-Customer", "Shared-Kernel"];

/// Reads token after token, and puts comments and faults aside.
pub(super) struct Lexer<'a> {
    text: &'a str,
    at: usize,
    /// Every comment so far, with its signs.
    pub(super) comments: Vec<Span>,
    /// Every fault so far, and where it is.
    pub(super) faults: Vec<(usize, Fault)>,
    /// The quotes that are known to have no counterpart in the rest of the file, so that none is sought twice.
    single_is_open: bool,
    double_is_open: bool,
}

impl<'a> Lexer<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let (comments, faults) = (Vec::new(), Vec::new());
        Self { text, at: 0, comments, faults, single_is_open: false, double_is_open: false }
    }

    /// The next token; at the end of the file, the end for ever.
    pub(super) fn next(&mut self) -> Token {
        self.skip_space();
        let start = self.at;
        let sign = self.sign();
        Token { sign, span: Span { start, end: self.at } }
    }

    fn sign(&mut self) -> Sign {
        let Some(first) = self.byte(0) else { return Sign::End };
        let single = match first {
            b'{' => Some(Sign::Open),
            b'}' => Some(Sign::Close),
            b'[' => Some(Sign::OpenBracket),
            b']' => Some(Sign::CloseBracket),
            b',' => Some(Sign::Comma),
            b'=' => Some(Sign::Equals),
            b':' => Some(Sign::Colon),
            _ => None,
        };
        if let Some(sign) = single {
            self.at += 1;
            return sign;
        }
        if first == b'"' || first == b'\'' {
            self.quoted(first);
            return Sign::Text;
        }
        if let Some((arrow, sign)) = ARROWS.iter().find(|(arrow, _)| self.rest().starts_with(arrow)) {
            self.at += arrow.len();
            return *sign;
        }
        let is_escaped = first == b'^';
        self.at += usize::from(is_escaped);
        if self.word() {
            return if is_escaped { Sign::Escaped } else { Sign::Word };
        }
        if !is_escaped {
            self.at += self.rest().chars().next().map_or(1, char::len_utf8);
        }
        Sign::Other
    }

    /// Goes over a word; false if there is none.
    fn word(&mut self) -> bool {
        let start = self.at;
        while let Some(byte) = self.byte(0) {
            if byte.is_ascii_alphanumeric() || byte == b'_' {
                self.at += 1;
                continue;
            }
            let letter = self.rest().chars().next().filter(|c| !c.is_ascii());
            match letter.filter(|c| c.is_alphanumeric() || (self.at > start && is_mark(*c))) {
                Some(c) => self.at += c.len_utf8(),
                None => break,
            }
        }
        if self.byte(0) == Some(b'-') {
            let from = self.text.get(start..).unwrap_or_default();
            let is_word_of = |c: char| c.is_alphanumeric() || c == '_';
            let is_here = |word: &&&str| from.strip_prefix(**word).is_some_and(|rest| !rest.starts_with(is_word_of));
            if let Some(word) = HYPHENATED.iter().find(is_here) {
                self.at = start + word.len();
            }
        }
        self.at > start
    }

    /// Goes over a text in quotes. One that is never closed ends with its line.
    fn quoted(&mut self, quote: u8) {
        let start = self.at;
        let is_open = if quote == b'"' { self.double_is_open } else { self.single_is_open };
        let mut end_of_line = None;
        self.at += 1;
        while let Some(byte) = self.byte(0) {
            match byte {
                b'\\' => self.at += 1,
                b'\n' if is_open => break,
                b'\n' => end_of_line = end_of_line.or(Some(self.at)),
                _ if byte == quote => {
                    self.at += 1;
                    return;
                }
                _ => {}
            }
            self.at += 1;
        }
        self.at = end_of_line.unwrap_or(self.at).min(self.text.len());
        if quote == b'"' {
            self.double_is_open = true;
        } else {
            self.single_is_open = true;
        }
        self.faults.push((start, Fault::Quote));
    }

    fn skip_space(&mut self) {
        while let Some(byte) = self.byte(0) {
            if byte == b'/' && matches!(self.byte(1), Some(b'/' | b'*')) {
                self.comment();
            } else if byte.is_ascii_whitespace() || byte == 0x0b {
                self.at += 1;
            } else {
                match self.rest().chars().next() {
                    Some(c) if !c.is_ascii() && (c.is_whitespace() || c == '\u{feff}') => self.at += c.len_utf8(),
                    _ => return,
                }
            }
        }
    }

    fn comment(&mut self) {
        let start = self.at;
        let rest = self.rest();
        self.at += if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if let Some(length) = rest.get(2..).and_then(|inside| inside.find("*/")) {
            length + 4
        } else {
            self.faults.push((start, Fault::Comment));
            rest.len()
        };
        self.comments.push(Span { start, end: self.at });
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn byte(&self, ahead: usize) -> Option<u8> {
        self.text.as_bytes().get(self.at + ahead).copied()
    }
}

/// Accents that are written as a character of their own, and the joiners of scripts that need them.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{200c}' | '\u{200d}')
}

/// What a text in quotes says, without its quotes.
pub(super) fn unquoted(quoted: &str) -> String {
    let quote = quoted.chars().next().unwrap_or('"');
    let inside = quoted.strip_prefix(quote).unwrap_or(quoted);
    let inside = inside.strip_suffix(quote).unwrap_or(inside);
    let mut said = String::with_capacity(inside.len());
    let mut rest = inside.chars();
    while let Some(c) = rest.next() {
        let escaped = if c == '\\' { rest.next() } else { None };
        match escaped {
            None => said.push(c),
            Some('n') => said.push('\n'),
            Some('t') => said.push('\t'),
            Some('r') => said.push('\r'),
            Some('b') => said.push('\u{8}'),
            Some('f') => said.push('\u{c}'),
            Some('u') => match code_point(rest.as_str()) {
                Some(c) => {
                    said.push(c);
                    rest.nth(3);
                }
                None => said.push_str("\\u"),
            },
            Some(other) => said.push(other),
        }
    }
    said
}

fn code_point(text: &str) -> Option<char> {
    let digits = text.get(..4).filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))?;
    char::from_u32(u32::from_str_radix(digits, 16).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<(Sign, &str)> {
        let mut lexer = Lexer::new(text);
        let mut tokens = Vec::new();
        loop {
            let token = lexer.next();
            if token.sign == Sign::End {
                return tokens;
            }
            tokens.push((token.sign, token.span.of(text)));
        }
    }

    fn check(text: &str, expected: &[(Sign, &str)]) {
        assert_eq!(tokens(text), expected, "{text}");
    }

    #[test]
    fn arrows_are_one_sign_each_and_need_no_space() {
        use Sign::{BothWays, Other, ToLeft, ToRight, Word};
        check("A->B", &[(Word, "A"), (ToRight, "->"), (Word, "B")]);
        check("A<-B", &[(Word, "A"), (ToLeft, "<-"), (Word, "B")]);
        check("A<->B", &[(Word, "A"), (BothWays, "<->"), (Word, "B")]);
        check("< ->", &[(Other, "<"), (ToRight, "->")]);
    }

    #[test]
    fn words_know_hyphens_only_in_keywords() {
        use Sign::{Escaped, Other, Word};
        check("A Shared-Kernel B", &[(Word, "A"), (Word, "Shared-Kernel"), (Word, "B")]);
        check("Shared-Kernels", &[(Word, "Shared"), (Other, "-"), (Word, "Kernels")]);
        check("^type ^ x", &[(Escaped, "^type"), (Other, "^"), (Word, "x")]);
        check("Größe_2 注文", &[(Word, "Größe_2"), (Word, "注文")]);
        check("e\u{301}tude", &[(Word, "e\u{301}tude")]);
    }

    #[test]
    fn comments_stand_anywhere_but_in_texts() {
        use Sign::{Text, Word};
        check("\u{feff}a/* b */c // d\ne", &[(Word, "a"), (Word, "c"), (Word, "e")]);
        check("\"http://x\" 'a /* b'", &[(Text, "\"http://x\""), (Text, "'a /* b'")]);
        check("/*/ a */ b", &[(Word, "b")]);
    }

    #[test]
    fn texts_have_either_quote_and_escapes() {
        use Sign::{Text, Word};
        check(r#""a\"b" 'c"d' x"#, &[(Text, r#""a\"b""#), (Text, "'c\"d'"), (Word, "x")]);
        check("\"two\nlines\"", &[(Text, "\"two\nlines\"")]);
        for (quoted, said) in [
            (r#""a\"b\\c""#, "a\"b\\c"),
            (r"'it\'s'", "it's"),
            (r#""a\tb\u00e9\u12""#, "a\tbé\\u12"),
            ("\"\"", ""),
            ("\"open", "open"),
        ] {
            assert_eq!(unquoted(quoted), said);
        }
    }

    #[test]
    fn what_is_never_closed_ends_somewhere_and_is_said() {
        use Sign::{Text, Word};
        check("\"a\nb", &[(Text, "\"a"), (Word, "b")]);
        check("'a\\", &[(Text, "'a\\")]);
        let faults = |text| {
            let mut lexer = Lexer::new(text);
            while lexer.next().sign != Sign::End {}
            lexer.faults
        };
        assert_eq!(faults("x \"a\ny"), [(2, Fault::Quote)]);
        assert_eq!(faults("x /* a"), [(2, Fault::Comment)]);
        assert_eq!(faults("\"a\" /* b */"), []);
    }

    #[test]
    fn quotes_that_are_never_closed_are_not_sought_again_and_again() {
        let text = "\\\"x\n".repeat(200_000);
        assert_eq!(tokens(&text).len(), 400_000);
    }
}
