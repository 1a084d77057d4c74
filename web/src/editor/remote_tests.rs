//! Others draw while somebody draws: what both do holds, and each takes back only their own.

use atoll_core::command::{Add, Command, Place, Remove, Set, rename};
use atoll_core::gallery::EXAMPLES;
use atoll_core::geometry::Point;
use atoll_core::model::{
    BoundedContext, Comment, ContextId, ElementId, Frame, IdSource, Landscape, Party, Scenario, ScenarioId,
};
use atoll_core::protocol::Right;
use atoll_core::random::Random;
use atoll_core::sketch::Sketch;

use crate::editor::driver::Driver;
use crate::editor::{Document, Editor, Effect, Gesture, Input, Modifiers, PLANNER, Pointer, RenameEnd};

/// Two contexts side by side, 176 by 88 at (96, 96) and (496, 96), and one below the first.
fn three() -> (Driver, [ContextId; 3]) {
    let mut sketch = Sketch::new();
    let ids = [("Orders", 96, 96), ("Billing", 496, 96), ("Stock", 96, 400)].map(|(name, x, y)| {
        let id = sketch.context(name);
        sketch.edit_context(id, |context| context.frame = Some(Frame::new(x, y, 176, 88)));
        id
    });
    (Driver::at(sketch.landscape), ids)
}

fn at(x: f64, y: f64) -> Pointer {
    Pointer { at: Point::new(x, y), clicks: 1, ..Pointer::default() }
}

fn down(driver: &mut Driver, x: f64, y: f64) {
    driver.send(Input::Move(at(x, y))).send(Input::Down(at(x, y)));
}

fn purpose(id: ContextId, text: &str) -> Command {
    Set::new(id, "purpose", &text.to_owned()).into()
}

fn removal(ids: &[ContextId]) -> Remove {
    Remove { elements: ids.iter().map(|id| (*id).into()).collect() }
}

fn place(id: ContextId, x: i32, y: i32) -> Place {
    Place { frames: [(id.into(), Frame::new(x, y, 176, 88))].into_iter().collect() }
}

fn frame(driver: &Driver, id: ContextId) -> Frame {
    driver.editor.landscape().contexts[&id].frame.expect("placed")
}

