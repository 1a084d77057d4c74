//! Somebody who draws through everything: the machine that runs in the page, over a real WebSocket that is made anew
//! whenever it breaks. Whoever it is never loads the page again.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use atoll_core::command::{Add, Command, Place, Remove, rename};
use atoll_core::model::{BoundedContext, ContextId, ElementId, Frame};
use atoll_core::protocol::{BEAT, CommandKey, Created, Person, Reason, Request, Resume, Revision, Said, Submission};
use atoll_core::random::Random;
use atoll_core::sync::{Happening, Replica, Standing, pause};
use futures_util::{SinkExt as _, StreamExt as _};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::time::{Instant, sleep, sleep_until, timeout};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

/// On how many contexts everybody draws.
pub(crate) const CONTEXTS: u64 = 24;

/// A browser waits up to half a minute before it tries again; here a thirtieth of that is enough.
const HASTE: u32 = 10;
const PAUSE_MAX: u32 = 1_000;

/// The least and most time between two commands, in milliseconds.
const RHYTHM: (u64, u64) = (5, 30);

type Connection = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// What everybody is to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    /// Draw.
    Draw,
    /// Wait until everything is acknowledged and seen.
    Settle,
    /// Leave.
    Leave,
}

/// What is known of somebody from outside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Glimpse {
    pub(crate) is_together: bool,
    /// Whether they have heard that there is no more to be drawn: nothing comes after what is known of them.
    pub(crate) is_done: bool,
    pub(crate) pending: usize,
    pub(crate) at: Option<Resume>,
    pub(crate) joins: usize,
    /// How often the server asked to send again later.
    pub(crate) later: usize,
}

/// Somebody who draws, and what they were told.
pub(crate) struct Browser {
    pub(crate) replica: Replica,
    pub(crate) submitted: Vec<CommandKey>,
    pub(crate) acknowledged: Vec<CommandKey>,
    pub(crate) refused: Vec<CommandKey>,
    /// How often each was sent.
    pub(crate) sent: BTreeMap<CommandKey, usize>,
    /// The lines of the log that were seen, each once.
    pub(crate) seen: Vec<(Revision, CommandKey)>,
    /// How often the whole landscape was fetched.
    pub(crate) fetched: usize,
    /// How often what the server said made no sense.
    pub(crate) confused: usize,
    address: SocketAddr,
    name: String,
    random: Random,
    glimpse: Arc<Mutex<Glimpse>>,
}

impl Browser {
    pub(crate) fn new(number: u64, address: SocketAddr, created: &Created) -> Self {
        let name = format!("browser-{number}");
        let person = Person { id: name.clone(), name: format!("Person {number}") };
        Self {
            replica: Replica::new(created.id, created.token.clone(), person),
            submitted: Vec::new(),
            acknowledged: Vec::new(),
            refused: Vec::new(),
            sent: BTreeMap::new(),
            seen: Vec::new(),
            fetched: 0,
            confused: 0,
            address,
            name,
            random: Random::keyed(&[number]),
            glimpse: Arc::default(),
        }
    }

    /// What is known of them while they draw.
    pub(crate) fn glimpse(&self) -> Arc<Mutex<Glimpse>> {
        Arc::clone(&self.glimpse)
    }

    /// Draws until told otherwise, connected or not.
    pub(crate) async fn live(mut self, mut phase: watch::Receiver<Phase>) -> Self {
        let mut attempts = 0;
        while *phase.borrow() != Phase::Leave {
            if let Ok(Some(connection)) = timeout(Duration::from_secs(5), connect(self.address)).await {
                let before = self.joins();
                let wait = self.take_part(connection, &mut phase).await;
                self.replica.disconnected();
                if self.joins() > before {
                    attempts = 0;
                }
                if let Some(wait) = wait {
                    self.draw_alone(wait, &phase).await;
                }
            }
            let chance = u32::try_from(self.random.bits() >> 32).unwrap();
            let wait = (pause(attempts, chance) / HASTE).min(PAUSE_MAX);
            attempts += 1;
            self.draw_alone(wait, &phase).await;
        }
        self
    }

    fn joins(&self) -> usize {
        self.glimpse.lock().unwrap().joins
    }

    /// Draws without a connection for so many milliseconds.
    async fn draw_alone(&mut self, milliseconds: u32, phase: &watch::Receiver<Phase>) {
        self.show(phase);
        let end = Instant::now() + Duration::from_millis(milliseconds.into());
        while Instant::now() < end {
            sleep(self.rhythm().min(end - Instant::now())).await;
            if *phase.borrow() == Phase::Draw {
                self.draw();
            }
        }
    }

