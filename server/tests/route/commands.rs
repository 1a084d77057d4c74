//! `/api/landscapes/{id}/commands`

use atoll_core::format::native;
use atoll_core::gallery::EXAMPLES;
use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::house::{House, post, remove, rename, send};

fn name_in(opened: &Value) -> String {
    native::parse(opened["file"].as_str().unwrap()).unwrap().header.name.clone()
}

#[tokio::test]
async fn accepted_commands_get_the_next_revisions() {
    let house = House::new().await;
    let landscape = house.create(json!({})).await;
    house.submit(&landscape, json!([])).await.says(&json!({ "revision": 0, "results": [] }));
    house.submit(&landscape, json!([rename("a", "One"), rename("b", "Two")])).await.says(&json!({
        "revision": 2,
        "results": [{ "key": "a", "revision": 1 }, { "key": "b", "revision": 2 }],
    }));
    let opened = house.get(&landscape).await.json();
    assert_eq!((opened["revision"].as_u64(), name_in(&opened)), (Some(2), "Two".to_owned()));

    let house = house.again().await;
    assert_eq!(house.get(&landscape).await.json(), opened);
}

#[tokio::test]
async fn what_does_not_apply_is_refused_and_skipped() {
    let house = House::new().await;
    let example = EXAMPLES[0].landscape();
    let landscape = house.create(json!({ "file": native::write(&example) })).await;
    let id = example.contexts.keys().next().unwrap().to_string();
    let edit = json!({ "key": "late", "command": { "edit_context": { "id": id, "edit": { "name": "Late" } } } });
    let answer = house.submit(&landscape, json!([remove("a", &id), edit, remove("b", &id), rename("c", "End")])).await;
    let missing = format!("The context {id} is not in this landscape (any more).");
    answer.says(&json!({
        "revision": 2,
        "results": [
            { "key": "a", "revision": 1 },
            { "key": "late", "refused": missing },
            { "key": "b", "refused": missing },
            { "key": "c", "revision": 2 },
        ],
    }));
    assert_eq!(house.query("SELECT revision FROM command ORDER BY revision").await, ["1", "2"]);
    assert_eq!(house.again().await.get(&landscape).await.json()["revision"], json!(2));
}

#[tokio::test]
async fn a_key_is_done_once() {
    let house = House::new().await;
    let landscape = house.create(json!({})).await;
    let first = json!([rename("a", "One"), rename("b", "Two")]);
    let answer = house.submit(&landscape, first.clone()).await.json();
    for _ in 0..3 {
        house.submit(&landscape, first.clone()).await.says(&answer);
    }
    // Also within a request, after a restart, and with something new beside it.
    let house = house.again().await;
    house.submit(&landscape, json!([rename("c", "Three"), rename("a", "One"), rename("c", "Four")])).await.says(
        &json!({
            "revision": 3,
            "results": [{ "key": "c", "revision": 3 }, { "key": "a", "revision": 1 }, { "key": "c", "revision": 3 }],
        }),
    );
    assert_eq!(name_in(&house.get(&landscape).await.json()), "Three");
    // Another landscape knows nothing of it.
    let other = house.create(json!({})).await;
    house.submit(&other, json!([rename("a", "One")])).await.says(&json!({
        "revision": 1,
        "results": [{ "key": "a", "revision": 1 }],
    }));
}

#[tokio::test]
async fn what_was_refused_can_be_tried_again() {
    let house = House::new().await;
    let landscape = house.create(json!({})).await;
    let add = json!({ "key": "add", "command": { "add": { "record": { "team": { "id": "t1", "name": "Blue" } } } } });
    let answer = house.submit(&landscape, json!([remove("r", "t1"), add, remove("r", "t1")])).await;
    answer.says(&json!({
        "revision": 2,
        "results": [
            { "key": "r", "refused": "The team t1 is not in this landscape (any more)." },
            { "key": "add", "revision": 1 },
            { "key": "r", "revision": 2 },
        ],
    }));
}

