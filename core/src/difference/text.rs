//! A difference as lines of text: signs and words, so that it needs no colours.

use std::fmt::Write as _;

use crate::model::ElementKind;

use super::{Difference, ElementDifference, FieldDifference, Found, Status, Tally, is_place};

/// The difference for people, in lines: what differs of each kind of element, of the findings, and of the measures.
///
/// A line that begins with a sign and a blank says what happened: `+` added, `-` removed, `~` changed, `>` moved, `!` new
/// finding, `*` finding that is gone, `=` finding that is judged otherwise.
pub fn text(difference: &Difference) -> String {
    if difference.is_empty() {
        return "Nothing differs.\n".to_owned();
    }
    let mut text = String::new();
    for kind in ElementKind::ALL {
        let of_kind: Vec<&ElementDifference> = difference.elements.iter().filter(|it| it.id.kind() == *kind).collect();
        if !of_kind.is_empty() {
            let _ = writeln!(text, "{}", heading(*kind));
            of_kind.into_iter().for_each(|it| element(&mut text, it));
        }
    }
    findings(&mut text, difference);
    measures(&mut text, difference);
    let _ = writeln!(text, "{}", summary(difference));
    text
}

/// What lists of this kind of element are headed with.
pub(super) fn heading(kind: ElementKind) -> String {
    if kind == ElementKind::Header {
        return "The landscape itself".to_owned();
    }
    let word = plural(kind);
    let mut letters = word.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

/// What several elements of a kind are called.
pub(crate) fn plural(kind: ElementKind) -> String {
    match kind {
        ElementKind::DeliveryPolicy => "delivery policies".to_owned(),
        ElementKind::Story => "stories".to_owned(),
        ElementKind::Hotfix => "hotfixes".to_owned(),
        kind => format!("{}s", kind.word()),
    }
}

/// How many elements are added, removed, changed and moved, in a sentence without its full stop.
pub(super) fn counts(difference: &Difference) -> String {
    let statuses = [Status::Added, Status::Removed, Status::Changed, Status::Moved];
    let counts = statuses.map(|status| (difference.count(status), status.word()));
    let said: Vec<String> =
        counts.iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}")).collect();
    if said.is_empty() { "no element differs".to_owned() } else { said.join(", ") }
}

/// A tally in words.
pub fn tallied(tally: &Tally) -> String {
    let Tally { errors, warnings, infos, known, accepted, points } = tally;
    let count = |number: usize, one: &str| match number {
        1 => format!("1 {one}"),
        _ => format!("{number} {one}s"),
    };
    let mut words = vec![count(*errors, "error"), count(*warnings, "warning"), count(*infos, "info")];
    words.extend((*known > 0).then(|| format!("{known} known")));
    words.extend((*accepted > 0).then(|| format!("{accepted} accepted")));
    format!("{}; score {points}", words.join(", "))
}

fn element(text: &mut String, it: &ElementDifference) {
    let ElementDifference { name, status, fields, .. } = it;
    let _ = writeln!(text, "  {} {} {}", status.sign(), status.word(), one_line(name));
    if *status == Status::Changed {
        fields.iter().for_each(|it| {
            let _ = writeln!(text, "      {}", field(it));
        });
    }
}

fn field(it: &FieldDifference) -> String {
    let FieldDifference { label, before, after, .. } = it;
    match (before.is_empty(), after.is_empty()) {
        (true, true) => format!("{label}: differs"),
        (true, false) if is_place(it.name) => format!("{label}: {after}"),
        (true, false) => format!("{label}: nothing → {}", one_line(after)),
        (false, true) => format!("{label}: {} → nothing", one_line(before)),
        (false, false) if before == after => format!("{label}: {} (its parts differ)", one_line(before)),
        (false, false) => format!("{label}: {} → {}", one_line(before), one_line(after)),
    }
}

fn findings(text: &mut String, difference: &Difference) {
    let findings = &difference.findings;
    if findings.is_empty() {
        return;
    }
    text.push_str("Findings\n");
    let mut line = |sign: char, word: &str, found: &Found, told: &str| {
        let Found { code, severity, message, .. } = found;
        let _ = writeln!(text, "  {sign} {word} {severity} {code}: {}{}", one_line(message), one_line(told));
    };
    let told = |found: &Found| match found.judged.told() {
        told if told == "open" => String::new(),
        told => format!(" ({told})"),
    };
    findings.new.iter().for_each(|found| line('!', "new", found, &told(found)));
    findings.gone.iter().for_each(|found| line('*', "gone", found, &told(found)));
    for (was, is) in &findings.judged {
        let [was_told, is_told] = [was, is].map(|found| found.judged.told());
        let told = if was_told == is_told {
            format!(" (was {} before)", was.severity)
        } else {
            format!(" (was {was_told}; is {is_told})")
        };
        line('=', "judged", is, &told);
    }
}

fn measures(text: &mut String, difference: &Difference) {
    if difference.measures.is_empty() {
        return;
    }
    text.push_str("Measures\n");
    let width = difference.measures.iter().map(|it| it.name.chars().count()).max().unwrap_or(0);
    for it in &difference.measures {
        let [before, after] = it.figures();
        let by = match it.spell() {
            by if by.is_empty() => by,
            by => format!(" ({by})"),
        };
        let figures = if before == after {
            format!("{} → {}", it.before.text, it.after.text)
        } else {
            format!("{before} → {after}{by}")
        };
        let _ = writeln!(text, "    {:width$}  {}", it.name, one_line(&figures));
    }
}

fn summary(difference: &Difference) -> String {
    let [before, after] = difference.findings.tallies.each_ref().map(tallied);
    let mut counts = counts(difference);
    if let Some(first) = counts.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    if before == after {
        return format!("{counts}. Findings as before: {after}.");
    }
    format!("{counts}. Findings before: {before}. After: {after}.")
}

/// A text that may have several lines, as one.
pub(super) fn one_line(text: &str) -> String {
    text.split(['\n', '\r']).map(str::trim_end).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" / ")
}
