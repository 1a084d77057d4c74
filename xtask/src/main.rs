//! Every script of the project, in Rust: `cargo xtask <command>`.
//!
//! One command a file; the list below is the registry. Nothing here is part of what Atoll is, only of how it is built,
//! run and kept in order.

mod absence;
mod arguments;
mod bench;
mod bundle;
mod ci;
mod closing;
mod dev;
mod e2e;
mod finish;
mod lock;
mod place;
mod process;
mod run;
mod scaffold;
mod server;
mod setup;
mod size;
mod test;
mod tidy;

use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::arguments::Arguments;
use crate::place::Place;

/// A command: its name with what it takes, what it does in a sentence, and the function that does it.
struct Entry {
    name: &'static str,
    takes: &'static str,
    summary: &'static str,
    run: fn(&Place, Arguments) -> Result<()>,
}

const fn entry(
    name: &'static str,
    takes: &'static str,
    summary: &'static str,
    run: fn(&Place, Arguments) -> Result<()>,
) -> Entry {
    Entry { name, takes, summary, run }
}

/// Every command, in the order of the help.
const ENTRIES: [Entry; 12] = [
    entry("run", "[--port N] [--database PATH]", "build everything and serve it on this machine", run::run),
    entry("dev", "", "serve the web part for development: rebuilt and reloaded at every change", dev::run),
    entry("setup", "", "make sure of every tool that the other commands need", setup::run),
    entry("build", "", "the release build of the web part, into dist/", bundle::run),
    entry("size", "", "what a first visit downloads, against its budget", size::run),
    entry("test", "", "every test: Rust, then the browser", test::run),
    entry("e2e", "[NAME]", "the browser tests (those whose file name contains NAME)", e2e::run),
    entry("tidy", "", "the repository's own rules", tidy::run),
    entry("absence", "", "what the core must not depend on", absence::run),
    entry(
        "bench",
        "[browser | workshop | rooms]",
        "the core's benchmarks, what the page works in a browser, or what the server serves",
        bench::run,
    ),
    entry("ci", "", "everything that has to hold before a change lands", ci::run),
    entry("new", "KIND NAME", "start a rule, command, pattern, simulation or format", scaffold::run),
];

fn main() -> ExitCode {
    match dispatch() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::from(process::exit_code(&error))
        }
    }
}

fn dispatch() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let Some(name) = arguments.next().filter(|name| !["help", "--help", "-h"].contains(&name.as_str())) else {
        print!("{}", help());
        return Ok(());
    };
    let Some(entry) = ENTRIES.iter().find(|entry| entry.name == name) else {
        bail!("there is no command `{name}`\n\n{}", help());
    };
    (entry.run)(&Place::find()?, Arguments::new(arguments.collect()))
}

fn help() -> String {
    let mut text = String::from("usage: cargo xtask COMMAND\n\n");
    for entry in &ENTRIES {
        let call = format!("{} {}", entry.name, entry.takes);
        text.push_str(&format!("  {call:<36}{}\n", entry.summary));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_help_tells_every_command() {
        let help = help();
        for entry in &ENTRIES {
            assert!(help.contains(entry.summary), "{}", entry.name);
        }
    }
}
