//! The comparison of teams in figures, tables and sentences.

use super::Study;
use super::design::Judged;
use super::flow::Outcome;
use crate::measure::channels;
use crate::simulation::Unit;
use crate::simulation::report::{Better, Quantity};

const QUEUES: &str = "Open queueing network (Jackson 1957) of M/G/c stations (Erlang 1917; Lee and Longton 1959); how work goes through it is ours.";
const CONGRUENCE: &str = "Cataldo, Herbsleb and Carley, Socio-Technical Congruence (2008), on teams and contexts.";
const SHAPLEY: &str = "Shapley, A Value for n-Person Games (1953), over our own causes.";

/// What every lead time rests on.
const RESTS_ON: &[&str] = &[
    "teams.days",
    "teams.elsewhere",
    "teams.busy",
    "teams.people",
    "teams.new_work",
    "teams.people_on_one",
    "teams.variation",
    "teams.disciplines",
    "teams.hand_off_days",
    "teams.hand_off_effort",
    "teams.rework",
    "teams.redone",
    "teams.loss",
    "teams.relearning",
    "teams.within",
    "teams.penalty",
    "teams.gap",
    "teams.balance",
    "teams.steady",
    "teams.horizon",
];

/// The answer in sentences.
pub(super) fn summary(study: &Study) -> String {
    let days = |code: &str| Unit::Days.spell(study.lead(code));
    let (functional, cross) = (study.lead("functional"), study.lead("cross"));
    let verdict = if cross < functional { "quicker" } else { "no quicker" };
    let first = format!(
        "A change takes {} as the teams are drawn, {} through functional teams and {} through cross-functional ones of the same people: they are {verdict}",
        days("drawn"),
        days("functional"),
        days("cross"),
    );
    let causes = super::design::CAUSES.iter().zip(&study.gains);
    let most = causes.max_by(|a, b| a.1.total_cmp(b.1)).filter(|_| cross < functional);
    let why = most.map_or_else(
        || ".".to_owned(),
        |(cause, gain)| format!(", most of all by this: {} ({}).", lower_first(cause), Unit::Days.spell(*gain)),
    );
    let congruence = &study.on.congruence;
    let gaps = congruence.gaps().count();
    let talk = match (congruence.required.len(), study.on.has_interactions) {
        (0, _) => String::new(),
        (required, false) => {
            format!(" {required} pairs of teams have to coordinate; no interaction of teams is drawn.")
        }
        (required, true) if gaps == 0 => format!(" All {required} pairs of teams that have to coordinate do."),
        (required, true) => format!(" Of {required} pairs of teams that have to coordinate {gaps} do not: a risk."),
    };
    format!("{first}{why}{talk}")
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// The figures, the most telling ones first.
pub(super) fn quantities(study: &Study) -> Vec<Quantity> {
    let mut found = vec![gain(study)];
    for (code, name, judged) in &study.judged {
        found.push(lead(code, name, judged));
    }
    let drawn = study.judged("drawn");
    let of = |key: &str, name: &str, unit: Unit, figure: fn(&Outcome) -> f64| Quantity {
        draws: drawn.draws(figure),
        ..Quantity::new(key, name, unit, drawn.estimate(figure))
    };
    let days = drawn.outcome.days;
    found.push(
        of("hand_offs", "Hand-offs for each change, as drawn", Unit::Number, |it| it.hand_offs)
            .better(Better::Less)
            .because("The mean over all changes of how often they go from one team to another, those that are given back included.", QUEUES, RESTS_ON),
    );
    found.push(
        of("crossing", "Changes that need more than one team, as drawn", Unit::Share, |it| it.crossing)
            .better(Better::Less)
            .because("The share of drawn footprints in which contexts of several teams, or stages of several disciplines, are touched.", "Ours, from the independent cascade of the ripple.", &[]),
    );
    found.push(of("utilisation", "How busy everybody is, as drawn", Unit::Share, |it| it.utilisation).because(
        format!(
            "{} of work a month, rework and agreeing included, by people who can do {}.",
            Unit::PersonDays.spell(drawn.outcome.work),
            Unit::PersonDays.spell(study.on.capacity())
        ),
        QUEUES,
        RESTS_ON,
    ));
    found.push(
        of("efficiency", "Flow efficiency, as drawn", Unit::Share, |it| it.days.efficiency())
            .better(Better::More)
            .because(
                format!(
                    "{} of work in {} from the first hand to the last.",
                    Unit::Days.spell(days.touch),
                    Unit::Days.spell(days.lead())
                ),
                "Touch time over lead time, as lean production counts it.",
                RESTS_ON,
            ),
    );
    if let Some(penalty) = study.break_even {
        found.push(
            Quantity::exact("break_even", "How much slower generalists may be", Unit::Share, penalty).better(Better::More).because(
                "So much longer may a generalist take for the same work before cross-functional teams are as slow as functional ones.",
                QUEUES,
                RESTS_ON,
            ),
        );
    }
    found.extend(coordination(study));
    found
}

fn gain(study: &Study) -> Quantity {
    let (functional, cross) = (study.judged("functional"), study.judged("cross"));
    let lead = |it: &Outcome| it.days.lead();
    let draws: Vec<f64> =
        functional.draws(lead).iter().zip(cross.draws(lead)).map(|(functional, cross)| functional - cross).collect();
    let value = super::design::around(lead(&functional.outcome) - lead(&cross.outcome), &draws);
    let parts: Vec<String> = super::design::CAUSES
        .iter()
        .zip(&study.gains)
        .map(|(cause, gain)| format!("{}: {}", lower_first(cause), Unit::Days.spell(*gain)))
        .collect();
    let why = format!(
        "{} through functional teams less {} through cross-functional ones. {}.",
        Unit::Days.spell(lead(&functional.outcome)),
        Unit::Days.spell(lead(&cross.outcome)),
        parts.join("; ")
    );
    Quantity { draws, ..Quantity::new("gain", "What cross-functional teams save", Unit::Days, value) }
        .better(Better::More)
        .because(why, SHAPLEY, RESTS_ON)
}

fn lead(code: &str, name: &str, judged: &Judged) -> Quantity {
    let figure = |it: &Outcome| it.days.lead();
    let days = judged.outcome.days;
    let spell = |value: f64| Unit::Days.spell(value);
    let why = format!(
        "Work {} + waiting in queues {} + waiting at hand-offs {} + rework {} + finding out again {} + agreeing {} + generalists' extra {}.",
        spell(days.touch),
        spell(days.waiting),
        spell(days.delay),
        spell(days.rework),
        spell(days.relearning),
        spell(days.agreeing),
        spell(days.penalty)
    );
    let quantity = Quantity::new(
        &format!("lead_{code}"),
        &format!("Lead time: {}", lower_first(name)),
        Unit::Days,
        judged.estimate(figure),
    );
    Quantity { draws: judged.draws(figure), ..quantity }.better(Better::Less).because(why, QUEUES, RESTS_ON)
}

/// Who has to talk, who does, and how many lines of communication there are.
fn coordination(study: &Study) -> Vec<Quantity> {
    let (on, congruence) = (&study.on, &study.on.congruence);
    let mut found = Vec::new();
    if on.has_interactions {
        let why =
            format!("{} of {} pairs of teams that have to coordinate do.", congruence.met(), congruence.required.len());
        found.push(
            Quantity::exact("congruence", "Socio-technical congruence", Unit::Share, congruence.share())
                .better(Better::More)
                .because(why, CONGRUENCE, &[]),
        );
        let volume: f64 = congruence.gaps().filter_map(|gap| study.joint.get(&gap.teams)).sum();
        let why = format!(
            "{} pairs have to coordinate and do not; so many changes a month touch contexts of both, pair by pair. A risk by the studies; that closing the gap helps is not measured.",
            congruence.gaps().count()
        );
        found.push(
            Quantity::exact("gap_changes", "Changes through gaps between teams", Unit::AMonth, volume)
                .better(Better::Less)
                .because(why, CONGRUENCE, &["teams.busy"]),
        );
        found.push(
            Quantity::exact(
                "excess",
                "Pairs of teams that talk without need",
                Unit::Count,
                congruence.excess.len() as f64,
            )
            .because(
                "Pairs that interact though none of their contexts depends on one of the other's.",
                CONGRUENCE,
                &[],
            ),
        );
    }
    let [within, between] = lines(&study.drawn.people, congruence.contacts as u64);
    let why = format!(
        "Within each team n · (n − 1) ÷ 2 lines, {within} together, and {between} pairs of teams that interact."
    );
    found.push(
        Quantity::exact(
            "channels",
            "Lines of communication, as drawn",
            Unit::Count,
            within.saturating_add(between) as f64,
        )
        .better(Better::Less)
        .because(why, "Brooks, The Mythical Man-Month (1975).", &["teams.people"]),
    );
    let overloaded = study.burdens.iter().filter(|burden| burden.is_overload()).count();
    found.push(
        Quantity::exact("overloaded", "Teams with too much to keep in mind", Unit::Count, overloaded as f64)
            .better(Better::Less)
            .because(
                "More than three simple contexts, a complex one and another, or more than one complicated one and a simple one.",
                "Skelton and Pais, Team Topologies (2019).",
                &[],
            ),
    );
    found
}

/// Lines of communication within teams of these sizes, and between them.
pub(super) fn lines(people: &[f64], pairs: u64) -> [u64; 2] {
    let within =
        people.iter().map(|people| channels::channels(people.round().max(0.0) as u64)).fold(0, u64::saturating_add);
    [within, pairs]
}

/// What the figures do not say.
pub(super) fn caveats(study: &Study) -> Vec<String> {
    let on = &study.on;
    let mut caveats = vec![
        "That reorganising teams along contexts makes the software follow (the inverse Conway manoeuvre) has no direct empirical support: a gap is a risk, closing it is no promise.".to_owned(),
        "How people react to a new design, what it costs to get there, and what they have to learn is not in these figures.".to_owned(),
        "Teams work on a change one after the other; where they can work at the same time it takes less. The loss of 50 % of knowledge at a hand-off (Poppendieck) is an illustration and no measurement.".to_owned(),
        "Functional teams share their people over all contexts and so pool them as well; what that asks of each person's knowledge is not in the lead time.".to_owned(),
    ];
    let unowned = on.contexts.iter().zip(&on.is_ours).filter(|(_, is_ours)| !**is_ours).count();
    if unowned > 0 {
        caveats.push(format!(
            "{unowned} contexts are external or have no owner: the work there is in none of the designs."
        ));
    }
    let ours = on.is_ours.iter().filter(|is_ours| **is_ours).count();
    if on.said < ours {
        caveats.push(format!(
            "{} of {ours} contexts do not say how often they change; they count as the ripple takes them.",
            ours - on.said
        ));
    }
    if on.fitted != 1.0 {
        caveats.push(format!(
            "The work was multiplied by {} so that it keeps people as busy as is assumed: the designs are compared, not the load.",
            Unit::Number.spell(on.fitted)
        ));
    }
    let busiest = |judged: &Judged| judged.outcome.stations.iter().any(|load| load.utilisation > on.values.pace.steady);
    let over: Vec<&str> =
        study.judged.iter().filter(|(.., judged)| busiest(judged)).map(|(_, name, _)| *name).collect();
    if !over.is_empty() {
        caveats.push(format!(
            "Some team has more work than it can do in: {}. There the wait has no steady state and is what piles up over the horizon.",
            over.join("; ")
        ));
    }
    if on.teams() < 2 {
        caveats.push("Only one team has work: hand-offs between teams are not to be seen here.".to_owned());
    }
    caveats
}
