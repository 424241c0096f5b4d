use super::table;
use crate::maturity::{Figure, Model};
use crate::overview::{TeamRow, counted, verdict};
use crate::report::{Disclosure, Part};

/// Where the teams stand: each by its name, or how many stand where.
pub(super) fn parts(model: &Model, rows: &[TeamRow], disclosure: Disclosure) -> Vec<Part> {
    if rows.is_empty() {
        return Vec::new();
    }
    vec![Part::Table(if disclosure.teams { by_name(model, rows) } else { by_level(model, rows) })]
}

fn by_name(model: &Model, rows: &[TeamRow]) -> crate::trend::chart::Table {
    let names = model.dimensions.iter().map(|dimension| &*dimension.name);
    let mut columns: Vec<&str> = std::iter::once("Team").chain(names).collect();
    columns.extend(["Verdict", "State"]);
    let cell = |figure: Option<Figure>| {
        figure.map_or_else(String::new, |it| format!("{} % {}", it.percent(), it.way()))
    };
    let lines = rows.iter().map(|row| {
        let figures =
            (0..model.dimensions.len()).map(|at| cell(row.figures.get(at).copied().flatten()));
        let mut line: Vec<String> = std::iter::once(row.name.clone()).chain(figures).collect();
        line.push(row.judgment.as_ref().map(verdict).unwrap_or_default());
        line.push(row.state.clone());
        line
    });
    table("Teams", &columns, lines)
}

/// A line a dimension: how many teams are on each level, those before Level 1 first, if any are.
fn by_level(model: &Model, rows: &[TeamRow]) -> crate::trend::chart::Table {
    let figure_of = |row: &TeamRow, at: usize| row.figures.get(at).copied().flatten();
    let figures = |at| rows.iter().filter_map(move |row| figure_of(row, at));
    let every = || (0..model.dimensions.len()).flat_map(figures).map(Figure::level);
    let shown = every().min().unwrap_or(1).min(1)..=every().max().unwrap_or(2).max(2);
    let levels: Vec<String> = shown
        .clone()
        .map(|number| match number {
            0 => "Before Level 1".to_owned(),
            _ => format!("Level {number}"),
        })
        .collect();
    let columns: Vec<&str> =
        std::iter::once("Dimension").chain(levels.iter().map(String::as_str)).collect();
    let lines = model.dimensions.iter().enumerate().map(|(at, dimension)| {
        let on = |number: u8| figures(at).filter(|figure| figure.level() == number).count();
        let counts = shown.clone().map(|number| match on(number) {
            0 => String::new(),
            count => counted(count, "team"),
        });
        std::iter::once(dimension.name.clone()).chain(counts).collect()
    });
    table("How many teams stand where", &columns, lines)
}
