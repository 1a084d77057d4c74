//! What holds of team design and growth in every landscape.

#![allow(clippy::expect_used, clippy::panic, reason = "a test says what it expects")]

#[path = "support/drawn.rs"]
mod drawn;

use std::sync::Arc;

use atoll_core::gallery::{EXAMPLES, spoken};
use atoll_core::model::{
    ContextId, Deployable, Interaction, InteractionId, InteractionMode, Landscape, RelationshipKind, TeamId,
};
use atoll_core::random::Random;
use atoll_core::simulation::comparison::compare;
use atoll_core::simulation::report::Cell;
use atoll_core::simulation::{Estimate, Report, Request, Simulation, growth, team_design};
use atoll_core::sketch::Sketch;

const BOTH: [&Simulation; 2] = [&team_design::SIMULATION, &growth::SIMULATION];

fn answer(simulation: &Simulation, landscape: &Landscape) -> Option<Report> {
    (simulation.estimate)(landscape, &Request::default()).ok()
}

fn figure(report: &Report, key: &str) -> f64 {
    report.quantity(key).unwrap_or_else(|| panic!("no {key}")).value.value
}

fn set(landscape: &mut Landscape, key: &str, value: f64) {
    Arc::make_mut(&mut landscape.header).assumptions.insert(key.to_owned(), value);
}

/// A random map with teams, in which each context has one owner, and its contexts.
fn owned(seed: u64) -> (Sketch, Vec<ContextId>, Vec<TeamId>) {
    let mut random = Random::keyed(&[seed, 11]);
    let mut sketch = Sketch::new();
    let count = 2 + random.below(10);
    let contexts: Vec<ContextId> = (0..count).map(|number| sketch.context(&format!("Context {number}"))).collect();
    for context in &contexts {
        let changes = 1 + random.below(9) as u32;
        sketch.edit_context(*context, |context| context.changes_a_month = changes);
    }
    for _ in 0..random.below(2 * count) {
        let kind = RelationshipKind::ALL[random.below(RelationshipKind::ALL.len())];
        let [upstream, downstream] = [random.below(count), random.below(count)].map(|number| contexts[number]);
        if upstream != downstream {
            sketch.relate(upstream, downstream, kind, |it| it.upstream_roles.open_host_service = random.below(2) == 0);
        }
    }
    let teams = 1 + random.below(count);
    let mut owns: Vec<Vec<ContextId>> = vec![Vec::new(); teams];
    contexts.iter().for_each(|context| owns[random.below(teams)].push(*context));
    let teams = owns.iter().enumerate().map(|(number, owns)| sketch.team(&format!("Team {number}"), owns)).collect();
    (sketch, contexts, teams)
}

/// Whatever comes out is a report in order: figures are figures, shares are shares, reasons name what there is.
fn in_order(simulation: &Simulation, report: &Report, what: &str) {
    let keys: Vec<String> = (simulation.parameters)().into_iter().map(|parameter| parameter.key).collect();
    assert!(report.quantity(simulation.headline).is_some() && !report.summary.is_empty(), "{what}");
    for quantity in &report.quantities {
        let Estimate { value, low, high } = quantity.value;
        assert!(!value.is_nan() && low <= value && value <= high, "{what}: {quantity:?}");
        assert!(!quantity.why.is_empty() && !quantity.source.is_empty(), "{what}: {quantity:?}");
        assert!(quantity.rests_on.iter().all(|key| keys.contains(key)), "{what}: {quantity:?}");
    }
    for point in report.plots.iter().flat_map(|plot| &plot.series).flat_map(|series| &series.points) {
        assert!(point.y.is_finite() && point.low <= point.y && point.y <= point.high, "{what}: {point:?}");
    }
    for table in &report.tables {
        assert!(table.rows.iter().all(|row| row.cells.len() == table.columns.len()), "{what}: {}", table.key);
        let cells = table.rows.iter().flat_map(|row| &row.cells);
        assert!(cells.into_iter().all(|cell| !matches!(cell, Cell::Number(number) if number.is_nan())), "{what}");
    }
    assert!(report.heat.iter().all(|heat| (0.0..=1.0).contains(&heat.share)), "{what}");
}

#[test]
fn whatever_is_drawn_is_answered_or_refused_and_twice_the_same() {
    let mut answers = 0;
    for seed in 0..40 {
        let mut random = Random::keyed(&[seed, 12]);
        let start = EXAMPLES[seed as usize % EXAMPLES.len()].landscape();
        let mut landscape = if seed % 2 == 0 { drawn::grown(start, &mut random, 40) } else { Landscape::default() };
        for _ in 0..60 * (seed % 2) {
            let record = drawn::record(&mut random, &landscape);
            landscape = Landscape::from_records(landscape.records().chain([record]).collect::<Vec<_>>());
        }
        for simulation in BOTH {
            let Some(report) = answer(simulation, &landscape) else { continue };
            in_order(simulation, &report, &format!("seed {seed}, {}", simulation.code));
            assert_eq!(Some(&report), answer(simulation, &landscape).as_ref(), "seed {seed}");
            answers += 1;
        }
    }
    assert!(answers > 40, "only {answers} answers");
}

