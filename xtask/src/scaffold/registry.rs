//! Adds lines to a registry: a list that people read, and so one that a program changes with care.

use anyhow::{Context, Result};

/// Inserts a line into the first block of lines that begin in one of these ways, in its place by the alphabet.
pub(super) fn insert_sorted(text: &str, line: &str, begins: &[&str]) -> Result<String> {
    let is_such = |line: &str| line.ends_with(';') && begins.iter().any(|begin| line.starts_with(begin));
    let mut lines: Vec<&str> = text.lines().collect();
    let first = lines.iter().position(|line| is_such(line)).context("no line like it is there")?;
    let block = lines[first..].iter().take_while(|line| is_such(line)).count();
    let name = |line: &str| line.rsplit_once("mod ").or(line.rsplit_once("use ")).map(|(_, name)| name.to_owned());
    let before = lines[first..first + block].iter().take_while(|other| name(other) < name(line)).count();
    lines.insert(first + before, line);
    Ok(lines.join("\n") + "\n")
}

/// Appends an entry to `const NAME: [Type; N] = [ … ];` and counts it.
pub(super) fn append_to_array(text: &str, array: &str, entry: &str) -> Result<String> {
    let declared = |word| text.find(&format!("{word} {array}: ["));
    let begin = declared("const").or_else(|| declared("static")).with_context(|| format!("there is no {array}"))?;
    let (head, body) = text[begin..].split_once("] = [").context("it is no array with a length")?;
    let (before, count) = head.rsplit_once("; ").context("its type has no length")?;
    let count: usize = count.parse().context("its length is no number")?;
    let (entries, after) = body.split_once("];").context("it has no end")?;
    let entries = entries.trim_end().trim_end_matches(',');
    let comma = if entries.is_empty() { "" } else { "," };
    Ok(format!("{}{before}; {}] = [{entries}{comma}\n    {entry},\n];{after}", &text[..begin], count + 1))
}

/// Appends an entry to a block that begins with this line and ends with `}` at the margin.
pub(super) fn append_to_block(text: &str, begin: &str, entry: &str) -> Result<String> {
    let at = text.find(&format!("\n{begin}\n")).with_context(|| format!("there is no `{begin}`"))?;
    let end = at + 1 + text[at + 1..].find("\n}\n").context("the block has no end")?;
    Ok(format!("{}\n{entry}{}", &text[..end], &text[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_stand_by_the_alphabet() {
        let text = "//! List.\n\npub mod a;\npub mod c;\n\nuse d;\n";
        let after = insert_sorted(text, "pub mod b;", &["mod ", "pub mod "]).unwrap();
        assert_eq!(after, "//! List.\n\npub mod a;\npub mod b;\npub mod c;\n\nuse d;\n");
        assert!(insert_sorted("use d;\n", "mod b;", &["mod "]).is_err());
    }

    #[test]
    fn arrays_grow_by_one() {
        let text = "pub const LIST: [&Spec; 1] = [&a::SPEC];\nfn f() {}\n";
        let after = append_to_array(text, "LIST", "&b::SPEC").unwrap();
        assert_eq!(after, "pub const LIST: [&Spec; 2] = [&a::SPEC,\n    &b::SPEC,\n];\nfn f() {}\n");
        let again = append_to_array(&after, "LIST", "&c::SPEC").unwrap();
        assert!(again.contains("[&Spec; 3]") && again.contains("&b::SPEC,\n    &c::SPEC,\n];"), "{again}");
        assert!(append_to_array(text, "OTHER", "&b::SPEC").is_err());
    }

    #[test]
    fn blocks_get_their_entry_at_the_end() {
        let text = "commands! {\n    A;\n}\n";
        assert!(append_to_block(text, "commands! {", "    B;").is_err());
        let after = append_to_block(&format!("\n{text}"), "commands! {", "    B;").unwrap();
        assert_eq!(after, "\ncommands! {\n    A;\n    B;\n}\n");
    }
}
