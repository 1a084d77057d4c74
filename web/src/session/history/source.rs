//! Where the past comes from: this browser's log, or the server's.

use atoll_core::command::{Command, Restore};
use atoll_core::format::native;
use atoll_core::model::Landscape;
use atoll_core::protocol::{
    LandscapeId, LoggedCommand, Milestone, NameRevision, Opened, REVISIONS_MAX, Revision, Token,
};
use atoll_core::timeline::{Entry, Timeline};
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Session, you};
use crate::platform::frame::later;
use crate::platform::log::{Line, Named};
use crate::platform::page;
use crate::platform::server::{self, Verb};

/// Of a shared landscape so many of the newest revisions are read.
const SHARED_MAX: u64 = 10_000;

/// What others did is asked for this long after it is seen, in milliseconds.
const FETCH_AFTER: u32 = 700;

impl Session {
    /// Reads the past of what is drawn.
    pub fn open_history(&self) {
        let session = *self;
        spawn_local(async move {
            let past = session.past();
            let document = session.peek(|editor| editor.document.key.clone());
            let loaded = session.load_timeline().await;
            if document != session.peek(|editor| editor.document.key.clone()) {
                return;
            }
            match loaded {
                Ok(timeline) => {
                    *past.behind.document.borrow_mut() = document;
                    past.timeline.set(Some(timeline));
                }
                Err(problem) => past.problem.set(Some(problem)),
            }
        });
    }

    /// The past of what is drawn, from where it is kept.
    pub(super) async fn load_timeline(&self) -> Result<Timeline, String> {
        match self.shared_source() {
            Some((id, token)) => load_shared(id, token.as_ref()).await,
            None => self.load_local().await,
        }
    }

    async fn load_local(&self) -> Result<Timeline, String> {
        self.write_gathered().await;
        let (document, now) = self.peek(|editor| (editor.document.key.clone(), editor.document.base().clone()));
        let written = self.opened_log().await?.read(&document).await?;
        let Some(beginning) = written.beginning else { return Ok(Timeline::new(now, Revision(0))) };
        let base = native::parse(&beginning.file).map_err(|error| error.to_string())?;
        let mut timeline = Timeline::new(base, Revision(beginning.revision as u64));
        for line in &written.lines {
            let command = read_line(timeline.newest(), line);
            let revision = timeline.newest_revision().next();
            let entry = Entry { revision, at: instant(line.at), by: you(), command };
            timeline.push(entry).map_err(|gap| gap.to_string())?;
        }
        if *timeline.newest() != now {
            // Something was done while nobody wrote it down.
            let command = Restore::replace(timeline.newest(), &now).into();
            let revision = timeline.newest_revision().next();
            let entry = Entry { revision, at: instant(page::now()), by: you(), command };
            timeline.push(entry).map_err(|gap| gap.to_string())?;
        }
        for named in &written.named {
            if let Ok(landscape) = native::parse(&named.file) {
                timeline.keep(Revision(named.revision as u64), landscape);
            }
        }
        timeline.name(written.named.iter().map(milestone).collect());
        Ok(timeline)
    }

    /// What was done since on the server is taken in a moment later.
    pub fn follow_history(&self) {
        let past = self.past();
        let document = self.peek(|editor| editor.document.key.clone());
        if *past.behind.document.borrow() != document {
            // Another one was opened before anything of it was done.
            return self.open_history();
        }
        if !self.is_of_many() || past.timeline.with_untracked(Option::is_none) {
            return;
        }
        let session = *self;
        *past.behind.fetching.borrow_mut() = Some(later(FETCH_AFTER, move || {
            spawn_local(async move { session.fetch_since().await });
        }));
    }

    async fn fetch_since(&self) {
        let past = self.past();
        let Some((id, token)) = self.shared_source() else { return };
        let known = past.timeline.with_untracked(|timeline| timeline.as_ref().map(Timeline::newest_revision));
        let Some(known) = known else { return };
        // Offline, the past is what is known of it.
        let Ok(lines) = lines_after(id, token.as_ref(), known).await else { return };
        past.timeline.update(|timeline| {
            if let Some(timeline) = timeline {
                // A line that another answer brought already does not follow any more.
                let _ = timeline.extend(lines.into_iter().map(Entry::from));
            }
        });
    }

