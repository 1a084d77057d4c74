//! How long files may be.

use super::{Finding, Repository, Source};

/// From here on a file is warned about; tests do not count.
const LONG: usize = 300;

/// From here on a file needs a written reason; tests count.
const TOO_LONG: usize = 500;

/// What a hub may have at most; tests do not count.
const HUB: usize = 200;

/// The files that everything else goes through, which decay first.
const HUBS: [&str; 5] = ["model.rs", "command.rs", "session.rs", "lib.rs", "app.rs"];

/// Files that may be longer, how long, and why.
const LONGER: [(&str, usize, &str); 1] = [(
    "core/src/command.rs",
    260,
    "the registry, the draft that commands work on and the macro that edits are made by are read together",
)];

/// No file is too long.
pub(super) fn files(repository: &Repository) -> Vec<Finding> {
    let judged = repository.files.iter().filter(|file| file.ends_with(&[".rs", ".js", ".mjs", ".css"]));
    judged.filter_map(|file| judge(file, &LONGER)).collect()
}

fn judge(file: &Source, longer: &[(&str, usize, &str)]) -> Option<Finding> {
    let exception = longer.iter().find(|(path, ..)| *path == file.path);
    let (total, limit) = (file.text.lines().count(), exception.map_or(TOO_LONG, |(_, limit, _)| *limit));
    let finding = |message: String| Some(Finding::new(&file.path, 0, message));
    if total > limit {
        return finding(format!("{total} lines; {limit} is the most. Split it, or give a reason in tidy/length.rs"));
    }
    if exception.is_some() {
        let is_needed = total > TOO_LONG || is_hub(file) && without_tests(file) > HUB;
        return if is_needed { None } else { finding("no longer needs its exception in tidy/length.rs".to_owned()) };
    }
    let lines = without_tests(file);
    let finding = finding(format!("{lines} lines without tests; over {LONG} a file is hard to keep in mind"));
    finding.filter(|_| lines > LONG).map(Finding::warning)
}

/// No hub is too long.
pub(super) fn hubs(repository: &Repository) -> Vec<Finding> {
    let may_be_longer = |file: &Source| LONGER.iter().any(|(path, ..)| *path == file.path);
    let judged = repository.rust().filter(|file| is_hub(file) && !may_be_longer(file));
    let long = judged.map(|file| (file, without_tests(file))).filter(|(_, lines)| *lines > HUB);
    let message =
        |lines| format!("{lines} lines without tests; {HUB} is the most for a file that everything goes through");
    long.map(|(file, lines)| Finding::new(&file.path, 0, message(lines))).collect()
}

fn is_hub(file: &Source) -> bool {
    HUBS.contains(&file.name())
}

fn without_tests(file: &Source) -> usize {
    if file.path.ends_with(".rs") { file.rust().before_tests } else { file.text.lines().count() }
}

#[cfg(test)]
mod tests {
    use super::super::places;
    use super::*;

    #[test]
    fn long_files_are_warned_about_and_too_long_ones_refused() {
        let (long, too_long) = ("x\n".repeat(301), "x\n".repeat(501));
        let tested = format!("x\n#[cfg(test)]\nmod tests {{\n{}}}\n", "x\n".repeat(400));
        let of = [("a.rs", long.as_str()), ("b.css", &too_long), ("c.rs", &tested), ("d.md", &too_long)];
        assert_eq!(places(files, &of), ["a.rs:0?", "b.css:0"]);
    }

    #[test]
    fn an_exception_has_a_limit_and_is_given_up_when_not_needed() {
        let file = |lines| Source::new("a.rs", &"x\n".repeat(lines));
        let longer = [("a.rs", 600, "for a reason")];
        assert!(judge(&file(550), &longer).is_none());
        assert!(judge(&file(601), &longer).is_some_and(|finding| !finding.is_warning));
        assert!(judge(&file(100), &longer).is_some_and(|finding| finding.message.contains("no longer needs")));
    }

    #[test]
    fn hubs_are_shorter() {
        let long = "x\n".repeat(201);
        assert_eq!(
            places(hubs, &[("core/src/lib.rs", long.as_str()), ("core/src/a.rs", &long)]),
            ["core/src/lib.rs:0"]
        );
    }
}
