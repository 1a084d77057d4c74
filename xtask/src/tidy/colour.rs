//! Colours: only `style/tokens.css` has any.

use super::{Finding, Repository, Source};

const TOKENS: &str = "style/tokens.css";

const FUNCTIONS: [&str; 10] = ["rgb(", "rgba(", "hsl(", "hsla(", "hwb(", "lab(", "lch(", "oklab(", "oklch(", "color("];

/// Where else a colour may stand, and why.
const ELSEWHERE: [(&str, &str); 1] =
    [("core/src/theme.rs", "it reads the tokens; black stands for one that there is not, so that a slip is seen")];

/// What browsers read before any style sheet: it may only repeat colours of the tokens.
const BEFORE_STYLE: [&str; 2] = ["index.html", "web/public/manifest.webmanifest"];

/// No style sheet but the tokens and no string of Rust outside tests has a colour.
pub(super) fn only_in_tokens(repository: &Repository) -> Vec<Finding> {
    let tokens = repository.get(TOKENS).map_or("", |tokens| tokens.text.as_str());
    let mut found = Vec::new();
    for file in &repository.files {
        let begins = |with: &[&str]| with.iter().any(|begin| file.path.starts_with(begin));
        let colours = match file.path.rsplit('.').next() {
            _ if file.path == TOKENS || is_elsewhere(&file.path) => Vec::new(),
            _ if BEFORE_STYLE.contains(&file.path.as_str()) => not_in(tokens, &file.text),
            Some("css") => in_sheet(&file.text),
            Some("rs") if begins(&["core/src/", "server/src/", "web/src/"]) => in_rust(file),
            _ => Vec::new(),
        };
        let message = |colour| format!("`{colour}`: colours stand only in {TOKENS}");
        found.extend(colours.into_iter().map(|(line, colour)| Finding::new(&file.path, line, message(colour))));
    }
    found
}

fn in_rust(file: &Source) -> Vec<(usize, String)> {
    let rust = file.rust();
    let strings = rust.strings.iter().filter(|(line, _)| *line <= rust.before_tests);
    strings.filter_map(|(line, string)| Some((*line, colour(string)?.to_owned()))).collect()
}

fn is_elsewhere(path: &str) -> bool {
    ELSEWHERE.iter().any(|(elsewhere, _)| *elsewhere == path)
}

/// The first colour of each line that the tokens do not have.
fn not_in(tokens: &str, text: &str) -> Vec<(usize, String)> {
    let lines = text.lines().enumerate().filter_map(|(index, line)| Some((index + 1, colour(line)?.to_owned())));
    lines.filter(|(_, colour)| !tokens.contains(colour)).collect()
}

/// The colours in the values of a style sheet; a selector such as `#add` is none.
fn in_sheet(text: &str) -> Vec<(usize, String)> {
    let text = without_comments(text);
    let (mut found, mut line, mut begin) = (Vec::new(), 1, 0);
    for (at, letter) in text.char_indices().filter(|(_, letter)| ";{}".contains(*letter)) {
        let part = &text[begin..at];
        let value = part.split_once(':').filter(|_| letter != '{').map(|(_, value)| value);
        if let Some(colour) = value.and_then(colour) {
            let offset = part.find(colour).unwrap_or(0);
            found.push((line + part[..offset].matches('\n').count(), colour.to_owned()));
        }
        line += part.matches('\n').count();
        begin = at + 1;
    }
    found
}

fn without_comments(text: &str) -> String {
    let mut parts = text.split("/*");
    let mut kept = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (comment, after) = part.split_once("*/").unwrap_or((part, ""));
        kept.extend(comment.chars().filter(|letter| *letter == '\n'));
        kept.push_str(after);
    }
    kept
}

/// The first colour in a text.
fn colour(text: &str) -> Option<&str> {
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || "-_".contains(letter);
    let hexadecimal = text.match_indices('#').find_map(|(at, _)| {
        let digits = text[at + 1..].bytes().take_while(u8::is_ascii_hexdigit).count();
        let is_whole = !text[at + 1 + digits..].starts_with(is_part) && !text[..at].ends_with(['&', '(']);
        (is_whole && [3, 4, 6, 8].contains(&digits)).then(|| &text[at..=at + digits])
    });
    let called = || {
        FUNCTIONS.iter().find_map(|name| {
            let mut places = text.match_indices(name);
            places.find(|(at, _)| !text[..*at].ends_with(is_part)).map(|(at, name)| &text[at..at + name.len()])
        })
    };
    hexadecimal.or_else(called)
}

#[cfg(test)]
mod tests {
    use super::super::places;
    use super::*;

    #[test]
    fn colours_in_sheets_are_found_and_selectors_are_not() {
        let css =
            "/* #fff */\n#add .b:hover {\n  color: #fff;\n  fill: var(--a);\n  border: 1px solid\n    rgb(1 2 3)\n}\n";
        let of = [("style/panel.css", css), (TOKENS, css)];
        assert_eq!(places(only_in_tokens, &of), ["style/panel.css:3", "style/panel.css:6"]);
        let mixed = "a { color: color-mix(in oklch, var(--a), transparent); filter: url(#fade) }";
        assert!(places(only_in_tokens, &[("style/panel.css", mixed)]).is_empty());
    }

    #[test]
    fn the_page_repeats_colours_of_the_tokens() {
        let page = "<meta content=\"#fdfdfb\">\n<meta content=\"#123456\">\n";
        assert_eq!(places(only_in_tokens, &[("index.html", page), (TOKENS, "a { b: #fdfdfb }")]), ["index.html:2"]);
    }

    #[test]
    fn colours_in_strings_are_found_outside_tests() {
        let code =
            "// \"#fff\"\nlet a = \"fill:#1b2a33\";\nlet b = \"&#123;\";\n#[cfg(test)]\nmod tests {\n\"#fff\"\n}\n";
        let of = [("web/src/panel.rs", code), ("xtask/src/main.rs", code)];
        assert_eq!(places(only_in_tokens, &of), ["web/src/panel.rs:2"]);
    }
}
