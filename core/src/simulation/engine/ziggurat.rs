//! The exponential distribution in one multiplication most of the time (Marsaglia and Tsang, *The Ziggurat Method for
//! Generating Random Variables*, Journal of Statistical Software 5(8), 2000).
//!
//! The area under e⁻ˣ is cut into 256 layers of the same size. A draw picks a layer and a place in it; 98.9 % of the
//! draws lie where the whole layer is under the curve. The tables are computed while compiling, with nothing but the
//! four operations, so that they are the same everywhere.

use crate::random::Random;

const LAYERS: usize = 256;
/// Where the lowest layer's tail begins: the root for which 256 layers have the same area.
const TAIL: f64 = 7.697_117_470_131_05;
/// The area of each layer.
const AREA: f64 = 0.003_949_659_822_581_557;

/// How wide the layers are, from the lowest, and how high the curve is there.
struct Layers {
    widths: [f64; LAYERS + 1],
    heights: [f64; LAYERS + 1],
}

static EXPONENTIAL: Layers = Layers::exponential();

impl Layers {
    const fn exponential() -> Self {
        let (mut widths, mut heights) = ([0.0; LAYERS + 1], [0.0; LAYERS + 1]);
        widths[0] = AREA / exp_of_minus(TAIL);
        widths[1] = TAIL;
        heights[0] = exp_of_minus(widths[0]);
        heights[1] = exp_of_minus(TAIL);
        let mut layer = 2;
        while layer < LAYERS {
            heights[layer] = heights[layer - 1] + AREA / widths[layer - 1];
            widths[layer] = minus_log(heights[layer]);
            layer += 1;
        }
        heights[LAYERS] = 1.0;
        Self { widths, heights }
    }
}

/// e⁻ˣ for x ≥ 0, by the series of e^(x/64), taken to the power of 64 by squaring, and turned over.
const fn exp_of_minus(x: f64) -> f64 {
    let part = x / 64.0;
    let (mut sum, mut term, mut n) = (1.0, 1.0, 1.0);
    while n < 16.0 {
        term *= part / n;
        sum += term;
        n += 1.0;
    }
    let mut squared = 0;
    while squared < 6 {
        sum *= sum;
        squared += 1;
    }
    1.0 / sum
}

/// −ln y for 0 < y ≤ 1, by Newton's method on e⁻ˣ = y.
const fn minus_log(y: f64) -> f64 {
    let (mut x, mut turn) = (0.0, 0);
    while turn < 12 {
        let height = exp_of_minus(x);
        // Halley's step, which does not overshoot.
        x += 2.0 * (height - y) / (height + y);
        turn += 1;
    }
    x
}

/// A draw of the exponential distribution with mean 1.
#[inline(always)]
pub(super) fn exponential(random: &mut Random) -> f64 {
    let bits = random.bits();
    let layer = (bits & 0xff) as usize;
    let x = unit(bits) * EXPONENTIAL.widths[layer];
    if x < EXPONENTIAL.widths[layer + 1] { x } else { edge(random, layer, x) }
}

/// 0 to 1 without its ends, from the bits that do not pick the layer.
#[inline(always)]
fn unit(bits: u64) -> f64 {
    ((bits >> 12) as f64 + 0.5) * (1.0 / (1_u64 << 52) as f64)
}

/// The draws that do not lie in the core of their layer.
#[cold]
fn edge(random: &mut Random, mut layer: usize, mut x: f64) -> f64 {
    loop {
        if layer == 0 {
            // The tail has the shape of the whole.
            return TAIL - libm::log(unit(random.bits()));
        }
        let (low, high) = (EXPONENTIAL.heights[layer], EXPONENTIAL.heights[layer + 1]);
        if low + (high - low) * unit(random.bits()) < libm::exp(-x) {
            return x;
        }
        let bits = random.bits();
        layer = (bits & 0xff) as usize;
        x = unit(bits) * EXPONENTIAL.widths[layer];
        if x < EXPONENTIAL.widths[layer + 1] {
            return x;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_layers_have_the_same_area_and_meet_at_the_top() {
        let Layers { widths, heights } = &EXPONENTIAL;
        for layer in 1..LAYERS {
            let area = widths[layer] * (heights[layer + 1] - heights[layer]);
            assert!((area / AREA - 1.0).abs() < 1e-9, "{layer}: {area}");
            assert!((heights[layer] / libm::exp(-widths[layer]) - 1.0).abs() < 1e-12, "{layer}");
        }
        // The lowest: a rectangle, and the tail beside it.
        assert!((TAIL * heights[1] + libm::exp(-TAIL)) / AREA - 1.0 < 1e-9);
    }

    #[test]
    fn draws_are_exponential() {
        // Kolmogorov and Smirnov: with a million draws the empirical distribution is within 1.95 / √n of the true one
        // with a probability of 99.9 %.
        let n = 1_000_000;
        let mut random = Random::keyed(&[11]);
        let mut draws: Vec<f64> = (0..n).map(|_| exponential(&mut random)).collect();
        draws.sort_by(f64::total_cmp);
        let apart = |(at, x): (usize, &f64)| {
            let expected = -libm::expm1(-x);
            (expected - at as f64 / f64::from(n)).abs().max((expected - (at + 1) as f64 / f64::from(n)).abs())
        };
        let most = draws.iter().enumerate().map(apart).fold(0.0, f64::max);
        assert!(most < 1.95 / f64::from(n).sqrt(), "{most}");
        let tail = draws.iter().filter(|x| **x > TAIL).count() as f64 / f64::from(n);
        assert!((tail / libm::exp(-TAIL) - 1.0).abs() < 0.2, "{tail}");
    }

    #[test]
    fn draws_have_the_moments_of_the_exponential() {
        let n = 2_000_000;
        let mut random = Random::keyed(&[12]);
        let (mut sum, mut squares, mut cubes) = (0.0, 0.0, 0.0);
        for _ in 0..n {
            let x = exponential(&mut random);
            assert!(x > 0.0);
            (sum, squares, cubes) = (sum + x, squares + x * x, cubes + x * x * x);
        }
        let moments = [sum, squares / 2.0, cubes / 6.0].map(|sum| sum / f64::from(n));
        // Four standard errors: 1, √5, √19 over √n.
        for (moment, error) in moments.iter().zip([1.0, 2.24, 4.36]) {
            assert!((moment - 1.0).abs() < 4.0 * error / f64::from(n).sqrt(), "{moments:?}");
        }
    }
}
