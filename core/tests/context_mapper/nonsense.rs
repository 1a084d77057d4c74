//! Whatever is in a file, reading it ends and does not panic, and what is said of it can be found in it.

use atoll_core::format::context_mapper::FORMAT;
use atoll_core::format::{NoteKind, Source, native};
use proptest::prelude::*;

use super::{FIXTURES, import, try_import};

/// Reads a text, and checks what holds of every import.
fn check(text: &str) {
    // Every file that is named is this one again, under another name.
    let resolve = |path: &str| (path.len() < 40).then(|| text.to_owned());
    let source = Source { path: "a.cml", text, resolve: &resolve };
    let _ = (FORMAT.recognizes)(text);
    let read = try_import(&source);
    assert_eq!(try_import(&source), read, "the same text is read the same way");
    let Ok(import) = read else { return };

    let last_line = u32::try_from(text.split('\n').count()).expect("few lines");
    let longest = u32::try_from(text.split('\n').map(|line| line.chars().count()).max().unwrap_or(0)).expect("short");
    let mut before = (None, 0, 0);
    for note in &import.notes {
        assert!((1..=last_line).contains(&note.line), "{note:?}");
        assert!((1..=longest + 1).contains(&note.column), "{note:?}");
        assert!(note.message.ends_with('.'), "{note:?}");
        if before.0 == Some(&note.file) {
            assert!((before.1, before.2) <= (note.line, note.column), "notes are in the order of the file: {note:?}");
        }
        before = (Some(&note.file), note.line, note.column);
    }
    let landscape = import.landscape();
    assert_eq!(landscape.records().count(), import.records.len(), "no identifier is given twice");
    assert_eq!(native::parse(&native::write(&landscape)), Ok(landscape));
}

fn fixtures() -> Vec<String> {
    let names = ["port.cml", "parts/quay.cml", "parts/teams.cml", "loose_ends.cml", "mistakes.cml"];
    names.map(|name| std::fs::read_to_string(format!("{FIXTURES}/{name}")).expect("readable")).into()
}

/// What soups are made of.
const TOKENS: [&str; 64] = [
    "ContextMap",
    "BoundedContext",
    "Domain",
    "Subdomain",
    "Aggregate",
    "Module",
    "Entity",
    "Service",
    "UseCase",
    "Stakeholders",
    "Application",
    "abstract",
    "enum",
    "import",
    "contains",
    "implements",
    "realizes",
    "refines",
    "supports",
    "type",
    "state",
    "owner",
    "responsibilities",
    "exposedAggregates",
    "downstreamRights",
    "external",
    "TEAM",
    "FEATURE",
    "TO_BE",
    "A",
    "B",
    "C",
    "^type",
    "ö",
    "U",
    "S",
    "OHS",
    "ACL",
    "P",
    "SK",
    "of",
    "with",
    "Partnership",
    "Shared-Kernel",
    "Customer-Supplier",
    "->",
    "<-",
    "<->",
    "[",
    "]",
    "{",
    "{",
    "}",
    "}",
    ",",
    "=",
    ":",
    "\"text\"",
    "'",
    "\"",
    "\n",
    "// x\n",
    "/* y */",
    "/*",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_cut_file_is_read_as_far_as_it_goes(which in 0_usize..5, at in 0.0..1.0_f64, length in 0.0..1.0_f64) {
        let text = &fixtures()[which];
        let places: Vec<usize> = text.char_indices().map(|(place, _)| place).collect();
        let start = (at * places.len() as f64) as usize;
        let end = (start + (length * length * places.len() as f64) as usize).min(places.len() - 1);
        check(&text[..places[start]]);
        check(&text[places[start]..]);
        check(&format!("{}{}", &text[..places[start]], &text[places[end]..]));
    }

    #[test]
    fn a_file_with_something_in_it_is_read(
        which in 0_usize..5,
        changes in prop::collection::vec((0.0..1.0_f64, prop::sample::select(TOKENS.to_vec())), 1..8),
    ) {
        let mut text = fixtures()[which].clone();
        for (at, token) in changes {
            let places: Vec<usize> = text.char_indices().map(|(place, _)| place).collect();
            text.insert_str(places[(at * places.len() as f64) as usize], token);
        }
        check(&text);
    }

    #[test]
    fn a_soup_of_tokens_is_read(
        tokens in prop::collection::vec((prop::sample::select(TOKENS.to_vec()), prop::sample::select(vec!["", " ", "\n"])), 0..80),
    ) {
        let soup: String = tokens.iter().flat_map(|(token, space)| [*token, *space]).collect();
        check(&soup);
        check(&format!("ContextMap M {{ {soup}"));
        check(&format!("BoundedContext A {{ Module M {{ Aggregate A {{ {soup} }} }} }} BoundedContext B"));
    }

    #[test]
    fn any_text_is_read(text in "(?s).{0,60}") {
        check(&text);
    }
}

#[test]
fn a_hundred_thousand_braces_cost_no_stack() {
    const MANY: usize = 100_000;
    let (open, close) = ("{".repeat(MANY), "}".repeat(MANY));
    let text = format!("BoundedContext A {{ Entity E {open}{close} }}\nBoundedContext B");
    let import = import(&text);
    assert_eq!(import.landscape().contexts.len(), 2);
    assert_eq!(import.notes.iter().map(|note| note.kind).collect::<Vec<_>>(), [NoteKind::Held]);
    for text in [&open, &close, &format!("ContextMap {open}"), &format!("BoundedContext A {{ Aggregate B {open}")] {
        let _ = try_import(&Source::alone("a.cml", text));
    }
}

#[test]
fn what_repeats_is_not_read_again_and_again() {
    const MANY: usize = 10_000;
    const PARTS: [&str; 28] = [
        "[",
        "a {",
        "A->",
        "A->B[",
        "A->B\n",
        "a,\n",
        "a b,\n",
        "'\n",
        "\\\"\n",
        "/*",
        "/**/",
        "/**/ a\n",
        "Entity A {",
        "Entity A,\n",
        "Aggregate A\n",
        "Aggregate A {",
        "BoundedContext A {",
        "BoundedContext A implements B\n",
        "Domain A { Subdomain B {",
        "ContextMap {",
        "contains A,",
        "type A\n",
        "A = ",
        "\"a\" ",
        "a 'b' {",
        "import 'a.cml' ",
        "abstract ",
        "Entity E { BoundedContext B {",
    ];
    for part in PARTS {
        for before in ["", "ContextMap {\n", "BoundedContext A { Aggregate B {\n", "BoundedContext A { Entity C {"] {
            let text = format!("{before}{}", part.repeat(MANY));
            let source = Source::alone("a.cml", &text);
            let _ = (FORMAT.recognizes)(&text);
            if let Ok(import) = try_import(&source) {
                assert!(import.records.len() <= MANY * 3, "{before}{part}");
            }
        }
    }
}
