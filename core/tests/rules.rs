//! The reference of the rules, a page each in `docs/rules/`, is what the rules say of themselves.
//!
//! A page that is out of date fails. `ATOLL_WRITE_DOCS=1 cargo test -p atoll-core --test rules` writes all of them.

#![allow(clippy::expect_used, clippy::panic, reason = "a test says what it expects")]

#[path = "rules/page.rs"]
mod page;
#[path = "rules/words.rs"]
mod words;

use std::collections::BTreeMap;
use std::path::Path;

use atoll_core::rule::RULES;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/rules");

/// Every page that there should be, by the name of its file.
fn pages() -> BTreeMap<String, String> {
    let of_rules = RULES.iter().map(|rule| (format!("{}.md", rule.code), page::of(rule)));
    of_rules.chain([("README.md".to_owned(), page::list())]).collect()
}

/// Every page that is there.
fn written() -> BTreeMap<String, String> {
    let files = std::fs::read_dir(FOLDER).expect("docs/rules is there");
    let read = |file: std::io::Result<std::fs::DirEntry>| {
        let file = file.expect("a file of docs/rules can be looked at");
        let text = std::fs::read_to_string(file.path()).expect("a page is text");
        (file.file_name().to_string_lossy().into_owned(), text)
    };
    files.map(read).collect()
}

#[test]
fn the_reference_says_what_the_rules_say() {
    let expected = pages();
    if std::env::var_os("ATOLL_WRITE_DOCS").is_some() {
        write(&expected);
    }
    let found = written();
    let is_stale = |name: &&String| expected.get(*name) != found.get(*name);
    let mut stale: Vec<&String> = expected.keys().chain(found.keys()).filter(is_stale).collect();
    stale.dedup();
    assert!(
        stale.is_empty(),
        "docs/rules is out of date: {stale:?}. ATOLL_WRITE_DOCS=1 cargo test -p atoll-core --test rules writes it."
    );
}

fn write(pages: &BTreeMap<String, String>) {
    let folder = Path::new(FOLDER);
    for name in written().keys().filter(|name| !pages.contains_key(*name)) {
        std::fs::remove_file(folder.join(name)).expect("a page of no rule can be removed");
    }
    for (name, text) in pages {
        std::fs::write(folder.join(name), text).expect("a page can be written");
    }
}

#[test]
fn a_page_tells_what_is_drawn_what_is_found_and_the_ways_out() {
    let rule = RULES.iter().find(|rule| rule.code == "core-conforms").expect("registered");
    let page = page::of(rule);
    for sentence in [
        "# core-conforms",
        "- the context “Offers”; Class: core",
        "- the relationship “Prices” → “Offers”; Pattern: Upstream/Downstream; Downstream roles: Conformist",
        "> “Offers” is core and conforms to “Prices”.",
        "- Translate by an Anticorruption Layer instead",
    ] {
        assert!(page.contains(sentence), "{sentence} is not in\n{page}");
    }
}
