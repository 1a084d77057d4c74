//! What happens to a landscape on other nodes: its log grows, people come and go.
//!
//! All of this is told by the store, and any of it can get lost: a room looks at its log now and then all the same.

use std::sync::Arc;

use atoll_core::protocol::{LandscapeId, MemberId, Present};
use tokio::sync::broadcast::error::RecvError;

use super::{Message, Rooms};
use crate::room::{Input, Whereabouts};
use crate::store::Hint;

/// So many people are told of in one text, so that none is too long for the store.
const PEOPLE: usize = 4;

/// What one node tells the others: which it is, who is there, who is not any more.
type Told = (u32, Vec<Present>, Vec<MemberId>);

/// Tells the rooms what the store tells, as long as they are there.
pub(super) fn listen(rooms: &Arc<Rooms>) {
    let mut hints = rooms.landscapes.store().hints();
    let rooms = Arc::downgrade(rooms);
    tokio::spawn(async move {
        loop {
            let hint = hints.recv().await;
            let Some(rooms) = rooms.upgrade() else { return };
            match hint {
                Ok(Hint::Grown { landscape, epoch, revision }) => {
                    rooms.hint(landscape, Input::Hint(Some((epoch, revision))));
                }
                Ok(Hint::Removed(landscape)) => rooms.hint(landscape, Input::Hint(None)),
                Ok(Hint::Presence { landscape, text }) => {
                    if let Ok((node, here, gone)) = serde_json::from_str::<Told>(&text)
                        && node != rooms.node
                    {
                        rooms.hint(landscape, Input::Told(Whereabouts { here, gone }));
                    }
                }
                // What somebody may do is followed by what lets them in.
                Ok(Hint::Rights(_)) => {}
                Ok(Hint::Missed) | Err(RecvError::Lagged(_)) => {
                    let all: Vec<LandscapeId> = rooms.doors().keys().copied().collect();
                    all.into_iter().for_each(|landscape| rooms.hint(landscape, Input::Hint(None)));
                }
                Err(RecvError::Closed) => return,
            }
        }
    });
}

/// Tells other nodes where people are.
pub(super) async fn tell(rooms: Arc<Rooms>, id: LandscapeId, whereabouts: Whereabouts) {
    let Whereabouts { here, gone } = whereabouts;
    let texts = here.chunks(PEOPLE).map(|some| serde_json::to_string(&(rooms.node, some, &[] as &[MemberId])));
    let texts = texts.chain(gone.chunks(100).map(|some| serde_json::to_string(&(rooms.node, &[] as &[Present], some))));
    for text in texts.flatten().collect::<Vec<String>>() {
        if let Err(error) = rooms.landscapes.store().tell_presence(id, &text).await {
            tracing::debug!(%error, "other nodes were not told who is here");
        }
    }
}

impl Rooms {
    /// Tells a room something that it can do without, if it is open.
    fn hint(&self, id: LandscapeId, input: Input) {
        if let Some(door) = self.doors().get(&id) {
            let _ = door.inbox.try_send(Message::Input(input));
        }
    }
}
