//! One connection: joins a room, says what the room hears and writes what the room says, until one of them ends it.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use atoll_core::protocol::{BEAT, Farewell, MemberId, PROTOCOL, PROTOCOL_OLDEST, Reason, Request, Said};
use chrono::Utc;
use futures_util::{SinkExt as _, StreamExt as _};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::time::{Instant, MissedTickBehavior, interval_at, timeout};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::tungstenite::{Bytes, Message, Utf8Bytes};

use super::hall::Hall;
use crate::access::{Denial, Pass, Presented};
use crate::app::App;
use crate::landscapes::compute;
use crate::metrics;
use crate::room::{Arrival, Input, Utterance};
use crate::rooms::{Door, Message as ToRoom, Outbox, Parcel, Rooms};

/// How long somebody may take to say who they are.
const PATIENCE_TO_JOIN: Duration = Duration::from_secs(10);

/// How long a last word may take to be written.
const PATIENCE_TO_END: Duration = Duration::from_secs(2);

/// How often the server says that it is there.
const PAUSE: Duration = Duration::from_millis(BEAT as u64);

/// How long somebody may be silent, or read nothing.
const SILENCE: Duration = Duration::from_millis(3 * BEAT as u64);

/// A message of so many bytes is read beside the threads that answer.
const HEAVY: usize = 256 << 10;

type Socket<S> = WebSocketStream<Hall<S>>;

/// Somebody who takes part.
struct Seat {
    member: MemberId,
    pass: Pass,
    door: Arc<Door>,
    outbox: Arc<Outbox>,
}

/// Why a connection ends.
enum End {
    /// The other end is gone; nothing can be said to it.
    Lost,
    /// With a last word.
    With(Farewell),
}

/// Talks until one of the two ends it.
pub(super) async fn talk<S: AsyncRead + AsyncWrite + Unpin + Send>(
    mut socket: Socket<S>,
    app: App,
    presented: Presented,
) {
    // What takes much memory and little time stands beside the task, which is there as long as the connection.
    let end = match timeout(PATIENCE_TO_JOIN, Box::pin(enter(&mut socket, &app, presented))).await {
        Err(_) => End::With(farewell(Reason::Silent, "Nothing was said for ten seconds. Load the page again.")),
        Ok(Err(end)) => end,
        Ok(Ok(seat)) => {
            socket.get_mut().open();
            let counted = metrics::member();
            let end = take_part(&mut socket, &app, &seat).await;
            drop(counted);
            let _ = seat.door.tell(ToRoom::Input(Input::Left(seat.member))).await;
            end
        }
    };
    if let End::With(farewell) = end {
        metrics::farewell(farewell.reason);
        let _ = timeout(PATIENCE_TO_END, Box::pin(part(&mut socket, farewell))).await;
    }
}

/// Waits for the first message, and lets its sender into the room if they may.
async fn enter<S: AsyncRead + AsyncWrite + Unpin>(
    socket: &mut Socket<S>,
    app: &App,
    presented: Presented,
) -> Result<Seat, End> {
    let text = loop {
        match socket.next().await {
            Some(Ok(Message::Text(text))) => break text,
            Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
            Some(Ok(Message::Binary(_))) => return Err(End::With(malformed("sent something that is no text"))),
            Some(Ok(_)) | None => return Err(End::Lost),
            Some(Err(_)) => return Err(End::With(malformed("sent too much before it joined, or no message at all"))),
        }
    };
    let Ok(Request::Join(join)) = serde_json::from_str(&text) else {
        return Err(End::With(malformed("did not begin with joining, or in words that this server does not know")));
    };
    if !(PROTOCOL_OLDEST..=PROTOCOL).contains(&join.protocol) {
        let sentence = "This page is of another version than the server. Load it again; your work is kept.";
        return Err(End::With(farewell(Reason::OtherProtocol, sentence)));
    }
    let denied = |denial: Denial| End::With(denied(&denial));
    let presented = presented.with_token(join.token);
    let grant = app.access.authorise(join.landscape, &presented, Utc::now()).await.map_err(denied)?;
    let pass = app.access.pass(&grant, &join.person).map_err(denied)?;
    let member = app.rooms.name();
    let Some(door) = app.rooms.enter(join.landscape) else {
        return Err(End::With(Rooms::farewell_of_draining(member)));
    };
    let outbox = Arc::new(Outbox::default());
    let (person, right) = (pass.person().clone(), pass.right());
    let arrival = Arrival { member, protocol: join.protocol, person, right, resume: join.resume };
    door.tell(ToRoom::Join(arrival, Arc::clone(&outbox))).await.map_err(|_| busy())?;
    Ok(Seat { member, pass, door, outbox })
}

