//! Files that are cut, flipped and made up: never a panic, and an error that says where.

use atoll_core::format::{ImportError, native};
use atoll_core::gallery::EXAMPLES;
use proptest::prelude::*;

fn golden() -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/version-1.atoll.json");
    std::fs::read_to_string(path).expect("the golden file")
}

/// Reads a text: as data that comes back, or with an error at a place that the text has.
fn check(text: &str) -> Result<(), ImportError> {
    let read = native::parse(text);
    match &read {
        Ok(landscape) => {
            let written = native::write(landscape);
            assert_eq!(native::parse(&written).as_ref(), Ok(landscape), "{text}");
        }
        Err(ImportError::Malformed { line, column, message }) => {
            let lines: Vec<&str> = text.split('\n').collect();
            assert!((1..=lines.len()).contains(&(*line as usize)), "line {line} of {}: {message}", lines.len());
            let length = lines[*line as usize - 1].chars().count();
            assert!(
                (1..=length + 1).contains(&(*column as usize)),
                "column {column} of {length}, line {line}: {message}"
            );
            assert!(!message.is_empty());
        }
        Err(ImportError::Unknown | ImportError::Newer { .. } | ImportError::Link(_)) => {}
    }
    if let Err(error) = &read {
        let sentence = error.to_string();
        assert!(sentence.len() > 20 && sentence.ends_with('.'), "{sentence}");
    }
    read.map(drop)
}

#[test]
fn a_file_that_is_cut_anywhere_is_told_where() {
    let text = golden();
    let whole = text.trim_end().len();
    for (at, _) in text.char_indices() {
        let cut = check(&text[..at]);
        assert_eq!(cut.is_ok(), at >= whole, "cut at {at}");
        if at > 0 && at < whole {
            assert!(matches!(cut, Err(ImportError::Malformed { .. })), "cut at {at}: {cut:?}");
        }
        let _ = check(&text[at..]);
    }
}

#[test]
fn an_error_stands_where_the_mistake_is_also_behind_other_scripts() {
    let text = "{\n\"format\": \"atoll\",\n\"version\": 1,\n\"contexts\": [\n  {\"id\":\"c1\",\"name\":\"受注管理\",\"kind\":\"café\"}\n]\n}\n";
    let Err(ImportError::Malformed { line, column, message }) = native::parse(text) else { panic!("malformed") };
    let written = text.lines().nth(4).expect("five lines");
    let after = written.find("\"café\"").map(|at| written[..at].chars().count() + "\"café\"".chars().count());
    assert_eq!((line, Some(column as usize)), (5, after), "{message}");
}

#[test]
fn what_is_not_so_is_named_at_its_place() {
    let file =
        |contexts: &str| format!("{{\n\"format\": \"atoll\",\n\"version\": 1,\n\"contexts\": [\n{contexts}\n]\n}}\n");
    for (contexts, expected) in [
        ("{\"id\":\"t1\",\"name\":\"A\"}", "identifier"),
        ("{\"id\":\"c1\",\"nmae\":\"A\"}", "nmae"),
        ("{\"id\":\"c1\",\"name\":7}", "string"),
        ("{\"id\":\"c1\",\"kind\":\"planet\"}", "planet"),
        ("{\"id\":\"c1\",\"frame\":[1,2,3]}", "length 3"),
        ("{\"id\":\"c1\",\"frame\":[1,2,-3,4]}", "-3"),
        ("{\"id\":\"c1\",\"frame\":[99999999999,2,3,4]}", "99999999999"),
        ("{\"id\":\"c1\"},", "expected value"),
        ("{\"id\":\"c1\"} {\"id\":\"c2\"}", "expected"),
    ] {
        match check(&file(contexts)) {
            Err(ImportError::Malformed { line, message, .. }) => {
                assert!((5..=6).contains(&line) && message.contains(expected), "{contexts}: line {line}, {message}");
            }
            other => panic!("{contexts}: {other:?}"),
        }
    }
}

#[test]
fn a_newer_file_asks_for_a_newer_atoll_and_no_version_is_a_mistake() {
    let version = |version: &str| golden().replacen("\"version\": 1", &format!("\"version\": {version}"), 1);
    assert_eq!(check(&version("4")), Err(ImportError::Newer { version: 4 }));
    assert_eq!(check(&version("4000000000")), Err(ImportError::Newer { version: 4_000_000_000 }));
    for wrong in ["-1", "1.5", "\"1\"", "null", "99999999999"] {
        assert!(matches!(check(&version(wrong)), Err(ImportError::Malformed { .. })), "{wrong}");
    }
    // Whatever a newer file holds beside, the answer is that it is newer.
    let newer = "{\"format\": \"atoll\", \"version\": 9, \"tides\": {\"c1\": [[1]]}}";
    assert_eq!(check(newer), Err(ImportError::Newer { version: 9 }));
}

#[test]
fn depth_costs_no_stack() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let deep = format!("{}1{}", open.repeat(100_000), close.repeat(100_000));
        for text in [
            deep.clone(),
            format!("{{\"format\": \"atoll\", \"version\": 1, \"contexts\": {deep}}}"),
            format!("{{\"tides\": {deep}, \"format\": \"atoll\", \"version\": 1}}"),
        ] {
            assert!(check(&text).is_err());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn flipped_bytes_are_data_or_told(which in 0_usize..4, flips in prop::collection::vec((0.0..1.0_f64, any::<u8>()), 1..4)) {
        let text = if which < 3 { native::write(&EXAMPLES[which].landscape()) } else { golden() };
        let mut bytes = text.into_bytes();
        for (at, byte) in flips {
            let at = (at * bytes.len() as f64) as usize;
            bytes[at] = byte;
        }
        let _ = check(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn pieces_in_another_order_are_data_or_told(
        pieces in prop::collection::vec((0.0..1.0_f64, 0.0..0.05_f64, 0.0..1.0_f64), 1..5),
    ) {
        let mut text: Vec<char> = golden().chars().collect();
        for (from, length, to) in pieces {
            let from = (from * text.len() as f64) as usize;
            let end = (from + 1 + (length * text.len() as f64) as usize).min(text.len());
            let piece: Vec<char> = text.drain(from..end).collect();
            let to = (to * text.len() as f64) as usize;
            text.splice(to..to, piece);
        }
        let _ = check(&text.into_iter().collect::<String>());
    }

    #[test]
    fn any_text_is_data_or_told(text in "(?s).{0,60}") {
        let _ = check(&text);
        let _ = check(&format!("{{\"format\": \"atoll\", \"version\": 1, \"contexts\": [{text}]}}"));
    }
}
