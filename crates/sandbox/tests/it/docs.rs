//! The page `docs/sandbox.md` names every behaviour. What its shell blocks print is tested in `with_moto`.

use std::fs;

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/sandbox.md");

/// The words in backticks of each row of the table of behaviours, which stands above the model's rules.
fn behaviours() -> Vec<&'static str> {
    let rows =
        include_str!("../../src/ecs/rules/mod.rs").lines().filter_map(|line| line.strip_prefix("//! | `"));
    let columns = rows.filter_map(|row| row.split(" | ").next());
    columns.flat_map(|column| column.split('`').step_by(2)).filter(|words| !words.is_empty()).collect()
}

#[test]
fn the_page_has_every_behaviour() {
    let page = fs::read_to_string(PAGE).unwrap();
    let behaviours = behaviours();
    assert!(behaviours.len() > 20, "{behaviours:?}");
    // Durations and counts are examples.
    let word = |words: &str| words.split([' ', '[']).next().unwrap().to_owned();
    let missing: Vec<_> = behaviours.iter().filter(|it| !page.contains(&format!("`{}", word(it)))).collect();
    assert_eq!(missing, [&""; 0]);
    let causes = behaviours.iter().filter(|it| !it.contains(['[', ':']) && !it.contains(char::is_numeric));
    let missing: Vec<_> = causes.filter(|it| **it != "web" && !page.contains(&format!("`{it}`"))).collect();
    assert_eq!(missing, [&""; 0]);
}
