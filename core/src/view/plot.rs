//! A chart of cells with boxes in them: columns as wide and rows as high as what is in them asks for. No drawing.

use crate::geometry::Rect;

/// The size of a box, in map units.
pub(super) const BOX: [f64; 2] = [152.0, 46.0];
/// Room between boxes.
pub(super) const GAP: f64 = 26.0;

/// Where the columns and rows of a chart are.
#[derive(Clone, Debug, Default)]
pub(super) struct Plot {
    /// Left edge and width of each column.
    columns: Vec<(f64, f64)>,
    /// Top edge and height of each row.
    rows: Vec<(f64, f64)>,
}

/// How a plot is cut.
pub(super) struct Cut {
    /// The least size of a cell.
    pub(super) least: [f64; 2],
    /// Room that each cell keeps at its top for its name.
    pub(super) heading: f64,
    /// How many boxes stand side by side in a cell of so many.
    pub(super) across: fn(usize) -> usize,
}

impl Plot {
    /// A plot from the origin on, for so many boxes in each cell, row by row. A column that `is_left_out` has no width.
    pub(super) fn new(counts: &[Vec<usize>], cut: &Cut, is_left_out: impl Fn(usize) -> bool) -> Self {
        let columns = counts.first().map_or(0, Vec::len);
        let wide = |column: usize| {
            let most = counts.iter().map(|row| (cut.across)(row[column]).min(row[column])).max().unwrap_or_default();
            (most as f64 * (BOX[0] + GAP) + GAP).max(cut.least[0])
        };
        let high = |row: &Vec<usize>| {
            let most = row.iter().map(|count| count.div_ceil((cut.across)(*count).max(1))).max().unwrap_or_default();
            (most as f64 * (BOX[1] + GAP) + GAP).max(cut.least[1]) + cut.heading
        };
        let mut plot = Self::default();
        let (mut x, mut y) = (0.0, 0.0);
        for column in 0..columns {
            let width = if is_left_out(column) { 0.0 } else { wide(column) };
            plot.columns.push((x, width));
            x += width;
        }
        for row in counts {
            plot.rows.push((y, high(row)));
            y += high(row);
        }
        plot
    }

    /// A cell; an empty one at the origin of a plot that has none there.
    pub(super) fn cell(&self, row: usize, column: usize) -> Rect {
        let [(x, width), (y, height)] =
            [self.columns.get(column), self.rows.get(row)].map(|span| span.copied().unwrap_or_default());
        Rect::new(x, y, width, height)
    }

    /// All cells together.
    pub(super) fn area(&self) -> Rect {
        let end = |spans: &[(f64, f64)]| spans.last().map_or(0.0, |(start, length)| start + length);
        Rect::new(0.0, 0.0, end(&self.columns), end(&self.rows))
    }

    /// Places for so many boxes in a cell, row by row, around its middle.
    pub(super) fn places(&self, row: usize, column: usize, count: usize, cut: &Cut) -> Vec<Rect> {
        let cell = self.cell(row, column);
        places(
            Rect::new(cell.x, cell.y + cut.heading, cell.width, cell.height - cut.heading),
            count,
            (cut.across)(count),
        )
    }
}

/// Places for so many boxes around the middle of an area, so many side by side.
pub(super) fn places(area: Rect, count: usize, across: usize) -> Vec<Rect> {
    let across = across.clamp(1, count.max(1));
    let down = count.div_ceil(across) as f64;
    let top = area.center().y - (down * (BOX[1] + GAP) - GAP) / 2.0;
    let place = |at: usize| {
        let in_row = across.min(count - at / across * across) as f64;
        let left = area.center().x - (in_row * (BOX[0] + GAP) - GAP) / 2.0;
        let (column, row) = ((at % across) as f64, (at / across) as f64);
        Rect::new(left + column * (BOX[0] + GAP), top + row * (BOX[1] + GAP), BOX[0], BOX[1])
    };
    (0..count).map(place).collect()
}