/// Reads and writes until one of the two ends it.
async fn take_part<S: AsyncRead + AsyncWrite + Unpin>(socket: &mut Socket<S>, app: &App, seat: &Seat) -> End {
    let mut beat = interval_at(Instant::now() + PAUSE, PAUSE);
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut heard = Instant::now();
    let mut ended = pin!(seat.pass.ended());
    loop {
        let step = tokio::select! {
            biased;
            () = &mut ended => Err(End::With(denied(&Denial::NotAllowed))),
            parcel = seat.outbox.next() => send(socket, seat, parcel).await,
            message = socket.next() => {
                heard = Instant::now();
                hear(app, seat, message).await
            }
            _ = beat.tick() => {
                if heard.elapsed() > SILENCE {
                    let mut farewell = farewell(Reason::Silent, "Nothing was heard of this page for half a minute.");
                    farewell.again_after = Some(500);
                    Err(End::With(farewell))
                } else {
                    say_that_one_is_there(socket, &seat.outbox).await
                }
            }
        };
        if let Err(end) = step {
            return end;
        }
    }
}

/// Tells the room what its member said.
async fn hear(
    app: &App,
    seat: &Seat,
    message: Option<Result<Message, tokio_tungstenite::tungstenite::Error>>,
) -> Result<(), End> {
    let text = match message {
        Some(Ok(Message::Text(text))) => text,
        Some(Ok(Message::Ping(_) | Message::Pong(_) | Message::Frame(_))) => return Ok(()),
        Some(Ok(Message::Binary(_))) => return Err(End::With(malformed("sent something that is no text"))),
        Some(Ok(Message::Close(_))) | None => return Err(End::Lost),
        Some(Err(tokio_tungstenite::tungstenite::Error::Io(_))) => return Err(End::Lost),
        Some(Err(_)) => return Err(End::With(malformed("sent too much at once, or something that is no message"))),
    };
    let bytes = text.len();
    let read = if bytes <= HEAVY { read(&text) } else { compute(move || read(&text)).await.ok().flatten() };
    if !seat.pass.is_valid(Utc::now()) {
        return Err(End::With(denied(&Denial::NotAllowed)));
    }
    let what = match read {
        Some(Request::Submit(submit)) => match seat.pass.allow(app.access.now(), submit.commands.len(), bytes) {
            Ok(()) => Utterance::Submit(submit),
            Err(wait) => {
                metrics::limited("commands");
                Utterance::Excess(submit, wait)
            }
        },
        Some(Request::Presence(_)) if !seat.pass.allow_presence(app.access.now()) => {
            metrics::limited("presence");
            return Ok(());
        }
        Some(Request::Presence(presence)) => {
            metrics::presence(1);
            Utterance::Presence(presence)
        }
        Some(Request::Join(_)) => return Err(End::With(malformed("joined twice"))),
        None => return Err(End::With(malformed("said something that this server does not understand"))),
    };
    let input = Input::Said { member: seat.member, what, bytes };
    seat.door.tell(ToRoom::Input(input)).await.map_err(|_| busy())
}

fn read(text: &Utf8Bytes) -> Option<Request> {
    serde_json::from_str(text).ok()
}

