//! Items on their way, and where their time went.

use super::route::Stop;
use crate::random::Random;

/// What the time of an item can go into; together they are its lead time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// Waiting until somebody of the team is free.
    Queue,
    /// Being worked on for the first time.
    Work,
    /// Waiting until the next team takes it up.
    HandOff,
    /// Waiting for a reviewer or the board.
    Review,
    /// Waiting on its branch, being integrated, resolving conflicts.
    Merge,
    /// Tests and environments.
    Gates,
    /// Waiting until the release is full or due.
    Batch,
    /// What came back: waiting and work of the further times.
    Rework,
}

impl Cause {
    /// All of them, in the order in which they come.
    pub const ALL: [Self; 8] =
        [Self::Queue, Self::Work, Self::HandOff, Self::Review, Self::Merge, Self::Gates, Self::Batch, Self::Rework];

    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Queue => "queue",
            Self::Work => "work",
            Self::HandOff => "hand-off",
            Self::Review => "review",
            Self::Merge => "branch and merge",
            Self::Gates => "tests and gates",
            Self::Batch => "waiting for the release",
            Self::Rework => "rework",
        }
    }
}

/// Days by cause.
pub type Spent = [f64; Cause::ALL.len()];

/// The class of an item.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Class {
    /// Something new.
    #[default]
    Feature,
    /// Something that has to be put right, in its turn.
    Defect,
    /// The urgent repair of what runs.
    Hotfix,
}

/// A part of an item that is at a team or on its way there.
#[derive(Clone, Copy, Debug, Default)]
pub struct Part {
    /// Which part.
    pub stop: Stop,
    /// Where the time went until now.
    pub spent: Spent,
    /// Since when it waits.
    pub since: f64,
    /// How often it came back.
    pub returns: u32,
}

/// An item.
#[derive(Clone, Debug, Default)]
pub struct Item {
    /// Its own random numbers.
    pub draws: Option<Random>,
    /// Its class.
    pub class: Class,
    /// The context in which it begins.
    pub home: u32,
    /// When it came.
    pub born: f64,
    /// Its size against the mean of its class.
    pub size: f64,
    /// Its parts, in the order of its stops.
    pub parts: Vec<Part>,
    /// How many chains of stops are not done yet.
    pub open: u32,
    /// Where its time went: that of the chain that was done last.
    pub spent: Spent,
    /// The contexts that it touches.
    pub touched: Vec<usize>,
    /// How many teams had a part in it.
    pub teams: u32,
    /// Since when something is broken that this repairs.
    pub broken: f64,
    /// Since when it waits for its release.
    pub ready: f64,
}

/// Items by number; the numbers of those that are done are used again.
#[derive(Clone, Debug, Default)]
pub struct Items {
    items: Vec<Item>,
    free: Vec<u32>,
}

impl Items {
    /// A number for a new item; what it holds is that of an old one.
    pub fn take(&mut self) -> u32 {
        self.free.pop().unwrap_or_else(|| {
            self.items.push(Item::default());
            (self.items.len() - 1) as u32
        })
    }

    /// The item is done.
    pub fn release(&mut self, number: u32) {
        self.free.push(number);
    }

    /// An item.
    #[inline]
    pub fn get(&self, number: u32) -> &Item {
        &self.items[number as usize]
    }

    /// An item, to be changed.
    #[inline]
    pub fn get_mut(&mut self, number: u32) -> &mut Item {
        &mut self.items[number as usize]
    }

    /// How many are on their way.
    pub fn len(&self) -> usize {
        self.items.len() - self.free.len()
    }

    /// Whether none is on its way.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
