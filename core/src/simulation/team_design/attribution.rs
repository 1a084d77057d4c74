//! How much of a difference each of several causes makes, when they act on each other.
//!
//! Source: Shapley, *A Value for n-Person Games* (1953): the mean of what a cause changes over all orders in which the
//! causes can set in. No order is favoured, and the parts add up to the whole.

/// The share of each cause in `figure(all) − figure(none)`. `figure` is asked for sets of causes, as bits; each set is
/// asked for once. At most 16 causes.
pub fn shares(causes: usize, mut figure: impl FnMut(u32) -> f64) -> Vec<f64> {
    let causes = causes.min(16);
    let figures: Vec<f64> = (0..1_u32 << causes).map(&mut figure).collect();
    // The share of all orders in which exactly `size` causes are there before one sets in: size! (n − 1 − size)! ÷ n!.
    let mut share = vec![0.0; causes];
    for (size, share) in share.iter_mut().enumerate() {
        let choices = (0..size).fold(1.0, |product, k| product * (causes - 1 - k) as f64 / (k + 1) as f64);
        *share = 1.0 / (causes as f64 * choices);
    }
    let part = |cause: usize| {
        let without = (0..1_u32 << causes).filter(|set| set & (1 << cause) == 0);
        without
            .map(|set| {
                share[set.count_ones() as usize] * (figures[(set | 1 << cause) as usize] - figures[set as usize])
            })
            .sum()
    };
    (0..causes).map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_add_up_and_equals_share_alike() {
        // The glove game: one left glove (0) and two right ones; only a pair is worth something. Shapley: 2/3, 1/6, 1/6.
        let worth = |set: u32| f64::from(u8::from(set & 1 != 0 && set & 6 != 0));
        let found = shares(3, worth);
        for (found, expected) in found.iter().zip([2.0 / 3.0, 1.0 / 6.0, 1.0 / 6.0]) {
            assert!((found - expected).abs() < 1e-12, "{found}");
        }
        let found = shares(5, |set| f64::from(set) * f64::from(set));
        assert!((found.iter().sum::<f64>() - 31.0 * 31.0).abs() < 1e-9);
        assert_eq!(shares(0, |_| 1.0), [0.0; 0]);
    }
}
