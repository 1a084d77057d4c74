//! Several nodes over one database: whatever they do at the same time, each revision is made once.

use atoll_core::protocol::{LandscapeId, Revision};
use atoll_server::store::{Entry, Store, StoreError};

use crate::ground::{Ground, create, end, entries, entry};

/// Puts so many commands into the log, each after whatever is there; answers with the revisions that they made.
async fn write(store: Store, id: LandscapeId, name: String, count: usize) -> Vec<(String, Revision)> {
    let mut made = Vec::new();
    let mut known = Revision(0);
    while made.len() < count {
        let key = format!("{name}-{}", made.len());
        let next = known.next();
        match store.append(id, end(known.0), &[Entry { revision: next, ..entry(next.0, &key) }]).await {
            Ok(true) => {
                made.push((key, next));
                known = next;
            }
            Ok(false) => known = store.revisions_of(&[id]).await.unwrap()[0].2,
            Err(StoreError::Busy) => {}
            Err(error) => panic!("{error}"),
        }
    }
    made
}

pub(crate) async fn of_two_that_append_one_wins_each_revision(ground: &Ground) {
    let stores = [ground.open().await, ground.open().await];
    let id = create(&stores[0], 7).await;
    let writers: Vec<_> =
        (0..6).map(|number| tokio::spawn(write(stores[number % 2].clone(), id, format!("w{number}"), 20))).collect();
    let mut made = Vec::new();
    for writer in writers {
        made.extend(writer.await.unwrap());
    }
    made.sort_by_key(|(_, revision)| *revision);
    let revisions: Vec<u64> = made.iter().map(|(_, revision)| revision.0).collect();
    assert_eq!(revisions, (1..=120).collect::<Vec<u64>>());
    for store in stores {
        let stored = store.load(id, None).await.unwrap().unwrap();
        let log: Vec<(String, Revision)> =
            stored.tail.iter().map(|entry| (entry.key.as_str().to_owned(), entry.revision)).collect();
        assert_eq!(log, made);
    }
}

pub(crate) async fn many_landscapes_grow_at_once(ground: &Ground) {
    let store = ground.open().await;
    let mut writers = Vec::new();
    for number in 0..40 {
        let id = create(&store, number).await;
        writers.push((id, tokio::spawn(write(store.clone(), id, "w".to_owned(), 5))));
    }
    for (id, writer) in writers {
        assert_eq!(writer.await.unwrap().len(), 5);
        assert_eq!(store.load(id, None).await.unwrap().unwrap().tail.len(), 5);
    }
}

pub(crate) async fn one_that_fails_keeps_no_other_from_it(ground: &Ground) {
    let store = ground.open().await;
    let mut ids = Vec::new();
    for number in 0..20 {
        let id = create(&store, number).await;
        assert!(store.append(id, end(0), &entries(1, 1)).await.unwrap());
        ids.push(id);
    }
    // Every third uses a key again, every other third does not know the end of its log.
    let append = async |place: usize| match place % 3 {
        0 => store.append(ids[place], end(1), &[entry(2, "k1")]).await.map_err(|_| ()),
        1 => store.append(ids[place], end(0), &[entry(1, "late")]).await.map_err(|_| ()),
        _ => store.append(ids[place], end(1), &[entry(2, "k2")]).await.map_err(|_| ()),
    };
    let answers = futures_util::future::join_all((0..20).map(append)).await;
    for (place, answer) in answers.into_iter().enumerate() {
        let expected = [Err(()), Ok(false), Ok(true)][place % 3];
        assert_eq!(answer, expected, "{place}");
        let revision = store.revisions_of(&[ids[place]]).await.unwrap()[0].2;
        assert_eq!(revision.0, if place % 3 == 2 { 2 } else { 1 });
    }
}
