//! Every family of metrics: what it is called, what it counts, how it is cut up. `docs/reference/metrics.md` is made of
//! this list.

use ::metrics::{describe_counter, describe_gauge, describe_histogram};

/// What a family is to Prometheus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Only grows.
    Counter,
    /// Goes up and down.
    Gauge,
    /// How often something was how large, in buckets.
    Histogram,
}

impl Kind {
    /// The word for it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Counter => "counter",
            Self::Gauge => "gauge",
            Self::Histogram => "histogram",
        }
    }
}

/// Values of one meaning, told apart by labels.
#[derive(Debug)]
pub struct Family {
    /// Its name.
    pub name: &'static str,
    /// What it is to Prometheus.
    pub kind: Kind,
    /// What tells its values apart.
    pub labels: &'static [&'static str],
    /// The upper bounds of its buckets, if it is a histogram.
    pub buckets: &'static [f64],
    /// What it counts, as a sentence.
    pub help: &'static str,
}

/// From a millisecond to ten seconds: what somebody waits for.
const WAITING: &[f64] = &[0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];

/// From a tenth of a millisecond: what a disk takes.
const STORING: &[f64] = &[0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0];

/// Numbers of commands.
const COMMANDS: &[f64] = &[1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0];

const fn counter(name: &'static str, labels: &'static [&'static str], help: &'static str) -> Family {
    Family { name, kind: Kind::Counter, labels, buckets: &[], help }
}

const fn gauge(name: &'static str, labels: &'static [&'static str], help: &'static str) -> Family {
    Family { name, kind: Kind::Gauge, labels, buckets: &[], help }
}

const fn histogram(
    name: &'static str,
    labels: &'static [&'static str],
    buckets: &'static [f64],
    help: &'static str,
) -> Family {
    Family { name, kind: Kind::Histogram, labels, buckets, help }
}

/// Every family that the server counts itself. Those of the process are in `process.rs`.
pub const FAMILIES: &[Family] = &[
    gauge("atoll_build_info", &["version"], "Always 1; the label says which version runs."),
    counter("atoll_http_requests_total", &["method", "path", "status"], "Requests that were answered, by route."),
    histogram(
        "atoll_http_request_duration_seconds",
        &["method", "path"],
        WAITING,
        "From the request's head to the answer's head.",
    ),
    gauge("atoll_http_requests_under_way", &[], "Requests that have no answer yet."),
    counter(
        "atoll_commands_total",
        &["outcome"],
        "Commands that were submitted: accepted, refused, repeated (accepted before) or later (not stored now).",
    ),
    histogram("atoll_batch_commands", &[], COMMANDS, "How many commands one transaction stored."),
    histogram("atoll_append_duration_seconds", &[], STORING, "How long a transaction that stored commands took."),
    histogram("atoll_snapshot_duration_seconds", &[], STORING, "How long it took to make and check a snapshot."),
    counter("atoll_snapshot_failures_total", &[], "Snapshots that could not be made; the log is whole without them."),
    gauge("atoll_rooms", &[], "Rooms that are open: landscapes that somebody works on."),
    counter("atoll_rooms_opened_total", &[], "Rooms that were opened."),
    gauge("atoll_members", &[], "Live connections that take part in a room."),
    counter(
        "atoll_joins_total",
        &["how"],
        "Browsers that joined: new, resumed from where they were, or full (what they had was of no use).",
    ),
    counter(
        "atoll_farewells_total",
        &["reason"],
        "Live connections that the server ended; too_slow is an outbound queue that ran full.",
    ),
    counter("atoll_presence_frames_total", &[], "Frames in which browsers said where people are."),
    counter("atoll_frames_sent_total", &[], "Frames that were handed to live connections."),
    counter("atoll_database_errors_total", &["kind"], "What the database did not do: busy, full, away, failed."),
    counter(
        "atoll_denied_total",
        &["reason"],
        "Requests and joins that were not allowed: not_allowed, too_little, sign_in_first, origin.",
    ),
    counter(
        "atoll_limited_total",
        &["limit"],
        "What was beyond a limit: connections, people, requests, commands, presence.",
    ),
];

impl Family {
    /// Tells the recorder in use what this is.
    pub(super) fn describe(&self) {
        match self.kind {
            Kind::Counter => describe_counter!(self.name, self.help),
            Kind::Gauge => describe_gauge!(self.name, self.help),
            Kind::Histogram => describe_histogram!(self.name, self.help),
        }
    }
}
