//! What people do, played through.

use atoll_core::command::{ContextEdit, EditContext};
use atoll_core::format::native;
use atoll_core::gallery::{EXAMPLES, synthetic};
use atoll_core::model::{ElementId, Frame, ProblemSpace, RelationshipKind};
use atoll_core::random::Random;
use atoll_core::sketch::Sketch;

use super::driver::{Driver, is_restore};
use super::{Detail, Effect, Input, Modifiers, Pointer, RenameEnd, Show, TOOLS, ToolKind};

const SHIFT: Modifiers = Modifiers { shift: true, command: false, alt: false };
const ALT: Modifiers = Modifiers { shift: false, command: false, alt: true };

/// Two contexts side by side, 176 by 88 at (96, 96) and (496, 96), and one below the first.
fn three() -> Driver {
    let mut sketch = Sketch::new();
    for (name, x, y) in [("Orders", 96, 96), ("Billing", 496, 96), ("Stock", 96, 400)] {
        let id = sketch.context(name);
        sketch.edit_context(id, |context| context.frame = Some(Frame::new(x, y, 176, 88)));
    }
    Driver::at(sketch.landscape)
}

#[test]
fn a_placed_context_is_in_rename_and_five_are_connected_without_leaving_the_keyboard() {
    let mut driver = Driver::new();
    driver.key("3").key("Enter");
    assert!(driver.editor.rename.as_ref().is_some_and(|rename| rename.is_new));
    for name in ["Orders", "Billing", "Stock", "Shipping"] {
        driver.name(name, RenameEnd::Next);
    }
    driver.name("Returns", RenameEnd::Keep);
    let landscape = driver.editor.landscape();
    let names: Vec<&str> = landscape.contexts.values().map(|context| context.name.as_str()).collect();
    assert_eq!(names, ["Orders", "Billing", "Stock", "Shipping", "Returns"]);
    assert_eq!(landscape.relationships.len(), 4);
    assert_eq!(driver.chosen(), ["“Returns”"]);
    let rects: Vec<_> = driver.editor.map.nodes().map(|node| node.rect).collect();
    for (index, rect) in rects.iter().enumerate() {
        assert!(!rects[..index].iter().any(|other| other.overlaps(rect)), "contexts lie on each other");
    }
    // To place a context, to connect it and to name it is one step.
    for _ in 0..5 {
        driver.key("Ctrl+z");
    }
    assert!(driver.editor.landscape().contexts.is_empty());
}

#[test]
fn every_kind_of_element_is_drawn_by_click_and_by_drag() {
    let mut driver = Driver::new();
    driver.key("c").click((300.0, 200.0)).name("Orders", RenameEnd::Keep);
    driver.key("t").drag((600.0, 100.0), (840.0, 180.0)).name("Blue", RenameEnd::Keep);
    driver.key("d").drag((40.0, 40.0), (520.0, 400.0)).name("Trade", RenameEnd::Keep);
    let landscape = driver.editor.landscape();
    let frame = landscape.contexts.values().next().and_then(|context| context.frame).expect("placed");
    assert_eq!((frame.width, frame.height), (176, 88));
    let team = landscape.teams.values().next().expect("drawn");
    assert_eq!((team.name.as_str(), team.frame), ("Blue", Some(Frame::new(600, 104, 240, 80))));
    assert_eq!(landscape.domains.values().next().map(|domain| domain.name.as_str()), Some("Trade"));
    assert_eq!(driver.editor.tool, ToolKind::Select);
    driver.double_click((900.0, 500.0));
    assert_eq!(driver.editor.landscape().contexts.len(), 2);
}

#[test]
fn a_drag_moves_snaps_and_is_one_undo_and_escape_takes_it_back() {
    let mut driver = three();
    let before = driver.editor.landscape().clone();
    let orders = driver.context("Orders");
    driver.drag((150.0, 140.0), (153.0, 243.0));
    let frame = driver.editor.landscape().contexts[&orders].frame.expect("placed");
    assert_eq!(frame.x, 96, "it stays in line with what is below");
    assert_eq!(frame.y, 200, "and on the grid");
    driver.key("Ctrl+z");
    assert_eq!(*driver.editor.landscape(), before);
    driver.key("Ctrl+Shift+z");
    assert_ne!(*driver.editor.landscape(), before);
    driver.key("Ctrl+z");

    let at = |x, y| Pointer { at: atoll_core::geometry::Point::new(x, y), clicks: 1, ..Pointer::default() };
    driver.send(Input::Down(at(150.0, 140.0))).send(Input::Move(at(400.0, 300.0)));
    assert!(!driver.editor.preview().guides.is_empty() || !driver.editor.moved.is_empty());
    driver.key("Escape");
    assert_eq!(*driver.editor.landscape(), before);
}