    /// Gives a revision a name; an empty one takes it off.
    pub fn name_revision(&self, revision: Revision, name: String) {
        let session = *self;
        spawn_local(async move {
            let name: String = name.trim().chars().take(Milestone::NAME_MAX).collect();
            match session.named(revision, name).await {
                Ok(milestones) => session.past().timeline.update(|timeline| {
                    if let Some(timeline) = timeline {
                        timeline.name(milestones);
                    }
                }),
                Err(problem) => session.toast(format!("The revision could not be named. {problem}"), true),
            }
        });
    }

    async fn named(&self, revision: Revision, name: String) -> Result<Vec<Milestone>, String> {
        if let Some((id, token)) = self.shared_source() {
            let address = format!("api/landscapes/{id}/milestones");
            let request = NameRevision { revision, name };
            let answer = server::send(Verb::Put, &address, token.as_ref(), &request).await;
            return answer.map_err(|failure| failure.sentence);
        }
        let document = self.peek(|editor| editor.document.key.clone());
        let then = self.past().timeline.with_untracked(|timeline| timeline.as_ref().map(|it| it.at(revision)));
        let Some(then) = then else { return Err(String::new()) };
        let file = native::write(&then);
        let log = self.opened_log().await?;
        log.name(&document, &Named { revision: revision.0 as f64, name, at: page::now(), file }).await?;
        Ok(log.read(&document).await?.named.iter().map(milestone).collect())
    }
}

/// What a line of this browser's log did. One that cannot be read did nothing.
pub(super) fn read_line(before: &Landscape, line: &Line) -> Command {
    let whole = || native::parse(&line.whole).map(|after| Restore::replace(before, &after).into());
    match line.whole.is_empty() {
        true => serde_json::from_str(&line.command).unwrap_or_else(|_| Restore::default().into()),
        false => whole().unwrap_or_else(|_| Restore::default().into()),
    }
}

/// A time of the browser's.
pub(super) fn instant(milliseconds: f64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(milliseconds as i64).unwrap_or_default()
}

fn milestone(named: &Named) -> Milestone {
    Milestone { revision: Revision(named.revision as u64), name: named.name.clone(), at: instant(named.at), by: you() }
}

async fn load_shared(id: LandscapeId, token: Option<&Token>) -> Result<Timeline, String> {
    let address = format!("api/landscapes/{id}");
    let told = |failure: server::Failure| failure.sentence;
    let newest: Opened = server::get(&address, token).await.map_err(told)?;
    let first = newest.revision.0.saturating_sub(SHARED_MAX);
    let base: Opened = server::get(&format!("{address}/revisions/{first}"), token).await.map_err(told)?;
    let base = native::parse(&base.file).map_err(|error| error.to_string())?;
    let mut timeline = Timeline::new(base, Revision(first));
    let lines = lines_after(id, token, Revision(first)).await?;
    timeline.extend(lines.into_iter().map(Entry::from)).map_err(|gap| gap.to_string())?;
    let milestones: Vec<Milestone> = server::get(&format!("{address}/milestones"), token).await.map_err(told)?;
    timeline.name(milestones.into_iter().filter(|milestone| timeline.has(milestone.revision)).collect());
    Ok(timeline)
}

/// Every line of the log after a revision, page by page.
async fn lines_after(
    id: LandscapeId,
    token: Option<&Token>,
    mut after: Revision,
) -> Result<Vec<LoggedCommand>, String> {
    let mut lines: Vec<LoggedCommand> = Vec::new();
    loop {
        let address = format!("api/landscapes/{id}/revisions?after={after}&limit={REVISIONS_MAX}");
        let page: Vec<LoggedCommand> = server::get(&address, token).await.map_err(|failure| failure.sentence)?;
        let Some(last) = page.last() else { return Ok(lines) };
        after = last.revision;
        lines.extend(page);
    }
}
