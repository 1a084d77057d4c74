//! A team: who changes what is drawn, and how it works with others.

use chrono::NaiveDate;

use super::record::{choices, record};
use super::{Frame, Held, InteractionId, ProblemSpace, TeamId};

record! {
    /// People who own contexts together. Carries the fields of a Team API (Team Topologies).
    Team(TeamId) named name {
        /// What people call it.
        name: String = field("Name").always();
        /// Its type in the terms of Team Topologies.
        kind: TeamKind = field("Type");
        /// What it is there for.
        purpose: String = field("Purpose").long();
        /// How many people, 0 if that is not said.
        people: u32 = field("People");
        /// Whether it can do everything that its work needs, or one discipline of it.
        form: TeamForm = field("Form").under("People and skills");
        /// The one thing that a functional team does: `testing`.
        discipline: String = field("Discipline")
            .under("People and skills")
            .hint("The one thing that a functional team does.")
            .suggest(&["analysis", "front end", "back end", "database", "testing", "operations", "security", "design"]);
        /// What its people can do.
        skills: Vec<String> = field("Skills").under("People and skills");
        /// What it can take on, in person-days a week; 0 for not said.
        capacity: u32 = field("Capacity").under("People and skills").hint("Person-days a week for new work.");
        /// The domains and subdomains that it works for.
        implements: Vec<ProblemSpace> = field("Works for").under("More");
        /// What it answers for.
        responsibilities: Vec<String> = field("Responsibilities").under("More");
        /// What it offers to other teams.
        services: Vec<String> = field("Services").under("Team API").hint("What it offers to other teams, and where.");
        /// Where it can be reached.
        channels: Vec<String> = field("Channels").under("Team API").hint("Where it can be reached.");
        /// What one would search for to find it.
        search_terms: Vec<String> = field("Search terms").under("Team API");
        /// What it works on at present.
        work: Vec<String> = field("Working on").under("Team API");
        /// When it meets, and who may come.
        meetings: Vec<String> = field("Meetings").under("Team API");
        /// Which hue and hatch the team is drawn with, as an index into [`crate::theme::TEAM_MARKS`].
        mark: u8 = field("Mark").hidden();
        /// Kept in the landscape but not shown on its map.
        off_map: bool = field("Left off the map").hidden();
        /// Where it stands on the map; layout places what has no frame.
        frame: Option<Frame> = field("Frame").hidden();
        /// Text of an imported file that belongs here.
        held: Vec<Held> = field("Kept from the file").hidden();
    }
}

choices! {
    /// The four team types of Team Topologies (Skelton and Pais 2019).
    TeamKind {
        /// Not said.
        Undefined "undefined" "team",
        /// Follows one stream of business change from end to end.
        StreamAligned "stream_aligned" "stream-aligned team",
        /// Offers services that let stream-aligned teams work on their own.
        Platform "platform" "platform team",
        /// Helps other teams to learn, for a while.
        Enabling "enabling" "enabling team",
        /// Keeps a part that needs specialists.
        ComplicatedSubsystem "complicated_subsystem" "complicated-subsystem team",
    }
}

choices! {
    /// Whether a team can take a change from the idea to production on its own.
    TeamForm {
        /// Not said.
        Undefined "undefined" "not said",
        /// Has all the skills that its work needs.
        CrossFunctional "cross_functional" "cross-functional",
        /// Has the skills of one discipline; a change passes through several such teams.
        Functional "functional" "functional (one discipline)",
    }
}

record! {
    /// How two teams work together for a while (Team Topologies).
    Interaction(InteractionId) named name {
        /// The team that provides or facilitates; one of the two equal sides of a collaboration.
        provider: TeamId = field("Team").always().hint("The one that provides or facilitates.");
        /// The team that consumes or is helped; the other side of a collaboration.
        consumer: TeamId = field("With").always();
        /// How they work together.
        mode: InteractionMode = field("Mode");
        /// What for.
        purpose: String = field("Purpose").long();
        /// When it began.
        start: Option<NaiveDate> = field("Since");
        /// How long it is meant to take, in weeks; 0 for as long as there is need.
        expected_weeks: u32 = field("Expected weeks").hint("0 for as long as there is need.");
        /// What people call it, if anything.
        name: String = field("Name").under("More");
    }
}

impl Interaction {
    /// Both teams, the provider first.
    pub fn teams(&self) -> [TeamId; 2] {
        [self.provider, self.consumer]
    }
}

choices! {
    /// The three interaction modes of Team Topologies.
    InteractionMode {
        /// Not said.
        Undefined "undefined" "not said",
        /// Two teams find something out together.
        Collaboration "collaboration" "collaboration",
        /// One uses what the other offers, without much talk.
        XAsAService "x_as_a_service" "X-as-a-Service",
        /// One helps the other to learn.
        Facilitating "facilitating" "facilitating",
    }
}
