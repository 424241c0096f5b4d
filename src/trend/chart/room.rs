//! Where there is still room in a drawing.

use super::tenths::Tenths;

/// A rectangle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Area {
    pub left: Tenths,
    pub top: Tenths,
    pub right: Tenths,
    pub bottom: Tenths,
}

impl Area {
    /// The room of words of a width, set from `left` on a baseline, at a font of so many units.
    pub(super) fn of_words(left: Tenths, baseline: Tenths, width: Tenths, size: Tenths) -> Self {
        let top = baseline - Tenths(size.0 * 4 / 5);
        let bottom = baseline + Tenths(size.0 / 4);
        Self { left, top, right: left + width, bottom }
    }

    pub(super) fn overlaps(self, other: Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    pub(super) fn holds(self, other: Self) -> bool {
        self.left <= other.left
            && other.right <= self.right
            && self.top <= other.top
            && other.bottom <= self.bottom
    }

    /// The same with `margin` around it.
    pub(super) fn grown(self, margin: Tenths) -> Self {
        Self {
            left: self.left - margin,
            top: self.top - margin,
            right: self.right + margin,
            bottom: self.bottom + margin,
        }
    }

    /// Whether a stroke passes through it.
    pub(super) fn is_crossed_by(self, stroke: Stroke) -> bool {
        let Stroke { from, to } = stroke;
        let reach = Self {
            left: from.0.min(to.0),
            top: from.1.min(to.1),
            right: from.0.max(to.0),
            bottom: from.1.max(to.1),
        };
        // Touching counts: a stroke along an edge, or one without extent, is seen in it.
        if reach.left > self.right
            || reach.right < self.left
            || reach.top > self.bottom
            || reach.bottom < self.top
        {
            return false;
        }
        let along = [to.0.0 - from.0.0, to.1.0 - from.1.0].map(i64::from);
        let side = |x: Tenths, y: Tenths| {
            let aside = [x.0 - from.0.0, y.0 - from.1.0].map(i64::from);
            (along[0] * aside[1] - along[1] * aside[0]).signum()
        };
        let corners = [
            side(self.left, self.top),
            side(self.right, self.top),
            side(self.left, self.bottom),
            side(self.right, self.bottom),
        ];
        let is_beside = |of: i64| corners.iter().all(|&corner| corner == of);
        !is_beside(1) && !is_beside(-1)
    }
}

/// A straight piece of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stroke {
    pub from: (Tenths, Tenths),
    pub to: (Tenths, Tenths),
}

/// What is drawn already, and so where words may stand.
#[derive(Clone, Debug)]
pub(super) struct Room {
    within: Area,
    words: Vec<Area>,
    strokes: Vec<Stroke>,
}

impl Room {
    /// How far away, in tenths, words rather stand than on a line.
    const COST_OF_A_LINE: i64 = 900;

    /// Words keep this distance from lines.
    const CLEARANCE: Tenths = Tenths(15);

    pub(super) const fn new(within: Area) -> Self {
        Self { within, words: Vec::new(), strokes: Vec::new() }
    }

    /// Draws a line through some points; a single one is a dot.
    pub(super) fn draw(&mut self, line: &[(Tenths, Tenths)]) {
        match line {
            [only] => self.strokes.push(Stroke { from: *only, to: *only }),
            _ => self
                .strokes
                .extend(line.windows(2).map(|ends| Stroke { from: ends[0], to: ends[1] })),
        }
    }

    /// Where words stand best, of `candidates` with how far each is from where it belongs: never on
    /// other words, on a line only when it is far to where no line passes. The place is taken.
    ///
    /// `None` when there are other words everywhere.
    pub(super) fn place(&mut self, candidates: impl Iterator<Item = (Area, i32)>) -> Option<Area> {
        let mut best: Option<(i64, Area)> = None;
        for (area, distance) in candidates {
            let distance = i64::from(distance);
            // Whoever is further away than the best costs, has no need to look at lines.
            let is_worse = best.is_some_and(|(cost, _)| cost <= distance);
            if is_worse
                || !self.within.holds(area)
                || self.words.iter().any(|words| words.overlaps(area))
            {
                continue;
            }
            let around = area.grown(Self::CLEARANCE);
            let lines = self.strokes.iter().filter(|stroke| around.is_crossed_by(**stroke)).count();
            let lines = i64::try_from(lines).unwrap_or(i64::MAX / Self::COST_OF_A_LINE);
            let cost = lines.saturating_mul(Self::COST_OF_A_LINE).saturating_add(distance);
            if best.is_none_or(|(least, _)| cost < least) {
                best = Some((cost, area));
            }
        }
        let (_, best) = best?;
        self.words.push(best);
        Some(best)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn area([left, top, right, bottom]: [i32; 4]) -> Area {
        let [left, top, right, bottom] = [left, top, right, bottom].map(Tenths);
        Area { left, top, right, bottom }
    }

    fn stroke([x1, y1, x2, y2]: [i32; 4]) -> Stroke {
        Stroke { from: (Tenths(x1), Tenths(y1)), to: (Tenths(x2), Tenths(y2)) }
    }

    #[test]
    fn a_stroke_crosses_what_it_passes_through_and_not_what_it_passes_by() {
        let middle = area([10, 10, 20, 20]);
        for through in [[0, 15, 30, 15], [0, 0, 30, 30], [15, 15, 15, 15], [15, 12, 90, 70]] {
            assert!(middle.is_crossed_by(stroke(through)), "{through:?}");
        }
        for past in [[0, 5, 30, 5], [0, 15, 15, 0], [0, 30, 8, 15], [22, 15, 90, 15]] {
            assert!(!middle.is_crossed_by(stroke(past)), "{past:?}");
        }
    }

    #[test]
    fn words_leave_a_line_when_there_is_room_close_by() {
        let mut room = Room::new(area([0, 0, 1000, 1000]));
        room.draw(&[(Tenths(0), Tenths(50)), (Tenths(1000), Tenths(50))]);

        let candidates = [(area([0, 0, 100, 100]), 0), (area([0, 200, 100, 300]), 100)];
        assert_eq!(room.place(candidates.into_iter()), Some(candidates[1].0));
        let candidates = [(area([0, 0, 100, 100]), 0), (area([0, 400, 100, 500]), 1000)];
        assert_eq!(room.place(candidates.into_iter()), Some(candidates[0].0), "that is too far");
    }

    proptest! {
        #[test]
        fn words_never_stand_on_words_nor_outside(
            corners in prop::collection::vec((0..900_i32, 0..900_i32), 1..30),
        ) {
            let within = area([0, 0, 1000, 1000]);
            let mut room = Room::new(within);
            let mut placed: Vec<Area> = Vec::new();
            for (x, y) in corners {
                let candidates =
                    (0..10).map(|row| (area([x, y + row * 40, x + 120, y + row * 40 + 30]), row));
                if let Some(area) = room.place(candidates) {
                    prop_assert!(within.holds(area));
                    prop_assert!(placed.iter().all(|other| !other.overlaps(area)));
                    placed.push(area);
                }
            }
        }
    }
}
