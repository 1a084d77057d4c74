//! `/api/landscapes/{id}/milestones`

use atoll_core::protocol::Milestone;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use serde_json::{Value, json};

use crate::house::{Answer, House, rename};

/// Gives a revision a name.
async fn name(house: &House, landscape: &str, request: Value) -> Answer {
    let request = Request::put(format!("{landscape}/milestones"))
        .header("content-type", "application/json")
        .body(Body::from(request.to_string()))
        .unwrap();
    house.send(request).await
}

fn names(answer: &Answer) -> Vec<(u64, String)> {
    let milestones: Vec<Milestone> = serde_json::from_value(answer.json()).unwrap();
    milestones.into_iter().map(|milestone| (milestone.revision.0, milestone.name)).collect()
}

#[tokio::test]
async fn a_revision_is_named_named_anew_and_loses_its_name() {
    let house = House::new().await;
    let landscape = house.create(json!({})).await;
    house.submit(&landscape, json!([rename("a", "One"), rename("b", "Two")])).await;
    assert!(names(&house.get(&format!("{landscape}/milestones")).await).is_empty());
    let before = chrono::Utc::now();
    name(&house, &landscape, json!({ "revision": 2, "name": "  After the workshop " })).await;
    let both = name(&house, &landscape, json!({ "revision": 0, "name": "As it began" })).await;
    let expected = [(0, "As it began".to_owned()), (2, "After the workshop".to_owned())];
    assert_eq!(names(&both), expected);
    let milestones: Vec<Milestone> = serde_json::from_value(both.json()).unwrap();
    assert!((milestones[0].at - before).num_seconds().abs() < 60);
    let anew = name(&house, &landscape, json!({ "revision": 2, "name": "Agreed" })).await;
    assert_eq!(names(&anew)[1], (2, "Agreed".to_owned()));
    let house = house.again().await;
    assert_eq!(names(&house.get(&format!("{landscape}/milestones")).await).len(), 2, "after a restart");
    let without = name(&house, &landscape, json!({ "revision": 2, "name": "" })).await;
    assert_eq!(names(&without), [(0, "As it began".to_owned())]);
}

#[tokio::test]
async fn what_is_not_there_and_what_is_no_name_is_refused() {
    let house = House::new().await;
    let landscape = house.create(json!({})).await;
    let long = "x".repeat(121);
    name(&house, &landscape, json!({ "revision": 1, "name": "Later" })).await.refuses(400, "no revision 1 yet");
    name(&house, &landscape, json!({ "revision": 0, "name": long })).await.refuses(400, "at most 120 characters");
    let stranger = [("authorization", "Bearer 0000000000000000000000000000000000000000000000000000")];
    let answer = house.ask(Method::GET, &format!("{landscape}/milestones"), &stranger).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND, "{answer:?}");
    assert!(names(&house.get(&format!("{landscape}/milestones")).await).is_empty());
}

#[tokio::test]
async fn who_may_only_look_sees_names_and_gives_none() {
    let house = House::new().await;
    let landscape = house.create(json!({})).await;
    name(&house, &landscape, json!({ "revision": 0, "name": "As it began" })).await;
    let link = house.post(&format!("{landscape}/links"), json!({ "right": "view" }).to_string()).await.json();
    let viewer = format!("Bearer {}", link["token"].as_str().unwrap());
    let seen = house.ask(Method::GET, &format!("{landscape}/milestones"), &[("authorization", &viewer)]).await;
    assert_eq!(names(&seen), [(0, "As it began".to_owned())]);
    let request = Request::put(format!("{landscape}/milestones"))
        .header("content-type", "application/json")
        .header("authorization", &viewer)
        .body(Body::from(json!({ "revision": 0, "name": "Mine" }).to_string()))
        .unwrap();
    house.send(request).await.refuses(403, "You may view here.");
    assert_eq!(names(&house.get(&format!("{landscape}/milestones")).await), [(0, "As it began".to_owned())]);
}
