//! How long to wait before the next attempt to connect.

/// The first pause, in milliseconds.
const FIRST: u64 = 500;

/// The longest pause, in milliseconds.
const LONGEST: u64 = 30_000;

/// How many milliseconds to wait after so many attempts in vain: twice as long each time, up to half a minute, and
/// anywhere between half of that and the whole, so that those who lost a server together do not come back together.
/// `chance` is any random number.
pub fn pause(attempts: u32, chance: u32) -> u32 {
    let whole = FIRST.saturating_mul(1 << attempts.min(16)).min(LONGEST);
    let half = whole / 2;
    let pause = half + half * u64::from(chance) / u64::from(u32::MAX);
    u32::try_from(pause).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_to_a_bound_and_are_spread() {
        let longest: Vec<u32> = (0..9).map(|attempts| pause(attempts, u32::MAX)).collect();
        assert_eq!(longest, [500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
        for attempts in [0, 5, 40, u32::MAX] {
            assert_eq!(pause(attempts, 0), pause(attempts, u32::MAX) / 2);
        }
    }
}
