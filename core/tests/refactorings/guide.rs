//! The guide to the refactorings, `docs/guide/refactorings.md`, is written from what they say of themselves.
//!
//! `ATOLL_WRITE_DOCS=1 cargo test -p atoll-core --test refactorings` writes it.

use std::fmt::Write as _;

use atoll_core::refactoring::{Ask, Question, REFACTORINGS, Refactoring};

use super::example;

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/guide/refactorings.md");

/// How long a line is, in characters.
const WIDTH: usize = 120;

const HEAD: &str = "# Refactorings

Written from the code by `core/tests/refactorings.rs`; do not edit it by hand.

A refactoring changes the structure of a landscape by a name that people know. It is offered where it applies: for what
is selected, and for a finding that it can mend. It asks what it has to know, with an answer proposed to every question,
and is one step that can be undone. Whatever it moves, merges or removes, everything that named it is repaired: no
reference leads nowhere that did not before. What is new stands beside what it comes from.
";

#[test]
fn the_guide_says_what_the_refactorings_say() {
    let mut written = HEAD.to_owned();
    written.push_str("\n| refactoring | code | helps with |\n| --- | --- | --- |\n");
    for it in REFACTORINGS {
        let anchor = it.name.to_lowercase().replace(' ', "-");
        let rules: Vec<String> = it.helps.iter().map(|code| format!("[{code}](../rules/{code}.md)")).collect();
        let _ = writeln!(written, "| [{}](#{anchor}) | `{}` | {} |", it.name, it.code, rules.join(", "));
    }
    REFACTORINGS.iter().for_each(|it| section(&mut written, it));
    if std::env::var_os("ATOLL_WRITE_DOCS").is_some() {
        std::fs::write(PATH, &written).expect("the file can be written");
    }
    let there = std::fs::read_to_string(PATH).unwrap_or_default();
    assert!(
        there == written,
        "docs/guide/refactorings.md is out of date. ATOLL_WRITE_DOCS=1 cargo test -p atoll-core --test refactorings \
         writes it."
    );
}

fn section(text: &mut String, refactoring: &Refactoring) {
    let _ = write!(text, "\n## {}\n\n", refactoring.name);
    wrap(text, "", refactoring.about);
    let (landscape, selection, _) = example(refactoring);
    let questions = (refactoring.questions)(&landscape, &selection).unwrap_or_default();
    let mut kinds: Vec<&str> = selection.iter().map(|id| id.kind().word()).collect();
    kinds.dedup();
    let selected = match selection.len() {
        1 => format!("a {}", kinds.join(", ")),
        count => format!("{count} of kind {}", kinds.join(", ")),
    };
    let selected = selected.replace("a aggregate", "an aggregate");
    text.push('\n');
    wrap(text, "", &format!("For example, {selected} selected:"));
    text.push('\n');
    if questions.is_empty() {
        text.push_str("- nothing has to be asked\n");
    }
    questions.iter().for_each(|question| wrap(text, "- ", &asked(question, &landscape)));
}

fn asked(question: &Question, landscape: &atoll_core::model::Landscape) -> String {
    let answer = match &question.ask {
        Ask::Text { suggested } if suggested.is_empty() => "a text; nothing is proposed".to_owned(),
        Ask::Text { suggested } => format!("a text, such as “{suggested}”"),
        Ask::One { options, .. } => {
            let words: Vec<&str> = options.iter().map(|(_, word)| word.as_str()).collect();
            format!("one of: {}", words.join(" / "))
        }
        Ask::Some { of, .. } => {
            let names: Vec<String> = of.iter().map(|id| landscape.quoted(*id)).collect();
            format!("some of: {}", names.join(", "))
        }
    };
    format!("**{}**: {answer}", question.label)
}

/// Adds a paragraph in lines of [`WIDTH`]; `first` begins it, and the lines below stand under its text.
fn wrap(text: &mut String, first: &str, paragraph: &str) {
    text.push_str(first);
    let mut length = first.len();
    for (index, word) in paragraph.split_whitespace().enumerate() {
        let long = word.chars().count();
        if index > 0 && length + 1 + long > WIDTH {
            let _ = write!(text, "\n{}", " ".repeat(first.len()));
            length = first.len();
        } else if index > 0 {
            text.push(' ');
            length += 1;
        }
        text.push_str(word);
        length += long;
    }
    text.push('\n');
}
