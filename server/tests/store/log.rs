//! The log: what was put in comes out, in order, whole, and once.

use std::collections::BTreeMap;

use atoll_core::protocol::{Epoch, LandscapeId, Person, Revision, Right};
use atoll_server::store::{Entry, Snapshot, StoreError, Stored};

use crate::ground::{EPOCH, Ground, at, create, end, entries, entry, hash, key, link};

fn stored(revision: u64, base: Option<&str>, tail: &[Entry]) -> Option<Stored> {
    let base = base.map(|body| Snapshot { revision: Revision(0), body: body.to_owned() });
    Some(Stored { epoch: EPOCH, revision: Revision(revision), base, tail: tail.to_vec() })
}

pub(crate) async fn what_was_put_in_comes_out(ground: &Ground) {
    let store = ground.open().await;
    let id = create(&store, 7).await;
    let lines = entries(1, 2);
    assert!(store.append(id, end(0), &lines).await.unwrap());
    assert!(store.append(id, end(2), &[]).await.unwrap());

    // Another node finds it too.
    let other = ground.open().await;
    for store in [&store, &other] {
        assert_eq!(store.load(id, None).await.unwrap(), stored(2, Some("base"), &lines));
        assert_eq!(store.load(id, Some(end(0))).await.unwrap(), stored(2, None, &lines));
        assert_eq!(store.load(id, Some(end(1))).await.unwrap(), stored(2, None, &lines[1..]));
        assert_eq!(store.load(id, Some(end(2))).await.unwrap(), stored(2, None, &[]));
        // Who knows more than there is, or another log, knows nothing.
        assert_eq!(store.load(id, Some(end(3))).await.unwrap(), stored(2, Some("base"), &lines));
        let strange = Some((Epoch(8), Revision(1)));
        assert_eq!(store.load(id, strange).await.unwrap(), stored(2, Some("base"), &lines));
        let known = store.accepted(id, [key("k2"), key("k3")].iter()).await.unwrap();
        assert_eq!(known, BTreeMap::from([(key("k2"), Revision(2))]));
        assert_eq!(store.revisions_of(&[id, LandscapeId::new(9)]).await.unwrap(), [(id, EPOCH, Revision(2))]);
        store.ping().await.unwrap();
    }
    store.close().await;
    let another = create(&other, 3).await;
    assert_eq!(other.landscapes(None, 10).await.unwrap(), [another, id]);
    assert_eq!(other.landscapes(Some(another), 10).await.unwrap(), [id]);
    assert_eq!(other.landscapes(None, 1).await.unwrap(), [another]);
}

pub(crate) async fn a_key_is_stored_once_and_a_failure_leaves_nothing(ground: &Ground) {
    let store = ground.open().await;
    let id = create(&store, 7).await;
    assert!(store.append(id, end(0), &entries(1, 1)).await.unwrap());
    let again = store.append(id, end(1), &[entry(2, "b"), entry(3, "k1")]).await;
    assert!(matches!(again, Err(StoreError::Failed(_))), "{again:?}");
    let twice = store.append(id, end(1), &[entry(2, "b"), entry(3, "b")]).await;
    assert!(matches!(twice, Err(StoreError::Failed(_))), "{twice:?}");
    assert_eq!(store.load(id, None).await.unwrap(), stored(1, Some("base"), &entries(1, 1)));
    assert!(store.append(id, end(1), &[entry(2, "b")]).await.unwrap());
    // The same key in another landscape is another command.
    let other = create(&store, 8).await;
    assert!(store.append(other, end(0), &entries(1, 1)).await.unwrap());
    // Nothing of a landscape that is there already is put in again.
    let owner = link("owner", Right::Own);
    let again = store.create(id, Epoch(9), "other", at(1), (&owner, &hash("new"))).await;
    assert!(again.is_err());
    assert_eq!(store.link_of(&hash("new")).await.unwrap(), None);
    assert_eq!(store.revisions_of(&[id]).await.unwrap(), [(id, EPOCH, Revision(2))]);
}

