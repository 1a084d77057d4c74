//! A delivery policy as numbers: what is drawn, and what is assumed where nothing is said.

use super::factory::{Dock, Path, Practice};
use super::parameters::Numbers;
use crate::model::{
    Branching, DeliveryPolicy, EnvironmentId, EnvironmentKind, HotfixPath, Landscape, Review, Rollout, TestAutomation,
};
use crate::simulation::Request;

const MINUTES: f64 = 1_440.0;
const HOURS: f64 = 24.0;
/// A working day, for what people do: eight hours.
const WORKING_HOURS: f64 = 8.0;
/// Days of an average month.
pub const MONTH: f64 = 30.4375;

/// A policy with what was asked for in place of what is drawn.
pub fn asked(policy: Option<&DeliveryPolicy>, request: &Request) -> DeliveryPolicy {
    let mut policy = policy.cloned().unwrap_or_default();
    match request.setting("branching", "") {
        "long_lived" => (policy.branching, policy.branch_days) = (Branching::LongLived, 0),
        "short_lived" => (policy.branching, policy.branch_days) = (Branching::ShortLived, 0),
        "trunk" => (policy.branching, policy.branch_days) = (Branching::Trunk, 0),
        _ => {}
    }
    match request.setting("hotfix_path", "") {
        "main_pipeline" => policy.hotfix_path = HotfixPath::MainPipeline,
        "pre_production" => policy.hotfix_path = HotfixPath::PreProduction,
        "toggle_off" => policy.hotfix_path = HotfixPath::ToggleOff,
        "roll_back" => policy.hotfix_path = HotfixPath::RollBack,
        "canary" => policy.hotfix_path = HotfixPath::Canary,
        _ => {}
    }
    match request.setting("release", "") {
        "each_change" => (policy.batch_size, policy.cadence_days) = (1, 0),
        "weekly" => (policy.batch_size, policy.cadence_days) = (0, 7),
        "monthly" => (policy.batch_size, policy.cadence_days) = (0, 30),
        "quarterly" => (policy.batch_size, policy.cadence_days) = (0, 91),
        _ => {}
    }
    policy
}

/// How a team works that follows this policy. What is not said is assumed: short-lived branches, a colleague's review,
/// some automated tests, everybody at once, repairs by the main pipeline.
pub fn practice(policy: &DeliveryPolicy, landscape: &Landscape, numbers: &Numbers) -> Practice {
    let get = |key: &str| numbers.get(key);
    let manual = by_hand(policy, numbers);
    let (is_long, is_trunk) = (policy.branching == Branching::LongLived, policy.branching == Branching::Trunk);
    let branch_days = match policy.branching {
        _ if policy.branch_days > 0 => f64::from(policy.branch_days),
        Branching::LongLived => get("long_branch_days"),
        Branching::Trunk => get("trunk_branch_days"),
        Branching::ShortLived | Branching::Undefined => get("short_branch_days"),
    };
    let is_reviewed = policy.review != Review::Nobody;
    let tests = tests(policy, numbers);
    let stages = |pipeline: &[EnvironmentId], otherwise: f64| stages(landscape, pipeline, otherwise, numbers);
    let mut gates = vec![tests, manual * get("manual_days")];
    gates.extend(stages(&policy.pipeline, get("stages")));
    let path = path_of(policy.hotfix_path);
    let hotfix_gates = if path == Path::PreProduction {
        // By hand only what was repaired is tested there.
        let small = (get("repair_days") / get("feature_days").max(0.01)).min(1.0);
        let mut gates = vec![tests, manual * get("manual_days") * small];
        gates.extend(stages(&policy.hotfix_pipeline, 1.0));
        gates
    } else {
        gates.clone()
    };
    let [way_out_days, way_out_works] = way_out(path, policy.rollout, numbers);
    let is_canary = path == Path::Canary || policy.rollout == Rollout::Canary;
    let shown = get("canary_works");
    Practice {
        branch_days,
        is_held: is_long,
        integration_days: if is_long { get("integration_hours") / WORKING_HOURS * branch_days / MONTH } else { 0.0 },
        effort: if policy.review == Review::Pair { get("pair_effort") } else { 1.0 },
        toggle_days: if is_trunk { get("toggle_days") } else { 0.0 },
        has_toggles: is_trunk,
        review_days: if matches!(policy.review, Review::Peer | Review::Undefined) { get("peer_days") } else { 0.0 },
        board_days: if policy.review == Review::Board { get("board_days") } else { 0.0 },
        gates: gates.into_iter().filter(|days| *days > 0.0).collect(),
        hotfix_gates: hotfix_gates.into_iter().filter(|days| *days > 0.0).collect(),
        is_hotfix_reviewed: path != Path::PreProduction,
        fails: get("fails")
            * (1.0 + (get("untested") - 1.0) * manual)
            * if is_reviewed { 1.0 } else { get("unreviewed") },
        path,
        way_out_days,
        way_out_works,
        exposed: if is_canary { shown * get("canary_users") + 1.0 - shown } else { 1.0 },
        living_branches: if is_long { living_branches(landscape, numbers) } else { 0 },
    }
}

