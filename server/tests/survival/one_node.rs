//! One server over SQLite.

use std::time::Duration;

use atoll_core::random::Random;
use tokio::time::sleep;

use crate::browser::Glimpse;
use crate::judge::judge;
use crate::kills;
use crate::node::Node;
use crate::workshop::Workshop;

/// How many draw at the same time.
const PEOPLE: u64 = 6;

/// How many lines everybody sees between two kills, most times.
const LINES: u64 = 10;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_acknowledged_survives_kills_under_load() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("atoll.db");
    let mut node = Node::start(folder.path(), database.to_str().unwrap());
    let workshop = Workshop::begin(node.address, PEOPLE);
    let (mut random, mut before, mut busy) = (Random::new(3), vec![Glimpse::default(); PEOPLE as usize], 0);
    for _ in 0..kills() {
        // Most die in the middle of the work, some before anybody is back.
        if random.below(4) > 0 {
            workshop.until_busy(&before, LINES).await;
            busy += 1;
        }
        sleep(Duration::from_millis(random.below(400) as u64)).await;
        node.kill();
        before = workshop.glimpses();
        sleep(Duration::from_millis(random.below(60) as u64)).await;
        node.wake();
    }
    workshop.until(|glimpse| glimpse.is_together).await;
    let judgement = judge(node.address, workshop.end().await);
    println!("{} kills, {judgement:?}", kills());
    assert!(judgement.logged >= LINES as usize * busy && judgement.joins > PEOPLE as usize * busy / 2, "{judgement:?}");
    // People did contradict each other.
    assert!(judgement.refused > 0, "{judgement:?}");
}
