//! Snapshots: written, confirmed, used, and taken away again.

use std::sync::Arc;
use std::time::Duration;

use atoll_core::command::{EditHeader, HeaderEdit};
use atoll_core::protocol::{Create, LandscapeId, Revision, Right, Submission, Submit};
use atoll_server::landscapes::{Landscapes, Verified, verify};
use atoll_server::room::Setup;
use atoll_server::rooms::Rooms;
use atoll_server::store::Snapshot;

use crate::ground::{Ground, at, create, end, entries, key};

fn snapshot(revision: u64, body: &str) -> Snapshot {
    Snapshot { revision: Revision(revision), body: body.to_owned() }
}

pub(crate) async fn a_draft_is_not_used(ground: &Ground) {
    let store = ground.open().await;
    let id = create(&store, 7).await;
    store.append(id, end(0), &entries(1, 3)).await.unwrap();
    store.draft_snapshot(id, &snapshot(2, "wrong")).await.unwrap();
    let base = async || store.load(id, None).await.unwrap().unwrap().base;
    assert_eq!(base().await, Some(snapshot(0, "base")));
    // Written again, it is another one; once it is in use it is not.
    store.draft_snapshot(id, &snapshot(2, "right")).await.unwrap();
    assert_eq!(store.read_snapshot(id, Revision(2)).await.unwrap().as_deref(), Some("right"));
    store.confirm_snapshot(id, Revision(2)).await.unwrap();
    store.draft_snapshot(id, &snapshot(2, "late")).await.unwrap();
    assert_eq!(base().await, Some(snapshot(2, "right")));
    let stored = store.load(id, None).await.unwrap().unwrap();
    assert_eq!(stored.tail, entries(3, 3));
    // Who knows the landscape is not told it again.
    assert_eq!(store.load(id, Some(end(1))).await.unwrap().unwrap().base, None);
    store.confirm_snapshot(id, Revision(3)).await.unwrap();
    assert_eq!(base().await, Some(snapshot(2, "right")));
}

pub(crate) async fn old_snapshots_make_room(ground: &Ground) {
    let store = ground.open().await;
    let id = create(&store, 7).await;
    store.append(id, end(0), &entries(1, 9)).await.unwrap();
    store.draft_snapshot(id, &snapshot(1, "never confirmed")).await.unwrap();
    for revision in [2, 4, 6, 8] {
        store.draft_snapshot(id, &snapshot(revision, "body")).await.unwrap();
        store.confirm_snapshot(id, Revision(revision)).await.unwrap();
    }
    let mut kept = Vec::new();
    for revision in 0..=9 {
        if store.read_snapshot(id, Revision(revision)).await.unwrap().is_some() {
            kept.push(revision);
        }
    }
    assert_eq!(kept, [0, 6, 8]);
    assert_eq!(store.revisions(id, Revision(0), 100, 1_000).await.unwrap().unwrap(), entries(1, 9));
}

pub(crate) async fn one_node_at_a_time_makes_a_snapshot(ground: &Ground) {
    let store = ground.open().await;
    let (id, other) = (create(&store, 7).await, create(&store, 8).await);
    let turn = store.snapshot_turn(id).await.unwrap();
    assert!(turn.is_some());
    assert!(store.snapshot_turn(id).await.unwrap().is_none());
    assert!(store.snapshot_turn(other).await.unwrap().is_some());
    // Over one SQLite file there is one node as a rule; two may make the same snapshot, which does no harm.
    if ground.kind() != crate::ground::Kind::Sqlite {
        let node = ground.open().await;
        assert!(node.snapshot_turn(id).await.unwrap().is_none());
    }
    // Meanwhile others write.
    assert!(store.append(id, end(0), &entries(1, 1)).await.unwrap());
    drop(turn);
    for _ in 0..100 {
        if store.snapshot_turn(id).await.unwrap().is_some() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("the turn does not end");
}

/// Submits names, so many at a time.
async fn draw(rooms: Arc<Rooms>, id: LandscapeId, name: &'static str) {
    for batch in 0..8 {
        let submission = |number: u32| Submission {
            key: key(&format!("{name}-{batch}-{number}")),
            command: EditHeader { edit: HeaderEdit::Name(format!("{name} {batch} {number}")) }.into(),
        };
        let submit = Submit { commands: (0..50).map(submission).collect() };
        let submitted = rooms.submit(id, submit, 1_000, None, Right::Edit).await.unwrap();
        assert_eq!(submitted.results.len(), 50);
    }
}

pub(crate) async fn a_long_log_gets_a_snapshot_while_two_nodes_draw(ground: &Ground) {
    let nodes = [ground.open().await, ground.open().await].map(|store| Arc::new(Landscapes::new(store)));
    let id = nodes[0].create(Create::default(), at(1)).await.unwrap().id;
    let rooms = nodes.each_ref().map(|landscapes| Rooms::new(Arc::clone(landscapes), Setup::default()));
    let [one, other] = rooms.clone();
    tokio::join!(draw(one, id, "one"), draw(other, id, "other"));

    let store = ground.open().await;
    let start = std::time::Instant::now();
    let base = loop {
        let stored = store.load(id, None).await.unwrap().unwrap();
        assert_eq!(stored.revision, Revision(800));
        match stored.base {
            Some(base) if base.revision > Revision(0) => break base,
            _ => assert!(start.elapsed() < Duration::from_secs(20), "no snapshot is made"),
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    };
    assert!(base.body.starts_with('{'), "{}", base.body);
    // From the beginning and from the snapshot the log leads to the same.
    assert_eq!(verify(&store).await.unwrap(), Verified { landscapes: 1, commands: 800 });
    for rooms in &rooms {
        rooms.drain().await;
    }
    for landscapes in nodes {
        landscapes.close().await;
    }
}
