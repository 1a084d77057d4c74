//! A disk that is full in the middle of a workshop, and then is not: a small file system in memory, which the server
//! alone sees.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use tokio::time::sleep;

use crate::judge::judge;
use crate::node::{Node, ask};
use crate::workshop::Workshop;

const PEOPLE: u64 = 3;

/// Mounts a file system of 8 MiB on the folder that comes first, and goes on as what follows.
const MOUNT: &str = r#"mount -t tmpfs -o size=8m tmpfs "$0" && exec "$@""#;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_refuses_and_goes_on_when_there_is_room() {
    let folder = tempfile::tempdir().unwrap();
    let disk = folder.path().join("disk");
    fs::create_dir(&disk).unwrap();
    let words = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", MOUNT, disk.to_str().unwrap()];
    if !Command::new(words[0]).args(&words[1..]).arg("true").status().is_ok_and(|status| status.success()) {
        println!("not tried: this system lets nobody mount a file system of their own");
        return;
    }
    let node = Node::start_with(folder.path(), disk.join("atoll.db").to_str().unwrap(), &words);
    let workshop = Workshop::begin(node.address, PEOPLE);
    workshop.until(|glimpse| glimpse.at.is_some_and(|at| at.revision.0 > 20)).await;

    let ballast = PathBuf::from(format!("/proc/{}/root{}/ballast", node.id(), disk.display()));
    let mut file = File::create(&ballast).unwrap();
    while file.write_all(&[0; 1 << 10]).is_ok() {}
    // Everybody is told to wait, nobody is told that it is done, and the server still answers.
    workshop.until(|glimpse| glimpse.later > 0 && glimpse.pending > 0).await;
    let (status, _) = ask(node.address, "GET", "/healthz", None, "");
    assert_eq!(status, 200);
    let before = workshop.glimpses();
    sleep(Duration::from_millis(1_500)).await;
    let while_full = workshop.glimpses();
    assert!(while_full.iter().zip(&before).all(|(now, before)| now.at == before.at && now.pending > before.pending));

    drop(file);
    fs::remove_file(&ballast).unwrap();
    let judgement = judge(node.address, workshop.end().await);
    assert!(node.is_awake() && judgement.joins == PEOPLE as usize, "nobody was sent away: {judgement:?}");
    println!("{judgement:?}; the server logged {} lines", node.logged().lines().count());
}
