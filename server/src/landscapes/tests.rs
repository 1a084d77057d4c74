//! What holds of landscapes whoever asks; what their addresses answer is tested in `tests/route`.

use atoll_core::command::{EditHeader, HeaderEdit};
use atoll_core::protocol::{CommandKey, Verdict};

use super::*;
use crate::store::Options;

fn rename(key: &str, name: &str) -> Submission {
    let key = CommandKey::try_from(key.to_owned()).unwrap();
    Submission { key, command: EditHeader { edit: HeaderEdit::Name(name.to_owned()) }.into() }
}

async fn landscapes(folder: &tempfile::TempDir) -> Arc<Landscapes> {
    let store = Store::open(&Options::new(folder.path().join("atoll.db"))).await.unwrap();
    Arc::new(Landscapes::new(store))
}

#[tokio::test]
async fn whoever_goes_away_leaves_nothing_half_done() {
    let folder = tempfile::tempdir().unwrap();
    let landscapes = landscapes(&folder).await;
    let Created { id, .. } = landscapes.create(Create::default(), Utc::now()).await.unwrap();
    for number in 0..20 {
        let submit = landscapes.submit(id, vec![rename(&number.to_string(), "x")], Utc::now());
        // Gives up after some part of the way.
        let patience = std::time::Duration::from_micros(number * 150);
        let answered = tokio::time::timeout(patience, submit).await;
        drop(answered);
    }
    let commands = (0..20).map(|number| rename(&number.to_string(), "x")).collect();
    let submitted = landscapes.submit(id, commands, Utc::now()).await.unwrap();
    let mut revisions: Vec<u64> = submitted
        .results
        .iter()
        .map(|outcome| match outcome.verdict {
            Verdict::Revision(revision) => revision.0,
            Verdict::Refused(_) => panic!("{outcome:?}"),
        })
        .collect();
    revisions.sort_unstable();
    assert_eq!(revisions, (1..=20).collect::<Vec<u64>>());
    assert_eq!(submitted.revision, Revision(20));
}

#[tokio::test]
async fn what_is_in_memory_is_what_is_stored() {
    let folder = tempfile::tempdir().unwrap();
    let (one, other) = (landscapes(&folder).await, landscapes(&folder).await);
    let Created { id, .. } = one.create(Create::default(), Utc::now()).await.unwrap();
    for number in 0..6 {
        let (writes, reads) = if number % 2 == 0 { (&one, &other) } else { (&other, &one) };
        let name = format!("Name {number}");
        writes.submit(id, vec![rename(&name, &name)], Utc::now()).await.unwrap();
        let opened = reads.open(id).await.unwrap();
        assert!(opened.file.contains(&name), "{opened:?}");
        assert_eq!(opened, writes.open(id).await.unwrap());
    }
    let cached = one.cache().get(id).unwrap();
    let stored = one.store.load(id, None).await.unwrap().unwrap();
    let replayed = replay::replay(id, None, &stored).unwrap();
    assert_eq!((cached.revision, &cached.landscape), (replayed.revision, &replayed.landscape));
    assert_eq!(cached.since, replayed.since);
}
