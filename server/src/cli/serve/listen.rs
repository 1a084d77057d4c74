//! What has to be there before a server can begin: an address to listen at, and a page to show.

use std::fs::File;
use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::path::Path;

use tokio::net::TcpListener;

/// The page that everything starts from.
const INDEX: &str = "index.html";

/// Listens at the address that a flag names; says where that is.
pub(super) async fn listen(flag: &str, address: &str) -> Result<(TcpListener, SocketAddr), String> {
    let explain = |error: io::Error| cannot_listen(flag, address, &error);
    let listener = TcpListener::bind(address).await.map_err(explain)?;
    let at = listener.local_addr().map_err(explain)?;
    Ok((listener, at))
}

/// Whether the page can be read.
pub(super) fn see_assets(folder: &Path) -> Result<(), String> {
    File::open(folder.join(INDEX)).map(drop).map_err(|error| {
        let why = match error.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory => format!("there is no {INDEX} in it"),
            _ => error.to_string(),
        };
        format!(
            "The app cannot be read from the folder “{}” ({why}). Build the app with “cargo xtask build”, or name the \
             folder that it is in with --assets.",
            folder.display()
        )
    })
}

fn cannot_listen(flag: &str, address: &str, error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::AddrInUse => {
            format!("Another program listens at {address} already. Stop it, or choose another address with {flag}.")
        }
        ErrorKind::PermissionDenied => {
            format!("This account may not listen at {address}. Choose a port above 1023 with {flag}.")
        }
        _ => format!(
            "The server cannot listen at {address} ({error}). Give an address of this machine and a port with {flag}, \
             as in 127.0.0.1:7171."
        ),
    }
}
