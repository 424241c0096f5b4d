//! The chart toward and through Level 2.

use askama::Template;
use askama::filters::HtmlSafe;

use super::drawing::Drawing;
use super::frame::Frame;
use super::series::Series;
use crate::period::Period;

/// Lines over periods: the lower band is the way toward Level 2, the upper the way through it.
///
/// It draws itself twice, for wide and for narrow places; the stylesheet shows the one that fits, so
/// that its letters stay legible at 360 pixels.
#[derive(Debug, Template)]
#[template(path = "trend/chart/level_two.html")]
pub struct LevelTwoChart {
    pub(super) id: &'static str,
    pub(super) title: String,
    pub(super) description: String,
    pub(super) periods: Vec<Period>,
    pub(super) series: Vec<Series>,
}

/// It was escaped by its own template.
impl HtmlSafe for LevelTwoChart {}

impl LevelTwoChart {
    /// A chart of `series` over `periods`, oldest first and without a gap between them. Up to eight
    /// lines have room for their labels.
    ///
    /// `description` says in a sentence or two what the picture shows, to those who cannot see it.
    pub fn new(
        title: String,
        description: String,
        periods: &[Period],
        series: Vec<Series>,
    ) -> Self {
        Self { id: "trend", title, description, periods: periods.to_vec(), series }
    }

    /// Begins the ids in the drawing with `id` instead of `trend`: for a page of several charts.
    pub fn named(self, id: &'static str) -> Self {
        Self { id, ..self }
    }

    /// The drawing for 43 rem and more.
    pub fn wide(&self) -> Drawing<'_> {
        Drawing::new(self, Frame::WIDE)
    }

    /// The drawing for narrow places.
    pub fn narrow(&self) -> Drawing<'_> {
        Drawing::new(self, Frame::NARROW)
    }

    /// The same figures as a table, folded away.
    pub fn table(&self) -> LevelTwoTable<'_> {
        LevelTwoTable { chart: self }
    }
}

/// The figures of a [`LevelTwoChart`]: a row for each period, the newest first, a column for each
/// line.
#[derive(Debug, Template)]
#[template(path = "trend/chart/table.html")]
pub struct LevelTwoTable<'a> {
    chart: &'a LevelTwoChart,
}

