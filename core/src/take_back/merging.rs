//! One field: what it was, what one's own step made of it, and what it is now.

use crate::model::Value;

/// What becomes of a field.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Back {
    /// All of one's own is taken back by this.
    To(Value),
    /// Some of it is; the rest others changed since.
    Partly(Value),
    /// Others changed it since: it stays.
    Left,
}

/// Takes back what a step did to a field. `names` says that a list names elements, each at most once.
pub(super) fn back(before: &Value, after: &Value, now: &Value, names: bool) -> Back {
    match (before, after, now) {
        _ if now == after => Back::To(before.clone()),
        (Value::Map(before), Value::Map(after), Value::Map(now)) => entries(before, after, now),
        (Value::List(before), Value::List(after), Value::List(now)) => match run(before, after, now, names) {
            Some(items) => Back::To(Value::List(items)),
            None => Back::Left,
        },
        _ => Back::Left,
    }
}

type Entry = (String, Value);

/// Entry by entry: those that the step changed and that are as it left them.
fn entries(before: &[Entry], after: &[Entry], now: &[Entry]) -> Back {
    let held =
        |entries: &[Entry], name: &str| entries.iter().find(|(it, _)| it == name).map(|(_, value)| value.clone());
    let (mut result, mut is_left) = (now.to_vec(), false);
    let mut names: Vec<&str> = before.iter().map(|(name, _)| name.as_str()).collect();
    names.extend(after.iter().map(|(name, _)| name.as_str()).filter(|name| held(before, name).is_none()));
    for name in names {
        let [was, became, is] = [before, after, now].map(|entries| held(entries, name));
        if was == became || is == was {
            continue;
        }
        if is != became {
            is_left = true;
            continue;
        }
        result.retain(|(it, _)| it != name);
        result.extend(was.map(|value| (name.to_owned(), value)));
    }
    match is_left {
        true if result == now => Back::Left,
        true => Back::Partly(Value::Map(result)),
        false => Back::To(Value::Map(result)),
    }
}

/// A list with the run that the step changed as it was; nothing where that run is not there any more.
fn run(before: &[Value], after: &[Value], now: &[Value], names: bool) -> Option<Vec<Value>> {
    let same = |(a, b): &(&Value, &Value)| a == b;
    let head = before.iter().zip(after).take_while(same).count();
    let rest = before.len().min(after.len()) - head;
    let tail = before.iter().rev().zip(after.iter().rev()).take(rest).take_while(same).count();
    let lost = &before[head..before.len() - tail];
    let won = &after[head..after.len() - tail];
    let at = if won.is_empty() { gap(before, head, tail, now)? } else { place(won, head, tail, now)? };
    let (front, behind) = (&now[..at], &now[at + won.len()..]);
    let is_new = |item: &&Value| !names || !front.contains(item) && !behind.contains(item);
    Some(front.iter().chain(lost.iter().filter(is_new)).chain(behind).cloned().collect())
}

/// Where a run stands: as far from an end as it did, or wherever it stands only once.
fn place(run: &[Value], head: usize, tail: usize, now: &[Value]) -> Option<usize> {
    let places: Vec<usize> =
        now.windows(run.len()).enumerate().filter(|(_, window)| *window == run).map(|(at, _)| at).collect();
    let from_end = now.len().checked_sub(tail + run.len());
    match places[..] {
        [only] => Some(only),
        _ => places.iter().copied().find(|at| *at == head || Some(*at) == from_end),
    }
}

/// Where the run that the step took away stood: between the same neighbours, or beside one of them.
fn gap(before: &[Value], head: usize, tail: usize, now: &[Value]) -> Option<usize> {
    let (left, right) = (before[..head].last(), before[before.len() - tail..].first());
    let follows = |at: &usize| at.checked_sub(1).and_then(|at| now.get(at)) == left;
    let leads = |at: &usize| now.get(*at) == right;
    let mut places = 0..=now.len();
    let both = places.clone().find(|at| follows(at) && leads(at));
    both.or_else(|| places.clone().find(follows)).or_else(|| places.find(leads))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(text: &str) -> Value {
        Value::List(text.chars().map(|letter| Value::Text(letter.to_string())).collect())
    }

    #[test]
    fn of_a_list_the_run_that_was_changed_is_as_it_was() {
        for (before, after, now, expected) in [
            ("ab", "ab", "ab", Some("ab")),
            ("ab", "abx", "abxy", Some("aby")),
            ("ab", "abx", "yabx", Some("yab")),
            ("axb", "ab", "abc", Some("axbc")),
            ("axb", "ab", "acb", Some("axcb")),
            ("xab", "ab", "cb", Some("xcb")),
            ("abc", "axc", "axcy", Some("abcy")),
            ("abc", "axc", "ayc", None),
            ("ab", "ba", "bac", Some("abc")),
            ("", "x", "", None),
            ("a", "ax", "xax", Some("xa")),
            ("axb", "ab", "", None),
        ] {
            let back = back(&list(before), &list(after), &list(now), false);
            let expected = expected.map_or(Back::Left, |text| Back::To(list(text)));
            assert_eq!(back, expected, "{before} → {after}, now {now}");
        }
        assert_eq!(back(&list("ax"), &list("a"), &list("axb"), true), Back::To(list("axb")), "nobody is named twice");
    }

    #[test]
    fn of_a_map_the_entries_that_were_changed_are_as_they_were() {
        let map = |text: &str| {
            let entry = |pair: &str| (pair[..1].to_owned(), Value::Text(pair[1..].to_owned()));
            Value::Map(text.split_whitespace().map(entry).collect())
        };
        for (before, after, now, expected) in [
            ("a1 b1", "a2 b1", "a2 b3", Back::To(map("b3 a1"))),
            ("a1", "", "b1", Back::To(map("b1 a1"))),
            ("", "a1 b1", "a1 b2", Back::Partly(map("b2"))),
            ("a1", "a2", "a3", Back::Left),
            ("a1", "a2", "a1 b1", Back::To(map("a1 b1"))),
        ] {
            assert_eq!(back(&map(before), &map(after), &map(now), false), expected, "{before} → {after}, now {now}");
        }
    }

    #[test]
    fn a_plain_value_is_taken_back_only_where_it_is_as_it_was_left() {
        let text = |text: &str| Value::Text(text.to_owned());
        assert_eq!(back(&text("a"), &text("b"), &text("b"), false), Back::To(text("a")));
        assert_eq!(back(&text("a"), &text("b"), &text("c"), false), Back::Left);
        assert_eq!(back(&Value::Nothing, &text("b"), &text("c"), false), Back::Left);
    }
}
