//! A line as small as a word.

use askama::Template;
use askama::filters::HtmlSafe;

use super::tenths::Tenths;

/// The course of one figure, from its lowest to its highest. It has no words of its own: what it
/// shows has to stand beside it.
#[derive(Debug, Template)]
#[template(path = "trend/chart/sparkline.svg")]
pub struct Sparkline {
    /// The stretches between gaps, as lists of coordinates.
    runs: Vec<String>,
}

/// It was escaped by its own template.
impl HtmlSafe for Sparkline {}

impl Sparkline {
    const WIDTH: i32 = 150;
    const HEIGHT: i32 = 40;
    const MARGIN: i32 = 3;

    /// A line through `values`, oldest first, in any unit; `None` is a gap.
    pub fn new(values: &[Option<i64>]) -> Self {
        let known = || values.iter().flatten().map(|&value| i128::from(value));
        let (low, high) = (known().min().unwrap_or(0), known().max().unwrap_or(0));
        let steps = i128::try_from(values.len().saturating_sub(1)).unwrap_or(1).max(1);
        let runs = (0..)
            .zip(values)
            .collect::<Vec<(i128, _)>>()
            .split(|(_, value)| value.is_none())
            .map(|run| {
                let places = run.iter().filter_map(|&(step, value)| {
                    let above = i128::from((*value)?) - low;
                    let x = Self::part(Self::WIDTH, step, steps);
                    let y = Self::part(Self::HEIGHT, high - low - above, high - low);
                    Some(format!("{x},{y}"))
                });
                places.collect::<Vec<_>>().join(" ")
            })
            .filter(|run| run.contains(' '))
            .collect();
        Self { runs }
    }

    /// `part` of `whole` along a side, inside the margins; the middle when there is no extent.
    fn part(side: i32, part: i128, whole: i128) -> Tenths {
        let inner = Tenths::whole(side - 2 * Self::MARGIN);
        let offset = (i128::from(inner.0) * part).checked_div(whole);
        let offset = offset.and_then(|offset| i32::try_from(offset).ok()).unwrap_or(inner.0 / 2);
        Tenths::whole(Self::MARGIN) + Tenths(offset)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_runs_from_its_lowest_to_its_highest() {
        let line = Sparkline::new(&[Some(10), Some(20), Some(15)]);
        assert_eq!(line.runs, ["3,37 75,3 147,20"]);
    }

    #[test]
    fn a_gap_breaks_it_and_a_flat_one_lies_in_the_middle() {
        let line = Sparkline::new(&[Some(5), Some(5), None, Some(5), Some(5)]);
        assert_eq!(line.runs, ["3,20 39,20", "111,20 147,20"]);
    }

    #[test]
    fn the_widest_range_of_values_does_not_overflow() {
        let line = Sparkline::new(&[Some(i64::MIN), Some(i64::MAX)]);
        assert_eq!(line.runs, ["3,37 147,3"]);
        assert!(Sparkline::new(&[]).runs.is_empty());
    }
}
