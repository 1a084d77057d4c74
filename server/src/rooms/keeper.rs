//! A room's task: it tells the room what happens, and does what the room says.

use std::collections::{BTreeMap, HashMap};
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use atoll_core::protocol::{LandscapeId, MemberId, Submitted};
use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, sleep_until};

use super::elsewhere;
use super::outbox::Outbox;
use super::{Asking, Message, Rooms};
use crate::landscapes::compute;
use crate::logging::mark;
use crate::metrics;
use crate::room::{Class, Done, Input, Output, Room, Snap, StoreJob, Ticket, Trouble};
use crate::store::{Store, StoreError};

/// A room is worked on beside the threads that answer where so many bytes have to be gone through.
const HEAVY: usize = 256 << 10;

/// How many bytes of old lines are read at once.
const READ_BYTES: usize = 4 << 20;

type Job = Pin<Box<dyn Future<Output = Done> + Send>>;

/// What a room's task holds.
pub(super) struct Keeper {
    rooms: Arc<Rooms>,
    id: LandscapeId,
    room: Option<Room>,
    job: Option<Job>,
    members: BTreeMap<MemberId, Arc<Outbox>>,
    /// Those who are not welcomed yet.
    arriving: BTreeMap<MemberId, Arc<Outbox>>,
    answers: HashMap<u64, oneshot::Sender<Result<Submitted, Trouble>>>,
    tickets: u64,
    opened: Instant,
    _counted: metrics::Present,
}

/// What a task waits for.
enum Event {
    Stored(Done),
    Told(Message),
    Tick,
    End,
}

impl Keeper {
    pub(super) fn new(rooms: Arc<Rooms>, id: LandscapeId) -> Self {
        let room = Room::new(id, rooms.setup, rooms.now());
        Self {
            rooms,
            id,
            room: Some(room),
            job: None,
            members: BTreeMap::new(),
            arriving: BTreeMap::new(),
            answers: HashMap::new(),
            tickets: 0,
            opened: Instant::now(),
            _counted: metrics::room(),
        }
    }

    /// Drives the room until nobody needs it.
    pub(super) async fn keep(mut self, mut messages: mpsc::Receiver<Message>) {
        tracing::info!(landscape = %mark(self.id), "room opened");
        loop {
            let input = match self.next(&mut messages).await {
                Event::Stored(done) => Input::Stored(done),
                Event::Tick => Input::Tick,
                Event::End => break,
                Event::Told(Message::Input(input)) => input,
                Event::Told(Message::Join(arrival, outbox)) => {
                    self.arriving.insert(arrival.member, outbox);
                    Input::Join(arrival)
                }
                Event::Told(Message::Ask(asking)) => self.ask(*asking),
            };
            let Some(outputs) = self.take(input).await else { break };
            let mut is_asleep = false;
            for output in outputs {
                is_asleep |= matches!(output, Output::Sleep);
                self.act(output);
            }
            if is_asleep && self.rooms.drop_if_alone(self.id, &messages) {
                let seconds = self.opened.elapsed().as_secs();
                tracing::info!(landscape = %mark(self.id), seconds, "room closed");
                return;
            }
        }
        // The room is lost: connections that find its door closed say so.
        tracing::error!(landscape = %mark(self.id), "a room crashed; everybody in it connects again");
        messages.close();
        while messages.try_recv().is_ok() {}
        self.members.values().chain(self.arriving.values()).for_each(|outbox| outbox.abandon());
        self.rooms.forget_crashed(self.id);
    }

    async fn next(&mut self, messages: &mut mpsc::Receiver<Message>) -> Event {
        let due = self.room.as_ref().and_then(Room::due).map(|due| self.rooms.moment(due));
        let job = async {
            match &mut self.job {
                Some(job) => job.await,
                None => std::future::pending().await,
            }
        };
        let event = tokio::select! {
            biased;
            done = job => Event::Stored(done),
            message = messages.recv() => message.map_or(Event::End, Event::Told),
            () = async { match due { Some(due) => sleep_until(due).await, None => std::future::pending().await } } => {
                Event::Tick
            }
        };
        if matches!(event, Event::Stored(_)) {
            self.job = None;
        }
        event
    }

