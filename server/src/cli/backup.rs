//! `atoll backup`: a copy of everything that is shared, taken while the server runs, and read from end to end.

use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use clap::Args;

use super::End;
use super::output::{complain, print};
use crate::landscapes::{Failure, Verified, verify};
use crate::store::{Options, Store, copy_to_file};

/// Copies every shared landscape into a file, while the server runs
///
/// The copy is one state of the database, whatever is written meanwhile. It is read from end to end before it gets its
/// name: every log is replayed.
#[derive(Args, Debug)]
#[command(after_help = "Exit codes: 0 copied and read, 2 not copied, or what was copied cannot be read.")]
pub(super) struct Arguments {
    /// What to copy: a file, or an address that begins with postgres://
    #[arg(long, env = "ATOLL_DATABASE", hide_env_values = true, default_value = "atoll.db", value_name = "DATABASE")]
    database: String,
    /// The file to make; it must not be there yet
    #[arg(long, value_name = "FILE")]
    to: PathBuf,
}

/// Does it.
pub(super) fn run(arguments: &Arguments) -> End {
    match super::wait(back_up(arguments)) {
        Ok(sentence) => {
            print(&sentence);
            End::Well
        }
        Err(sentence) => {
            complain(&sentence);
            End::Failed
        }
    }
}

async fn back_up(arguments: &Arguments) -> Result<String, String> {
    let Arguments { database, to } = arguments;
    let cannot = |error: &io::Error| {
        format!("The file “{}” cannot be written ({error}). Name another one with --to.", to.display())
    };
    if to.try_exists().map_err(|error| cannot(&error))? {
        return Err(format!("There is something at “{}” already. Name another file with --to.", to.display()));
    }
    let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // In the same folder, so that it only has to be given its name.
    let part = tempfile::Builder::new().prefix(".atoll-backup-").tempdir_in(folder).map_err(|error| cannot(&error))?;
    let copy = part.path().join("copy.db");
    copy_to_file(&Options::parse(database), &copy).await.map_err(|error| error.to_string())?;
    let verified = read(&copy).await?;
    let keep = || -> io::Result<()> {
        File::open(&copy)?.sync_all()?;
        // Unlike a new name, a second one does not replace what somebody else made there meanwhile; but not every file
        // system has them.
        fs::hard_link(&copy, to)
            .or_else(|_| if to.exists() { Err(ErrorKind::AlreadyExists.into()) } else { fs::rename(&copy, to) })?;
        File::open(folder)?.sync_all()
    };
    keep().map_err(|error| cannot(&error))?;
    let Verified { landscapes, commands } = verified;
    Ok(format!("Copied to “{}” and read: landscapes {landscapes}, commands {commands}.\n", to.display()))
}

/// Opens a copy, which brings it up to date, and reads it from end to end.
pub(super) async fn read(copy: &Path) -> Result<Verified, String> {
    let store = Store::open(&Options::new(copy)).await.map_err(|error| error.to_string())?;
    let verified = verify(&store).await.map_err(|error| cannot_read(&error));
    store.close().await;
    verified
}

fn cannot_read(error: &Failure) -> String {
    format!("What was copied cannot be read: {error}. Nothing was changed.")
}
