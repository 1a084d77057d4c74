//! In which of a block's trials a step lets the change through: few random bits, no bias.
//!
//! A trial lets the change through where its number, evenly spread over 0..1, is below the likelihood. The number's
//! first [`DIGITS`] binary digits are an element of the field of 2¹⁰ elements: word w, bit i has aᵢ + xʷ·bᵢ for random
//! aᵢ and bᵢ. So any two trials of a block have independent digits (Carter and Wegman, *Universal Classes of Hash
//! Functions*, J. Computer and System Sciences 18(2), 1979), which is what a mean and its standard error rest on.
//! The digits that follow, to the 64th, matter only where all first ones equal the likelihood's; the trials of a word
//! share them.
//!
//! So 21 words of 64 bits are drawn for 512 trials of a step, 2.6 bits for each, and a step lets the change through with
//! threshold / 2⁶⁴, to the last bit. A trial that is set stays set when the threshold rises: its number is the same.

use crate::random::Random;

/// 64-bit words in a block.
pub const WORDS: usize = 8;
/// Trials in a block, a bit for each.
pub type Block = [u64; WORDS];
/// Every trial.
pub const ALL: Block = [u64::MAX; WORDS];

/// Digits of a trial's own, the one that counts most the last.
const DIGITS: usize = 10;
/// x¹⁰ = x³ + 1: each bit is the sum of those ten and seven places before it.
const TAP: usize = 7;

/// Words that are drawn for a block: for a and b a word for each digit, and one for all later digits.
pub const WORDS_DRAWN: usize = 2 * DIGITS + 1;

/// The threshold of a likelihood; of a certain step the greatest there is.
pub fn threshold(likelihood: f64) -> u64 {
    (likelihood * 18_446_744_073_709_551_616.0) as u64
}

/// Bits that are each set with probability `threshold` / 2⁶⁴; all of them at the greatest threshold. Apart from its
/// callers, so that whatever they do, the words stay side by side in registers.
#[inline(never)]
pub fn bernoulli(threshold: u64, mut random: Random) -> Block {
    if threshold == u64::MAX {
        return ALL;
    }
    // Times x is one place on: from the word's own number on, ten places are the digits of its element.
    let mut line = [0_u64; DIGITS + WORDS - 1];
    for place in 0..line.len() {
        line[place] = if place < DIGITS { random.bits() } else { line[place - DIGITS] ^ line[place - TAP] };
    }
    let mask = |digit: usize| 0_u64.wrapping_sub(threshold.unbounded_shr((64 - DIGITS + digit) as u32) & 1);
    let (later, rest) = (random.bits(), threshold << DIGITS);
    // From the last digit to the first: whether the number is below the threshold as far as the digits seen tell, turned
    // around where the threshold's digit is set, so that one operation serves both.
    let mut below: Block = std::array::from_fn(|word| {
        let is_below = later.rotate_left(8 * word as u32) < rest;
        0_u64.wrapping_sub(u64::from(is_below)) ^ mask(0)
    });
    for digit in 0..DIGITS {
        // With the threshold's digit added, a digit that is set is one that equals the threshold's.
        let (same, turn) = (random.bits() ^ mask(digit), mask(digit) ^ mask(digit + 1));
        for word in 0..WORDS {
            below[word] = below[word] & (same ^ line[digit + word]) ^ turn;
        }
    }
    below
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ones(block: Block) -> u32 {
        block.iter().map(|word| word.count_ones()).sum()
    }

    #[test]
    fn a_bit_is_set_as_often_as_asked() {
        // Thresholds with few digits and with many, near 0, near 1, and between two numbers of ten digits.
        let fine = [0.3 / 1_024.0, 500.25 / 1_024.0, 500.75 / 1_024.0, 1_023.5 / 1_024.0];
        let coarse = [0.08, 0.15, 0.3, 0.4, 0.5, 0.6, 0.75, 0.9, 0.999];
        for likelihood in fine.into_iter().chain(coarse) {
            let stream = |block: u64| Random::keyed(&[7, block]);
            let set: u32 = (0..2_000).map(|block| ones(bernoulli(threshold(likelihood), stream(block)))).sum();
            let (share, n) = (f64::from(set) / 1_024_000.0, 1_024_000.0_f64);
            let error = (likelihood * (1.0 - likelihood) / n).sqrt();
            assert!((share - likelihood).abs() < 4.0 * error, "{likelihood}: {share}");
        }
        assert_eq!(bernoulli(0, Random::new(1)), [0; WORDS]);
        assert_eq!(bernoulli(threshold(1.0), Random::new(1)), ALL);
    }

    #[test]
    fn two_trials_of_a_block_have_nothing_to_do_with_each_other() {
        // The number that is set varies from block to block as it does for independent trials.
        let (likelihood, blocks) = (0.3, 4_000);
        let (mut sum, mut squares) = (0.0, 0.0);
        for block in 0..blocks {
            let set = f64::from(ones(bernoulli(threshold(likelihood), Random::keyed(&[11, block]))));
            sum += set;
            squares += set * set;
        }
        let (n, mean) = (blocks as f64, sum / blocks as f64);
        let variance = squares / n - mean * mean;
        let expected = 512.0 * likelihood * (1.0 - likelihood);
        assert!((variance / expected - 1.0).abs() < 0.1, "{variance} instead of {expected}");
    }

    #[test]
    fn a_trial_that_is_set_stays_set_at_a_greater_threshold() {
        for block in 0..200 {
            let mut random = Random::keyed(&[block]);
            let [low, high] = {
                let [one, two] = [random.bits(), random.bits() >> (block % 60)];
                [one, one.saturating_add(two)]
            };
            let [below, above] = [low, high].map(|threshold| bernoulli(threshold, Random::keyed(&[5, block])));
            assert!(below.iter().zip(&above).all(|(below, above)| below & !above == 0), "{low} {high}");
        }
    }
}
