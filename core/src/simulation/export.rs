//! Answers as files: one JSON document, or tables of comma-separated values.

use super::report::{Cell, Report, Table};
use super::{Estimate, Unit};

/// The answer as JSON: everything that the page shows, with the draws behind it.
pub fn json(report: &Report) -> String {
    // A report has names for keys and no number that JSON has none for: writing it cannot fail.
    let mut text = serde_json::to_string_pretty(report).unwrap_or_default();
    text.push('\n');
    text
}

/// The answer as comma-separated values (RFC 4180): the figures first, then each table and each picture's table, with an
/// empty line and the title before each. Figures are plain numbers in the unit that the head of their column names, so
/// that a spreadsheet counts with them; intervals have columns of their own.
pub fn csv(report: &Report) -> String {
    let mut text = String::new();
    line(&mut text, ["figure", "name", "value", "low", "high", "unit", "better", "source"].map(str::to_owned));
    for quantity in &report.quantities {
        let Estimate { value, low, high } = quantity.value;
        let better = format!("{:?}", quantity.better).to_lowercase();
        let figures = [value, low, high].map(plain);
        let [value, low, high] = figures;
        let unit = unit(quantity.unit).to_owned();
        line(
            &mut text,
            [quantity.key.clone(), quantity.name.clone(), value, low, high, unit, better, quantity.source.clone()],
        );
    }
    let drawn: Vec<Table> = report.plots.iter().map(|plot| plot.table()).collect();
    for table in report.tables.iter().chain(&drawn) {
        text.push_str("\r\n");
        add(&mut text, table);
    }
    text
}

fn add(text: &mut String, table: &Table) {
    line(text, [table.title.clone()]);
    // A column of which any cell has an interval becomes three.
    let is_estimated: Vec<bool> = (0..table.columns.len())
        .map(|index| table.rows.iter().any(|row| matches!(row.cells.get(index), Some(Cell::Estimate(_)))))
        .collect();
    let mut head = vec!["element".to_owned()];
    for (column, is_estimated) in table.columns.iter().zip(&is_estimated) {
        let name = match unit(column.unit) {
            "" => column.name.clone(),
            unit => format!("{} ({unit})", column.name),
        };
        head.push(name.clone());
        if *is_estimated {
            head.extend([format!("{name}, low"), format!("{name}, high")]);
        }
    }
    line(text, head);
    for row in &table.rows {
        let mut cells = vec![row.element.map(|id| id.to_string()).unwrap_or_default()];
        for (cell, is_estimated) in row.cells.iter().zip(&is_estimated) {
            let [value, low, high] = match cell {
                Cell::Nothing => Default::default(),
                Cell::Text(words) => [words.clone(), String::new(), String::new()],
                Cell::Number(number) => [plain(*number), plain(*number), plain(*number)],
                Cell::Estimate(Estimate { value, low, high }) => [*value, *low, *high].map(plain),
            };
            cells.push(value);
            if *is_estimated {
                cells.extend([low, high]);
            }
        }
        line(text, cells);
    }
}

/// What a plain number of this unit counts: shares are written as 0 to 1.
fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Share | Unit::Availability => "share",
        other => other.word(),
    }
}

fn plain(number: f64) -> String {
    match number {
        _ if number.is_finite() => number.to_string(),
        _ if number.is_nan() => String::new(),
        _ if number > 0.0 => "infinite".to_owned(),
        _ => "-infinite".to_owned(),
    }
}

fn line(text: &mut String, cells: impl IntoIterator<Item = String>) {
    let cells: Vec<String> = cells.into_iter().map(quoted).collect();
    text.push_str(&cells.join(","));
    text.push_str("\r\n");
}

/// A cell as RFC 4180 wants it. What a spreadsheet would take for a formula gets an apostrophe before it, unless it is a
/// number: names of things are people's input.
fn quoted(cell: String) -> String {
    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err();
    let cell = if is_formula { format!("'{cell}") } else { cell };
    // Some spreadsheets divide at semicolons or tabs: what stands behind one could be a formula again.
    if cell.contains([',', ';', '\t', '"', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
}

#[cfg(test)]
mod tests {
    use super::super::report::Quantity;
    use super::*;

    #[test]
    fn a_spreadsheet_reads_it_and_runs_nothing() {
        let mut table = Table::new("k", "Reach, by context", &[("Context", Unit::Word), ("Share", Unit::Share)]);
        let estimate = Estimate { value: 0.5, low: 0.25, high: f64::INFINITY };
        table.push(None, vec!["=HYPERLINK(\"x\")".into(), estimate.into()]);
        let quantity = Quantity::exact("k", "-1 to 1", Unit::Days, -1.5);
        let text = csv(&Report { quantities: vec![quantity], tables: vec![table], ..Report::default() });
        let lines: Vec<&str> = text.split("\r\n").collect();
        assert_eq!(lines[1], "k,'-1 to 1,-1.5,-1.5,-1.5,days,neither,");
        assert_eq!(lines[3], "\"Reach, by context\"");
        assert_eq!(lines[4], "element,Context,Share (share),\"Share (share), low\",\"Share (share), high\"");
        assert_eq!(lines[5], ",\"'=HYPERLINK(\"\"x\"\")\",0.5,0.25,infinite");
    }

    #[test]
    fn what_is_written_is_read_back_as_the_same() {
        let quantity = Quantity::drawn("k", "K", Unit::Days, vec![f64::INFINITY, 0.1]);
        let report = Report { quantities: vec![quantity], summary: "S".to_owned(), ..Report::default() };
        let read: Report = serde_json::from_str(&json(&report)).expect("JSON");
        assert_eq!(json(&read), json(&report));
    }
}
