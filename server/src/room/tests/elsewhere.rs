//! Where people are, and what other nodes do.

use atoll_core::geometry::Point;
use atoll_core::protocol::Present;

use super::*;

fn at(x: f64) -> Presence {
    Presence { pointer: Some(Point { x, y: 0.0 }), ..Presence::default() }
}

impl Stage {
    fn point(&mut self, member: u32, x: f64) {
        self.give(Input::Said { member: MemberId(member), what: Utterance::Presence(at(x)), bytes: 10 });
    }
}

fn present(member: u32) -> Present {
    Present { member: MemberId(member), ..Present::default() }
}

#[test]
fn only_the_newest_is_told_and_not_more_often_than_it_can_be_seen() {
    let mut stage = Stage::of(&[1, 2]);
    stage.point(1, 1.0);
    assert_eq!(stage.here(2), [1], "at once after a pause");
    stage.said.clear();
    stage.point(1, 2.0);
    stage.point(2, 3.0);
    stage.point(1, 4.0);
    assert!(stage.said.is_empty());
    assert_eq!(stage.room.due(), Some(stage.now.elapsed + Duration::from_millis(50)));
    stage.pass(50);
    let said = stage.said.remove(&2).unwrap();
    let [Said::Here(here)] = &said[..] else { panic!("{said:?}") };
    let points: Vec<f64> = here.iter().filter_map(|present| present.presence.pointer).map(|point| point.x).collect();
    assert_eq!(points, [4.0, 3.0]);
}

#[test]
fn presence_waits_for_no_store_and_no_line_for_presence() {
    let mut stage = Stage::of(&[1, 2]);
    stage.submit(1, vec![name("a", "One")]);
    stage.point(1, 1.0);
    assert_eq!(stage.here(2), [1]);
    stage.point(1, 2.0);
    stage.perform();
    stage.perform();
    assert_eq!(stage.told(2), ["1 a"]);
}

#[test]
fn whoever_comes_sees_everybody_and_whoever_leaves_is_gone() {
    let mut stage = Stage::of(&[1, 2]);
    stage.join(3, None);
    let welcome = stage.said.remove(&3).unwrap();
    let Said::Welcome(welcome) = &welcome[0] else { panic!("{welcome:?}") };
    assert_eq!(welcome.present.iter().map(|present| present.member.0).collect::<Vec<u32>>(), [1, 2]);
    assert_eq!(stage.here(1), [3]);
    stage.said.clear();
    stage.give(Input::Left(MemberId(2)));
    stage.pass(100);
    assert!(stage.said[&1].contains(&Said::Gone(vec![MemberId(2)])));
    stage.said.clear();
    stage.give(Input::Refresh(MemberId(1)));
    assert_eq!(stage.here(1), [3], "whoever lost something is told everything");
}

#[test]
fn people_on_other_nodes_are_seen_until_nobody_tells_of_them() {
    let mut stage = Stage::with(Setup { shares: true, ..Setup::default() });
    stage.join(1, None);
    stage.settle();
    stage.pass(1_000);
    stage.said.clear();
    assert_eq!(stage.told.iter().map(|told| told.here.len()).sum::<usize>(), 1, "others are told");
    stage.told.clear();
    stage.give(Input::Told(Whereabouts { here: vec![present(8), present(9), present(1)], gone: Vec::new() }));
    assert_eq!(stage.here(1), [8, 9], "what this node told itself is no news");
    stage.give(Input::Told(Whereabouts { here: Vec::new(), gone: vec![MemberId(9)] }));
    stage.pass(60);
    assert!(stage.said[&1].contains(&Said::Gone(vec![MemberId(9)])));
    stage.said.clear();
    stage.pass(10_000);
    assert_eq!(stage.told.len(), 1, "they are told again, in case that they missed it");
    stage.pass(21_000);
    assert!(stage.said[&1].contains(&Said::Gone(vec![MemberId(8)])));
    stage.give(Input::Left(MemberId(1)));
    stage.pass(200);
    assert!(stage.told.iter().any(|told| told.gone == [MemberId(1)]));
}

