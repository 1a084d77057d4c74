//! The answer about all that ship as one: in which order to take contexts out, and where to stop.

use super::figures::{self, Effort, spread};
use super::ground::Ground;
use super::order::{CANDIDATES, Step, order_of};
use super::question::Question;
use super::work::Item;
use super::worth::{Presence, Reason};
use crate::simulation::plot::{Axis, Plot, PlotKind, Point};
use crate::simulation::report::{Better, Cell, Heat, Quantity, Report, Table};
use crate::simulation::{Estimate, Unit};

const OURS: &str = "Atoll: greedy order by gain ÷ effort; gains are this landscape's figures times what is assumed.";

/// Everything that is known of taking a site apart.
pub(crate) struct Sequence<'a> {
    question: &'a Question<'a>,
    site: usize,
    steps: Vec<Step>,
    /// How many of the first steps are worth it.
    worth: usize,
}

impl<'a> Sequence<'a> {
    /// The order in which the contexts of a site leave it.
    pub(crate) fn of(question: &'a Question<'a>, site: usize) -> Self {
        let steps = order_of(&question.ground, site, question.way, &question.assumptions);
        let horizon = question.horizon();
        let worth = steps.iter().take_while(|step| step.is_worth_it(horizon)).count();
        Self { question, site, steps, worth }
    }

    /// The work of the steps that are worth it; of all, where none is.
    pub(crate) fn items(&self) -> Vec<Item> {
        let count = if self.worth == 0 { self.steps.len() } else { self.worth };
        self.steps[..count].iter().flat_map(|step| step.work.items.iter().cloned()).collect()
    }

    /// The answer by formula.
    pub(crate) fn report(&self) -> Report {
        let Question { ground, is_together, .. } = self.question;
        let items = self.items();
        let effort = Effort::Computed(super::work::sum(items.iter(), *is_together));
        let members = ground.sites[self.site].members.clone();
        let rests_on = figures::rests_on(&items, ground, &members);
        let (plumbing, bars) = figures::plumbing(&items, *is_together);
        let mut quantities = effort.quantities(&self.about(), &rests_on);
        quantities.extend(self.figures());
        let mut caveats = figures::caveats(ground, &members);
        if members.len() > CANDIDATES {
            caveats.push(format!("Of {} contexts the {CANDIDATES} that change most were looked at.", members.len()));
        }
        caveats.push(
            "The order is greedy: each step is the best one then, which need not be the best order of all.".to_owned(),
        );
        Report {
            simulation: "extraction".to_owned(),
            subject: ground.sites[self.site].id.map(Into::into),
            summary: self.summary(),
            quantities,
            plots: vec![self.curve(), effort.plot(), bars],
            tables: vec![self.order(), plumbing],
            heat: self.heat(),
            caveats,
            ..Report::default()
        }
    }

    fn about(&self) -> String {
        match self.worth {
            0 => format!("all {} extractions, none of which is worth it", self.steps.len()),
            worth => format!("the first {worth} of {} extractions, which are worth it", self.steps.len()),
        }
    }

    fn name(&self, step: &Step) -> &str {
        &self.question.ground.facts[step.work.context].name
    }

    fn summary(&self) -> String {
        let ground = &self.question.ground;
        let count = ground.sites[self.site].members.len();
        let together = match ground.sites[self.site].id {
            Some(id) => format!("{count} contexts ship together in {}", ground.landscape.quoted(id.into())),
            None => format!("{count} contexts are taken to ship together"),
        };
        let Some(first) = self.steps.first() else {
            return format!("{together}, and none of them can leave.");
        };
        let horizon = self.question.horizon();
        if self.worth == 0 {
            let missing = Reason::ALL.iter().zip(&first.worth.reasons);
            let missing: Vec<&str> =
                missing.filter(|(_, it)| **it != Presence::There).map(|(reason, _)| reason.word()).collect();
            let why = match missing.is_empty() {
                true => "its gain does not pay back in time".to_owned(),
                false => format!("what is missing: {}", missing.join(", ")),
            };
            return format!(
                "{together}. None is worth taking out within {horizon:.0} months, not even {}, the best: {why}. A module with kept boundaries is simpler to run.",
                self.name(first)
            );
        }
        let names: Vec<&str> = self.steps[..self.worth].iter().map(|step| self.name(step)).collect();
        let effort: f64 = self.steps[..self.worth].iter().map(|step| step.effort).sum();
        let gain: f64 = self.steps[..self.worth].iter().map(|step| step.gain).sum();
        format!(
            "{together}. Worth taking out, in this order: {}. Together {} for {} a month; the others can stay.",
            names.join(", then "),
            Unit::PersonDays.spell(effort),
            Unit::PersonDays.spell(gain)
        )
    }

