//! Dot plots and small multiples.

use super::given::{categories, teams};
use crate::trend::chart::Point;

/// The middles of the dots in a drawing.
fn dots(svg: &str) -> Vec<(f64, f64)> {
    let number = |text: &str, name: &str| {
        let rest = text.split(&format!(" {name}=\"")).nth(1).unwrap();
        rest.split('"').next().unwrap().parse::<f64>().unwrap()
    };
    svg.split("<circle").skip(1).map(|dot| (number(dot, "cx"), number(dot, "cy"))).collect()
}

#[test]
fn every_team_is_a_dot_inside_the_drawing_and_none_hides_another() {
    for count in [1, 2, 9, 40, 200] {
        for svg in [teams(count).wide().to_string(), teams(count).narrow().to_string()] {
            let mut dots = dots(&svg);
            assert_eq!(dots.len(), count);
            assert!(dots.iter().all(|&(x, y)| x > 0.0 && (28.0..200.0).contains(&y)), "{dots:?}");
            dots.sort_by(|a, b| a.partial_cmp(b).unwrap());
            dots.dedup();
            assert_eq!(dots.len(), count, "two dots lie on each other");
        }
    }
}

#[test]
fn a_team_below_level_2_never_stands_beyond_the_door() {
    let mut plot = teams(2);
    plot.teams[0].point = Point { toward: 999, through: 0 };
    plot.teams[1].point = Point { toward: 1000, through: 0 };

    let dots = dots(&plot.wide().to_string());
    assert!(dots[0].0 < 430.0 && dots[1].0 > 430.0, "{dots:?}");
}

#[test]
fn the_median_is_where_some_team_is() {
    let plot = teams(4);
    let mut heights: Vec<i64> = plot.teams.iter().map(|team| team.point.height()).collect();
    heights.sort_unstable();

    assert_eq!(plot.median().unwrap().height(), heights[1]);
    assert_eq!(teams(0).median(), None);
}

#[test]
fn every_dot_leads_to_its_team_and_the_table_does_too() {
    let plot = teams(3);

    let svg = plot.wide().to_string();
    assert_eq!(svg.matches("<a href=\"/o/northwind/teams/team-").count(), 3);
    assert!(svg.contains("<title>Team 1: 24 % toward, 0 % through Level 2</title>"), "{svg}");
    let table = plot.table().to_string();
    assert_eq!(table.matches("<a href=\"/o/northwind/teams/team-").count(), 3);
}

#[test]
fn little_charts_of_one_two_nine_and_forty_periods() {
    for count in [1, 2, 9, 40] {
        insta::assert_snapshot!(format!("multiples_of_{count}"), categories(count));
    }
}