#[test]
fn absurd_figures_are_answered() {
    let mut landscape = spoken::landscape(30);
    for (number, parameter) in (growth::SIMULATION.parameters)().into_iter().enumerate() {
        set(&mut landscape, &parameter.key, if number % 2 == 0 { f64::INFINITY } else { -1.0 });
        for simulation in BOTH {
            let report = answer(simulation, &landscape).expect("an answer");
            in_order(simulation, &report, &format!("{} of {}", parameter.key, simulation.code));
        }
    }
}

#[test]
fn an_unchanged_design_differs_by_nothing() {
    for example in EXAMPLES {
        let before = example.landscape();
        let mut after = before.clone();
        Arc::make_mut(&mut after.header).name.push_str(", renamed");
        for simulation in BOTH {
            let [before, after] = [&before, &after].map(|landscape| answer(simulation, landscape).expect("an answer"));
            let differences = compare(&before, &after);
            assert!(differences.len() > 5);
            assert!(differences.iter().all(|it| it.difference == Estimate::exact(0.0)), "{}", example.code);
        }
    }
}

#[test]
fn one_team_has_no_change_that_needs_another() {
    for seed in 0..30 {
        let (mut sketch, contexts, teams) = owned(seed);
        for context in &contexts {
            sketch.edit_context(*context, |context| context.owners = vec![teams[0]]);
        }
        let report = answer(&team_design::SIMULATION, &sketch.landscape).expect("an answer");
        assert_eq!((figure(&report, "crossing"), figure(&report, "hand_offs")), (0.0, 0.0), "seed {seed}");
        assert!(report.heat.iter().filter(|heat| heat.words.contains("another team")).all(|heat| heat.share == 0.0));
        let curve = answer(&growth::SIMULATION, &sketch.landscape).expect("an answer");
        let crossing = &curve.plot("crossing").expect("a curve").series[0].points;
        assert_eq!((crossing[0].y, crossing[0].high), (0.0, 0.0), "seed {seed}");
    }
}

#[test]
fn a_team_that_is_split_never_has_fewer_changes_that_cross() {
    let mut risen = 0;
    for seed in 0..40 {
        let (mut sketch, contexts, teams) = owned(seed);
        let before = answer(&team_design::SIMULATION, &sketch.landscape).expect("an answer");
        let new = sketch.team("New", &[]);
        let mut random = Random::keyed(&[seed, 13]);
        for context in &contexts {
            let moves = sketch.landscape.contexts[context].owners == [teams[0]] && random.below(2) == 0;
            sketch.edit_context(*context, |context| {
                if moves {
                    context.owners = vec![new];
                }
            });
        }
        // Without a team that has nothing to do there is nobody whom the split could go to.
        let Some(after) = answer(&team_design::SIMULATION, &sketch.landscape) else { continue };
        let [before, after] = [&before, &after].map(|report| figure(report, "crossing"));
        assert!(after >= before - 1e-12, "seed {seed}: {before} {after}");
        risen += usize::from(after > before);
        let curve = answer(&growth::SIMULATION, &sketch.landscape).expect("an answer");
        for series in &curve.plot("crossing").expect("curves").series {
            assert!(series.points.windows(2).all(|pair| pair[0].y <= pair[1].y + 1e-12), "seed {seed}: {series:?}");
        }
    }
    assert!(risen > 5, "only {risen} rose");
}

