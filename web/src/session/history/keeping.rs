//! What was done to a landscape on this computer, on its way into the browser's log.

use atoll_core::change::Changes;
use atoll_core::command::{Batch as Together, Command};
use atoll_core::format::native;
use atoll_core::model::Landscape;
use atoll_core::timeline::{Entry, fold};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::source::{instant, read_line};
use super::{Past, Session, you};
use crate::platform::frame::later;
use crate::platform::log::{Batch, Beginning, COUNT_MAX, Line, Log, SIZE_MAX};
use crate::platform::page;
use crate::session::sharing::SHARED;

/// What was done is written down this soon after it, in milliseconds, and a landscape that takes long to write this late.
const WRITE_AFTER: std::ops::RangeInclusive<f64> = 100.0..=1_500.0;

/// For how many times as long as it took to write the last lines no others are written: a twentieth of the time at most.
const PAUSE: f64 = 20.0;

/// A log that is too long is made this much shorter than it may be.
const SHORTER: f64 = 0.8;

/// Lines that are to be written.
pub(super) struct Gathered {
    document: String,
    before: Landscape,
    after: Landscape,
    lines: Vec<Line>,
    /// Another document was opened since: this one is written, whatever is drawn.
    is_settled: bool,
}

impl Session {
    /// Something was done: these commands changed what is drawn so.
    pub fn note_past(&self, changes: &Changes, log: &[Command]) {
        let past = self.past();
        let (document, now, is_planning) = self.peek(|editor| {
            let document = &editor.document;
            (document.key.clone(), document.base().clone(), document.scenario().is_some())
        });
        if document.starts_with(SHARED) {
            return;
        }
        let command = Together::of(log.to_vec());
        let at = page::now();
        let before = {
            let last = past.behind.last.borrow();
            match &*last {
                Some((of, landscape)) if *of == document => landscape.clone(),
                // What a scenario shows changed, which is not what is kept; what came of it is written down next time.
                _ if is_planning => now.clone(),
                _ => {
                    let mut before = now.clone();
                    before.apply(&changes.invert());
                    before
                }
            }
        };
        *past.behind.last.borrow_mut() = Some((document.clone(), now.clone()));
        self.gather(&past, &document, before, now, Line { at, command: text_of(&command), whole: String::new() });
        if *past.behind.document.borrow() == document {
            past.timeline.update(|timeline| {
                if let Some(timeline) = timeline {
                    let revision = timeline.newest_revision().next();
                    // The revision is the one that follows.
                    let _ = timeline.push(Entry { revision, at: instant(at), by: you(), command });
                }
            });
        }
        let session = *self;
        *past.behind.writing.borrow_mut() = Some(later(pause(past.behind.took.get()), move || session.write_past()));
    }

    fn gather(&self, past: &Past, document: &str, before: Landscape, after: Landscape, line: Line) {
        let mut gathered = past.behind.gathered.borrow_mut();
        match gathered.last_mut().filter(|last| last.document == document && !last.is_settled) {
            Some(last) => {
                last.after = after;
                last.lines.push(line);
            }
            None => {
                let document = document.to_owned();
                gathered.push(Gathered { document, before, after, lines: vec![line], is_settled: false });
            }
        }
    }

    /// Another document is drawn from now on: what was done to the one before is written down, and its past is over.
    pub fn switch_past(&self) {
        let past = self.past();
        for gathered in past.behind.gathered.borrow_mut().iter_mut() {
            gathered.is_settled = true;
        }
        self.write_past();
        self.look_at_now();
        past.behind.document.borrow_mut().clear();
        past.timeline.set(None);
        if self.signals.left.get_untracked() == Some(crate::session::LeftPanel::History) {
            self.open_history();
        }
    }

    /// Writes down what was done.
    pub fn write_past(&self) {
        let session = *self;
        spawn_local(async move { session.write_gathered().await });
    }

    pub(super) async fn write_gathered(&self) {
        let past = self.past();
        let behind = past.behind.clone();
        behind.writing.borrow_mut().take();
        if behind.is_writing.replace(true) {
            return;
        }
        loop {
            let drawn = self.peek(|editor| editor.document.key.clone());
            let batch = {
                let mut gathered = behind.gathered.borrow_mut();
                // This window went on with a copy: what it did is in that.
                gathered.retain(|it| it.is_settled || it.document == drawn);
                if gathered.is_empty() { None } else { Some(gathered.remove(0)) }
            };
            let Some(batch) = batch else { break };
            let begun = page::now();
            let batch = batch.into();
            behind.took.set(page::now() - begun);
            let written = self.append(batch).await;
            past.problem.set(written.err().map(|problem| {
                format!("This browser could not keep the history; the landscape itself is safe. ({problem})")
            }));
        }
        behind.is_writing.set(false);
    }

