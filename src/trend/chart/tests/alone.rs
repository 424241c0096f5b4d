//! Drawings that leave the page.

use std::collections::BTreeMap;

use super::given::{categories, chart, roi, series, teams, trend};
use crate::trend::chart::Chart;
use crate::trend::chart::palette::STYLE;

#[test]
fn it_says_what_it_is_and_needs_nothing_from_elsewhere() {
    let charts: [&dyn Chart; 4] = [&trend(9), &roi(9), &categories(9), &teams(9)];
    for chart in charts {
        let svg = chart.alone("As of 2026-Q4".into()).to_string();

        assert!(svg.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg "));
        assert!(
            svg.contains("<title id=\"alone-title\">") && svg.contains("<desc id=\"alone-desc\">")
        );
        assert!(svg.contains(">As of 2026-Q4</text>"));
        for reference in ["href", "url(", "@import", "var(--", "<script", "<image", "src="] {
            assert!(!svg.contains(reference), "{reference}");
        }
    }
}

#[test]
fn little_charts_stand_in_a_grid_with_their_names_and_none_on_another() {
    let svg = categories(9).alone(String::new()).to_string();

    let places: Vec<&str> =
        svg.split("<svg x=\"").skip(2).map(|it| it.split(" width").next().unwrap()).collect();
    let names = svg.matches("class=\"end name\"").count();
    assert_eq!(places.len(), names / 2, "a name and a figure each");
    assert!(places.len() > 3, "{places:?}");
    assert_eq!(places.iter().collect::<std::collections::BTreeSet<_>>().len(), places.len());
}

#[test]
fn a_title_that_is_too_long_is_cut_and_kept_whole_in_the_words_for_it() {
    let mut long = chart(1, vec![series("people", "People", &[Some(120)])]);
    long.title = "Northwind & partners ".repeat(20);
    let svg = long.alone(String::new()).to_string();

    assert!(svg.contains("…</text>"));
    assert!(svg.contains(&"Northwind &#38; partners ".repeat(20)));
}

/// The light colors of the site's style sheet, by name.
fn light() -> BTreeMap<String, String> {
    let sheet = include_str!("../../../../static/waymark.css");
    sheet
        .split("--")
        .filter_map(|rest| {
            let (name, rest) = rest.split_once(": light-dark(")?;
            Some((name.to_owned(), rest.split_once(", ")?.0.to_owned()))
        })
        .collect()
}

#[test]
fn its_colors_are_those_of_the_light_theme() {
    let light = light();
    let alone = STYLE;
    for (class, color) in [
        ("band-1", "band-1"),
        ("band-2", "band-2"),
        ("grid", "line"),
        ("door", "accent"),
        ("zero", "edge"),
        ("note", "warn"),
        ("calm", "soft"),
        ("goal", "good"),
        ("net", "ink"),
        ("s-people", "people"),
        ("s-process", "process"),
        ("s-policy", "policy"),
        ("s-technology", "technology"),
        ("s-business", "business"),
        ("s-accent", "accent"),
    ] {
        let rule = alone.lines().find(|line| line.starts_with(&format!(".{class} {{"))).unwrap();
        assert!(rule.contains(&light[color]), "{class} is not {}", light[color]);
    }
}
