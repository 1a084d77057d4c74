//! The file that was opened and all that it imports, each file once, in the order in which they are named.

use crate::sorted_set::SortedSet;
use std::borrow::Cow;

use super::parser::parse;
use super::tree::{Block, Name, Remark};
use crate::format::{NoteKind, Source};

/// One file and what was found in it.
pub(super) struct File<'a> {
    /// Nothing for the file that was opened.
    pub(super) path: Option<String>,
    pub(super) text: Cow<'a, str>,
    pub(super) root: Block,
    pub(super) remarks: Vec<Remark>,
}

/// How many files an import reads at most, so that files that are made up while they are asked for come to an end.
const FILES_MAX: usize = 1_000;

/// Reads the file and what it imports.
pub(super) fn load<'a>(source: &Source<'a>) -> Vec<File<'a>> {
    let first = join("", source.path);
    let mut seen = SortedSet::new();
    seen.insert(first.clone());
    let mut paths = vec![first];
    let mut files = vec![read(None, Cow::Borrowed(source.text))];
    let mut next = 0;
    while let (Some(importing), Some(file)) = (paths.get(next).cloned(), files.get(next)) {
        let imports: Vec<Name> = file.root.values("import").map(|(_, import)| import.clone()).collect();
        for import in imports {
            let path = join(&importing, &import.text);
            if !seen.insert(path.clone()) {
                continue;
            }
            let text = if files.len() < FILES_MAX { (source.resolve)(&path) } else { None };
            match (text, files.get_mut(next)) {
                (Some(text), _) => {
                    paths.push(path.clone());
                    files.push(read(Some(path), Cow::Owned(text)));
                }
                (None, Some(file)) => file.remarks.push(missing(&import)),
                (None, None) => {}
            }
        }
        next += 1;
    }
    files
}

fn read(path: Option<String>, text: Cow<'_, str>) -> File<'_> {
    let (root, remarks) = parse(&text);
    File { path, text, root, remarks }
}

fn missing(import: &Name) -> Remark {
    let message = format!("The imported file “{}” is not there: open it together with this one.", import.text);
    Remark { at: import.at, kind: NoteKind::NotUnderstood, message }
}

/// The path of a file that is named relative to the file that names it.
fn join(importing: &str, named: &str) -> String {
    const SEPARATORS: [char; 2] = ['/', '\\'];
    if named.contains(":/") {
        return named.to_owned();
    }
    let folder = if named.starts_with(SEPARATORS) { None } else { importing.rsplit_once(SEPARATORS) };
    let mut parts: Vec<&str> = Vec::new();
    let of_folder = folder.into_iter().flat_map(|(folder, _)| folder.split(SEPARATORS));
    for part in of_folder.chain(named.split(SEPARATORS)) {
        match part {
            "." => {}
            // What leads out of the first folder is left as it is.
            ".." if parts.last().is_some_and(|last| !last.is_empty() && *last != "..") => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_relative_to_the_file_that_names_it() {
        for (importing, named, path) in [
            ("map.cml", "./domain.cml", "domain.cml"),
            ("maps/map.cml", "domain.cml", "maps/domain.cml"),
            ("/a/b/map.cml", "../c/./domain.cml", "/a/c/domain.cml"),
            ("map.cml", "../domain.cml", "../domain.cml"),
            ("../map.cml", "../domain.cml", "../../domain.cml"),
            ("C:\\maps\\map.cml", ".\\domain.cml", "C:/maps/domain.cml"),
            ("a/map.cml", "/b/domain.cml", "/b/domain.cml"),
            ("a/map.cml", "https://host/b.cml", "https://host/b.cml"),
        ] {
            assert_eq!(join(importing, named), path, "{importing} names {named}");
        }
    }

    #[test]
    fn files_that_import_each_other_are_read_once() {
        let resolve = |path: &str| match path {
            "a/two.cml" => Some("import '../a/one.cml'\nimport 'three.cml'".to_owned()),
            "a/three.cml" => Some("import \"two.cml\" import 'three.cml' Domain D".to_owned()),
            _ => None,
        };
        let source = Source { path: "a/one.cml", text: "import 'two.cml' import './two.cml'", resolve: &resolve };
        let files = load(&source);
        let paths: Vec<Option<&str>> = files.iter().map(|file| file.path.as_deref()).collect();
        assert_eq!(paths, [None, Some("a/two.cml"), Some("a/three.cml")]);
        assert!(files.iter().all(|file| file.remarks.is_empty()));
    }

    #[test]
    fn files_without_end_come_to_an_end() {
        let resolve = |path: &str| Some(format!("import 'x/{}.cml'", path.len()));
        let files = load(&Source { path: "one.cml", text: "import 'two.cml'", resolve: &resolve });
        assert_eq!(files.len(), FILES_MAX);
        assert_eq!(files.iter().map(|file| file.remarks.len()).sum::<usize>(), 1);
    }
}
