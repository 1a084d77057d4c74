//! Where everybody is: told to the others a few times a second, never kept.

use std::rc::Rc;

use atoll_core::geometry::{Point, Rect};
use atoll_core::model::ElementId;
use atoll_core::protocol::{MemberId, Place, Presence, Present, Request, Right};
use atoll_core::sync::{Replica, Standing};

use super::{Session, Shared};
use crate::platform::frame::later;
use crate::platform::page;

/// At most so often the others are told where this person is, in milliseconds.
const TELL_EVERY: f64 = 80.0;

/// How many hues tell people apart.
const HUES: u32 = 8;

/// Somebody else in the room.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Other {
    /// Tells them apart.
    pub member: MemberId,
    /// What they are called.
    pub name: String,
    /// What stands for their name where there is little room.
    pub initials: String,
    /// Which hue is theirs.
    pub hue: u32,
    /// Whether they may only look.
    pub is_looking: bool,
    /// Where their pointer is on the map, if they are on the map.
    pub pointer: Option<Point>,
    /// What they have chosen.
    pub selection: Vec<ElementId>,
}

/// The others, in a steady order.
pub(super) fn others(replica: &Replica) -> Vec<Other> {
    replica.present.values().map(other).collect()
}

fn other(present: &Present) -> Other {
    let name = match present.person.name.trim() {
        "" => "Guest".to_owned(),
        name => name.to_owned(),
    };
    let initials: String = name.split_whitespace().filter_map(|word| word.chars().next()).take(2).collect();
    let is_on_map = present.presence.place.as_ref().is_none_or(|place| place.view.is_empty());
    Other {
        member: present.member,
        initials: initials.to_uppercase(),
        name,
        hue: hue(&present.person.id),
        is_looking: present.right < Right::Edit,
        pointer: present.presence.pointer.filter(|_| is_on_map),
        selection: present.presence.selection.clone(),
    }
}

/// Which hue stands for a person: the same for everybody who sees them.
pub fn hue(person: &str) -> u32 {
    let sum = person.bytes().fold(17_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte)));
    (sum ^ (sum >> 13)) % HUES
}

impl Session {
    /// The pointer is elsewhere, given on the screen; nothing where it left the page.
    pub fn point_at(&self, on_screen: Option<(f64, f64)>) {
        let Some(shared) = self.shared() else { return };
        let in_map = on_screen.map(|(x, y)| self.peek(|editor| editor.camera.map_from_screen(Point::new(x, y))));
        shared.pointer.set(in_map);
        self.tell_presence(&shared);
    }

    /// What is chosen or looked at is another: the others are told.
    pub fn presence_changed(&self) {
        if let Some(shared) = self.shared() {
            self.tell_presence(&shared);
        }
    }

    fn tell_presence(&self, shared: &Rc<Shared>) {
        if shared.tell.borrow().is_some() || shared.replica.borrow().standing() != Standing::Together {
            return;
        }
        let since = page::now() - shared.told_at.get();
        let wait = (TELL_EVERY - since).clamp(0.0, TELL_EVERY) as u32;
        let (session, own) = (*self, Rc::downgrade(shared));
        *shared.tell.borrow_mut() = Some(later(wait, move || {
            let Some(shared) = own.upgrade() else { return };
            shared.tell.borrow_mut().take();
            shared.told_at.set(page::now());
            let presence = session.presence(&shared);
            session.say(&shared, &Request::Presence(presence));
        }));
    }

    fn presence(&self, shared: &Shared) -> Presence {
        self.peek(|editor| {
            let view = match &editor.stage {
                Some(stage) => stage.perspective.view.word().to_owned(),
                None => String::new(),
            };
            Presence {
                pointer: shared.pointer.get(),
                selection: editor.selection.iter().copied().take(Presence::SELECTION_MAX).collect(),
                place: Some(Place { sight: editor.camera.sight(&editor.viewport), view }),
            }
        })
    }

    /// Looks from now on at what somebody else looks at, or at nothing but one's own.
    pub fn follow(&self, member: Option<MemberId>) {
        let Some(shared) = self.shared() else { return };
        let is_same = shared.following.get() == member;
        shared.following.set(member.filter(|_| !is_same));
        self.follow_one(&shared);
        self.show_company(&shared);
    }

    pub(super) fn follow_one(&self, shared: &Rc<Shared>) {
        let Some(member) = shared.following.get() else { return };
        let sight: Option<Option<Rect>> = shared.replica.borrow().present.get(&member).map(|present| {
            let place = present.presence.place.as_ref();
            place.filter(|place| place.view.is_empty()).map(|place| place.sight)
        });
        match sight {
            Some(Some(sight)) => self.edit(|editor| {
                let whole = crate::editor::Viewport { insets: crate::editor::Insets::default(), ..editor.viewport };
                editor.camera.fit(sight, &whole);
            }),
            Some(None) => {}
            None => shared.following.set(None),
        }
    }
}

#[cfg(test)]
mod tests {
    use atoll_core::protocol::Person;

    use super::*;

    #[test]
    fn somebody_is_known_by_initials_and_hue() {
        let present = |name: &str| Present {
            person: Person { id: "p1".to_owned(), name: name.to_owned() },
            right: Right::Edit,
            ..Present::default()
        };
        let known = |name: &str| (other(&present(name)).initials, other(&present(name)).name);
        assert_eq!(known("ada king lovelace"), ("AK".to_owned(), "ada king lovelace".to_owned()));
        assert_eq!(known("  "), ("G".to_owned(), "Guest".to_owned()));
        let hues: std::collections::BTreeSet<u32> = (0..200).map(|number| hue(&format!("person {number}"))).collect();
        assert_eq!(hues.len() as u32, HUES);
    }
}
