//! A role that belongs to one end, on a relationship of equals.

use super::{Checkup, Finding, Rule, Severity};
use crate::command::{Batch, EditRelationship, RelationshipEdit};
use crate::model::{DownstreamRoles, ElementKind, RelationshipKind, UpstreamRoles};
use crate::pattern;

pub(super) const RULE: Rule = Rule {
    code: "role-on-symmetric-relationship",
    severity: Severity::Error,
    summary: "A relationship between equals has an upstream or downstream role.",
    why: "Open host, published language, layer and conformist say what an upstream or a downstream does; between equals there is neither.",
    advice: "Drop the roles, or say who influences whom and make the relationship Upstream/Downstream.",
    source: "Context Mapper, grammar: roles stand on asymmetric relationships only.",
    example: |sketch| {
        let [orders, billing] = ["Orders", "Billing"].map(|name| sketch.context(name));
        sketch.relate(orders, billing, RelationshipKind::Partnership, |r| r.upstream_roles.open_host_service = true);
    },
    reads: &[ElementKind::Context, ElementKind::Team, ElementKind::Relationship, ElementKind::Actor],
    check,
};

fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let relationships = on.landscape.relationships.values();
    let wrong = relationships.filter(|r| pattern::is_symmetric(r.kind) && pattern::roles(r).next().is_some());
    wrong
        .map(|r| {
            let roles: Vec<String> = pattern::roles(r).map(|role| role.name.to_owned()).collect();
            let (roles, kind) = (super::listed(&roles), pattern::whole(r.kind).name);
            let edit = |edit: RelationshipEdit| EditRelationship { id: r.id, edit };
            let without = Batch::of(vec![
                edit(RelationshipEdit::UpstreamRoles(UpstreamRoles::default())).into(),
                edit(RelationshipEdit::DownstreamRoles(DownstreamRoles::default())).into(),
            ]);
            RULE.finding(format!("A {kind} is between equals and cannot have {roles}."), vec![r.id.into()])
                .fix("Drop the roles", without)
                .fix("Make it Upstream/Downstream", edit(RelationshipEdit::Kind(RelationshipKind::UpstreamDownstream)))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, found};
    use super::*;
    use crate::sketch::Sketch;

    #[test]
    fn a_role_between_equals_is_found() {
        let mut sketch = Sketch::new();
        let [a, b] = ["A", "B"].map(|name| sketch.context(name));
        sketch.relate(a, b, RelationshipKind::Partnership, |_| ());
        assert!(found(&RULE, &sketch).is_empty());
        (RULE.example)(&mut sketch);
        assert_eq!(found(&RULE, &sketch), ["“Orders” → “Billing”"]);
        every_fix_mends(&RULE, &sketch);
    }
}
