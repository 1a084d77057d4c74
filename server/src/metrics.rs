//! What is counted and timed, for whoever watches the server. The rest of the server calls the functions of this file;
//! names, labels and texts of help stand in [`FAMILIES`]. Where nobody asked for metrics, all of this does nothing.
//!
//! No label may hold what a person wrote or what opens something: no landscape, no token, no name.

mod family;
mod process;

use std::time::Duration;

use ::metrics::{Gauge, counter, gauge, histogram};
use atoll_core::protocol::Reason;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle, PrometheusRecorder};

pub use family::{FAMILIES, Family, Kind};
pub use process::PROCESS;

/// What was counted so far.
#[derive(Clone, Debug)]
pub struct Metrics(PrometheusHandle);

impl Metrics {
    /// The media type of [`Metrics::render`].
    pub const MEDIA_TYPE: &'static str = "text/plain; version=0.0.4; charset=utf-8";

    /// How often [`Metrics::keep_up`] has to be called at least.
    pub const UPKEEP: Duration = Duration::from_secs(5);

    /// Counts from now on, in the whole process.
    ///
    /// # Errors
    ///
    /// Somebody counts already.
    pub fn install() -> Result<Self, String> {
        let (recorder, metrics) = Self::build().map_err(|error| format!("Metrics cannot be kept ({error})."))?;
        let installed = ::metrics::set_global_recorder(recorder).map_err(|error| error.to_string());
        installed.map(|()| {
            begin();
            metrics
        })
    }

    /// Who counts, and what was counted; for tests, which count each on its own.
    ///
    /// # Errors
    ///
    /// A family has no buckets, which a test finds.
    pub fn build() -> Result<(PrometheusRecorder, Self), metrics_exporter_prometheus::BuildError> {
        let mut timed = FAMILIES.iter().filter(|family| !family.buckets.is_empty());
        let recorder = timed
            .try_fold(PrometheusBuilder::new(), |builder, family| {
                builder.set_buckets_for_metric(Matcher::Full(family.name.to_owned()), family.buckets)
            })?
            .build_recorder();
        let metrics = Self(recorder.handle());
        ::metrics::with_local_recorder(&recorder, || FAMILIES.iter().for_each(Family::describe));
        Ok((recorder, metrics))
    }

    /// Everything in Prometheus' text format.
    pub fn render(&self) -> String {
        let mut text = self.0.render();
        text.push_str(&process::render());
        text
    }

    /// Sums up single durations, which otherwise are kept one by one until somebody asks.
    pub fn keep_up(&self) {
        self.0.run_upkeep();
    }
}

/// Shows from the beginning what has not happened yet: a rate needs a zero to start from.
fn begin() {
    gauge!("atoll_build_info", "version" => env!("CARGO_PKG_VERSION")).set(1);
    gauge!("atoll_http_requests_under_way").set(0);
    gauge!("atoll_rooms").set(0);
    gauge!("atoll_members").set(0);
    for outcome in ["accepted", "refused", "repeated", "later"] {
        commands(outcome, 0);
    }
    for kind in ["busy", "full", "away", "failed"] {
        counter!("atoll_database_errors_total", "kind" => kind).increment(0);
    }
    counter!("atoll_rooms_opened_total").increment(0);
    counter!("atoll_snapshot_failures_total").increment(0);
    counter!("atoll_farewells_total", "reason" => "too_slow").increment(0);
}

/// Something that is there until this is dropped.
#[derive(Debug)]
#[must_use = "it counts for as long as it is kept"]
pub struct Present(Gauge);

impl Present {
    fn new(gauge: Gauge) -> Self {
        gauge.increment(1);
        Self(gauge)
    }
}

impl Drop for Present {
    fn drop(&mut self) {
        self.0.decrement(1);
    }
}

/// A request has begun.
pub(crate) fn request_under_way() -> Present {
    Present::new(gauge!("atoll_http_requests_under_way"))
}

