//! `/api/openapi.json` and `/api/docs`: what is described is there, what is there is described, and answers are what
//! they are said to be.

use std::collections::{BTreeMap, BTreeSet};

use atoll_core::protocol::{
    Farewell, Join, LoggedCommand, MemberId, Opened, Person, Place, Presence, Present, Reason, Request, Resume, Right,
    Said, Token, Welcome,
};
use axum::http::Method;
use serde::Serialize;
use serde_json::{Value, json};

use crate::house::{Answer, House, remove, rename};
use crate::schema::wrong;

const ROUTER: &str = include_str!("../../src/router.rs");

fn document() -> Value {
    serde_json::from_str(&atoll_server::openapi::json(None)).unwrap()
}

/// The addresses in the router's text.
fn routed() -> BTreeSet<String> {
    let (_, code) = ROUTER.split_once("fn router(").unwrap();
    let (api, others) = code.split_once(".fallback(").unwrap();
    let paths = |text: &str, before: &str| -> Vec<String> {
        let parts = text.split(".route(\"").skip(1);
        parts.map(|part| format!("{before}{}", part.split_once('"').unwrap().0)).collect()
    };
    paths(api, "/api").into_iter().chain(paths(others, "")).collect()
}

#[tokio::test]
async fn every_address_is_described_with_its_methods_and_no_other() {
    let document = document();
    let described: BTreeMap<String, BTreeSet<String>> =
        document["paths"].as_object().unwrap().iter().fold(BTreeMap::new(), |mut all, (path, methods)| {
            all.insert(path.clone(), methods.as_object().unwrap().keys().map(|it| it.to_uppercase()).collect());
            all
        });
    let paths: BTreeSet<String> = described.keys().cloned().collect();
    assert_eq!(paths, routed());

    let house = House::adapted(|app| app.metrics = Some(atoll_server::metrics::Metrics::build().unwrap().1)).await;
    for (path, methods) in described {
        let path = path.replace("{id}", "0").replace("{link}", "0").replace("{revision}", "0");
        let answer = house.ask(Method::PATCH, &path, &[]).await;
        assert_eq!(answer.status.as_u16(), 405, "{path}: {answer:?}");
        let allowed = answer.header("allow").split(',').map(str::to_owned);
        let allowed: BTreeSet<String> = allowed.filter(|method| method != "HEAD").collect();
        assert_eq!(allowed, methods, "{path}");
    }
}

/// Asserts that an answer is what the document says of it.
#[track_caller]
fn holds(document: &Value, answer: &Answer, method: &str, path: &str) {
    let (path, status) = (path.replace('~', "~0").replace('/', "~1"), answer.status.as_u16());
    let place = format!("/paths/{path}/{method}/responses/{status}");
    let response = document.pointer(&place).unwrap_or_else(|| panic!("nobody describes {place}: {answer:?}"));
    match response.pointer("/content/application~1json/schema") {
        Some(schema) => assert_eq!(wrong(document, schema, &answer.json()), None, "{place}: {answer:?}"),
        None => assert!(answer.body.is_empty(), "{place}: {answer:?}"),
    }
}

#[tokio::test]
async fn answers_are_what_they_are_said_to_be() {
    let (document, house) = (document(), House::new().await);
    let (all, one) = ("/api/landscapes", "/api/landscapes/{id}");
    let created = house.post(all, json!({ "name": "Shop" }).to_string()).await;
    holds(&document, &created, "post", all);
    holds(&document, &house.post(all, "{").await, "post", all);
    holds(&document, &house.get(all).await, "get", all);
    let landscape = format!("{all}/{}", created.json()["id"].as_str().unwrap());
    holds(&document, &house.get(&landscape).await, "get", one);
    holds(&document, &house.get("/api/landscapes/nobody").await, "get", one);
    let commands = json!([rename("a", "One"), remove("b", "c1"), rename("a", "One")]);
    let submitted = house.submit(&landscape, commands).await;
    holds(&document, &submitted, "post", "/api/landscapes/{id}/commands");
    holds(&document, &house.get(&format!("{landscape}/revisions")).await, "get", "/api/landscapes/{id}/revisions");
    let bad = house.get(&format!("{landscape}/revisions?after=x")).await;
    holds(&document, &bad, "get", "/api/landscapes/{id}/revisions");

    holds(
        &document,
        &house.get(&format!("{landscape}/revisions/1")).await,
        "get",
        "/api/landscapes/{id}/revisions/{revision}",
    );
    let named = json!({ "revision": 1, "name": "Before the workshop" }).to_string();
    let request = axum::http::Request::put(format!("{landscape}/milestones"));
    let request = request.header("content-type", "application/json").body(named.into()).unwrap();
    holds(&document, &house.send(request).await, "put", "/api/landscapes/{id}/milestones");
    holds(&document, &house.get(&format!("{landscape}/milestones")).await, "get", "/api/landscapes/{id}/milestones");
    let links = format!("{landscape}/links");
    let asked = json!({ "right": "view", "label": "For the workshop", "expires": "2999-01-01T00:00:00Z" });
    let made = house.post(&links, asked.to_string()).await;
    holds(&document, &made, "post", "/api/landscapes/{id}/links");
    let link = format!("{links}/{}", made.json()["link"]["id"].as_str().unwrap());
    let revoked = house.ask(Method::DELETE, &link, &[]).await;
    holds(&document, &revoked, "delete", "/api/landscapes/{id}/links/{link}");
    let listed = house.get(&links).await;
    holds(&document, &listed, "get", "/api/landscapes/{id}/links");
    assert!(listed.json()[1]["revoked"].is_string() || listed.json()[0]["revoked"].is_string(), "{listed:?}");
    holds(&document, &house.get(&format!("{landscape}/audit")).await, "get", "/api/landscapes/{id}/audit");
    holds(&document, &house.get("/api/me").await, "get", "/api/me");
    holds(&document, &house.get("/healthz").await, "get", "/healthz");
    holds(&document, &house.get("/readyz").await, "get", "/readyz");
    holds(&document, &house.get("/api/live").await, "get", "/api/live");
    holds(&document, &house.ask(Method::DELETE, &landscape, &[]).await, "delete", one);
}

