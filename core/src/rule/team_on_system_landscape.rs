//! A team on a map of systems.

use super::{Checkup, Finding, Rule, Severity};
use crate::command::{EditHeader, EditTeam, HeaderEdit, TeamEdit};
use crate::model::{ElementKind, Header, MapKind};

pub(super) const RULE: Rule = Rule {
    code: "team-on-system-landscape",
    severity: Severity::Error,
    summary: "A team stands on a map that is declared a system landscape.",
    why: "A system landscape shows systems; who builds them is the subject of an organisational map. Context Mapper refuses the mixture.",
    advice: "Take the team off the map (it still owns what it owns), or do not declare the map a system landscape.",
    source: "Context Mapper, ContextMapSemanticsValidator (semantic validation).",
    example: |sketch| {
        sketch.put(Header { kind: MapKind::SystemLandscape, ..Header::default() });
        sketch.team("Blue", &[]);
    },
    reads: &[ElementKind::Header, ElementKind::Team],
    check,
};

fn check(on: &Checkup<'_>) -> Vec<Finding> {
    if on.landscape.header.kind != MapKind::SystemLandscape {
        return Vec::new();
    }
    let teams = on.landscape.teams_on_map();
    teams
        .map(|team| {
            let name = on.landscape.quoted(team.id.into());
            RULE.finding(format!("{name} is a team on a map of systems."), vec![team.id.into()])
                .fix(format!("Take {name} off the map"), EditTeam { id: team.id, edit: TeamEdit::OffMap(true) })
                .fix("Leave the kind of map open", EditHeader { edit: HeaderEdit::Kind(MapKind::Undefined) })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, found};
    use super::*;
    use crate::sketch::Sketch;

    #[test]
    fn only_a_team_on_a_declared_system_landscape_is_found() {
        let mut sketch = Sketch::new();
        sketch.team("Red", &[]);
        assert!(found(&RULE, &sketch).is_empty());
        let mut sketch = Sketch::new();
        (RULE.example)(&mut sketch);
        assert_eq!(found(&RULE, &sketch), ["“Blue”"]);
        every_fix_mends(&RULE, &sketch);
    }
}
