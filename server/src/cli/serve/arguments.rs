//! What can be set, by flags or in the environment. `docs/reference/settings.md` is made of this.

use std::path::PathBuf;

use clap::Args;
use tracing_subscriber::filter::Targets;

use crate::access::AccessArguments;
use crate::logging::Format;

/// Serves the app and keeps the landscapes that people share
///
/// Every setting can also be given in the environment; a flag counts more. Stop the server with Ctrl-C or a TERM signal:
/// it finishes what is under way.
#[derive(Args, Debug)]
#[command(after_help = "Exit codes: 0 stopped as asked, or fit to start (--check); 2 could not start or go on.")]
pub(in crate::cli) struct Arguments {
    /// Only say what is set, and whether the server could start so
    #[arg(long)]
    pub(super) check: bool,
    #[command(flatten)]
    pub(super) listening: Listening,
    #[command(flatten)]
    pub(super) storing: Storing,
    #[command(flatten)]
    pub(super) limits: Limits,
    #[command(flatten)]
    pub(super) access: AccessArguments,
    #[command(flatten)]
    pub(super) log: Log,
    #[command(flatten)]
    pub(super) metrics: Metrics,
    #[command(flatten)]
    pub(super) stopping: Stopping,
}

/// Where the server is found, and what it shows there.
#[derive(Args, Debug)]
#[command(next_help_heading = "Where")]
pub(super) struct Listening {
    /// Where to listen
    #[arg(long, env = "ATOLL_LISTEN", default_value = "127.0.0.1:7171", value_name = "ADDRESS")]
    pub(super) listen: String,
    /// The folder that the app was built into
    #[arg(long, env = "ATOLL_ASSETS", default_value = "dist", value_name = "FOLDER")]
    pub(super) assets: PathBuf,
}

/// Where landscapes are kept.
#[derive(Args, Debug)]
#[command(next_help_heading = "Database")]
pub(super) struct Storing {
    /// What shared landscapes are kept in: a file, made if it is not there, or postgres://user:password@host/database
    #[arg(long, env = "ATOLL_DATABASE", hide_env_values = true, default_value = "atoll.db", value_name = "DATABASE")]
    pub(super) database: String,
}

/// How much one may ask for.
#[derive(Args, Debug)]
#[command(next_help_heading = "Requests")]
pub(super) struct Limits {
    /// The most that one request may hold, in MiB
    #[arg(long, env = "ATOLL_BODY_MAX", default_value_t = 8, value_name = "MIB", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(super) body_max: u16,
    /// How long a landscape stays in memory when nobody draws on it any more, in seconds
    #[arg(long, env = "ATOLL_ROOM_IDLE", default_value_t = 60, value_name = "SECONDS")]
    pub(super) room_idle: u16,
}

/// What is told while the server runs.
#[derive(Args, Debug)]
#[command(next_help_heading = "Log")]
pub(super) struct Log {
    /// What to log on standard error, from error to trace; also by part, as in “info,sqlx=warn”
    #[arg(long, env = "ATOLL_LOG", default_value = "info", value_name = "LEVEL")]
    pub(super) log: Targets,
    /// How to log: lines for people, or one JSON object a line
    #[arg(long, env = "ATOLL_LOG_FORMAT", value_enum, default_value_t = Format::Text, value_name = "FORMAT")]
    pub(super) log_format: Format,
}

/// What is counted, and who may see it.
#[derive(Args, Debug)]
#[command(next_help_heading = "Metrics")]
pub(super) struct Metrics {
    /// Show metrics, /healthz and /readyz at this address too, which nobody else needs to reach
    #[arg(long, env = "ATOLL_METRICS_LISTEN", value_name = "ADDRESS")]
    pub(super) metrics_listen: Option<String>,
    /// Show metrics at /metrics of the server's own address, to everybody who reaches it
    #[arg(long, env = "ATOLL_METRICS")]
    pub(super) metrics: bool,
}

/// How the server ends.
#[derive(Args, Debug)]
#[command(next_help_heading = "Stopping")]
pub(super) struct Stopping {
    /// How long to go on serving when asked to stop, while /readyz says that it is about to, in seconds
    #[arg(long, env = "ATOLL_DRAIN_DELAY", default_value_t = 0, value_name = "SECONDS")]
    pub(super) drain_delay: u16,
    /// How long requests that are under way may take after that, in seconds
    #[arg(long, env = "ATOLL_STOP_WITHIN", default_value_t = 10, value_name = "SECONDS")]
    pub(super) stop_within: u16,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    /// Where the settings are written down.
    const REFERENCE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/reference/settings.md");

    /// Every setting, as `atoll serve --help` has it.
    fn settings() -> String {
        let command = crate::cli::Arguments::command();
        let serve = command.find_subcommand("serve").unwrap();
        let mut text = String::from(
            "# Settings of `atoll serve`\n\nEach can be given as a flag or in the environment; a flag counts more. `atoll \
             serve --check` says what is set. Written from the code.\n",
        );
        let mut heading = "";
        for argument in serve.get_arguments().filter(|argument| argument.get_env().is_some()) {
            if heading != argument.get_help_heading().unwrap() {
                heading = argument.get_help_heading().unwrap();
                text.push_str(&format!(
                    "\n## {heading}\n\n| flag | environment | default | what |\n| --- | --- | --- | --- |\n"
                ));
            }
            let value = argument.get_value_names().filter(|_| argument.get_action().takes_values());
            let value = value.map_or(String::new(), |names| format!(" {}", names[0]));
            let default: Vec<String> =
                argument.get_default_values().iter().map(|value| format!("`{}`", value.to_string_lossy())).collect();
            let default = if argument.get_action().takes_values() { default.join(", ") } else { String::new() };
            let (flag, env) = (argument.get_long().unwrap(), argument.get_env().unwrap().to_string_lossy());
            let help = argument.get_help().unwrap().to_string().replace('|', "\\|");
            text.push_str(&format!("| `--{flag}{value}` | `{env}` | {default} | {help} |\n"));
        }
        text
    }

    #[test]
    fn the_reference_has_every_setting() {
        let expected = settings();
        if std::env::var_os("ATOLL_WRITE_DOCS").is_some() {
            std::fs::write(REFERENCE, expected).unwrap();
            return;
        }
        let written = std::fs::read_to_string(REFERENCE).unwrap_or_default();
        let differs = written.lines().zip(expected.lines()).find(|(written, expected)| written != expected);
        assert!(
            written == expected,
            "docs/reference/settings.md is out of date. ATOLL_WRITE_DOCS=1 cargo test -p atoll-server --lib the_reference \
             writes it. First difference: {differs:?}"
        );
    }

    #[test]
    fn every_setting_stands_under_a_heading_and_can_come_from_the_environment() {
        let command = crate::cli::Arguments::command();
        for argument in command.find_subcommand("serve").unwrap().get_arguments() {
            let id = argument.get_id().as_str();
            let is_setting = !["check", "help", "version"].contains(&id);
            assert_eq!(argument.get_env().is_some(), is_setting, "{id}");
            assert_eq!(argument.get_help_heading().is_some(), is_setting, "{id}");
            let env = argument.get_env().map(|env| env.to_string_lossy().into_owned());
            assert!(env.is_none_or(|env| env.starts_with("ATOLL_")), "{id}");
        }
    }
}