pub(crate) async fn whoever_did_not_see_the_newest_is_told_so(ground: &Ground) {
    let store = ground.open().await;
    let id = create(&store, 7).await;
    assert!(store.append(id, end(0), &entries(1, 2)).await.unwrap());
    for seen in [0, 1, 3] {
        let number = seen + 1;
        let late = [Entry { revision: Revision(number), ..entry(number, "late") }];
        assert!(!store.append(id, end(seen), &late).await.unwrap());
    }
    // No revision is left out, and none comes twice.
    for strange in [vec![entry(4, "a")], vec![entry(3, "a"), entry(3, "b")], vec![entry(3, "a"), entry(5, "b")]] {
        assert!(matches!(store.append(id, end(2), &strange).await, Err(StoreError::Strange(_))));
    }
    assert_eq!(store.load(id, None).await.unwrap(), stored(2, Some("base"), &entries(1, 2)));
}

pub(crate) async fn another_log_is_not_added_to(ground: &Ground) {
    let store = ground.open().await;
    let id = create(&store, 7).await;
    assert!(!store.append(id, (Epoch(8), Revision(0)), &entries(1, 1)).await.unwrap());
    assert_eq!(store.load(id, None).await.unwrap(), stored(0, Some("base"), &[]));
    assert!(store.append(id, (EPOCH, Revision(0)), &entries(1, 1)).await.unwrap());
}

pub(crate) async fn the_log_is_read_page_by_page(ground: &Ground) {
    let store = ground.open().await;
    let id = create(&store, 7).await;
    let lines = entries(1, 20);
    assert!(store.append(id, end(0), &lines).await.unwrap());
    let page = async |after, limit, bytes| store.revisions(id, Revision(after), limit, bytes).await.unwrap().unwrap();
    assert_eq!(page(0, 3, 1_000).await, lines[..3]);
    assert_eq!(page(18, 3, 1_000).await, lines[18..]);
    assert_eq!(page(20, 3, 1_000).await, []);
    assert_eq!(page(99, 3, 1_000).await, []);
    // Four bytes each: “"k1"”. The first is always among them.
    assert_eq!(page(0, 10, 8).await, lines[..2]);
    assert_eq!(page(0, 10, 9).await, lines[..2]);
    assert_eq!(page(0, 10, 1).await, lines[..1]);
    assert_eq!(page(0, 0, 100).await, []);
}

pub(crate) async fn any_revision_can_be_looked_at(ground: &Ground) {
    let store = ground.open().await;
    let id = create(&store, 7).await;
    let lines = entries(1, 5);
    assert!(store.append(id, end(0), &lines).await.unwrap());
    let snapshot = Snapshot { revision: Revision(3), body: "three".to_owned() };
    store.draft_snapshot(id, &snapshot).await.unwrap();
    store.confirm_snapshot(id, Revision(3)).await.unwrap();

    let look = async |revision| store.load_at(id, Revision(revision)).await.unwrap();
    assert_eq!(look(0).await, stored(0, Some("base"), &[]));
    assert_eq!(look(2).await, stored(2, Some("base"), &lines[..2]));
    let three = |revision, tail: &[Entry]| {
        let (epoch, revision) = (EPOCH, Revision(revision));
        Some(Stored { epoch, revision, base: Some(snapshot.clone()), tail: tail.to_vec() })
    };
    assert_eq!(look(3).await, three(3, &[]));
    assert_eq!(look(5).await, three(5, &lines[3..]));
    assert_eq!(look(6).await, None);
    assert_eq!(store.load_at(LandscapeId::new(8), Revision(0)).await.unwrap(), None);
}

pub(crate) async fn many_lines_are_put_in_at_once(ground: &Ground) {
    let store = ground.open().await;
    let id = create(&store, 7).await;
    let lines = entries(1, 1_234);
    assert!(store.append(id, end(0), &lines[..1_000]).await.unwrap());
    assert!(store.append(id, end(1_000), &lines[1_000..]).await.unwrap());
    assert_eq!(store.load(id, None).await.unwrap(), stored(1_234, Some("base"), &lines));
    let keys: Vec<_> = lines.iter().map(|line| line.key.clone()).collect();
    assert_eq!(store.accepted(id, keys.iter()).await.unwrap().len(), 1_234);
}

