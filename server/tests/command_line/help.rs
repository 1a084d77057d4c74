//! `atoll --help`

use crate::program::Place;

#[test]
fn help_names_every_subcommand_and_its_exit_codes() {
    let place = Place::new();
    let help = place.call(&["--help"]);
    assert_eq!(help.code, 0);
    for word in ["check", "measure", "diff", "convert", "serve", "--version"] {
        assert!(help.out.contains(word), "{}", help.out);
    }
    for action in ["check", "measure", "diff", "convert", "serve"] {
        let help = place.call(&[action, "--help"]);
        assert!(help.code == 0 && help.out.contains("Exit codes: 0 "), "{}", help.out);
    }
    let version = place.call(&["--version"]);
    assert_eq!(version.out, format!("atoll {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn a_call_that_means_nothing_is_explained() {
    let place = Place::new();
    for arguments in [
        &[][..],
        &["fly"],
        &["check"],
        &["measure"],
        &["check", "--deny", "nothing", "a"],
        &["diff"],
        &["convert", "a"],
    ] {
        let ended = place.call(arguments);
        assert_eq!(ended.code, 2, "{arguments:?}");
        assert!(ended.out.is_empty() && ended.err.contains("--help"), "{ended:?}");
    }
}
