//! The same landscape and the same seed give the same bytes, on every machine and in the browser.
//!
//! What layout, ripple, measures and pictures answer is digested to a few lines, which `golden/digest.txt` keeps. The digest itself
//! touches no file and no environment: built for the browser, `digest/compute.rs` must give these very lines.

#![allow(clippy::expect_used, clippy::panic, reason = "a test says what it expects")]

#[path = "digest/compute.rs"]
mod compute;

#[test]
fn layout_ripple_measures_and_pictures_are_those_of_every_machine() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/digest.txt");
    let expected = std::fs::read_to_string(path).expect("the golden file");
    let found = compute::digest();
    // What changed on purpose is copied from here to the golden file.
    assert!(found == expected, "expected:\n{expected}\nfound:\n{found}");
}

#[test]
fn a_digest_tells_texts_apart() {
    assert_eq!(compute::fingerprint(""), "cbf29ce484222325");
    assert_eq!(compute::fingerprint("foobar"), "85944171f73967e8");
    assert_ne!(compute::fingerprint("1.0"), compute::fingerprint("1.00"));
}
