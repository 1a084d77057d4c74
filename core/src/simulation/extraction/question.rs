//! What is asked: one context, or the order over all that ship as one; by which way, and how estimates err.

use super::assumptions::Assumptions;
use super::ground::Ground;
use super::work::Way;
use crate::model::{ElementId, Landscape};
use crate::order;
use crate::simulation::{Refusal, Request, Setting};

/// What can be chosen.
pub(crate) fn settings(_: &Landscape) -> Vec<Setting> {
    vec![
        Setting::new(
            "way",
            "On the way to a service",
            &[("modules", "first a module with kept boundaries"), ("straight", "straight to a service")],
        ),
        Setting::new(
            "errors",
            "Estimates of one sort of work",
            &[("together", "err together"), ("apart", "err each on its own")],
        ),
    ]
}

/// What it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// One context, by number.
    Context(usize),
    /// Everything in one site, by number.
    Site(usize),
}

/// A question made ready to be answered.
#[derive(Clone, Debug)]
pub(crate) struct Question<'a> {
    pub ground: Ground<'a>,
    pub assumptions: Assumptions,
    pub target: Target,
    pub way: Way,
    /// Whether estimates of one sort of work err together.
    pub is_together: bool,
}

impl<'a> Question<'a> {
    /// What a request asks of a landscape.
    ///
    /// # Errors
    /// A sentence that says why there is nothing to be taken out.
    pub(crate) fn of(landscape: &'a Landscape, request: &Request) -> Result<Self, Refusal> {
        let assumptions = Assumptions::of_extraction(landscape);
        let ground = Ground::of(landscape, &assumptions);
        let target = target(&ground, request.subject)?;
        let way = if request.setting("way", "modules") == "straight" { Way::Straight } else { Way::Modules };
        let is_together = request.setting("errors", "together") != "apart";
        Ok(Self { ground, assumptions, target, way, is_together })
    }

    /// Months within which it should pay back.
    pub(crate) fn horizon(&self) -> f64 {
        self.assumptions.value("horizon_months")
    }
}

fn target(ground: &Ground<'_>, subject: Option<ElementId>) -> Result<Target, Refusal> {
    match subject {
        Some(ElementId::Context(id)) => {
            let gone = || Refusal::new("The context is not in the landscape.");
            let context = ground.graph.number(id).ok_or_else(gone)?;
            let name = &ground.facts[context].name;
            match ground.site_of[context].map(|site| ground.sites[site].members.len()) {
                None => {
                    Err(Refusal::new(format!("{name} is outside of what is built here: there is nothing to take out.")))
                }
                Some(0 | 1) => Err(Refusal::new(format!(
                    "{name} ships with no other context already. Say in which deployable it ships, if it does."
                ))),
                Some(_) => Ok(Target::Context(context)),
            }
        }
        Some(ElementId::Deployable(id)) => {
            let site = ground.sites.iter().position(|site| site.id == Some(id));
            let site = site.filter(|site| ground.sites[*site].members.len() > 1);
            site.map(Target::Site).ok_or_else(|| Refusal::new("Fewer than two contexts ship in this deployable."))
        }
        Some(_) => Err(Refusal::new("Choose a context, a deployable, or the whole landscape.")),
        None => {
            let mut sites: Vec<usize> = (0..ground.sites.len()).collect();
            order::sort_by_key(&mut sites, |site| std::cmp::Reverse(ground.sites[*site].members.len()));
            let largest = sites.first().copied().filter(|site| ground.sites[*site].members.len() > 1);
            largest.map(Target::Site).ok_or_else(|| {
                Refusal::new("Nothing ships together: every context is in a deployable of its own, or there are none.")
            })
        }
    }
}