    /// Draws over a connection until it ends; answers with how long to stay away if the server said so.
    async fn take_part(&mut self, mut connection: Connection, phase: &mut watch::Receiver<Phase>) -> Option<u32> {
        let join = self.replica.connected();
        say(&mut connection, &join).await?;
        let silence = Duration::from_millis(u64::from(3 * BEAT));
        let mut patience = Instant::now() + silence;
        let mut next = Instant::now();
        let mut held_until = None;
        loop {
            tokio::select! {
                message = connection.next() => {
                    patience = Instant::now() + silence;
                    let Some(Ok(message)) = message else { return None };
                    if let Message::Text(text) = message {
                        match self.hear(&text) {
                            Heard::Well => {}
                            Heard::Later(after) => held_until = Some(Instant::now() + after),
                            Heard::End(wait) => return wait,
                        }
                    }
                }
                () = sleep_until(next) => {
                    next = Instant::now() + self.rhythm();
                    if *phase.borrow() == Phase::Draw {
                        self.draw();
                    }
                    if held_until.is_some_and(|until| until < Instant::now()) {
                        held_until = None;
                        self.replica.release();
                    }
                }
                () = sleep_until(patience) => return None,
                changed = phase.changed() => {
                    if changed.is_err() || *phase.borrow() == Phase::Leave {
                        return None;
                    }
                }
            }
            while let Some(request) = self.replica.next_request() {
                if let Request::Submit(submit) = &request {
                    for submission in &submit.commands {
                        *self.sent.entry(submission.key.clone()).or_default() += 1;
                    }
                }
                say(&mut connection, &request).await?;
            }
            self.show(phase);
        }
    }

    fn hear(&mut self, text: &str) -> Heard {
        let said: Said = serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"));
        if let Said::Welcome(welcome) = &said {
            self.fetched += usize::from(welcome.opened.is_some());
            self.glimpse.lock().unwrap().joins += 1;
        }
        let mut heard = Heard::Well;
        for happening in self.replica.heard(said) {
            match happening {
                Happening::Acknowledged(keys) => self.acknowledged.extend(keys),
                Happening::Refused(refused) => self.refused.push(refused.submission.key),
                Happening::Logged(lines) => {
                    self.seen.extend(lines.into_iter().map(|line| (line.revision, line.key)));
                }
                Happening::Later(after, _) => {
                    self.glimpse.lock().unwrap().later += 1;
                    heard = Heard::Later(Duration::from_millis(after.into()));
                }
                Happening::Rejoin => {
                    self.confused += 1;
                    heard = Heard::End(None);
                }
                Happening::Farewell(farewell) => {
                    let is_for_good = matches!(
                        farewell.reason,
                        Reason::NotAllowed | Reason::OtherProtocol | Reason::Malformed | Reason::Broken
                    );
                    assert!(!is_for_good, "{farewell:?}");
                    heard = Heard::End(farewell.again_after);
                }
                Happening::Replaced(_) => panic!("nobody put this server back from a backup"),
                Happening::Changed(_) | Happening::Presence => {}
            }
        }
        heard
    }

    /// Does something of its own, and puts it in line.
    fn draw(&mut self) {
        let command = self.command();
        let key = CommandKey::try_from(format!("{}/{}", self.name, self.submitted.len())).unwrap();
        // What does not even apply here is not put in line.
        if self.replica.submit(Submission { key: key.clone(), command }).is_ok() {
            self.submitted.push(key);
        }
    }

    /// Something that may well contradict what others do at the same time.
    fn command(&mut self) -> Command {
        let number = 1 + self.random.below(CONTEXTS as usize) as u64;
        let context: ElementId = ContextId::new(number).into();
        let turn = self.submitted.len();
        match self.random.below(10) {
            0..4 => rename(context, format!("{} {turn}", self.name)),
            4..8 => {
                let (x, y) = (self.random.below(2_000) as i32, self.random.below(2_000) as i32);
                let frame = Frame { x, y, width: 144, height: 88 };
                Place { frames: [(context, frame)].into_iter().collect() }.into()
            }
            8 => Remove { elements: [context].into_iter().collect() }.into(),
            _ => context_named(number, &self.name).into(),
        }
    }

    fn rhythm(&mut self) -> Duration {
        let (least, most) = RHYTHM;
        Duration::from_millis(least + self.random.below((most - least) as usize) as u64)
    }

    fn show(&self, phase: &watch::Receiver<Phase>) {
        let mut glimpse = self.glimpse.lock().unwrap();
        glimpse.is_done = *phase.borrow() != Phase::Draw;
        glimpse.is_together = self.replica.standing() == Standing::Together;
        glimpse.pending = self.replica.pending().len();
        glimpse.at = self.replica.at();
    }
}

/// What is to be done after something was heard.
enum Heard {
    Well,
    Later(Duration),
    End(Option<u32>),
}

/// Adds a context.
pub(crate) fn context_named(number: u64, name: &str) -> Add {
    let context = BoundedContext { id: ContextId::new(number), name: name.to_owned(), ..BoundedContext::default() };
    Add::new(context)
}

async fn connect(address: SocketAddr) -> Option<Connection> {
    let mut request = format!("ws://{address}/api/live").into_client_request().unwrap();
    request.headers_mut().insert("origin", format!("http://{address}").parse().unwrap());
    connect_async(request).await.ok().map(|(connection, _)| connection)
}

async fn say(connection: &mut Connection, request: &Request) -> Option<()> {
    connection.send(Message::text(serde_json::to_string(request).unwrap())).await.ok()
}
