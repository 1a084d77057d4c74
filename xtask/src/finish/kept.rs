//! What takes long to compute, kept on disk by the hash of what it was computed from.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Mutex;

use anyhow::{Context, Result};

/// A folder of results.
#[derive(Debug)]
pub(super) struct Kept {
    folder: PathBuf,
    used: Mutex<BTreeSet<String>>,
}

impl Kept {
    /// The results in this folder, which is made if it is not there.
    pub(super) fn open(folder: PathBuf) -> Result<Self> {
        std::fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
        Ok(Self { folder, used: Mutex::default() })
    }

    /// The result of this name: as it was kept, else computed and kept.
    pub(super) fn get(&self, name: &str, compute: impl FnOnce() -> Result<Vec<u8>>) -> Result<Vec<u8>> {
        if let Ok(mut used) = self.used.lock() {
            used.insert(name.to_owned());
        }
        let file = self.path(name);
        if let Ok(result) = std::fs::read(&file) {
            return Ok(result);
        }
        let result = compute()?;
        // Moved into place, so that what an interruption leaves is never taken for a result.
        let unfinished = self.path(&format!("{name}.unfinished"));
        std::fs::write(&unfinished, &result)
            .and_then(|()| std::fs::rename(&unfinished, &file))
            .with_context(|| format!("{} cannot be written", file.display()))?;
        Ok(result)
    }

    /// A file in this folder.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Forgets what was not asked for this time.
    pub(super) fn forget_the_rest(self) -> Result<()> {
        let used = self.used.into_inner().unwrap_or_default();
        for entry in std::fs::read_dir(&self.folder)?.flatten() {
            if !used.contains(entry.file_name().to_string_lossy().as_ref()) {
                std::fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_result_is_computed_once_and_forgotten_when_not_asked_for() {
        let folder = std::env::temp_dir().join(format!("atoll-kept-{}", std::process::id()));
        let first = Kept::open(folder.clone()).unwrap();
        for name in ["a", "b"] {
            assert_eq!(first.get(name, || Ok(vec![1])).unwrap(), [1]);
        }
        first.forget_the_rest().unwrap();

        let second = Kept::open(folder.clone()).unwrap();
        assert_eq!(second.get("a", || anyhow::bail!("computed twice")).unwrap(), [1]);
        second.forget_the_rest().unwrap();
        assert!(folder.join("a").is_file() && !folder.join("b").exists());
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
