//! Context Mapper's own examples of before and after: where they are at hand they are what ours is compared with, and
//! small ones of our own, of the same shape, always are.
//!
//! Compared are names and what lies in what, not identifiers, places and what a comment says. Where ours differs on
//! purpose the test says so.

use std::path::Path;

use atoll_core::format::Source;
use atoll_core::format::context_mapper::FORMAT;
use atoll_core::model::{ElementId, IdSource, Landscape, RelationshipKind};
use atoll_core::refactoring::{Answer, Answers, refactoring};

use super::corpus::corpus;
use super::refactor;

/// Where our own files are.
const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/refactorings/cml");

fn import(folder: &str, name: &str) -> Landscape {
    let text = std::fs::read_to_string(Path::new(folder).join(name)).unwrap_or_else(|_| panic!("{folder}/{name}"));
    let read = FORMAT.import.expect("the format can be read");
    read(&Source::alone(name, &text), &mut IdSource::new(0))
        .unwrap_or_else(|error| panic!("{name}: {error}"))
        .landscape()
}

/// A landscape in words: every context with what it answers for and holds, and every relationship.
fn told(landscape: &Landscape) -> Vec<String> {
    let name = |id: ElementId| landscape.name(id);
    let mut lines = Vec::new();
    for context in landscape.contexts.values() {
        let sorted = |mut names: Vec<String>| {
            names.sort();
            names.join(", ")
        };
        let aggregates = landscape.aggregates.values().filter(|it| it.context == context.id);
        let mut held: Vec<String> = aggregates
            .map(|it| {
                let blocks = landscape.building_blocks.values().filter(|block| block.aggregate == Some(it.id));
                format!("{} [{}]", it.name, sorted(blocks.map(|block| block.name.clone()).collect()))
            })
            .collect();
        held.sort();
        let implements = sorted(context.implements.iter().map(|part| name((*part).into())).collect());
        let answers = sorted(context.responsibilities.clone());
        lines.push(format!("{}; {implements}; {answers}; {}", context.name, held.join(", ")));
    }
    for it in landscape.relationships.values() {
        let mut ends = it.parties().map(|party| name(party.into()));
        if matches!(it.kind, RelationshipKind::Partnership | RelationshipKind::SharedKernel) {
            ends.sort();
        }
        let mut exposed: Vec<String> = it.exposed.iter().map(|id| name((*id).into())).collect();
        exposed.sort();
        let roles = (it.upstream_roles, it.downstream_roles);
        lines.push(format!("{ends:?} {:?} {roles:?} “{}” {exposed:?}", it.kind, it.name));
    }
    lines.sort();
    lines
}

fn named(landscape: &Landscape, name: &str) -> ElementId {
    let mut all = landscape.contexts.values().filter(|context| context.name == name);
    all.next().unwrap_or_else(|| panic!("there is no {name}")).id.into()
}

/// One pair: which refactoring, of what, with which answers.
struct Pair {
    code: &'static str,
    /// The file before, and the file after.
    files: [&'static str; 2],
    /// The contexts that are selected.
    contexts: &'static [&'static str],
    answers: fn(&Landscape) -> Answers,
    /// The lines of theirs that ours leaves out or says otherwise, and ours instead.
    but: &'static [(&'static str, &'static str)],
}

fn text(text: &str) -> Answer {
    Answer::Text(text.to_owned())
}

fn one(key: &str) -> Answer {
    Answer::One(key.to_owned())
}