/// Asserts that a message is what the document says of messages of this name.
#[track_caller]
fn is_message(document: &Value, name: &str, message: &impl Serialize) {
    let value = serde_json::to_value(message).unwrap();
    let schema = &document["components"]["schemas"][name];
    assert_eq!(wrong(document, schema, &value), None, "{value}");
}

#[test]
fn live_messages_are_what_they_are_said_to_be() {
    let document = document();
    let person = Person { id: "p".to_owned(), name: "Pat".to_owned() };
    let at = chrono::DateTime::from_timestamp_millis(1_700_000_000_123).unwrap();
    let place = Place { view: "matrix".to_owned(), ..Place::default() };
    let selection = vec![serde_json::from_value(json!("c1")).unwrap()];
    let presence = Presence { pointer: Some(Default::default()), selection, place: Some(place) };
    let present = Present { presence: presence.clone(), person: person.clone(), ..Present::default() };
    let command = serde_json::from_value(rename("k", "New")["command"].clone()).unwrap();
    let key = || serde_json::from_value(json!("k")).unwrap();
    let logged = LoggedCommand { revision: Default::default(), key: key(), at, by: Some(person.clone()), command };
    let id = atoll_core::protocol::LandscapeId::new(7);
    let (epoch, revision) = Default::default();
    let opened = Opened { id, epoch, revision, file: String::new() };

    let token = Some(Token("0".repeat(52)));
    let resume = Some(Resume { epoch, revision });
    let join = Join { protocol: 1, landscape: id, token, person: person.clone(), resume };
    is_message(&document, "Request", &Request::Join(join.clone()));
    is_message(&document, "Request", &Request::Join(Join { token: None, resume: None, ..join }));
    let submit = serde_json::from_value(json!({ "commands": [rename("k", "New")] })).unwrap();
    is_message(&document, "Request", &Request::Submit(submit));
    is_message(&document, "Request", &Request::Presence(presence));
    is_message(&document, "Request", &Request::Presence(Presence::default()));

    let welcome = |opened| Welcome {
        protocol: 1,
        epoch,
        revision,
        right: Right::Edit,
        member: MemberId(3),
        person: person.clone(),
        at,
        present: vec![present.clone()],
        opened,
    };
    let farewell = |reason, again_after| Farewell { reason, sentence: "Why.".to_owned(), again_after };
    let reasons =
        ["draining", "too_slow", "silent", "not_allowed", "other_protocol", "malformed", "too_many", "broken"];
    let reasons = reasons.map(|reason| serde_json::from_value::<Reason>(json!(reason)).unwrap());
    for said in [
        Said::Welcome(Box::new(welcome(Some(opened)))),
        Said::Welcome(Box::new(welcome(None))),
        Said::Entries(vec![logged]),
        Said::Refused { key: key(), reason: "Why.".to_owned() },
        Said::Later { keys: vec![key()], reason: "Why.".to_owned(), after: 500 },
        Said::Here(vec![present.clone()]),
        Said::Gone(vec![MemberId(3)]),
        Said::Beat,
        Said::Farewell(farewell(Reason::Busy, None)),
    ] {
        is_message(&document, "Said", &said);
    }
    for reason in reasons {
        is_message(&document, "Said", &Said::Farewell(farewell(reason, Some(500))));
    }
}

#[tokio::test]
async fn the_document_and_its_page_are_served_and_need_nothing_from_elsewhere() {
    let house = House::new().await;
    let answer = house.get("/api/openapi.json").await;
    assert_eq!(answer.json(), document());
    assert_eq!(answer.header("content-type"), "application/json");
    let page = house.get("/api/docs").await;
    assert!(page.text().starts_with("<!doctype html>") && page.text().contains("href=\"docs.css\""), "{page:?}");
    assert!(page.header("content-security-policy").contains("style-src 'self'"), "{page:?}");
    let style = house.get("/api/docs.css").await;
    assert!(style.header("content-type").starts_with("text/css"), "{style:?}");
    assert!(style.text().contains("--paper: light-dark("));
}
