//! A Team API as Markdown, for a wiki or a repository, in the order of the template of Team Topologies.

use chrono::NaiveDate;

use super::{Service, Supplier, TeamApi, Together};
use crate::model::{Complexity, ElementId, InteractionMode, Landscape, Lifecycle, Team, TeamForm};
use crate::pattern;
use crate::view::bounded_context_canvas::escaped;
use crate::view::lettering;

impl TeamApi {
    /// The page as Markdown.
    pub fn markdown(&self, landscape: &Landscape, team: &Team) -> String {
        let written = Written { landscape };
        let mut text = format!("# {}\n", written.name(team.id));
        let mut section = |title: &str, lines: Vec<String>| {
            let body = if lines.is_empty() { "–".to_owned() } else { lines.join("\n") };
            text.push_str(&format!("\n## {title}\n\n{body}\n"));
        };
        section("Focus", Some(escaped(&team.purpose)).filter(|it| !it.is_empty()).into_iter().collect());
        section("Team", about(team));
        section("Owns", self.owns.iter().map(|id| written.owned(*id)).collect());
        let services = bullets(&team.services);
        section("Provides", services.into_iter().chain(self.contracts.iter().map(|it| written.service(it))).collect());
        let toggles = self.toggles.iter().map(|(id, kind, expires)| {
            format!("- toggle {} ({}{})", written.name(*id), kind.word(), dated(", expires ", *expires))
        });
        section("Works on", bullets(&team.work).into_iter().chain(toggles).collect());
        let release = |(id, date): &(_, Option<NaiveDate>)| format!("- {}{}", written.name(*id), dated(", ", *date));
        section("Released", self.releases.iter().map(release).collect());
        section("Works together", self.interactions.iter().map(|it| written.together(it)).collect());
        section("Depends on", self.dependencies.iter().flat_map(|it| written.supplier(it)).collect());
        section("Delivers", self.policies.iter().flat_map(|id| written.policy(*id)).collect());
        section("Meetings", bullets(&team.meetings));
        section("Channels", bullets(&team.channels));
        section("Search terms", bullets(&team.search_terms));
        text
    }
}

/// What it is, in a list.
fn about(team: &Team) -> Vec<String> {
    let mut lines = vec![format!("- Type: {}", team.kind.word())];
    if team.people > 0 {
        lines.push(format!("- People: {}", team.people));
    }
    if team.form != TeamForm::Undefined {
        lines.push(format!("- Form: {}", team.form.word()));
    }
    if team.capacity > 0 {
        lines.push(format!("- Capacity: {} person-days a week", team.capacity));
    }
    if !team.skills.is_empty() {
        lines.push(format!("- Skills: {}", escaped(&team.skills.join(", "))));
    }
    lines.extend(team.responsibilities.iter().map(|it| format!("- Answers for: {}", escaped(it))));
    lines
}

fn bullets(lines: &[String]) -> Vec<String> {
    lines.iter().map(|line| format!("- {}", escaped(line))).collect()
}

fn dated(word: &str, date: Option<NaiveDate>) -> String {
    date.map(|date| format!("{word}{date}")).unwrap_or_default()
}

/// Writes lines about elements of a landscape.
struct Written<'a> {
    landscape: &'a Landscape,
}

impl Written<'_> {
    fn name(&self, id: impl Into<ElementId>) -> String {
        escaped(&lettering::named(self.landscape, id))
    }

    fn owned(&self, id: crate::model::ContextId) -> String {
        let Some(context) = self.landscape.contexts.get(&id) else { return String::new() };
        let class = self.landscape.classification_of(context);
        let complexity = match context.complexity {
            Complexity::Undefined => "complexity not said",
            complexity => complexity.word(),
        };
        format!("- {} (class: {}; {complexity})", self.name(id), class.word())
    }

    fn service(&self, it: &Service) -> String {
        let version = |(id, lifecycle, sunset): &(_, Lifecycle, Option<NaiveDate>)| {
            format!("  - version {}: {}{}", self.name(*id), lifecycle.word(), dated(", goes away on ", *sunset))
        };
        let head = format!("- {} ({}, of {})", self.name(it.contract), it.kind.word(), self.name(it.context));
        std::iter::once(head).chain(it.versions.iter().map(version)).collect::<Vec<_>>().join("\n")
    }

    fn together(&self, it: &Together) -> String {
        let mode = if it.mode == InteractionMode::Undefined { "mode not said" } else { it.mode.word() };
        let weeks = match it.expected_weeks {
            0 => String::new(),
            weeks => format!(", for {}", lettering::counted(weeks as usize, "week")),
        };
        let purpose = if it.purpose.is_empty() { String::new() } else { format!(": {}", escaped(&it.purpose)) };
        let since = dated(", since ", it.start);
        format!("- {} {} ({mode}{since}{weeks}){purpose}", it.says(), self.name(it.other))
    }

    fn supplier(&self, it: &Supplier) -> Vec<String> {
        let owner = match it.who {
            ElementId::Team(_) => "",
            ElementId::Context(id) if self.landscape.contexts.get(&id).is_some_and(|it| it.is_external()) => {
                " (system outside)"
            }
            _ => " (owned by nobody)",
        };
        let mut lines = vec![format!("- {}{owner}", self.name(it.who))];
        for (id, own, other) in &it.relationships {
            let Some(relationship) = self.landscape.relationships.get(id) else { continue };
            let how = pattern::describe(relationship);
            lines.push(format!("  - {} needs {} ({how})", self.name(*own), self.name(*other)));
        }
        lines
    }

    fn policy(&self, id: crate::model::DeliveryPolicyId) -> Vec<String> {
        let Some(policy) = self.landscape.delivery_policies.get(&id) else { return Vec::new() };
        let mut lines = vec![format!("- {}", self.name(id))];
        let mut say = |what: &str, word: String| {
            if !word.is_empty() && word != "not said" {
                lines.push(format!("  - {what}: {word}"));
            }
        };
        let days = |days: u32| if days == 0 { String::new() } else { lettering::counted(days as usize, "day") };
        say("Branching", policy.branching.word().to_owned());
        say("A branch lives", days(policy.branch_days));
        say("From release to release", days(policy.cadence_days));
        say("Review", policy.review.word().to_owned());
        say("Automated tests", policy.automation.word().to_owned());
        say("Roll-out", policy.rollout.word().to_owned());
        say("Hotfixes", policy.hotfix_path.word().to_owned());
        let stations: Vec<String> = policy.pipeline.iter().map(|id| self.name(*id)).collect();
        say("Pipeline", stations.join(" → "));
        lines
    }
}
