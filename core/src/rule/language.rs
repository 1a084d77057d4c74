//! Which context says what by which word. No rule itself.

use super::Checkup;
use crate::model::{Relationship, RelationshipKind, Term, TermId};
use crate::order;
use crate::pattern;

/// A term, the number of its context, and one of its texts as it is compared.
pub(super) struct Word<'a> {
    context: usize,
    /// The text by which words are compared.
    pub(super) key: String,
    /// The term.
    pub(super) term: &'a Term,
}

/// The words of all contexts that are there, by context and key.
pub(super) struct Vocabulary<'a> {
    words: Vec<Word<'a>>,
}

impl<'a> Vocabulary<'a> {
    /// All terms by one of their texts; those whose text says nothing are left out.
    pub(super) fn of(on: &Checkup<'a>, text: fn(&Term) -> &str) -> Self {
        let word = |term: &'a Term| {
            let (context, key) = (on.graph.number(term.context)?, plain(text(term)));
            (!key.is_empty()).then_some(Word { context, key, term })
        };
        let mut words: Vec<Word<'a>> = on.landscape.terms.values().filter_map(|term| word(term)).collect();
        order::sort_by(&mut words, |a, b| (a.context, &a.key, a.term.id).cmp(&(b.context, &b.key, b.term.id)));
        Self { words }
    }

    /// The words of a context, by key.
    pub(super) fn in_context(&self, context: usize) -> &[Word<'a>] {
        let start = self.words.partition_point(|word| word.context < context);
        let end = start + self.words[start..].partition_point(|word| word.context == context);
        &self.words[start..end]
    }

    /// Words that one context has several times: each group with its key.
    pub(super) fn repeated(&self) -> impl Iterator<Item = &[Word<'a>]> {
        self.words.chunk_by(|a, b| (a.context, &a.key) == (b.context, &b.key)).filter(|words| words.len() > 1)
    }

    /// The words that two contexts share, the first of each key on either side.
    pub(super) fn shared(&self, one: usize, other: usize) -> Vec<(&'a Term, &'a Term)> {
        let [mut one, other] = [one, other].map(|context| self.in_context(context));
        let (mut fewer, mut more) = (one, other);
        let is_turned = fewer.len() > more.len();
        if is_turned {
            (fewer, more) = (other, std::mem::take(&mut one));
        }
        let mut shared = Vec::new();
        for words in fewer.chunk_by(|a, b| a.key == b.key) {
            let at = more.partition_point(|word| word.key < words[0].key);
            if let Some(there) = more.get(at).filter(|word| word.key == words[0].key) {
                let (here, there) = (words[0].term, there.term);
                shared.push(if is_turned { (there, here) } else { (here, there) });
            }
        }
        shared
    }
}

/// A text as it is compared: in small letters, without what stands at its ends and between its words.
pub(super) fn plain(text: &str) -> String {
    let text = text.trim().trim_end_matches(['.', '!', '?', ';', ',']).to_lowercase();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether either of two terms is said to mean the same as the other.
pub(super) fn is_marked_same(one: &Term, other: &Term) -> bool {
    one.same_as.contains(&other.id) || other.same_as.contains(&one.id)
}

/// Whether words travel over a relationship as they are: nobody translates, and the two do deal with each other.
pub(super) fn is_untranslated(relationship: &Relationship) -> bool {
    !relationship.downstream_roles.anticorruption_layer && relationship.kind != RelationshipKind::SeparateWays
}

/// Whether an Anticorruption Layer would contradict what is said of the relationship.
pub(super) fn can_translate(relationship: &Relationship) -> bool {
    !pattern::is_symmetric(relationship.kind) && relationship.kind != RelationshipKind::CustomerSupplier
}

/// Whether a context has no other term of this name.
pub(super) fn is_free(names: &Vocabulary<'_>, on: &Checkup<'_>, term: &Term, name: &str) -> bool {
    let key = plain(name);
    let is_other = |word: &Word<'_>, id: TermId| word.key == key && word.term.id != id;
    let context = on.graph.number(term.context);
    context.is_some_and(|context| !names.in_context(context).iter().any(|word| is_other(word, term.id)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_compared_without_what_does_not_matter() {
        assert_eq!(plain("  A  Customer\nwho pays. "), plain("a customer who PAYS"));
        assert_ne!(plain("a customer"), plain("the customer"));
        assert_eq!(plain(" . "), "");
    }
}
