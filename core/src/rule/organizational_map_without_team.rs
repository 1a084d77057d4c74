//! An organisation without people.

use super::{Checkup, Finding, Rule, Severity};
use crate::command::{EditHeader, HeaderEdit};
use crate::model::{ElementId, ElementKind, Header, MapKind};

pub(super) const RULE: Rule = Rule {
    code: "organizational-map-without-team",
    severity: Severity::Warning,
    summary: "An organisational map shows no team.",
    why: "The map is declared to show who builds what, and nobody is on it.",
    advice: "Draw the teams, or do not declare the map organisational.",
    source: "Context Mapper, ContextMapSemanticsValidator (semantic validation).",
    example: |sketch| sketch.put(Header { kind: MapKind::Organizational, ..Header::default() }),
    reads: &[ElementKind::Header, ElementKind::Team],
    check,
};

fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let is_empty = on.landscape.teams_on_map().next().is_none();
    if on.landscape.header.kind != MapKind::Organizational || !is_empty {
        return Vec::new();
    }
    let open = EditHeader { edit: HeaderEdit::Kind(MapKind::Undefined) };
    let message = "This map is declared organisational, but no team is on it.".to_owned();
    vec![RULE.finding(message, vec![ElementId::Header]).fix("Leave the kind of map open", open)]
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, found};
    use super::*;
    use crate::sketch::Sketch;

    #[test]
    fn only_an_organisational_map_without_teams_is_found() {
        let mut sketch = Sketch::new();
        assert!(found(&RULE, &sketch).is_empty());
        (RULE.example)(&mut sketch);
        assert_eq!(found(&RULE, &sketch).len(), 1);
        every_fix_mends(&RULE, &sketch);
        sketch.team("Blue", &[]);
        assert!(found(&RULE, &sketch).is_empty());
    }
}