#[test]
fn a_corner_resizes_and_cannot_turn_a_box_inside_out() {
    let mut driver = three();
    let orders = driver.context("Orders");
    driver.click((150.0, 140.0)).drag((272.0, 184.0), (320.0, 240.0));
    let frame = |driver: &Driver| driver.editor.landscape().contexts[&orders].frame.expect("placed");
    assert_eq!((frame(&driver).x, frame(&driver).width, frame(&driver).height), (96, 224, 144));
    driver.drag((96.0, 96.0), (900.0, 900.0));
    assert_eq!((frame(&driver).width, frame(&driver).height), (96, 48));
    assert_eq!((frame(&driver).x, frame(&driver).y), (224, 192), "the corner across stays where it is");
}

#[test]
fn ports_and_the_relationship_tool_connect_and_open_water_adds_a_context() {
    let mut driver = three();
    driver.click((184.0, 140.0)).drag((287.0, 140.0), (560.0, 140.0));
    assert_eq!(driver.chosen(), ["“Orders” → “Billing”"]);
    driver.key("6").drag((184.0, 440.0), (560.0, 150.0));
    assert_eq!(driver.chosen(), ["“Stock” → “Billing”"]);
    driver.click((184.0, 140.0)).click((184.0, 440.0));
    assert_eq!(driver.chosen(), ["“Orders” → “Stock”"], "two clicks connect as well");
    driver.drag((184.0, 440.0), (700.0, 600.0)).name("Shipping", RenameEnd::Keep);
    assert_eq!(driver.editor.landscape().relationships.len(), 4);
    driver.key("Escape").key("Escape");
    // Drag the downstream end of Orders → Billing to Stock.
    let edge = driver.editor.landscape().relationships.keys().next().copied().expect("drawn");
    let line = driver.editor.sight.edge(edge).expect("in sight").line.clone();
    let (from, to) = (line.first().expect("start"), line.last().expect("end"));
    let middle = from.toward(*to, 0.5);
    driver.click((middle.x, middle.y)).drag((to.x, to.y), (184.0, 440.0));
    let stock = driver.context("Stock");
    assert_eq!(driver.editor.landscape().relationships[&edge].downstream, atoll_core::model::Party::Context(stock));
}

#[test]
fn the_chosen_pattern_is_drawn_and_ends_can_be_swapped() {
    let mut driver = three();
    driver.editor.pattern = atoll_core::pattern::PATTERNS.iter().position(|spec| spec.code == "SK").expect("there");
    driver.key("6").drag((184.0, 140.0), (560.0, 140.0));
    let relationship = driver.editor.landscape().relationships.values().next().expect("drawn").clone();
    assert_eq!(relationship.kind, RelationshipKind::SharedKernel);
    driver.key("Escape").key("x");
    let swapped = driver.editor.landscape().relationships.values().next().expect("drawn").clone();
    assert_eq!([swapped.downstream, swapped.upstream], relationship.parties());
    driver.key("Ctrl+z").key("Ctrl+z");
    assert!(driver.editor.landscape().relationships.is_empty(), "a relationship and its pattern are one step");
}

#[test]
fn to_drop_a_context_in_water_puts_it_there_and_to_drag_it_out_takes_it_out() {
    let mut driver = three();
    driver.key("d").drag((400.0, 40.0), (760.0, 320.0)).name("Trade", RenameEnd::Keep);
    driver.key("Escape").key("Escape");
    let [orders, billing] = ["Orders", "Billing"].map(|name| driver.context(name));
    let home = |driver: &Driver, id| driver.editor.landscape().contexts[&id].implements.clone();
    assert!(matches!(home(&driver, billing)[..], [ProblemSpace::Domain(_)]), "water takes in what it is drawn around");
    assert!(home(&driver, orders).is_empty(), "and nothing else");
    driver.drag((184.0, 140.0), (560.0, 260.0));
    assert_eq!(home(&driver, orders), home(&driver, billing));
    driver.drag((560.0, 260.0), (184.0, 600.0));
    assert!(home(&driver, orders).is_empty());
    driver.key("Ctrl+z");
    assert_eq!(home(&driver, orders), home(&driver, billing), "place and home are one step");
}

