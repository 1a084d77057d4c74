//! What it costs to reuse code that is there: COCOMO II's reuse model on plain numbers.
//!
//! Source: Boehm et al., *Software Cost Estimation with COCOMO II* (2000), and its Model Definition Manual. Changing a
//! little costs more than its share, because what is not changed has to be understood, integrated and tested again.

/// Where COCOMO II's adaptation adjustment modifier changes its form, in percent.
const SMALL: f64 = 50.0;

/// How much of the code that is reused is touched, and how well it is understood.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reuse {
    /// DM: how much of the design is modified, in percent.
    pub design: f64,
    /// CM: how much of the code is modified, in percent.
    pub code: f64,
    /// IM: how much of integration and test is done again, in percent of what a new system of this size would need.
    pub integration: f64,
    /// SU: the increment for understanding the software, from 10 (very clear) to 50 (hardly).
    pub understanding: f64,
    /// UNFM: how unfamiliar whoever does it is with it, from 0 (wrote it) to 1 (never saw it).
    pub unfamiliarity: f64,
    /// AA: the increment for finding out whether it fits at all, from 0 to 8.
    pub assessment: f64,
}

impl Reuse {
    /// The adaptation adjustment factor in percent: 0.4 DM + 0.3 CM + 0.3 IM.
    pub fn factor(&self) -> f64 {
        0.4 * self.design + 0.3 * self.code + 0.3 * self.integration
    }

    /// The adaptation adjustment modifier: which share of new code the reused code counts as. AA + AAF (1 + 0.02 SU
    /// UNFM) up to an AAF of 50, AA + AAF + SU UNFM above, in percent.
    pub fn modifier(&self) -> f64 {
        let factor = self.factor();
        let confusion = self.understanding * self.unfamiliarity;
        let adapted = if factor <= SMALL { factor * (1.0 + 0.02 * confusion) } else { factor + confusion };
        (self.assessment + adapted) / 100.0
    }

    /// Thousand equivalent lines of new code for so many thousand lines reused: size · AAM.
    pub fn equivalent_lines(&self, thousand_lines: f64) -> f64 {
        thousand_lines * self.modifier()
    }
}

/// What turns size into effort.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Calibration {
    /// A: person-months for a thousand lines. 2.94 in COCOMO II.2000.
    pub productivity: f64,
    /// E: how effort grows with size. Above 1 twice the size is more than twice the effort.
    pub exponent: f64,
    /// The product of the effort multipliers; 1 where all are nominal.
    pub multiplier: f64,
}

impl Calibration {
    /// The exponent of a sum of scale factors: 0.91 + 0.01 ΣSF. The nominal sum is 18.97.
    pub fn exponent_of(scale_factors: f64) -> f64 {
        0.91 + 0.01 * scale_factors
    }

    /// Person-months for so many thousand (equivalent) lines: A · size^E · EM.
    pub fn person_months(&self, thousand_lines: f64) -> f64 {
        self.productivity * libm::pow(thousand_lines.max(0.0), self.exponent) * self.multiplier
    }

    /// Calendar months for so many person-months at a nominal schedule: 3.67 · PM^(0.28 + 0.2 (E − 0.91)).
    pub fn months(&self, person_months: f64) -> f64 {
        3.67 * libm::pow(person_months.max(0.0), 0.28 + 0.2 * (self.exponent - 0.91))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEN: Reuse =
        Reuse { design: 10.0, code: 10.0, integration: 10.0, understanding: 30.0, unfamiliarity: 0.4, assessment: 4.0 };

    #[test]
    fn a_tenth_changed_is_not_a_tenth_of_the_cost() {
        assert!((TEN.modifier() - 0.164).abs() < 1e-12);
        let tested = Reuse { integration: 100.0, ..TEN };
        assert!((tested.modifier() - 0.4988).abs() < 1e-12, "integration is the lever: {}", tested.modifier());
        let untouched = Reuse { design: 0.0, code: 0.0, integration: 0.0, ..TEN };
        assert!((untouched.modifier() - 0.04).abs() < 1e-12, "and nothing changed still has to be looked at");
    }

    #[test]
    fn effort_grows_faster_than_size() {
        let calibration = Calibration { productivity: 2.94, exponent: 1.15, multiplier: 1.0 };
        let months = calibration.person_months(100.0);
        assert!((months - 586.607_120_600_85).abs() < 1e-6 && (calibration.months(months) - 29.695).abs() < 1e-3);
        assert!(calibration.person_months(200.0) > 2.0 * months);
        assert_eq!((calibration.person_months(0.0), calibration.person_months(-1.0)), (0.0, 0.0));
    }
}
