//! The numbers behind an outage that a landscape need not say itself, and the choices that belong to a question.

use super::composition::{MINUTES_A_YEAR, from_incidents};
use crate::model::{BoundedContext, Landscape};
use crate::simulation::{Parameter, Request, Setting, Unit};

const AZURE: &str = "Azure documentation, composite service levels: web app 99.95 %, SQL database 99.99 %. A promise of a \
                     provider, not a measurement of yours.";
const TAIL: &str = "Dean and Barroso, The Tail at Scale, CACM 56(2), 2013: the example of one slow call in a hundred.";

/// Everything that can be set.
pub fn parameters() -> Vec<Parameter> {
    let up = |key: &str, label: &str, default: f64, low: f64, high: f64| {
        Parameter::assumed(key, label, Unit::Availability, default).plausible(low, high).settable(0.0, 1.0)
    };
    let published = |key: &str, label: &str, default: f64, low: f64, high: f64| {
        Parameter::published(key, label, Unit::Availability, default, AZURE).plausible(low, high).settable(0.0, 1.0)
    };
    let minutes = |key: &str, label: &str, default: f64, low: f64, high: f64| {
        Parameter::assumed(key, label, Unit::Minutes, default).plausible(low, high).settable(0.0, 43_200.0)
    };
    let share = |key: &str, label: &str, default: f64, low: f64, high: f64| {
        Parameter::assumed(key, label, Unit::Share, default).plausible(low, high)
    };
    vec![
        up("outage.context.availability", "A context's own code and configuration", 0.9995, 0.998, 0.9999),
        published("outage.process.availability", "One instance of a process", 0.9995, 0.999, 0.9999),
        published("outage.store.availability", "A data store", 0.9999, 0.9995, 0.99999),
        up("outage.external.availability", "An external system", 0.999, 0.99, 0.9999),
        up("outage.network.availability", "The way of a remote call", 0.999_99, 0.9999, 0.999_999),
        minutes("outage.context.minutes", "Until a context is restored", 60.0, 15.0, 240.0),
        minutes("outage.process.minutes", "Until a process is restored", 15.0, 2.0, 60.0),
        minutes("outage.store.minutes", "Until a data store is restored", 60.0, 15.0, 240.0),
        minutes("outage.external.minutes", "Until an external system is restored", 60.0, 15.0, 480.0),
        minutes("outage.buffer.minutes", "How long a message may wait, where not said", 60.0, 5.0, 1_440.0),
        share("outage.unsaid.share", "Outages that get through where nothing is said of a relationship", 1.0, 0.0, 1.0),
        share("outage.crash.monolith", "Faults that bring down an n-tier monolith", 1.0, 0.5, 1.0),
        share("outage.crash.modular", "Faults that bring down a modular monolith", 0.3, 0.05, 0.7),
        share("outage.instances.needed", "Instances that carry the load", 0.5, 0.3, 1.0),
        Parameter::assumed("outage.repair.spread", "Spread of lognormal repair times", Unit::Number, 1.0)
            .plausible(0.5, 1.5)
            .settable(0.05, 3.0),
        Parameter::published("outage.slow.share", "Calls that are slow", Unit::Share, 0.01, TAIL)
            .plausible(0.001, 0.05),
    ]
}

/// The targets that one can choose.
const TARGETS: [(&str, &str); 5] =
    [("99.9", "99.9 %"), ("99", "99 %"), ("99.5", "99.5 %"), ("99.95", "99.95 %"), ("99.99", "99.99 %")];

/// What belongs to a question.
pub fn settings(_: &Landscape) -> Vec<Setting> {
    vec![
        Setting::new("target", "Availability that users are promised", &TARGETS),
        Setting::new(
            "repair",
            "Repair times",
            &[("exponential", "exponential: memoryless"), ("lognormal", "lognormal: a few take very long")],
        ),
        Setting::new(
            "instances",
            "Instances of a process of which it is not said how many run",
            &[("2", "two"), ("1", "one"), ("3", "three")],
        ),
    ]
}

/// How repair times are spread around their mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Repair {
    /// Memoryless.
    Exponential,
    /// Lognormal; with the standard deviation of the logarithm.
    Lognormal(f64),
}

impl Repair {
    /// Of all the time in which something is down for `mean` minutes on average, the share that comes later than
    /// `buffer` minutes into an outage: E[(X − b)⁺] / E[X], which is e^(−b/m) for exponential times and
    /// Φ(d + σ) − b/m · Φ(d) with d = (ln(m/b) − σ²/2) / σ for lognormal ones.
    pub fn share_beyond(self, buffer: f64, mean: f64) -> f64 {
        if buffer <= 0.0 {
            return 1.0;
        }
        if mean <= 0.0 {
            return 0.0;
        }
        match self {
            Self::Exponential => libm::exp(-buffer / mean),
            Self::Lognormal(spread) => {
                let d = (libm::log(mean / buffer) - spread * spread / 2.0) / spread;
                (normal(d + spread) - buffer / mean * normal(d)).clamp(0.0, 1.0)
            }
        }
    }
}

/// The standard normal distribution function.
fn normal(x: f64) -> f64 {
    0.5 * libm::erfc(-x / std::f64::consts::SQRT_2)
}

