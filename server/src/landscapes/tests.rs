//! What holds of landscapes whoever asks; what their addresses answer is tested in `tests/route`.

use super::*;
use crate::store::Options;

#[tokio::test]
async fn what_is_in_memory_is_what_is_stored() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&Options::new(folder.path().join("atoll.db"))).await.unwrap();
    let landscapes = Landscapes::new(store);
    let Created { id, epoch, .. } = landscapes.create(Create::default(), Utc::now()).await.unwrap();
    let mut after = Revision::default();
    for number in 0..6 {
        let body = format!(r#"{{"edit_header":{{"edit":{{"name":"Name {number}"}}}}}}"#);
        let key = atoll_core::protocol::CommandKey::try_from(number.to_string()).unwrap();
        let entry = crate::store::Entry { revision: after.next(), key, at: Utc::now(), by: None, body };
        assert!(landscapes.store.append(id, (epoch, after), &[entry]).await.unwrap());
        after = after.next();
        assert!(landscapes.open(id).await.unwrap().file.contains(&format!("Name {number}")));
    }
    let cached = landscapes.cache().get(id).unwrap();
    let stored = landscapes.store.load(id, None).await.unwrap().unwrap();
    let replayed = replay::replay(id, None, &stored).unwrap();
    assert_eq!((cached.revision, &cached.landscape), (replayed.revision, &replayed.landscape));
    assert_eq!(cached.since, replayed.since);
}