#[test]
fn alone_nobody_else_is_told() {
    let mut stage = Stage::of(&[1]);
    stage.point(1, 1.0);
    stage.pass(60_000);
    assert!(stage.told.is_empty());
}

#[test]
fn what_other_nodes_append_is_told_and_own_hints_are_no_news() {
    let mut stage = Stage::of(&[1]);
    stage.submit(1, vec![name("a", "One")]);
    stage.perform();
    stage.give(Input::Hint(Some((Epoch(1), Revision(1)))));
    stage.perform();
    stage.give(Input::Hint(Some((Epoch(1), Revision(1)))));
    assert!(stage.job.is_none(), "it is what was just put there");
    stage.elsewhere(&name("x", "X"));
    stage.give(Input::Hint(Some((Epoch(1), Revision(2)))));
    stage.settle();
    assert_eq!(stage.told(1), ["1 a", "2 x"]);
    stage.elsewhere(&name("y", "Y"));
    stage.pass(10_000);
    assert_eq!(stage.told(1), ["3 y"], "also where the hint was lost");
}

/// Does the job that is under way, but is told of it only after something was appended elsewhere.
fn slowly(stage: &mut Stage, submission: &Submission) {
    let job = stage.job.take().unwrap();
    let done = stage.done(&job);
    stage.elsewhere(submission);
    let newest = Revision(stage.log.len() as u64);
    stage.give(Input::Hint(Some((Epoch(1), newest))));
    stage.give(Input::Stored(done));
}

#[test]
fn what_is_told_of_while_the_log_is_read_is_looked_up_once_more() {
    let mut stage = Stage::of(&[1]);
    stage.elsewhere(&name("x", "X"));
    stage.give(Input::Hint(Some((Epoch(1), Revision(1)))));
    slowly(&mut stage, &name("y", "Y"));
    assert_eq!(stage.told(1), ["1 x"]);
    assert!(matches!(stage.job, Some(StoreJob::Load { known: Some((Epoch(1), Revision(1))) })));
    // What was found after all is no news.
    stage.give(Input::Hint(Some((Epoch(1), Revision(2)))));
    stage.perform();
    assert_eq!(stage.told(1), ["2 y"]);
    assert!(stage.job.is_none());
}

#[test]
fn where_others_never_rest_ones_own_gets_its_turn() {
    let mut stage = Stage::of(&[1]);
    stage.elsewhere(&name("x", "X"));
    stage.give(Input::Hint(Some((Epoch(1), Revision(1)))));
    stage.submit(1, vec![name("a", "One")]);
    slowly(&mut stage, &name("y", "Y"));
    assert!(matches!(stage.job, Some(StoreJob::Accepted { .. })), "not another look");
    stage.settle();
    assert_eq!(stage.told(1), ["1 x", "2 y", "3 a"]);
}

#[test]
fn whoever_knows_more_waits_for_a_look_that_was_begun_after_they_came() {
    let mut stage = Stage::of(&[1]);
    stage.elsewhere(&name("x", "X"));
    stage.give(Input::Hint(Some((Epoch(1), Revision(1)))));
    let job = stage.job.take().unwrap();
    let done = stage.done(&job);
    stage.elsewhere(&name("y", "Y"));
    stage.elsewhere(&name("z", "Z"));
    stage.join(2, Some(2));
    stage.give(Input::Stored(done));
    assert!(stage.told(2).is_empty(), "what was read does not have what they have seen");
    stage.settle();
    assert_eq!(stage.told(2), ["welcome 3", "3 z"]);
}

#[test]
fn whoever_comes_again_gets_lines_although_others_append_while_those_are_read() {
    let mut stage = Stage::of(&[1]);
    stage.submit(1, vec![name("a", "One"), name("b", "Two")]);
    stage.settle();
    stage.room.tail.clear();
    stage.join(2, Some(1));
    stage.elsewhere(&name("x", "X"));
    stage.perform();
    assert_eq!(stage.told(2), ["welcome 2", "2 b"]);
    stage.pass(10_000);
    assert_eq!(stage.told(2), ["3 x"]);
}
