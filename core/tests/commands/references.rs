//! Which elements name which, and which of the named are not there.

use std::collections::BTreeSet;

use atoll_core::model::{ElementId, Landscape};

/// Who names what that is not there: what cannot be without it, and everybody.
pub(super) fn dangling(landscape: &Landscape) -> [BTreeSet<(ElementId, ElementId)>; 2] {
    let mut found = [BTreeSet::new(), BTreeSet::new()];
    for record in landscape.records() {
        let missing = |id: &ElementId| !landscape.contains(*id);
        found[0].extend(record.holders().into_iter().filter(missing).map(|id| (record.id(), id)));
        found[1].extend(record.references().into_iter().filter(missing).map(|id| (record.id(), id)));
    }
    found
}
