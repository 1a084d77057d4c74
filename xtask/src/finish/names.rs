//! Names made of content: scripts and modules are renamed, and what refers to them is rewritten.
//!
//! Whatever refers to another file gets its name after that one did, so that a name stands for everything that the
//! file leads to.

use anyhow::{Result, bail};

use super::files::Files;
use super::{INDEX, digest, files};

const RENAMED: [&str; 3] = [".js", ".mjs", ".wasm"];

/// Renames every script and module after what is in it, and rewrites the references in scripts and in the page.
pub(super) fn make_of_content(files: &mut Files) -> Result<()> {
    let is_renamed = |name: &&String| RENAMED.iter().any(|ending| name.ends_with(ending));
    let mut waiting: Vec<String> = files.keys().filter(is_renamed).cloned().collect();
    while !waiting.is_empty() {
        let is_ready = |name: &String| !waiting.iter().any(|other| other != name && mentions(files, name, other));
        let Some(at) = waiting.iter().position(is_ready) else {
            bail!("these scripts refer to each other in a circle: {}", waiting.join(", "));
        };
        let old = waiting.remove(at);
        let Some(bytes) = files.remove(&old) else { continue };
        let new = digest::name(&old, &bytes);
        files.insert(new.clone(), bytes);
        for name in waiting.iter().map(String::as_str).chain([INDEX]) {
            if mentions(files, name, &old) {
                let text = rewrite(&files::text(files, name)?, &old, &new);
                files.insert(name.to_owned(), text.into_bytes());
            }
        }
    }
    Ok(())
}

/// Whether a file's text names another file. Modules are no text: they name none.
fn mentions(files: &Files, name: &str, other: &str) -> bool {
    let text = files.get(name).and_then(|bytes| std::str::from_utf8(bytes).ok());
    text.is_some_and(|text| positions(text, other).next().is_some())
}

/// Where a text names the file, and not one whose name only contains it.
fn positions<'a>(text: &'a str, name: &'a str) -> impl Iterator<Item = usize> + 'a {
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || "-_.".contains(letter);
    text.match_indices(name).map(|(at, _)| at).filter(move |at| {
        let after = text[at + name.len()..].chars().next();
        !text[..*at].chars().next_back().is_some_and(is_part) && !after.is_some_and(is_part)
    })
}

fn rewrite(text: &str, old: &str, new: &str) -> String {
    let mut result = String::new();
    let mut done = 0;
    for at in positions(text, old) {
        result.push_str(&text[done..at]);
        result.push_str(new);
        done = at + old.len();
    }
    result.push_str(&text[done..]);
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(of: &[(&str, &str)]) -> Files {
        of.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect()
    }

    #[test]
    fn only_the_name_itself_is_rewritten() {
        let text = "import './app.js'; './webapp.js'; 'app.js.map'; `app.js`";
        assert_eq!(rewrite(text, "app.js", "X"), "import './X'; './webapp.js'; 'app.js.map'; `X`");
    }

    #[test]
    fn references_are_followed_from_the_leaves() {
        let mut of = files(&[(INDEX, "./a.js"), ("a.js", "'./b.js'"), ("b.js", "'c.wasm'"), ("c.wasm", "one")]);
        make_of_content(&mut of).unwrap();
        let page = files::text(&of, INDEX).unwrap();
        assert_eq!(of.len(), 4);
        assert!(of.contains_key(page.trim_start_matches("./")), "{page}");

        let mut other = files(&[(INDEX, "./a.js"), ("a.js", "'./b.js'"), ("b.js", "'c.wasm'"), ("c.wasm", "two")]);
        make_of_content(&mut other).unwrap();
        assert_ne!(page, files::text(&other, INDEX).unwrap());
    }

    #[test]
    fn a_circle_is_refused() {
        let mut of = files(&[(INDEX, ""), ("a.js", "'./b.js'"), ("b.js", "'./a.js'")]);
        assert!(make_of_content(&mut of).is_err());
    }
}
