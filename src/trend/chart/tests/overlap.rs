//! Labels never overlap, and never leave the drawing.

use proptest::prelude::*;
use scraper::{ElementRef, Html, Selector};

use super::given::{self, series};
use crate::trend::chart::room::Area;
use crate::trend::chart::tenths::Tenths;
use crate::trend::chart::text;
use crate::trend::chart::{LineChart, Stretch, StretchKind, TargetMark};

/// Words of a drawing, and the room that they take at most.
type Label = (String, Area);

/// Every piece of text of a drawing at a size of its letters.
fn labels(svg: &str, size: Tenths) -> Vec<Label> {
    let drawing = Html::parse_fragment(svg);
    let every = Selector::parse("text").unwrap();
    drawing.select(&every).flat_map(|element| of_element(element, size)).collect()
}

fn of_element(element: ElementRef, size: Tenths) -> Vec<Label> {
    let number = |name: &str| {
        let value: f64 = element.attr(name).unwrap_or("0").parse().unwrap();
        tenths(value)
    };
    let words: String = element.text().collect();
    let (x, y) = (number("x"), number("y"));
    // What its template moves it by, in hundredths of the size.
    match element.attr("dy") {
        Some("-.15em") => {
            let tspans = element.children().filter_map(ElementRef::wrap);
            let parts = tspans.map(|tspan| tspan.text().collect());
            let first = Tenths(y.0 - size.0 * 15 / 100);
            let second = Tenths(first.0 + size.0 * 110 / 100);
            parts
                .zip([first, second])
                .map(|(words, baseline)| label(words, x, baseline, size, "start"))
                .collect()
        }
        dy => {
            let down = if dy == Some(".35em") { size.0 * 35 / 100 } else { 0 };
            let anchor = element.attr("text-anchor").unwrap_or("start");
            vec![label(words, x, Tenths(y.0 + down), size, anchor)]
        }
    }
}

fn label(words: String, x: Tenths, baseline: Tenths, size: Tenths, anchor: &str) -> Label {
    let width = text::width(&words, size);
    let left = match anchor {
        "end" => x - width,
        "middle" => Tenths(x.0 - width.0 / 2),
        _ => x,
    };
    (words, Area::of_words(left, baseline, width, size))
}

#[expect(clippy::cast_possible_truncation, reason = "coordinates are small")]
fn tenths(value: f64) -> Tenths {
    Tenths((value * 10.0).round() as i32)
}

/// The labels that overlap or leave the drawing.
fn broken(svg: &str, size: Tenths, width: i32, height: i32) -> Vec<String> {
    let labels = labels(svg, size);
    let sheet = Area {
        left: Tenths(0),
        top: Tenths(0),
        right: Tenths::whole(width),
        bottom: Tenths::whole(height),
    };
    let mut broken: Vec<String> = labels
        .iter()
        .filter(|(_, area)| !sheet.holds(*area))
        .map(|(words, area)| format!("{words:?} leaves the drawing: {area:?}"))
        .collect();
    for (at, (words, area)) in labels.iter().enumerate() {
        for (other, beside) in &labels[..at] {
            if area.overlaps(*beside) {
                broken.push(format!("{words:?} lies on {other:?}"));
            }
        }
    }
    broken
}

fn broken_in(chart: &LineChart) -> Vec<String> {
    let mut broken = broken(&chart.wide().to_string(), Tenths(135), 860, 360);
    broken.extend(self::broken(&chart.narrow().to_string(), Tenths(140), 350, 344));
    broken
}

#[test]
fn the_given_charts_hold_for_every_number_of_periods() {
    for count in 0..=40 {
        for chart in [given::trend(count), given::levels(count), given::kpi(count)] {
            assert_eq!(broken_in(&chart), Vec::<String>::new(), "{count} periods");
        }
    }
}

#[test]
fn bars_hold_for_every_number_of_periods() {
    for count in 0..=40 {
        let chart = given::roi(count);
        let wide = broken(&chart.wide().to_string(), Tenths(135), 860, 360);
        let narrow = broken(&chart.narrow().to_string(), Tenths(140), 350, 344);
        assert_eq!((wide, narrow), (Vec::new(), Vec::new()), "{count} periods");
    }
}

#[test]
fn the_given_spreads_hold_for_every_number_of_teams() {
    for count in [0, 1, 2, 3, 9, 40, 200] {
        let plot = given::teams(count);
        let wide = broken(&plot.wide().to_string(), Tenths(135), 860, 226);
        let narrow = broken(&plot.narrow().to_string(), Tenths(140), 350, 226);
        assert_eq!((wide, narrow), (Vec::new(), Vec::new()), "{count} teams");
    }
}

/// A line of `count` periods, with a stretch and a target or without.
fn line(count: usize) -> impl Strategy<Value = (Vec<Option<u16>>, Option<usize>, Option<u16>)> {
    (
        prop::collection::vec(prop::option::weighted(0.9, 0..=2000_u16), count),
        prop::option::of(0..count),
        prop::option::of(0..=2000_u16),
    )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn no_label_lies_on_another_whatever_the_lines_do(
        lines in (1..=40_usize).prop_flat_map(|count| prop::collection::vec(line(count), 1..=8)),
    ) {
        let count = lines[0].0.len();
        let all = lines.iter().zip(given::DIMENSIONS.iter().cycle()).map(|(line, (key, name))| {
            let (points, stretch, target) = line;
            let mut series = series(key, name, points);
            series.stretch = stretch.map(|from_index| Stretch {
                kind: StretchKind::Plateau,
                from_index,
                label: "plateau · 12 quarters at 83 %".to_owned(),
            });
            series.target = target.map(|progress| TargetMark {
                progress,
                label: format!("target · {name} by 2027-Q4"),
            });
            series
        });
        let chart = given::chart(count, all.collect());

        prop_assert_eq!(broken_in(&chart), Vec::<String>::new());
        let drawn = chart.wide().to_string();
        let notes = drawn.matches("<line class=\"plateau\"").count()
            + drawn.matches("<line class=\"target ").count();
        prop_assert_eq!(drawn.matches("<text class=\"note").count(), notes, "each has its words");
    }
}