    fn figures(&self) -> Vec<Quantity> {
        let Question { ground, assumptions, .. } = self.question;
        let chosen = &self.steps[..self.worth];
        let gain =
            chosen.iter().fold(super::pert::Sum::default(), |sum, step| sum.and(&step.worth.days(None, assumptions)));
        let gain = if chosen.is_empty() { Estimate::exact(0.0) } else { spread(&gain) };
        let lines: f64 = self.steps.iter().map(|step| ground.facts[step.work.context].lines).sum();
        let weigh = |of: fn(&Estimate) -> f64| {
            let all = self.steps.iter().map(|step| ground.facts[step.work.context].lines * of(&step.work.inside.stays));
            if lines > 0.0 { all.sum::<f64>() / lines } else { 1.0 }
        };
        let stays = Estimate { value: weigh(|it| it.value), low: weigh(|it| it.low), high: weigh(|it| it.high) };
        let told = format!(
            "{} of {} contexts are worth it within {:.0} months",
            self.worth,
            self.steps.len(),
            self.question.horizon()
        );
        vec![
            Quantity::exact("worth_it", "Contexts worth taking out", Unit::Count, self.worth as f64).because(
                told,
                OURS,
                &["extraction.horizon_months"],
            ),
            Quantity::new("gain", "Gain a month of those", Unit::PersonDays, gain).better(Better::More).because(
                "collisions, talks, instances and hours of outage less, less what services cost to run",
                OURS,
                &[],
            ),
            Quantity::new("stays", "Code that stays as it is", Unit::Share, stays).better(Better::More).because(
                "each context's share, weighed by its lines",
                "Shares of building blocks by ring; Wilson 1927 for the interval.",
                &["extraction.infrastructure_share", "extraction.infrastructure_changed"],
            ),
        ]
    }

    /// Gain over effort, both summed up.
    fn curve(&self) -> Plot {
        let (mut effort, mut gain) = (0.0, 0.0);
        let mut points = vec![Point::at(0.0, 0.0)];
        for step in &self.steps {
            effort += step.effort;
            gain += step.gain;
            points.push(Point::at(effort, gain));
        }
        let best = points.iter().max_by(|one, other| one.y.total_cmp(&other.y));
        let says = match best {
            Some(best) if best.x > 0.0 => format!(
                "The gain is greatest, {} a month, after {}; beyond that each service costs more than it brings.",
                Unit::PersonDays.spell(best.y),
                Unit::PersonDays.spell(best.x)
            ),
            _ => "No step brings more than it costs to run.".to_owned(),
        };
        let [x, y] = [Axis::new("Effort so far", Unit::PersonDays), Axis::new("Gain a month", Unit::PersonDays)];
        Plot::new("order", "Gain over effort, in the best order", PlotKind::Curve, x, y)
            .saying(says)
            .with("Gain", points)
    }

    fn order(&self) -> Table {
        let columns = [
            ("Step", Unit::Count),
            ("Context", Unit::Word),
            ("Effort", Unit::PersonDays),
            ("So far", Unit::PersonDays),
            ("Gain a month", Unit::PersonDays),
            ("Pays back after months", Unit::Number),
            ("Reasons that are there", Unit::Word),
            ("Worth it?", Unit::Word),
            ("Code that stays", Unit::Share),
        ];
        let mut table = Table::new("order", "Order of extraction", &columns);
        let mut so_far = 0.0;
        for (index, step) in self.steps.iter().enumerate() {
            so_far += step.effort;
            let reasons = Reason::ALL.iter().zip(&step.worth.reasons);
            let there: Vec<&str> =
                reasons.filter(|(_, it)| **it == Presence::There).map(|(reason, _)| reason.word()).collect();
            let is_worth_it = step.is_worth_it(self.question.horizon());
            table.push(
                Some(self.question.ground.element(step.work.context)),
                vec![
                    (index + 1).into(),
                    self.name(step).into(),
                    spread(&step.work.days(None, self.question.is_together)).into(),
                    so_far.into(),
                    spread(&step.worth.days(None, &self.question.assumptions)).into(),
                    step.payback().map_or(Cell::Text("never".to_owned()), Cell::Number),
                    if there.is_empty() { "none".into() } else { there.join(", ").into() },
                    if is_worth_it { "yes".into() } else { "no".into() },
                    step.work.inside.stays.into(),
                ],
            );
        }
        table
    }

    /// Gain a month of each context as things stand when its turn comes.
    fn heat(&self) -> Vec<Heat> {
        let most = self.steps.iter().map(|step| step.gain).fold(0.0, f64::max);
        let ground: &Ground<'_> = &self.question.ground;
        let heat = |step: &Step| Heat {
            element: ground.element(step.work.context),
            share: if most > 0.0 { (step.gain / most).clamp(0.0, 1.0) } else { 0.0 },
            words: format!("gain {} a month", Unit::PersonDays.spell(step.gain)),
        };
        self.steps.iter().map(heat).collect()
    }
}
