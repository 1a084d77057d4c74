//! What is stored, and when it is told.

use super::*;

fn keys(stage: &Stage) -> Vec<&str> {
    stage.log.iter().map(|entry| entry.key.as_str()).collect()
}

#[test]
fn nothing_is_told_before_it_is_stored() {
    let mut stage = Stage::of(&[1, 2]);
    stage.submit(1, vec![name("a", "One"), name_context("r", 9), name("b", "Two")]);
    assert!(matches!(stage.job, Some(StoreJob::Accepted { .. })));
    stage.perform();
    assert!(matches!(&stage.job, Some(StoreJob::Append { entries, .. }) if entries.len() == 2));
    assert!(stage.told(1).is_empty() && stage.told(2).is_empty());
    stage.perform();
    assert_eq!(stage.told(1), ["1 a", "2 b", "no r"]);
    assert_eq!(stage.told(2), ["1 a", "2 b"], "others do not hear of what was refused");
    assert_eq!(stage.log[0].by.as_ref().map(|by| by.id.as_str()), Some("p1"));
    assert_eq!(stage.log[0].at.timestamp_subsec_micros() % 1_000, 0, "as it is stored");
}

#[test]
fn what_comes_while_a_batch_is_stored_is_stored_together() {
    let mut stage = Stage::of(&[1, 2, 3]);
    stage.submit(1, vec![name("a", "One")]);
    stage.submit(2, vec![add_context("b", 1)]);
    stage.submit(3, vec![name_context("c", 1)]);
    stage.ask(Right::Edit, vec![name_context("d", 1), name_context("e", 2)]);
    stage.perform();
    stage.perform();
    stage.pass(10);
    assert_eq!(keys(&stage), ["a", "b", "c", "d"]);
    let frames: Vec<usize> = stage.said[&1]
        .iter()
        .filter_map(|said| if let Said::Entries(lines) = said { Some(lines.len()) } else { None })
        .collect();
    assert_eq!(frames, [1, 3], "one frame for each batch");
    let answer = stage.answers[0].as_ref().unwrap();
    assert_eq!((answer.revision, answer.results.len()), (Revision(4), 2));
}

#[test]
fn what_was_accepted_before_is_not_done_again_and_its_line_is_sent_again() {
    let mut stage = Stage::of(&[1, 2]);
    stage.submit(1, vec![name("a", "One")]);
    stage.settle();
    stage.submit(1, vec![name("b", "Two")]);
    stage.pass(10);
    stage.said.clear();
    stage.submit(2, vec![name("a", "Other"), name("c", "Three"), name("c", "Four")]);
    stage.pass(10);
    assert_eq!(stage.told(2), ["3 c", "1 a"]);
    assert_eq!(stage.told(1), ["3 c"]);
    // Also where it is not in memory any more.
    stage.room.tail.clear();
    stage.submit(2, vec![name("b", "Other"), name("a", "Other")]);
    stage.pass(10);
    assert_eq!((stage.told(2), keys(&stage)), (vec!["1 a".to_owned(), "2 b".to_owned()], vec!["a", "b", "c"]));
    stage.ask(Right::Edit, vec![name("a", "Other")]);
    stage.settle();
    assert_eq!(
        stage.answers.pop().unwrap().unwrap().results[0].verdict,
        atoll_core::protocol::Verdict::Revision(Revision(1))
    );
}

#[test]
fn another_node_was_faster() {
    let mut stage = Stage::of(&[1, 2]);
    stage.submit(1, vec![name_context("a", 1), name("b", "Two")]);
    stage.perform();
    stage.elsewhere(&add_context("x", 1));
    stage.perform();
    assert!(matches!(stage.job, Some(StoreJob::Load { known: Some((Epoch(1), Revision(0))) })));
    assert!(stage.told(2).is_empty());
    stage.settle();
    for member in [1, 2] {
        assert_eq!(stage.told(member), ["1 x", "2 a", "3 b"], "what could not be done before can be now");
    }
}

#[test]
fn another_node_is_always_faster_and_then_it_is_tried_again_later() {
    let mut stage = Stage::of(&[1]);
    stage.submit(1, vec![name("a", "One")]);
    for number in 0..9 {
        while !matches!(stage.job, Some(StoreJob::Append { .. })) {
            stage.perform();
        }
        stage.elsewhere(&name(&format!("x{number}"), "X"));
        stage.perform();
    }
    stage.settle();
    assert!(stage.told(1).contains(&"later a".to_owned()));
    stage.submit(1, vec![name("a", "One")]);
    stage.pass(10);
    assert_eq!(stage.told(1), ["10 a"]);
}

