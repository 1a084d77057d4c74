//! Coming, going, and what one may do.

use atoll_core::protocol::Reason;

use super::*;

#[test]
fn newcomers_get_the_landscape_and_then_every_line_without_gap_or_repetition() {
    let mut stage = Stage::new();
    stage.join(1, None);
    assert!(matches!(stage.job, Some(StoreJob::Load { known: None })));
    stage.settle();
    assert_eq!(stage.told(1), ["welcome 0 whole"]);
    stage.submit(1, vec![name("a", "One")]);
    stage.perform();
    // The append is under way: whoever comes now is welcomed to what is stored, and told the line after.
    stage.join(2, None);
    assert_eq!(stage.told(2), ["welcome 0 whole"]);
    stage.settle();
    stage.join(3, None);
    assert_eq!((stage.told(2), stage.told(3)), (vec!["1 a".to_owned()], vec!["welcome 1 whole".to_owned()]));
}

#[test]
fn whoever_comes_again_gets_the_lines_that_they_lack() {
    let mut stage = Stage::of(&[1]);
    stage.submit(1, vec![name("a", "One"), name("b", "Two"), name("c", "Three")]);
    stage.settle();
    stage.join(2, Some(1));
    stage.join(3, Some(3));
    assert_eq!(stage.told(2), ["welcome 3", "2 b", "3 c"]);
    assert_eq!(stage.told(3), ["welcome 3"]);
    assert!(stage.job.is_none(), "they were in memory");
}

#[test]
fn lines_that_are_not_in_memory_are_read() {
    let mut stage = Stage::new();
    for number in 0..1_500 {
        stage.elsewhere(&name(&number.to_string(), "x"));
    }
    stage.join(1, None);
    stage.settle();
    stage.join(2, Some(600));
    // Of lines that are long, fewer are kept: here they are forgotten altogether.
    stage.room.tail.clear();
    stage.join(3, Some(510));
    assert!(matches!(stage.job, Some(StoreJob::Read { after: Revision(510), .. })));
    stage.settle();
    stage.join(4, Some(400));
    assert_eq!(stage.told(2).len(), 901);
    let told = stage.told(3);
    assert_eq!((told.len(), told[0].as_str(), told[1].as_str()), (991, "welcome 1500", "511 510"));
    assert_eq!(stage.told(4), ["welcome 1500 whole"], "whoever lacks too much gets the landscape");
}

#[test]
fn whoever_left_while_lines_were_read_for_them_is_not_welcomed() {
    let mut stage = Stage::of(&[1]);
    stage.submit(1, vec![name("a", "One"), name("b", "Two")]);
    stage.settle();
    stage.room.tail.clear();
    stage.join(2, Some(1));
    stage.give(Input::Left(MemberId(2)));
    stage.settle();
    assert!(stage.told(2).is_empty() && stage.room.count() == 1);
}

#[test]
fn what_somebody_knows_of_another_log_or_of_the_future_is_looked_up_and_then_of_no_use() {
    let mut stage = Stage::of(&[1]);
    stage.join(2, Some(1));
    assert!(matches!(stage.job, Some(StoreJob::Load { .. })), "another node may have told them");
    stage.elsewhere(&name("x", "X"));
    stage.settle();
    assert_eq!(stage.told(2), ["welcome 1"]);
    assert_eq!(stage.told(1), ["1 x"]);
    stage.join(3, Some(9));
    stage.settle();
    stage.join_as(4, Right::Edit, Some(Resume { epoch: Epoch(9), revision: Revision(1) }));
    stage.settle();
    for member in [3, 4] {
        assert_eq!(stage.told(member), ["welcome 1 whole"]);
    }
}

#[test]
fn what_newcomers_get_is_written_once_for_each_revision() {
    let mut stage = Stage::of(&[1]);
    stage.join(2, None);
    let first = stage.room.opening();
    stage.join(3, None);
    assert!(std::sync::Arc::ptr_eq(&first, &stage.room.opening()));
    stage.submit(1, vec![name("a", "One")]);
    stage.settle();
    assert!(stage.room.opening.is_none() && stage.room.opening().contains("One"));
}

#[test]
fn nobody_does_what_they_may_not_and_nobody_else_hears_of_it() {
    let mut stage = Stage::of(&[1]);
    stage.join_as(2, Right::View, None);
    stage.join_as(3, Right::Comment, None);
    stage.settle();
    for member in [2, 3] {
        stage.told(member);
        stage.submit(member, vec![name("v", "Mine")]);
        stage.settle();
        assert_eq!(stage.told(member), ["no v"]);
    }
    stage.ask(Right::View, vec![name("w", "Mine")]);
    assert!(
        matches!(&stage.answers[0], Ok(submitted) if matches!(submitted.results[0].verdict, atoll_core::protocol::Verdict::Refused(_)))
    );
    assert!(stage.told(1).is_empty() && stage.log.is_empty());
}

