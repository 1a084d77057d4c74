//! What has to hold of every cut: separate ways stay separate, and what somebody asked for in a request.

use super::element::Elements;
use super::leiden::Contradiction;
use crate::model::{ElementId, Landscape, RelationshipKind};
use crate::simulation::{Refusal, Request};

/// Pairs of elements that must be together or apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wishes {
    /// Pairs that must be in one group.
    pub together: Vec<(usize, usize)>,
    /// Pairs that must not be.
    pub apart: Vec<(usize, usize)>,
}

impl Wishes {
    /// The wishes of a landscape and a request. `keep_together` and `keep_apart` are lists of identifiers, with commas
    /// between those of one wish and semicolons between wishes: `a1,a2;c3,c4`. A context stands for all that is in it.
    ///
    /// # Errors
    ///
    /// Names an identifier that is not that of an element.
    pub fn of(landscape: &Landscape, elements: &Elements, request: &Request) -> Result<Self, Refusal> {
        let mut wishes = Self::default();
        let separate = landscape.relationships.values().filter(|it| it.kind == RelationshipKind::SeparateWays);
        for (one, other) in separate.filter_map(|it| it.contexts()).filter(|(one, other)| one != other) {
            wishes.keep_apart(elements.of_context(one), elements.of_context(other));
        }
        for wish in named(landscape, elements, request.setting("keep_together", ""))? {
            let all: Vec<usize> = wish.into_iter().flatten().collect();
            wishes.together.extend(all.windows(2).map(|pair| (pair[0], pair[1])));
        }
        for wish in named(landscape, elements, request.setting("keep_apart", ""))? {
            for (place, one) in wish.iter().enumerate() {
                wish[..place].iter().for_each(|other| wishes.keep_apart(one, other));
            }
        }
        Ok(wishes)
    }

    fn keep_apart(&mut self, one: &[usize], other: &[usize]) {
        for a in one {
            self.apart.extend(other.iter().filter(|b| *b != a).map(|b| (*a, *b)));
        }
    }
}

/// For each wish the elements that each of its identifiers means.
fn named(landscape: &Landscape, elements: &Elements, text: &str) -> Result<Vec<Vec<Vec<usize>>>, Refusal> {
    let wish = |wish: &str| -> Result<Vec<Vec<usize>>, Refusal> {
        let ids = wish.split([',', ' ']).map(str::trim).filter(|id| !id.is_empty());
        ids.map(|text| one(landscape, elements, text)).collect()
    };
    text.split(';').map(wish).collect()
}

fn one(landscape: &Landscape, elements: &Elements, text: &str) -> Result<Vec<usize>, Refusal> {
    let meant = text.parse::<ElementId>().map(|id| elements.meant(landscape, id)).unwrap_or_default();
    if meant.is_empty() {
        let sentence =
            format!("“{text}” names nothing that can be kept together or apart here: name contexts or aggregates.");
        return Err(Refusal::new(sentence));
    }
    Ok(meant)
}

/// Why there is no cut that keeps to all wishes.
pub fn contradiction(landscape: &Landscape, elements: &Elements, it: Contradiction) -> Refusal {
    let name = |at: usize| elements.list.get(at).map(|element| landscape.quoted(element.id)).unwrap_or_default();
    let [one, other] = [it.one, it.other].map(name);
    Refusal::new(match it.one == it.other {
        true => format!("{one} is an external system: it stays alone and cannot be kept together with anything."),
        false => format!("{one} and {other} would have to be together and apart: drop one of the two wishes."),
    })
}