#[test]
fn one_more_contact_never_lowers_congruence_and_merging_two_teams_removes_their_gap() {
    let mut gaps = 0;
    for seed in 0..40 {
        let (mut sketch, contexts, teams) = owned(seed);
        let mut random = Random::keyed(&[seed, 14]);
        if teams.len() < 3 {
            continue;
        }
        let interact = |id: u64, provider: TeamId, consumer: TeamId, mode: InteractionMode| Interaction {
            id: InteractionId::new(id),
            provider,
            consumer,
            mode,
            ..Interaction::default()
        };
        let mode = |random: &mut Random| InteractionMode::ALL[random.below(InteractionMode::ALL.len())];
        sketch.put(interact(9_001, teams[0], teams[1], mode(&mut random)));
        let before = answer(&team_design::SIMULATION, &sketch.landscape).expect("an answer");
        let mut talking = Sketch::on(sketch.landscape.clone());
        talking.put(interact(9_002, teams[1], teams[2], mode(&mut random)));
        let after = answer(&team_design::SIMULATION, &talking.landscape).expect("an answer");
        assert!(figure(&after, "congruence") >= figure(&before, "congruence"), "seed {seed}");
        assert!(figure(&after, "gap_changes") <= figure(&before, "gap_changes"), "seed {seed}");
        assert!(figure(&after, "lead_drawn") <= figure(&before, "lead_drawn") + 1e-9, "seed {seed}");
        let row = before.table("conway").expect("a table").rows.iter().find(|row| row.cells[5] == Cell::from("a gap"));
        let Some(Cell::Text(pair)) = row.map(|row| row.cells[0].clone()) else { continue };
        let is_in = |team: &&TeamId| pair.contains(&format!("“{}”", sketch.landscape.teams[*team].name));
        let [into, from] = teams.iter().filter(is_in).copied().collect::<Vec<_>>()[..] else { panic!("{pair}") };
        for context in &contexts {
            let moves = sketch.landscape.contexts[context].owners == [from];
            sketch.edit_context(*context, |context| {
                if moves {
                    context.owners = vec![into];
                }
            });
        }
        let merged = answer(&team_design::SIMULATION, &sketch.landscape).expect("an answer");
        let rows = &merged.table("conway").expect("a table").rows;
        assert!(rows.iter().all(|row| row.cells[0] != Cell::Text(pair.clone())), "seed {seed}: {pair}");
        gaps += 1;
    }
    assert!(gaps > 8, "only {gaps} gaps");
}

#[test]
fn what_costs_more_never_makes_changes_quicker() {
    let ways = [
        ("teams.busy", 0.3, 0.9),
        ("teams.rework", 0.0, 0.3),
        ("teams.loss", 0.0, 0.8),
        ("teams.hand_off_days", 0.0, 9.0),
        ("teams.hand_off_effort", 0.0, 2.0),
        ("teams.gap", 1.0, 3.0),
        ("teams.penalty", 0.0, 0.5),
    ];
    for (seed, (key, low, high)) in ways.iter().enumerate() {
        let (mut sketch, ..) = owned(seed as u64 + 3);
        let mut leads = Vec::new();
        for step in 0..5 {
            set(&mut sketch.landscape, key, low + (high - low) * f64::from(step) / 4.0);
            let request = Request::default().with(team_design::WORK, "fitted");
            let report = (team_design::SIMULATION.estimate)(&sketch.landscape, &request).expect("an answer");
            leads.push(
                ["drawn", "functional", "private", "pooled", "cross"]
                    .map(|code| figure(&report, &format!("lead_{code}"))),
            );
        }
        for pair in leads.windows(2) {
            assert!(pair[0].iter().zip(&pair[1]).all(|(less, more)| *less <= more + 1e-9), "{key}: {pair:?}");
        }
    }
}

/// Where nothing is left to chance, the order in which things are drawn does not matter.
#[test]
fn how_things_are_numbered_does_not_matter() {
    for seed in 0..20 {
        let mut random = Random::keyed(&[seed, 15]);
        let count = 3 + random.below(8);
        let links: Vec<[usize; 2]> = (0..count).map(|_| [random.below(count), random.below(count)]).collect();
        let changes: Vec<u32> = (0..count).map(|_| 1 + random.below(40) as u32).collect();
        let owner: Vec<usize> = (0..count).map(|_| random.below(3)).collect();
        let draw = |order: &dyn Fn(usize) -> usize| {
            let mut sketch = Sketch::new();
            let mut contexts = vec![ContextId::default(); count];
            for place in 0..count {
                let number = order(place);
                contexts[number] = sketch.context(&format!("Context {number}"));
                sketch.edit_context(contexts[number], |context| context.changes_a_month = changes[number]);
            }
            for [one, other] in links.iter().filter(|[one, other]| one != other) {
                // Separate ways let nothing through, whatever is assumed.
                sketch.relate(contexts[*one], contexts[*other], RelationshipKind::SeparateWays, |_| ());
            }
            for team in 0..3 {
                let owns: Vec<ContextId> = (0..count).filter(|it| owner[*it] == team).map(|it| contexts[it]).collect();
                sketch.team(&format!("Team {team}"), &owns);
            }
            sketch.add(Deployable { contexts: contexts[..2].to_vec(), ..Deployable::default() });
            sketch.landscape
        };
        let [one, other] = [draw(&|place| place), draw(&|place| count - 1 - place)];
        for simulation in BOTH {
            let [one, other] = [&one, &other].map(|landscape| answer(simulation, landscape).expect("an answer"));
            for quantity in &one.quantities {
                let (value, again) = (quantity.value.value, figure(&other, &quantity.key));
                let is_same = value == again || (value - again).abs() <= 1e-9 * value.abs().max(1.0);
                assert!(is_same, "seed {seed}, {}: {value} and {again}", quantity.key);
            }
        }
    }
}
