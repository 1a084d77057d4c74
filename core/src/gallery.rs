//! Landscapes to start from: what a first visitor sees, and what benchmarks draw.

pub mod spoken;
pub mod synthetic;

use crate::format::native;
use crate::model::Landscape;

/// What a first visitor sees.
pub const FIRST: &Example = &Example {
    code: "insurer",
    name: "An insurer",
    summary: "Underwriting, policies and claims over shared services: who builds what, and what hurts.",
    text: include_str!("gallery/insurer.atoll.json"),
};

/// Every example, in the order that the gallery shows them. What is fetched first names [`FIRST`] alone.
pub const EXAMPLES: [&Example; 3] = [
    FIRST,
    &Example {
        code: "retailer",
        name: "A retailer",
        summary: "Three business verticals that stand on foundation services, with the references that go the wrong way.",
        text: include_str!("gallery/retailer.atoll.json"),
    },
    &Example {
        code: "modular-monolith",
        name: "A modular monolith",
        summary: "Contacts, geography and sign-in as modules of one process, and the seams to pull them apart along.",
        text: include_str!("gallery/modular-monolith.atoll.json"),
    },
];

/// A landscape to start from.
#[derive(Debug)]
pub struct Example {
    /// Its short name, as in an address.
    pub code: &'static str,
    /// What the gallery calls it.
    pub name: &'static str,
    /// What there is to see in it.
    pub summary: &'static str,
    text: &'static str,
}

impl Example {
    /// The landscape.
    pub fn landscape(&self) -> Landscape {
        native::parse(self.text).unwrap_or_default()
    }
}

/// The example of this short name.
pub fn example(code: &str) -> Option<&'static Example> {
    EXAMPLES.iter().find(|example| example.code == code).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_is_written_as_it_would_be_saved() {
        for example in EXAMPLES {
            let landscape = native::parse(example.text).expect(example.code);
            assert_eq!(native::write(&landscape), example.text, "{}", example.code);
            assert!(landscape.contexts.len() >= 9 && landscape.teams.len() >= 2, "{}", example.code);
            assert!(landscape.contexts.values().all(|context| context.frame.is_some()), "{}", example.code);
        }
    }

    #[test]
    fn every_example_has_something_to_find() {
        for example in EXAMPLES {
            let findings = crate::rule::check(&example.landscape(), None);
            assert!(findings.iter().any(|finding| !finding.fixes.is_empty()), "{}", example.code);
        }
    }
}
