//! What a refactoring asks before it is done, what people answer, and the sentence when it cannot be done.

use std::fmt;

use crate::command::CommandError;
use crate::model::ElementId;
use crate::sorted_map::SortedMap;

/// What has to be known before a refactoring can be done. Every question comes with an answer that would do.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// What the answer is found by.
    pub key: &'static str,
    /// The question, as the label of a field.
    pub label: String,
    /// What can be answered.
    pub ask: Ask,
}

/// What can be answered to a question.
#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    /// Any text: a name, a date as `2026-03-31`.
    Text {
        /// The text that would do.
        suggested: String,
    },
    /// One of several.
    One {
        /// The key of each and what people call it.
        options: Vec<(String, String)>,
        /// The place of the one that would do.
        suggested: usize,
    },
    /// Some of these elements.
    Some {
        /// Which there are to choose from.
        of: Vec<ElementId>,
        /// Those that would do.
        suggested: Vec<ElementId>,
    },
}

/// An answer to a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// To [`Ask::Text`].
    Text(String),
    /// To [`Ask::One`]: its key.
    One(String),
    /// To [`Ask::Some`].
    Some(Vec<ElementId>),
}

/// Answers by the keys of their questions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    by_key: SortedMap<String, Answer>,
}

impl Question {
    /// Asks for a text.
    pub(super) fn text(key: &'static str, label: impl Into<String>, suggested: impl Into<String>) -> Self {
        Self { key, label: label.into(), ask: Ask::Text { suggested: suggested.into() } }
    }

    /// Asks for one of several.
    pub(super) fn one(
        key: &'static str,
        label: impl Into<String>,
        options: Vec<(String, String)>,
        suggested: usize,
    ) -> Self {
        Self { key, label: label.into(), ask: Ask::One { options, suggested } }
    }

    /// Asks for some of these elements.
    pub(super) fn some<T: Into<ElementId> + Copy>(
        key: &'static str,
        label: impl Into<String>,
        of: &[T],
        suggested: &[T],
    ) -> Self {
        let ids = |them: &[T]| them.iter().map(|id| (*id).into()).collect();
        Self { key, label: label.into(), ask: Ask::Some { of: ids(of), suggested: ids(suggested) } }
    }

    fn suggested(&self) -> Answer {
        match &self.ask {
            Ask::Text { suggested } => Answer::Text(suggested.clone()),
            Ask::One { options, suggested } => {
                Answer::One(options.get(*suggested).map(|(key, _)| key.clone()).unwrap_or_default())
            }
            Ask::Some { suggested, .. } => Answer::Some(suggested.clone()),
        }
    }

    /// Whether the answer is among those that can be given.
    fn takes(&self, answer: &Answer) -> bool {
        match (&self.ask, answer) {
            (Ask::Text { .. }, Answer::Text(_)) => true,
            (Ask::One { options, .. }, Answer::One(key)) => options.iter().any(|(option, _)| option == key),
            (Ask::Some { of, .. }, Answer::Some(chosen)) => chosen.iter().all(|id| of.contains(id)),
            _ => false,
        }
    }
}

impl Answers {
    /// What the questions suggest.
    pub fn suggested(questions: &[Question]) -> Self {
        Self { by_key: questions.iter().map(|question| (question.key.to_owned(), question.suggested())).collect() }
    }

    /// Answers a question, perhaps once more.
    pub fn set(&mut self, key: &str, answer: Answer) {
        self.by_key.insert(key.to_owned(), answer);
    }

    /// These answers and one more.
    #[must_use]
    pub fn with(mut self, key: &str, answer: Answer) -> Self {
        self.set(key, answer);
        self
    }

    /// What was answered to this question.
    pub fn get(&self, key: &str) -> Option<&Answer> {
        self.by_key.get(key)
    }

    /// The text that was answered, without the blanks around it.
    pub(super) fn text(&self, key: &str) -> &str {
        match self.get(key) {
            Some(Answer::Text(text)) => text.trim(),
            _ => "",
        }
    }

    /// The key that was chosen.
    pub(super) fn one(&self, key: &str) -> &str {
        match self.get(key) {
            Some(Answer::One(chosen)) => chosen,
            _ => "",
        }
    }

    /// The elements that were chosen, those of one kind.
    pub(super) fn some<T: TryFrom<ElementId>>(&self, key: &str) -> Vec<T> {
        match self.get(key) {
            Some(Answer::Some(chosen)) => chosen.iter().filter_map(|id| T::try_from(*id).ok()).collect(),
            _ => Vec::new(),
        }
    }

    /// The element that was chosen by its identifier.
    pub(super) fn element<T: TryFrom<ElementId>>(&self, key: &str) -> Option<T> {
        T::try_from(self.one(key).parse().ok()?).ok()
    }

    /// An answer to each of the questions: the one that was given, else the one that is suggested.
    pub(super) fn completed(&self, questions: &[Question]) -> Result<Self, Refusal> {
        let mut all = Self::suggested(questions);
        for question in questions {
            let Some(answer) = self.get(question.key) else { continue };
            if !question.takes(answer) {
                return Err(Refusal::new(format!("The answer to “{}” is none that can be given.", question.label)));
            }
            all.set(question.key, answer.clone());
        }
        Ok(all)
    }
}

/// Why a refactoring cannot be done. The display form is a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    sentence: String,
}

impl Refusal {
    pub(super) fn new(sentence: impl Into<String>) -> Self {
        Self { sentence: sentence.into() }
    }
}

impl From<CommandError> for Refusal {
    fn from(error: CommandError) -> Self {
        Self::new(error.to_string())
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence)
    }
}

impl std::error::Error for Refusal {}
