//! Where things are: the repository, what is built from it, and the user's own folders.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The folders that scripts work in.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    /// The repository.
    pub(crate) root: PathBuf,
    /// Where cargo builds.
    pub(crate) target: PathBuf,
}

impl Place {
    /// The repository that the current folder is in.
    pub(crate) fn find() -> Result<Self> {
        let here = std::env::current_dir().context("the current folder cannot be read")?;
        let is_root = |folder: &&Path| folder.join("xtask/Cargo.toml").is_file();
        let root = here.ancestors().find(is_root).context("this is no folder of Atoll's repository")?.to_owned();
        let target = match std::env::var_os("CARGO_TARGET_DIR") {
            Some(folder) => here.join(folder),
            None => root.join("target"),
        };
        Ok(Self { root, target })
    }

    /// The finished web build.
    pub(crate) fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// What our own scripts keep between runs.
    pub(crate) fn scratch(&self) -> PathBuf {
        self.target.join("atoll")
    }

    /// The browser tests.
    pub(crate) fn e2e(&self) -> PathBuf {
        self.root.join("e2e")
    }
}

/// A folder of the user's own for Atoll: under what the variable says, else under this folder of their home.
fn user_folder(variable: &str, in_home: &str) -> Result<PathBuf> {
    let set = std::env::var_os(variable).map(PathBuf::from).filter(|folder| folder.is_absolute());
    let home = || std::env::var_os("HOME").map(|home| Path::new(&home).join(in_home));
    let folder = set.or_else(home).with_context(|| format!("neither {variable} nor HOME says where your files are"))?;
    Ok(folder.join("atoll"))
}

/// Where tools are installed that the user does not have.
pub(crate) fn cache() -> Result<PathBuf> {
    user_folder("XDG_CACHE_HOME", ".cache")
}

/// Where the user's landscapes are kept.
pub(crate) fn data() -> Result<PathBuf> {
    user_folder("XDG_DATA_HOME", ".local/share")
}
