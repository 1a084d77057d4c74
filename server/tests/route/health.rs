//! `/healthz` and `/readyz`

use atoll_server::drain::{self, Phase};
use serde_json::json;
use sqlx::Connection as _;

use crate::house::House;

#[tokio::test]
async fn a_server_whose_database_answers_is_alive_and_ready() {
    let house = House::new().await;
    for path in ["/healthz", "/readyz"] {
        let answer = house.get(path).await;
        answer.says(&json!({ "status": "ok" }));
        assert_eq!(answer.header("cache-control"), "no-store");
    }
}

#[tokio::test]
async fn a_server_without_its_database_is_alive_and_not_ready() {
    let house = House::new().await;
    let mut intruder = house.intruder().await;
    sqlx::query("PRAGMA foreign_keys = OFF").execute(&mut intruder).await.unwrap();
    sqlx::query("DROP TABLE landscape").execute(&mut intruder).await.unwrap();
    intruder.close().await.unwrap();
    let answer = house.get("/readyz").await;
    assert_eq!(answer.status.as_u16(), 503);
    assert_eq!(answer.json(), json!({ "status": "the database does not answer" }));
    house.get("/healthz").await.says(&json!({ "status": "ok" }));
}

#[tokio::test]
async fn a_server_that_is_about_to_stop_is_alive_and_not_ready_and_serves() {
    let (drain, draining) = drain::channel();
    let house = House::adapted(|app| app.draining = draining).await;
    house.get("/readyz").await.says(&json!({ "status": "ok" }));
    drain.enter(Phase::Leaving);
    let answer = house.get("/readyz").await;
    assert_eq!(answer.status.as_u16(), 503);
    assert_eq!(answer.json(), json!({ "status": "the server is about to stop" }));
    house.get("/healthz").await.says(&json!({ "status": "ok" }));
    house.create(json!({ "name": "Shop" })).await;
}
