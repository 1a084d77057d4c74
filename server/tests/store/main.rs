//! What every store promises, asked of all of them: memory, SQLite, and PostgreSQL where `ATOLL_POSTGRES` names one.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test says what it expects")]

mod ground;
mod hints;
mod log;
mod migration;
mod people;
mod races;
mod snapshots;
mod trouble;

/// Makes one test of each promise for each kind of store.
macro_rules! everywhere {
    ($($module:ident: $($promise:ident),+;)+) => {
        everywhere!(@kind memory, Memory, $($module: $($promise),+;)+);
        everywhere!(@kind sqlite, Sqlite, $($module: $($promise),+;)+);
        everywhere!(@kind postgres, Postgres, $($module: $($promise),+;)+);
    };
    (@kind $name:ident, $kind:ident, $($module:ident: $($promise:ident),+;)+) => {
        mod $name {
            $($(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $promise() {
                    if let Some(ground) = crate::ground::Ground::new(crate::ground::Kind::$kind).await {
                        crate::$module::$promise(&ground).await;
                        ground.clear().await;
                    }
                }
            )+)+
        }
    };
}

everywhere! {
    log:
        what_was_put_in_comes_out,
        a_key_is_stored_once_and_a_failure_leaves_nothing,
        whoever_did_not_see_the_newest_is_told_so,
        another_log_is_not_added_to,
        the_log_is_read_page_by_page,
        any_revision_can_be_looked_at,
        many_lines_are_put_in_at_once,
        any_text_is_kept,
        a_landscape_that_is_not_there_has_nothing,
        a_landscape_is_removed_with_all_that_belongs_to_it;
    people:
        a_landscape_begins_with_its_owners_link,
        links_are_found_by_their_hash_and_taken_back,
        members_come_and_go,
        revisions_are_named,
        what_was_done_is_written_down,
        sessions_end;
    races:
        of_two_that_append_one_wins_each_revision,
        many_landscapes_grow_at_once,
        one_that_fails_keeps_no_other_from_it;
    snapshots:
        a_draft_is_not_used,
        old_snapshots_make_room,
        one_node_at_a_time_makes_a_snapshot,
        a_long_log_gets_a_snapshot_while_two_nodes_draw;
    hints:
        what_grows_is_told,
        rights_and_removal_are_told,
        presence_is_told;
}
