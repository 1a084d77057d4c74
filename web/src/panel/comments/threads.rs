//! Comments with their answers, in the order in which they were written. Pure: a landscape in, lists out.

use std::sync::Arc;

use atoll_core::model::{Comment, CommentId, ElementId, Landscape};
use atoll_core::order;
use atoll_core::sorted_map::SortedMap;

/// A comment and what was answered to it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Thread {
    /// What was written first.
    pub(super) head: Arc<Comment>,
    /// The answers, the oldest first.
    pub(super) answers: Vec<Arc<Comment>>,
}

/// The comments about an element, or all of them; the oldest first. An answer to what is gone stands by itself.
pub(super) fn threads(landscape: &Landscape, about: Option<ElementId>) -> Vec<Thread> {
    let mut answers: SortedMap<CommentId, Vec<Arc<Comment>>> = SortedMap::new();
    let mut heads: Vec<Arc<Comment>> = Vec::new();
    for comment in landscape.comments.values() {
        match first(landscape, comment) {
            Some(head) => answers.entry(head).or_default().push(comment.clone()),
            None => heads.push(comment.clone()),
        }
    }
    heads.retain(|head| about.is_none_or(|about| head.subject() == about));
    by_time(&mut heads);
    let thread = |head: Arc<Comment>| {
        let mut answers = answers.remove(&head.id).unwrap_or_default();
        by_time(&mut answers);
        Thread { head, answers }
    };
    heads.into_iter().map(thread).collect()
}

/// How many comments about each element are open; answers do not count.
pub(super) fn open(landscape: &Landscape) -> SortedMap<ElementId, usize> {
    let mut open = SortedMap::new();
    for comment in landscape.comments.values() {
        if !comment.is_settled && first(landscape, comment).is_none() {
            *open.entry(comment.subject()).or_default() += 1;
        }
    }
    open
}

/// Answers to answers are followed so far; more is a broken or hostile file.
const DEPTH_LIMIT: usize = 100;

/// The comment that all of this began with, where it is not this one. Comments that answer each other in a circle begin
/// with the least of them.
fn first(landscape: &Landscape, comment: &Comment) -> Option<CommentId> {
    let mut at = comment.id;
    let mut met = vec![at];
    for _ in 0..DEPTH_LIMIT {
        let above = landscape.comments.get(&at).and_then(|comment| comment.answers_to);
        match above.filter(|id| landscape.comments.contains_key(id)) {
            None => break,
            Some(id) if met.contains(&id) => {
                let start = met.iter().position(|other| *other == id).unwrap_or_default();
                at = met[start..].iter().min().copied().unwrap_or(id);
                break;
            }
            Some(id) => {
                met.push(id);
                at = id;
            }
        }
    }
    (at != comment.id).then_some(at)
}

fn by_time(comments: &mut [Arc<Comment>]) {
    order::sort_by_key(comments, |comment| (comment.written.clone(), comment.id));
}

#[cfg(test)]
mod tests {
    use atoll_core::sketch::Sketch;

    use super::*;

    fn written(number: u64, about: Option<ElementId>, answers_to: Option<u64>, written: &str) -> Comment {
        let answers_to = answers_to.map(CommentId::new);
        Comment { id: CommentId::new(number), about, answers_to, written: written.to_owned(), ..Comment::default() }
    }

    fn shown(threads: &[Thread]) -> Vec<Vec<u64>> {
        let numbers = |thread: &Thread| {
            std::iter::once(&thread.head).chain(&thread.answers).map(|comment| comment.id.number()).collect()
        };
        threads.iter().map(numbers).collect()
    }

    #[test]
    fn answers_stand_under_what_they_answer_in_the_order_of_time() {
        let mut sketch = Sketch::new();
        let about = Some(ElementId::from(sketch.context("Sales")));
        for comment in [
            written(1, about, None, "2026-01-02"),
            written(2, None, None, "2026-01-01"),
            written(3, about, Some(4), "2026-01-04"),
            written(4, about, Some(1), "2026-01-05"),
            written(5, about, Some(99), "2026-01-06"),
        ] {
            sketch.put(comment);
        }
        let landscape = &mut sketch.landscape;
        assert_eq!(shown(&threads(landscape, None)), [vec![2], vec![1, 3, 4], vec![5]]);
        assert_eq!(shown(&threads(landscape, about)), [vec![1, 3, 4], vec![5]]);
        assert_eq!(shown(&threads(landscape, Some(ElementId::Header))), [vec![2]]);
        let counts: Vec<usize> = open(landscape).values().copied().collect();
        assert_eq!(counts, [1, 2]);
        sketch.put(Comment { is_settled: true, ..written(1, about, None, "2026-01-02") });
        assert_eq!(about.and_then(|about| open(&sketch.landscape).get(&about).copied()), Some(1));
    }

    #[test]
    fn comments_that_answer_each_other_are_all_shown_once() {
        let mut sketch = Sketch::new();
        for comment in [
            written(1, None, Some(2), ""),
            written(2, None, Some(3), ""),
            written(3, None, Some(2), ""),
            written(4, None, Some(4), ""),
        ] {
            sketch.put(comment);
        }
        assert_eq!(shown(&threads(&sketch.landscape, None)), [vec![2, 1, 3], vec![4]]);
    }
}
