//! A difference as Markdown, for a page or a merge request.

use std::fmt::Write as _;

use crate::model::ElementKind;

use super::text::{counts, heading, one_line, tallied};
use super::{Difference, ElementDifference, Found, Status};

/// The difference as Markdown: a list for each kind of element, one of findings, and a table of measures.
pub fn markdown(difference: &Difference) -> String {
    let [before, after] = difference.names.each_ref().map(|name| escape(name));
    let mut text = match before == after {
        true if after.is_empty() => "## What differs\n".to_owned(),
        true => format!("## What differs in {after}\n"),
        false => format!("## From {} to {}\n", or_unnamed(&before), or_unnamed(&after)),
    };
    let [was, is] = difference.findings.tallies.each_ref().map(tallied);
    let _ = write!(text, "\nElements: {}. Findings: {was} → {is}.\n", counts(difference));
    for kind in ElementKind::ALL {
        let mut of_kind = difference.elements.iter().filter(|it| it.id.kind() == *kind).peekable();
        if of_kind.peek().is_some() {
            let _ = write!(text, "\n### {}\n\n", heading(*kind));
            of_kind.for_each(|it| element(&mut text, it));
        }
    }
    findings(&mut text, difference);
    measures(&mut text, difference);
    text
}

fn or_unnamed(name: &str) -> &str {
    if name.is_empty() { "an unnamed landscape" } else { name }
}

fn element(text: &mut String, it: &ElementDifference) {
    let _ = writeln!(text, "- **{}** {}", it.status.word(), escape(&it.name));
    if it.status == Status::Changed {
        for field in &it.fields {
            let word = |words: &str| if words.is_empty() { "nothing".to_owned() } else { escape(words) };
            let parts = if field.before == field.after { " (its parts differ)" } else { "" };
            let _ = writeln!(text, "  - {}: {} → {}{parts}", field.label, word(&field.before), word(&field.after));
        }
    }
}

fn findings(text: &mut String, difference: &Difference) {
    let findings = &difference.findings;
    if findings.is_empty() {
        return;
    }
    text.push_str("\n### Findings\n\n");
    let mut line = |word: &str, found: &Found, told: &str| {
        let Found { code, severity, message, .. } = found;
        let _ = writeln!(text, "- **{word}** {severity} `{code}`: {} ({})", escape(message), escape(told));
    };
    findings.new.iter().for_each(|found| line("new", found, &found.judged.told()));
    findings.gone.iter().for_each(|found| line("gone", found, &found.judged.told()));
    for (was, is) in &findings.judged {
        let told = format!("was {} {}; is {} {}", was.severity, was.judged.told(), is.severity, is.judged.told());
        line("judged", is, &told);
    }
}

fn measures(text: &mut String, difference: &Difference) {
    if difference.measures.is_empty() {
        return;
    }
    text.push_str("\n### Measures\n\n| measure | before | after | difference |\n| --- | ---: | ---: | ---: |\n");
    for it in &difference.measures {
        let [mut before, mut after] = it.figures();
        if before == after {
            [before, after] = [&it.before, &it.after].map(|reading| reading.text.clone());
        }
        let _ = writeln!(text, "| {} | {} | {} | {} |", it.name, escape(&before), escape(&after), it.spell());
    }
}

/// A text in one line in which nothing is markup.
fn escape(text: &str) -> String {
    let mut escaped = String::new();
    for character in one_line(text).chars() {
        if "\\`*_[]<>#|~&!".contains(character) {
            escaped.push('\\');
        }
        escaped.push(if character.is_control() { ' ' } else { character });
    }
    escaped
}
