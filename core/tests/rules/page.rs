//! What a rule says of itself, as a page of text.

use std::fmt::Write as _;

use atoll_core::model::{ElementId, Record};
use atoll_core::rule::{self, Finding, RULES, Rule, Severity};
use atoll_core::sketch::Sketch;

use super::words;

/// How long a line of a page is, in characters.
const WIDTH: usize = 120;

/// The day on which the examples are looked at.
const TODAY: (i32, u32, u32) = (2026, 6, 15);

/// The page that lists all rules.
pub(crate) fn list() -> String {
    let mut page = "# Rules\n\n".to_owned();
    let say = |severity: Severity| {
        let count = RULES.iter().filter(|rule| rule.severity == severity).count();
        format!("{count} of severity {severity}")
    };
    let counts = [Severity::Error, Severity::Warning, Severity::Info].map(say).join(", ");
    let intro = format!(
        "All {} rules ({counts}), in the order in which they are reported. Each has a page with its reasons, the least \
         landscape that it finds something in, and the ways out that it offers. A landscape can grade a rule \
         differently or switch it off; [findings](../guide/findings.md) says how.",
        RULES.len()
    );
    wrap(&mut page, "", &intro);
    wrap(&mut page, "\n", "These pages are written from the code, by a test of `core/tests/rules.rs`.");
    page.push_str("\n| rule | severity | what it says |\n| --- | --- | --- |\n");
    for rule in RULES {
        let _ = writeln!(page, "| [{0}]({0}.md) | {1} | {2} |", rule.code, rule.severity, rule.summary);
    }
    page
}

/// The page of a rule.
pub(crate) fn of(rule: &Rule) -> String {
    let mut page = format!("# {}\n\n", rule.code);
    wrap(&mut page, "", &format!("**{}** ({})", rule.summary, rule.severity));
    section(&mut page, "Why", rule.why);
    section(&mut page, "What to do", rule.advice);
    example(&mut page, rule);
    section(&mut page, "Who says so", rule.source);
    page.push_str("\n[All rules](README.md)\n");
    page
}

fn section(page: &mut String, title: &str, text: &str) {
    let _ = write!(page, "\n## {title}\n\n");
    wrap(page, "", text);
}

/// What is drawn, what is found in it, and the ways out.
fn example(page: &mut String, rule: &Rule) {
    let mut sketch = Sketch::new();
    (rule.example)(&mut sketch);
    let landscape = &sketch.landscape;
    page.push_str("\n## The least landscape that has it\n\n");
    let says_something =
        |record: &Record| record.id() != ElementId::Header || !words::fields(landscape, record).is_empty();
    for record in landscape.records().filter(says_something) {
        wrap(page, "- ", &words::record(landscape, &record));
    }
    let findings: Vec<Finding> = rule::check(landscape, chrono::NaiveDate::from_ymd_opt(TODAY.0, TODAY.1, TODAY.2))
        .into_iter()
        .filter(|finding| finding.code == rule.code)
        .collect();
    for finding in &findings {
        page.push_str("\nIt is found in these words:\n\n");
        wrap(page, "> ", &finding.message);
        if !finding.fixes.is_empty() {
            page.push_str("\nThe ways out that it offers:\n\n");
        }
        for fix in &finding.fixes {
            wrap(page, "- ", &fix.label);
        }
    }
}

/// Adds a paragraph in lines of [`WIDTH`]; `first` begins it, and the lines below stand under its text.
fn wrap(page: &mut String, first: &str, text: &str) {
    let below = if first == "> " { first.to_owned() } else { " ".repeat(first.trim_start_matches('\n').len()) };
    page.push_str(first);
    let mut length = below.chars().count();
    for (index, word) in text.split_whitespace().enumerate() {
        let long = word.chars().count();
        if index > 0 && length + 1 + long > WIDTH {
            let _ = write!(page, "\n{below}");
            length = below.chars().count();
        } else if index > 0 {
            page.push(' ');
            length += 1;
        }
        page.push_str(word);
        length += long;
    }
    page.push('\n');
}
