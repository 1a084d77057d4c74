//! A word that stands twice in one language.

use super::language::{Vocabulary, Word, plain};
use super::{Checkup, Finding, Rule, Severity};
use crate::command::Remove;
use crate::model::{ElementId, ElementKind, Term};

pub(super) const RULE: Rule = Rule {
    code: "term-defined-twice",
    severity: Severity::Warning,
    summary: "A context defines one term several times.",
    why: "Inside of a context a word means one thing. Two meanings are a sign of two contexts, and two copies drift apart.",
    advice: "Keep one of them; where both meanings are needed, find the second word, or the second context.",
    source: "Evans, Domain-Driven Design, chapters 2 and 14: within a bounded context the language is one.",
    example: |sketch| {
        let context = sketch.context("Orders");
        for meaning in ["What somebody wants to buy.", "How things are arranged."] {
            let meaning = meaning.to_owned();
            sketch.add(Term { context, name: "Order".to_owned(), meaning, ..Term::default() });
        }
    },
    reads: &[ElementKind::Context, ElementKind::Term],
    check,
};

/// Of more terms than this with one name, a finding names only some.
const NAMED_MAX: usize = 8;

fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let names = Vocabulary::of(on, |term| &term.name);
    names.repeated().map(|words| told(on, words)).collect()
}

fn told(on: &Checkup<'_>, words: &[Word<'_>]) -> Finding {
    let (first, later) = (words[0].term, &words[1..]);
    let context = first.context;
    let message = format!("{} defines {} {} times.", on.quoted(context), on.quoted(first.id), words.len());
    let named = words.iter().take(NAMED_MAX).map(|word| ElementId::from(word.term.id));
    let finding = RULE.finding(message, named.chain([context.into()]).collect());
    // What says nothing of its own can go without a loss.
    let meaning = plain(&first.meaning);
    let is_copy = |term: &Term| {
        let own = plain(&term.meaning);
        (own.is_empty() || own == meaning) && term.same_as.iter().all(|id| first.same_as.contains(id))
    };
    if !later.iter().all(|word| is_copy(word.term)) {
        return finding;
    }
    let elements = later.iter().map(|word| ElementId::from(word.term.id)).collect();
    finding.fix("Keep the first, which says the same", Remove { elements })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, example, found, set};
    use super::*;

    #[test]
    fn only_one_word_twice_in_one_context_is_found() {
        let mut sketch = example(&RULE);
        assert_eq!(found(&RULE, &sketch), ["“Order” “Order” “Orders”"]);
        let last = *sketch.landscape.terms.keys().last().expect("drawn");
        set(&mut sketch, last, "meaning", &String::new());
        every_fix_mends(&RULE, &sketch);
        let other = sketch.context("Billing");
        set(&mut sketch, last, "context", &other);
        assert!(found(&RULE, &sketch).is_empty());
    }
}
