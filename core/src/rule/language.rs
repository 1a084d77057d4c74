//! Which context says what by which word. No rule itself.

use super::Checkup;
use crate::model::{Relationship, RelationshipKind, Term};
use crate::order;
use crate::pattern;

/// A term, and the number of the text by which it is compared.
pub(super) struct Word<'a> {
    key: usize,
    /// The term.
    pub(super) term: &'a Term,
}

/// The words of all contexts that are there. Texts are compared once, and then by their numbers.
pub(super) struct Vocabulary<'a> {
    /// The texts as they are compared, sorted.
    keys: Vec<String>,
    /// The words, by context and key.
    words: Vec<Word<'a>>,
    /// Where the words of each context begin, and the end.
    starts: Vec<usize>,
}

impl<'a> Vocabulary<'a> {
    /// All terms by one of their texts; those whose text says nothing are left out.
    pub(super) fn of(on: &Checkup<'a>, text: fn(&Term) -> &str) -> Self {
        let told = |term: &'a Term| {
            let (context, text) = (on.graph.number(term.context)?, plain(text(term)));
            (!text.is_empty()).then_some((text, context, term))
        };
        let mut all: Vec<(String, usize, &'a Term)> =
            on.landscape.terms.values().filter_map(|term| told(term)).collect();
        order::sort_by(&mut all, |a, b| a.0.cmp(&b.0));
        let mut keys: Vec<String> = Vec::new();
        let mut words: Vec<(usize, Word<'a>)> = Vec::with_capacity(all.len());
        for (text, context, term) in all {
            if keys.last() != Some(&text) {
                keys.push(text);
            }
            words.push((context, Word { key: keys.len() - 1, term }));
        }
        order::sort_by_key(&mut words, |(context, word)| (*context, word.key, word.term.id));
        let mut starts = vec![0; on.graph.contexts.len() + 1];
        words.iter().for_each(|(context, _)| starts[*context + 1] += 1);
        (1..starts.len()).for_each(|context| starts[context] += starts[context - 1]);
        Self { keys, words: words.into_iter().map(|(_, word)| word).collect(), starts }
    }

    /// The words of a context, by key.
    fn in_context(&self, context: usize) -> &[Word<'a>] {
        &self.words[self.starts[context]..self.starts[context + 1]]
    }

    /// Words that one context has several times: each group with its key.
    pub(super) fn repeated(&self) -> impl Iterator<Item = &[Word<'a>]> {
        let contexts = (0..self.starts.len() - 1).map(|context| self.in_context(context));
        contexts.flat_map(|words| words.chunk_by(|a, b| a.key == b.key)).filter(|words| words.len() > 1)
    }

    /// The words that two contexts share, the first of each key on either side.
    pub(super) fn shared(&self, one: usize, other: usize) -> Vec<(&'a Term, &'a Term)> {
        let [one, other] = [one, other].map(|context| self.in_context(context));
        let is_turned = one.len() > other.len();
        let (fewer, more) = if is_turned { (other, one) } else { (one, other) };
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

    /// Whether the context of a term has no other one of this text.
    pub(super) fn is_free(&self, on: &Checkup<'_>, term: &Term, text: &str) -> bool {
        let Ok(key) = self.keys.binary_search(&plain(text)) else { return true };
        let is_other = |word: &Word<'_>| word.key == key && word.term.id != term.id;
        on.graph.number(term.context).is_some_and(|context| !self.in_context(context).iter().any(is_other))
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
