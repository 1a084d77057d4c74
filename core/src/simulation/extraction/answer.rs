//! The answer about one context: what stays, what it takes, what it brings, and whether it is worth it.

use super::figures::{self, Effort, spread};
use super::order::Step;
use super::plumbing::{Phase, Plumbing};
use super::question::Question;
use super::reuse::Reuse;
use super::running::Running;
use super::tables;
use super::work::{Item, Way, Work, calibration, circles, reuse_days, services};
use super::worth::{Presence, Reason};
use crate::simulation::report::{Better, Quantity, Report};
use crate::simulation::{Estimate, Unit};

const COCOMO: &str = "COCOMO II reuse model: Boehm et al., Software Cost Estimation with COCOMO II (2000).";
const OURS: &str = "Atoll: this landscape's figures times what is assumed.";

/// Everything that is known of taking one context out.
pub(crate) struct Answer<'a> {
    question: &'a Question<'a>,
    context: usize,
    step: Step,
    /// The same by the other way.
    other: Work,
    running: Running,
}

impl<'a> Answer<'a> {
    /// The answer about a context of this number.
    pub(crate) fn of(question: &'a Question<'a>, context: usize) -> Self {
        let Question { ground, assumptions, way, .. } = question;
        let (circles, services) = (circles(ground), services(ground));
        let step = Step::of(ground, &circles, context, services, *way, assumptions);
        let other = if *way == Way::Modules { Way::Straight } else { Way::Modules };
        let other = Work::of(ground, &circles, context, services, other, assumptions);
        let running = Running::of(ground, context, assumptions);
        Self { question, context, step, other, running }
    }

    /// Every piece of work.
    pub(crate) fn items(&self) -> &[Item] {
        &self.step.work.items
    }

    /// The answer by formula.
    pub(crate) fn report(&self) -> Report {
        let Question { ground, is_together, .. } = self.question;
        let effort = Effort::Computed(self.step.work.days(None, *is_together));
        let (plumbing, bars) = figures::plumbing(self.items(), *is_together);
        let [items, seams] = figures::pieces(self.items());
        let mut quantities = effort.quantities(&self.why(), &self.rests_on());
        quantities.extend(self.code());
        quantities.extend(self.way());
        quantities.extend(self.worth());
        quantities.extend(self.running.quantities());
        let members = ground.site_of[self.context].map(|site| ground.sites[site].members.clone()).unwrap_or_default();
        let facts = &self.step.work;
        let mut tables = vec![tables::reasons(&self.step.worth, &self.question.assumptions), plumbing];
        tables.extend([tables::inside(&facts.inside, &self.question.assumptions), seams, items]);
        Report {
            simulation: "extraction".to_owned(),
            subject: Some(ground.element(self.context)),
            summary: self.summary(),
            quantities,
            plots: vec![
                effort.plot(),
                bars,
                tables::stays(&facts.inside),
                tables::gains(&self.step.worth, &self.question.assumptions),
            ],
            tables,
            heat: tables::heat_of_work(ground, self.context, self.items()),
            caveats: figures::caveats(ground, &members),
            ..Report::default()
        }
    }

    fn why(&self) -> String {
        let work = &self.step.work;
        let phase = |phase: Phase| Unit::PersonDays.spell(work.days(Some(phase), true).mean);
        format!(
            "{} pieces of work: {} to make it a module, {} to make it a service",
            work.items.len(),
            phase(Phase::Modularise),
            phase(Phase::Extract)
        )
    }

    fn rests_on(&self) -> Vec<String> {
        figures::rests_on(self.items(), &self.question.ground, &[self.context])
    }

    fn name(&self) -> &str {
        &self.question.ground.facts[self.context].name
    }

    fn summary(&self) -> String {
        let work = &self.step.work;
        let effort = Effort::Computed(work.days(None, self.question.is_together));
        let [low, _, high] = effort.percentiles();
        let days = |days: f64| Unit::PersonDays.spell(days);
        let share = |share: f64| Unit::Share.spell(share);
        let first = format!(
            "Taking {} out takes {} (P10 {}, P90 {}): {} of its code stays as it is, and yet it costs {} of writing it anew, before any plumbing.",
            self.name(),
            days(effort.estimate().value),
            days(low),
            days(high),
            share(work.inside.stays.value),
            share(work.reuse.modifier()),
        );
        format!("{first} {}", self.verdict())
    }

