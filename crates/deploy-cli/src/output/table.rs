//! Text in columns.

/// Pads the cells of rows that are equally long, so that columns are aligned.
pub(super) fn align(rows: &[Vec<String>]) -> Vec<String> {
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let line = |row: &Vec<String>| {
        let cells =
            row.iter().enumerate().map(|(column, cell)| format!("{cell:<width$}", width = width(column)));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    rows.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned() {
        let row = |words: [&str; 3]| words.map(str::to_owned).to_vec();
        let lines = align(&[row(["A", "B", "C"]), row(["label", "b", "-"]), row(["", "", "c"])]);
        assert_eq!(lines, ["A      B  C", "label  b  -", "          c"]);
    }
}
