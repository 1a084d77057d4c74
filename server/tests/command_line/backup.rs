//! `atoll backup` and `atoll restore`: copies that are taken while people write, and what becomes of browsers afterwards.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use atoll_core::protocol::{Created, Join, Person, Request, Resume, Revision, Said, Welcome};
use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _, PgConnection};
use tokio_tungstenite::tungstenite::Message;

use crate::program::{Ended, Place, Server, ask, is_there};

fn rename(key: &str) -> Value {
    json!({ "key": key, "command": { "edit_header": { "edit": { "name": key } } } })
}

/// Makes a landscape that was changed so often.
fn landscape(server: &Server, changes: usize) -> Created {
    let (status, created) = server.post("/api/landscapes", &json!({ "name": "Shop" }));
    assert_eq!(status, 201, "{created}");
    let created: Created = serde_json::from_value(created).unwrap();
    let commands: Vec<Value> = (1..=changes).map(|number| rename(&format!("Name {number}"))).collect();
    let (status, answer) = server.post(&commands_of(&created), &json!({ "commands": commands }));
    assert_eq!(status, 200, "{answer}");
    created
}

fn commands_of(created: &Created) -> String {
    format!("/api/landscapes/{}/commands", created.id)
}

fn opened(server: &Server, created: &Created) -> Value {
    let (status, opened) = server.get(&format!("/api/landscapes/{}", created.id));
    assert_eq!(status, 200, "{opened}");
    opened
}

/// Asserts that a call succeeded and said this.
#[track_caller]
fn says(ended: &Ended, words: &[&str]) {
    assert_eq!((ended.code, ended.err.as_str()), (0, ""), "{ended:?}");
    assert!(words.iter().all(|word| ended.out.contains(word)), "{ended:?}");
}

/// Asserts that a call failed and said this, in one line.
#[track_caller]
fn refuses(ended: &Ended, words: &[&str]) {
    assert_eq!((ended.code, ended.out.as_str()), (2, ""), "{ended:?}");
    assert!(words.iter().all(|word| ended.err.contains(word)), "{ended:?}");
    assert_eq!(ended.err.lines().count(), 1, "{ended:?}");
}

/// Joins as a browser does that has some of a log.
async fn join(server: &Server, created: &Created, resume: Resume) -> Welcome {
    let (mut socket, _) = tokio_tungstenite::connect_async(format!("ws://{}/api/live", server.address)).await.unwrap();
    let person = Person { id: "p1".to_owned(), name: "Ada".to_owned() };
    let (landscape, token) = (created.id, created.token.clone());
    let join = Request::Join(Join { protocol: 1, landscape, token, person, resume: Some(resume) });
    socket.send(Message::text(serde_json::to_string(&join).unwrap())).await.unwrap();
    let heard = tokio::time::timeout(Duration::from_secs(10), socket.next()).await.unwrap().unwrap().unwrap();
    match serde_json::from_str(heard.to_text().unwrap()).unwrap() {
        Said::Welcome(welcome) => *welcome,
        said => panic!("{said:?}"),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_that_was_taken_while_people_wrote_is_put_back_as_another_log() {
    let place = Place::new();
    let server = place.serve();
    let created = landscape(&server, 300);
    let (is_over, count) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU64::new(300)));
    let writer = {
        let (address, path) = (server.address.clone(), commands_of(&created));
        let (is_over, count) = (Arc::clone(&is_over), Arc::clone(&count));
        std::thread::spawn(move || {
            while !is_over.load(Ordering::Relaxed) {
                let number = count.load(Ordering::Relaxed) + 1;
                let body = json!({ "commands": [rename(&format!("Name {number}"))] }).to_string();
                assert_eq!(ask(&address, "POST", &path, &body).unwrap().0, 200);
                count.store(number, Ordering::Relaxed);
            }
        })
    };
    let before = count.load(Ordering::Relaxed);
    says(&place.call(&["backup", "--to", "copy.db"]), &["“copy.db”", "landscapes 1", "commands 3"]);
    let names = place.names();
    assert!(!names.iter().any(|name| name.contains("copy.db-") || name.starts_with(".atoll")), "{names:?}");
    is_over.store(true, Ordering::Relaxed);
    writer.join().unwrap();
    let newest = opened(&server, &created);

    // Beside it, then over it while the server runs.
    says(&place.call(&["restore", "--from", "copy.db", "--database", "other.db"]), &["landscapes 1"]);
    let other = place.serve_with(&["--database", "other.db"]);
    let copied = opened(&other, &created);
    let revision = copied["revision"].as_u64().unwrap();
    assert!(before <= revision && revision <= newest["revision"].as_u64().unwrap(), "{before} {revision}");
    assert_ne!(copied["epoch"], newest["epoch"]);
    assert!(copied["file"].as_str().unwrap().contains(&format!("Name {revision}")), "{copied}");
    let (_, log) = other.get(&format!("/api/landscapes/{}/revisions?after={}", created.id, revision - 1));
    assert_eq!(log[0]["key"], json!(format!("Name {revision}")));

    // A browser that knows a line which the copy has, or lacks, gets the whole landscape; who knows this log does not.
    for known in [revision - 1, revision, revision + 5] {
        let stale = Resume { epoch: created.epoch, revision: Revision(known) };
        let welcome = join(&other, &created, stale).await;
        assert_ne!(welcome.epoch, created.epoch);
        assert_eq!(welcome.opened.map(|opened| opened.revision), Some(Revision(revision)));
        let current = Resume { epoch: welcome.epoch, revision: Revision(revision) };
        assert_eq!(join(&other, &created, current).await.opened, None);
    }
    // What it drew in the meantime it sends again, under the same key, and it is done again.
    let (_, answer) = other.post(&commands_of(&created), &json!({ "commands": [rename("Later")] }));
    assert_eq!(answer["results"][0]["revision"], json!(revision + 1));

    says(&place.call(&["restore", "--from", "copy.db", "--replace"]), &["landscapes 1"]);
    says(&place.call(&["audit"]), &["\"what\":\"created\"", "\"what\":\"restored\"", "from copy.db"]);
    assert_eq!(opened(&server, &created)["revision"], json!(revision));
}