#[test]
fn a_domain_takes_its_contexts_along() {
    let mut driver = Driver::at(EXAMPLES[1].landscape());
    driver.act("fit-all");
    let domain = driver.editor.landscape().domains.keys().next().copied().expect("a domain");
    let members: Vec<_> = {
        let landscape = driver.editor.landscape();
        landscape.contexts.values().filter(|c| landscape.home_of(c) == Some(domain)).map(|c| (c.id, c.frame)).collect()
    };
    let title = driver.editor.map.region(domain).expect("drawn").title.at;
    let at = driver.editor.camera.screen_from_map(title);
    driver.drag((at.x + 8.0, at.y - 4.0), (at.x + 8.0, at.y + 60.0));
    let landscape = driver.editor.landscape();
    assert!(members.iter().all(|(id, before)| landscape.contexts[id].frame != *before));
    assert!(members.iter().all(|(id, _)| landscape.home_of(&landscape.contexts[id]) == Some(domain)));
}

#[test]
fn a_box_chooses_what_it_holds_and_shift_adds_and_takes() {
    let mut driver = three();
    driver.drag((40.0, 40.0), (720.0, 240.0));
    assert_eq!(driver.chosen(), ["“Orders”", "“Billing”"]);
    driver.click_with(SHIFT, (184.0, 440.0), 1);
    assert_eq!(driver.chosen().len(), 3);
    driver.click_with(SHIFT, (184.0, 140.0), 1);
    assert_eq!(driver.chosen(), ["“Billing”", "“Stock”"]);
    driver.click((900.0, 700.0));
    assert!(driver.chosen().is_empty());
    driver.key("Ctrl+a");
    assert_eq!(driver.chosen().len(), 3);
    driver.key("Delete").key("Ctrl+z");
    assert_eq!(driver.editor.landscape().contexts.len(), 3);
}

#[test]
fn what_is_copied_is_pasted_with_its_relationships_and_alt_drags_a_copy() {
    let mut driver = three();
    driver.key("6").drag((184.0, 140.0), (560.0, 140.0)).key("Escape");
    driver.drag((40.0, 40.0), (720.0, 240.0)).key("Ctrl+c");
    let text = driver.effects.iter().rev().find_map(|effect| match effect {
        Effect::Copy { text, .. } => Some(text.clone()),
        _ => None,
    });
    driver.paste(&text.expect("copied"));
    assert_eq!(driver.editor.landscape().contexts.len(), 5);
    assert_eq!(driver.editor.landscape().relationships.len(), 2);
    assert!(driver.chosen().contains(&"“Orders 2”".to_owned()));
    driver.key("Ctrl+d");
    assert_eq!(driver.editor.landscape().contexts.len(), 7);
    let before = driver.editor.landscape().clone();
    driver.drag_with(ALT, (184.0, 440.0), (600.0, 640.0));
    assert_eq!(driver.editor.landscape().contexts.len(), 8);
    assert_eq!(driver.editor.landscape().contexts[&driver.context("Stock")], before.contexts[&driver.context("Stock")]);
    driver.key("Ctrl+z");
    assert_eq!(*driver.editor.landscape(), before, "to copy by dragging is one step");
    assert!(!driver.editor.paste("no landscape at all"));
}

#[test]
fn to_open_another_landscape_is_undone_like_everything_else() {
    let mut driver = three();
    let before = driver.editor.landscape().clone();
    driver.editor.open("Open insurer", "second".to_owned(), EXAMPLES[0].landscape());
    let outcome = driver.editor.take_outcome();
    assert!(outcome.log.is_empty(), "the log of a document begins with what is saved of it");
    driver.took(outcome);
    assert_eq!(driver.editor.document.key, "second");
    driver.key("Ctrl+z");
    assert_eq!((driver.editor.document.key.as_str(), driver.editor.landscape()), ("test", &before));
    driver.key("Ctrl+Shift+z");
    assert_eq!(driver.editor.document.key, "second");
    assert_eq!(driver.editor.landscape().contexts.len(), EXAMPLES[0].landscape().contexts.len());
}