    async fn append(&self, batch: Batch) -> Result<(), String> {
        let log = self.opened_log().await?;
        let Err(_) = log.append(&batch, shortened).await else { return Ok(()) };
        // There may be room where the past of other landscapes was.
        log.forget_others(&batch.document).await?;
        log.append(&batch, shortened).await
    }

    /// The log of this browser.
    pub(super) async fn opened_log(&self) -> Result<Log, String> {
        let behind = self.past().behind;
        let known = behind.log.borrow().clone();
        if let Some(log) = known {
            return Ok(log);
        }
        let log = Log::open().await?;
        *behind.log.borrow_mut() = Some(log.clone());
        Ok(log)
    }

    /// Forgets the past of a landscape that is removed from this computer.
    pub fn forget_past(&self, document: &str) {
        let (session, document) = (*self, document.to_owned());
        spawn_local(async move {
            if let Ok(log) = session.opened_log().await {
                // Where it stays, nobody comes to see it.
                let _ = log.remove(&document).await;
            }
        });
    }
}

impl From<Gathered> for Batch {
    fn from(gathered: Gathered) -> Self {
        let Gathered { document, before, after, lines, .. } = gathered;
        let before = native::write(&before);
        let (start, end) = (fingerprint(&before), fingerprint(&native::write(&after)));
        Self { document, before, start, lines, end }
    }
}

/// How long to wait, in milliseconds, where writing the landscapes took so many.
fn pause(took: f64) -> u32 {
    // At most 1,500; a clock that was put back counts as no time at all.
    (took * PAUSE).clamp(*WRITE_AFTER.start(), *WRITE_AFTER.end()) as u32
}

/// A log that is too long, shorter: the landscape after its oldest lines, and how many these are.
fn shortened(beginning: &Beginning, lines: &[Line]) -> Option<(String, usize)> {
    let mut landscape = native::parse(&beginning.file).ok()?;
    let (mut count, mut size) = (beginning.count, beginning.size);
    let mut done = 0;
    for line in lines {
        if count <= COUNT_MAX * SHORTER && size <= SIZE_MAX * SHORTER {
            break;
        }
        let command = read_line(&landscape, line);
        landscape = fold(landscape, [&command]);
        count -= 1.0;
        size -= (line.command.len() + line.whole.len()) as f64;
        done += 1;
    }
    Some((native::write(&landscape), done))
}

fn text_of(command: &Command) -> String {
    serde_json::to_string(command).unwrap_or_default()
}

/// Tells a text from everything else, as far as that matters here: FNV-1a, 64 bits.
pub(super) fn fingerprint(text: &str) -> String {
    let sum = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    format!("{sum:016x}")
}

#[cfg(test)]
mod tests {
    use atoll_core::command::rename;
    use atoll_core::gallery::EXAMPLES;
    use atoll_core::model::ElementId;

    use super::*;

    #[test]
    fn a_log_that_is_too_long_begins_later_and_ends_the_same() {
        let base = EXAMPLES[0].landscape();
        let line = |number: usize| Line {
            at: 0.0,
            command: text_of(&rename(ElementId::Header, format!("Name {number}"))),
            whole: String::new(),
        };
        let lines: Vec<Line> = (0..5_001).map(line).collect();
        let size = lines.iter().map(|line| line.command.len()).sum::<usize>() as f64;
        let beginning = Beginning { file: native::write(&base), count: 5_001.0, size, ..Beginning::default() };
        let (file, done) = shortened(&beginning, &lines).expect("a landscape");
        assert_eq!(done, 1_001);
        assert_eq!(native::parse(&file).expect("a landscape").header.name, "Name 1000");
        let broken = Beginning { file: "{".to_owned(), ..beginning };
        assert_eq!(shortened(&broken, &lines), None);
    }

    #[test]
    fn a_landscape_that_takes_long_to_write_is_written_seldom() {
        assert_eq!([-3.0, 0.0, 5.0, 30.0, 75.0, 1e9].map(pause), [100, 100, 100, 600, 1_500, 1_500]);
    }

    #[test]
    fn the_fingerprint_is_the_published_one() {
        assert_eq!(fingerprint(""), "cbf29ce484222325");
        assert_eq!(fingerprint("foobar"), "85944171f73967e8");
    }
}
