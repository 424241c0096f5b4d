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
    use crate::trend::chart::{Plateau, Point};

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
            plateau: None,
        }
    }

    fn chart(periods: &[Period], series: Vec<Series>) -> LevelTwoChart {
        LevelTwoChart::new("Maturity".to_owned(), "It rises.".to_owned(), periods, series)
    }

    #[test]
    fn a_small_chart() {
        let mut policy = series("policy", "Policy", &[Some((825, 0)), None, Some((830, 0))]);
        policy.plateau = Some(Plateau { from_index: 0, label: "plateau · 3 quarters".to_owned() });
        let people = series(
            "people",
            "People & <skills>",
            &[Some((455, 0)), Some((990, 113)), Some((1000, 463))],
        );

        insta::assert_snapshot!(chart(&periods(3), vec![people, policy]));
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
