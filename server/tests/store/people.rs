//! Who may open what, what revisions are called, and what is written down about rights.

use atoll_core::protocol::{LandscapeId, Link, LinkId, Milestone, Person, Revision, Right};
use atoll_server::store::AuditEntry;

use crate::ground::{Ground, at, create, end, entries, hash, link};

pub(crate) async fn a_landscape_begins_with_its_owners_link(ground: &Ground) {
    let store = ground.open().await;
    let id = create(&store, 7).await;
    assert_eq!(store.links(id).await.unwrap(), [link("owner", Right::Own)]);
    assert_eq!(store.link_of(&hash("7")).await.unwrap(), Some((id, link("owner", Right::Own))));
    assert_eq!(store.link_of(&hash("8")).await.unwrap(), None);
}

pub(crate) async fn links_are_found_by_their_hash_and_taken_back(ground: &Ground) {
    let store = ground.open().await;
    let (id, other) = (create(&store, 7).await, create(&store, 8).await);
    let view = Link { made: at(5), expires: Some(at(100)), ..link("a", Right::View) };
    let edit = Link { made: at(4), ..link("b", Right::Edit) };
    store.add_link(id, &view, &hash("view")).await.unwrap();
    store.add_link(id, &edit, &hash("edit")).await.unwrap();
    store.add_link(other, &view, &hash("other")).await.unwrap();
    // Neither a token nor a name twice.
    assert!(store.add_link(id, &link("c", Right::Own), &hash("view")).await.is_err());
    assert!(store.add_link(id, &link("a", Right::Own), &hash("new")).await.is_err());

    assert_eq!(store.links(id).await.unwrap(), [link("owner", Right::Own), edit.clone(), view.clone()]);
    assert_eq!(store.link_of(&hash("edit")).await.unwrap(), Some((id, edit)));
    assert_eq!(store.link_of(&hash("other")).await.unwrap(), Some((other, view.clone())));

    assert!(store.revoke_link(id, &view.id, at(50)).await.unwrap());
    assert!(!store.revoke_link(id, &view.id, at(60)).await.unwrap());
    assert!(!store.revoke_link(id, &LinkId("none".to_owned()), at(60)).await.unwrap());
    let revoked = Link { revoked: Some(at(50)), ..view.clone() };
    assert_eq!(store.link_of(&hash("view")).await.unwrap(), Some((id, revoked)));
    assert_eq!(store.link_of(&hash("other")).await.unwrap(), Some((other, view)));
}

pub(crate) async fn members_come_and_go(ground: &Ground) {
    let store = ground.open().await;
    let (id, other) = (create(&store, 7).await, create(&store, 8).await);
    let by = LinkId("owner".to_owned());
    assert!(store.set_member(id, "ada", Some((Right::View, Some(&by)))).await.unwrap());
    assert!(store.set_member(other, "ada", Some((Right::Comment, None))).await.unwrap());
    assert!(store.set_member(id, "bob", Some((Right::Edit, None))).await.unwrap());
    assert_eq!(store.member(id, "ada").await.unwrap(), Some((Right::View, Some(by.clone()))));
    assert_eq!(store.member(other, "bob").await.unwrap(), None);
    let mine = [(id, Right::View, Some(by)), (other, Right::Comment, None)];
    assert_eq!(store.landscapes_of("ada").await.unwrap(), mine);

    assert!(store.set_member(id, "ada", Some((Right::Own, None))).await.unwrap());
    assert_eq!(store.member(id, "ada").await.unwrap(), Some((Right::Own, None)));
    assert!(store.set_member(id, "ada", None).await.unwrap());
    assert!(!store.set_member(id, "ada", None).await.unwrap());
    assert_eq!(store.member(id, "ada").await.unwrap(), None);
    assert_eq!(store.landscapes_of("ada").await.unwrap(), [(other, Right::Comment, None)]);
    assert_eq!(store.landscapes_of("nobody").await.unwrap(), []);
}