#[test]
fn what_cannot_be_copied_or_put_back_is_said_and_changes_nothing() {
    let place = Place::new();
    let server = place.serve();
    let created = landscape(&server, 3);
    says(&place.call(&["backup", "--to", "copy.db"]), &["landscapes 1, commands 3"]);
    let copy = std::fs::read(place.folder.path().join("copy.db")).unwrap();

    refuses(&place.call(&["backup", "--to", "copy.db"]), &["“copy.db” already", "--to"]);
    refuses(&place.call(&["backup", "--to", "no/such/copy.db"]), &["“no/such/copy.db” cannot be written", "--to"]);
    refuses(&place.call(&["backup", "--to", "b.db", "--database", "none.db"]), &["“none.db” cannot be opened"]);
    place.write("text.db", "This is some text and no database.".repeat(100));
    refuses(
        &place.call(&["backup", "--to", "b.db", "--database", "text.db"]),
        &["“text.db”", "not a database of Atoll"],
    );
    refuses(&place.call(&["restore", "--from", "text.db", "--replace"]), &["“text.db”", "not a database of Atoll"]);
    refuses(&place.call(&["restore", "--from", "none.db", "--replace"]), &["“none.db” cannot be opened"]);
    refuses(&place.call(&["restore", "--from", "copy.db"]), &["holds landscapes already", "--replace"]);
    assert!(!is_there(place.folder.path(), "b.db") && !is_there(place.folder.path(), "none.db"));
    assert_eq!(std::fs::read(place.folder.path().join("copy.db")).unwrap(), copy);

    // A copy that cannot be read to its end is not put back.
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let file = SqliteConnectOptions::new().filename(place.folder.path().join("copy.db"));
        let mut connection = file.connect().await.unwrap();
        let damage = "UPDATE command SET body = '{\"remove\":{\"elements\":[\"c1\"]}}' WHERE revision = 2";
        sqlx::raw_sql(damage).execute(&mut connection).await.unwrap();
        connection.close().await.unwrap();
    });
    refuses(&place.call(&["restore", "--from", "copy.db", "--replace"]), &["cannot be read", "Nothing was changed"]);
    assert_eq!(opened(&server, &created)["revision"], json!(3));
    assert_eq!(opened(&server, &created)["epoch"], json!(created.epoch));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn copies_go_from_one_kind_of_database_to_the_other_and_back() {
    let Ok(address) = std::env::var("ATOLL_POSTGRES") else {
        assert!(std::env::var_os("CI").is_none(), "ATOLL_POSTGRES names no PostgreSQL: `cargo xtask test` starts one.");
        println!("skipped: ATOLL_POSTGRES names no PostgreSQL (`cargo xtask test` starts one)");
        return;
    };
    let name = format!("atoll_backup_{}", std::process::id());
    let mut postgres = PgConnection::connect(&address).await.unwrap();
    sqlx::raw_sql(sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}"))).execute(&mut postgres).await.unwrap();
    let database = format!("{}/{name}", address.rsplit_once('/').unwrap().0);

    let place = Place::new();
    let server = place.serve();
    let created = [landscape(&server, 700), landscape(&server, 3)];
    let files = created.each_ref().map(|created| opened(&server, created)["file"].clone());
    says(&place.call(&["backup", "--to", "one.db"]), &["landscapes 2, commands 703"]);
    says(&place.call(&["restore", "--from", "one.db", "--database", &database]), &["landscapes 2, commands 703"]);

    // Two nodes over it, and people who write while a copy is taken.
    let nodes = [place.serve_with(&["--database", &database]), place.serve_with(&["--database", &database])];
    for (created, file) in created.iter().zip(&files) {
        assert_eq!(opened(&nodes[1], created)["file"], *file);
    }
    for (number, node) in nodes.iter().enumerate() {
        let (status, answer) =
            node.post(&commands_of(&created[1]), &json!({ "commands": [rename(&format!("N{number}"))] }));
        assert_eq!((status, &answer["results"][0]["revision"]), (200, &json!(4 + number)), "{answer}");
    }
    says(&place.call(&["backup", "--to", "two.db", "--database", &database]), &["landscapes 2, commands 705"]);
    refuses(&place.call(&["restore", "--from", "two.db", "--database", &database]), &["holds landscapes already"]);
    says(&place.call(&["restore", "--from", "two.db", "--database", "back.db"]), &["landscapes 2, commands 705"]);
    let back = place.serve_with(&["--database", "back.db"]);
    assert_eq!(opened(&back, &created[0])["file"], files[0]);
    assert_eq!(opened(&back, &created[1])["revision"], json!(5));

    // Put back under nodes that run: they go on with what is there now.
    let before = opened(&nodes[0], &created[1]);
    says(&place.call(&["restore", "--from", "one.db", "--database", &database, "--replace"]), &["commands 703"]);
    for node in &nodes {
        let now = opened(node, &created[1]);
        assert_eq!((&now["revision"], &now["file"]), (&json!(3), &files[1]));
        assert_ne!(now["epoch"], before["epoch"]);
    }
    drop(nodes);
    sqlx::raw_sql(sqlx::AssertSqlSafe(format!("DROP DATABASE {name} WITH (FORCE)")))
        .execute(&mut postgres)
        .await
        .unwrap();
}
