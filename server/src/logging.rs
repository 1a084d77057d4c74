//! The log, on standard error: as lines for people or as JSON for programs. What opens a landscape never gets into it:
//! no token, no landscape's identifier, no address as it was asked for.

mod request;

use std::fmt;
use std::io;

use atoll_core::protocol::LandscapeId;
use sha2::{Digest as _, Sha256};
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::{Layer, SubscriberExt as _};
use tracing_subscriber::registry::Registry;
use tracing_subscriber::util::SubscriberInitExt as _;

pub(crate) use request::watch;
pub use request::{REQUEST_ID, RequestId};

/// What a line of the log looks like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people.
    #[default]
    Text,
    /// One JSON object a line.
    Json,
}

/// Logs from now on, in the whole process. Coloured only for people at a terminal.
pub fn start(format: Format, filter: Targets, is_coloured: bool) {
    tracing_subscriber::registry().with(layer(format, is_coloured, io::stderr).with_filter(filter)).init();
}

/// What writes lines.
fn layer<W>(format: Format, is_coloured: bool, writer: W) -> Box<dyn Layer<Registry> + Send + Sync>
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    let lines = tracing_subscriber::fmt::layer().with_writer(writer).with_ansi(is_coloured && format == Format::Text);
    match format {
        Format::Text => lines.boxed(),
        Format::Json => lines.json().flatten_event(true).with_current_span(true).with_span_list(false).boxed(),
    }
}

/// What the log calls a landscape: lines about the same one can be told to belong together, and nobody can open it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark([u8; 4]);

/// What the log calls this landscape.
pub fn mark(id: LandscapeId) -> Mark {
    let digest: [u8; 32] = Sha256::digest(id.to_string()).into();
    let [a, b, c, d, ..] = digest;
    Mark([a, b, c, d])
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

#[cfg(test)]
mod tests;
