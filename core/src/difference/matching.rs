//! Which element of one landscape is which of another: by identifiers where these are kept, by names where every import
//! numbers anew.

use crate::model::{Element as _, ElementId, ElementKind, Header, IdSource, Landscape, Record};
use crate::sorted_map::SortedMap;
use crate::sorted_set::SortedSet;

/// By what elements of two landscapes are known to be the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The same identifier is the same element.
    Identifiers,
    /// The same kind and name, of the same holder, is the same element.
    Names,
}

/// Which element of one landscape is which of another.
#[derive(Clone, Debug, PartialEq)]
pub struct Matching {
    /// By what they are matched.
    pub by: By,
    /// Each element of the later landscape that is in the earlier one as well: later, earlier.
    pub pairs: SortedMap<ElementId, ElementId>,
}

impl Matching {
    /// Matches by identifiers where these mean the same in both landscapes, else by names.
    pub fn of(before: &Landscape, after: &Landscape) -> Self {
        let by_names = Self::by_names(before, after);
        let is_kept = |pair: &(&ElementId, &ElementId)| pair.0 == pair.1;
        // Where a number means one thing here and another there, they were given anew.
        let numbers = |landscape: &Landscape| landscape.ids().map(ElementId::number).collect::<SortedSet<_>>();
        let [before_numbers, after_numbers] = [before, after].map(numbers);
        let is_given_anew = |(later, earlier): &(&ElementId, &ElementId)| {
            after_numbers.contains(&earlier.number()) || before_numbers.contains(&later.number())
        };
        let (kept, moved): (Vec<_>, Vec<_>) = by_names.pairs.iter().partition(is_kept);
        let anew = moved.iter().filter(|pair| is_given_anew(pair)).count();
        if kept.is_empty() || anew > 0 { by_names } else { Self::by_identifiers(before, after) }
    }

    /// The same identifier is the same element.
    pub fn by_identifiers(before: &Landscape, after: &Landscape) -> Self {
        let common = after.ids().filter(|id| before.contains(*id));
        Self { by: By::Identifiers, pairs: common.map(|id| (id, id)).collect() }
    }

    /// The same kind and name, of the same holder, is the same element. Of several that share all of these those are
    /// matched first that say most of the same.
    pub fn by_names(before: &Landscape, after: &Landscape) -> Self {
        let (earlier, later) = (by_path(before), by_path(after));
        let mut pairs = SortedMap::new();
        for (path, later) in later {
            let mut open: Vec<ElementId> = earlier.get(&path).cloned().unwrap_or_default();
            for id in later {
                let likeness = |earlier: &ElementId| alike(before.get(*earlier), after.get(id));
                // The first of the most alike: later ones of equal likeness do not win.
                let best = (0..open.len()).rev().max_by_key(|place| likeness(&open[*place]));
                if let Some(place) = best {
                    pairs.insert(id, open.remove(place));
                }
            }
        }
        Self { by: By::Names, pairs }
    }

    /// The later landscape under the identifiers of the earlier one; what is only in the later one gets fresh ones.
    pub fn translate(&self, before: &Landscape, after: &Landscape, ids: &mut IdSource) -> Landscape {
        if self.by == By::Identifiers {
            return after.clone();
        }
        ids.skip(before);
        let mut map = self.pairs.clone();
        map.insert(ElementId::Header, ElementId::Header);
        let named = after.records().flat_map(|record| record.references());
        let all: SortedSet<ElementId> = after.ids().chain(named).collect();
        for id in all {
            // What is not there must not come to name something that is.
            map.entry(id).or_insert_with(|| id.kind().id(ids.number()));
        }
        let follow = |id: ElementId| map.get(&id).copied().or(Some(id));
        Landscape::from_records(after.records().map(|record| {
            let mut record = record.followed(&follow).unwrap_or(record);
            if let Some(id) = map.get(&record.id()) {
                record.identify(*id);
            }
            match record {
                Record::Header(header) => known(&header, &map).into(),
                record => record,
            }
        }))
    }
}

/// A header whose baseline names what it names by other identifiers.
fn known(header: &Header, map: &SortedMap<ElementId, ElementId>) -> Header {
    let renamed = |fingerprint: &String| -> Option<String> {
        let (code, ids) = fingerprint.split_once(' ')?;
        let ids: Option<Vec<ElementId>> = ids.split(',').map(|id| map.get(&id.parse().ok()?).copied()).collect();
        Some(crate::model::fingerprint(code, &ids?))
    };
    let baseline = header.baseline.iter().map(|it| renamed(it).unwrap_or_else(|| it.clone())).collect();
    Header { baseline, ..header.clone() }
}

/// The elements of a landscape by what they are called and what they belong to, in the order of identifiers.
fn by_path(landscape: &Landscape) -> SortedMap<String, Vec<ElementId>> {
    let mut paths: SortedMap<String, Vec<ElementId>> = SortedMap::new();
    for id in landscape.ids() {
        paths.entry(path(landscape, id, 0)).or_default().push(id);
    }
    paths
}

