//! Small graphs whose groups one can see, and what must hold against every weight.

use super::*;

fn plain(nodes: usize, edges: &[(usize, usize)]) -> Problem {
    let pairs = edges.iter().map(|(one, other)| Pair { one: *one, other: *other, weight: 1.0 }).collect();
    Problem { keys: (0..nodes as u64).collect(), pairs, ..Problem::default() }
}

/// Two triangles with a bridge.
fn triangles() -> Problem {
    plain(6, &[(0, 1), (1, 2), (0, 2), (3, 4), (4, 5), (3, 5), (2, 3)])
}

fn solved(problem: &Problem) -> Vec<usize> {
    Leiden::new(problem).expect("it can be solved").solve(1.0, 1)
}

#[test]
fn two_triangles_are_two_groups_and_a_low_resolution_makes_them_one() {
    assert_eq!(solved(&triangles()), [0, 0, 0, 1, 1, 1]);
    let leiden = Leiden::new(&triangles()).expect("it can be solved");
    assert_eq!(leiden.solve(0.1, 1), [0; 6]);
    assert_eq!(leiden.solve(6.0, 1), [0, 1, 2, 3, 4, 5]);
}

#[test]
fn what_must_be_holds_against_every_weight() {
    let together = Problem { together: vec![(0, 5)], ..triangles() };
    let groups = solved(&together);
    assert_eq!(groups[0], groups[5]);
    let apart = Problem { apart: vec![(0, 1)], ..triangles() };
    let groups = solved(&apart);
    assert_ne!(groups[0], groups[1]);
    let alone = Problem { alone: vec![4], ..triangles() };
    let groups = solved(&alone);
    assert_eq!(groups.iter().filter(|group| **group == groups[4]).count(), 1);
}

#[test]
fn what_contradicts_itself_is_refused() {
    let chained = Problem { together: vec![(0, 1), (1, 2)], apart: vec![(0, 2)], ..triangles() };
    assert_eq!(Leiden::new(&chained).err(), Some(Contradiction { one: 0, other: 2 }));
    let lonely = Problem { together: vec![(0, 1)], alone: vec![1], ..triangles() };
    assert_eq!(Leiden::new(&lonely).err(), Some(Contradiction { one: 1, other: 1 }));
}

#[test]
fn what_draws_apart_is_kept_apart_though_both_are_drawn_to_a_third() {
    let mut problem = plain(3, &[(0, 1), (1, 2)]);
    problem.pairs.push(Pair { one: 0, other: 2, weight: -5.0 });
    let groups = solved(&problem);
    assert_ne!(groups[0], groups[2]);
}

#[test]
fn nothing_and_nonsense_are_solved_as_well() {
    assert_eq!(solved(&Problem::default()), Vec::<usize>::new());
    let mut problem = plain(2, &[(0, 0), (0, 9)]);
    problem.pairs.push(Pair { one: 0, other: 1, weight: f64::NAN });
    problem.pairs.push(Pair { one: 0, other: 1, weight: f64::INFINITY });
    (problem.together, problem.apart, problem.alone) = (vec![(0, 7)], vec![(7, 8)], vec![9]);
    assert_eq!(solved(&problem), [0, 1]);
}
