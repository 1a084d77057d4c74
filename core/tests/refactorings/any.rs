//! On any landscape, every refactoring that is offered either says why not or applies, leaves no reference astray that
//! was not, and can be taken back.

use std::collections::BTreeMap;

use atoll_core::gallery::EXAMPLES;
use atoll_core::model::{ElementId, ElementKind, Landscape};
use atoll_core::random::Random;
use atoll_core::refactoring::{Answer, Answers, Ask, Question, offered};
use atoll_core::rule;

use super::{dangling, drawn, refactor};

/// How many random landscapes, and how many commands made each.
const LANDSCAPES: u64 = 32;
const STEPS: usize = 260;

/// Every element alone, and some pairs and handfuls of one kind.
fn selections(landscape: &Landscape, random: &mut Random) -> Vec<Vec<ElementId>> {
    let mut selections: Vec<Vec<ElementId>> = landscape.ids().map(|id| vec![id]).collect();
    for kind in [ElementKind::Context, ElementKind::Aggregate, ElementKind::Team, ElementKind::Toggle] {
        let ids = landscape.ids_of(kind);
        for _ in 0..if ids.len() > 1 { 12 } else { 0 } {
            let count = 2 + random.below(2);
            let mut some: Vec<ElementId> = (0..count).map(|_| ids[random.below(ids.len())]).collect();
            some.dedup();
            selections.push(some);
        }
    }
    selections
}

/// Any answers: those that are suggested, or others that can be given.
fn answers(random: &mut Random, questions: &[Question]) -> Answers {
    let mut answers = Answers::suggested(questions);
    for question in questions {
        if random.unit() < 0.5 {
            continue;
        }
        let answer = match &question.ask {
            Ask::Text { .. } => Answer::Text((*drawn::TEXTS.get(random.below(16)).expect("16 texts")).to_owned()),
            Ask::One { options, .. } if options.is_empty() => continue,
            Ask::One { options, .. } => Answer::One(options[random.below(options.len())].0.clone()),
            Ask::Some { of, .. } => Answer::Some(of.iter().copied().filter(|_| random.unit() < 0.5).collect()),
        };
        answers.set(question.key, answer);
    }
    answers
}

/// Tries everything that is offered on a landscape; how often each was done and refused.
fn try_all(landscape: &Landscape, random: &mut Random, tried: &mut BTreeMap<&'static str, [usize; 2]>) {
    let before = dangling(landscape);
    for selection in selections(landscape, random) {
        for refactoring in offered(landscape, &selection) {
            let questions = (refactoring.questions)(landscape, &selection).expect("it is offered");
            for answers in [Answers::suggested(&questions), answers(random, &questions)] {
                let mut after = landscape.clone();
                let done = refactor(refactoring, &mut after, &selection, &answers);
                let place = match &done {
                    Ok(_) => 0,
                    Err(refusal) => {
                        let sentence = refusal.to_string();
                        assert!(sentence.len() > 10 && sentence.ends_with('.'), "{}: {sentence}", refactoring.code);
                        1
                    }
                };
                tried.entry(refactoring.code).or_default()[place] += 1;
                let astray: Vec<_> = dangling(&after).into_iter().filter(|it| !before.contains(it)).collect();
                assert!(astray.is_empty(), "{} on {selection:?} with {answers:?}: {astray:?}", refactoring.code);
            }
        }
    }
}

#[test]
fn whatever_is_offered_can_be_done_and_taken_back_and_leaves_nothing_astray() {
    let mut tried = BTreeMap::new();
    for seed in 0..LANDSCAPES {
        let mut random = Random::keyed(&[seed, 0x4ef]);
        let start = match seed as usize % (EXAMPLES.len() + 1) {
            0 => Landscape::default(),
            number => EXAMPLES[number - 1].landscape(),
        };
        let landscape = drawn::grown(start, &mut random, STEPS);
        try_all(&landscape, &mut random, &mut tried);
    }
    println!("done and refused: {tried:#?}");
    let done = tried.values().filter(|[done, _]| *done > 0).count();
    assert!(done >= 16, "only {done} refactorings were ever done: {tried:?}");
}

#[test]
fn whatever_is_offered_in_the_gallery_is_done_as_suggested() {
    for example in EXAMPLES {
        let landscape = example.landscape();
        let mut tried = BTreeMap::new();
        try_all(&landscape, &mut Random::keyed(&[7]), &mut tried);
        let done: usize = tried.values().map(|[done, _]| done).sum();
        assert!(tried.len() >= 8 && done > 100, "{}: {tried:?}", example.code);
    }
}

/// What no refactoring may bring about: what cannot be, or was repaired in one place and not in another.
const REPAIRED: [&str; 11] = [
    "duplicate-name",
    "duplicate-relationship",
    "exposed-aggregate-of-another-context",
    "in-process-between-deployables",
    "interaction-with-itself",
    "internals-used-by-another-context",
    "missing-reference",
    "nameless-element",
    "relationship-with-itself",
    "use-without-relationship",
    "version-of-another-context",
];

#[test]
fn nothing_is_left_half_repaired() {
    let mut wrong = Vec::new();
    // The last ones found something once.
    for seed in (0..8_u64).chain([26, 35, 84, 93, 116, 123]) {
        let mut random = Random::keyed(&[seed, 0x5e7]);
        let landscape = EXAMPLES[seed as usize % 3].landscape();
        let landscape = if seed < 3 { landscape } else { drawn::grown(landscape, &mut random, 120) };
        let count = |landscape: &Landscape| {
            let findings = rule::check(landscape, None);
            REPAIRED.map(|code| findings.iter().filter(|finding| finding.code == code).count())
        };
        let before = count(&landscape);
        for selection in selections(&landscape, &mut random) {
            for refactoring in offered(&landscape, &selection) {
                let mut after = landscape.clone();
                if refactor(refactoring, &mut after, &selection, &Answers::default()).is_err() {
                    continue;
                }
                let more = REPAIRED.iter().zip(before.iter().zip(count(&after))).filter(|(_, (was, is))| is > was);
                wrong.extend(more.map(|(code, _)| format!("{seed}: {} of {selection:?}: {code}", refactoring.code)));
            }
        }
    }
    assert!(wrong.is_empty(), "{} times:\n{}", wrong.len(), wrong.join("\n"));
}