const PAIRS: [Pair; 8] = [
    Pair {
        code: "split-context-by-owner",
        files: ["refactoring-AR-03-example-input.cml", "refactoring-AR-03-example-output.cml"],
        contexts: &["CustomerSelfServiceContext"],
        answers: |_| Answers::default(),
        // Ours is called after what is in it, and goes on implementing what it implemented.
        but: &[("NewBoundedContext1; ; ; ", "Acounts; CustomerManagementDomain; ; ")],
    },
    Pair {
        code: "merge-contexts",
        files: ["refactoring-AR-07-example-input.cml", "refactoring-AR-07-example-output.cml"],
        contexts: &["CustomerManagementContext", "CustomerSelfServiceContext"],
        answers: |_| Answers::default(),
        but: &[],
    },
    Pair {
        code: "extract-shared-kernel",
        files: ["refactoring-AR-08-example-input.cml", "refactoring-AR-08-example-output.cml"],
        contexts: &["PolicyManagementContext", "DebtCollection"],
        answers: |_| Answers::default().with("name", text("PolicyManagementContext_DebtCollection_SharedKernel")),
        // Ours moves what is chosen and makes no placeholders; what is for two subdomains is for their domain.
        but: &[("_SharedKernel; ; ; SharedKernelAggregate []", "_SharedKernel; InsuranceDomain; ; ")],
    },
    Pair {
        code: "suspend-partnership",
        files: ["refactoring-AR-09-example-input.cml", "refactoring-AR-09-example-output-a.cml"],
        contexts: &["RiskManagementContext", "PolicyManagementContext"],
        answers: |it| {
            let first = named(it, "RiskManagementContext").to_string();
            Answers::default().with("how", one("merge")).with("upstream", Answer::One(first))
        },
        but: &[],
    },
    Pair {
        code: "suspend-partnership",
        files: ["refactoring-AR-09-example-input.cml", "refactoring-AR-09-example-output-b.cml"],
        contexts: &["RiskManagementContext", "PolicyManagementContext"],
        answers: |_| {
            let name = text("RiskManagementContext_PolicyManagementContext_Partnership");
            Answers::default().with("how", one("extract")).with("name", name)
        },
        but: &[("_Partnership; ; ; CommonModelAggregate []", "_Partnership; InsuranceDomain; ; ")],
    },
    Pair {
        code: "suspend-partnership",
        files: ["refactoring-AR-09-example-input.cml", "refactoring-AR-09-example-output-c.cml"],
        contexts: &["RiskManagementContext", "PolicyManagementContext"],
        answers: |it| {
            let upstream = named(it, "PolicyManagementContext").to_string();
            Answers::default().with("how", one("replace")).with("upstream", Answer::One(upstream))
        },
        but: &[],
    },
    Pair {
        code: "shared-kernel-to-partnership",
        files: ["refactoring-AR-10-example-input.cml", "refactoring-AR-10-example-output.cml"],
        contexts: &["PolicyManagementContext", "DebtCollection"],
        answers: |_| Answers::default(),
        but: &[],
    },
    Pair {
        code: "partnership-to-shared-kernel",
        files: ["refactoring-AR-11-example-input.cml", "refactoring-AR-11-example-output.cml"],
        contexts: &["PolicyManagementContext", "RiskManagementContext"],
        answers: |_| Answers::default(),
        but: &[],
    },
];

fn compare(folder: &str, pair: &Pair) {
    let mut ours = import(folder, pair.files[0]);
    let theirs = import(folder, pair.files[1]);
    let selection: Vec<ElementId> = pair.contexts.iter().map(|name| named(&ours, name)).collect();
    let answers = (pair.answers)(&ours);
    let done = refactor(refactoring(pair.code).expect("registered"), &mut ours, &selection, &answers);
    done.unwrap_or_else(|refusal| panic!("{}: {refusal}", pair.files[1]));
    let mut expected = told(&theirs);
    for (said, instead) in pair.but {
        let line = expected.iter_mut().find(|line| line.contains(said));
        let line =
            line.unwrap_or_else(|| panic!("{}: theirs no longer says {said}: {:#?}", pair.files[1], told(&theirs)));
        *line = line.replace(said, instead);
    }
    expected.sort();
    assert_eq!(told(&ours), expected, "{}", pair.files[1]);
}

#[test]
fn ours_do_what_context_mappers_do() {
    let Some(corpus) = corpus() else { return };
    PAIRS.iter().for_each(|pair| compare(&corpus, pair));
}

#[test]
fn a_merge_drops_whatever_joined_the_two() {
    let Some(corpus) = corpus() else { return };
    let mut ours = import(&corpus, "merge-bounded-contexts-test-4-input.cml");
    let selection = ["CustomerManagement", "AnotherContext"].map(|name| named(&ours, name));
    refactor(refactoring("merge-contexts").expect("registered"), &mut ours, &selection, &Answers::default())
        .expect("it applies");
    assert_eq!((ours.relationships.len(), ours.contexts.len(), ours.aggregates.len()), (0, 1, 3));
    let modules: Vec<&str> = ours.aggregates.values().map(|it| it.module.as_str()).collect();
    assert_eq!(modules, ["mod1", "mod1", "mod2"]);
}

/// Pairs of our own, of the same shapes.
const OUR_PAIRS: [Pair; 3] = [
    Pair {
        code: "merge-contexts",
        files: ["merge-before.cml", "merge-after.cml"],
        contexts: &["Brewing", "Recipes"],
        answers: |_| Answers::default(),
        but: &[],
    },
    Pair {
        code: "split-context-by-owner",
        files: ["split-before.cml", "split-after.cml"],
        contexts: &["Taproom"],
        answers: |_| Answers::default(),
        but: &[],
    },
    Pair {
        code: "suspend-partnership",
        files: ["partners-before.cml", "partners-after.cml"],
        contexts: &["Bottling", "Labels"],
        answers: |it| {
            let upstream = named(it, "Labels").to_string();
            Answers::default().with("upstream", Answer::One(upstream))
        },
        but: &[],
    },
];

#[test]
fn pairs_of_our_own_hold_as_well() {
    OUR_PAIRS.iter().for_each(|pair| compare(FIXTURES, pair));
}
