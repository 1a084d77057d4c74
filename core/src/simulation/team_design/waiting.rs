//! The wait in front of people who take the next item when they are free.

use crate::simulation::queueing;

/// The mean wait for one of `servers`, in the unit of `service`, at this utilisation: Erlang's C over the free capacity,
/// times half of one plus the squared coefficient of variation of the service (Lee and Longton 1959; exact for M/M/c
/// and M/G/1). Without end from 1 on.
pub(super) fn mean_wait(utilisation: f64, servers: u32, service: f64, variation: f64) -> f64 {
    if utilisation <= 0.0 || utilisation >= 1.0 {
        return if utilisation >= 1.0 { f64::INFINITY } else { 0.0 };
    }
    let servers_at_all = f64::from(servers);
    let delayed = queueing::erlang_c(servers, utilisation * servers_at_all);
    delayed * service / (servers_at_all * (1.0 - utilisation)) * (1.0 + variation.max(0.0)) / 2.0
}
