//! The program `atoll`.

use std::process::ExitCode;

fn main() -> ExitCode {
    atoll_server::cli::run()
}
