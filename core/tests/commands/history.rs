//! Long histories: undone and redone to the same bytes.

use atoll_core::command::apply;
use atoll_core::format::native;
use atoll_core::history::History;

use super::{drawn, start};

#[test]
fn a_long_history_is_undone_and_redone_to_the_same_bytes() {
    for seed in 0..12 {
        let (mut landscape, mut random) = start(seed);
        let mut history = History::<()>::default();
        // The text after each entry; parts of a gesture replace that of their entry.
        let mut texts = vec![native::write(&landscape)];
        let mut mark = None;
        while texts.len() < 120 {
            let command = drawn::command(&mut random, &landscape);
            let Ok(changes) = apply(&mut landscape, &command) else { continue };
            let gesture = (random.below(3) == 0).then(|| format!("gesture {}", random.below(2)));
            match &gesture {
                Some(mark) => history.record_part(command.label(), changes, mark),
                None => history.record(command.label(), changes, ()),
            }
            if gesture.is_some() && gesture == mark {
                texts.pop();
            }
            texts.push(native::write(&landscape));
            mark = gesture;
        }
        // Forth and back by chance, then all the way back and all the way forth.
        let mut at = texts.len() - 1;
        let by_chance = (0..200).map(|_| random.below(2) == 0).collect::<Vec<_>>();
        let back = vec![true; texts.len()];
        let forth = vec![false; texts.len()];
        for is_undo in by_chance.into_iter().chain(back).chain(forth) {
            let entry = if is_undo { history.undo() } else { history.redo() };
            assert_eq!(entry.is_some(), if is_undo { at > 0 } else { at + 1 < texts.len() }, "seed {seed}");
            let Some(entry) = entry else { continue };
            landscape.apply(&if is_undo { entry.changes.invert() } else { entry.changes });
            at = if is_undo { at - 1 } else { at + 1 };
            assert_eq!(native::write(&landscape), texts[at], "seed {seed}, entry {at}");
        }
    }
}
