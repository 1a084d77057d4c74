//! What can happen. The calendar of the engine keeps the order.

/// Something that will happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// A change comes from this context.
    Arrive(u32),
    /// A part of an item reaches a team: the item, the stop.
    Join(u32, u16),
    /// A team has done its part of an item: the item, the stop.
    Done(u32, u16),
    /// An item is merged.
    Merge(u32),
    /// An item is ready for release.
    Ready(u32),
    /// The calendar releases what waits at this dock.
    Depart(u32),
    /// The repair of a failure begins: the number of the failure.
    Repair(u32),
}