#[test]
fn a_command_that_no_longer_applies_is_told_and_changes_nothing() {
    let mut driver = three();
    let orders = driver.context("Orders");
    driver.click((184.0, 140.0)).key("Delete");
    let before = driver.editor.landscape().clone();
    driver.editor.run("Rename", EditContext { id: orders, edit: ContextEdit::Name("Late".to_owned()) });
    let outcome = driver.editor.take_outcome();
    driver.took(outcome);
    assert_eq!(*driver.editor.landscape(), before);
    assert_eq!(driver.problems().len(), 1);
    assert!(driver.problems()[0].contains("not in this landscape"));
}

#[test]
fn keys_nudge_walk_and_leave_at_the_end() {
    let mut driver = three();
    driver.key("6").drag((184.0, 140.0), (560.0, 140.0)).key("Escape").key("Escape");
    driver.key("Tab");
    assert_eq!(driver.chosen(), ["“Orders”"]);
    driver.key("Right").key("Right").key("Shift+Down");
    let orders = driver.context("Orders");
    assert_eq!(driver.editor.landscape().contexts[&orders].frame, Some(Frame::new(112, 136, 176, 88)));
    driver.key("Ctrl+z");
    assert_eq!(driver.editor.landscape().contexts[&orders].frame, Some(Frame::new(96, 96, 176, 88)), "one step");
    driver.key("Alt+Right");
    assert_eq!(driver.chosen(), ["“Orders” → “Billing”"]);
    driver.key("Alt+Right");
    assert_eq!(driver.chosen(), ["“Billing”"]);
    let handled =
        |driver: &mut Driver| driver.editor.handle(Input::Key(super::Key::Tab, Modifiers::default())).is_handled;
    assert!(handled(&mut driver), "on to the last element");
    assert!(!handled(&mut driver), "and out of the canvas");
    driver.key("Enter");
    assert!(driver.editor.rename.is_some());
}

#[test]
fn every_tool_has_a_letter_of_its_own_and_a_digit() {
    let mut driver = three();
    for (index, tool) in TOOLS.iter().enumerate() {
        driver.key(&(index + 1).to_string());
        assert_eq!(driver.editor.tool, tool.kind);
        driver.key("v").key(&tool.letter.to_string());
        assert_eq!(driver.editor.tool, tool.kind, "{}", tool.name);
        assert!(driver.editor.hint().ends_with('.'));
    }
}

#[test]
fn no_two_actions_share_a_key_with_each_other_or_with_a_tool() {
    let mut seen = atoll_core::sorted_set::SortedSet::new();
    let letters = TOOLS.iter().map(|tool| tool.letter.to_string());
    let chords = super::ACTIONS.iter().flat_map(|action| action.keys.iter().map(|chord| chord.0.to_owned()));
    for keys in letters.chain(chords) {
        assert!(seen.insert(keys.clone()), "{keys} does two things");
    }
}

#[test]
fn the_ripple_tool_asks_and_enter_offers_what_to_connect_with() {
    let mut driver = three();
    driver.key("6").drag((184.0, 140.0), (560.0, 140.0)).key("7").click((184.0, 140.0));
    let orders = driver.context("Orders");
    assert_eq!(driver.editor.ripple.source, Some(orders));
    let landscape = driver.editor.landscape().clone();
    let ripple = driver.editor.ripple.step(&landscape).expect("a ripple");
    let billing = driver.context("Billing");
    assert!((ripple.reach[&billing].value - 0.4).abs() < 1e-12, "plain upstream to downstream");
    driver.key("6").key("Enter");
    assert!(driver.effects.contains(&Effect::Show(Show::Connect(orders.into()))));
}

#[test]
fn a_thousand_contexts_are_one_picture_from_far_and_elements_of_the_page_from_near() {
    let mut driver = Driver::at(synthetic::landscape(1_000));
    driver.act("fit-all");
    assert_eq!(driver.editor.sight.detail, Detail::Overview);
    driver.editor.camera.zoom = 1.6;
    driver.editor.take_outcome();
    assert_ne!(driver.editor.sight.detail, Detail::Overview);
    assert!(!driver.editor.sight.edges().is_empty());
}

