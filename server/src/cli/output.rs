//! What is printed: on a terminal in colours, elsewhere plain; never anything that a terminal would act on.

use std::io::{self, ErrorKind, IsTerminal, Write};

use super::End;

/// How a piece of text looks on a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    Heading,
    Quiet,
    Error,
    Warning,
    Info,
}

impl Look {
    fn code(self) -> &'static str {
        match self {
            Self::Heading => "1",
            Self::Quiet => "2",
            Self::Error => "1;31",
            Self::Warning => "33",
            Self::Info => "36",
        }
    }
}

/// Whether text that goes there is coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Colours(pub(super) bool);

impl Colours {
    /// Coloured if it is a terminal and nobody asked for none.
    pub(super) fn on(stream: &impl IsTerminal) -> Self {
        Self(stream.is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()))
    }

    /// The text as it is to be printed.
    pub(super) fn paint(self, look: Look, text: &str) -> String {
        if self.0 { format!("\u{1b}[{}m{text}\u{1b}[0m", look.code()) } else { text.to_owned() }
    }
}

/// The text without what moves a terminal's cursor, ends a line or does worse: names in a file can hold anything.
pub(super) fn harmless(text: &str) -> String {
    text.chars().map(|character| if character.is_control() { '\u{fffd}' } else { character }).collect()
}

/// Prints on standard output. Nobody who reads it (any more) is fine; anything else that goes wrong is said.
pub(super) fn print(text: &str) -> End {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            complain(&format!("The output cannot be written ({error}). Give it another place."));
            End::Failed
        }
        _ => End::Well,
    }
}

/// Prints a line on standard error.
pub(super) fn complain(sentence: &str) {
    // There is no other place to say that nobody listens here.
    let _ = writeln!(io::stderr().lock(), "{}", harmless(sentence));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_name_reaches_the_terminal_as_a_command() {
        assert_eq!(harmless("a\u{1b}[2Jb\nc\u{9b}d\u{7}“é”"), "a\u{fffd}[2Jb\u{fffd}c\u{fffd}d\u{fffd}“é”");
    }

    #[test]
    fn colours_can_be_off() {
        assert_eq!(Colours(false).paint(Look::Error, "error"), "error");
        assert_eq!(Colours(true).paint(Look::Error, "error"), "\u{1b}[1;31merror\u{1b}[0m");
    }
}
