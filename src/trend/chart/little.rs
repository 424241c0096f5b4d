//! One of the small multiples: a line without words.

use askama::Template;
use askama::filters::HtmlSafe;

use super::frame::Frame;
use super::level_two;
use super::marker::Marker;
use super::series::Series;
use super::tenths::Tenths;

/// A line toward and through Level 2, as what stands inside an `<svg>` of [`Little::FRAME`]'s size.
#[derive(Debug, Template)]
#[template(path = "trend/chart/little.svg")]
pub(super) struct Little {
    /// Where the line runs, stretch by stretch between gaps.
    polylines: Vec<String>,
    /// Its newest point, and those that stand alone.
    dots: Vec<(Tenths, Tenths)>,
    shape: &'static str,
}

/// It was escaped by its own template.
impl HtmlSafe for Little {}

impl Little {
    /// It has no words, so that only its plot counts.
    pub const FRAME: Frame = Frame {
        name: "little",
        width: 200,
        height: 76,
        left: 6,
        right: 194,
        top: 6,
        bottom: 70,
        ..Frame::NARROW
    };

    /// The line of a series over `count` periods.
    pub fn of(series: &Series, count: usize) -> Self {
        let axis = level_two::axis();
        let place = |index| {
            let y = Self::FRAME.y(&axis, series.at(index)?.height());
            Some((Self::FRAME.x(index, count), y))
        };
        let places: Vec<Option<(Tenths, Tenths)>> = (0..count).map(place).collect();
        let runs = places.split(Option::is_none).map(|run| run.iter().flatten().collect());
        let runs: Vec<Vec<&(Tenths, Tenths)>> = runs.collect();
        let alone = runs.iter().filter(|run| run.len() == 1).map(|run| *run[0]);
        let last = series.last().and_then(|(index, _)| place(index));
        let mut dots: Vec<(Tenths, Tenths)> = alone.collect();
        dots.extend(last.filter(|last| !dots.contains(last)));
        let longer = runs.iter().filter(|run| run.len() > 1);
        let polylines = longer
            .map(|run| run.iter().map(|(x, y)| format!("{x},{y}")).collect::<Vec<_>>().join(" "))
            .collect();
        Self { polylines, dots, shape: Marker::of(0).large }
    }

    /// The height of the way into Level 2.
    fn door() -> i32 {
        i32::midpoint(Self::FRAME.top, Self::FRAME.bottom)
    }
}
