//! Closed forms of delivery flow that need no simulation: what hand-offs, rework and waiting leave over.

/// The share of what was known that is left after so many hand-offs, where each loses this share: (1 − loss)^h
/// (Poppendieck and Poppendieck, *Implementing Lean Software Development*, 2006; their loss of 50 % is an illustration,
/// not a measurement).
pub fn knowledge_kept(loss: f64, hand_offs: u32) -> f64 {
    libm::pow(1.0 - loss, f64::from(hand_offs))
}

/// The share of work that passes every stage at the first attempt, where each stage passes this share of what it gets
/// complete and accurate: the product.
pub fn rolled_yield(complete_and_accurate: &[f64]) -> f64 {
    complete_and_accurate.iter().product()
}

/// How often work passes a gate on average that sends it back with this probability: 1 ÷ (1 − r); without end for 1.
pub fn passes(rework: f64) -> f64 {
    1.0 / (1.0 - rework)
}

/// How much work is under way on average: throughput · lead time (Little 1961), both in the same unit of time.
pub fn work_in_progress(throughput: f64, lead_time: f64) -> f64 {
    throughput * lead_time
}

/// The share of the time in which something is worked on; nothing where it takes no time at all.
pub fn flow_efficiency(touch: f64, wait: f64) -> Option<f64> {
    (touch + wait > 0.0).then(|| touch / (touch + wait))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ends_of_the_scales_are_what_they_should_be() {
        assert_eq!((knowledge_kept(0.5, 0), knowledge_kept(0.0, 9), rolled_yield(&[])), (1.0, 1.0, 1.0));
        assert_eq!((passes(0.0), passes(1.0)), (1.0, f64::INFINITY));
        assert_eq!((flow_efficiency(0.0, 0.0), flow_efficiency(2.0, 0.0)), (None, Some(1.0)));
        assert_eq!(work_in_progress(0.0, 3.0), 0.0);
    }
}
