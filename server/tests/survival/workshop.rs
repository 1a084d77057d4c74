//! A shared landscape with several who draw on it, until all have settled.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use atoll_core::command::apply;
use atoll_core::format::native;
use atoll_core::model::Landscape;
use atoll_core::protocol::{Create, Created};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep};

use crate::browser::{Browser, CONTEXTS, Glimpse, Phase, context_named};
use crate::node::ask;

/// How long everybody may take to agree once nothing is killed any more.
const PATIENCE: Duration = Duration::from_secs(60);

/// Several who draw on one landscape.
pub(crate) struct Workshop {
    pub(crate) created: Created,
    pub(crate) start: Landscape,
    phase: watch::Sender<Phase>,
    glimpses: Vec<Arc<Mutex<Glimpse>>>,
    browsers: Vec<JoinHandle<Browser>>,
}

impl Workshop {
    /// Shares a landscape and lets so many draw on it.
    pub(crate) fn begin(address: SocketAddr, people: u64) -> Self {
        let mut start = Landscape::default();
        for number in 1..=CONTEXTS {
            apply(&mut start, &context_named(number, &format!("Context {number}")).into()).unwrap();
        }
        let create = Create { file: Some(native::write(&start)), ..Create::default() };
        let body = serde_json::to_string(&create).unwrap();
        let (status, created) = ask(address, "POST", "/api/landscapes", None, &body);
        assert_eq!(status, 201, "{created}");
        let created: Created = serde_json::from_value(created).unwrap();
        let (phase, phases) = watch::channel(Phase::Draw);
        let (glimpses, browsers) = (1..=people)
            .map(|number| {
                let browser = Browser::new(number, address, &created);
                (browser.glimpse(), tokio::spawn(browser.live(phases.clone())))
            })
            .unzip();
        Self { created, start, phase, glimpses, browsers }
    }

    /// What is known of everybody.
    pub(crate) fn glimpses(&self) -> Vec<Glimpse> {
        self.glimpses.iter().map(|glimpse| *glimpse.lock().unwrap()).collect()
    }

    /// Waits until it holds for everybody.
    pub(crate) async fn until(&self, holds: impl Fn(&Glimpse) -> bool) {
        let end = Instant::now() + PATIENCE;
        while !self.glimpses().iter().all(&holds) {
            assert!(Instant::now() < end, "not everybody gets there: {:?}", self.glimpses());
            assert!(self.browsers.iter().all(|browser| !browser.is_finished()), "somebody left early");
            sleep(Duration::from_millis(10)).await;
        }
    }

    /// Waits until everybody takes part and has seen so many more lines of the log than `before`.
    pub(crate) async fn until_busy(&self, before: &[Glimpse], lines: u64) {
        let seen = |glimpse: &Glimpse| glimpse.at.map_or(0, |at| at.revision.0);
        let end = Instant::now() + PATIENCE;
        loop {
            let now = self.glimpses();
            if now.iter().zip(before).all(|(now, before)| now.is_together && seen(now) >= seen(before) + lines) {
                return;
            }
            assert!(Instant::now() < end, "not everybody comes back: {now:?}");
            sleep(Duration::from_millis(10)).await;
        }
    }

    /// Lets everybody stop drawing, and waits until all is acknowledged and everybody has seen as much as the others.
    pub(crate) async fn end(self) -> (Created, Landscape, Vec<Browser>) {
        self.phase.send(Phase::Settle).unwrap();
        let end = Instant::now() + PATIENCE;
        loop {
            self.until(|glimpse| glimpse.is_done && glimpse.is_together && glimpse.pending == 0).await;
            // Lines that were acknowledged to one may still be on their way to another.
            let glimpses = self.glimpses();
            if glimpses.iter().all(|glimpse| glimpse.at == glimpses[0].at) {
                break;
            }
            assert!(Instant::now() < end, "not everybody sees the same: {glimpses:?}");
            sleep(Duration::from_millis(10)).await;
        }
        self.phase.send(Phase::Leave).unwrap();
        let mut browsers = Vec::new();
        for browser in self.browsers {
            browsers.push(browser.await.unwrap());
        }
        (self.created, self.start, browsers)
    }
}
