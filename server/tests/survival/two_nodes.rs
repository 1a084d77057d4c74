//! Two servers over one PostgreSQL, behind a balancer.

use std::time::Duration;

use atoll_core::random::Random;
use tokio::time::sleep;

use crate::balancer::balance;
use crate::browser::Glimpse;
use crate::cluster::Cluster;
use crate::judge::judge;
use crate::kills;
use crate::node::Node;
use crate::workshop::Workshop;

/// How many draw at the same time.
const PEOPLE: u64 = 6;

/// How many lines everybody sees between two kills, most times.
const LINES: u64 = 10;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_workshop_goes_on_while_nodes_are_killed() {
    let Some(cluster) = Cluster::start() else {
        println!("not tried: there is no PostgreSQL here (cargo xtask setup brings it)");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let mut nodes = [(); 2].map(|()| Node::start(folder.path(), &cluster.url()));
    let address = balance(nodes.iter().map(|node| node.address).collect()).await;
    let workshop = Workshop::begin(address, PEOPLE);
    let (mut random, mut before, mut busy) = (Random::new(5), vec![Glimpse::default(); PEOPLE as usize], 0);
    for _ in 0..kills() {
        if random.below(4) > 0 {
            workshop.until_busy(&before, LINES).await;
            busy += 1;
        }
        sleep(Duration::from_millis(random.below(400) as u64)).await;
        // Both at once, now and then.
        let victims = if random.below(5) == 0 { 0..2 } else { [0..1, 1..2][random.below(2)].clone() };
        nodes[victims.clone()].iter_mut().for_each(Node::kill);
        before = workshop.glimpses();
        // A node may stay away for a while, during which the other does all.
        sleep(Duration::from_millis(random.below(600) as u64)).await;
        nodes[victims].iter_mut().for_each(Node::wake);
    }
    workshop.until(|glimpse| glimpse.is_together).await;
    let judgement = judge(nodes[0].address, workshop.end().await);
    println!("{} kills, {judgement:?}", kills());
    assert!(judgement.logged >= LINES as usize * busy && judgement.joins > busy, "{judgement:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_workshop_goes_on_after_its_database_was_killed() {
    let Some(mut cluster) = Cluster::start() else {
        println!("not tried: there is no PostgreSQL here (cargo xtask setup brings it)");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let nodes = [(); 2].map(|()| Node::start(folder.path(), &cluster.url()));
    let address = balance(nodes.iter().map(|node| node.address).collect()).await;
    let workshop = Workshop::begin(address, PEOPLE);
    let mut random = Random::new(7);
    let (rounds, mut before) = (kills().div_ceil(3), vec![Glimpse::default(); PEOPLE as usize]);
    for _ in 0..rounds {
        workshop.until_busy(&before, LINES).await;
        sleep(Duration::from_millis(200 + random.below(500) as u64)).await;
        cluster.kill();
        before = workshop.glimpses();
        sleep(Duration::from_millis(random.below(500) as u64)).await;
        cluster.wake();
    }
    let judgement = judge(nodes[1].address, workshop.end().await);
    println!("the database was killed {rounds} times, {judgement:?}");
    assert!(judgement.logged >= LINES as usize * rounds, "{judgement:?}");
    assert!(nodes.iter().all(Node::is_awake));
}