#[test]
fn whose_link_is_taken_back_hears_and_does_nothing_any_more() {
    let mut stage = Stage::of(&[1, 2]);
    stage.submit(2, vec![name("a", "One")]);
    // The keys are looked up; it is not decided yet.
    stage.submit(2, vec![name("b", "Two")]);
    stage.give(Input::Rights { member: MemberId(2), right: None });
    assert_eq!(stage.closed[&2].reason, Reason::NotAllowed);
    stage.submit(2, vec![name("c", "Three")]);
    stage.settle();
    stage.submit(1, vec![name("d", "Four")]);
    stage.settle();
    assert_eq!(stage.told(1), ["1 d"]);
    // Whoever gets less keeps their place.
    stage.give(Input::Rights { member: MemberId(1), right: Some(Right::View) });
    stage.submit(1, vec![name("e", "Five")]);
    stage.settle();
    assert_eq!(stage.told(1), ["no e"]);
}

#[test]
fn strange_words_end_a_connection_and_nothing_else() {
    let mut stage = Stage::of(&[1, 2, 3]);
    stage.submit(1, (0..=COMMANDS_MAX).map(|number| name(&number.to_string(), "x")).collect());
    let far = Presence { pointer: Some(atoll_core::geometry::Point { x: f64::NAN, y: 0.0 }), ..Presence::default() };
    stage.give(Input::Said { member: MemberId(2), what: Utterance::Presence(far), bytes: 10 });
    for member in [1, 2] {
        assert_eq!(stage.closed[&member].reason, Reason::Malformed);
    }
    assert!(stage.log.is_empty() && stage.room.count() == 1);
    stage.give(Input::Said { member: MemberId(77), what: Utterance::Presence(Presence::default()), bytes: 10 });
    assert_eq!(stage.room.count(), 1, "nobody of that name is here");
}

#[test]
fn a_room_that_cannot_be_read_sends_everybody_away_and_never_opens_empty() {
    for (done, reason) in [
        (Done::Loaded(Ok(None)), Reason::NotAllowed),
        (Done::Loaded(Err(Trouble::Broken)), Reason::Broken),
        (Done::Loaded(Err(Trouble::Busy)), Reason::Busy),
    ] {
        let mut stage = Stage::new();
        stage.join(1, None);
        stage.ask(Right::Edit, vec![name("a", "One")]);
        stage.job = None;
        stage.give(Input::Stored(done));
        assert_eq!(stage.closed[&1].reason, reason);
        assert!(stage.answers[0].is_err() && stage.log.is_empty());
        stage.pass(100);
        assert_eq!(stage.slept, 1, "nothing is kept of it");
    }
}

#[test]
fn what_is_not_the_log_is_not_believed() {
    let mut stage = Stage::of(&[1]);
    stage.log.push(Entry { body: "{\"fly\":{}}".to_owned(), ..entry(1) });
    stage.give(Input::Hint(None));
    stage.settle();
    assert_eq!(stage.closed[&1].reason, Reason::Broken);
    let mut stage = Stage::of(&[1]);
    stage.give(Input::Distrust);
    assert!(stage.closed[&1].again_after.is_some() && stage.room.current.is_none());
}

fn entry(revision: u64) -> Entry {
    let at = DateTime::from_timestamp_millis(0).unwrap();
    Entry { revision: Revision(revision), key: key("x"), at, by: None, body: String::new() }
}

#[test]
fn a_room_without_anybody_is_dropped_after_a_while() {
    let mut stage = Stage::of(&[1]);
    stage.give(Input::Left(MemberId(1)));
    assert_eq!(stage.room.due(), Some(stage.now.elapsed + Setup::default().idle));
    stage.pass(59_000);
    assert_eq!(stage.slept, 0);
    stage.pass(1_001);
    assert_eq!(stage.slept, 1);
    stage.join(2, None);
    assert_eq!(stage.told(2), ["welcome 0 whole"], "until it is dropped it can be used");
}

#[test]
fn a_room_that_closes_stores_and_tells_what_it_took_first() {
    let mut stage = Stage::of(&[1, 2]);
    stage.submit(1, vec![name("a", "One")]);
    stage.submit(2, vec![name("b", "Two")]);
    stage.give(Input::Drain);
    assert!(stage.closed.is_empty());
    stage.join(3, None);
    assert_eq!(stage.closed[&3].reason, Reason::Draining);
    stage.submit(1, vec![name("c", "Three")]);
    stage.pass(10);
    assert_eq!(stage.told(1), ["later c", "1 a", "2 b"]);
    let after: Vec<u32> = [1, 2].iter().filter_map(|member| stage.closed[member].again_after).collect();
    assert!(after.len() == 2 && after[0] != after[1], "not all come again at once: {after:?}");
    stage.pass(100);
    assert_eq!((stage.slept > 0, stage.log.len()), (true, 2));
}
