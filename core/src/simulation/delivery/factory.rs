//! What the delivery engine runs on: plain numbers, whoever made them. `reading` makes them of a landscape; a test makes
//! a single queue of them. All times are in calendar days; what people do is in person-days.

use super::reach::Reach;
use crate::sorted_set::SortedSet;

/// How work reaches production somewhere.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// Where changes come from: the contexts, by number.
    pub sources: Vec<Source>,
    /// Who does the work: the teams, by number.
    pub teams: Vec<Station>,
    /// How they bring it out.
    pub practices: Vec<Practice>,
    /// What is released at a time.
    pub docks: Vec<Dock>,
    /// Which contexts a change touches.
    pub reach: Reach,
    /// How large work is.
    pub work: Work,
    /// What conflicts are like.
    pub conflicts: Conflicts,
    /// What failures are like.
    pub failures: Failures,
    /// Whether teams wait for one another in turn or all at once.
    pub coordination: Coordination,
    /// Whether repairs of what runs go before all other work.
    pub is_hotfix_first: bool,
    /// Pairs of teams that have to talk and do not, the lower number first.
    pub gaps: SortedSet<(u32, u32)>,
}

/// A context from which changes come.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// Names its stream of random numbers, whatever else there is.
    pub key: u64,
    /// Changes that begin here, a day.
    pub a_day: f64,
    /// The teams that own it, by number.
    pub owners: Vec<u32>,
    /// Where it is released.
    pub dock: u32,
    /// Whether there is a switch that takes a failing feature off.
    pub has_switch: bool,
}

/// A team: people who take the next piece of work from one queue.
#[derive(Clone, Debug)]
pub struct Station {
    /// Names its stream of random numbers.
    pub key: u64,
    /// How many pieces of work it has in hand at a time.
    pub people: u32,
    /// Person-days that one of them does in a calendar day.
    pub pace: f64,
    /// The place of its discipline in the order in which work is handed on; none where it has every skill it needs.
    pub discipline: Option<u32>,
    /// How it works.
    pub practice: u32,
}

/// How a team brings a change into production.
#[derive(Clone, Debug)]
pub struct Practice {
    /// How old a branch is when it is merged, in days.
    pub branch_days: f64,
    /// Whether work waits on its branch until the branch is due.
    pub is_held: bool,
    /// The delay of integrating a branch, in days.
    pub integration_days: f64,
    /// What is done with everything that a change costs, for toggles and for working in pairs: a factor.
    pub effort: f64,
    /// Person-days that a feature costs for its toggle.
    pub toggle_days: f64,
    /// Whether unfinished work is behind toggles.
    pub has_toggles: bool,
    /// The mean wait for a reviewer, in days.
    pub review_days: f64,
    /// Days from one meeting of the board to the next; 0 without a board.
    pub board_days: f64,
    /// The mean time in each gate (tests, environments), in days.
    pub gates: Vec<f64>,
    /// The same for a repair of what runs.
    pub hotfix_gates: Vec<f64>,
    /// Whether a repair goes through review and board as well.
    pub is_hotfix_reviewed: bool,
    /// How probably one change fails in production.
    pub fails: f64,
    /// What restores what runs.
    pub path: Path,
    /// The time that the quick way out takes, in days.
    pub way_out_days: f64,
    /// How probably the quick way out is there.
    pub way_out_works: f64,
    /// The share of users who meet a failure.
    pub exposed: f64,
    /// How many living branches need a repair as well.
    pub living_branches: u32,
}

impl Practice {
    /// How probably a failure of this context is over by the quick way out: a toggle helps only where there is one.
    pub fn way_out(&self, source: &Source) -> f64 {
        let is_there = self.path != Path::ToggleOff || self.has_toggles || source.has_switch;
        if self.path.is_quick() && is_there { self.way_out_works } else { 0.0 }
    }
}

/// What restores what runs after a release failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Path {
    /// A repair by the way of every change.
    #[default]
    MainPipeline,
    /// A repair by an environment that is kept for that.
    PreProduction,
    /// The feature is switched off; the repair can wait.
    ToggleOff,
    /// The release before comes back; the repair can wait.
    RollBack,
    /// The few users who had it get the old one back; the repair can wait.
    Canary,
}

