//! The words that follow a command's name.

use anyhow::{Context, Result, bail};

/// What is left of the command line.
#[derive(Debug, Default)]
pub(crate) struct Arguments {
    words: Vec<String>,
}

impl Arguments {
    pub(crate) fn new(words: Vec<String>) -> Self {
        Self { words }
    }

    /// The value of `--name value` or `--name=value`, taken out.
    pub(crate) fn option(&mut self, name: &str) -> Result<Option<String>> {
        let with_value = format!("{name}=");
        let Some(at) = self.words.iter().position(|word| word == name || word.starts_with(&with_value)) else {
            return Ok(None);
        };
        let word = self.words.remove(at);
        if let Some(value) = word.strip_prefix(&with_value) {
            return Ok(Some(value.to_owned()));
        }
        if at >= self.words.len() {
            bail!("{name} needs a value");
        }
        Ok(Some(self.words.remove(at)))
    }

    /// The next word, taken out.
    pub(crate) fn next(&mut self) -> Option<String> {
        (!self.words.is_empty()).then(|| self.words.remove(0))
    }

    /// The next word, taken out; says what is missing if there is none.
    pub(crate) fn require(&mut self, what: &str) -> Result<String> {
        self.next().with_context(|| format!("{what} is missing"))
    }

    /// All that is left.
    pub(crate) fn rest(self) -> Vec<String> {
        self.words
    }

    /// Says so if something is left that nobody asked for.
    pub(crate) fn finish(self) -> Result<()> {
        match self.words.first() {
            Some(word) => bail!("`{word}` is not understood here"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(line: &str) -> Arguments {
        Arguments::new(line.split_whitespace().map(str::to_owned).collect())
    }

    #[test]
    fn options_are_taken_out_in_both_spellings() {
        let mut of = arguments("--port 80 rest --database=a.db");
        assert_eq!(of.option("--port").unwrap().as_deref(), Some("80"));
        assert_eq!(of.option("--database").unwrap().as_deref(), Some("a.db"));
        assert_eq!(of.option("--port").unwrap(), None);
        assert_eq!(of.rest(), ["rest"]);
    }

    #[test]
    fn what_is_missing_or_too_much_is_said() {
        assert!(arguments("--port").option("--port").is_err());
        assert!(arguments("surplus").finish().is_err());
        assert!(arguments("").require("a name").is_err());
    }
}