/// The parameters as they hold in a landscape, and what a request chose.
#[derive(Clone, Debug, PartialEq)]
pub struct Assumptions {
    /// Own code and configuration: availability and minutes to restore.
    pub context: Own,
    /// An instance of a process.
    pub process: Own,
    /// A data store.
    pub store: Own,
    /// An external system.
    pub external: Own,
    /// The way of a remote call.
    pub network: f64,
    /// Minutes that a message may wait.
    pub buffer: f64,
    /// The share of outages that gets through where nothing is said.
    pub unsaid: f64,
    /// The share of faults that brings an n-tier monolith down.
    pub crash_monolith: f64,
    /// The share of faults that brings a modular monolith down.
    pub crash_modular: f64,
    /// The share of instances that carries the load.
    pub needed: f64,
    /// The share of calls that is slow.
    pub slow: f64,
    /// How repair times are spread.
    pub repair: Repair,
    /// The availability that is promised.
    pub target: f64,
    /// How many instances there are of a process of which it is not said.
    pub instances: u32,
}

/// How available something is by itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Own {
    /// The share of time in which it is up.
    pub availability: f64,
    /// How long it takes on average to bring it back.
    pub minutes: f64,
}

impl Assumptions {
    /// What holds in this landscape for this question.
    pub fn of(landscape: &Landscape, request: &Request) -> Self {
        let parameters = parameters();
        let value = |key: &str| {
            let parameter = parameters.iter().find(|parameter| parameter.key.strip_prefix("outage.") == Some(key));
            parameter.map_or(0.0, |parameter| parameter.value(landscape))
        };
        let own = |kind: &str| Own {
            availability: value(&format!("{kind}.availability")),
            minutes: value(&format!("{kind}.minutes")),
        };
        let repair = match request.setting("repair", "exponential") {
            "lognormal" => Repair::Lognormal(value("repair.spread")),
            _ => Repair::Exponential,
        };
        let target = request.setting("target", TARGETS[0].0).parse::<f64>().unwrap_or(99.9) / 100.0;
        Self {
            context: own("context"),
            process: own("process"),
            store: own("store"),
            external: own("external"),
            network: value("network.availability"),
            buffer: value("buffer.minutes"),
            unsaid: value("unsaid.share"),
            crash_monolith: value("crash.monolith"),
            crash_modular: value("crash.modular"),
            needed: value("instances.needed"),
            slow: value("slow.share"),
            repair,
            target: if target.is_finite() { target.clamp(0.0, 1.0) } else { 0.999 },
            instances: request.setting("instances", "2").parse::<u32>().unwrap_or(2).clamp(1, 99),
        }
    }

    /// How available a context is by itself: what is said of it, else what is assumed of its kind.
    pub fn own(&self, context: &BoundedContext) -> Own {
        let assumed = if context.is_external() { self.external } else { self.context };
        let minutes = match context.minutes_to_restore {
            0 => assumed.minutes,
            said => f64::from(said),
        };
        match context.outages_a_year {
            0 => Own { minutes, ..assumed },
            // Down for longer than the year has minutes: what is said cannot be, and it is hardly ever up.
            said => {
                Own { availability: from_incidents(f64::from(said), minutes), minutes: minutes.min(MINUTES_A_YEAR) }
            }
        }
    }

    /// How many of so many instances must be up.
    pub fn needed_of(&self, instances: u32) -> u32 {
        let needed = libm::ceil(f64::from(instances) * self.needed - 1e-9);
        (needed as u32).clamp(1, instances.max(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_beyond_a_buffer_is_what_integrating_finds() {
        for (buffer, mean, spread) in [(5.0, 60.0, 1.0), (60.0, 60.0, 0.5), (200.0, 30.0, 1.5)] {
            // The mean excess: the survival function summed from the buffer on, over the mean.
            let (step, from) = (0.01, libm::log(mean) - spread * spread / 2.0);
            let survives = |minutes: f64| 1.0 - normal((libm::log(minutes) - from) / spread);
            let sum: f64 = (0..4_000_000).map(|i| survives(buffer + (f64::from(i) + 0.5) * step) * step).sum();
            let found = Repair::Lognormal(spread).share_beyond(buffer, mean);
            assert!((found - sum / mean).abs() < 2e-4, "{buffer}, {mean}, {spread}: {found} for {}", sum / mean);
        }
        assert_eq!(Repair::Exponential.share_beyond(0.0, 60.0), 1.0);
        assert!((Repair::Exponential.share_beyond(60.0, 60.0) - libm::exp(-1.0)).abs() < 1e-15);
    }

    #[test]
    fn what_is_said_of_a_context_holds() {
        let assumptions = Assumptions::of(&Landscape::default(), &Request::default().with("target", "99.99"));
        assert!((assumptions.target - 0.9999).abs() < 1e-15, "{}", assumptions.target);
        let context = BoundedContext { outages_a_year: 3, minutes_to_restore: 20, ..BoundedContext::default() };
        assert_eq!(assumptions.own(&context), Own { availability: from_incidents(3.0, 20.0), minutes: 20.0 });
        assert_eq!(assumptions.own(&BoundedContext::default()), assumptions.context);
        assert_eq!([1, 2, 3, 4].map(|instances| assumptions.needed_of(instances)), [1, 1, 2, 2]);
    }
}