impl Path {
    /// All of them, in the order in which they are compared.
    pub const ALL: [Self; 5] = [Self::MainPipeline, Self::PreProduction, Self::ToggleOff, Self::RollBack, Self::Canary];

    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::MainPipeline => "main pipeline",
            Self::PreProduction => "dedicated pre-production",
            Self::ToggleOff => "toggle off",
            Self::RollBack => "roll back",
            Self::Canary => "canary",
        }
    }

    /// Whether users are helped before anything is repaired.
    pub fn is_quick(self) -> bool {
        matches!(self, Self::ToggleOff | Self::RollBack | Self::Canary)
    }
}

/// What is released at a time.
#[derive(Clone, Debug, Default)]
pub struct Dock {
    /// Names its stream of random numbers.
    pub key: u64,
    /// How many changes fill a release; 0 where only the calendar decides.
    pub batch: u32,
    /// Days from one release to the next; 0 where only the batch decides.
    pub cadence_days: f64,
}

/// How work is spread around its mean.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Spread {
    /// Everything takes its mean.
    Constant,
    /// Each piece of work anew, exponential: what the formulas of queues are made for.
    #[default]
    Exponential,
    /// A change is large or small as a whole: lognormal, the standard deviation of its logarithm.
    Lognormal(f64),
}

/// How large work is.
#[derive(Clone, Debug, Default)]
pub struct Work {
    /// Person-days of a feature where it begins.
    pub feature_days: f64,
    /// Person-days of a defect.
    pub defect_days: f64,
    /// Person-days of a repair of what runs.
    pub repair_days: f64,
    /// How these are spread.
    pub spread: Spread,
    /// The share of defects among what comes in.
    pub defects: f64,
    /// What a context that has to follow costs, as a share of the change where it begins.
    pub follow: f64,
    /// The mean time that another team takes to take it up, in days.
    pub hand_off_days: f64,
    /// How much longer where the two teams do not talk: a factor.
    pub gap: f64,
    /// How probably a piece of work comes back.
    pub rework: f64,
    /// How much more probably after a hand-off.
    pub hand_off_rework: f64,
    /// The size of what comes back, as a share of what was done.
    pub rework_share: f64,
}

/// What conflicts are like.
#[derive(Clone, Debug, Default)]
pub struct Conflicts {
    /// How probably two changes of one context conflict.
    pub overlap: f64,
    /// The median time that a conflict takes, in days.
    pub resolution_days: f64,
    /// The standard deviation of its logarithm.
    pub resolution_spread: f64,
}

/// What failures are like.
#[derive(Clone, Debug, Default)]
pub struct Failures {
    /// How much more probably a change fails for each further team that had a part in it: a share.
    pub span: f64,
    /// The mean time until somebody notices, in days.
    pub detection_days: f64,
    /// The time until somebody has decided, in days.
    pub decision_days: f64,
    /// How probably a repair is forgotten on one living branch.
    pub forgotten: f64,
}

/// How the teams that a change needs wait for one another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Coordination {
    /// All begin at once, and the last one ends it; functional teams hand it on in turn all the same.
    #[default]
    Parallel,
    /// One after the other.
    Sequential,
}

impl Default for Station {
    fn default() -> Self {
        Self { key: 0, people: 1, pace: 1.0, discipline: None, practice: 0 }
    }
}

impl Default for Practice {
    fn default() -> Self {
        Self {
            branch_days: 0.0,
            is_held: false,
            integration_days: 0.0,
            effort: 1.0,
            toggle_days: 0.0,
            has_toggles: false,
            review_days: 0.0,
            board_days: 0.0,
            gates: Vec::new(),
            hotfix_gates: Vec::new(),
            is_hotfix_reviewed: false,
            fails: 0.0,
            path: Path::MainPipeline,
            way_out_days: 0.0,
            way_out_works: 0.0,
            exposed: 1.0,
            living_branches: 0,
        }
    }
}
