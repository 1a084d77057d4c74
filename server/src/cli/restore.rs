//! `atoll restore`: what a copy holds becomes what is shared.

use std::path::PathBuf;

use clap::Args;

use super::End;
use super::output::{complain, print};
use crate::access::What;
use crate::landscapes::Verified;
use crate::store::{Options, Store, copy_to_file};

/// Puts back what `atoll backup` copied
///
/// The copy is read from end to end first. Every landscape begins a new log, so that browsers which drew on after the
/// copy was taken send again what it lacks. Links are those of the copy: what was taken back since is to be taken back
/// again.
#[derive(Args, Debug)]
#[command(after_help = "Exit codes: 0 put back, 2 not, and nothing was changed.")]
pub(super) struct Arguments {
    /// The copy
    #[arg(long, value_name = "FILE")]
    from: PathBuf,
    /// Where to put it: a file, or an address that begins with postgres://
    #[arg(long, env = "ATOLL_DATABASE", hide_env_values = true, default_value = "atoll.db", value_name = "DATABASE")]
    database: String,
    /// Also where there are landscapes already, which are then gone
    #[arg(long)]
    replace: bool,
}

/// Does it.
pub(super) fn run(arguments: &Arguments) -> End {
    match super::wait(restore(arguments)) {
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

async fn restore(arguments: &Arguments) -> Result<String, String> {
    let Arguments { from, database, replace } = arguments;
    // A copy of the copy: reading it brings it up to date, and it may be needed as it is by an older program.
    let folder = tempfile::tempdir().map_err(|error| format!("There is no room for temporary files ({error})."))?;
    let copy = folder.path().join("copy.db");
    copy_to_file(&Options::new(from), &copy).await.map_err(|error| error.to_string())?;
    let verified = super::backup::read(&copy).await?;

    let source = Store::open(&Options::new(&copy)).await.map_err(|error| error.to_string())?;
    let target = Store::open(&Options::parse(database)).await.map_err(|error| error.to_string())?;
    let details = format!("from {}", from.display());
    let done = put_back(&source, &target, *replace, details).await;
    target.close().await;
    source.close().await;
    let unnoted = done?;
    let Verified { landscapes, commands } = verified;
    Ok(format!("Put back from “{}”: landscapes {landscapes}, commands {commands}.\n{unnoted}", from.display()))
}

/// Puts it back and notes that; answers with a sentence where it could not be noted.
async fn put_back(source: &Store, target: &Store, replace: bool, details: String) -> Result<String, String> {
    let cannot = |error: &dyn std::fmt::Display| format!("Nothing was put back: {error}. The database is as it was.");
    let present = target.landscapes(None, 1).await.map_err(|error| cannot(&error))?;
    if !present.is_empty() && !replace {
        return Err("The database holds landscapes already. Name an empty one with --database, or say --replace if \
                    they may go."
            .to_owned());
    }
    target.put_back(source).await.map_err(|error| cannot(&error))?;
    let noted = target.audit(&[What::Restored.line(None, (None, None), details)]).await;
    let unnoted = noted.err().map(|error| format!("That could not be noted for “atoll audit” ({error}).\n"));
    Ok(unnoted.unwrap_or_default())
}
