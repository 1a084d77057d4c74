//! What landscapes were: any revision of the log, and the names that some of them have.

use atoll_core::format::native;
use atoll_core::protocol::{LandscapeId, Milestone, Opened, Person, Revision};
use chrono::{DateTime, Utc};

use super::{Failure, Landscapes, compute, replay};

impl Landscapes {
    /// The landscape at a revision; nothing if it has not come to that one yet.
    ///
    /// # Errors
    ///
    /// There is no such landscape, or its log could not be read.
    pub async fn at(&self, id: LandscapeId, revision: Revision) -> Result<Option<Opened>, Failure> {
        let Some(stored) = self.store.load_at(id, revision).await? else {
            self.require(id).await?;
            return Ok(None);
        };
        let opened = compute(move || {
            let current = replay::replay(id, None, &stored)?;
            let file = native::write(&current.landscape);
            Ok::<_, Failure>(Opened { id, epoch: current.epoch, revision: current.revision, file })
        });
        opened.await?.map(Some)
    }

    /// The revisions that have a name, in their order.
    ///
    /// # Errors
    ///
    /// There is no such landscape, or its names could not be read.
    pub async fn milestones(&self, id: LandscapeId) -> Result<Vec<Milestone>, Failure> {
        self.require(id).await?;
        Ok(self.store.milestones(id).await?)
    }

    /// Gives a revision a name, or takes it off where the name is empty. False if the landscape has not come to that
    /// revision yet.
    ///
    /// # Errors
    ///
    /// There is no such landscape, or the name could not be stored.
    pub async fn name_revision(
        &self,
        id: LandscapeId,
        revision: Revision,
        name: &str,
        by: Option<&Person>,
        at: DateTime<Utc>,
    ) -> Result<bool, Failure> {
        if self.require(id).await? < revision {
            return Ok(false);
        }
        self.store.name_revision(id, revision, name, by, at).await?;
        Ok(true)
    }

    /// How far the landscape has come.
    async fn require(&self, id: LandscapeId) -> Result<Revision, Failure> {
        let found = self.store.revisions_of(&[id]).await?;
        found.first().map(|(_, _, revision)| *revision).ok_or(Failure::Unknown)
    }
}
