//! A folder's files in memory, by their paths with `/`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// What is in each file.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// The paths of all files in a folder and its folders.
pub(super) fn list(folder: &Path) -> Result<Vec<String>> {
    let mut found = Vec::new();
    let mut open = vec![PathBuf::new()];
    while let Some(inside) = open.pop() {
        let path = folder.join(&inside);
        let entries = std::fs::read_dir(&path).with_context(|| format!("{} cannot be read", path.display()))?;
        for entry in entries {
            let entry = entry?;
            let name = inside.join(entry.file_name());
            if entry.file_type()?.is_dir() {
                open.push(name);
            } else {
                let parts: Vec<_> = name.iter().map(|part| part.to_string_lossy()).collect();
                found.push(parts.join("/"));
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Reads a folder.
pub(super) fn read(folder: &Path) -> Result<Files> {
    let read = |name: String| {
        let bytes = std::fs::read(folder.join(&name)).with_context(|| format!("{name} cannot be read"))?;
        Ok((name, bytes))
    };
    list(folder)?.into_iter().map(read).collect()
}

/// Makes the folder hold these files and nothing else. The old folder stays whole until the new one is.
pub(super) fn replace(folder: &Path, files: &Files) -> Result<()> {
    let (new, old) = (folder.with_extension("new"), folder.with_extension("old"));
    for leftover in [&new, &old] {
        if leftover.exists() {
            std::fs::remove_dir_all(leftover)?;
        }
    }
    for (name, bytes) in files {
        let path = new.join(name);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::write(&path, bytes).with_context(|| format!("{} cannot be written", path.display()))?;
    }
    if folder.exists() {
        std::fs::rename(folder, &old)?;
    }
    std::fs::rename(&new, folder).with_context(|| format!("{} cannot be replaced", folder.display()))?;
    if old.exists() {
        std::fs::remove_dir_all(&old)?;
    }
    Ok(())
}

/// A file's text.
pub(super) fn text(files: &Files, name: &str) -> Result<String> {
    let bytes = files.get(name).with_context(|| format!("the build has no {name}"))?;
    String::from_utf8(bytes.clone()).with_context(|| format!("{name} is no text"))
}

/// A file's text; the file is taken out.
pub(super) fn take_text(files: &mut Files, name: &str) -> Result<String> {
    let text = text(files, name)?;
    files.remove(name);
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_replaced_as_a_whole() {
        let folder = std::env::temp_dir().join(format!("atoll-files-{}", std::process::id()));
        let of = |name: &str| Files::from([(name.to_owned(), b"text".to_vec())]);
        replace(&folder, &of("a/one.txt")).unwrap();
        replace(&folder, &of("b/two.txt")).unwrap();
        assert_eq!(read(&folder).unwrap(), of("b/two.txt"));
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