    /// Whether it is worth it, and which of the three reasons is missing if it is not.
    fn verdict(&self) -> String {
        let horizon = self.question.horizon();
        let worth = &self.step.worth;
        let of = |wanted: fn(&Presence) -> bool| {
            let reasons = Reason::ALL.iter().zip(&worth.reasons).filter(|(_, presence)| wanted(presence));
            reasons.map(|(reason, _)| reason.word()).collect::<Vec<_>>().join(", ")
        };
        let there = of(|presence| *presence == Presence::There);
        let missing = of(|presence| matches!(presence, Presence::Missing(_)));
        let unsaid = of(|presence| matches!(presence, Presence::Unsaid(_)));
        let mut sentence = match self.step.payback() {
            _ if there.is_empty() => "It is not worth it: none of the three reasons is there".to_owned(),
            Some(months) if self.step.is_worth_it(horizon) => {
                format!("It is worth it for {there}: it pays back after {months:.0} months")
            }
            Some(months) => {
                format!("It is not worth it yet: {there} would pay it back after {months:.0} months, not {horizon:.0}")
            }
            None => format!("It is not worth it: what {there} brings is less than what a service costs to run"),
        };
        if !missing.is_empty() {
            sentence.push_str(&format!("; missing: {missing}"));
        }
        if !unsaid.is_empty() {
            sentence.push_str(&format!("; not said here: {unsaid}"));
        }
        sentence + "."
    }

    /// What stays of the code, and what that costs all the same.
    fn code(&self) -> Vec<Quantity> {
        let (inside, reuse) = (&self.step.work.inside, &self.step.work.reuse);
        let assumptions = &self.question.assumptions;
        let range = assumptions.pert("integration_modular");
        let at = |integration: f64, stays: f64| {
            let (code, design) = (100.0 * (1.0 - stays), reuse.design);
            Reuse { integration: (100.0 * integration).min(100.0), code, design, ..*reuse }.modifier()
        };
        let value = reuse.modifier();
        let low = at(range.least.min(reuse.integration / 100.0), inside.stays.high).min(value);
        let high = at(range.most.max(reuse.integration / 100.0), inside.stays.low).max(value);
        let changed = 1.0 - inside.stays.value;
        let lines = self.question.ground.facts[self.context].lines;
        let naive = calibration(assumptions).person_months(lines * changed) * assumptions.value("days_a_month");
        let real = reuse_days(lines, reuse, assumptions);
        let keys = ["extraction.infrastructure_share", "extraction.infrastructure_changed"];
        let lever = ["extraction.integration_modular", "extraction.understanding", "extraction.assessment"];
        let why = format!(
            "AAF = 0.4 · {:.1} + 0.3 · {:.1} + 0.3 · {:.1} = {:.1} %; AAM = {:.3}. With all of integration and test done again it would be {:.3}",
            reuse.design,
            reuse.code,
            reuse.integration,
            reuse.factor(),
            value,
            Reuse { integration: 100.0, ..*reuse }.modifier()
        );
        let told = format!(
            "{} of {lines} thousand lines change. Were that the cost, it would take {}; with understanding, integration and test it takes {}",
            Unit::Share.spell(changed),
            Unit::PersonDays.spell(naive),
            Unit::PersonDays.spell(real)
        );
        vec![
            Quantity::new("stays", "Code that stays as it is", Unit::Share, inside.stays).better(Better::More).because(
                tables::why_stays(inside, assumptions),
                "Shares of building blocks by ring; Wilson 1927 for the interval.",
                &keys,
            ),
            Quantity::new(
                "reuse_share",
                "Cost of the code, against writing it anew",
                Unit::Share,
                Estimate { value, low, high },
            )
            .better(Better::Less)
            .because(why, COCOMO, &lever),
            Quantity::exact("short_cut", "Its cost if only changed code counted", Unit::PersonDays, naive).because(
                told,
                "A short cut that no study supports.",
                &keys,
            ),
            Quantity::exact("code_days", "Cost of the code", Unit::PersonDays, real).better(Better::Less).because(
                format!("{lines} thousand lines · AAM {value:.3}, COCOMO II"),
                COCOMO,
                &lever,
            ),
        ]
    }