#[tokio::test]
async fn malformed_commands_do_nothing_at_all() {
    let house = House::new().await;
    let landscape = house.create(json!({})).await;
    let path = format!("{landscape}/commands");
    let refused = async |body: String, text: &str| house.post(&path, body).await.refuses(400, text);
    refused("{\"commands\": [\n{\"key\": \"a\"}]}".to_owned(), "line 2, column 12: missing field `command`").await;
    refused("{\"commands\": [{\"key\": \"a\", \"command\": {\"fly\": {}}}]}".to_owned(), "unknown variant `fly`").await;
    refused(json!({ "commands": [rename("a", "One"), rename("", "Two")] }).to_string(), "a command's key").await;
    let many: Vec<Value> = (0..=1_000).map(|n| rename(&n.to_string(), "x")).collect();
    refused(json!({ "commands": many }).to_string(), "at most 1000").await;
    refused(format!("{{\"commands\": {}", "[".repeat(1 << 20)), "invalid type").await;
    assert_eq!(house.get(&landscape).await.json()["revision"], json!(0));
}

#[tokio::test]
async fn commands_within_commands_have_an_end() {
    let house = House::new().await;
    let landscape = house.create(json!({})).await;
    let nested = |depth: usize| {
        (0..depth).fold(rename("", "Deep")["command"].clone(), |inner, _| json!({ "batch": { "commands": [inner] } }))
    };
    let submit = async |key: &str, depth: usize| {
        house.submit(&landscape, json!([{ "key": key, "command": nested(depth) }])).await
    };
    let answer = submit("deep", 20).await.json();
    assert_eq!(answer["results"][0]["refused"], "This change is nested too deeply to be followed.");
    submit("deeper", 60).await.refuses(400, "recursion limit");
    assert_eq!(submit("fine", 8).await.json()["revision"], json!(1));
}

#[tokio::test]
async fn numbers_are_kept_exactly() {
    let house = House::new().await;
    let landscape = house.create(json!({})).await;
    // One of those that a reader in a hurry takes for their neighbour.
    let value = 90.422_252_909_423_83;
    let edit = json!({ "edit_header": { "edit": { "assumptions": { "x": value } } } });
    house.submit(&landscape, json!([{ "key": "a", "command": edit }])).await;
    let before = house.get(&landscape).await.json();
    let house = house.again().await;
    let after = house.get(&landscape).await.json();
    assert_eq!(after, before);
    assert_eq!(native::parse(after["file"].as_str().unwrap()).unwrap().header.assumptions["x"], value);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_at_once_are_put_in_one_order() {
    let house = House::new().await;
    let landscape = house.create(json!({})).await;
    let neighbour = house.neighbour().await;
    let submit = async |number: usize| {
        let name = format!("n{number}");
        let body = json!({ "commands": [rename(&name, &name)] }).to_string();
        let request = post(&format!("{landscape}/commands"), body);
        // Half of them go to another server over the same database.
        if number.is_multiple_of(2) { house.send(request).await } else { send(&neighbour, request).await }
    };
    let (one, two, three, four) = (submit(1), submit(2), submit(3), submit(4));
    let (five, six, seven, eight) = (submit(5), submit(6), submit(7), submit(8));
    let answers = tokio::join!(one, two, three, four, five, six, seven, eight);
    let answers = [answers.0, answers.1, answers.2, answers.3, answers.4, answers.5, answers.6, answers.7];
    let mut revisions = Vec::new();
    for answer in answers {
        assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
        revisions.push(answer.json()["results"][0]["revision"].as_u64().unwrap());
    }
    revisions.sort_unstable();
    assert_eq!(revisions, [1, 2, 3, 4, 5, 6, 7, 8]);
    let newest = house.get(&landscape).await.json();
    assert_eq!(newest["revision"], json!(8));
    assert_eq!(house.again().await.get(&landscape).await.json(), newest);
}
