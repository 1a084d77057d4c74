//! What was acknowledged is there after the server was killed in the middle of its work.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use crate::program::{Place, ask};

/// How many write at the same time.
const WRITERS: usize = 3;

fn rename(key: &str) -> Value {
    json!({ "key": key, "command": { "edit_header": { "edit": { "name": key } } } })
}

/// Submits command after command until the server is gone; answers with what was acknowledged: key and revision.
fn write(address: &str, path: &str, name: &str, is_over: &AtomicBool) -> Vec<(String, u64)> {
    let mut acknowledged = Vec::new();
    for number in 0.. {
        let key = format!("{name}-{number}");
        let body = json!({ "commands": [rename(&key)] }).to_string();
        let Some((status, answer)) = ask(address, "POST", path, &body) else { break };
        assert_eq!(status, 200, "{answer}");
        acknowledged.push((key, answer["results"][0]["revision"].as_u64().unwrap()));
        if is_over.load(Ordering::Relaxed) {
            break;
        }
    }
    acknowledged
}

#[test]
fn acknowledged_commands_survive_a_kill() {
    let place = Place::new();
    let mut server = place.serve();
    let (_, created) = server.post("/api/landscapes", &json!({}));
    let landscape = format!("/api/landscapes/{}", created["id"].as_str().unwrap());
    let commands = format!("{landscape}/commands");
    let mut acknowledged: Vec<(String, u64)> = Vec::new();

    for round in 0..3 {
        let is_over = Arc::new(AtomicBool::new(false));
        let writers: Vec<_> = (0..WRITERS)
            .map(|writer| {
                let (address, path, is_over) = (server.address.clone(), commands.clone(), Arc::clone(&is_over));
                thread::spawn(move || write(&address, &path, &format!("{round}-{writer}"), &is_over))
            })
            .collect();
        thread::sleep(Duration::from_millis(400));
        server.signal("KILL");
        is_over.store(true, Ordering::Relaxed);
        assert_eq!(server.ended(), None);
        for writer in writers {
            acknowledged.extend(writer.join().unwrap());
        }

        server = place.serve();
        // Retried, every acknowledged command answers with the revision that it had.
        for part in acknowledged.chunks(500) {
            let again: Vec<Value> = part.iter().map(|(key, _)| rename(key)).collect();
            let (status, answer) = server.post(&commands, &json!({ "commands": again }));
            assert_eq!(status, 200, "{answer}");
            let expected: Vec<Value> =
                part.iter().map(|(key, revision)| json!({ "key": key, "revision": revision })).collect();
            assert_eq!(answer["results"], Value::from(expected));
        }
    }
    assert!(acknowledged.len() > 10, "only {} commands were acknowledged", acknowledged.len());

    // The log is whole and in order, and the landscape is what its last line made it.
    let (mut log, mut after) = (Vec::new(), 0);
    loop {
        let (_, page) = server.get(&format!("{landscape}/revisions?after={after}&limit=1000"));
        let Some(last) = page.as_array().unwrap().last() else { break };
        after = last["revision"].as_u64().unwrap();
        log.extend(page.as_array().unwrap().clone());
    }
    let revisions: Vec<u64> = log.iter().map(|entry| entry["revision"].as_u64().unwrap()).collect();
    assert_eq!(revisions, (1..=log.len() as u64).collect::<Vec<_>>());
    let name = log.last().unwrap()["command"]["set"]["value"].clone();
    let (_, opened) = server.get(&landscape);
    assert!(opened["file"].as_str().unwrap().contains(&format!("{{\"name\":{name}}}")), "{opened}");
}
