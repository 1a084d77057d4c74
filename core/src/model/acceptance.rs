//! A finding that people know of and live with for now.

use chrono::NaiveDate;

use super::record::record;
use super::{AcceptanceId, ElementId, Number, Shape, Shaped};

record! {
    /// Why a finding is accepted, and until when.
    Acceptance(AcceptanceId) named rule {
        /// The code of the rule whose finding is accepted.
        rule: String = field("Rule").always();
        /// What the finding is about, as the finding names it.
        targets: Vec<ElementId> = field("About").always();
        /// Why it can stay.
        reason: String = field("Reason").long();
        /// Until when it can stay; without a day, for good.
        expires: Option<NaiveDate> = field("Until").hint("Without a day it is accepted for good.");
    }
}

impl Shaped for Vec<ElementId> {
    const SHAPE: Shape = Shape::Reference { kinds: &[], number: Number::Any };
}

super::id::reference! { @field ElementId }

impl Acceptance {
    /// The fingerprint of the finding that is accepted.
    pub fn fingerprint(&self) -> String {
        fingerprint(&self.rule, &self.targets)
    }

    /// Whether it still holds on this day; where the day is not known, it does.
    pub fn holds_on(&self, today: Option<NaiveDate>) -> bool {
        !matches!((self.expires, today), (Some(expires), Some(today)) if today > expires)
    }
}

/// What tells a finding of this rule about these elements from every other, whatever the elements are called.
pub fn fingerprint(rule: &str, targets: &[ElementId]) -> String {
    let targets: Vec<String> = targets.iter().map(ToString::to_string).collect();
    format!("{rule} {}", targets.join(","))
}
