//! Extraction: the reuse model and the effort equations of COCOMO II.

use atoll_core::simulation::extraction::reuse::{Calibration, Reuse};
use serde_json::Value;

use crate::{Vector, close, list, number};

/// AAF and AAM of each case, and effort and schedule of a size.
pub(crate) fn reuse(vector: &Vector, tolerance: f64) {
    let (input, expected) = (&vector.input, &vector.expected);
    let check = |what: &str, found: f64, expected: &Value| {
        let expected = number(expected);
        close(vector, what, found, expected, tolerance * expected.abs().max(f64::MIN_POSITIVE));
    };
    for (index, case) in list(&input["cases"]).iter().enumerate() {
        let of = |name: &str| number(&case[name]);
        let reuse = Reuse {
            design: of("DM"),
            code: of("CM"),
            integration: of("IM"),
            understanding: of("SU"),
            unfamiliarity: of("UNFM"),
            assessment: of("AA"),
        };
        check("AAF", reuse.factor(), &expected["AAF"][index]);
        check("AAM", reuse.modifier(), &expected["AAM"][index]);
    }
    let size = number(&input["size"]["ksloc"]);
    let with = |exponent: f64| Calibration { productivity: 2.94, exponent, multiplier: 1.0 };
    let published = with(number(&input["size"]["E"]));
    check("PM", published.person_months(size), &expected["PM"]);
    check("TDEV", published.months(published.person_months(size)), &expected["TDEV"]);
    let nominal = with(Calibration::exponent_of(18.97));
    check("PM_nominal_100", nominal.person_months(size), &expected["PM_nominal_100"]);
}