    fn ask(&mut self, asking: Asking) -> Input {
        let Asking { by, right, submit, bytes, answer } = asking;
        self.tickets += 1;
        self.answers.insert(self.tickets, answer);
        Input::Asked { ticket: Ticket(self.tickets), by, right, submit, bytes }
    }

    /// Lets the room take an input; nothing if it crashed over it.
    async fn take(&mut self, input: Input) -> Option<Vec<Output>> {
        let now = self.rooms.now();
        let mut room = self.room.take()?;
        if room.weight(&input) <= HEAVY {
            let outputs = room.take(input, now);
            self.room = Some(room);
            return Some(outputs);
        }
        let work = move || {
            let outputs = room.take(input, now);
            (room, outputs)
        };
        let (room, outputs) = compute(work).await.ok()?;
        self.room = Some(room);
        Some(outputs)
    }

    fn act(&mut self, output: Output) {
        match output {
            Output::Send(member, frame) => {
                if let Some(outbox) = self.arriving.remove(&member) {
                    self.members.insert(member, outbox);
                }
                if let Some(outbox) = self.members.get(&member) {
                    metrics::sent(1);
                    outbox.push(&frame);
                }
            }
            Output::SendAll(frame) => {
                debug_assert!(frame.class != Class::Greeting, "everybody is greeted by themselves");
                metrics::sent(self.members.len());
                self.members.values().for_each(|outbox| outbox.push(&frame));
            }
            Output::Close(member, farewell) => {
                if let Some(outbox) = self.members.remove(&member).or_else(|| self.arriving.remove(&member)) {
                    outbox.end(farewell);
                }
            }
            Output::Store(job) => self.job = Some(Box::pin(run(self.rooms.landscapes.store().clone(), self.id, job))),
            Output::Answer(Ticket(ticket), answer) => {
                if let Some(waiting) = self.answers.remove(&ticket) {
                    // Whoever asked may be gone by now.
                    let _ = waiting.send(answer);
                }
            }
            Output::Tell(whereabouts) => {
                tokio::spawn(elsewhere::tell(Arc::clone(&self.rooms), self.id, whereabouts));
            }
            Output::Sleep => {}
            Output::Snapshot(snap) => self.snapshot(snap),
        }
    }

    /// Has a snapshot made, off the room's way.
    fn snapshot(&self, snap: Snap) {
        let (landscapes, id) = (Arc::clone(&self.rooms.landscapes), self.id);
        let door = self.rooms.doors().get(&id).map(Arc::downgrade);
        tokio::spawn(async move {
            if landscapes.make_snapshot(id, &snap).await {
                return;
            }
            if let Some(door) = door.and_then(|door| door.upgrade()) {
                let _ = door.tell(Message::Input(Input::Distrust)).await;
            }
        });
    }
}

/// Has the store do something.
async fn run(store: Store, id: LandscapeId, job: StoreJob) -> Done {
    match job {
        StoreJob::Load { known } => Done::Loaded(store.load(id, known).await.map_err(|error| trouble(&error))),
        StoreJob::Accepted { keys } => {
            let known = store.accepted(id, keys.iter()).await;
            metrics::repeated(known.as_ref().map_or(0, BTreeMap::len));
            Done::Accepted(known.map_err(|error| trouble(&error)))
        }
        StoreJob::Append { after, entries } => {
            let start = Instant::now();
            let appended = store.append(id, after, &entries).await;
            metrics::appended(start.elapsed());
            if matches!(appended, Ok(true)) {
                metrics::accepted(entries.len());
                metrics::batch(entries.len());
            }
            Done::Appended(appended.map_err(|error| trouble(&error)))
        }
        StoreJob::Read { after, limit } => {
            let read = store.revisions(id, after, limit, READ_BYTES).await;
            Done::Read(read.map_err(|error| trouble(&error)))
        }
    }
}

fn trouble(error: &StoreError) -> Trouble {
    tracing::error!(%error, "the store failed a room");
    match error {
        StoreError::Busy => Trouble::Busy,
        StoreError::Full(_) => Trouble::Full,
        StoreError::NoSnapshot(_) | StoreError::Gap { .. } | StoreError::Strange(_) => Trouble::Broken,
        StoreError::Away(_) | StoreError::Failed(_) => Trouble::Failed,
    }
}
