//! What nodes tell each other.

use std::time::Duration;

use atoll_core::protocol::{LinkId, Revision, Right};
use atoll_server::store::{Hint, PRESENCE_BYTES_MAX, Store};
use tokio::sync::broadcast;

use crate::ground::{EPOCH, Ground, Kind, create, end, entries};

/// A store that writes, and one that listens: another node where the kind of store lets nodes hear each other.
async fn nodes(ground: &Ground) -> (Store, broadcast::Receiver<Hint>) {
    let store = ground.open().await;
    let listener = match ground.kind() {
        Kind::Sqlite => store.clone(),
        Kind::Memory | Kind::Postgres => ground.open().await,
    };
    let mut hints = listener.hints();
    if ground.kind() == Kind::Postgres {
        // It says so when it has begun to listen, and what was told before is not heard.
        assert_eq!(hints.recv().await.unwrap(), Hint::Missed);
    }
    // The listening node lives on for as long as the test.
    std::mem::forget(listener);
    (store, hints)
}

async fn next(hints: &mut broadcast::Receiver<Hint>) -> Hint {
    tokio::time::timeout(Duration::from_secs(10), hints.recv()).await.expect("a hint").unwrap()
}

pub(crate) async fn what_grows_is_told(ground: &Ground) {
    let (store, mut hints) = nodes(ground).await;
    let id = create(&store, 7).await;
    assert!(store.append(id, end(0), &entries(1, 3)).await.unwrap());
    assert!(!store.append(id, end(0), &entries(1, 3)).await.unwrap());
    assert!(store.append(id, end(3), &entries(4, 4)).await.unwrap());
    for revision in [3, 4] {
        let grown = Hint::Grown { landscape: id, epoch: EPOCH, revision: Revision(revision) };
        assert_eq!(next(&mut hints).await, grown);
    }
}

pub(crate) async fn rights_and_removal_are_told(ground: &Ground) {
    let (store, mut hints) = nodes(ground).await;
    let id = create(&store, 7).await;
    store.revoke_link(id, &LinkId("owner".to_owned()), crate::ground::at(9)).await.unwrap();
    assert_eq!(next(&mut hints).await, Hint::Rights(id));
    store.set_member(id, "ada", Some((Right::View, None))).await.unwrap();
    assert_eq!(next(&mut hints).await, Hint::Rights(id));
    store.remove(id).await.unwrap();
    assert_eq!(next(&mut hints).await, Hint::Removed(id));
}

pub(crate) async fn presence_is_told(ground: &Ground) {
    let (store, mut hints) = nodes(ground).await;
    let (id, other) = (create(&store, 7).await, create(&store, 8).await);
    let long = "x".repeat(PRESENCE_BYTES_MAX);
    for (landscape, text) in [(id, "[1, \"a b\"]"), (other, "ä"), (id, long.as_str())] {
        store.tell_presence(landscape, text).await.unwrap();
        assert_eq!(next(&mut hints).await, Hint::Presence { landscape, text: text.into() });
    }
    assert!(store.tell_presence(id, &format!("{long}x")).await.is_err());
}
