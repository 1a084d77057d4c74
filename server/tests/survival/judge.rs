//! Looks at everything when all is over: the log, what the browsers were told, and what they see.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use atoll_core::command::apply;
use atoll_core::format::native;
use atoll_core::model::Landscape;
use atoll_core::protocol::{CommandKey, Created, LoggedCommand, Opened, REVISIONS_MAX, Revision};

use crate::browser::Browser;
use crate::node::ask;

/// What there was to judge.
#[derive(Debug)]
pub(crate) struct Judgement {
    pub(crate) logged: usize,
    pub(crate) refused: usize,
    pub(crate) joins: usize,
}

/// Nothing is lost, nothing is doubled, and everybody sees what the log says.
pub(crate) fn judge(address: SocketAddr, (created, start, browsers): (Created, Landscape, Vec<Browser>)) -> Judgement {
    let log = log(address, &created);
    let expected: Vec<u64> = (1..=log.len() as u64).collect();
    let revisions: Vec<u64> = log.iter().map(|line| line.revision.0).collect();
    assert_eq!(revisions, expected, "revisions have no gaps");
    let places: BTreeMap<&CommandKey, Revision> = log.iter().map(|line| (&line.key, line.revision)).collect();
    assert_eq!(places.len(), log.len(), "no command is in the log twice");

    let file = replayed(&start, &log);
    assert_eq!(opened(address, &created).file, file, "the landscape is what the log makes of it");
    for browser in &browsers {
        tell_the_truth(browser, &places, &log);
        assert_eq!(native::write(browser.replica.landscape()), file, "everybody sees the same");
        assert_eq!(browser.fetched, 1, "the landscape was fetched once, and never loaded again");
        assert_eq!(browser.confused, 0, "what a server says makes sense");
    }
    let submitted: usize = browsers.iter().map(|browser| browser.submitted.len()).sum();
    let refused = browsers.iter().map(|browser| browser.refused.len()).sum();
    assert_eq!(submitted, log.len() + refused, "everything was logged or refused, and nothing else is in the log");
    Judgement {
        logged: log.len(),
        refused,
        joins: browsers.iter().map(|browser| browser.glimpse().lock().unwrap().joins).sum(),
    }
}

/// Whatever one was told is so.
fn tell_the_truth(browser: &Browser, places: &BTreeMap<&CommandKey, Revision>, log: &[LoggedCommand]) {
    let logged: Vec<&CommandKey> = browser.submitted.iter().filter(|key| places.contains_key(key)).collect();
    let mut acknowledged: Vec<&CommandKey> = browser.acknowledged.iter().collect();
    for key in &acknowledged {
        assert!(places.contains_key(key), "{key:?} was acknowledged and is lost");
    }
    // Only what was sent once: what was refused by a server that was killed before it could say so is sent again, and may
    // apply by then, after later commands that were stored with the refusal.
    let is_sent_once = |key: &&&CommandKey| browser.sent.get(**key) == Some(&1);
    acknowledged.sort_by_key(|key| places.get(key));
    let ordered: Vec<_> = acknowledged.iter().filter(is_sent_once).collect();
    let drawn: Vec<_> = logged.iter().filter(is_sent_once).collect();
    assert_eq!(ordered, drawn, "what was sent once is done in the order in which it was drawn");
    acknowledged.sort();
    let mut logged = logged;
    logged.sort();
    assert_eq!(acknowledged, logged, "each is acknowledged once");
    for key in &browser.refused {
        assert!(!places.contains_key(key), "{key:?} was refused and is in the log");
    }
    // What somebody has seen was stored before it was said.
    for (revision, key) in &browser.seen {
        assert_eq!(places.get(key), Some(revision), "{key:?} was seen and is not there");
    }
    let seen: Vec<Revision> = browser.seen.iter().map(|(revision, _)| *revision).collect();
    let first = seen.first().copied().unwrap_or_default();
    assert_eq!(seen, (first.0..=log.len() as u64).map(Revision).collect::<Vec<_>>(), "each line was seen once");
    assert!(browser.replica.pending().is_empty());
}

fn log(address: SocketAddr, created: &Created) -> Vec<LoggedCommand> {
    let mut log: Vec<LoggedCommand> = Vec::new();
    loop {
        let path = format!("/api/landscapes/{}/revisions?after={}&limit={REVISIONS_MAX}", created.id, log.len());
        let (status, page) = ask(address, "GET", &path, token(created), "");
        assert_eq!(status, 200, "{page}");
        let page: Vec<LoggedCommand> = serde_json::from_value(page).unwrap();
        if page.is_empty() {
            return log;
        }
        log.extend(page);
    }
}

fn opened(address: SocketAddr, created: &Created) -> Opened {
    let (status, opened) = ask(address, "GET", &format!("/api/landscapes/{}", created.id), token(created), "");
    assert_eq!(status, 200, "{opened}");
    serde_json::from_value(opened).unwrap()
}

fn replayed(start: &Landscape, log: &[LoggedCommand]) -> String {
    let mut landscape = start.clone();
    for line in log {
        apply(&mut landscape, &line.command).unwrap();
    }
    native::write(&landscape)
}

fn token(created: &Created) -> Option<&str> {
    created.token.as_ref().map(|token| token.0.as_str())
}
