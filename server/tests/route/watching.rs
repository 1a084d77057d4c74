//! What those who run the server see of requests: figures, and a name for each.

use std::collections::BTreeMap;

use atoll_server::metrics::Metrics;
use axum::http::Method;
use metrics::{LocalRecorderGuard, set_default_local_recorder};
use metrics_exporter_prometheus::PrometheusRecorder;
use serde_json::json;

use crate::house::{Answer, House, remove, rename};

/// The values of a scrape. Anything that is no such text fails.
fn values(answer: &Answer) -> BTreeMap<String, f64> {
    assert_eq!(answer.status.as_u16(), 200);
    assert_eq!(answer.header("content-type"), Metrics::MEDIA_TYPE);
    let lines = answer.text().lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let values = lines.map(|line| line.rsplit_once(' ').unwrap());
    values.map(|(series, value)| (series.to_owned(), value.parse().unwrap())).collect()
}

/// Counts what this test does and nothing else: a test has a thread of its own.
fn counted(recorder: &PrometheusRecorder) -> LocalRecorderGuard<'_> {
    set_default_local_recorder(recorder)
}

#[tokio::test]
async fn requests_and_commands_are_counted_by_route_and_never_by_landscape() {
    let (recorder, metrics) = Metrics::build().unwrap();
    let _counted = counted(&recorder);
    let house = House::adapted(|app| app.metrics = Some(metrics)).await;
    let landscape = house.create(json!({})).await;
    let submitted = house.submit(&landscape, json!([rename("a", "One"), remove("b", "c1"), rename("a", "One")])).await;
    assert_eq!(submitted.json()["revision"], json!(1));
    house.submit(&landscape, json!([rename("a", "One")])).await;
    house.get("/api/landscapes/nobody").await.refuses(404, "no landscape");
    house.get("/api/nowhere").await.refuses(404, "nothing at this address");
    house.ask(Method::from_bytes(b"BREW").unwrap(), "/api/landscapes", &[]).await.refuses(405, "this method");

    let scrape = house.get("/metrics").await;
    let values = values(&scrape);
    for (series, value) in [
        ("atoll_http_requests_total{method=\"POST\",path=\"/api/landscapes\",status=\"201\"}", 1.0),
        ("atoll_http_requests_total{method=\"POST\",path=\"/api/landscapes/{id}/commands\",status=\"200\"}", 2.0),
        ("atoll_http_requests_total{method=\"GET\",path=\"/api/landscapes/{id}\",status=\"404\"}", 1.0),
        ("atoll_http_requests_total{method=\"GET\",path=\"(a file)\",status=\"404\"}", 1.0),
        ("atoll_http_requests_total{method=\"other\",path=\"/api/landscapes\",status=\"405\"}", 1.0),
        ("atoll_http_request_duration_seconds_count{method=\"POST\",path=\"/api/landscapes\"}", 1.0),
        // The scrape itself.
        ("atoll_http_requests_under_way", 1.0),
        ("atoll_commands_total{outcome=\"accepted\"}", 1.0),
        ("atoll_commands_total{outcome=\"refused\"}", 1.0),
        // What is said twice in one request is one command: it was accepted before only in the second request.
        ("atoll_commands_total{outcome=\"repeated\"}", 1.0),
        ("atoll_batch_commands_count", 1.0),
    ] {
        assert_eq!(values.get(series), Some(&value), "{series} in\n{}", scrape.text());
    }
    assert!(values["atoll_append_duration_seconds_sum"] > 0.0);
    let id = landscape.rsplit('/').next().unwrap();
    assert!(!scrape.text().contains(id) && !scrape.text().contains("nobody"), "{}", scrape.text());
}

#[tokio::test]
async fn what_the_database_does_not_do_is_counted() {
    let (recorder, metrics) = Metrics::build().unwrap();
    let _counted = counted(&recorder);
    let house = House::adapted(|app| app.metrics = Some(metrics)).await;
    let mut intruder = house.intruder().await;
    let lock = sqlx::Connection::begin_with(&mut intruder, "BEGIN EXCLUSIVE").await.unwrap();
    house.post("/api/landscapes", "{}").await.refuses(503, "database is busy");
    lock.rollback().await.unwrap();
    let values = values(&house.get("/metrics").await);
    assert_eq!(values["atoll_database_errors_total{kind=\"busy\"}"], 1.0);
}

#[tokio::test]
async fn nobody_sees_figures_unless_they_are_to() {
    let house = House::new().await;
    // The page's own address, as any other that the server does not know.
    assert_ne!(house.get("/metrics").await.header("content-type"), Metrics::MEDIA_TYPE);
    assert_eq!(house.get("/metrics").await.status.as_u16(), 404);
}

#[tokio::test]
async fn every_answer_names_its_request() {
    let house = House::new().await;
    let named = |answer: &Answer| answer.header("x-request-id").to_owned();
    let (one, other) = (named(&house.get("/healthz").await), named(&house.get("/api/nowhere").await));
    assert!(!one.is_empty() && !other.is_empty() && one != other, "{one} {other}");
    let given = house.ask(Method::GET, "/missing.js", &[("x-request-id", "proxy-7")]).await;
    assert_eq!(named(&given), "proxy-7");
    let harmful = house.ask(Method::GET, "/healthz", &[("x-request-id", "a b=\"c\"")]).await;
    assert!(!named(&harmful).contains(['"', ' ', '=']), "{harmful:?}");
}
