//! `atoll audit`: what was noted about who may do what.

use atoll_core::protocol::{Audited, LandscapeId};
use clap::Args;

use super::End;
use super::output::{complain, print};
use crate::route::links::told;
use crate::store::{Options, Place, Store, StoreError};

/// How many lines are read at once.
const PAGE: usize = 1_000;

/// Shows who made, opened, shared and removed landscapes, and what was refused
///
/// One JSON object a line, the oldest first. It never holds a token. The server may run meanwhile.
#[derive(Args, Debug)]
#[command(after_help = "Exit codes: 0 shown, 2 the database could not be read.")]
pub(super) struct Arguments {
    /// Where shared landscapes are kept: a file, or the address of a PostgreSQL database
    #[arg(long, env = "ATOLL_DATABASE", default_value = "atoll.db", value_name = "DATABASE", hide_env_values = true)]
    database: String,
    /// Only what is about this landscape
    #[arg(long, value_name = "IDENTIFIER")]
    landscape: Option<LandscapeId>,
    /// Only lines after this number
    #[arg(long, default_value_t = 0, value_name = "NUMBER")]
    after: u64,
}

/// Does it.
pub(super) fn run(arguments: &Arguments) -> End {
    // Opening makes a database where there is none: nobody wants that of a question.
    let options = Options::parse(&arguments.database);
    if let Place::File(path) = &options.place
        && !path.exists()
    {
        complain(&format!("There is no database “{}”. Name it with --database.", path.display()));
        return End::Failed;
    }
    let shown = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| format!("The database cannot be asked ({error})."))
        .and_then(|runtime| runtime.block_on(show(&options, arguments)));
    match shown {
        Ok(()) => End::Well,
        Err(sentence) => {
            complain(&sentence);
            End::Failed
        }
    }
}

async fn show(options: &Options, arguments: &Arguments) -> Result<(), String> {
    let store = Store::open(options).await.map_err(|error| error.to_string())?;
    let explain = |error: StoreError| format!("The database cannot be read ({error}).");
    let mut after = arguments.after;
    loop {
        let lines = store.audits(arguments.landscape, after, PAGE).await.map_err(explain)?;
        let Some(last) = lines.last() else { break };
        after = last.number;
        let text: Vec<String> = lines.into_iter().map(|line| line_of(&told(line))).collect();
        print(&text.concat());
    }
    store.close().await;
    Ok(())
}

fn line_of(line: &Audited) -> String {
    // What people wrote is escaped as JSON: nothing of it reaches the terminal as a command.
    let text = serde_json::to_string(line).unwrap_or_default();
    let plain: String = text.chars().map(|character| if character.is_control() { ' ' } else { character }).collect();
    plain + "\n"
}
