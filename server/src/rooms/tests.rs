//! Rooms as tasks: two nodes over one store, and people who do not wait for their answer.

use std::time::Duration;

use atoll_core::command::{EditHeader, HeaderEdit};
use atoll_core::protocol::{CommandKey, Create, Reason, Said, Submission, Verdict};
use tokio::time::timeout;

use super::*;
use crate::room::Utterance;
use crate::store::{Memory, Store};

fn rename(key: &str, name: &str) -> Submission {
    let key = CommandKey::try_from(key.to_owned()).unwrap();
    Submission { key, command: EditHeader { edit: HeaderEdit::Name(name.to_owned()) }.into() }
}

fn node(store: Store) -> Arc<Rooms> {
    Rooms::new(Arc::new(Landscapes::new(store)), Setup::default())
}

async fn landscape(rooms: &Rooms) -> LandscapeId {
    rooms.landscapes.create(Create::default(), Utc::now()).await.unwrap().id
}

/// Somebody in a room.
struct Guest {
    member: MemberId,
    door: Arc<Door>,
    outbox: Arc<Outbox>,
    waiting: Vec<Said>,
}

impl Guest {
    async fn of(rooms: &Arc<Rooms>, id: LandscapeId) -> Self {
        let (door, outbox, member) = (rooms.enter(id).unwrap(), Arc::new(Outbox::default()), rooms.name());
        let person = Person { id: format!("p{}", member.0), name: String::new() };
        let arrival = Arrival { member, protocol: 1, person, right: Right::Edit, resume: None };
        door.tell(Message::Join(arrival, Arc::clone(&outbox))).await.unwrap();
        Self { member, door, outbox, waiting: Vec::new() }
    }

    async fn say(&self, what: Utterance) {
        let input = Input::Said { member: self.member, what, bytes: 100 };
        self.door.tell(Message::Input(input)).await.unwrap();
    }

    /// What is said next that this finds something in.
    async fn hear<T>(&mut self, find: impl Fn(&Said) -> Option<T>) -> T {
        let hearing = async {
            loop {
                if self.waiting.is_empty() {
                    let parcel = self.outbox.next().await;
                    let said = parcel.frames.iter().map(|text| serde_json::from_str(text).unwrap());
                    self.waiting.extend(said.chain(parcel.end.map(Said::Farewell)));
                    continue;
                }
                if let Some(found) = find(&self.waiting.remove(0)) {
                    return found;
                }
            }
        };
        timeout(Duration::from_secs(20), hearing).await.expect("it is said")
    }

    async fn keys(&mut self, count: usize) -> Vec<String> {
        let mut keys = Vec::new();
        while keys.len() < count {
            let more = self.hear(|said| match said {
                Said::Entries(lines) => Some(lines.iter().map(|line| line.key.as_str().to_owned()).collect::<Vec<_>>()),
                _ => None,
            });
            keys.extend(more.await);
        }
        keys
    }
}

#[tokio::test]
async fn two_nodes_over_one_store_have_one_order_and_see_each_other() {
    let memory = Memory::default();
    let (one, other) = (node(memory.store()), node(memory.store()));
    let id = landscape(&one).await;
    let (mut ann, mut ben) = (Guest::of(&one, id).await, Guest::of(&other, id).await);
    ann.hear(|said| matches!(said, Said::Welcome(_)).then_some(())).await;
    ben.hear(|said| matches!(said, Said::Welcome(_)).then_some(())).await;
    let ben_is = ben.member;
    let here = |said: &Said| match said {
        Said::Here(here) => here.iter().any(|present| present.member == ben_is).then_some(()),
        _ => None,
    };
    ben.say(Utterance::Presence(Default::default())).await;
    ann.hear(here).await;
    for number in 0..20 {
        let guest = if number % 2 == 0 { &ann } else { &ben };
        let commands = vec![rename(&number.to_string(), "x")];
        guest.say(Utterance::Submit(Submit { commands })).await;
    }
    let (of_ann, of_ben) = (ann.keys(20).await, ben.keys(20).await);
    assert_eq!(of_ann, of_ben);
    let mut sorted: Vec<usize> = of_ann.iter().map(|key| key.parse().unwrap()).collect();
    sorted.sort_unstable();
    assert_eq!(sorted, (0..20).collect::<Vec<usize>>(), "each is there once");
    ben.door.tell(Message::Input(Input::Left(ben.member))).await.unwrap();
    ann.hear(|said| (*said == Said::Gone(vec![ben_is])).then_some(())).await;
    one.landscapes.store().remove(id).await.unwrap();
    let reason = |said: &Said| if let Said::Farewell(farewell) = said { Some(farewell.reason) } else { None };
    assert_eq!(ann.hear(reason).await, Reason::NotAllowed);
}

#[tokio::test]
async fn whoever_goes_away_leaves_nothing_half_done() {
    let rooms = node(Memory::default().store());
    let id = landscape(&rooms).await;
    let submit = async |commands| {
        let submit = Submit { commands };
        rooms.submit(id, submit, 100, None, Right::Edit).await
    };
    for number in 0..20 {
        // Gives up after some part of the way.
        let patience = Duration::from_micros(number * 50);
        let answered = timeout(patience, submit(vec![rename(&number.to_string(), "x")])).await;
        drop(answered);
    }
    let submitted = submit((0..20).map(|number| rename(&number.to_string(), "x")).collect()).await.unwrap();
    let mut revisions: Vec<u64> = submitted
        .results
        .iter()
        .map(|outcome| match outcome.verdict {
            Verdict::Revision(revision) => revision.0,
            Verdict::Refused(_) => panic!("{outcome:?}"),
        })
        .collect();
    revisions.sort_unstable();
    assert_eq!(revisions, (1..=20).collect::<Vec<u64>>());
}

#[tokio::test]
async fn a_large_landscape_is_worked_on_beside_the_threads_that_answer() {
    let rooms = node(Memory::default().store());
    let id = landscape(&rooms).await;
    let mut guest = Guest::of(&rooms, id).await;
    for number in 0..4 {
        let commands = vec![rename(&number.to_string(), &"x".repeat(200_000))];
        guest.say(Utterance::Submit(Submit { commands })).await;
    }
    assert_eq!(guest.keys(4).await, ["0", "1", "2", "3"]);
    let mut late = Guest::of(&rooms, id).await;
    let revision = late.hear(|said| if let Said::Welcome(welcome) = said { Some(welcome.revision.0) } else { None });
    assert_eq!(revision.await, 4);
}