/// What fills a release by this policy, and when it is due.
pub fn dock(policy: &DeliveryPolicy, numbers: &Numbers) -> Dock {
    let is_said = policy.batch_size > 0 || policy.cadence_days > 0;
    let cadence_days = if is_said { f64::from(policy.cadence_days) } else { numbers.get("cadence_days") };
    Dock { key: 0, batch: policy.batch_size, cadence_days }
}

/// The share of testing that is done by hand.
pub fn by_hand(policy: &DeliveryPolicy, numbers: &Numbers) -> f64 {
    match policy.automation {
        TestAutomation::All => 0.0,
        TestAutomation::Most => numbers.get("manual_most"),
        TestAutomation::Some | TestAutomation::Undefined => numbers.get("manual_some"),
        TestAutomation::Nothing => 1.0,
    }
}

/// How long the automated tests take, in days.
fn tests(policy: &DeliveryPolicy, numbers: &Numbers) -> f64 {
    let has_tests = policy.automation != TestAutomation::Nothing;
    if has_tests { numbers.get("automated_hours") / HOURS } else { 0.0 }
}

/// The time in each environment but where the work is done, in days.
fn stages(landscape: &Landscape, pipeline: &[EnvironmentId], otherwise: f64, numbers: &Numbers) -> Vec<f64> {
    let kinds = pipeline.iter().filter_map(|id| landscape.environments.get(id)).map(|it| it.kind);
    let drawn = kinds.filter(|kind| *kind != EnvironmentKind::Development).count();
    let count = if pipeline.is_empty() { otherwise.round() as usize } else { drawn };
    vec![numbers.get("stage_hours") / HOURS; count]
}

fn path_of(path: HotfixPath) -> Path {
    match path {
        HotfixPath::Undefined | HotfixPath::MainPipeline => Path::MainPipeline,
        HotfixPath::PreProduction => Path::PreProduction,
        HotfixPath::ToggleOff => Path::ToggleOff,
        HotfixPath::RollBack => Path::RollBack,
        HotfixPath::Canary => Path::Canary,
    }
}

/// The time that the quick way out takes, in days, and how probably it is there.
fn way_out(path: Path, rollout: Rollout, numbers: &Numbers) -> [f64; 2] {
    let back = if rollout == Rollout::BlueGreen { "switch_minutes" } else { "roll_back_minutes" };
    let [minutes, works] = match path {
        Path::MainPipeline | Path::PreProduction => return [0.0, 0.0],
        Path::ToggleOff => ["toggle_minutes", "toggle_works"],
        Path::RollBack => [back, "roll_back_works"],
        Path::Canary => ["canary_minutes", "canary_works"],
    };
    [numbers.get(minutes) / MINUTES, numbers.get(works)]
}

/// How many branches a repair is needed on, by the hotfixes that are drawn.
fn living_branches(landscape: &Landscape, numbers: &Numbers) -> u32 {
    let drawn: Vec<usize> =
        landscape.hotfixes.values().map(|hotfix| hotfix.branches.len()).filter(|count| *count > 0).collect();
    let mean = drawn.iter().sum::<usize>() as f64 / drawn.len().max(1) as f64;
    let count = if drawn.is_empty() { numbers.get("living_branches") } else { mean };
    count.round().clamp(0.0, 1_000.0) as u32
}
