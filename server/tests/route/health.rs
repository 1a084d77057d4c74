//! `/healthz`

use serde_json::json;
use sqlx::Connection as _;

use crate::house::House;

#[tokio::test]
async fn a_server_whose_database_answers_is_well() {
    let house = House::new().await;
    let answer = house.get("/healthz").await;
    answer.says(&json!({ "status": "ok" }));
    assert_eq!(answer.header("cache-control"), "no-store");
}

#[tokio::test]
async fn a_server_without_its_database_is_not() {
    let house = House::new().await;
    let mut intruder = house.intruder().await;
    sqlx::query("PRAGMA foreign_keys = OFF").execute(&mut intruder).await.unwrap();
    sqlx::query("DROP TABLE landscape").execute(&mut intruder).await.unwrap();
    intruder.close().await.unwrap();
    let answer = house.get("/healthz").await;
    assert_eq!(answer.status.as_u16(), 503);
    assert_eq!(answer.json(), json!({ "status": "the database does not answer" }));
}
