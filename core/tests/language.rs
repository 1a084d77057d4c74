//! The reference of the language, `docs/guide/language.md`, is written from the tables of fields and is never out of date.
//!
//! `ATOLL_WRITE_DOCS=1 cargo test -p atoll-core --test language` writes it.

#![allow(clippy::expect_used, clippy::panic, reason = "a test says what it expects")]

use atoll_core::model::{ElementKind, FieldSpec, Number, Shape};

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/guide/language.md");

const HEAD: &str = "# The language: everything that can be said

Written from the code by `core/tests/language.rs`; do not edit it by hand.

A landscape is a set of records. Each has an identifier (a letter for its kind and a number, `c12`) and the fields below;
a file leaves out what says nothing. A field marked *belongs to* names what the record cannot be without: it goes when
that goes. Everything here can be edited in the inspector, found by its name, undone, and is kept in Atoll's own file
([files.md](files.md)) under the names in this type: `name`.
";

#[test]
fn the_reference_of_the_language_says_what_there_is() {
    let written = reference();
    if std::env::var_os("ATOLL_WRITE_DOCS").is_some() {
        std::fs::write(PATH, &written).expect("the file can be written");
    }
    let there = std::fs::read_to_string(PATH).unwrap_or_default();
    assert!(
        there == written,
        "docs/guide/language.md is out of date. ATOLL_WRITE_DOCS=1 cargo test -p atoll-core --test language writes it."
    );
}

fn reference() -> String {
    let mut text = HEAD.to_owned();
    for kind in ElementKind::ALL {
        let word = kind.word();
        text.push_str(&format!("\n## {}{}\n\n", word[..1].to_uppercase(), &word[1..]));
        if *kind == ElementKind::Header {
            text.push_str("What is said of the landscape as a whole; `landscape` in a file.\n\n");
        } else {
            let letter = kind.id(0).to_string().remove(0);
            text.push_str(&format!(
                "Identifiers begin with `{letter}`; the table in a file is `{}`.\n\n",
                kind.table()
            ));
        }
        text.push_str("| field | what people call it | what it holds |\n| --- | --- | --- |\n");
        for spec in kind.specs() {
            text.push_str(&format!("| `{}` | {} | {} |\n", spec.name, spec.label, holds(spec)));
        }
    }
    text
}

/// What a field can hold, in words.
fn holds(spec: &FieldSpec) -> String {
    let words = |choices: &[atoll_core::model::Choice]| {
        let words: Vec<String> = choices.iter().map(|choice| format!("{} (`{}`)", choice.word, choice.key)).collect();
        words.join(", ")
    };
    let holds = match spec.shape {
        Shape::Text if spec.is_long => "text of several lines".to_owned(),
        Shape::Text => "text".to_owned(),
        Shape::Lines => "several texts".to_owned(),
        Shape::Count => "whole number, 0 for not said".to_owned(),
        Shape::Flag => "yes or no".to_owned(),
        Shape::Choice(choices) => format!("one of: {}", words(choices)),
        Shape::Choices(choices) => format!("any of: {}", words(choices)),
        Shape::Date => "a day, `2026-03-31`".to_owned(),
        Shape::Reference { kinds, number } => {
            let kinds: Vec<&str> = kinds.iter().map(|kind| kind.word()).collect();
            let kinds = if kinds.is_empty() { "element".to_owned() } else { kinds.join(" or ") };
            match number {
                Number::ExactlyOne => format!("*belongs to* a {kinds}"),
                Number::AtMostOne if kinds == "element" => "any element, or none".to_owned(),
                Number::AtMostOne => format!("a {kinds}, or none"),
                Number::Any => format!("any number of: {kinds}"),
            }
        }
        Shape::Other => other(spec.name).to_owned(),
    };
    if spec.hint.is_empty() { holds } else { format!("{holds}. {}", spec.hint) }
}

/// What a field holds that only its own editor understands.
fn other(field: &str) -> &'static str {
    match field {
        "frame" => "its place on the map, `[x, y, width, height]` in map units",
        "held" => "texts of an imported file that have no record here, each with its label",
        "assumptions" => "figures of simulations by their key, where they are not the defaults",
        "severities" => "`off`, `info`, `warning` or `error` by the code of a rule",
        "weights" => "points of a finding by the code of a rule",
        "upstream_roles" => "any of: `open_host_service`, `published_language`",
        "downstream_roles" => "any of: `anticorruption_layer`, `conformist`",
        "places" => "where people put elements in this view, `[\"c1\", x, y]` for the middle of each, in map units",
        "steps" => "what would be done: a label and the command, as logs write it",
        "seen" => "the records of the base that the steps touch, as the scenario last saw them",
        _ => panic!("`{field}` is new: say here what it holds"),
    }
}
