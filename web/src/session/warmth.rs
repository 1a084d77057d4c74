//! How much each element of the map is touched: by a change that ripples, or by what a simulation says.

use std::sync::Arc;

use atoll_core::model::ElementId;
use atoll_core::sorted_map::SortedMap;
use leptos::prelude::*;

use super::Session;
use crate::canvas::markup;
use crate::editor::Detail;

/// How much each element is touched.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Warmth {
    /// Where it comes from.
    pub source: Option<ElementId>,
    /// From not at all, 0, to certainly, 1, and what stands beside it.
    pub of: SortedMap<ElementId, (f64, String)>,
}

impl Warmth {
    /// How much this element is touched.
    pub fn share(&self, id: ElementId) -> f64 {
        self.of.get(&id).map_or(0.0, |(share, _)| *share)
    }
}

impl Session {
    /// Shows what a simulation says of the map; without, the ripple shows again.
    pub fn warm(&self, warmth: Option<Warmth>) {
        *self.inner().warmth.borrow_mut() = warmth;
        self.warm_anew();
    }

    /// Works out what is shown.
    pub(super) fn warm_anew(&self) {
        let simulated = self.inner().warmth.borrow().clone();
        let warmth = simulated.or_else(|| {
            self.signals.ripple.with_untracked(|ripple| {
                let ripple = ripple.as_ref()?;
                let words = |id, share: f64| {
                    if id == ripple.source { "change".to_owned() } else { markup::percent(share) }
                };
                let of = ripple.reach.iter().map(|(id, reach)| ((*id).into(), (reach.value, words(*id, reach.value))));
                Some(Warmth { source: Some(ripple.source.into()), of: of.collect() })
            })
        });
        let is_other = self.signals.warmth.with_untracked(|old| old.as_deref() != warmth.as_ref());
        if is_other {
            self.signals.warmth.set(warmth.map(Arc::new));
        }
        let inner = self.inner();
        let editor = inner.editor.borrow();
        self.mark_heat(&editor);
        if is_other && editor.sight.detail != Detail::Page {
            self.signals.picture.update(|version| *version += 1);
        }
    }
}
