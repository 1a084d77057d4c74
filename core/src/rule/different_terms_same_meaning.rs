//! Two words for one thing.

use super::language::{Vocabulary, is_untranslated, plain};
use super::{Checkup, Finding, Rule, Severity};
use crate::command::rename;
use crate::graph::Link;
use crate::model::{ElementKind, Term};
use crate::order;

pub(super) const RULE: Rule = Rule {
    code: "different-terms-same-meaning",
    severity: Severity::Info,
    summary: "Two contexts that are related have different words for one thing, and nothing translates.",
    why: "Whoever works on both sides has to know that the two are one, and builds it twice where they do not.",
    advice: "Agree on one word, or translate at the boundary by an Anticorruption Layer.",
    source: "Evans, Domain-Driven Design, chapter 14: duplicate concepts.",
    example: |sketch| {
        let [sales, support] = ["Sales", "Support"].map(|name| sketch.context(name));
        let term = |context, name: &str| Term { context, name: name.to_owned(), ..Term::default() };
        let customer = sketch.add(term(sales, "Customer"));
        sketch.add(Term { same_as: vec![customer], ..term(support, "Client") });
        sketch.flow(sales, support);
    },
    reads: &[ElementKind::Context, ElementKind::Team, ElementKind::Relationship, ElementKind::Actor, ElementKind::Term],
    check,
};

/// A meaning of fewer words is not compared: it may say no more than "to be done". An assumption.
const WORDS_MIN: usize = 3;

/// Terms of different names that are marked to mean the same, or whose meanings read the same.
fn check(on: &Checkup<'_>) -> Vec<Finding> {
    if on.landscape.terms.len() < 2 {
        return Vec::new();
    }
    let mut names = None;
    let meanings = Vocabulary::of(on, |term| &term.meaning);
    let marked = marked(on);
    let mut findings = Vec::new();
    for link in &on.graph.links {
        let relationship = on.landscape.relationships.get(&link.relationship);
        if relationship.is_none_or(|relationship| !is_untranslated(relationship)) {
            continue;
        }
        let mut pairs = meanings.shared(link.upstream, link.downstream);
        pairs.retain(|(above, _)| above.meaning.split_whitespace().count() >= WORDS_MIN);
        for (a, b, turned) in [(link.upstream, link.downstream, false), (link.downstream, link.upstream, true)] {
            let start = marked.partition_point(|it| (it.0, it.1) < (a, b));
            let here = marked[start..].iter().take_while(|it| (it.0, it.1) == (a, b));
            pairs.extend(here.map(|(_, _, one, other)| if turned { (*other, *one) } else { (*one, *other) }));
        }
        order::sort_by_key(&mut pairs, |(above, below)| (above.id, below.id));
        pairs.dedup_by_key(|(above, below)| (above.id, below.id));
        pairs.retain(|(above, below)| plain(&above.name) != plain(&below.name));
        for pair in pairs {
            let names = names.get_or_insert_with(|| Vocabulary::of(on, |term| &term.name));
            findings.push(told(on, names, link, pair));
        }
    }
    findings
}

/// A term and the one that it is said to mean the same as, with the numbers of their contexts.
type Marked<'a> = (usize, usize, &'a Term, &'a Term);

fn marked<'a>(on: &Checkup<'a>) -> Vec<Marked<'a>> {
    let mut marked: Vec<Marked<'a>> = Vec::new();
    for one in on.landscape.terms.values() {
        for other in one.same_as.iter().filter_map(|id| on.landscape.terms.get(id)) {
            if let (Some(a), Some(b)) = (on.graph.number(one.context), on.graph.number(other.context)) {
                marked.push((a, b, one, other));
            }
        }
    }
    order::sort_by_key(&mut marked, |it| (it.0, it.1));
    marked
}

fn told(on: &Checkup<'_>, names: &Vocabulary<'_>, link: &Link, (above, below): (&Term, &Term)) -> Finding {
    let [upstream, downstream] = [above, below].map(|term| on.quoted(term.context));
    let [one, other] = [above, below].map(|term| on.quoted(term.id));
    let message = format!("What {upstream} calls {one}, {downstream} calls {other}.");
    let finding = RULE.finding(message, vec![link.relationship.into(), above.id.into(), below.id.into()]);
    if above.name.trim().is_empty() || !names.is_free(on, below, &above.name) {
        return finding;
    }
    finding.fix(format!("Call it {one} in {downstream} too"), rename(below.id.into(), above.name.clone()))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, example, found, set};
    use super::*;
    use crate::model::{DownstreamRoles, TermId};

    #[test]
    fn only_two_words_for_one_thing_are_found() {
        let mut sketch = example(&RULE);
        assert_eq!(found(&RULE, &sketch), ["“Sales” → “Support” “Customer” “Client”"]);
        every_fix_mends(&RULE, &sketch);
        let terms: Vec<TermId> = sketch.landscape.terms.keys().copied().collect();
        set(&mut sketch, terms[0], "same_as", &vec![terms[1]]);
        assert_eq!(found(&RULE, &sketch).len(), 1, "marked on both sides it is one finding");
        set(&mut sketch, terms[0], "same_as", &Vec::<TermId>::new());
        set(&mut sketch, terms[1], "same_as", &Vec::<TermId>::new());
        assert!(found(&RULE, &sketch).is_empty());
        for term in &terms {
            set(&mut sketch, *term, "meaning", &"Somebody who pays.".to_owned());
        }
        assert_eq!(found(&RULE, &sketch).len(), 1, "the meanings read the same");
        for term in &terms {
            set(&mut sketch, *term, "meaning", &"To do".to_owned());
        }
        assert!(found(&RULE, &sketch).is_empty(), "too little to compare");
    }

    #[test]
    fn who_translates_may_call_it_otherwise() {
        let mut sketch = example(&RULE);
        let relationship = *sketch.landscape.relationships.keys().next().expect("drawn");
        let layer = DownstreamRoles { anticorruption_layer: true, conformist: false };
        set(&mut sketch, relationship, "downstream_roles", &layer);
        assert!(found(&RULE, &sketch).is_empty());
    }
}
