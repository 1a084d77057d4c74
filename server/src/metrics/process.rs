//! What the system says of this process, under the names that Prometheus' own clients use. Where the system does not
//! say it (it is not Linux), it is left out.

use std::fmt::Write as _;
use std::fs;

use super::{Family, Kind};

/// In how many parts Linux cuts a second when it tells of processes: 100 on every architecture that Rust runs on.
const TICKS: f64 = 100.0;

const fn family(name: &'static str, kind: Kind, help: &'static str) -> Family {
    Family { name, kind, labels: &[], buckets: &[], help }
}

const CPU: Family = family("process_cpu_seconds_total", Kind::Counter, "Processor time in seconds, user and system.");
const MEMORY: Family =
    family("process_resident_memory_bytes", Kind::Gauge, "Memory that is not swapped out, in bytes.");
const PEAK: Family = family("process_resident_memory_peak_bytes", Kind::Gauge, "The most memory so far, in bytes.");
const THREADS: Family = family("process_threads", Kind::Gauge, "Threads.");
const FILES: Family = family("process_open_fds", Kind::Gauge, "Open files and connections.");
const FILES_MAX: Family = family("process_max_fds", Kind::Gauge, "The most open files and connections there may be.");
const START: Family = family("process_start_time_seconds", Kind::Gauge, "When it began, in seconds since 1970.");

/// Every family of the process.
pub const PROCESS: [&Family; 7] = [&CPU, &MEMORY, &PEAK, &THREADS, &FILES, &FILES_MAX, &START];

/// What can be known, in Prometheus' text format.
pub(super) fn render() -> String {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let limits = fs::read_to_string("/proc/self/limits").unwrap_or_default();
    let system = fs::read_to_string("/proc/stat").unwrap_or_default();
    let files = fs::read_dir("/proc/self/fd").ok().map(|files| files.count());
    let (cpu, start) = times(&stat);
    let boot = line(&system, "btime ").and_then(|rest| rest.trim().parse::<f64>().ok());
    let mut text = String::new();
    let mut say = |family: &Family, value: Option<f64>| {
        if let Some(value) = value {
            // Writing to a text does not fail.
            let _ = write!(
                text,
                "# HELP {name} {}\n# TYPE {name} {}\n{name} {value}\n",
                family.help,
                family.kind.code(),
                name = family.name
            );
        }
    };
    say(&CPU, cpu);
    say(&MEMORY, kibibytes(&status, "VmRSS:"));
    say(&PEAK, kibibytes(&status, "VmHWM:"));
    say(&THREADS, line(&status, "Threads:").and_then(|rest| rest.trim().parse().ok()));
    say(&FILES, files.map(|files| files as f64));
    say(&FILES_MAX, line(&limits, "Max open files").and_then(|rest| rest.split_whitespace().next()?.parse().ok()));
    say(&START, start.zip(boot).map(|(start, boot)| boot + start));
    text
}

fn line<'a>(text: &'a str, begin: &str) -> Option<&'a str> {
    text.lines().find_map(|line| line.strip_prefix(begin))
}

/// A line of `/proc/self/status`, in bytes.
fn kibibytes(status: &str, begin: &str) -> Option<f64> {
    let number = line(status, begin)?.trim().strip_suffix("kB")?;
    number.trim().parse::<f64>().ok().map(|kibibytes| kibibytes * 1024.0)
}

/// Processor time so far, and how long after the system this process began, both in seconds: fields 14, 15 and 22 of
/// `/proc/self/stat`. The second field, the program's name, can hold anything, also brackets.
fn times(stat: &str) -> (Option<f64>, Option<f64>) {
    let after_name = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    let field = |number: usize| after_name.split_whitespace().nth(number - 3)?.parse::<f64>().ok();
    let cpu = field(14).zip(field(15)).map(|(user, system)| (user + system) / TICKS);
    (cpu, field(22).map(|ticks| ticks / TICKS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_figures_are_read_where_linux_writes_them() {
        let stat = "42 (a) b) S 1 42 42 0 -1 4194560 900 0 0 0 250 50 0 0 20 0 5 0 12345 1000 200 0";
        assert_eq!(times(stat), (Some(3.0), Some(123.45)));
        assert_eq!(times(""), (None, None));
        let status = "Name:\tatoll\nVmHWM:\t    2048 kB\nVmRSS:\t    1024 kB\nThreads:\t7\n";
        assert_eq!(kibibytes(status, "VmRSS:"), Some(1_048_576.0));
        assert_eq!(kibibytes(status, "VmSwap:"), None);
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn this_process_has_every_figure_and_they_make_sense() {
        let text = render();
        let value = |family: &Family| -> f64 {
            let line = text.lines().find_map(|line| line.strip_prefix(family.name)?.strip_prefix(' '));
            line.unwrap_or_else(|| panic!("{}: {text}", family.name)).parse().unwrap()
        };
        assert!(PROCESS.iter().all(|family| value(family) >= 0.0));
        assert!(value(&MEMORY) > 1e6 && value(&MEMORY) <= value(&PEAK), "{text}");
        assert!(value(&THREADS) >= 1.0 && value(&FILES) >= 3.0 && value(&FILES) <= value(&FILES_MAX), "{text}");
        let now = chrono::Utc::now().timestamp();
        let age = now as f64 - value(&START);
        assert!((-5.0..3_600.0).contains(&age), "{age}");
    }
}
