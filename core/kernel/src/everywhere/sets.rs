//! Reachability by sets of bits, a few hundred columns at a time, so that memory does not grow with the square.

use super::{Condensed, Reached};

/// Words of a row that are worked on at one time: 512 columns.
const WORDS: usize = 8;
const COLUMNS: usize = 64 * WORDS;

type Row = [u64; WORDS];

/// For each group what it reaches and what reaches it.
pub(super) fn reached(condensed: &Condensed) -> Reached {
    let count = condensed.count();
    let mut reached = Reached { sizes: vec![0.0; count], weights: vec![0.0; count] };
    let mut rows = vec![[0; WORDS]; count];
    for begin in (0..count).step_by(COLUMNS) {
        let end = count.min(begin + COLUMNS);
        // Nothing leads to later groups: those before the columns reach none of them.
        let scale = Scale::new(&condensed.sizes[begin..end]);
        own(&mut rows, begin, end);
        for group in begin..count {
            let mut row = rows[group];
            for to in condensed.from(group) {
                add(&mut row, &rows[*to as usize]);
            }
            rows[group] = row;
            reached.sizes[group] += scale.weigh(&row);
        }
        let scale = Scale::new(&condensed.weights[begin..end]);
        own(&mut rows, begin, end);
        for group in (0..end).rev() {
            let row = rows[group];
            for to in condensed.from(group) {
                add(&mut rows[*to as usize], &row);
            }
            reached.weights[group] += scale.weigh(&row);
        }
    }
    reached
}

/// Every row empty, but for a group's own column.
fn own(rows: &mut [Row], begin: usize, end: usize) {
    rows.fill([0; WORDS]);
    for (column, row) in rows[begin..end].iter_mut().enumerate() {
        row[column / 64] |= 1 << (column % 64);
    }
}

fn add(row: &mut Row, more: &Row) {
    for (word, more) in row.iter_mut().zip(more) {
        *word |= more;
    }
}

/// What the columns of a row weigh.
enum Scale {
    /// All the same.
    Even(f64),
    /// For each eight columns what each set of them weighs.
    Table(Vec<[f64; 256]>),
}

impl Scale {
    fn new(columns: &[f64]) -> Self {
        let first = columns.first().copied().unwrap_or_default();
        if columns.iter().all(|weight| *weight == first) {
            return Self::Even(first);
        }
        let table = columns.chunks(8).map(|eight| {
            let mut sums = [0.0; 256];
            for set in 1..256_usize {
                let column = set.trailing_zeros() as usize;
                sums[set] = sums[set & (set - 1)] + eight.get(column).copied().unwrap_or_default();
            }
            sums
        });
        Self::Table(table.collect())
    }

    fn weigh(&self, row: &Row) -> f64 {
        match self {
            Self::Even(weight) => weight * f64::from(row.iter().map(|word| word.count_ones()).sum::<u32>()),
            Self::Table(table) => {
                let sets = row.iter().flat_map(|word| word.to_le_bytes());
                table.iter().zip(sets).map(|(sums, set)| sums[usize::from(set)]).sum()
            }
        }
    }
}