/// A request was answered. The path is that of the route, the method one that a route takes.
pub(crate) fn request(method: &'static str, path: &str, status: u16, took: Duration) {
    let path = path.to_owned();
    histogram!("atoll_http_request_duration_seconds", "method" => method, "path" => path.clone()).record(took);
    let status = status.to_string();
    counter!("atoll_http_requests_total", "method" => method, "path" => path, "status" => status).increment(1);
}

/// Commands got a revision.
pub fn accepted(count: usize) {
    commands("accepted", count);
}

/// Commands did not apply.
pub fn refused(count: usize) {
    commands("refused", count);
}

/// Commands had been accepted before, and were sent again.
pub fn repeated(count: usize) {
    commands("repeated", count);
}

/// Commands could not be stored now; they are to be sent again.
pub fn later(count: usize) {
    commands("later", count);
}

fn commands(outcome: &'static str, count: usize) {
    counter!("atoll_commands_total", "outcome" => outcome).increment(count as u64);
}

/// So many commands were stored in one transaction.
pub fn batch(commands: usize) {
    histogram!("atoll_batch_commands").record(u32::try_from(commands).unwrap_or(u32::MAX));
}

/// A transaction that stored commands took so long, whether it succeeded or not.
pub fn appended(took: Duration) {
    histogram!("atoll_append_duration_seconds").record(took);
}

/// A snapshot was made, checked and put in use.
pub fn snapshot(took: Duration) {
    histogram!("atoll_snapshot_duration_seconds").record(took);
}

/// A snapshot could not be made.
pub fn snapshot_failed() {
    counter!("atoll_snapshot_failures_total").increment(1);
}

/// A room is open until this is dropped.
pub fn room() -> Present {
    counter!("atoll_rooms_opened_total").increment(1);
    Present::new(gauge!("atoll_rooms"))
}

/// Somebody is in a room until this is dropped.
pub fn member() -> Present {
    Present::new(gauge!("atoll_members"))
}

/// What a browser brought when it joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Join {
    /// Nothing: it is there for the first time.
    New,
    /// What it needed to go on from where it was.
    Resumed,
    /// Something of no use, so that it got the whole landscape.
    Full,
}

/// A browser joined a room.
pub fn joined(how: Join) {
    let how = match how {
        Join::New => "new",
        Join::Resumed => "resumed",
        Join::Full => "full",
    };
    counter!("atoll_joins_total", "how" => how).increment(1);
}

/// The server ended a connection. [`Reason::TooSlow`] is a queue that ran full.
pub fn farewell(reason: Reason) {
    let reason = match reason {
        Reason::Draining => "draining",
        Reason::TooSlow => "too_slow",
        Reason::Silent => "silent",
        Reason::NotAllowed => "not_allowed",
        Reason::OtherProtocol => "other_protocol",
        Reason::Malformed => "malformed",
        Reason::TooMany => "too_many",
        Reason::Broken => "broken",
        Reason::Busy => "busy",
    };
    counter!("atoll_farewells_total", "reason" => reason).increment(1);
}

/// So many frames told where people are.
pub fn presence(frames: usize) {
    counter!("atoll_presence_frames_total").increment(frames as u64);
}

/// So many frames were handed to connections.
pub fn sent(frames: usize) {
    counter!("atoll_frames_sent_total").increment(frames as u64);
}

/// The database did not do what was asked: busy, full, away or failed.
pub fn database_error(kind: &'static str) {
    counter!("atoll_database_errors_total", "kind" => kind).increment(1);
}

/// Somebody was not let in: `not_allowed`, `too_little`, `sign_in_first`, `origin`.
pub fn denied(reason: &'static str) {
    counter!("atoll_denied_total", "reason" => reason).increment(1);
}

/// Somebody came up against a limit: of `connections`, `people`, `requests`, `commands` or `presence`.
pub fn limited(which: &'static str) {
    counter!("atoll_limited_total", "limit" => which).increment(1);
}

#[cfg(test)]
mod tests;
