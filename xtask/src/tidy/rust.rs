//! Just enough of Rust's grammar to tell code from comments, strings and tests.

/// A Rust file, taken apart.
#[derive(Debug)]
pub(super) struct Rust {
    /// The file line by line, with spaces where comments and the insides of strings were.
    pub(super) code: Vec<String>,
    /// What is in the strings, each with the line that it begins in, counted from 1.
    pub(super) strings: Vec<(usize, String)>,
    /// How many lines come before the tests.
    pub(super) before_tests: usize,
}

impl Rust {
    pub(super) fn of(path: &str, text: &str) -> Self {
        let (masked, strings) = mask(text);
        let code: Vec<String> = masked.lines().map(str::to_owned).collect();
        let is_all_tests = path.contains("/tests/") || path.ends_with("/tests.rs");
        let before_tests = if is_all_tests { 0 } else { before_tests(&code) };
        Self { code, strings, before_tests }
    }

    /// The lines of code with their numbers, tests included.
    pub(super) fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.code.iter().enumerate().map(|(index, line)| (index + 1, line.as_str()))
    }
}

fn before_tests(code: &[String]) -> usize {
    let is_begin = |pair: &[String]| pair[0] == "#[cfg(test)]" && pair[1].starts_with("mod ") && pair[1].contains('{');
    code.windows(2).position(is_begin).unwrap_or(code.len())
}

/// What the lexer is in the middle of.
enum Inside {
    Code,
    LineComment,
    BlockComment(usize),
    /// A string, and with how many `#` it ends if it is a raw one.
    Text(Option<usize>),
}

fn mask(text: &str) -> (String, Vec<(usize, String)>) {
    let letters: Vec<char> = text.chars().collect();
    let (mut masked, mut strings) = (String::with_capacity(text.len()), Vec::new());
    let (mut inside, mut line, mut at) = (Inside::Code, 1, 0);
    while at < letters.len() {
        let here = &letters[at..];
        let (length, next, is_kept) = step(&inside, here, masked.chars().next_back());
        if matches!((&inside, &next), (Inside::Code, Some(Inside::Text(_)))) {
            strings.push((line, String::new()));
        } else if let (Inside::Text(_), None, Some((_, string))) = (&inside, &next, strings.last_mut()) {
            string.extend(&here[..length]);
        }
        for letter in &here[..length] {
            line += usize::from(*letter == '\n');
            masked.push(if is_kept || *letter == '\n' { *letter } else { ' ' });
        }
        inside = next.unwrap_or(inside);
        at += length;
    }
    (masked, strings)
}

/// How many letters belong together here, what they lead into if that changes, and whether they are code.
fn step(inside: &Inside, here: &[char], before: Option<char>) -> (usize, Option<Inside>, bool) {
    let starts = |text: &str| here.len() >= text.len() && text.chars().zip(here).all(|(a, b)| a == *b);
    match inside {
        Inside::Code if starts("//") => (2, Some(Inside::LineComment), false),
        Inside::Code if starts("/*") => (2, Some(Inside::BlockComment(1)), false),
        Inside::Code if starts("\"") => (1, Some(Inside::Text(None)), true),
        Inside::Code if here[0] == '\'' => (character(here), None, true),
        Inside::Code => match raw_string(here).filter(|_| !before.is_some_and(is_word)) {
            Some((length, hashes)) => (length, Some(Inside::Text(Some(hashes))), true),
            None => (1, None, true),
        },
        Inside::LineComment if starts("\n") => (1, Some(Inside::Code), true),
        Inside::LineComment => (1, None, false),
        Inside::BlockComment(depth) if starts("/*") => (2, Some(Inside::BlockComment(depth + 1)), false),
        Inside::BlockComment(1) if starts("*/") => (2, Some(Inside::Code), false),
        Inside::BlockComment(depth) if starts("*/") => (2, Some(Inside::BlockComment(depth - 1)), false),
        Inside::BlockComment(_) => (1, None, false),
        Inside::Text(None) if starts("\\") => (2.min(here.len()), None, false),
        Inside::Text(None) if starts("\"") => (1, Some(Inside::Code), true),
        Inside::Text(Some(hashes)) if starts(&format!("\"{}", "#".repeat(*hashes))) => {
            (hashes + 1, Some(Inside::Code), true)
        }
        Inside::Text(_) => (1, None, false),
    }
}

/// The length of a character literal, or 1 for the mark of a lifetime.
fn character(here: &[char]) -> usize {
    match here {
        ['\'', '\\', escaped, ..] => {
            let from = if *escaped == '\'' || *escaped == '\\' { 3 } else { 2 };
            from + here[from..].iter().position(|letter| *letter == '\'').map_or(0, |at| at + 1)
        }
        ['\'', _, '\'', ..] => 3,
        _ => 1,
    }
}

/// The length of a raw string's opening and how many `#` it has.
fn raw_string(here: &[char]) -> Option<(usize, usize)> {
    let prefix = here.iter().take(2).take_while(|letter| matches!(letter, 'b' | 'c' | 'r')).count();
    if prefix == 0 || here[prefix - 1] != 'r' {
        return None;
    }
    let hashes = here[prefix..].iter().take_while(|letter| **letter == '#').count();
    (here.get(prefix + hashes) == Some(&'"')).then_some((prefix + hashes + 1, hashes))
}

/// Whether a letter can be part of a name.
pub(super) fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

/// Whether a line has the word, as a word of its own. A word that ends in `(` is a free function that is called.
pub(super) fn has_word(line: &str, word: &str) -> bool {
    let is_call = word.ends_with('(');
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + word.len()..].chars().next();
        let is_method = is_call && before == Some('.');
        !before.is_some_and(is_word) && !is_method && (is_call || !after.is_some_and(is_word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rust(text: &str) -> Rust {
        Rust::of("core/src/a.rs", text)
    }

    #[test]
    fn comments_and_strings_are_no_code() {
        let of =
            rust("let a = \"x // y\"; // note\n/* b /* c */ d */ let e = r#\"f\"g\"#;\nlet h = 'i'; let j: &'k str;");
        assert_eq!(of.code[0].trim_end(), "let a = \"      \";");
        assert_eq!(of.code[1].trim(), "let e = r#\"   \"#;");
        assert_eq!(of.code[2], "let h = 'i'; let j: &'k str;");
        assert_eq!(of.strings, [(1, "x // y".to_owned()), (2, "f\"g".to_owned())]);
    }

    #[test]
    fn quotes_in_characters_and_escapes_do_not_confuse() {
        let of = rust("let a = '\"'; let b = '\\''; let c = \"d\\\"e\"; let f = '\\u{41}'; g();");
        assert!(of.code[0].ends_with("let f = '\\u{41}'; g();"), "{:?}", of.code);
        assert_eq!(of.strings, [(1, "d\\\"e".to_owned())]);
    }

    #[test]
    fn tests_are_told_from_the_rest() {
        assert_eq!(rust("fn a() {}\n\n#[cfg(test)]\nmod tests {\n}\n").before_tests, 2);
        assert_eq!(rust("fn a() {}\n").before_tests, 1);
        assert_eq!(Rust::of("core/tests/a.rs", "fn a() {}\n").before_tests, 0);
    }

    #[test]
    fn words_are_whole() {
        assert!(has_word("use web_sys::Window;", "web_sys") && !has_word("my_web_sys()", "web_sys"));
        assert!(has_word("let a = signal(1);", "signal(") && !has_word("session.signal(1)", "signal("));
    }
}