/// It was escaped by its own template.
impl HtmlSafe for LevelTwoTable<'_> {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trend::chart::{Point, Stretch, StretchKind, TargetMark};

    fn periods(count: usize) -> Vec<Period> {
        let first: Period = "2024-Q4".parse().unwrap();
        std::iter::successors(Some(first), |period| Some(period.next())).take(count).collect()
    }

    fn series(key: &str, name: &str, points: &[Option<(u16, u16)>]) -> Series {
        Series {
            key: key.to_owned(),
            name: name.to_owned(),
            short_name: name.to_owned(),
            points: points
                .iter()
                .map(|point| point.map(|(toward, through)| Point { toward, through }))
                .collect(),
            stretch: None,
            target: None,
        }
    }

    fn plateau() -> Stretch {
        let label = "plateau · 3 quarters".to_owned();
        Stretch { kind: StretchKind::Plateau, from_index: 0, label }
    }

    fn chart(periods: &[Period], series: Vec<Series>) -> LevelTwoChart {
        LevelTwoChart::new("Maturity".to_owned(), "It rises.".to_owned(), periods, series)
    }

    #[test]
    fn a_small_chart() {
        let mut policy = series("policy", "Policy", &[Some((825, 0)), None, Some((830, 0))]);
        policy.stretch = Some(plateau());
        let people = series(
            "people",
            "People & <skills>",
            &[Some((455, 0)), Some((990, 113)), Some((1000, 463))],
        );

        insta::assert_snapshot!(chart(&periods(3), vec![people, policy]));
    }

    /// The heights at which notes are written.
    fn heights(svg: &str) -> Vec<f64> {
        let notes = svg.split("<text class=\"note").skip(1);
        notes
            .map(|note| note.split(" y=\"").nth(1).unwrap().split('"').next().unwrap())
            .map(|height| height.parse().unwrap())
            .collect()
    }

    #[test]
    fn plateaus_holds_and_targets_that_lie_close_are_written_apart() {
        let mut lines = ["people", "policy", "process"]
            .map(|key| series(key, key, &[Some((830, 0)), Some((831, 0)), Some((833, 0))]));
        lines[0].stretch = Some(plateau());
        let hold = Stretch { kind: StretchKind::Hold, label: "on hold".to_owned(), ..plateau() };
        lines[1].stretch = Some(hold);
        for (line, progress) in lines.iter_mut().zip([840, 1000, 2000]) {
            let label = format!("target · {}", line.name);
            line.target = Some(TargetMark { progress, label });
        }
        let chart = chart(&periods(3), lines.into());

        for svg in [chart.wide().to_string(), chart.narrow().to_string()] {
            let mut heights = heights(&svg);
            heights.sort_by(f64::total_cmp);
            assert_eq!(heights.len(), 5);
            assert!(heights.windows(2).all(|pair| pair[1] - pair[0] >= 17.0), "{heights:?}");
            assert_eq!(svg.matches("<line class=\"plateau\"").count(), 1);
            assert_eq!(svg.matches("<line class=\"hold\"").count(), 1);
            assert_eq!(svg.matches("<line class=\"target s-").count(), 3);
        }
        assert!(chart.wide().to_string().contains(">target · process</text>"));
        assert!(chart.narrow().to_string().contains(">target</text>"), "there is little room");
    }

    #[test]
    fn a_target_stands_where_it_shall_come_to() {
        let mut people = series("people", "People", &[Some((120, 0))]);
        people.target = Some(TargetMark { progress: 1000, label: "target".to_owned() });
        let svg = chart(&periods(1), vec![people]).wide().to_string();

        let door = svg.split("door\"").nth(1).unwrap().split("y1=\"").nth(1).unwrap();
        let door = door.split('"').next().unwrap();
        let mark = svg.split("<line class=\"target s-people\"").nth(1).unwrap();
        assert!(mark.split("/>").next().unwrap().contains(&format!("y1=\"{door}\"")), "{mark}");
    }

    #[test]
    fn the_table_holds_what_the_lines_show() {
        let people = series("people", "People", &[None, Some((999, 489))]);

        insta::assert_snapshot!(chart(&periods(2), vec![people]).table());
    }

    #[test]
    fn a_gap_breaks_the_line_and_a_lone_point_is_a_dot() {
        let points = [Some((100, 0)), Some((200, 0)), None, Some((300, 0)), None, Some((400, 0))];
        let svg =
            chart(&periods(6), vec![series("people", "People", &points)]).narrow().to_string();

        assert_eq!(svg.matches("<polyline").count(), 1);
        assert_eq!(svg.matches("<path class=\"dot\"").count(), 2);
    }

    #[test]
    fn a_single_period_is_a_dot_with_its_label() {
        let people = series("people", "People", &[Some((120, 0))]);
        let svg = chart(&periods(1), vec![people]).wide().to_string();

        assert_eq!(svg.matches("<polyline").count(), 0);
        assert!(svg.contains("<title>People, 2024-Q4: 12 % toward, 0 % through Level 2</title>"));
        assert!(svg.contains("12 % toward</tspan>"));
    }

    #[test]
    fn a_line_that_ended_says_when_instead_of_claiming_todays_figure() {
        let people = series("people", "People", &[Some((500, 0)), None]);
        let svg = chart(&periods(2), vec![people]).wide().to_string();

        assert!(svg.contains("last 2024-Q4</tspan>"), "{svg}");
    }

    #[test]
    fn nothing_at_all_is_drawn_as_an_empty_frame() {
        let svg = chart(&[], Vec::new()).to_string();

        assert_eq!(svg.matches("<svg").count(), 2);
    }

    #[test]
    fn no_id_is_given_twice_even_with_two_charts_on_a_page() {
        let people = || vec![series("people", "People", &[Some((120, 0))])];
        let page = format!(
            "{}{}",
            chart(&periods(1), people()),
            chart(&periods(1), people()).named("second")
        );

        let ids: Vec<&str> =
            page.split(" id=\"").skip(1).map(|at| at.split('"').next().unwrap()).collect();
        let unique: std::collections::BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!((ids.len(), unique.len()), (8, 8), "{ids:?}");
    }
}