/// Holders are followed so far; more is a broken or hostile file.
const DEPTH_LIMIT: u32 = 8;

fn path(landscape: &Landscape, id: ElementId, depth: u32) -> String {
    let Some(record) = landscape.get(id).filter(|_| depth < DEPTH_LIMIT) else { return id.kind().key().to_owned() };
    // What is accepted is known by what the finding is about.
    let within = if id.kind() == ElementKind::Acceptance { record.references() } else { record.holders() };
    let within: Vec<String> = within.into_iter().map(|holder| path(landscape, holder, depth + 1)).collect();
    format!("{} {:?} ({})", id.kind().key(), record.name(), within.join(", "))
}

/// How many fields of two records hold the same.
fn alike(a: Option<Record>, b: Option<Record>) -> usize {
    let (Some(a), Some(b)) = (a, b) else { return 0 };
    let fields = a.fields().into_iter().zip(b.fields());
    fields.filter(|(a, b)| a.value() == b.value()).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gallery::{EXAMPLES, example};
    use crate::model::{ContextId, TeamId};
    use crate::sketch::Sketch;

    fn shop(names: &[&str]) -> Landscape {
        let mut sketch = Sketch::new();
        let contexts: Vec<ContextId> = names.iter().map(|name| sketch.context(name)).collect();
        for pair in contexts.windows(2) {
            sketch.flow(pair[0], pair[1]);
        }
        for context in &contexts {
            sketch.aggregate(*context, "Sums");
        }
        sketch.landscape
    }

    #[test]
    fn kept_identifiers_are_followed_through_renames() {
        for example in EXAMPLES {
            let before = example.landscape();
            let mut sketch = Sketch::on(before.clone());
            sketch.context("Brand new");
            let first = *before.contexts.keys().next().expect("a context");
            sketch.edit_context(first, |context| context.name = "Renamed".to_owned());
            let matching = Matching::of(&before, &sketch.landscape);
            assert_eq!(matching.by, By::Identifiers, "{}", example.code);
            assert_eq!(matching.pairs.get(&first.into()), Some(&first.into()));
            assert_eq!(matching.pairs.len(), before.ids().count());
        }
    }

    #[test]
    fn what_is_numbered_anew_is_matched_by_name_and_holder() {
        let (before, after) = (shop(&["A", "B", "C"]), shop(&["New", "A", "B", "C"]));
        let matching = Matching::of(&before, &after);
        assert_eq!(matching.by, By::Names);
        let translated = matching.translate(&before, &after, &mut IdSource::new(0));
        for (id, context) in &before.contexts {
            assert_eq!(translated.contexts.get(id), Some(context));
        }
        for (id, aggregate) in &before.aggregates {
            assert_eq!(translated.aggregates.get(id), Some(aggregate), "its holder is matched");
        }
        for (id, relationship) in &before.relationships {
            assert_eq!(translated.relationships.get(id), Some(relationship));
        }
        let added: Vec<ElementId> = translated.ids().filter(|id| !before.contains(*id)).collect();
        assert_eq!(added.len(), 3, "{added:?}");
    }

    #[test]
    fn what_was_nowhere_stays_nowhere() {
        let mut sketch = Sketch::new();
        let [a, b] = ["A", "B"].map(|name| sketch.context(name));
        let mut before = sketch.landscape.clone();
        sketch.edit_context(a, |context| context.owners = vec![TeamId::new(b.number() + 1)]);
        let after = sketch.landscape;
        let mut other = Sketch::on(std::mem::take(&mut before));
        other.team("Blue", &[]);
        let translated =
            Matching::by_names(&other.landscape, &after).translate(&other.landscape, &after, &mut IdSource::new(0));
        let owner = translated.contexts[&a].owners[0];
        assert!(!translated.teams.contains_key(&owner) && !other.landscape.teams.contains_key(&owner));
    }

    #[test]
    fn a_baseline_knows_the_same_under_other_identifiers() {
        let before = example("insurer").expect("an example").landscape();
        let mut after = before.clone();
        let found = crate::rule::check(&before, None);
        let header = Header {
            baseline: found.iter().map(crate::rule::Finding::fingerprint).collect(),
            ..Header::clone(&after.header)
        };
        after.header = header.into();
        // Under other identifiers, in the order of before.
        let ids = &mut IdSource::new(7);
        let map: SortedMap<ElementId, ElementId> = after.ids().map(|id| (id, id.kind().id(ids.number()))).collect();
        let renumbered = Matching { by: By::Names, pairs: map }.translate(&before, &after, ids);
        let open = |landscape: &Landscape| {
            let findings = crate::rule::check(landscape, None);
            findings.iter().filter(|it| it.standing == crate::rule::Standing::Open).count()
        };
        assert_eq!((open(&after), open(&renumbered)), (0, 0));
        let matching = Matching::by_names(&before, &renumbered);
        assert_eq!(matching.translate(&before, &renumbered, &mut IdSource::new(0)), after);
    }
}
