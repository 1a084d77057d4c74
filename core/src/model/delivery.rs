//! How changes reach production: policies, environments, toggles, releases, hotfixes.

use chrono::NaiveDate;

use super::record::{choices, record};
use super::{ContextId, DeliveryPolicyId, DeployableId, EnvironmentId, HotfixId, ReleaseId, TeamId, ToggleId};

record! {
    /// How teams bring a change into production.
    DeliveryPolicy(DeliveryPolicyId) named name {
        /// What people call it.
        name: String = field("Name").always();
        /// The teams that work so; none named means all that no other policy names.
        teams: Vec<TeamId> = field("Teams").hint("None named means every team that no other policy names.");
        /// Where work in progress lives.
        branching: Branching = field("Branching");
        /// How long a branch lives, in days; 0 for not said.
        branch_days: u32 = field("A branch lives (days)");
        /// How many changes go out together; 0 for not said.
        batch_size: u32 = field("Changes in a release");
        /// Days from one release to the next; 0 for not said.
        cadence_days: u32 = field("Days between releases");
        /// Who looks at a change before it goes on.
        review: Review = field("Review").under("Quality");
        /// How much of the testing before a release is automated.
        automation: TestAutomation = field("Automated tests").under("Quality");
        /// The environments that a change passes, in order.
        pipeline: Vec<EnvironmentId> =
            field("Pipeline").under("Quality").ordered().hint("The environments that a change passes, in order.");
        /// How a release reaches the users.
        rollout: Rollout = field("Roll-out").under("Quality");
        /// How an urgent repair reaches production.
        hotfix_path: HotfixPath = field("Hotfix path").under("Hotfixes");
        /// The environments that an urgent repair passes, in order.
        hotfix_pipeline: Vec<EnvironmentId> = field("Hotfix pipeline").under("Hotfixes").ordered();
    }
}

choices! {
    /// Where work in progress lives.
    Branching {
        /// Not said.
        Undefined "undefined" "not said",
        /// On branches that live for weeks.
        LongLived "long_lived" "long-lived branches",
        /// On branches that live for a day or two.
        ShortLived "short_lived" "short-lived branches",
        /// On the trunk, hidden behind toggles until it is done.
        Trunk "trunk" "trunk with toggles",
    }
}

choices! {
    /// Who looks at a change before it goes on.
    Review {
        /// Not said.
        Undefined "undefined" "not said",
        /// Nobody.
        Nobody "none" "nobody",
        /// Two write it together.
        Pair "pair" "pairing",
        /// A colleague reads it.
        Peer "peer" "peer review",
        /// A board decides.
        Board "board" "change board",
    }
}

choices! {
    /// How much of the testing before a release is automated.
    TestAutomation {
        /// Not said.
        Undefined "undefined" "not said",
        /// All by hand.
        Nothing "none" "none",
        /// Less than half.
        Some "some" "some",
        /// More than half.
        Most "most" "most",
        /// Everything that gates a release.
        All "all" "all that gates a release",
    }
}

choices! {
    /// How a release reaches the users.
    Rollout {
        /// Not said.
        Undefined "undefined" "not said",
        /// Everybody at once.
        AtOnce "at_once" "everybody at once",
        /// Instance by instance.
        Rolling "rolling" "rolling",
        /// Beside the old one, then switched.
        BlueGreen "blue_green" "blue-green",
        /// A few users first.
        Canary "canary" "canary",
    }
}

choices! {
    /// How an urgent repair reaches production.
    HotfixPath {
        /// Not said.
        Undefined "undefined" "not said",
        /// The way of every change.
        MainPipeline "main_pipeline" "main pipeline",
        /// An environment of its own that mirrors production.
        PreProduction "pre_production" "dedicated pre-production",
        /// The feature is switched off.
        ToggleOff "toggle_off" "toggle off",
        /// The release before comes back.
        RollBack "roll_back" "roll back",
        /// A few users first.
        Canary "canary" "canary",
    }
}

record! {
    /// Where software runs on its way to the users.
    Environment(EnvironmentId) named name {
        /// What people call it.
        name: String = field("Name").always();
        /// What it is for.
        kind: EnvironmentKind = field("Kind");
        /// Whether what is true there is true in production.
        mirrors_production: bool = field("Mirrors production").hint("The same versions, configuration and kind of data.");
    }
}

choices! {
    /// What an environment is for.
    EnvironmentKind {
        /// Not said.
        Undefined "undefined" "not said",
        /// Where work is done.
        Development "development" "development",
        /// Where work comes together.
        Integration "integration" "integration",
        /// Where it is tested.
        Test "test" "test",
        /// The last place before production.
        PreProduction "pre_production" "pre-production",
        /// Where users are.
        Production "production" "production",
    }
}

record! {
    /// A switch in the code (Hodgson, *Feature Toggles*, 2017).
    Toggle(ToggleId) named name {
        /// What the code calls it.
        name: String = field("Name").always();
        /// What it is for.
        kind: ToggleKind = field("Kind");
        /// The context that it is in.
        context: Option<ContextId> = field("In");
        /// The team that takes it out again.
        owner: Option<TeamId> = field("Owner").hint("The team that takes it out again.");
        /// Since when it is there.
        created: Option<NaiveDate> = field("Created");
        /// When it is to be gone.
        expires: Option<NaiveDate> = field("Expires");
    }
}

choices! {
    /// The four kinds of toggle.
    ToggleKind {
        /// Not said.
        Undefined "undefined" "not said",
        /// Hides what is not finished.
        Release "release" "release",
        /// Compares two ways.
        Experiment "experiment" "experiment",
        /// Switches something off when it must be: a kill switch.
        Operations "operations" "operations (kill switch)",
        /// Decides who may.
        Permission "permission" "permission",
    }
}

record! {
    /// What went out together.
    Release(ReleaseId) named name {
        /// What people call it: `2026.4`.
        name: String = field("Name").always();
        /// What was released.
        deployable: Option<DeployableId> = field("Of");
        /// When it went out.
        date: Option<NaiveDate> = field("Date");
        /// The contexts that changed with it.
        contexts: Vec<ContextId> = field("Changed contexts");
        /// What was in it.
        notes: String = field("Notes").long().under("More");
    }
}

record! {
    /// An urgent repair of what runs.
    Hotfix(HotfixId) named name {
        /// What was repaired.
        name: String = field("Name").always();
        /// The context that was repaired.
        context: Option<ContextId> = field("In");
        /// The release that was repaired.
        release: Option<ReleaseId> = field("Repairs");
        /// When it went out.
        date: Option<NaiveDate> = field("Date");
        /// The branches that need it as well.
        branches: Vec<String> = field("Needed on").hint("Every living branch that has the fault.");
        /// The branches that have it.
        merged: Vec<String> = field("Merged back into");
    }
}

impl Hotfix {
    /// The branches that need the repair and do not have it.
    pub fn missing_on(&self) -> Vec<&str> {
        let is_missing = |branch: &&String| !self.merged.contains(branch);
        self.branches.iter().filter(is_missing).map(String::as_str).collect()
    }
}