#[test]
fn nothing_is_refused_by_what_another_node_has_changed() {
    let mut stage = Stage::of(&[1]);
    stage.elsewhere(&add_context("x", 1));
    stage.submit(1, vec![name_context("a", 1)]);
    stage.settle();
    assert_eq!(stage.told(1), ["1 x", "2 a"]);
    stage.submit(1, vec![name_context("b", 2)]);
    stage.pass(10);
    assert_eq!(stage.told(1), ["no b"]);
}

#[test]
fn what_could_not_be_stored_is_sent_again_later_and_nothing_is_lost() {
    for trouble in [Trouble::Busy, Trouble::Full, Trouble::Failed] {
        let mut stage = Stage::of(&[1, 2]);
        stage.submit(1, vec![name("a", "One"), name_context("r", 1)]);
        stage.perform();
        stage.fail(trouble);
        assert!(matches!(stage.job, Some(StoreJob::Load { .. })), "the truth is looked at before anything is said");
        assert!(stage.told(1).is_empty());
        stage.settle();
        assert_eq!(stage.told(1), ["later a", "later r"]);
        assert!(stage.told(2).is_empty() && stage.log.is_empty());
        stage.submit(1, vec![name("a", "One"), name_context("r", 1)]);
        stage.pass(10);
        assert_eq!(stage.told(1), ["1 a", "no r"]);
    }
}

#[test]
fn an_append_that_failed_may_have_been_kept() {
    let mut stage = Stage::of(&[1]);
    stage.submit(1, vec![name("a", "One"), name_context("r", 1)]);
    stage.ask(Right::Edit, vec![name("b", "Two")]);
    stage.perform();
    let job = stage.job.clone().unwrap();
    stage.done(&job);
    stage.fail(Trouble::Failed);
    stage.settle();
    stage.pass(10);
    assert_eq!(stage.told(1), ["1 a", "no r", "2 b"]);
    assert_eq!(keys(&stage), ["a", "b"]);
    // Or is kept only after the truth was looked at.
    let mut stage = Stage::of(&[1]);
    stage.submit(1, vec![name("c", "Three")]);
    stage.perform();
    let job = stage.job.clone().unwrap();
    stage.fail(Trouble::Failed);
    stage.settle();
    assert_eq!(stage.told(1), ["later c"]);
    stage.done(&job);
    stage.submit(1, vec![name("c", "Three")]);
    stage.pass(10);
    assert_eq!((stage.told(1), keys(&stage)), (vec!["1 c".to_owned()], vec!["c"]));
}

#[test]
fn while_the_store_does_not_answer_everybody_stays_and_is_told_so() {
    let mut stage = Stage::of(&[1, 2]);
    stage.submit(1, vec![name("a", "One")]);
    stage.submit(2, vec![name("b", "Two")]);
    stage.ask(Right::Edit, vec![name("c", "Three")]);
    stage.perform();
    stage.fail(Trouble::Failed);
    stage.fail(Trouble::Failed);
    assert_eq!((stage.told(1), stage.told(2)), (vec!["later a".to_owned()], vec!["later b".to_owned()]));
    assert!(stage.answers[0].is_err() && stage.job.is_none() && stage.closed.is_empty());
    let due = stage.room.due().unwrap();
    assert!(due > stage.now.elapsed, "the store is left alone for a while");
    stage.join(3, None);
    assert!(stage.job.is_none());
    stage.pass(300);
    assert_eq!(stage.told(3), ["welcome 0 whole"]);
}