    /// Phases, the other way, and what keeping boundaries costs.
    fn way(&self) -> Vec<Quantity> {
        let (work, is_together) = (&self.step.work, self.question.is_together);
        let assumptions = &self.question.assumptions;
        let days = |key: &str, name: &str, value: Estimate, why: String| {
            Quantity::new(key, name, Unit::PersonDays, value).better(Better::Less).because(why, OURS, &[])
        };
        let phase = |phase: Phase| spread(&work.days(Some(phase), is_together));
        let facts = &self.question.ground.facts[self.context];
        let tax = assumptions.value("discipline_share") * assumptions.value("days_a_change") * facts.changes;
        let [kept, lost] = ["integration_modular", "integration_tiered"].map(|key| {
            reuse_days(facts.lines, &work.inside.reuse_at(assumptions.percent(key), assumptions), assumptions)
        });
        let saved = (lost - kept).max(0.0);
        let months = self.months();
        let other = spread(&self.other.days(None, is_together));
        let name = match self.question.way {
            Way::Modules => "Effort straight to a service",
            Way::Straight => "Effort through a module first",
        };
        let seams = work.count(Plumbing::Seam);
        vec![
            days("modularise", "Phase 1: make it a module", phase(Phase::Modularise), format!("{seams} seams are missing; circles, internals and rings are in the table")),
            days("extract", "Phase 2: make it a service", phase(Phase::Extract), "plumbing, code and platform are in the table".to_owned()),
            days("other_way", name, other, "the same context by the other way; boundaries are mended where they are cut, and what was not kept apart is tested again".to_owned()),
            Quantity::exact("schedule", "Calendar months at a nominal schedule", Unit::Number, months)
                .because(format!("TDEV = 3.67 · PM^(0.28 + 0.2 (E − 0.91)) = {months:.1} months"), COCOMO, &["extraction.scale_factors"]),
            Quantity::exact("discipline_tax", "Keeping its boundaries, a month", Unit::PersonDays, tax)
                .better(Better::Less)
                .because(format!("{} changes a month · {:.1} days · {}", facts.changes, assumptions.value("days_a_change"), Unit::Share.spell(assumptions.value("discipline_share"))), OURS, &["extraction.discipline_share", "extraction.days_a_change", "extraction.changes"]),
            Quantity::exact("discipline_saving", "What kept boundaries save when it leaves", Unit::PersonDays, saved)
                .better(Better::More)
                .because(format!("the same code with IM {:.0} and with IM {:.0}", assumptions.percent("integration_tiered"), assumptions.percent("integration_modular")), COCOMO, &["extraction.integration_modular", "extraction.integration_tiered"]),
            Quantity::exact("discipline_months", "Months for which keeping them pays", Unit::Number, if tax > 0.0 { saved / tax } else { f64::INFINITY })
                .because("what is saved ÷ what keeping them costs a month: whoever takes it out sooner was right to keep them, even if they brought nothing else", OURS, &["extraction.discipline_share"]),
        ]
    }

    /// Months that so much effort takes at a nominal schedule.
    fn months(&self) -> f64 {
        let assumptions = &self.question.assumptions;
        let months = self.step.effort / assumptions.value("days_a_month").max(1.0);
        calibration(assumptions).months(months)
    }

    /// What a month brings, reason by reason, and after how many it has paid.
    fn worth(&self) -> Vec<Quantity> {
        let (worth, assumptions) = (&self.step.worth, &self.question.assumptions);
        let all = spread(&worth.days(None, assumptions));
        let words = |reason: Reason| {
            let lines = worth.lines.iter().filter(|line| line.reason == reason);
            let told: Vec<&str> = lines.map(|line| line.words.as_str()).collect();
            if told.is_empty() { "the landscape does not say".to_owned() } else { told.join("; ") }
        };
        let mut figures = vec![
            Quantity::new("gain", "Gain a month, less what it costs to run", Unit::PersonDays, all)
                .better(Better::More)
                .because("the three reasons below less what running it costs", OURS, &[]),
            Quantity::exact(
                "payback",
                "Months until it has paid",
                Unit::Number,
                self.step.payback().unwrap_or(f64::INFINITY),
            )
            .better(Better::Less)
            .because(
                format!("{:.0} person-days ÷ {:.2} a month", self.step.effort, self.step.gain),
                OURS,
                &[],
            ),
        ];
        let named = [
            (Reason::Scale, "gain_scale", "Gain of scaling apart, a month"),
            (Reason::Teams, "gain_teams", "Gain of teams apart, a month"),
            (Reason::Faults, "gain_faults", "Gain of faults apart, a month"),
            (Reason::Running, "gain_running", "Less: what running it costs, a month"),
        ];
        for (reason, key, name) in named {
            let value = spread(&worth.days(Some(reason), assumptions));
            let quantity = Quantity::new(key, name, Unit::PersonDays, value).better(Better::More);
            figures.push(quantity.because(words(reason), OURS, &[]));
        }
        figures
    }
}
