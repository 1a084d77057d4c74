//! An organisational map that shows software.

use super::{Checkup, Finding, Rule, Severity};
use crate::command::{Batch, ContextEdit, EditContext, EditHeader, HeaderEdit};
use crate::model::{BoundedContext, ElementId, ElementKind, MapKind};

pub(super) const RULE: Rule = Rule {
    code: "context-on-organizational-map",
    severity: Severity::Info,
    summary: "An organisational map shows contexts that are no teams.",
    why: "The map is declared to show who works with whom; what is built stands between the teams, and hides that.",
    advice: "Take the contexts off the map, or do not declare it organisational.",
    source: "Context Mapper, language reference: an organisational map contains teams only (documented, not enforced there).",
    example: |sketch| {
        sketch.put(crate::model::Header { kind: MapKind::Organizational, ..Default::default() });
        let orders = sketch.context("Orders");
        sketch.team("Blue", &[orders]);
    },
    reads: &[ElementKind::Header, ElementKind::Context, ElementKind::Team],
    check,
};

/// A finding names only so many of the contexts.
const NAMED_MAX: usize = 8;

/// Without a team on the map there is another rule's finding.
fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let is_empty = on.landscape.teams_on_map().next().is_none();
    if on.landscape.header.kind != MapKind::Organizational || is_empty {
        return Vec::new();
    }
    let shown: Vec<&BoundedContext> = on.landscape.contexts_on_map().map(AsRef::as_ref).collect();
    let message = match shown.as_slice() {
        [] => return Vec::new(),
        [only] => format!("This map is declared organisational, and {} on it is no team.", on.quoted(only.id)),
        several => format!("This map is declared organisational, and {} contexts on it are no teams.", several.len()),
    };
    let named = shown.iter().take(NAMED_MAX).map(|context| ElementId::from(context.id));
    let off = |context: &&BoundedContext| EditContext { id: context.id, edit: ContextEdit::OffMap(true) }.into();
    let open = EditHeader { edit: HeaderEdit::Kind(MapKind::Undefined) };
    let finding = RULE.finding(message, std::iter::once(ElementId::Header).chain(named).collect());
    vec![
        finding
            .fix("Leave the kind of map open", open)
            .fix("Leave the contexts off the map", Batch::of(shown.iter().map(off).collect())),
    ]
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, example, found};
    use super::*;

    #[test]
    fn only_contexts_among_teams_are_found() {
        let mut sketch = example(&RULE);
        assert_eq!(found(&RULE, &sketch), ["an unnamed landscape “Orders”"]);
        every_fix_mends(&RULE, &sketch);
        let orders = *sketch.landscape.contexts.keys().next().expect("drawn");
        sketch.edit_context(orders, |context| context.off_map = true);
        assert!(found(&RULE, &sketch).is_empty());
    }
}
