//! Whether a text looks like this language: it then begins with one of a few keywords, and what may follow that.

use super::grammar::OUTERMOST;
use super::lexer::{Lexer, Sign};

/// Besides the blocks that become records, these can stand in a file by themselves.
const OTHERS: [&str; 4] = ["UseCase", "UserStory", "Stakeholders", "ValueRegister"];

/// Looks at the first block only, so that a long text takes no longer than a short one.
pub(super) fn recognizes(text: &str) -> bool {
    let mut lexer = Lexer::new(text);
    let mut next = || {
        let token = lexer.next();
        (token.sign, token.span.of(text))
    };
    let mut has_import = false;
    let keyword = loop {
        match next() {
            (Sign::Word, "import") if next().0 == Sign::Text => has_import = true,
            (Sign::Word, word) if OUTERMOST.contains(&word) || OTHERS.contains(&word) => break word,
            (sign, _) => return has_import && sign == Sign::End,
        }
    };
    // Words of prose can be keywords as well: what follows tells.
    match (keyword, next().0) {
        ("ContextMap" | "Stakeholders", Sign::Open) => true,
        ("Domain", Sign::Word | Sign::Escaped) => {
            let (sign, word) = next();
            matches!(sign, Sign::Open | Sign::End) || OUTERMOST.contains(&word) || OTHERS.contains(&word)
        }
        (_, Sign::Word | Sign::Escaped) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_recognized_by_how_it_begins() {
        for text in [
            "\u{feff}/* a map */ // of\r\nContextMap {",
            "ContextMap M {",
            "import './a.cml' import \"b.cml\"\nBoundedContext A",
            "import 'a.cml'",
            "BoundedContext ^Domain",
            "Domain D",
            "Domain D { Subdomain",
            "Domain D Domain E",
            "UseCase U {",
            "UserStory U",
            "Stakeholders of A {",
            "Stakeholders {",
            "ValueRegister V for A {",
        ] {
            assert!(recognizes(text), "{text}");
        }
        for text in [
            "",
            "  // nothing",
            "{\"format\": \"atoll\"}",
            "Domain Driven Design",
            "Domain: D",
            "import React from 'react'",
            "import './style.css';\nlet a;",
            "# ContextMap {",
            "workspace { model { } }",
            "BoundedContext",
        ] {
            assert!(!recognizes(text), "{text}");
        }
    }
}