/// What the person was told that was no problem.
fn told(driver: &Driver) -> String {
    let notice = |effect: &Effect| match effect {
        Effect::Notify(notice) if !notice.is_problem => Some(notice.text.clone()),
        _ => None,
    };
    driver.effects.iter().filter_map(notice).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_drag_goes_on_whatever_others_do_to_what_is_dragged() {
    let (mut driver, [orders, billing, _]) = three();
    let camera = driver.editor.camera;
    down(&mut driver, 150.0, 140.0);
    driver.send(Input::Move(at(150.0, 300.0)));
    driver.remote(rename(orders.into(), "Sales".to_owned())).remote(place(orders, 800, 800));
    driver.remote(place(billing, 600, 96));
    assert!(matches!(driver.editor.gesture, Gesture::Moving(_)));
    driver.send(Input::Move(at(150.0, 340.0))).send(Input::Up(at(150.0, 340.0)));
    assert_eq!((frame(&driver, orders).x, frame(&driver, orders).y), (96, 296), "from where it was taken hold of");
    assert_eq!(driver.editor.landscape().name(orders.into()), "Sales");
    assert_eq!(driver.editor.camera, camera);
    driver.key("Ctrl+z");
    assert_eq!((frame(&driver, orders).x, frame(&driver, billing).x), (800, 600), "where the others put them");
    assert_eq!(driver.editor.landscape().name(orders.into()), "Sales");
    assert_eq!(told(&driver), "");
}

#[test]
fn what_is_removed_while_it_is_dragged_is_let_go_of_and_the_rest_goes_on() {
    let (mut driver, [orders, billing, stock]) = three();
    driver.key("Ctrl+a");
    down(&mut driver, 150.0, 140.0);
    driver.send(Input::Move(at(150.0, 240.0))).remote(removal(&[billing]));
    assert!(matches!(driver.editor.gesture, Gesture::Moving(_)));
    driver.send(Input::Move(at(150.0, 260.0))).send(Input::Up(at(150.0, 260.0)));
    assert_eq!((frame(&driver, orders).y, frame(&driver, stock).y), (216, 520));
    assert!(driver.problems().is_empty(), "{:?}", driver.problems());

    down(&mut driver, 150.0, 260.0);
    driver.send(Input::Move(at(150.0, 300.0))).remote(removal(&[orders, stock]));
    assert!(matches!(driver.editor.gesture, Gesture::None));
    assert_eq!(driver.problems(), ["What you dragged was removed meanwhile."]);
    driver.send(Input::Move(at(150.0, 380.0))).send(Input::Up(at(150.0, 380.0)));
    assert!(driver.editor.landscape().contexts.is_empty());
}

#[test]
fn a_corner_and_a_press_let_go_of_what_is_removed() {
    let (mut driver, [orders, billing, _]) = three();
    driver.click((150.0, 140.0));
    down(&mut driver, 272.0, 184.0);
    driver.send(Input::Move(at(320.0, 240.0)));
    assert!(matches!(driver.editor.gesture, Gesture::Resize(_)));
    driver.remote(purpose(orders, "To take orders")).remote(place(billing, 700, 96));
    driver.send(Input::Move(at(330.0, 250.0)));
    driver.remote(removal(&[orders]));
    assert_eq!(driver.problems(), ["What you resized was removed meanwhile."]);
    driver.send(Input::Up(at(330.0, 250.0)));
    down(&mut driver, 750.0, 140.0);
    driver.remote(removal(&[billing]));
    driver.send(Input::Move(at(800.0, 300.0))).send(Input::Up(at(800.0, 300.0)));
    assert_eq!((driver.problems().len(), driver.editor.landscape().contexts.len()), (1, 1));
}

#[test]
fn a_relationship_is_drawn_on_and_one_whose_start_is_gone_is_not() {
    let (mut driver, [orders, billing, stock]) = three();
    driver.key("6");
    down(&mut driver, 184.0, 140.0);
    driver.send(Input::Move(at(560.0, 140.0)));
    assert_eq!(driver.editor.preview().target, Some(billing.into()));
    driver.remote(removal(&[billing]));
    assert_eq!(driver.editor.preview().target, None);
    driver.send(Input::Move(at(184.0, 440.0))).send(Input::Up(at(184.0, 440.0)));
    assert_eq!(driver.chosen(), ["“Orders” → “Stock”"]);
    driver.key("6");
    down(&mut driver, 184.0, 140.0);
    driver.send(Input::Move(at(184.0, 300.0))).remote(removal(&[orders]));
    assert_eq!(driver.problems(), ["What you connected was removed meanwhile."]);
    driver.send(Input::Up(at(184.0, 440.0)));
    let landscape = driver.editor.landscape();
    assert_eq!((landscape.relationships.len(), landscape.contexts.len()), (0, 1));
    assert!(landscape.contexts.contains_key(&stock));
}

#[test]
fn an_end_that_is_dragged_lets_go_of_what_is_removed() {
    let (mut driver, [orders, billing, stock]) = three();
    driver.key("6").click((184.0, 140.0)).click((560.0, 140.0)).key("Escape").key("Escape");
    let edge = driver.editor.landscape().relationships.keys().next().copied().expect("drawn");
    let line = driver.editor.sight.edge(edge).expect("in sight").line.clone();
    let (from, to) = (line.first().expect("start"), line.last().expect("end"));
    let middle = from.toward(*to, 0.5);
    driver.click((middle.x, middle.y));
    down(&mut driver, to.x, to.y);
    driver.send(Input::Move(at(184.0, 440.0)));
    assert_eq!(driver.editor.preview().target, Some(stock.into()));
    driver.remote(removal(&[stock]));
    assert_eq!(driver.editor.preview().target, None);
    driver.remote(removal(&[billing]));
    assert_eq!(driver.problems(), ["The relationship that you reconnected was removed meanwhile."]);
    driver.send(Input::Up(at(184.0, 140.0)));
    assert!(driver.editor.landscape().contexts.contains_key(&orders));
}

#[test]
fn what_is_named_can_be_changed_by_others_and_is_no_longer_named_when_it_is_gone() {
    let (mut driver, [orders, ..]) = three();
    driver.double_click((150.0, 140.0));
    driver.remote(place(orders, 160, 96)).remote(purpose(orders, "To take orders"));
    driver.name("Sales", RenameEnd::Keep);
    assert_eq!(driver.editor.landscape().name(orders.into()), "Sales");
    driver.double_click((200.0, 140.0));
    driver.remote(removal(&[orders]));
    assert!(driver.editor.rename.is_none());
    assert_eq!(driver.problems(), ["“Sales” is not there any more: it was removed while you named it."]);
    driver.key("Ctrl+z");
    assert_eq!(told(&driver), "“Sales” is not there any more.");
}

#[test]
fn a_box_forgets_what_is_gone() {
    let (mut driver, [orders, billing, _]) = three();
    driver.click((150.0, 140.0));
    let pointer = |x, y| Pointer { modifiers: Modifiers { shift: true, ..Modifiers::default() }, ..at(x, y) };
    driver.send(Input::Down(pointer(450.0, 60.0))).send(Input::Move(pointer(700.0, 200.0)));
    assert_eq!(driver.editor.selection.len(), 2);
    driver.remote(removal(&[orders]));
    driver.send(Input::Move(pointer(710.0, 210.0))).send(Input::Up(pointer(710.0, 210.0)));
    assert_eq!(driver.editor.selection.iter().copied().collect::<Vec<_>>(), [ElementId::from(billing)]);
}

#[test]
fn undo_takes_back_ones_own_fields_and_says_what_stays() {
    let (mut driver, [orders, ..]) = three();
    driver.click((150.0, 140.0));
    driver.editor.run("Describe", purpose(orders, "Mine"));
    driver.double_click((150.0, 140.0)).name("Sales", RenameEnd::Keep);
    driver.remote(rename(orders.into(), "Shop".to_owned()));
    driver.key("Ctrl+z");
    assert_eq!(driver.editor.landscape().name(orders.into()), "Shop");
    assert_eq!(told(&driver), "Ann changed “name” of “Shop” since; it stays.");
    driver.key("Ctrl+z");
    assert_eq!(driver.editor.landscape().contexts[&orders].purpose, "");
    assert_eq!(driver.editor.document.redo_label(), Some("Describe"), "of the name nothing was taken back");
    driver.key("Ctrl+Shift+z");
    let context = &driver.editor.landscape().contexts[&orders];
    assert_eq!((context.name.as_str(), context.purpose.as_str()), ("Shop", "Mine"));
}

#[test]
fn what_others_do_between_two_parts_of_a_gesture_is_not_ones_own() {
    let (mut driver, [orders, ..]) = three();
    driver.click((150.0, 140.0)).key("Right").key("Right");
    driver.remote(rename(orders.into(), "Shop".to_owned()));
    driver.key("Right");
    driver.key("Ctrl+z").key("Ctrl+z");
    assert_eq!((frame(&driver, orders).x, driver.editor.landscape().name(orders.into())), (96, "Shop".to_owned()));
    assert_eq!(driver.editor.document.undo_label(), None);
}

#[test]
fn what_others_added_to_ones_own_goes_with_it_and_comes_back_with_it() {
    let mut driver = Driver::new();
    driver.key("c").click((300.0, 200.0)).name("Orders", RenameEnd::Keep);
    let orders = driver.context("Orders");
    let theirs =
        BoundedContext { id: ContextId::new(900), frame: Some(Frame::new(700, 200, 176, 88)), ..Default::default() };
    driver.remote(Add::new(theirs));
    let between = atoll_core::model::Relationship::new(
        atoll_core::model::RelationshipId::new(901),
        Party::Context(orders),
        Party::Context(ContextId::new(900)),
        atoll_core::model::RelationshipKind::Partnership,
    );
    driver.remote(Add::new(between));
    let before = driver.editor.landscape().clone();
    driver.key("Ctrl+z");
    let landscape = driver.editor.landscape();
    assert_eq!((landscape.contexts.len(), landscape.relationships.len()), (1, 0));
    assert!(told(&driver).contains("went along, which Ann had added"), "{}", told(&driver));
    driver.key("Ctrl+Shift+z");
    assert_eq!(*driver.editor.landscape(), before);
}

#[test]
fn to_go_back_to_another_document_leads_to_what_it_was() {
    let (mut driver, _) = three();
    let before = driver.editor.landscape().clone();
    driver.editor.open("Open", "shared".to_owned(), EXAMPLES[0].landscape());
    let outcome = driver.editor.take_outcome();
    driver.took(outcome);
    let own = driver.editor.landscape().contexts.keys().next().copied().expect("a context");
    driver.editor.run("Describe", purpose(own, "Mine"));
    let outcome = driver.editor.take_outcome();
    driver.took(outcome);
    driver.remote(purpose(own, "Theirs")).remote(Add::new(BoundedContext {
        id: ContextId::new(900),
        frame: Some(Frame::new(0, 0, 176, 88)),
        ..Default::default()
    }));
    let shared = driver.editor.landscape().clone();
    driver.key("Ctrl+z").key("Ctrl+z");
    assert_eq!(*driver.editor.landscape(), before);
    driver.key("Ctrl+Shift+z");
    assert_eq!(*driver.editor.landscape(), shared);
}

#[test]
fn a_scenario_that_is_drawn_on_is_looked_at_anew() {
    let mut sketch = Sketch::new();
    let [quotes, claims] = ["Quotes", "Claims"].map(|name| sketch.context(name));
    let mut editor = Editor::new(Document::new("test".to_owned(), sketch.landscape, 7));
    let id: ScenarioId = editor.document.ids.fresh();
    editor.run("Add scenario", Add::new(Scenario { id, name: "Apart".to_owned(), ..Scenario::default() }));
    editor.plan(Some((id, PLANNER)));
    editor.run("Rename", rename(quotes.into(), "Prices".to_owned()));
    editor.take_outcome();
    let theirs = |editor: &Editor, command: Command| command.changes(editor.document.base()).expect("it applies");
    let changes = theirs(&editor, rename(claims.into(), "Losses".to_owned()));
    editor.take_remote(&changes, "");
    let outcome = editor.take_outcome();
    assert!(outcome.log.is_empty());
    assert_eq!(outcome.changes.touched().collect::<Vec<_>>(), [ElementId::from(claims)]);
    assert_eq!(editor.landscape().name(claims.into()), "Losses");
    assert_eq!(editor.landscape().name(quotes.into()), "Prices");
    editor.undo();
    assert_eq!(editor.landscape().name(quotes.into()), "Quotes");
    editor.redo();
    assert_eq!(editor.landscape().name(quotes.into()), "Prices");
    let changes = theirs(&editor, Remove { elements: [id.into()].into_iter().collect() }.into());
    editor.take_remote(&changes, "");
    assert_eq!((editor.document.scenario(), editor.landscape().name(quotes.into())), (None, "Quotes".to_owned()));
}

/// What somebody else may do at any moment.
fn theirs(random: &mut Random, ids: &mut IdSource, landscape: &Landscape) -> Command {
    let contexts: Vec<ContextId> = landscape.contexts.keys().copied().collect();
    let number = random.below(1_000) as i32;
    let frame = Frame::new(number, 800 - number, 176, 88);
    if contexts.len() < 3 {
        let id: ContextId = ids.fresh();
        return Add::new(BoundedContext {
            id,
            name: format!("Theirs {number}"),
            frame: Some(frame),
            ..Default::default()
        })
        .into();
    }
    let id = contexts[random.below(contexts.len())];
    match random.below(5) {
        0 => removal(&[id]).into(),
        1 => rename(id.into(), format!("Theirs {number}")),
        2 => purpose(id, "Theirs"),
        3 => place(id, frame.x, frame.y).into(),
        _ => {
            let all: Vec<ElementId> = landscape.ids().collect();
            Remove { elements: [all[random.below(all.len())]].into_iter().collect() }.into()
        }
    }
}

#[test]
fn whatever_two_do_at_the_same_time_everything_holds_and_only_ones_own_is_taken_back() {
    const KEYS: [&str; 14] = [
        "3",
        "4",
        "5",
        "6",
        "Enter",
        "Escape",
        "Delete",
        "Ctrl+z",
        "Ctrl+Shift+z",
        "Ctrl+a",
        "Ctrl+d",
        "Right",
        "x",
        "F2",
    ];
    for seed in 0..8 {
        let mut random = Random::keyed(&[seed, 77]);
        let mut ids = IdSource::new(9);
        let mut driver = Driver::at(EXAMPLES[2].landscape());
        for _ in 0..60 {
            let [from, to] = [0, 1].map(|_| (random.unit() * 1_400.0, random.unit() * 900.0));
            match random.below(6) {
                _ if driver.editor.rename.is_some() && random.below(2) == 0 => {
                    driver.name(["", "Orders"][random.below(2)], RenameEnd::Keep);
                }
                0 | 1 => {
                    down(&mut driver, from.0, from.1);
                    driver.send(Input::Move(at(to.0, from.1)));
                    let command = theirs(&mut random, &mut ids, driver.editor.document.base());
                    driver.remote(command);
                    driver.send(Input::Move(at(to.0, to.1))).send(Input::Up(at(to.0, to.1)));
                }
                2 => {
                    driver.double_click(from);
                }
                _ => {
                    driver.key(KEYS[random.below(KEYS.len())]);
                }
            }
            let command = theirs(&mut random, &mut ids, driver.editor.document.base());
            driver.remote(command);
        }
        driver.key("Escape");
        for _ in 0..500 {
            driver.key("Ctrl+z");
        }
        assert_eq!(driver.editor.document.undo_label(), None, "seed {seed}");
        let is_own = |id: &ElementId| id.number().is_some_and(|number| number >> 32 == 7);
        let own: Vec<ElementId> = driver.editor.landscape().ids().filter(is_own).collect();
        assert!(own.is_empty(), "seed {seed}: {own:?}");
        let is_known = |problem: &&String| problem.contains("meanwhile") || problem.contains("while you named");
        let problems = driver.problems();
        assert_eq!(problems.iter().find(|problem| !is_known(problem)), None, "seed {seed}");
    }
}

#[test]
fn whoever_may_look_changes_nothing_and_hears_why() {
    let (mut driver, [orders, ..]) = three();
    driver.editor.right = Right::View;
    driver.drag((150.0, 140.0), (150.0, 340.0)).key("Delete");
    assert_eq!(frame(&driver, orders).y, 96);
    let why = "You may look at this landscape, not change it. To draw on your own, choose “Copy as my own” in “Share”.";
    assert_eq!(driver.problems(), [why, why]);
    driver.remote(place(orders, 96, 500));
    assert_eq!(frame(&driver, orders).y, 500, "what others do is seen");

    driver.editor.right = Right::Comment;
    assert!(!driver.editor.run("Rename", rename(orders.into(), "Sales".to_owned())));
    let (id, text) = (IdSource::new(5).fresh(), "Why?".to_owned());
    let comment = Comment { id, text, about: Some(orders.into()), ..Comment::default() };
    assert!(driver.editor.run("Comment", Add::new(comment)), "{:?}", driver.problems());
}
