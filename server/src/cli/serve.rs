//! `atoll serve`: the page, and the landscapes that people share.

mod stop;

use std::fs::File;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use axum::serve::ListenerExt as _;
use clap::Args;
use tokio::net::TcpListener;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

use super::End;
use super::output::{Colours, complain, print};
use crate::app::App;
use crate::landscapes::Landscapes;
use crate::store::{Options, Store};

/// The page that everything starts from.
const INDEX: &str = "index.html";

/// How long the database may take to close.
const PATIENCE: Duration = Duration::from_secs(10);

/// Serves the app and keeps the landscapes that people share
///
/// One database file holds everything. Stop the server with Ctrl-C or a TERM signal: it finishes what is under way.
#[derive(Args, Debug)]
#[command(after_help = "Exit codes: 0 stopped as asked, 2 could not start or go on.")]
pub(super) struct Arguments {
    /// Where to listen
    #[arg(long, env = "ATOLL_LISTEN", default_value = "127.0.0.1:7171", value_name = "ADDRESS")]
    listen: String,
    /// The file that shared landscapes are kept in; made if it is not there
    #[arg(long, env = "ATOLL_DATABASE", default_value = "atoll.db", value_name = "FILE")]
    database: PathBuf,
    /// The folder that the app was built into
    #[arg(long, env = "ATOLL_ASSETS", default_value = "dist", value_name = "FOLDER")]
    assets: PathBuf,
    /// The most that one request may hold, in MiB
    #[arg(long, env = "ATOLL_BODY_MAX", default_value_t = 8, value_name = "MIB", value_parser = clap::value_parser!(u16).range(1..=1024))]
    body_max: u16,
    /// How long requests that are under way may take when the server is asked to stop, in seconds
    #[arg(long, env = "ATOLL_STOP_WITHIN", default_value_t = 10, value_name = "SECONDS")]
    stop_within: u16,
    /// What to log on standard error, from error to trace
    #[arg(long, env = "ATOLL_LOG", default_value = "info", value_name = "LEVEL")]
    log: Targets,
}

/// Does it.
pub(super) fn run(arguments: &Arguments) -> End {
    let layer = tracing_subscriber::fmt::layer().with_writer(io::stderr).with_ansi(Colours::on(&io::stderr()).0);
    tracing_subscriber::registry().with(arguments.log.clone()).with(layer).init();
    let served = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| format!("The server cannot start its threads ({error}). See what limits this system sets."))
        .and_then(|runtime| runtime.block_on(serve(arguments)));
    match served {
        Ok(()) => End::Well,
        Err(sentence) => {
            complain(&sentence);
            End::Failed
        }
    }
}

async fn serve(arguments: &Arguments) -> Result<(), String> {
    let Arguments { listen, database, assets, body_max, stop_within, .. } = arguments;
    see_assets(assets)?;
    let listener = TcpListener::bind(listen).await.map_err(|error| cannot_listen(listen, &error))?;
    let address = listener.local_addr().map_err(|error| cannot_listen(listen, &error))?;
    let store = Store::open(&Options::new(database)).await.map_err(|error| error.to_string())?;
    let landscapes = Arc::new(Landscapes::new(store));
    let app =
        App { landscapes: Arc::clone(&landscapes), assets: assets.clone(), body_max: usize::from(*body_max) << 20 };

    let (asked, stopping) = stop::asked();
    let listener = listener.tap_io(|stream| {
        // Answers are small; waiting to fill a packet only makes them late.
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "a connection keeps its delay");
        }
    });
    let serving = axum::serve(listener, app.router()).with_graceful_shutdown(asked);
    print(&format!("Atoll is ready at http://{address}\n"));
    tokio::select! {
        served = serving => served.map_err(|error| format!("The server cannot go on ({error}). Start it again."))?,
        () = stop::overdue(stopping, Duration::from_secs(u64::from(*stop_within))) => {
            tracing::warn!("stopped before every request came to its end");
        }
    }
    if tokio::time::timeout(PATIENCE, landscapes.close()).await.is_err() {
        tracing::warn!("the database did not close in time; nothing that was acknowledged is lost");
    }
    Ok(())
}

fn see_assets(folder: &Path) -> Result<(), String> {
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

fn cannot_listen(address: &str, error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::AddrInUse => {
            format!("Another program listens at {address} already. Stop it, or choose another address with --listen.")
        }
        ErrorKind::PermissionDenied => {
            format!("This account may not listen at {address}. Choose a port above 1023 with --listen.")
        }
        _ => format!(
            "The server cannot listen at {address} ({error}). Give an address of this machine and a port with \
             --listen, as in 127.0.0.1:7171."
        ),
    }
}