pub(crate) async fn revisions_are_named(ground: &Ground) {
    let store = ground.open().await;
    let id = create(&store, 7).await;
    store.append(id, end(0), &entries(1, 3)).await.unwrap();
    let ada = Person { id: "p1".to_owned(), name: "Ada".to_owned() };
    assert!(store.name_revision(id, Revision(3), "Workshop", Some(&ada), at(9)).await.unwrap());
    assert!(store.name_revision(id, Revision(0), "Start", None, at(8)).await.unwrap());
    assert!(!store.name_revision(id, Revision(4), "Future", None, at(8)).await.unwrap());
    let start = Milestone { revision: Revision(0), name: "Start".to_owned(), by: None, at: at(8) };
    let workshop = Milestone { revision: Revision(3), name: "Workshop".to_owned(), by: Some(ada), at: at(9) };
    assert_eq!(store.milestones(id).await.unwrap(), [start.clone(), workshop]);

    assert!(store.name_revision(id, Revision(3), "Second workshop", None, at(10)).await.unwrap());
    let second = Milestone { revision: Revision(3), name: "Second workshop".to_owned(), by: None, at: at(10) };
    assert_eq!(store.milestones(id).await.unwrap(), [start, second.clone()]);
    assert!(store.name_revision(id, Revision(0), "", None, at(11)).await.unwrap());
    assert!(!store.name_revision(id, Revision(0), "", None, at(11)).await.unwrap());
    assert_eq!(store.milestones(id).await.unwrap(), [second]);
}

pub(crate) async fn what_was_done_is_written_down(ground: &Ground) {
    let store = ground.open().await;
    let id = create(&store, 7).await;
    let entry = |landscape, what: &str| AuditEntry {
        at: at(5),
        landscape,
        person: Some("p1".to_owned()),
        address: None,
        what: what.to_owned(),
        details: format!("{what} it"),
    };
    // About a landscape that nobody knows, too: somebody tried.
    let entries = [
        entry(Some(id), "made"),
        entry(None, "signed in"),
        entry(Some(LandscapeId::new(8)), "refused"),
        entry(Some(id), "opened"),
    ];
    store.audit(&entries[..3]).await.unwrap();
    store.audit(&entries[3..]).await.unwrap();
    store.audit(&[]).await.unwrap();
    let all = store.audits(None, 0, 10).await.unwrap();
    assert!(all.is_sorted_by(|one, other| one.number < other.number));
    assert_eq!(all.iter().map(|audited| audited.entry.clone()).collect::<Vec<_>>(), entries);
    assert_eq!(store.audits(None, all[1].number, 1).await.unwrap(), all[2..3]);
    assert_eq!(store.audits(Some(id), 0, 10).await.unwrap(), [all[0].clone(), all[3].clone()]);
    assert_eq!(store.audits(Some(id), all[0].number, 10).await.unwrap(), all[3..]);
    // It outlives what it is about.
    store.remove(id).await.unwrap();
    assert_eq!(store.audits(Some(id), 0, 10).await.unwrap().len(), 2);
}

pub(crate) async fn sessions_end(ground: &Ground) {
    let store = ground.open().await;
    let ada = Person { id: "p1".to_owned(), name: "Ada".to_owned() };
    let bob = Person { id: "p2".to_owned(), name: "Bob".to_owned() };
    store.add_session(&hash("a"), &ada, at(100), at(1)).await.unwrap();
    store.add_session(&hash("b"), &bob, at(10), at(1)).await.unwrap();
    let other = ground.open().await;
    assert_eq!(other.session(&hash("a"), at(99)).await.unwrap(), Some(ada.clone()));
    assert_eq!(other.session(&hash("a"), at(100)).await.unwrap(), None);
    assert_eq!(other.session(&hash("c"), at(1)).await.unwrap(), None);
    // Another one comes: those that ended are forgotten, the others are not.
    store.add_session(&hash("c"), &bob, at(100), at(50)).await.unwrap();
    assert_eq!(store.session(&hash("b"), at(1)).await.unwrap(), None);
    assert_eq!(store.session(&hash("a"), at(50)).await.unwrap(), Some(ada));
    store.end_session(&hash("a")).await.unwrap();
    assert_eq!(store.session(&hash("a"), at(50)).await.unwrap(), None);
}
