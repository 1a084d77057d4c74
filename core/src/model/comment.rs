//! What people say to each other about a landscape, kept with it.

use super::record::record;
use super::{CommentId, ElementId, Number, Shape, Shaped};

record! {
    /// Something that somebody wrote about an element, or about the landscape as a whole. It is no part of what is drawn:
    /// no rule, measure, simulation or picture asks for it.
    Comment(CommentId) named text {
        /// What was written.
        text: String = field("Text").always().long();
        /// What it is about; without an element, the landscape as a whole.
        about: Option<ElementId> = field("About").hint("Without it, the landscape as a whole.");
        /// Whether it is dealt with.
        is_settled: bool = field("Settled");
        /// The comment that it answers.
        answers_to: Option<CommentId> = field("Answers").hidden();
        /// What whoever wrote it is called.
        author: String = field("Author").hidden();
        /// Tells people apart, as [`crate::protocol::Person::id`] does.
        author_id: String = field("Author's identifier").hidden();
        /// When it was written, in the form `2026-11-22T09:30:00.250Z`: comments of one second have an order too.
        written: String = field("Written").hidden();
    }
}

impl Shaped for Option<ElementId> {
    const SHAPE: Shape = Shape::Reference { kinds: &[], number: Number::AtMostOne };
}

impl Comment {
    /// What it is about: no element is the landscape as a whole.
    pub fn subject(&self) -> ElementId {
        self.about.unwrap_or_default()
    }
}
