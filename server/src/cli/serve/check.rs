//! `atoll serve --check`: says what is set, and whether the server could start so. It makes no database; one that
//! is there is opened as at a start, which brings an older one up to date.

use clap::parser::ValueSource;
use clap::{Arg, ArgMatches, CommandFactory as _};

use super::super::Arguments as All;
use super::super::output::{harmless, print};
use super::Arguments;
use super::listen::{listen, see_assets};
use crate::store::{Options, Place, Store};

/// What stands for a value that is nobody's business.
const HIDDEN: &str = "(hidden)";

/// Parts of names that say that a value is nobody's business.
const SECRETS: [&str; 4] = ["secret", "password", "token", "key"];

/// Says it, and fails where the server would.
pub(super) async fn check(arguments: &Arguments) -> Result<(), String> {
    print(&settings(&All::command().get_matches()));
    see_assets(&arguments.listening.assets)?;
    listen("--listen", &arguments.listening.listen).await?;
    if let Some(address) = &arguments.metrics.metrics_listen {
        listen("--metrics-listen", address).await?;
    }
    print(&database(arguments).await?);
    Ok(())
}

/// Whether the database opens.
async fn database(arguments: &Arguments) -> Result<String, String> {
    let options = Options::parse(&arguments.storing.database);
    if let Place::File(path) = &options.place
        && !path.exists()
    {
        return Ok(format!("The database “{}” is not there yet; it is made when the server starts.\n", path.display()));
    }
    let store = Store::open(&options).await.map_err(|error| error.to_string())?;
    store.close().await;
    Ok("The database opens. The server can start.\n".to_owned())
}

/// Every setting with its value and where that comes from, one a line.
fn settings(matches: &ArgMatches) -> String {
    let command = All::command();
    let Some((matches, command)) = matches.subcommand_matches("serve").zip(command.find_subcommand("serve")) else {
        return String::new();
    };
    let set = command.get_arguments().filter(|argument| argument.get_env().is_some());
    let lines: Vec<(String, String, &str)> = set.map(|argument| setting(argument, matches)).collect();
    let width = lines.iter().map(|(flag, ..)| flag.len()).max().unwrap_or(0);
    let valued = lines.iter().map(|(_, value, _)| value.chars().count()).max().unwrap_or(0);
    lines.iter().map(|(flag, value, source)| format!("{flag:width$}  {value:valued$}  {source}\n")).collect()
}

fn setting(argument: &Arg, matches: &ArgMatches) -> (String, String, &'static str) {
    let id = argument.get_id().as_str();
    let values: Vec<String> = match matches.try_get_raw(id) {
        Ok(Some(values)) => values.map(|value| harmless(&value.to_string_lossy())).collect(),
        _ => Vec::new(),
    };
    let value = if values.is_empty() { "(not set)".to_owned() } else { shown(id, &values.join(",")) };
    let source = match matches.value_source(id) {
        Some(ValueSource::CommandLine) => "flag",
        Some(ValueSource::EnvVariable) => "environment",
        _ => "default",
    };
    (format!("--{}", argument.get_long().unwrap_or(id)), value, source)
}

/// The value without what is nobody's business: the whole of a secret, the password of an address.
fn shown(id: &str, value: &str) -> String {
    if is_secret(id) {
        return HIDDEN.to_owned();
    }
    let Some((scheme, rest)) = value.split_once("://") else { return value.to_owned() };
    let (authority, path) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
    let authority = match authority.rsplit_once('@') {
        Some((account, host)) => match account.split_once(':') {
            Some((name, _)) => format!("{name}:{HIDDEN}@{host}"),
            None => authority.to_owned(),
        },
        None => authority.to_owned(),
    };
    // A password may also stand among what follows the question mark.
    let path = path.split_once('?').map_or_else(|| path.to_owned(), |(path, _)| format!("{path}?{HIDDEN}"));
    format!("{scheme}://{authority}{path}")
}

/// Whether the setting of this name is a secret; the file that a secret is in is none.
fn is_secret(id: &str) -> bool {
    !id.ends_with("_file") && id.split('_').any(|part| SECRETS.contains(&part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_hidden() {
        for (id, value, is) in [
            ("database", "/var/lib/atoll/atoll.db", "/var/lib/atoll/atoll.db"),
            ("database", "postgres://atoll:pa@ss@db:5432/atoll", "postgres://atoll:(hidden)@db:5432/atoll"),
            ("database", "postgres://atoll@db/atoll?password=x", "postgres://atoll@db/atoll?(hidden)"),
            ("sign_in_secret", "x", "(hidden)"),
            ("sign_in_secret_file", "/run/secret", "/run/secret"),
            ("public_url", "https://atoll.example.org", "https://atoll.example.org"),
        ] {
            assert_eq!(shown(id, value), is);
        }
    }

    #[test]
    fn no_help_tells_a_secret_of_the_environment() {
        let command = All::command();
        for argument in command.find_subcommand("serve").unwrap().get_arguments() {
            let id = argument.get_id().as_str();
            let may_tell = !argument.is_hide_env_values_set() && argument.get_env().is_some();
            assert!(!(may_tell && (is_secret(id) || id == "database")), "{id} needs hide_env_values");
        }
    }

    #[test]
    fn every_setting_is_told_with_where_it_comes_from() {
        let matches = All::command().get_matches_from(["atoll", "serve", "--check", "--listen", "127.0.0.1:0"]);
        let text = settings(&matches);
        let line = |flag: &str| text.lines().find(|line| line.starts_with(flag)).unwrap_or_else(|| panic!("{text}"));
        assert!(line("--listen").contains("127.0.0.1:0") && line("--listen").ends_with("flag"), "{text}");
        assert!(line("--stop-within").contains("10"), "{text}");
        assert!(line("--metrics-listen").contains("(not set)"), "{text}");
    }
}
