//! Documents: decisions are short, the map of the code is whole, and every page of a rule has its rule.

use std::collections::BTreeSet;

use super::{Finding, Repository, Source};

const MAP: &str = "ARCHITECTURE.md";

/// How long a decision may be, in lines.
const DECISION: usize = 60;

/// Decisions fit on a page; a page of a rule is of a rule that there is; the map of the code names every package and
/// every folder of modules. That every rule has its page, and which, is held by `core/tests/rules.rs`.
pub(super) fn decisions_and_map(repository: &Repository) -> Vec<Finding> {
    let mut found: Vec<Finding> = repository.files.iter().filter_map(decision).collect();
    found.extend(repository.files.iter().filter_map(|file| rule(repository, file)));
    found.extend(map(repository));
    found
}

fn decision(file: &Source) -> Option<Finding> {
    let name = file.path.strip_prefix("docs/decisions/")?.strip_suffix(".md")?;
    let lines = file.text.lines().count();
    let is_numbered = name.len() > 5 && name.bytes().take(4).all(|b| b.is_ascii_digit()) && name[4..].starts_with('-');
    if !is_numbered {
        return Some(Finding::new(&file.path, 0, "a decision is named NNNN-title.md"));
    }
    (lines > DECISION).then(|| Finding::new(&file.path, 0, format!("{lines} lines; a decision has at most {DECISION}")))
}

fn rule(repository: &Repository, file: &Source) -> Option<Finding> {
    let name = file.path.strip_prefix("docs/rules/")?;
    let code = name.strip_suffix(".md").unwrap_or_default();
    let source = format!("core/src/rule/{}.rs", code.replace('-', "_"));
    let is_known = code == "README" || !code.is_empty() && repository.get(&source).is_some();
    (!is_known)
        .then(|| Finding::new(&file.path, 0, "is the page of no rule: a test of core/tests/rules.rs writes them"))
}

fn map(repository: &Repository) -> Vec<Finding> {
    let Some(map) = repository.get(MAP) else {
        return vec![Finding::new(MAP, 0, "is not there yet, so that nobody checks the map of the code").warning()];
    };
    let is_named = |folder: &str| {
        let last = folder.rsplit('/').next().unwrap_or_default();
        let is_part = |letter: char| letter.is_alphanumeric() || letter == '_';
        map.text
            .match_indices(last)
            .any(|(at, _)| !map.text[..at].ends_with(is_part) && !map.text[at + last.len()..].starts_with(is_part))
    };
    let missing = folders(repository).into_iter().filter(|folder| !is_named(folder));
    missing.map(|folder| Finding::new(MAP, 0, format!("the map of the code does not name {folder}/"))).collect()
}

/// Every package, and every folder of modules in it.
fn folders(repository: &Repository) -> BTreeSet<String> {
    let mut folders = BTreeSet::new();
    for file in repository.rust() {
        let parts: Vec<&str> = file.path.split('/').collect();
        match parts.as_slice() {
            [package, "src", module, _, ..] => {
                folders.extend([(*package).to_owned(), format!("{package}/src/{module}")]);
            }
            [package, "src", _] => folders.extend([(*package).to_owned()]),
            _ => {}
        }
    }
    folders
}

#[cfg(test)]
mod tests {
    use super::super::places;
    use super::*;

    #[test]
    fn decisions_are_short_and_numbered() {
        let long = "x\n".repeat(61);
        let of = [
            (MAP, ""),
            ("docs/decisions/0001-a.md", "x\n"),
            ("docs/decisions/0002-b.md", long.as_str()),
            ("docs/decisions/c.md", "x\n"),
        ];
        assert_eq!(places(decisions_and_map, &of), ["docs/decisions/0002-b.md:0", "docs/decisions/c.md:0"]);
    }

    #[test]
    fn a_page_of_a_rule_has_its_rule() {
        let of = [
            (MAP, "`core/` holds `rule`"),
            ("core/src/rule/core_conforms.rs", ""),
            ("docs/rules/README.md", ""),
            ("docs/rules/core-conforms.md", ""),
            ("docs/rules/core-gone.md", ""),
            ("docs/rules/notes.txt", ""),
        ];
        assert_eq!(places(decisions_and_map, &of), ["docs/rules/core-gone.md:0", "docs/rules/notes.txt:0"]);
    }

    #[test]
    fn the_map_names_every_folder() {
        let of = [
            (MAP, "`core/` holds `model`"),
            ("core/src/model/id.rs", ""),
            ("core/src/rule/a.rs", ""),
            ("core/src/lib.rs", ""),
        ];
        let messages: Vec<_> = map(&Repository::of(&of)).into_iter().map(|finding| finding.message).collect();
        assert_eq!(messages, ["the map of the code does not name core/src/rule/"]);
        assert_eq!(places(decisions_and_map, &[]), ["ARCHITECTURE.md:0?"]);
    }
}