/// Writes what waits, all at once.
async fn send<S: AsyncRead + AsyncWrite + Unpin>(
    socket: &mut Socket<S>,
    seat: &Seat,
    parcel: Parcel,
) -> Result<(), End> {
    let Parcel { frames, has_lost_presence, end } = parcel;
    let messages = frames.into_iter().map(Message::Text);
    if let Some(farewell) = end {
        for message in messages {
            if timeout(PATIENCE_TO_END, socket.feed(message)).await.is_err() {
                return Err(End::Lost);
            }
        }
        return Err(End::With(farewell));
    }
    write(socket, &seat.outbox, messages).await?;
    if has_lost_presence {
        seat.door.tell(ToRoom::Input(Input::Refresh(seat.member))).await.map_err(|_| busy())?;
    }
    Ok(())
}

async fn say_that_one_is_there<S: AsyncRead + AsyncWrite + Unpin>(
    socket: &mut Socket<S>,
    outbox: &Outbox,
) -> Result<(), End> {
    let beat = serde_json::to_string(&Said::Beat).unwrap_or_default();
    write(socket, outbox, [Message::Text(beat.into()), Message::Ping(Bytes::new())].into_iter()).await
}

/// Writes messages with as few calls as may be, unless the connection is to be ended meanwhile.
async fn write<S: AsyncRead + AsyncWrite + Unpin>(
    socket: &mut Socket<S>,
    outbox: &Outbox,
    messages: impl Iterator<Item = Message>,
) -> Result<(), End> {
    let writing = async {
        for message in messages {
            socket.feed(message).await?;
        }
        socket.flush().await
    };
    tokio::select! {
        biased;
        written = timeout(SILENCE, writing) => match written {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) | Err(_) => Err(End::Lost),
        },
        // What waits now is the last word.
        () = outbox.ended() => Ok(()),
    }
}

/// Says the last word.
async fn part<S: AsyncRead + AsyncWrite + Unpin>(socket: &mut Socket<S>, farewell: Farewell) {
    let code = match farewell.reason {
        Reason::Draining => CloseCode::Restart,
        Reason::TooSlow | Reason::Silent | Reason::TooMany | Reason::Busy => CloseCode::Again,
        Reason::NotAllowed | Reason::Malformed | Reason::OtherProtocol => CloseCode::Policy,
        Reason::Broken => CloseCode::Error,
    };
    let said = serde_json::to_string(&Said::Farewell(farewell)).unwrap_or_default();
    if socket.send(Message::Text(said.into())).await.is_ok() {
        let _ = socket.close(Some(CloseFrame { code, reason: Utf8Bytes::default() })).await;
        // The other end confirms, so that nothing that is still under way to it is thrown away.
        while let Some(Ok(_)) = socket.next().await {}
    }
}

fn busy() -> End {
    let sentence = "The server lost the room of this landscape; the page connects again on its own.";
    End::With(Farewell { again_after: Some(500), ..farewell(Reason::Busy, sentence) })
}

fn denied(denial: &Denial) -> Farewell {
    denial.count();
    let reason = match denial {
        Denial::TooMany(_) | Denial::Crowded(_) => Reason::TooMany,
        Denial::Store(_) => Reason::Busy,
        Denial::NotAllowed | Denial::TooLittle { .. } | Denial::SignInFirst => Reason::NotAllowed,
    };
    let milliseconds = |wait: Duration| u32::try_from(wait.as_millis()).unwrap_or(u32::MAX);
    Farewell { reason, sentence: denial.sentence(), again_after: denial.again_after().map(milliseconds) }
}

fn malformed(did: &str) -> Farewell {
    farewell(Reason::Malformed, &format!("The connection was closed because this page {did}. Load the page again."))
}

fn farewell(reason: Reason, sentence: &str) -> Farewell {
    Farewell { reason, sentence: sentence.to_owned(), again_after: None }
}