pub(crate) async fn any_text_is_kept(ground: &Ground) {
    let store = ground.open().await;
    let id = create(&store, 7).await;
    let mut lines = entries(1, 4);
    let names = ["O’Brien'; DROP TABLE command; --", "\u{1f3dd} äöü \u{202e}", "\u{1}\t\n{}\\\"NULL,", ""];
    for (line, name) in lines.iter_mut().zip(names) {
        line.body = format!("{}{}", serde_json::Value::from(name), "x".repeat(100_000));
        line.by = Some(Person { id: name.to_owned(), name: name.to_owned() });
        line.key = key(&format!("{name}?"));
    }
    lines[3].by = None;
    assert!(store.append(id, end(0), &lines).await.unwrap());
    assert_eq!(store.load(id, None).await.unwrap(), stored(4, Some("base"), &lines));
    let keys: Vec<_> = lines.iter().map(|line| line.key.clone()).collect();
    assert_eq!(store.accepted(id, keys.iter()).await.unwrap().len(), 4);
    // One character is kept by nobody: it is written in another way.
    let mut line = entry(5, "nul");
    line.by = Some(Person { id: "a\0b".to_owned(), name: "\0".to_owned() });
    assert!(store.append(id, end(4), &[line]).await.unwrap());
    let by = store.load(id, Some(end(4))).await.unwrap().unwrap().tail.remove(0).by;
    assert_eq!(by, Some(Person { id: "a\u{fffd}b".to_owned(), name: "\u{fffd}".to_owned() }));
}

pub(crate) async fn a_landscape_that_is_not_there_has_nothing(ground: &Ground) {
    let store = ground.open().await;
    create(&store, 7).await;
    let id = LandscapeId::new(8);
    assert_eq!(store.load(id, None).await.unwrap(), None);
    assert_eq!(store.load(id, Some(end(0))).await.unwrap(), None);
    assert_eq!(store.revisions(id, Revision(0), 10, 100).await.unwrap(), None);
    assert_eq!(store.accepted(id, [key("k1")].iter()).await.unwrap(), BTreeMap::new());
    assert!(!store.append(id, end(0), &entries(1, 1)).await.unwrap());
    assert_eq!(store.revisions_of(&[id]).await.unwrap(), []);
    assert_eq!(store.links(id).await.unwrap(), []);
    assert!(store.add_link(id, &link("a", Right::View), &hash("a")).await.is_err());
    assert_eq!(store.link_of(&hash("a")).await.unwrap(), None);
    assert!(!store.set_member(id, "p", Some((Right::View, None))).await.unwrap());
    assert_eq!(store.member(id, "p").await.unwrap(), None);
    assert!(!store.name_revision(id, Revision(0), "x", None, at(1)).await.unwrap());
    assert_eq!(store.milestones(id).await.unwrap(), []);
    assert_eq!(store.read_snapshot(id, Revision(0)).await.unwrap(), None);
    assert!(!store.remove(id).await.unwrap());
}

pub(crate) async fn a_landscape_is_removed_with_all_that_belongs_to_it(ground: &Ground) {
    let store = ground.open().await;
    let (id, other) = (create(&store, 7).await, create(&store, 8).await);
    for id in [id, other] {
        assert!(store.append(id, end(0), &entries(1, 3)).await.unwrap());
        assert!(store.set_member(id, "p", Some((Right::Edit, None))).await.unwrap());
        assert!(store.name_revision(id, Revision(2), "x", None, at(1)).await.unwrap());
    }
    assert!(store.remove(id).await.unwrap());
    assert!(!store.remove(id).await.unwrap());
    assert_eq!(store.load(id, None).await.unwrap(), None);
    assert_eq!(store.link_of(&hash("7")).await.unwrap(), None);
    assert!(!store.append(id, end(3), &entries(4, 4)).await.unwrap());
    assert_eq!(store.landscapes_of("p").await.unwrap(), [(other, Right::Edit, None)]);
    assert_eq!(store.load(other, None).await.unwrap(), stored(3, Some("base"), &entries(1, 3)));
    // Its identifier can be had again; nothing of what was there comes back.
    assert_eq!(create(&store, 7).await, id);
    assert_eq!(store.load(id, None).await.unwrap(), stored(0, Some("base"), &[]));
    assert!(store.append(id, end(0), &entries(1, 1)).await.unwrap());
    assert_eq!(store.milestones(id).await.unwrap(), []);
}
