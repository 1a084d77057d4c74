//! How findings count and list, and the identifiers of what their ways out would add.

use crate::model::{ElementId, ElementKind, Landscape};

/// The most names that a sentence lists.
pub(super) const NAMES_MAX: usize = 5;

/// A number with its noun: "1 context", "3 contexts".
pub(super) fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// The first few of these elements by name, and how many there are besides: "A, B and 3 more".
pub(super) fn few(landscape: &Landscape, ids: &[ElementId]) -> String {
    let mut names: Vec<String> = ids.iter().take(NAMES_MAX).map(|id| landscape.quoted(*id)).collect();
    if ids.len() > NAMES_MAX {
        names.push(format!("{} more", ids.len() - NAMES_MAX));
    }
    super::listed(&names)
}

/// The half of an identifier that no editor, file or import has: editors draw theirs below 2^31.
const REPLICA: u64 = u32::MAX as u64;

/// The number of an element that a way out would add: the same for the same way out, whoever takes it, so that two who
/// take it at once do not add two. The landscape's elements of this kind have to be among what the rule reads.
pub(super) fn fresh(landscape: &Landscape, kind: ElementKind, rule: &str, about: &[ElementId]) -> u64 {
    let mut hash = 0x811c_9dc5_u32;
    let mut mix = |text: &str| {
        for byte in text.bytes().chain([0]) {
            // FNV-1a (Fowler, Noll, Vo 1991), 32 bits.
            hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        }
    };
    mix(rule);
    about.iter().for_each(|id| mix(&id.to_string()));
    loop {
        let number = REPLICA << 32 | u64::from(hash);
        if !landscape.contains(kind.id(number)) {
            return number;
        }
        hash = hash.wrapping_add(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Toggle;
    use crate::sketch::Sketch;

    #[test]
    fn names_are_listed_up_to_a_few() {
        let mut sketch = Sketch::new();
        let ids: Vec<ElementId> = ["A", "B", "C", "D", "E", "F", "G"].map(|name| sketch.context(name).into()).to_vec();
        assert_eq!(few(&sketch.landscape, &ids[..2]), "“A” and “B”");
        assert_eq!(few(&sketch.landscape, &ids), "“A”, “B”, “C”, “D”, “E” and 2 more");
        assert_eq!((counted(1, "context"), counted(0, "context")), ("1 context".to_owned(), "0 contexts".to_owned()));
    }

    #[test]
    fn a_fresh_number_is_the_same_for_the_same_and_never_taken() {
        let mut sketch = Sketch::new();
        let about = [sketch.context("A").into()];
        let number = fresh(&sketch.landscape, ElementKind::Toggle, "a-rule", &about);
        assert_eq!(fresh(&sketch.landscape, ElementKind::Toggle, "a-rule", &about), number);
        assert_ne!(fresh(&sketch.landscape, ElementKind::Toggle, "another", &about), number);
        sketch.put(Toggle { id: crate::model::ToggleId::new(number), ..Toggle::default() });
        assert_eq!(fresh(&sketch.landscape, ElementKind::Toggle, "a-rule", &about), number + 1);
    }
}
