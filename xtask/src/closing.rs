//! The lines with which test runners close, kept word for word, so that they can stand at the end of everything.

/// What the runners said last.
#[derive(Debug, Default)]
pub(crate) struct Closing {
    node: Vec<String>,
    cargo: Vec<String>,
}

impl Closing {
    /// Keeps the closing lines among what `cargo test` printed; of test programs without any test none is kept.
    pub(crate) fn take_cargo(&mut self, lines: &[String]) {
        let is_closing = |line: &&String| line.starts_with("test result: ") && !line.contains(" 0 passed; 0 failed;");
        self.cargo = lines.iter().filter(is_closing).cloned().collect();
    }

    /// Keeps the summary that node's test runner printed: its last lines that count something.
    pub(crate) fn take_node(&mut self, lines: &[String]) {
        let is_begin = |line: &String| line.starts_with("ℹ tests ");
        let begin = lines.iter().rposition(is_begin).unwrap_or(lines.len());
        self.node = lines[begin..].iter().take_while(|line| line.starts_with("ℹ ")).cloned().collect();
    }

    /// All of it: node's summary, then cargo's lines.
    pub(crate) fn lines(&self) -> impl Iterator<Item = &str> {
        self.node.iter().chain(&self.cargo).map(String::as_str)
    }

    /// Prints all of it.
    pub(crate) fn print(&self) {
        for line in self.lines() {
            println!("{line}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        text.lines().map(str::to_owned).collect()
    }

    #[test]
    fn closing_lines_are_kept_word_for_word() {
        let mut closing = Closing::default();
        let cargo = "test a ... ok\n\ntest result: ok. 3 passed; 0 failed; 0 ignored; finished in 0.10s\n\n\
            test result: ok. 0 passed; 0 failed; 0 ignored; finished in 0.00s\n";
        closing.take_cargo(&lines(cargo));
        closing.take_node(&lines("✔ works (1ms)\nℹ tests 1\nℹ pass 1\nℹ duration_ms 12\n\n✖ failing tests:\n"));
        let expected = [
            "ℹ tests 1",
            "ℹ pass 1",
            "ℹ duration_ms 12",
            "test result: ok. 3 passed; 0 failed; 0 ignored; finished in 0.10s",
        ];
        assert_eq!(closing.lines().collect::<Vec<_>>(), expected);
    }
}
