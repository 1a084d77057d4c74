//! One word for two things, and nobody translates.

use super::language::{Vocabulary, can_translate, is_marked_same, is_untranslated, plain};
use super::{Checkup, Finding, Rule, Severity};
use crate::command::{Set, rename};
use crate::model::{DownstreamRoles, ElementKind, Relationship, Term};

pub(super) const RULE: Rule = Rule {
    code: "same-term-different-meanings",
    severity: Severity::Warning,
    summary: "Two contexts that are related mean different things by one word, and nothing translates.",
    why: "Each side reads its own meaning into what the other says: the mistakes look like data, and are found late.",
    advice: "Translate at the boundary by an Anticorruption Layer, or call the two things differently.",
    source: "Evans, Domain-Driven Design, chapter 14: false cognates; Context Mapping.",
    example: |sketch| {
        let [sales, support] = ["Sales", "Support"].map(|name| sketch.context(name));
        for (context, meaning) in [(sales, "Somebody who has bought something."), (support, "Somebody who calls.")] {
            let meaning = meaning.to_owned();
            sketch.add(Term { context, name: "Customer".to_owned(), meaning, ..Term::default() });
        }
        sketch.flow(sales, support);
    },
    reads: &[ElementKind::Context, ElementKind::Team, ElementKind::Relationship, ElementKind::Actor, ElementKind::Term],
    check,
};

/// So much of a meaning is quoted, in letters.
const LETTERS_MAX: usize = 80;

/// A term with a meaning on both sides of a relationship without an Anticorruption Layer, where the two meanings read
/// differently and nobody says that they are the same.
fn check(on: &Checkup<'_>) -> Vec<Finding> {
    if on.landscape.terms.len() < 2 {
        return Vec::new();
    }
    let names = Vocabulary::of(on, |term| &term.name);
    let mut findings = Vec::new();
    for link in &on.graph.links {
        let Some(relationship) = on.landscape.relationships.get(&link.relationship) else { continue };
        if !is_untranslated(relationship) {
            continue;
        }
        for (above, below) in names.shared(link.upstream, link.downstream) {
            let [one, other] = [above, below].map(|term| plain(&term.meaning));
            if !one.is_empty() && !other.is_empty() && one != other && !is_marked_same(above, below) {
                findings.push(told(on, &names, relationship, [above, below]));
            }
        }
    }
    findings
}

fn told(on: &Checkup<'_>, names: &Vocabulary<'_>, relationship: &Relationship, [above, below]: [&Term; 2]) -> Finding {
    let [upstream, downstream] = [above, below].map(|term| on.quoted(term.context));
    let message = format!(
        "{} means “{}” in {upstream} and “{}” in {downstream}, and nothing translates between them.",
        on.quoted(above.id),
        cut(&above.meaning),
        cut(&below.meaning)
    );
    let mut finding = RULE.finding(message, vec![relationship.id.into(), above.id.into(), below.id.into()]);
    if can_translate(relationship) {
        let layer = DownstreamRoles { anticorruption_layer: true, conformist: false };
        let set = Set::new(relationship.id, "downstream_roles", &layer);
        finding = finding.fix("Translate by an Anticorruption Layer", set);
    }
    let owner = on.landscape.name(below.context.into());
    let name = format!("{} {}", owner.trim(), below.name.trim());
    if !owner.trim().is_empty() && names.is_free(on, below, &name) {
        finding = finding.fix(format!("Call it “{name}” in {downstream}"), rename(below.id.into(), name));
    }
    finding
}

/// The beginning of a text, as far as a sentence bears it.
fn cut(text: &str) -> String {
    let text = text.trim().trim_end_matches('.');
    match text.char_indices().nth(LETTERS_MAX) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, example, found, set};
    use super::*;
    use crate::model::{RelationshipKind, TermId};

    #[test]
    fn only_one_word_for_two_things_without_translation_is_found() {
        let mut sketch = example(&RULE);
        assert_eq!(found(&RULE, &sketch), ["“Sales” → “Support” “Customer” “Customer”"]);
        every_fix_mends(&RULE, &sketch);
        let terms: Vec<TermId> = sketch.landscape.terms.keys().copied().collect();
        set(&mut sketch, terms[0], "name", &"customer ".to_owned());
        assert_eq!(found(&RULE, &sketch).len(), 1, "how it is written does not matter");
        set(&mut sketch, terms[0], "meaning", &"somebody  who calls".to_owned());
        assert!(found(&RULE, &sketch).is_empty(), "it means the same");
        set(&mut sketch, terms[0], "meaning", &String::new());
        assert!(found(&RULE, &sketch).is_empty(), "what it means is not said");
        set(&mut sketch, terms[0], "meaning", &"A payer.".to_owned());
        set(&mut sketch, terms[1], "same_as", &vec![terms[0]]);
        assert!(found(&RULE, &sketch).is_empty(), "it is said to mean the same");
    }

    #[test]
    fn only_contexts_that_deal_with_each_other_can_misunderstand() {
        let mut sketch = example(&RULE);
        let relationship = *sketch.landscape.relationships.keys().next().expect("drawn");
        let layer = DownstreamRoles { anticorruption_layer: true, conformist: false };
        set(&mut sketch, relationship, "downstream_roles", &layer);
        assert!(found(&RULE, &sketch).is_empty());
        set(&mut sketch, relationship, "downstream_roles", &DownstreamRoles::default());
        set(&mut sketch, relationship, "kind", &RelationshipKind::SeparateWays);
        assert!(found(&RULE, &sketch).is_empty());
        set(&mut sketch, relationship, "kind", &RelationshipKind::SharedKernel);
        assert_eq!(found(&RULE, &sketch).len(), 1);
        every_fix_mends(&RULE, &sketch);
    }
}
