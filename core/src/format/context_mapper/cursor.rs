//! Where the parser is in a file, what it sees from there, and what it has said so far.

use super::lexer::{Fault, Lexer, Sign, Span, Token};
use super::tree::{Block, Remark};
use crate::format::NoteKind;

pub(super) struct Parser<'a> {
    pub(super) text: &'a str,
    tokens: Vec<Token>,
    pub(super) at: usize,
    /// The closing brace that belongs to the opening one at this token, if there is one.
    pub(super) closing: Vec<Option<usize>>,
    comments: Vec<Span>,
    next_comment: usize,
    pub(super) remarks: Vec<Remark>,
}

impl<'a> Parser<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let mut lexer = Lexer::new(text);
        let mut tokens = Vec::new();
        let mut closing: Vec<Option<usize>> = Vec::new();
        let mut open = Vec::new();
        loop {
            let token = lexer.next();
            match token.sign {
                Sign::End => break,
                Sign::Open => open.push(tokens.len()),
                Sign::Close => {
                    if let Some(place) = open.pop().and_then(|open: usize| closing.get_mut(open)) {
                        *place = Some(tokens.len());
                    }
                }
                _ => {}
            }
            tokens.push(token);
            closing.push(None);
        }
        let comments = std::mem::take(&mut lexer.comments);
        let mut parser = Self { text, tokens, at: 0, closing, comments, next_comment: 0, remarks: Vec::new() };
        for (at, fault) in lexer.faults {
            let message = match fault {
                Fault::Quote => "This text has no closing quote: it was taken to end with its line.",
                Fault::Comment => "This comment is never closed: all that follows was taken to be part of it.",
            };
            parser.remark(at, NoteKind::NotUnderstood, message.to_owned());
        }
        parser
    }

    pub(super) fn expected(&mut self, what: &str) {
        let message = format!("Expected {what} instead of {}.", self.seen());
        self.not_understood(self.token().span.start, message);
    }

    pub(super) fn not_understood(&mut self, at: usize, message: String) {
        self.remark(at, NoteKind::NotUnderstood, message);
    }

    /// Says something of a place. Of what is wrong with one place, the first is what helps.
    pub(super) fn remark(&mut self, at: usize, kind: NoteKind, message: String) {
        if self.remarks.last().is_none_or(|last| last.at != at) {
            self.remarks.push(Remark { at, kind, message });
        }
    }
}

/// Looking around.
impl<'a> Parser<'a> {
    pub(super) fn token(&self) -> Token {
        self.ahead(0)
    }

    pub(super) fn ahead(&self, count: usize) -> Token {
        let end = Token { sign: Sign::End, span: Span { start: self.text.len(), end: self.text.len() } };
        self.tokens.get(self.at + count).copied().unwrap_or(end)
    }

    /// The place of the token before this one.
    pub(super) fn before(&self) -> Span {
        self.at.checked_sub(1).map(|before| self.place(before)).unwrap_or_default()
    }

    /// The place of a token.
    pub(super) fn place(&self, token: usize) -> Span {
        self.tokens.get(token).map(|token| token.span).unwrap_or_default()
    }

    /// What the token says, without the sign that keeps it from being a keyword.
    pub(super) fn word(&self) -> &'a str {
        let word = self.token().span.of(self.text);
        word.strip_prefix('^').unwrap_or(word)
    }

    /// Whether this very word stands here, as a keyword.
    pub(super) fn is_word(&self, word: &str) -> bool {
        self.token().sign == Sign::Word && self.word() == word
    }

    pub(super) fn is_name(&self) -> bool {
        matches!(self.token().sign, Sign::Word | Sign::Escaped)
    }

    /// Whether the token is the first of its line.
    pub(super) fn is_new_line(&self) -> bool {
        Span { start: self.before().end, end: self.token().span.start }.of(self.text).contains('\n')
    }

    /// Whether a new line starts behind the token.
    pub(super) fn is_line_end(&self) -> bool {
        Span { start: self.token().span.end, end: self.ahead(1).span.start }.of(self.text).contains('\n')
    }

    /// Whether a dot stands here that joins two words.
    pub(super) fn is_dot(&self) -> bool {
        self.token().span.of(self.text) == "." && self.ahead(1).sign == Sign::Word
    }

    /// How a sentence speaks of the token.
    pub(super) fn seen(&self) -> String {
        let Token { sign, span } = self.token();
        if sign == Sign::End {
            return "the end of the file".to_owned();
        }
        let text = span.of(self.text);
        let short: String = text.lines().next().unwrap_or_default().chars().take(40).collect();
        format!("“{short}{}”", if short.len() < text.len() { "…" } else { "" })
    }
}

/// Comments: none is lost, and each goes to what it stands before, in or beside.
impl Parser<'_> {
    /// The comments up to a place that nothing has taken yet.
    pub(super) fn comments_before(&mut self, at: usize) -> Vec<Span> {
        let start = self.next_comment;
        while self.comments.get(self.next_comment).is_some_and(|comment| comment.start < at) {
            self.next_comment += 1;
        }
        self.comments.get(start..self.next_comment).unwrap_or_default().to_vec()
    }

    /// Gives the block the comments up to this token's predecessor, and those behind it on the same line.
    pub(super) fn comments_to_here(&mut self, block: &mut Block) {
        let (mut end, next) = (self.before().end, self.token().span.start);
        block.comments.extend(self.comments_before(end));
        while let Some(comment) = self.comments.get(self.next_comment).copied() {
            let gap = Span { start: end, end: comment.start };
            if comment.start >= next || gap.of(self.text).contains('\n') {
                return;
            }
            block.comments.push(comment);
            self.next_comment += 1;
            end = comment.end;
        }
    }
}
