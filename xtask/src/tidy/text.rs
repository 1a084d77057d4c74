//! What no text of ours has: leftovers, stray white space, paths of one machine.

use super::{Finding, Repository, Source};

/// Files that people write. Data of tests is left as it is.
const WRITTEN: [&str; 11] =
    [".rs", ".js", ".mjs", ".css", ".html", ".toml", ".md", ".json", ".webmanifest", ".yml", ".ci/run"];

/// Words that say that something is not done.
const LEFTOVERS: [&str; 6] = [
    concat!("FIX", "ME"),
    concat!("TO", "DO"),
    concat!("XX", "X"),
    concat!("dbg", "!("),
    concat!("to", "do!("),
    concat!("unimple", "mented!("),
];

/// Folders that mean something on one machine only.
const MACHINE_FOLDERS: [&str; 4] = ["work", "root", "tmp", "home"];

/// What looks at a page once: it may not have come to what was asked of it yet.
const GLANCES: [&str; 7] = [
    ".count()",
    ".isVisible()",
    ".innerText()",
    ".allInnerTexts()",
    ".textContent()",
    ".allTextContents()",
    ".inputValue()",
];

fn written(repository: &Repository) -> impl Iterator<Item = &Source> {
    let is_data = |path: &str| path.starts_with("core/tests/") && !path.ends_with(".rs");
    repository.files.iter().filter(move |file| file.ends_with(&WRITTEN) && !is_data(&file.path))
}

/// Nothing is left undone.
pub(super) fn leftovers(repository: &Repository) -> Vec<Finding> {
    let is_word = |letter: char| letter.is_ascii_alphanumeric();
    let has = |line: &str, word: &str| {
        line.match_indices(word).any(|(at, _)| {
            !line[..at].ends_with(is_word) && (word.ends_with('(') || !line[at + word.len()..].starts_with(is_word))
        })
    };
    let found = |line: &str| LEFTOVERS.iter().find(|word| has(line, word));
    let message = |word: &str| format!("`{}` is left here", word.trim_end_matches('('));
    in_lines(written(repository), |line| found(line).map(|word| message(word)))
}

/// No white space that nobody sees, and an end to every last line.
pub(super) fn white_space(repository: &Repository) -> Vec<Finding> {
    let mut found = in_lines(written(repository), |line| {
        line.ends_with([' ', '\t', '\r']).then(|| "white space at the end of the line".to_owned())
    });
    let rust = repository.rust();
    found.extend(in_lines(rust, |line| line.contains('\t').then(|| "a tab; we indent with spaces".to_owned())));
    let unended = written(repository).filter(|file| !file.text.is_empty() && !file.text.ends_with('\n'));
    found.extend(unended.map(|file| Finding::new(&file.path, 0, "the last line has no end")));
    found
}

/// No path of one machine, but in tests.
pub(super) fn machine_paths(repository: &Repository) -> Vec<Finding> {
    let paths = MACHINE_FOLDERS.map(|folder| format!("/{folder}/"));
    let is_part = |letter: char| letter.is_alphanumeric() || "._-~/*}".contains(letter);
    let has = |line: &str, path: &str| line.match_indices(path).any(|(at, _)| !line[..at].ends_with(is_part));
    let files = written(repository).filter(|file| !file.path.contains("/tests/"));
    let mut found = in_lines(files, |line| {
        let path = paths.iter().find(|path| has(line, path))?;
        Some(format!("`{path}` is a folder of one machine"))
    });
    found.retain(|finding| !is_in_tests(repository, finding));
    found
}

/// No browser test asserts what it saw with one look: `soon` looks again.
pub(super) fn patience(repository: &Repository) -> Vec<Finding> {
    let tests = repository.files.iter().filter(|file| file.path.starts_with("e2e/tests/"));
    in_lines(tests, |line| {
        let glance = GLANCES.iter().find(|glance| line.contains("assert.") && line.contains(**glance))?;
        Some(format!("`{glance}` is read once: assert it with `soon`"))
    })
}

fn is_in_tests(repository: &Repository, finding: &Finding) -> bool {
    let file = repository.get(&finding.path).filter(|file| file.path.ends_with(".rs"));
    file.is_some_and(|file| finding.line > file.rust().before_tests)
}

fn in_lines<'a>(files: impl Iterator<Item = &'a Source>, judge: impl Fn(&str) -> Option<String>) -> Vec<Finding> {
    let mut found = Vec::new();
    for file in files {
        for (index, line) in file.text.split('\n').enumerate() {
            found.extend(judge(line).map(|message| Finding::new(&file.path, index + 1, message)));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::places;
    use super::*;

    #[test]
    fn leftovers_are_found_as_words() {
        let lines: Vec<String> = LEFTOVERS.iter().map(|word| format!("// {word} later\n")).collect();
        let text = format!("//! Kept.\n{}let a{}b = 1;\n", lines.concat(), LEFTOVERS[1]);
        assert_eq!(places(leftovers, &[("core/src/a.rs", &text)]).len(), LEFTOVERS.len());
    }

    #[test]
    fn stray_white_space_is_found() {
        let of = [("a.rs", "a \n\tb\n"), ("b.md", "c"), ("c.bin", "d "), ("core/tests/d.json", "e ")];
        assert_eq!(places(white_space, &of), ["a.rs:1", "a.rs:2", "b.md:0"]);
    }

    #[test]
    fn assertions_that_look_once_are_found_in_browser_tests() {
        let text = "assert.ok(await a.isVisible());\nawait soon.ok(() => a.isVisible());\nassert.ok(a);\n";
        assert_eq!(places(patience, &[("e2e/tests/a.mjs", text), ("e2e/b.mjs", text)]), ["e2e/tests/a.mjs:1"]);
    }

    #[test]
    fn paths_of_one_machine_are_found_outside_tests() {
        let code = "let a = \"/tmp/a\";\n#[cfg(test)]\nmod tests {\n\"/tmp/b\"\n}\n";
        let of =
            [("a.rs", code), ("b.md", "see https://example.org/work/x\nsee `/root/y`\n"), ("e/tests/a.mjs", "/tmp/")];
        assert_eq!(places(machine_paths, &of), ["a.rs:1", "b.md:2"]);
    }
}