#[test]
fn whatever_is_pressed_and_dragged_everything_still_holds_and_can_be_undone() {
    const KEYS: [&str; 26] = [
        "1",
        "2",
        "3",
        "4",
        "5",
        "6",
        "7",
        "Enter",
        "Escape",
        "Tab",
        "Shift+Tab",
        "Delete",
        "Ctrl+z",
        "Ctrl+Shift+z",
        "Ctrl+a",
        "Ctrl+c",
        "Ctrl+d",
        "Ctrl+Right",
        "Ctrl+Down",
        "Alt+Left",
        "Right",
        "Shift+Up",
        "x",
        "Shift+1",
        "F2",
        "Ctrl+x",
    ];
    for seed in 0..12 {
        let mut random = Random::keyed(&[seed, 99]);
        let mut driver = if seed % 3 == 0 { Driver::at(EXAMPLES[2].landscape()) } else { Driver::new() };
        let first = driver.editor.landscape().clone();
        for _ in 0..120 {
            let mut point = || (random.unit() * 1_400.0, random.unit() * 900.0);
            let (from, to) = (point(), point());
            let pick = random.below(10);
            if driver.editor.rename.is_some() && pick < 7 {
                let end = [RenameEnd::Keep, RenameEnd::Cancel, RenameEnd::Next][random.below(3)];
                driver.name(["", "Orders", "A name of some length"][random.below(3)], end);
                continue;
            }
            match pick {
                0..=4 => driver.drag_with(Modifiers { alt: random.below(6) == 0, ..Modifiers::default() }, from, to),
                5 => driver.click(from),
                6 => driver.double_click(from),
                _ => driver.key(KEYS[random.below(KEYS.len())]),
            };
            // It is about drawing, not about size.
            if driver.editor.landscape().contexts.len() > 60 {
                driver.key("Escape").key("Escape").key("Ctrl+a").key("Delete");
            }
        }
        driver.key("Escape");
        while driver.editor.document.undo_label().is_some() {
            driver.key("Ctrl+z");
        }
        assert_eq!(*driver.editor.landscape(), first, "seed {seed}: undoing everything leads back to the start");
        assert!(driver.problems().is_empty(), "seed {seed}: {:?}", driver.problems());
    }
}

#[test]
fn undo_reaches_the_log_as_a_command_and_files_can_be_read_back() {
    let mut driver = three();
    driver.click((184.0, 140.0)).key("Delete");
    let outcome = driver
        .editor
        .handle(Input::Key(super::Key::Character('z'), Modifiers { command: true, ..Modifiers::default() }));
    assert!(outcome.log.iter().all(is_restore) && outcome.log.len() == 1);
    driver.took(outcome);
    let written = native::write(driver.editor.landscape());
    assert_eq!(native::parse(&written).as_ref(), Ok(driver.editor.landscape()));
    let ids: Vec<ElementId> = driver.editor.landscape().ids().collect();
    assert_eq!(ids.len(), 3);
}

#[test]
fn a_copy_that_is_dragged_is_none_before_it_is_let_go() {
    let mut driver = three();
    let before = driver.editor.landscape().clone();
    let at =
        |x, y| Pointer { at: atoll_core::geometry::Point::new(x, y), clicks: 1, modifiers: ALT, ..Pointer::default() };
    driver.send(Input::Down(at(184.0, 140.0))).send(Input::Move(at(400.0, 300.0)));
    assert_eq!(*driver.editor.landscape(), before);
    assert_eq!(driver.editor.preview().copies.len(), 1);
    driver.key("Escape").send(Input::Up(at(400.0, 300.0)));
    assert_eq!(*driver.editor.landscape(), before);
    assert!(driver.editor.document.undo_label().is_none());
    // Where a copy is dropped it is at home.
    driver.key("d").drag((400.0, 40.0), (900.0, 320.0)).name("Trade", RenameEnd::Keep);
    let before = driver.editor.landscape().clone();
    driver.drag_with(ALT, (184.0, 140.0), (776.0, 140.0));
    let copy = driver.editor.landscape().contexts[&driver.context("Orders 2")].clone();
    assert!(matches!(copy.implements[..], [ProblemSpace::Domain(_)]));
    driver.key("Ctrl+z");
    assert_eq!(*driver.editor.landscape(), before);
}

