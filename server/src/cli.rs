//! The command line: what can be asked of the program. One subcommand a file.

mod audit;
mod backup;
mod check;
mod convert;
mod diff;
mod input;
mod measure;
mod output;
mod restore;
mod serve;
mod simulate;
mod whole;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Checks, measures, simulates, compares, converts and serves landscapes of bounded contexts and teams.
#[derive(Debug, Parser)]
#[command(name = "atoll", version, propagate_version = true, subcommand_required = true, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    Check(check::Arguments),
    Measure(measure::Arguments),
    Simulate(simulate::Arguments),
    Diff(diff::Arguments),
    Convert(convert::Arguments),
    Serve(Box<serve::Arguments>),
    Audit(audit::Arguments),
    Backup(backup::Arguments),
    Restore(restore::Arguments),
}

/// How a subcommand ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum End {
    /// As it should.
    #[default]
    Well,
    /// It was done, but something was found.
    Found,
    /// It was not done, or not with all that it was asked for.
    Failed,
}

impl From<End> for ExitCode {
    fn from(end: End) -> Self {
        match end {
            End::Well => Self::SUCCESS,
            End::Found => Self::from(1),
            End::Failed => Self::from(2),
        }
    }
}

/// Does what the command line asks for.
pub fn run() -> ExitCode {
    let end = match Arguments::parse().action {
        Action::Check(arguments) => check::run(&arguments),
        Action::Measure(arguments) => measure::run(&arguments),
        Action::Simulate(arguments) => simulate::run(&arguments),
        Action::Diff(arguments) => diff::run(&arguments),
        Action::Convert(arguments) => convert::run(&arguments),
        Action::Serve(arguments) => serve::run(&arguments),
        Action::Audit(arguments) => audit::run(&arguments),
        Action::Backup(arguments) => backup::run(&arguments),
        Action::Restore(arguments) => restore::run(&arguments),
    };
    end.into()
}

/// Waits for what is done with a database.
fn wait<T>(work: impl Future<Output = Result<T, String>>) -> Result<T, String> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let cannot = |error| format!("The program cannot start its threads ({error}). See what limits this system sets.");
    runtime.map_err(cannot)?.block_on(work)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn the_worst_end_wins() {
        assert_eq!([End::Found, End::Failed, End::Well].into_iter().max(), Some(End::Failed));
    }
}
