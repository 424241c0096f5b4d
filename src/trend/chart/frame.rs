//! The measures of a drawing, and where a period and a figure stand in it.

use super::axis::Axis;
use super::room::Area;
use super::tenths::Tenths;

/// Measures in the drawing's own units; text is sized by the stylesheet to fit them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    /// The class of the drawing, and part of its ids.
    pub name: &'static str,
    pub width: i32,
    pub height: i32,
    /// The plot: lines are drawn between these.
    pub left: i32,
    pub right: i32,
    pub top: i32,
    pub bottom: i32,
    /// The least distance of two periods' labels.
    pub period_pitch: i32,
    /// The least distance of two labels at the lines' ends.
    pub label_pitch: i32,
    /// How far the middle of a label stays above the bottom.
    pub label_inset: i32,
    /// Whether a label's figure stands below its name.
    pub stacked: bool,
    /// Whether every point has a title.
    pub titles: bool,
    /// The largest size, in tenths, that the stylesheet gives its letters.
    pub font: Tenths,
}

impl Frame {
    /// For 43 rem and more.
    pub(super) const WIDE: Self = Self {
        name: "wide",
        width: 860,
        height: 360,
        left: 78,
        right: 640,
        top: 14,
        bottom: 326,
        period_pitch: 110,
        label_pitch: 19,
        label_inset: 0,
        stacked: false,
        titles: true,
        font: Tenths(135),
    };

    /// For a phone: larger letters, labels of two lines, points without titles.
    pub(super) const NARROW: Self = Self {
        name: "narrow",
        width: 350,
        height: 344,
        left: 62,
        right: 228,
        top: 14,
        bottom: 312,
        period_pitch: 78,
        label_pitch: 34,
        label_inset: 14,
        stacked: true,
        titles: false,
        font: Tenths(140),
    };

    /// Points closer than this are not marked.
    const MARK_PITCH: i32 = 12;

    /// Where the period at `index` of `count` stands; a single one stands at the right.
    pub(super) fn x(&self, index: usize, count: usize) -> Tenths {
        let steps = i32::try_from(count.saturating_sub(1)).unwrap_or(i32::MAX);
        let step = i32::try_from(index).unwrap_or(i32::MAX).min(steps);
        if steps == 0 {
            return Tenths::whole(self.right);
        }
        let width = i64::from(Tenths::whole(self.right - self.left).0);
        let offset = width * i64::from(step) / i64::from(steps);
        Tenths::whole(self.left) + Tenths(i32::try_from(offset).unwrap_or(0))
    }

    /// Where a value stands between the ends of an axis; what lies outside stands at its end.
    pub(super) fn y(&self, axis: &Axis, at: i64) -> Tenths {
        let plot = i128::from(Tenths::whole(self.bottom - self.top).0);
        let [above, span] = [at.clamp(axis.low, axis.high), axis.high]
            .map(|at| i128::from(at) - i128::from(axis.low));
        let up = (plot * above).checked_div(span).unwrap_or(0);
        Tenths::whole(self.bottom) - Tenths(i32::try_from(up).unwrap_or(0))
    }

    /// Where lines are drawn.
    pub(super) const fn plot(&self) -> Area {
        let [left, top] = [Tenths::whole(self.left), Tenths::whole(self.top)];
        let [right, bottom] = [Tenths::whole(self.right), Tenths::whole(self.bottom)];
        Area { left, top, right, bottom }
    }

    /// Whether there is room to mark each of `count` periods on a line.
    pub(super) fn marks_points(&self, count: usize) -> bool {
        let steps = i32::try_from(count.saturating_sub(1)).unwrap_or(i32::MAX);
        self.titles || steps <= (self.right - self.left) / Self::MARK_PITCH / 2
    }

    /// Which of `count` periods are labeled: the last, and back from it every second, fourth,
    /// eighth, twelfth… so that labels keep their distance and, from four on, name one quarter of
    /// each year.
    pub(super) fn labeled_periods(&self, count: usize) -> impl Iterator<Item = usize> + use<> {
        self.labeled(count, count.saturating_sub(1))
    }

    /// The same where the plot is as wide as so many distances of two periods.
    pub(super) fn labeled(
        &self,
        count: usize,
        distances: usize,
    ) -> impl Iterator<Item = usize> + use<> {
        let fits = |step: &usize| {
            let width = usize::try_from(self.right - self.left).unwrap_or(0);
            let pitch = usize::try_from(self.period_pitch).unwrap_or(0);
            step * width >= pitch * distances
        };
        let mut steps = [1, 2].into_iter().chain((4..).step_by(4));
        let step = steps.find(fits).unwrap_or(1);
        (0..count).rev().step_by(step)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const FRAMES: [Frame; 2] = [Frame::WIDE, Frame::NARROW];

    fn axis(low: i64, high: i64) -> Axis {
        Axis { low, high, bands: Vec::new(), ticks: Vec::new(), rules: Vec::new() }
    }

    #[test]
    fn the_ends_of_the_axis_are_the_ends_of_the_plot() {
        for (frame, axis) in FRAMES.into_iter().zip([axis(0, 2000), axis(-500, 500)]) {
            let middle = i64::midpoint(axis.low, axis.high);
            assert_eq!(frame.y(&axis, axis.low), Tenths::whole(frame.bottom));
            assert_eq!(
                frame.y(&axis, middle),
                Tenths::whole(i32::midpoint(frame.top, frame.bottom))
            );
            assert_eq!(frame.y(&axis, axis.high), Tenths::whole(frame.top));
        }
    }

    #[test]
    fn the_widest_axis_does_not_overflow() {
        let frame = Frame::WIDE;
        assert_eq!(frame.y(&axis(i64::MIN, i64::MAX), i64::MIN), Tenths::whole(frame.bottom));
        assert_eq!(frame.y(&axis(5, 5), 7), Tenths::whole(frame.bottom));
    }

    #[test]
    fn period_labels_keep_their_distance_and_the_last_is_always_there() {
        for (frame, count) in FRAMES.into_iter().flat_map(|frame| (1..=40).map(move |n| (frame, n)))
        {
            let labeled: Vec<usize> = frame.labeled_periods(count).collect();

            assert_eq!(labeled[0], count - 1);
            for pair in labeled.windows(2) {
                let distance = frame.x(pair[0], count) - frame.x(pair[1], count);
                assert!(
                    distance >= Tenths::whole(frame.period_pitch - 1),
                    "{} {count}: {labeled:?}",
                    frame.name
                );
            }
        }
    }

    #[test]
    fn nine_periods_are_labeled_by_halves_of_a_year_and_by_years_on_a_phone() {
        assert_eq!(Frame::WIDE.labeled_periods(9).collect::<Vec<_>>(), [8, 6, 4, 2, 0]);
        assert_eq!(Frame::NARROW.labeled_periods(9).collect::<Vec<_>>(), [8, 4, 0]);
    }

    #[test]
    fn a_single_period_stands_at_the_right_where_its_labels_are() {
        assert_eq!(Frame::WIDE.x(0, 1), Tenths::whole(Frame::WIDE.right));
    }

    proptest! {
        #[test]
        fn who_is_further_stands_no_lower(a in -10..2100_i64, b in -10..2100_i64) {
            let (frame, axis) = (Frame::WIDE, axis(0, 2000));

            prop_assert!(a > b || frame.y(&axis, a) >= frame.y(&axis, b));
            prop_assert!(frame.y(&axis, a) >= Tenths::whole(frame.top));
            prop_assert!(frame.y(&axis, a) <= Tenths::whole(frame.bottom));
        }
    }
}
