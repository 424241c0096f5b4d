//! One drawing of bars in pairs: what stands where.

use askama::Template;
use askama::filters::HtmlSafe;

use super::axis::Axis;
use super::bar_pair::{Amounts, BarPair};
use super::frame::Frame;
use super::marker::Marker;
use super::room::Room;
use super::tenths::Tenths;
use super::text;
use super::words::{self, Place, Words};

/// A [`BarPair`] laid out for one width. It draws itself as an SVG.
#[derive(Debug, Template)]
#[template(path = "trend/chart/bars.svg")]
pub struct Bars<'a> {
    chart: &'a BarPair,
    frame: Frame,
    axis: Axis,
    pairs: Vec<Bar>,
    /// The line of what is left, stretch by stretch between gaps.
    net: Vec<Vec<(Tenths, Tenths)>>,
    /// What is left at the end: where, how high its words stand, and how much.
    end: Option<((Tenths, Tenths), Tenths, String)>,
    dip: Option<Dip>,
    names: Vec<(&'static str, Words)>,
}

/// It was escaped by its own template.
impl HtmlSafe for Bars<'_> {}

#[derive(Debug)]
struct Bar {
    class: &'static str,
    x: Tenths,
    top: Tenths,
    height: Tenths,
    title: String,
}

#[derive(Debug)]
struct Dip {
    left: Tenths,
    width: Tenths,
    height: Tenths,
    words: Option<Words>,
}

impl<'a> Bars<'a> {
    pub(super) fn new(chart: &'a BarPair, frame: Frame) -> Self {
        let axis = chart.axis();
        let mut room = Room::new(frame.plot());
        let pairs = Self::pairs(chart, frame, &axis);
        for Bar { x, top, height, .. } in &pairs {
            room.draw(&[(*x, *top), (*x, *top + *height)]);
        }
        let count = chart.periods.len();
        let place = |index: usize, net: i64| (frame.slot_x(index, count), frame.y(&axis, net));
        let places: Vec<Option<(Tenths, Tenths)>> =
            (0..).zip(chart.net()).map(|(index, net)| net.map(|net| place(index, net))).collect();
        let net: Vec<Vec<(Tenths, Tenths)>> = places
            .split(Option::is_none)
            .map(|run| run.iter().copied().flatten().collect())
            .filter(|run: &Vec<_>| !run.is_empty())
            .collect();
        for run in &net {
            room.draw(run);
        }
        let newest = chart.net().into_iter().rev().flatten().next();
        let end = net.last().and_then(|run| run.last()).copied().zip(newest);
        let end = end.map(|(place, net)| {
            let room = Tenths::whole(frame.width - frame.right - 12);
            let height = place.1.min(Tenths::whole(frame.bottom - 14));
            (place, height, text::fit(&chart.short(net), frame.font, room).into_owned())
        });
        let dip = Self::dip(chart, frame, &axis, &mut room);
        let mut name = |band: &super::axis::Band| {
            let [top, bottom] = [band.high, band.low].map(|at| frame.y(&axis, at));
            Some((
                band.shade.halo(),
                words::name_band(&mut room, frame, [top, bottom], &band.name)?,
            ))
        };
        let names = axis.bands.iter().filter_map(&mut name).collect();
        Self { chart, frame, axis, pairs, net, end, dip, names }
    }

    fn pairs(chart: &BarPair, frame: Frame, axis: &Axis) -> Vec<Bar> {
        let count = chart.periods.len();
        let width = frame.bar_width(count);
        let zero = frame.y(axis, 0);
        let pairs = chart.periods.iter().zip(&chart.amounts).enumerate();
        let pairs =
            pairs.filter_map(|(index, (period, amounts))| Some((index, period, (*amounts)?)));
        let bars = pairs.flat_map(|(index, period, Amounts { cost, benefit })| {
            let x = frame.slot_x(index, count);
            let [floor, roof] = [cost.saturating_neg(), benefit].map(|at| frame.y(axis, at));
            let title = |what, amount| format!("{what}, {period}: {}", chart.written(amount));
            let cost = Bar {
                class: "cost",
                x: x - width - Tenths(5),
                top: zero,
                height: floor - zero,
                title: title("Costs", cost),
            };
            let benefit = Bar {
                class: "benefit",
                x: x + Tenths(5),
                top: roof,
                height: zero - roof,
                title: title("Benefits", benefit),
            };
            [cost, benefit]
        });
        bars.filter(|bar| bar.height > Tenths(0)).collect()
    }

    fn dip(chart: &BarPair, frame: Frame, axis: &Axis, room: &mut Room) -> Option<Dip> {
        let dip =
            chart.dip.filter(|dip| dip.down_to < 0 && dip.from_index < chart.periods.len())?;
        let count = chart.periods.len();
        let half = Tenths(frame.slot(count).0 / 2);
        let last = dip.to_index.clamp(dip.from_index, count - 1);
        let left = frame.slot_x(dip.from_index, count) - half;
        let right = frame.slot_x(last, count) + half;
        let [zero, floor] = [0, dip.down_to].map(|at| frame.y(axis, at));
        let place = Place { from: left, to: right, y: floor };
        let words = words::note(room, frame, place, Tenths(0), "expected dip");
        Some(Dip { left, width: right - left, height: floor - zero, words })
    }

    /// What its ids begin with.
    fn name(&self) -> String {
        format!("{}-{}", self.chart.id, self.frame.name)
    }

    fn y(&self, at: i64) -> Tenths {
        self.frame.y(&self.axis, at)
    }

    /// The width of the bars.
    fn bar_width(&self) -> Tenths {
        self.frame.bar_width(self.chart.periods.len())
    }

    /// The shape of the mark at the line's end.
    fn mark() -> &'static str {
        Marker::of(0).large
    }

    /// The labeled periods, with where they stand.
    fn periods(&self) -> impl Iterator<Item = (Tenths, String)> {
        let periods = &self.chart.periods;
        self.frame
            .labeled(periods.len(), periods.len())
            .map(|index| (self.frame.slot_x(index, periods.len()), periods[index].to_string()))
    }

    /// Where the first and the last period stand.
    fn ends(&self) -> [Tenths; 2] {
        let count = self.chart.periods.len();
        [0, count.saturating_sub(1)].map(|index| self.frame.slot_x(index, count))
    }
}

/// Periods as slots, with room for bars, rather than as points from side to side.
impl Frame {
    fn slot(&self, count: usize) -> Tenths {
        let count = i32::try_from(count.max(1)).unwrap_or(i32::MAX);
        Tenths(Tenths::whole(self.right - self.left).0 / count)
    }

    /// The middle of the slot at `index` of `count`.
    fn slot_x(&self, index: usize, count: usize) -> Tenths {
        let slots = i32::try_from(count.max(1)).unwrap_or(i32::MAX);
        let index = i32::try_from(index).unwrap_or(i32::MAX).min(slots);
        let width = i64::from(Tenths::whole(self.right - self.left).0);
        let offset = width * (2 * i64::from(index) + 1) / (2 * i64::from(slots));
        Tenths::whole(self.left) + Tenths(i32::try_from(offset).unwrap_or(0))
    }

    /// A third of a slot, and never a block.
    fn bar_width(&self, count: usize) -> Tenths {
        Tenths((self.slot(count).0 / 3).clamp(10, 280))
    }
}