#[test]
fn water_takes_in_what_it_is_drawn_around_says_so_and_is_one_step() {
    let mut driver = three();
    let before = driver.editor.landscape().clone();
    driver.key("d").drag((40.0, 40.0), (720.0, 240.0));
    let told = Effect::Announce("“Domain 1” takes in “Orders” and “Billing”".to_owned());
    assert!(driver.effects.contains(&told), "{:?}", driver.effects);
    driver.name("Trade", RenameEnd::Keep);
    // Another one around them takes nobody away.
    driver.key("d").drag((20.0, 20.0), (740.0, 560.0)).name("All", RenameEnd::Keep);
    let domains: Vec<_> = driver.editor.landscape().domains.keys().copied().collect();
    let home =
        |name: &str| driver.editor.landscape().home_of(&driver.editor.landscape().contexts[&driver.context(name)]);
    assert_eq!(["Orders", "Billing", "Stock"].map(home), [0, 0, 1].map(|index| Some(domains[index])));
    driver.key("Ctrl+z").key("Ctrl+z");
    assert_eq!(*driver.editor.landscape(), before);
}

#[test]
fn the_ports_of_what_is_under_the_pointer_can_be_reached() {
    let mut driver = three();
    let at = |x| Pointer { at: atoll_core::geometry::Point::new(x, 140.0), clicks: 1, ..Pointer::default() };
    for x in [200.0, 260.0, 276.0, 282.0] {
        driver.send(Input::Move(at(x)));
    }
    driver.drag((287.0, 140.0), (560.0, 140.0));
    assert_eq!(driver.chosen(), ["“Orders” → “Billing”"]);
    driver.send(Input::Move(at(200.0))).send(Input::Move(at(330.0)));
    assert!(!matches!(driver.editor.hover, Some(ElementId::Context(_))), "it is let go further away");
}

#[test]
fn escape_and_then_tab_leave_the_map() {
    let mut driver = three();
    let is_walking =
        |driver: &mut Driver| driver.editor.handle(Input::Key(super::Key::Tab, Modifiers::default())).is_handled;
    assert!(is_walking(&mut driver));
    driver.key("Escape");
    assert!(is_walking(&mut driver), "there was something to let go of");
    driver.key("Escape").key("Escape");
    assert!(!is_walking(&mut driver));
    assert!(is_walking(&mut driver), "who comes back walks again");
    driver.key("Escape").key("Escape").click((900.0, 700.0));
    assert!(is_walking(&mut driver));
}

#[test]
fn the_landscape_itself_is_not_deleted_and_keys_are_written_as_people_do() {
    let mut driver = three();
    driver.editor.select_only(ElementId::Header);
    driver.key("Delete");
    assert!(driver.problems().is_empty());
    assert_eq!(driver.editor.selection.len(), 1);
    let written = ["Delete", "Mod+Shift+z", "k", "Shift+F8", "Mod++", "?"].map(|keys| super::Chord(keys).to_string());
    assert_eq!(written, ["Delete", "Ctrl+Shift+Z", "K", "Shift+F8", "Ctrl++", "?"]);
}

#[test]
fn a_click_over_an_island_places_beside_it() {
    let mut driver = three();
    driver.key("t").click((150.0, 150.0)).name("Crew", RenameEnd::Keep);
    driver.key("c").click((560.0, 90.0)).name("Payments", RenameEnd::Keep);
    driver.key("t").click((904.0, 600.0)).name("Elsewhere", RenameEnd::Keep);
    let rects: Vec<_> = driver.editor.map.nodes().map(|node| node.rect).collect();
    assert_eq!(rects.len(), 6);
    for (index, rect) in rects.iter().enumerate() {
        assert!(!rects[..index].iter().any(|other| other.overlaps(rect)), "{rects:?}");
    }
    let landscape = driver.editor.landscape();
    let elsewhere = landscape.teams.values().find(|team| team.name == "Elsewhere").and_then(|team| team.frame);
    assert_eq!(elsewhere, Some(Frame::new(816, 568, 176, 64)), "where there is room, a click is taken at its word");
}

#[test]
fn a_relationship_takes_the_room_of_all_that_is_drawn_of_it() {
    let driver = Driver::at(EXAMPLES[0].landscape());
    let editor = &driver.editor;
    assert!(editor.sight.edges().iter().any(|edge| edge.line.len() > 2));
    for edge in editor.sight.edges() {
        let rect = editor.rect_of(edge.id).expect("it is drawn");
        assert!(edge.line.iter().all(|point| rect.contains(*point)), "{}", edge.description);
        assert!(edge.chips.iter().all(|chip| rect.holds(&chip.rect)), "{}", edge.description);
    }
}
