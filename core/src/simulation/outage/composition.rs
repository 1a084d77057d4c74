//! How availabilities put together make one: the closed forms, on plain numbers.
//!
//! An availability is a share of time, between 0 and 1. What is put together is taken to fail independently.

/// The minutes of a year of 365 days.
pub const MINUTES_A_YEAR: f64 = 525_600.0;

/// The availability of what needs all of these.
pub fn serial(availabilities: &[f64]) -> f64 {
    availabilities.iter().product()
}

/// The availability of what needs any one of these; of none, it is never there.
pub fn parallel(availabilities: &[f64]) -> f64 {
    1.0 - availabilities.iter().map(|availability| 1.0 - availability).product::<f64>()
}

/// The availability of what needs `needed` of `count` equal ones: the upper tail of the binomial distribution.
pub fn k_of_n(needed: u32, count: u32, availability: f64) -> f64 {
    match needed {
        0 => 1.0,
        _ if needed > count => 0.0,
        _ => at_least(needed as usize, &vec![availability; count as usize]),
    }
}

/// The probability that at least `needed` of these are up, each with its own availability.
pub fn at_least(needed: usize, availabilities: &[f64]) -> f64 {
    // `exactly[j]`: the probability that j are up of those looked at so far; the last place gathers `needed` and more.
    let mut exactly = vec![0.0; needed + 1];
    exactly[0] = 1.0;
    for availability in availabilities {
        for j in (0..=needed).rev() {
            let stays = if j == needed { exactly[j] } else { exactly[j] * (1.0 - availability) };
            let rises = if j == 0 { 0.0 } else { exactly[j - 1] * availability };
            exactly[j] = stays + rises;
        }
    }
    exactly[needed]
}

/// The availability of what fails after so long on average and is repaired after so long: MTTF / (MTTF + MTTR), both in
/// the same unit; 1 where both are 0.
pub fn from_times(to_failure: f64, to_repair: f64) -> f64 {
    let cycle = to_failure + to_repair;
    if cycle > 0.0 { to_failure / cycle } else { 1.0 }
}

/// The availability of what is down so often a year for so many minutes each time; never below 0.
pub fn from_incidents(incidents_a_year: f64, minutes_each: f64) -> f64 {
    (1.0 - incidents_a_year * minutes_each / MINUTES_A_YEAR).max(0.0)
}

/// How many minutes a year something of this availability is down; for a target, its error budget.
pub fn minutes_a_year(availability: f64) -> f64 {
    (1.0 - availability) * MINUTES_A_YEAR
}

/// The probability that at least one of so many calls is slow when each is slow with this probability: 1 − (1 − p)ⁿ
/// (Dean and Barroso, *The Tail at Scale*, CACM 56(2), 2013).
pub fn slow_share(slow: f64, calls: f64) -> f64 {
    1.0 - libm::pow(1.0 - slow.clamp(0.0, 1.0), calls.max(0.0))
}

/// How long `needed` of `count` equal ones are missing at a time, in the unit of `to_repair`: the share of time in which
/// too few are up, over how often a year it begins, which is when `needed` are up and one of them fails.
pub fn time_to_repair_of_group(needed: u32, count: u32, availability: f64, to_repair: f64) -> f64 {
    if needed == 0 || needed > count || availability <= 0.0 || availability >= 1.0 || count == 1 {
        return to_repair;
    }
    let to_failure = to_repair * availability / (1.0 - availability);
    let (needed_up, count_up) = (f64::from(needed), f64::from(count));
    let ways = (0..needed).fold(1.0, |ways, i| ways * (count_up - f64::from(i)) / (f64::from(i) + 1.0));
    let just_enough = ways * libm::pow(availability, needed_up) * libm::pow(1.0 - availability, count_up - needed_up);
    let begins = just_enough * needed_up / to_failure;
    // Summed from below: 1 minus an availability near 1 would lose its digits.
    let down = at_least((count - needed + 1) as usize, &vec![1.0 - availability; count as usize]);
    if begins > 0.0 { down / begins } else { to_repair }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(one: f64, other: f64) -> bool {
        (one - other).abs() < 1e-12
    }

    #[test]
    fn a_group_of_one_and_a_group_of_all_are_the_simple_forms() {
        for availability in [0.0, 0.3, 0.99, 1.0] {
            assert!(close(k_of_n(1, 4, availability), parallel(&[availability; 4])), "{availability}");
            assert!(close(k_of_n(4, 4, availability), serial(&[availability; 4])), "{availability}");
        }
        assert_eq!((k_of_n(0, 3, 0.5), k_of_n(4, 3, 0.9)), (1.0, 0.0));
    }

    #[test]
    fn unequal_ones_are_counted_one_by_one() {
        // Two of {0.9, 0.8, 0.5}: .9*.8*.5 + .9*.8*.5 + .9*.2*.5 + .1*.8*.5.
        assert!(close(at_least(2, &[0.9, 0.8, 0.5]), 0.36 + 0.36 + 0.09 + 0.04));
    }

    #[test]
    fn two_that_stand_in_for_each_other_are_both_missing_for_half_as_long() {
        // Either of two repairs ends it, and each takes an hour on average.
        let minutes = time_to_repair_of_group(1, 2, 0.999, 60.0);
        assert!((minutes - 30.0).abs() < 1e-9, "{minutes}");
        assert_eq!(time_to_repair_of_group(1, 1, 0.999, 60.0), 60.0);
    }
}
