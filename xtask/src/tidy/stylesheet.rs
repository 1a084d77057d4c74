//! Style sheets: which there are, and whose they are.

use std::collections::BTreeMap;

use super::{Finding, Repository};

const PAGE: &str = "index.html";

/// Sheets that belong to no component.
const COMMON: [&str; 2] = ["tokens", "base"];

/// The page lists every style sheet, and no other.
pub(super) fn listed(repository: &Repository) -> Vec<Finding> {
    let text = repository.get(PAGE).map_or("", |page| page.text.as_str());
    let list: Vec<(usize, &str)> =
        text.lines().enumerate().filter_map(|(index, line)| Some((index + 1, sheet_of(line)?))).collect();
    let is_listed = |path: &str| list.iter().any(|(_, name)| *name == path);
    let lost = sheets(repository).filter(|(path, _)| !is_listed(path));
    let missing = list.iter().filter(|(_, name)| repository.get(name).is_none());
    let lost = lost.map(|(path, _)| Finding::new(path, 0, format!("{PAGE} does not list this style sheet")));
    lost.chain(missing.map(|(line, name)| Finding::new(PAGE, *line, format!("there is no {name}")))).collect()
}

/// Every other style sheet belongs to the component of its name, or to what the core draws and reads it for.
pub(super) fn of_components(repository: &Repository) -> Vec<Finding> {
    let is_component = |name: &str| {
        let file = format!("{}.rs", name.replace('-', "_"));
        repository.rust().any(|source| source.path.starts_with("web/src/") && source.name() == file)
    };
    let is_read = |path: &str| {
        let end = format!("/{path}\")");
        repository.rust().any(|source| source.path.starts_with("core/src/") && source.text.contains(&end))
    };
    let is_common = |name: &str| COMMON.contains(&name);
    let lost = sheets(repository).filter(|(path, name)| !is_common(name) && !is_component(name) && !is_read(path));
    let message = |name: &str| format!("web/src has no component `{}`", name.replace('-', "_"));
    lost.map(|(path, name)| Finding::new(path, 0, message(name))).collect()
}

/// A class has rules of its own in one sheet only: of two, the sheet that comes later would dress the other's elements.
pub(super) fn of_one_sheet(repository: &Repository) -> Vec<Finding> {
    let mut homes: BTreeMap<&str, &str> = BTreeMap::new();
    let mut found = Vec::new();
    for (path, _) in sheets(repository) {
        let text = repository.get(path).map_or("", |sheet| sheet.text.as_str());
        for (index, line) in text.lines().enumerate() {
            let Some(class) = lone_class(line) else { continue };
            let home = *homes.entry(class).or_insert(path);
            if home != path {
                found.push(Finding::new(path, index + 1, format!("`.{class}` is a class of {home}")));
            }
        }
    }
    found
}

/// The class that a rule is about, if it is about nothing else.
fn lone_class(line: &str) -> Option<&str> {
    let selector = line.strip_suffix(" {").or_else(|| line.strip_suffix(','))?;
    let class = selector.strip_prefix('.')?;
    class.chars().all(|letter| letter.is_ascii_alphanumeric() || "-_".contains(letter)).then_some(class)
}

/// The style sheets: path and name.
fn sheets(repository: &Repository) -> impl Iterator<Item = (&str, &str)> {
    repository
        .files
        .iter()
        .filter_map(|file| Some((file.path.as_str(), file.path.strip_prefix("style/")?.strip_suffix(".css")?)))
}

/// The style sheet that a line of the page links.
fn sheet_of(line: &str) -> Option<&str> {
    if !line.contains("rel=\"css\"") {
        return None;
    }
    line.split_once("href=\"")?.1.split_once('"').map(|(path, _)| path)
}

#[cfg(test)]
mod tests {
    use super::super::places;
    use super::*;

    #[test]
    fn a_class_of_two_sheets_is_found() {
        let one = ".who {\n}\n.who:hover {\n}\n.who .quiet {\n}\n";
        let other = ".said,\n.who {\n}\n  .who {\n  }\n";
        assert_eq!(places(of_one_sheet, &[("style/a.css", one), ("style/b.css", other)]), ["style/b.css:2"]);
    }

    const HTML: &str = "<link data-trunk rel=\"css\" href=\"style/tokens.css\">\n\
        <link data-trunk rel=\"css\" href=\"style/gone.css\">\n";

    #[test]
    fn unlisted_and_missing_sheets_are_found() {
        let of = [(PAGE, HTML), ("style/tokens.css", ""), ("style/panel.css", "")];
        assert_eq!(places(listed, &of), ["style/panel.css:0", "index.html:2"]);
    }

    #[test]
    fn a_sheet_without_its_component_is_found() {
        let of = [
            ("style/base.css", ""),
            ("style/side-panel.css", ""),
            ("style/lost.css", ""),
            ("style/chart.css", ""),
            ("core/src/scene/svg.rs", "const STYLE: &str = include_str!(\"../../../style/chart.css\");"),
            ("web/src/panel/side_panel.rs", ""),
        ];
        assert_eq!(places(of_components, &of), ["style/lost.css:0"]);
    }
}
