//! What a seed leads to: how many take part, what fails and how often; and how the machines are broken on purpose.

use atoll_core::random::Random;

/// What is tried.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    pub(crate) seed: u64,
    pub(crate) browsers: usize,
    pub(crate) nodes: usize,
    /// How long people draw, in microseconds.
    pub(crate) draws_for: u64,
    /// How long somebody thinks between two changes at most, in microseconds.
    pub(crate) thinks: usize,
    /// The longest that a message takes, in microseconds.
    pub(crate) delay: usize,
    /// How often something fails, of a thousand moments of a tenth of a second.
    pub(crate) cuts: usize,
    pub(crate) partitions: usize,
    pub(crate) node_restarts: usize,
    pub(crate) browser_restarts: usize,
    pub(crate) storms: usize,
    pub(crate) restores: usize,
    pub(crate) revokes: usize,
    /// How many of a hundred jobs of the store fail outside of storms.
    pub(crate) store_failures: usize,
    /// How many of a hundred frames are doubled or overtake others.
    pub(crate) strange_frames: usize,
    /// Whether the last browser may only look.
    pub(crate) has_viewer: bool,
    /// Whether somebody submits without a connection.
    pub(crate) has_script: bool,
}

/// How a machine is broken on purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sabotage {
    None,
    /// The store says that it stored before it did.
    AcknowledgeBeforeStoring,
    /// Nobody looks whether a key was accepted before.
    ForgetKeys,
    /// What another node appended meanwhile is not looked at.
    AppendBlindly,
    /// Browsers leave out what others did while something of their own waits.
    SkipRebase,
    /// Browsers send again what they do not know to be stored under another key.
    ResendUnderNewKeys,
    /// Browsers lose what they kept when they are closed.
    ForgetOutbox,
    /// Those who may only look may draw.
    ViewersMayDraw,
    /// A log that was put back from a copy keeps its name.
    KeepEpoch,
    /// Some lines are told to all but one.
    TellNotAll,
    /// What is to be sent later is never sent.
    IgnoreLater,
}

impl Sabotage {
    pub(crate) const ALL: [Self; 10] = [
        Self::AcknowledgeBeforeStoring,
        Self::ForgetKeys,
        Self::AppendBlindly,
        Self::SkipRebase,
        Self::ResendUnderNewKeys,
        Self::ForgetOutbox,
        Self::ViewersMayDraw,
        Self::KeepEpoch,
        Self::TellNotAll,
        Self::IgnoreLater,
    ];
}

impl Plan {
    /// What this seed leads to.
    pub(crate) fn of(seed: u64) -> Self {
        let mut random = Random::keyed(&[seed, 0x706c_616e]);
        // Each kind of failure is absent in half of the runs, so that others are not hidden behind it.
        let mut some = |most: usize| if random.below(2) == 0 { 0 } else { 1 + random.below(most) };
        let (cuts, partitions, node_restarts, browser_restarts) = (some(60), some(25), some(20), some(25));
        let (storms, restores, revokes) = (some(15), some(8), some(8));
        let (store_failures, strange_frames, delay) = (some(20), some(6), 1_000 + some(300_000));
        let (has_viewer, has_script) = (some(2) > 0, some(2) > 0);
        Self {
            seed,
            browsers: 2 + random.below(4),
            nodes: 1 + random.below(3),
            draws_for: 10_000_000 + 1_000_000 * random.below(20) as u64,
            thinks: 300_000 << random.below(4),
            delay,
            cuts,
            partitions,
            node_restarts,
            browser_restarts,
            storms,
            restores,
            revokes,
            store_failures,
            strange_frames,
            has_viewer,
            has_script,
        }
    }
}
