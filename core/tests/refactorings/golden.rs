//! Every refactoring on its own example: what is there before and after, line by line of the native format.
//!
//! `ATOLL_WRITE_GOLDEN=1 cargo test -p atoll-core --test refactorings` writes the files anew; each is read before it is
//! kept.

use std::fmt::Write as _;
use std::path::PathBuf;

use atoll_core::format::native;
use atoll_core::model::Landscape;
use atoll_core::refactoring::{Answers, Ask, REFACTORINGS, Refactoring, offered};

use super::{dangling, example, refactor};

fn path(refactoring: &Refactoring) -> PathBuf {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/refactorings");
    PathBuf::from(folder).join(format!("{}.txt", refactoring.code))
}

#[test]
fn every_refactoring_does_to_its_example_what_it_did() {
    for refactoring in REFACTORINGS {
        let (before, selection, answers) = example(refactoring);
        let codes: Vec<&str> = offered(&before, &selection).iter().map(|it| it.code).collect();
        assert!(codes.contains(&refactoring.code), "{} is not offered for its own example", refactoring.code);
        let mut after = before.clone();
        refactor(refactoring, &mut after, &selection, &answers)
            .unwrap_or_else(|refusal| panic!("{}: {refusal}", refactoring.code));
        assert!(dangling(&after).is_empty(), "{}: {:?}", refactoring.code, dangling(&after));
        let names: Vec<String> = selection.iter().map(|id| before.quoted(*id)).collect();
        let questions = (refactoring.questions)(&before, &selection).expect("it applies");
        let mut text = format!("{}: {}\n", refactoring.name, names.join(", "));
        for question in &questions {
            let given = answers.get(question.key).or(Answers::suggested(&questions).get(question.key)).cloned();
            let _ =
                writeln!(text, "? {} {}", question.label, given.map(|it| answered(&before, &it)).unwrap_or_default());
            assert!(!matches!(&question.ask, Ask::One { options, suggested } if *suggested >= options.len()));
        }
        text.push_str(&difference(&native::write(&before), &native::write(&after)));
        let path = path(refactoring);
        if std::env::var_os("ATOLL_WRITE_GOLDEN").is_some() {
            std::fs::write(&path, &text).expect("a golden file can be written");
        }
        let golden = std::fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(text, golden, "{}: ATOLL_WRITE_GOLDEN=1 writes it anew", refactoring.code);
    }
}

fn answered(landscape: &Landscape, answer: &atoll_core::refactoring::Answer) -> String {
    use atoll_core::refactoring::Answer;
    match answer {
        Answer::Text(text) => format!("“{text}”"),
        Answer::One(key) => key.clone(),
        Answer::Some(ids) => ids.iter().map(|id| landscape.quoted(*id)).collect::<Vec<_>>().join(", "),
    }
}

#[test]
fn there_is_no_golden_file_of_a_refactoring_that_is_gone() {
    let folder = path(REFACTORINGS[0]).parent().expect("a folder").to_owned();
    for entry in std::fs::read_dir(folder).expect("golden files") {
        let path_of_file = entry.expect("readable").path();
        assert!(REFACTORINGS.iter().any(|it| path(it) == path_of_file), "{}", path_of_file.display());
    }
}

#[test]
fn codes_are_unique_and_every_refactoring_explains_itself() {
    let mut codes: Vec<&str> = REFACTORINGS.iter().map(|it| it.code).collect();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), REFACTORINGS.len());
    for refactoring in REFACTORINGS {
        assert!(refactoring.about.len() > 40 && refactoring.about.ends_with('.'), "{}", refactoring.code);
        assert!(refactoring.code.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", refactoring.code);
    }
}

/// The lines of both texts in order: those of both, those that went, those that came.
fn difference(before: &str, after: &str) -> String {
    let [before, after] = [before, after].map(|text| text.lines().collect::<Vec<_>>());
    // The longest common subsequence of lines, from the end.
    let mut longest = vec![vec![0_usize; after.len() + 1]; before.len() + 1];
    for (i, line) in before.iter().enumerate().rev() {
        for (j, other) in after.iter().enumerate().rev() {
            longest[i][j] = match line == other {
                true => longest[i + 1][j + 1] + 1,
                false => longest[i + 1][j].max(longest[i][j + 1]),
            };
        }
    }
    let (mut i, mut j, mut text) = (0, 0, String::new());
    while i < before.len() || j < after.len() {
        let goes = j == after.len() || (i < before.len() && longest[i + 1][j] >= longest[i][j + 1]);
        if i < before.len() && j < after.len() && before[i] == after[j] {
            let _ = writeln!(text, "  {}", before[i]);
            (i, j) = (i + 1, j + 1);
        } else if goes {
            let _ = writeln!(text, "- {}", before[i]);
            i += 1;
        } else {
            let _ = writeln!(text, "+ {}", after[j]);
            j += 1;
        }
    }
    text
}
