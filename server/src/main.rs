//! The program `atoll`.

use std::process::ExitCode;

/// What rooms and requests give back goes back to the system, within ten seconds.
#[cfg(unix)]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    atoll_server::cli::run()
}
