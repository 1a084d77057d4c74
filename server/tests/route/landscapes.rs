//! `/api/landscapes`

use atoll_core::format::native;
use atoll_core::gallery::EXAMPLES;
use atoll_core::protocol::LandscapeId;
use axum::body::Body;
use axum::http::{Method, Request};
use serde_json::{Value, json};

use crate::house::House;

#[tokio::test]
async fn a_landscape_is_made_and_opened() {
    let house = House::new().await;
    let answer = house.post("/api/landscapes", r#"{"name": "Shop"}"#).await;
    assert_eq!(answer.status.as_u16(), 201);
    let created = answer.json();
    let id = created["id"].as_str().unwrap();
    assert!(id.parse::<LandscapeId>().is_ok(), "{id}");
    assert_eq!(created, json!({ "id": id, "epoch": created["epoch"], "revision": 0, "token": created["token"] }));
    assert_eq!(created["token"].as_str().map(str::len), Some(52));
    assert_eq!(answer.header("location"), format!("/api/landscapes/{id}"));

    let opened = house.get(answer.header("location")).await;
    assert_eq!(opened.header("cache-control"), "no-store");
    let file = "{\n\"format\": \"atoll\",\n\"version\": 3,\n\"landscape\": {\"name\":\"Shop\"}\n}\n";
    opened.says(&json!({ "id": id, "epoch": created["epoch"], "revision": 0, "file": file }));
}

#[tokio::test]
async fn a_landscape_starts_from_a_file() {
    let house = House::new().await;
    for example in EXAMPLES {
        let file = native::write(&example.landscape());
        let landscape = house.create(json!({ "file": file })).await;
        let opened = house.get(&landscape).await.json();
        assert_eq!(opened["file"], Value::from(file.clone()));

        let landscape = house.create(json!({ "file": file, "name": "Ours" })).await;
        let opened = house.get(&landscape).await.json();
        let parsed = native::parse(opened["file"].as_str().unwrap()).unwrap();
        assert_eq!((parsed.header.name.as_str(), parsed.contexts), ("Ours", example.landscape().contexts));
    }
    let (first, second) = (house.create(json!({})).await, house.create(json!({})).await);
    assert_ne!(first, second);
}

#[tokio::test]
async fn a_file_that_is_none_is_refused_with_the_place() {
    let house = House::new().await;
    let refused = async |file: &str| house.post("/api/landscapes", json!({ "file": file }).to_string()).await;
    refused("ContextMap {}").await.refuses(400, "cannot be read");
    refused("{\"format\": \"atoll\", \"version\": 1,\n \"teams\": [{\"id\": \"c1\"}]}").await.refuses(400, "Line 2");
    refused("{\"format\": \"atoll\", \"version\": 99}").await.refuses(400, "newer Atoll");
    let twice = r#"{"format": "atoll", "version": 1, "teams": [{"id": "t1", "name": "A"}, {"id": "t1", "name": "B"}]}"#;
    refused(twice).await.refuses(400, "t1 is used twice");
    assert_eq!(house.query("SELECT count(*) FROM landscape").await, ["0"]);
}

#[tokio::test]
async fn an_unknown_landscape_is_not_found() {
    let house = House::new().await;
    house.create(json!({})).await;
    for id in ["00000000000000000000000000", "nonsense", "..%2f..%2fetc", "%00", "%ff"] {
        house.get(&format!("/api/landscapes/{id}")).await.refuses(404, "no landscape that this link opens");
        house.get(&format!("/api/landscapes/{id}/revisions")).await.refuses(404, "no landscape");
        let submitted = house.submit(&format!("/api/landscapes/{id}"), json!([])).await;
        submitted.refuses(404, "no landscape");
    }
}

#[tokio::test]
async fn other_addresses_and_methods_are_refused_in_json() {
    let house = House::new().await;
    house.get("/api/landscape").await.refuses(404, "nothing at this address");
    house.get("/api").await.refuses(404, "nothing at this address");
    let answer = house.ask(Method::DELETE, "/api/landscapes", &[]).await;
    answer.refuses(405, "does not take this method");
    assert_eq!(answer.header("allow"), "GET,HEAD,POST");
}

#[tokio::test]
async fn only_json_is_taken() {
    let house = House::new().await;
    let plain = Request::post("/api/landscapes").header("content-type", "text/plain").body(Body::from("{}")).unwrap();
    house.send(plain).await.refuses(415, "Content-Type");
    let untyped = Request::post("/api/landscapes").body(Body::from("{}")).unwrap();
    house.send(untyped).await.refuses(415, "Content-Type");

    house.post("/api/landscapes", "").await.refuses(400, "line 1, column 0");
    house.post("/api/landscapes", "{\n  \"name\": }").await.refuses(400, "line 2, column 11");
    house.post("/api/landscapes", r#"{"nmae": "Shop"}"#).await.refuses(400, "unknown field `nmae`");
    house.post("/api/landscapes", vec![b'"', 0xff, b'"']).await.refuses(400, "line 1");
}

#[tokio::test]
async fn a_request_has_a_limit() {
    let house = House::new().await;
    let huge = json!({ "name": "x".repeat(8 << 20) }).to_string();
    house.post("/api/landscapes", huge.clone()).await.refuses(413, "8 MiB");
    // Without a length in front, the limit is found while reading.
    let parts: Vec<Result<Vec<u8>, std::io::Error>> = huge.as_bytes().chunks(1 << 16).map(|c| Ok(c.to_vec())).collect();
    let body = Body::from_stream(futures_util::stream::iter(parts));
    house.post("/api/landscapes", body).await.refuses(413, "8 MiB");
    let large = json!({ "name": "x".repeat(8 << 20 >> 1) }).to_string();
    assert_eq!(house.post("/api/landscapes", large).await.status.as_u16(), 201);
}

#[tokio::test]
async fn answers_are_compressed_for_those_who_ask() {
    let house = House::new().await;
    let file = native::write(&EXAMPLES[0].landscape());
    let landscape = house.create(json!({ "file": file })).await;
    let plain = house.get(&landscape).await;
    let packed = house.ask(Method::GET, &landscape, &[("accept-encoding", "gzip")]).await;
    assert_eq!((plain.header("content-encoding"), packed.header("content-encoding")), ("", "gzip"));
    assert!(packed.body.len() * 3 < plain.body.len());
}
