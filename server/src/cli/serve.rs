//! `atoll serve`: the page, and the landscapes that people share.

mod arguments;
mod check;
mod listen;
mod stop;

use std::io;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use self::listen::{listen, see_assets};
use self::stop::Signals;
use super::End;
use super::output::{Colours, complain, print};
use crate::access::{Access, connections};
use crate::app::App;
use crate::drain;
use crate::landscapes::Landscapes;
use crate::logging;
use crate::metrics::Metrics;
use crate::room::Setup;
use crate::rooms::Rooms;
use crate::store::{Options, Store};

pub(super) use arguments::Arguments;

/// How long the database may take to close.
const PATIENCE: Duration = Duration::from_secs(10);

/// Does it.
pub(super) fn run(arguments: &Arguments) -> End {
    logging::start(arguments.log.log_format, arguments.log.log.clone(), Colours::on(&io::stderr()).0);
    let work = async { if arguments.check { check::check(arguments).await } else { serve(arguments).await } };
    let served = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| format!("The server cannot start its threads ({error}). See what limits this system sets."))
        .and_then(|runtime| runtime.block_on(work));
    match served {
        Ok(()) => End::Well,
        Err(sentence) => {
            complain(&sentence);
            End::Failed
        }
    }
}

async fn serve(arguments: &Arguments) -> Result<(), String> {
    let Arguments { listening, storing, limits, stopping, .. } = arguments;
    see_assets(&listening.assets)?;
    let (listener, address) = listen("--listen", &listening.listen).await?;
    let (metrics, figures) = figures(arguments).await?;
    let store = Store::open(&Options::parse(&storing.database)).await.map_err(|error| error.to_string())?;
    let access = Access::start(store.clone(), arguments.access.clone())?;
    let landscapes = Arc::new(Landscapes::new(store));
    let rooms = Rooms::new(
        Arc::clone(&landscapes),
        Setup { idle: Duration::from_secs(u64::from(limits.room_idle)), ..Setup::default() },
    );
    let (drain, draining) = drain::channel();
    let app = App {
        body_max: usize::from(limits.body_max) << 20,
        draining: draining.clone(),
        metrics: metrics.clone().filter(|_| arguments.metrics.metrics),
        ..App::new(Arc::clone(&landscapes), Arc::clone(&rooms), Arc::clone(&access), listening.assets.clone())
    };
    let _figures = metrics.zip(figures).map(|(metrics, listener)| show(listener, app.clone(), metrics));

    let until = draining.clone();
    let serving = connections::serve(listener, app.router(), &access, async move { until.stopping().await });
    let until = draining.clone();
    // Live connections are no requests any more: they are told apart, and at the same time.
    let emptied = tokio::spawn(async move {
        until.stopping().await;
        rooms.drain().await;
    });
    let served = async {
        serving.await.map_err(|error| format!("The server cannot go on ({error}). Start it again."))?;
        emptied.await.map_err(|error| format!("The rooms were not closed in good order ({error})."))
    };
    // Before it says that it is ready: who hears that may stop it at once.
    let signals = Signals::listen()?;
    tracing::info!(version = env!("CARGO_PKG_VERSION"), %address, "started");
    print(&format!("Atoll is ready at http://{address}\n"));
    let seconds = |seconds: u16| Duration::from_secs(u64::from(seconds));
    tokio::spawn(stop::lead(signals, drain, seconds(stopping.drain_delay)));
    tokio::select! {
        served = served => served?,
        () = stop::overdue(draining, seconds(stopping.stop_within)) => {
            tracing::warn!("stopped before every request and every room came to its end");
        }
    }
    if tokio::time::timeout(PATIENCE, landscapes.close()).await.is_err() {
        tracing::warn!("the database did not close in time; nothing that was acknowledged is lost");
    }
    tracing::info!("stopped");
    Ok(())
}

/// What is counted, if anybody wants to see it, and where it is shown apart.
async fn figures(arguments: &Arguments) -> Result<(Option<Metrics>, Option<TcpListener>), String> {
    let asked = &arguments.metrics;
    let listener = match &asked.metrics_listen {
        Some(address) => Some(listen("--metrics-listen", address).await?),
        None => None,
    };
    if listener.is_none() && !asked.metrics {
        return Ok((None, None));
    }
    let metrics = Metrics::install()?;
    let kept = metrics.clone();
    tokio::spawn(async move {
        loop {
            tokio::time::sleep(Metrics::UPKEEP).await;
            kept.keep_up();
        }
    });
    let listener = listener.map(|(listener, address)| {
        tracing::info!(%address, "metrics are shown");
        listener
    });
    Ok((Some(metrics), listener))
}

/// Shows figures and health at an address of their own, until the process ends: also while it stops.
fn show(listener: TcpListener, app: App, metrics: Metrics) -> JoinHandle<()> {
    tokio::spawn(async move {
        if let Err(error) = axum::serve(listener, app.operations(metrics)).await {
            tracing::error!(%error, "metrics are shown no longer");
        }
    })
}
