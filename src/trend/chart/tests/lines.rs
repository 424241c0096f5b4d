//! Charts of lines.

use super::given::{chart, kpi, levels, periods, series, trend};
use crate::trend::chart::{LineChart, Series, Stretch, StretchKind, TargetMark, Value};

fn plateau() -> Stretch {
    let label = "plateau · 3 quarters".to_owned();
    Stretch { kind: StretchKind::Plateau, from_index: 0, label }
}

#[test]
fn a_small_chart() {
    let mut policy = series("policy", "Policy", &[Some(825), None, Some(830)]);
    policy.stretch = Some(plateau());
    let people = series("people", "People & <skills>", &[Some(455), Some(1103), Some(1463)]);

    insta::assert_snapshot!(chart(3, vec![people, policy]));
}

#[test]
fn one_two_nine_and_forty_periods() {
    for count in [1, 2, 9, 40] {
        insta::assert_snapshot!(format!("trend_of_{count}"), trend(count).wide());
        insta::assert_snapshot!(format!("trend_of_{count}_narrow"), trend(count).narrow());
    }
}

#[test]
fn all_levels_and_a_kpi_over_nine_periods() {
    insta::assert_snapshot!("levels_of_9", levels(9).wide());
    insta::assert_snapshot!("kpi_of_9", kpi(9).wide());
}

#[test]
fn a_note_says_less_where_there_is_little_room() {
    let mut people = series("people", "People", &[Some(830); 3]);
    let label = "target · People by 2027-Q4".to_owned();
    people.target = Some(TargetMark { progress: 1000, label });
    let chart = chart(3, vec![people]);

    assert!(chart.wide().to_string().contains(">target · People by 2027-Q4</text>"));
    assert!(chart.narrow().to_string().contains(">target</text>"));
}

#[test]
fn a_target_stands_where_it_shall_come_to() {
    let mut people = series("people", "People", &[Some(120)]);
    people.target = Some(TargetMark { progress: 1000, label: "target".to_owned() });
    let svg = chart(1, vec![people]).wide().to_string();

    let door = svg.split("door\"").nth(1).unwrap().split("y1=\"").nth(1).unwrap();
    let door = door.split('"').next().unwrap();
    let mark = svg.split("<line class=\"target s-people\"").nth(1).unwrap();
    assert!(mark.split("/>").next().unwrap().contains(&format!("y1=\"{door}\"")), "{mark}");
}

#[test]
fn the_table_holds_what_the_lines_show_the_newest_first() {
    let mut people = series("people", "People", &[None, Some(999)]);
    people.points[1] =
        Some(Value::Standing(crate::trend::chart::Point { toward: 999, through: 489 }));
    let table = chart(2, vec![people]).table();

    let lines: Vec<_> = table.lines().collect();
    assert_eq!(
        lines,
        [["Period", "People"], ["2025-Q1", "99 % toward, 48 % through"], ["2024-Q4", ""]]
    );
    insta::assert_snapshot!(table);
}

#[test]
fn a_gap_breaks_the_line_and_a_lone_point_is_a_dot() {
    let points = [Some(100), Some(200), None, Some(300), None, Some(400)];
    let svg = chart(6, vec![series("people", "People", &points)]).wide().to_string();

    assert_eq!(svg.matches("<polyline").count(), 1);
    assert_eq!(svg.matches("<path class=\"dot\"").count(), 4);
}

#[test]
fn a_single_period_is_a_dot_with_its_label() {
    let svg = chart(1, vec![series("people", "People", &[Some(120)])]).wide().to_string();

    assert_eq!(svg.matches("<polyline").count(), 0);
    assert!(svg.contains("<title>People, 2024-Q4: 12 % toward, 0 % through Level 2</title>"));
    assert!(svg.contains("12 % toward</tspan>"));
}

#[test]
fn a_line_that_ended_says_when_instead_of_claiming_todays_figure() {
    let svg = chart(2, vec![series("people", "People", &[Some(500), None])]).wide().to_string();

    assert!(svg.contains("last 2024-Q4</tspan>"), "{svg}");
}

#[test]
fn nothing_at_all_is_drawn_as_an_empty_frame() {
    let svg = chart(0, Vec::new()).to_string();

    assert_eq!(svg.matches("<svg").count(), 2);
}

#[test]
fn no_id_is_given_twice_even_with_two_charts_on_a_page() {
    let page = format!("{}{}", trend(1), trend(1).named("second"));

    let ids: Vec<&str> =
        page.split(" id=\"").skip(1).map(|at| at.split('"').next().unwrap()).collect();
    let unique: std::collections::BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!((ids.len(), unique.len()), (8, 8), "{ids:?}");
}

#[test]
fn a_score_stands_in_the_band_of_its_level() {
    let at = |hundredths| {
        let points = vec![Some(Value::Score(hundredths))];
        let series = Series::new("people", "People", points);
        let names = ["Build", "Operate", "Scale", "Improve", "Optimize"];
        let chart =
            LineChart::levels(String::new(), String::new(), &periods(1), vec![series], names);
        let svg = chart.wide().to_string();
        let dot = svg.split("<path class=\"dot\" d=\"M640 ").nth(1).unwrap();
        dot.split('m').next().unwrap().parse::<f64>().unwrap()
    };

    assert!((at(200) - at(0)).abs() > (at(100) - at(0)).abs());
    assert!(at(500) > 14.0, "Level 5 is a band that one can see");
    assert!(levels(1).wide().to_string().contains(">5 Optimize</text>"));
}
