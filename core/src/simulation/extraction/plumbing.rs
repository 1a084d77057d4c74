//! The plumbing table: what joins contexts inside a process, and what each becomes once one of them ships alone.
//!
//! The left side of the table is drawn; the right side is what has to be built. Days are assumptions: nobody has
//! published what a joint costs.

use crate::model::{Integration, RelationshipKind, Strength};

use super::ties::Tie;

/// A piece of work that taking a context out brings with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Plumbing {
    /// There is no interface, contract or named message to cut along.
    Seam,
    /// A building block is used that is internal to another context.
    Internals,
    /// A dependency that closes a circle.
    Circle,
    /// A building block that needs a ring further out.
    Ring,
    /// Two contexts without a boundary between them.
    Mud,
    /// Code of the context lies in tiers with that of others.
    Tiers,
    /// A message dispatched inside the process.
    Dispatch,
    /// A call inside the process.
    Call,
    /// A store or table that others use as well.
    Table,
    /// A change that is consistent at once on both sides.
    Transaction,
    /// Code that both sides compile in.
    Kernel,
    /// Parts that are put together on the screen.
    Screen,
    /// Over the network already: a new address.
    Address,
    /// The code itself, moved, understood, integrated and tested again.
    Code,
    /// What every service needs around it.
    Platform,
}

/// Which step of the way a piece of work belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// From tiers to modules, in one process.
    Modularise,
    /// From a module to a service.
    Extract,
}

/// What there is to know of a piece of work.
#[derive(Debug)]
pub struct Joint {
    /// Which.
    pub plumbing: Plumbing,
    /// Names it in parameters and plots.
    pub key: &'static str,
    /// What is there, inside one process.
    pub inside: &'static str,
    /// What it becomes.
    pub outside: &'static str,
    /// When it is done.
    pub phase: Phase,
    /// Person-days: likely, least, most. Nothing where other parameters say it.
    pub days: Option<[f64; 3]>,
}

const fn joint(
    plumbing: Plumbing,
    key: &'static str,
    [inside, outside]: [&'static str; 2],
    phase: Phase,
    days: Option<[f64; 3]>,
) -> Joint {
    Joint { plumbing, key, inside, outside, phase, days }
}

/// The table.
pub const JOINTS: [Joint; 15] = [
    joint(
        Plumbing::Seam,
        "seam",
        ["no interface between the two", "interface, contract or named message"],
        Phase::Modularise,
        Some([3.0, 1.0, 10.0]),
    ),
    joint(
        Plumbing::Internals,
        "internals",
        ["use of another context's internals", "use of what it publishes"],
        Phase::Modularise,
        Some([4.0, 1.5, 12.0]),
    ),
    joint(
        Plumbing::Circle,
        "circle",
        ["dependency that closes a circle", "turned round, or a message"],
        Phase::Modularise,
        Some([10.0, 4.0, 30.0]),
    ),
    joint(
        Plumbing::Ring,
        "ring",
        ["dependency on a ring further out", "port inside, adapter outside"],
        Phase::Modularise,
        Some([1.0, 0.3, 3.0]),
    ),
    joint(
        Plumbing::Mud,
        "mud",
        ["big ball of mud", "a boundary with a translation"],
        Phase::Modularise,
        Some([40.0, 15.0, 120.0]),
    ),
    joint(Plumbing::Tiers, "tiers", ["code spread over tiers", "module along the context"], Phase::Modularise, None),
    joint(
        Plumbing::Dispatch,
        "dispatch",
        ["in-memory message dispatch", "broker: publisher, consumer, idempotency, outbox"],
        Phase::Extract,
        Some([8.0, 3.0, 20.0]),
    ),
    joint(
        Plumbing::Call,
        "call",
        ["direct call", "remote client: timeout, retry, contract test"],
        Phase::Extract,
        Some([6.0, 2.0, 15.0]),
    ),
    joint(
        Plumbing::Table,
        "table",
        ["shared table", "own database: ownership split, copy or change data capture"],
        Phase::Extract,
        Some([25.0, 10.0, 60.0]),
    ),
    joint(
        Plumbing::Transaction,
        "transaction",
        ["transaction over both", "saga with compensation, outbox"],
        Phase::Extract,
        Some([20.0, 8.0, 60.0]),
    ),
    joint(
        Plumbing::Kernel,
        "kernel",
        ["shared kernel", "published language, or a copy on each side"],
        Phase::Extract,
        Some([15.0, 5.0, 40.0]),
    ),
    joint(
        Plumbing::Screen,
        "screen",
        ["put together on one screen", "composed in the front-end or at the edge"],
        Phase::Extract,
        Some([8.0, 3.0, 25.0]),
    ),
    joint(
        Plumbing::Address,
        "address",
        ["over the network already", "a new address"],
        Phase::Extract,
        Some([1.0, 0.5, 3.0]),
    ),
    joint(
        Plumbing::Code,
        "code",
        ["the code itself", "the same code, integrated and tested again"],
        Phase::Extract,
        None,
    ),
    joint(
        Plumbing::Platform,
        "platform",
        ["the process around it", "pipeline, monitoring, secrets, on-call of its own"],
        Phase::Extract,
        Some([60.0, 25.0, 150.0]),
    ),
];

impl Plumbing {
    /// What there is to know of it.
    pub fn joint(self) -> &'static Joint {
        &JOINTS[self as usize]
    }
}

/// What a tie inside one process needs when its two ends no longer ship together. Data stores that both use are looked
/// at apart: `has_store` says that one of them stands for this tie's shared table.
pub(crate) fn needed(tie: &Tie, has_store: bool) -> Vec<Plumbing> {
    let mut needed = Vec::new();
    if tie.kind == RelationshipKind::BigBallOfMud {
        needed.push(Plumbing::Mud);
    } else if !tie.has_seam && tie.integration != Integration::SharedDatabase {
        needed.push(Plumbing::Seam);
    }
    match tie.integration {
        Integration::InProcessMessage => needed.push(Plumbing::Dispatch),
        Integration::InProcessCall => needed.push(Plumbing::Call),
        Integration::SharedDatabase if has_store => {}
        Integration::SharedDatabase => needed.push(Plumbing::Table),
        Integration::UserInterfaceComposition => needed.push(Plumbing::Screen),
        Integration::RemoteCall | Integration::BrokerMessage | Integration::File => needed.push(Plumbing::Address),
        // A kernel is code that both compile in, and needs no joint at run time unless one is drawn.
        Integration::Undefined if tie.kind == RelationshipKind::SharedKernel => {}
        Integration::Undefined => needed.push(Plumbing::Call),
    }
    if tie.kind == RelationshipKind::SharedKernel {
        needed.push(Plumbing::Kernel);
    }
    if is_transaction(tie) && !has_store {
        needed.push(Plumbing::Transaction);
    }
    needed
}

/// Whether a change goes through on both sides or on neither: the downstream writes the upstream's entities, inside the
/// process or in one database, and waits.
pub(crate) fn is_transaction(tie: &Tie) -> bool {
    let is_one_unit =
        matches!(tie.integration, Integration::InProcessCall | Integration::SharedDatabase | Integration::Undefined);
    tie.strength == Strength::Strong && is_one_unit && tie.waits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_piece_of_work_stands_in_its_row() {
        for (index, joint) in JOINTS.iter().enumerate() {
            assert_eq!(joint.plumbing as usize, index, "{}", joint.key);
            assert_eq!(joint.plumbing.joint().key, joint.key);
            if let Some([likely, least, most]) = joint.days {
                assert!(0.0 < least && least < likely && likely < most, "{}", joint.key);
            }
        }
    }
}
