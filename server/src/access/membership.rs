//! People who are signed in, and the landscapes that they may open without a link.

use atoll_core::protocol::{LandscapeId, LinkId, Mine, Person, Right};
use chrono::{DateTime, Utc};

use super::{Access, Denial, Grant};

impl Access {
    /// What somebody may do because they opened or made the landscape before. Who came by a link may do so for as long
    /// as that link holds.
    pub(super) async fn membership(
        &self,
        landscape: LandscapeId,
        person: &Person,
        at: DateTime<Utc>,
    ) -> Result<Option<Grant>, Denial> {
        let Some((right, link)) = self.store.member(landscape, &person.id).await? else { return Ok(None) };
        let Some(expires) = self.held_until(landscape, link.as_ref(), at).await? else { return Ok(None) };
        let address = std::net::IpAddr::V6(std::net::Ipv6Addr::UNSPECIFIED);
        Ok(Some(Grant { landscape, right, link, person: Some(person.clone()), expires, address }))
    }

    /// Until when a link holds, if it does: `Some(None)` for ever.
    async fn held_until(
        &self,
        landscape: LandscapeId,
        link: Option<&LinkId>,
        at: DateTime<Utc>,
    ) -> Result<Option<Option<DateTime<Utc>>>, Denial> {
        let Some(id) = link else { return Ok(Some(None)) };
        let links = self.store.links(landscape).await?;
        Ok(links.into_iter().find(|link| link.id == *id && link.is_valid(at)).map(|link| link.expires))
    }

    /// The landscapes that somebody finds again.
    pub(crate) async fn landscapes_of(&self, person: &Person, at: DateTime<Utc>) -> Result<Vec<Mine>, Denial> {
        let mut mine = Vec::new();
        for (id, right, link) in self.store.landscapes_of(&person.id).await? {
            if self.held_until(id, link.as_ref(), at).await?.is_some() {
                mine.push(Mine { id, right });
            }
        }
        Ok(mine)
    }

    /// Lets whoever made a landscape find it again.
    pub(crate) async fn keep_for(&self, landscape: LandscapeId, person: &Person) -> Result<(), Denial> {
        self.store.set_member(landscape, &person.id, Some((Right::Own, None))).await?;
        Ok(())
    }
}