#[test]
fn what_somebody_sends_after_what_was_put_off_has_to_come_after_it_again() {
    let mut stage = Stage::of(&[1]);
    stage.submit(1, vec![add_context("a", 1)]);
    stage.submit(1, vec![name_context("b", 1)]);
    stage.perform();
    stage.fail(Trouble::Full);
    stage.settle();
    assert_eq!(stage.told(1), ["later a", "later b"]);
    // This was under way already when it was said.
    stage.submit(1, vec![name_context("c", 1)]);
    stage.settle();
    assert_eq!(stage.told(1), ["later c"]);
    stage.submit(1, vec![add_context("a", 1), name_context("b", 1), name_context("c", 1)]);
    stage.pass(10);
    assert_eq!(stage.told(1), ["1 a", "2 b", "3 c"]);
    // Whoever never sends it again is heard all the same, some time.
    stage.submit(1, vec![name("d", "Four")]);
    stage.pass(1);
    stage.give(Input::Said {
        member: MemberId(1),
        what: Utterance::Excess(Submit { commands: vec![name("e", "Five")] }, Duration::from_secs(2)),
        bytes: 10,
    });
    stage.submit(1, vec![name("f", "Six")]);
    stage.pass(20_000);
    stage.submit(1, vec![name("g", "Seven")]);
    stage.pass(10);
    assert_eq!(stage.told(1), ["4 d", "later e", "later f", "5 g"]);
}

#[test]
fn what_somebody_who_left_sent_last_is_not_there_before_the_rest() {
    let mut stage = Stage::of(&[1, 2]);
    stage.submit(1, vec![add_context("a", 1)]);
    stage.submit(1, vec![name("b", "Two")]);
    stage.perform();
    stage.give(Input::Left(MemberId(1)));
    stage.fail(Trouble::Full);
    stage.settle();
    stage.pass(10);
    assert!(keys(&stage).is_empty(), "they come again with both");
    stage.join(3, Some(0));
    stage.submit(3, vec![add_context("a", 1), name("b", "Two")]);
    stage.pass(1_000);
    assert_eq!(keys(&stage), ["a", "b"]);
}

#[test]
fn more_than_can_wait_is_to_be_sent_later() {
    let mut stage = Stage::with(Setup { queue_commands: 3, queue_bytes: 1_000, ..Setup::default() });
    stage.join(1, None);
    stage.settle();
    stage.told(1);
    stage.submit(1, vec![name("a", "One")]);
    stage.ask(Right::Edit, vec![name("b", "x"), name("c", "x")]);
    stage.submit(1, vec![name("d", "x"), name("e", "x")]);
    stage.ask(Right::Edit, vec![name("f", "x"), name("g", "x")]);
    assert_eq!(
        (stage.told(1), stage.answers.pop()),
        (vec!["later d".to_owned(), "later e".to_owned()], Some(Err(Trouble::TooMany)))
    );
    stage.pass(10);
    assert_eq!(keys(&stage), ["a", "b", "c"]);
}

#[test]
fn a_log_that_was_put_back_from_a_copy_makes_everybody_come_again() {
    let mut stage = Stage::of(&[1, 2]);
    stage.submit(1, vec![name("a", "One"), name("b", "Two")]);
    stage.settle();
    stage.log.pop();
    stage.epoch = Epoch(2);
    stage.submit(1, vec![name("c", "Three")]);
    stage.pass(10);
    assert!(stage.closed.keys().eq([&1, &2]), "{:?}", stage.closed);
    assert_eq!(keys(&stage), ["a", "c"], "what was under way is put on the log that there is");
    stage.join_as(3, Right::Edit, Some(Resume { epoch: Epoch(1), revision: Revision(2) }));
    stage.settle();
    assert_eq!(stage.told(3), ["welcome 2 whole"]);
}

#[test]
fn a_crowd_is_stored_together_and_a_few_at_once() {
    let mut stage = Stage::of(&(1..=200).collect::<Vec<u32>>());
    stage.submit(1, vec![name("a", "One")]);
    stage.settle();
    stage.submit(2, vec![name("b", "Two")]);
    stage.submit(3, vec![name("c", "Three")]);
    assert!(stage.job.is_none());
    assert_eq!(stage.room.due(), Some(stage.now.elapsed + Setup::default().window));
    stage.pass(5);
    assert_eq!(keys(&stage), ["a", "b", "c"]);
    let mut few = Stage::of(&[1, 2]);
    few.submit(1, vec![name("a", "One")]);
    few.settle();
    few.submit(2, vec![name("b", "Two")]);
    assert!(few.room.due().is_some_and(|due| due <= few.now.elapsed + Duration::from_micros(100)));
}

#[test]
fn a_log_that_grew_long_asks_for_a_snapshot_once() {
    let mut stage = Stage::of(&[1]);
    for batch in 0..3 {
        stage.submit(1, (0..200).map(|number| name(&format!("{batch}-{number}"), "x")).collect());
        stage.pass(10);
    }
    assert_eq!(stage.snaps, 1);
}
