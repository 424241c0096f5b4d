//! One drawing of a timeline: what stands where.

use askama::Template;
use askama::filters::HtmlSafe;

use super::tenths::Tenths;
use super::text;
use super::timeline::{Timeline, TimelineRow, TimelineSpan};

/// A [`Timeline`] laid out for one width. It draws itself as an SVG.
#[derive(Debug, Template)]
#[template(path = "trend/chart/bands.svg")]
pub struct Bands<'a> {
    timeline: &'a Timeline,
    frame: Frame,
    rows: Vec<Placed<'a>>,
}

/// It was escaped by its own template.
impl HtmlSafe for Bands<'_> {}

/// Measures in the drawing's own units.
#[derive(Clone, Copy, Debug)]
struct Frame {
    name: &'static str,
    width: i32,
    /// Where the columns begin and end.
    left: i32,
    right: i32,
    /// From a row to the next, and from the top of a row to its name's baseline and to its bar.
    pitch: i32,
    baseline: i32,
    bar: i32,
    /// The room of a name.
    name_room: i32,
    /// Every so many columns one is labelled, counted from the last.
    step: usize,
    /// The largest size that the stylesheet gives its letters.
    font: Tenths,
    has_links: bool,
}

impl Frame {
    /// Where the first row begins, below the periods.
    const TOP: i32 = 28;
    /// How high a bar is.
    const HEIGHT: i32 = 20;
}

const WIDE: Frame = Frame {
    name: "wide",
    width: 860,
    left: 200,
    right: 856,
    pitch: 26,
    baseline: 17,
    bar: 2,
    name_room: 190,
    step: 2,
    font: Tenths(135),
    has_links: true,
};

const NARROW: Frame = Frame {
    name: "narrow",
    width: 350,
    left: 4,
    right: 346,
    pitch: 46,
    baseline: 15,
    bar: 20,
    name_room: 342,
    step: 4,
    font: Tenths(140),
    has_links: false,
};

/// A row where it stands.
#[derive(Debug)]
struct Placed<'a> {
    row: &'a TimelineRow,
    name: String,
    baseline: i32,
    bars: Vec<Bar<'a>>,
}

/// A state where it stands.
#[derive(Debug)]
struct Bar<'a> {
    span: &'a TimelineSpan,
    x: Tenths,
    y: i32,
    width: Tenths,
    /// Whether its name fits into it.
    is_named: bool,
}

impl<'a> Bands<'a> {
    pub(super) fn wide(timeline: &'a Timeline) -> Self {
        Self::new(timeline, WIDE)
    }

    pub(super) fn narrow(timeline: &'a Timeline) -> Self {
        Self::new(timeline, NARROW)
    }

    /// For a file, from which nothing leads anywhere.
    pub(super) fn alone(timeline: &'a Timeline) -> Self {
        Self::new(timeline, Frame { has_links: false, ..WIDE })
    }

    fn new(timeline: &'a Timeline, frame: Frame) -> Self {
        let mut top = Frame::TOP;
        let mut rows = Vec::new();
        for row in &timeline.rows {
            let bar = |span: &'a TimelineSpan| {
                let x = column(timeline, frame, span.from);
                // A gap between bars, so that two of one look stay two.
                let width = column(timeline, frame, span.to + 1) - x - Tenths::whole(2);
                let is_named = text::width(&span.name, frame.font) + Tenths::whole(10) <= width;
                Bar { span, x, y: top + frame.bar, width, is_named }
            };
            rows.push(Placed {
                row,
                name: text::fit(&row.name, frame.font, Tenths::whole(frame.name_room)).into_owned(),
                baseline: top + frame.baseline,
                bars: row.spans.iter().map(bar).collect(),
            });
            top += frame.pitch;
        }
        Self { timeline, frame, rows }
    }

    /// What its ids begin with.
    fn id(&self) -> String {
        format!("timeline-{}", self.frame.name)
    }

    /// Its width and its height.
    pub(super) fn size(&self) -> (i32, i32) {
        let rows = i32::try_from(self.rows.len()).unwrap_or(i32::MAX / 1000);
        (self.frame.width, Frame::TOP + rows * self.frame.pitch + 4)
    }

    /// Where the periods begin, and what is written above them. The last is written up to the edge.
    fn ticks(&self) -> Vec<Tick> {
        let periods = &self.timeline.periods;
        let tick = |at: usize| {
            let [x, end] = [at, at + 1].map(|at| column(self.timeline, self.frame, at));
            let is_last = at + 1 == periods.len();
            let is_labelled = (periods.len() - 1 - at).is_multiple_of(self.frame.step);
            Tick {
                x,
                label: is_labelled.then(|| periods[at].to_string()),
                label_x: if is_last { end } else { Tenths(i32::midpoint(x.0, end.0)) },
                anchor: if is_last { "end" } else { "middle" },
            }
        };
        (0..periods.len()).map(tick).collect()
    }
}

/// Where a period begins.
#[derive(Debug)]
struct Tick {
    x: Tenths,
    /// The period, if there is room for it.
    label: Option<String>,
    label_x: Tenths,
    anchor: &'static str,
}

/// Where a column begins.
fn column(timeline: &Timeline, frame: Frame, at: usize) -> Tenths {
    let count = i32::try_from(timeline.periods.len()).unwrap_or(i32::MAX).max(1);
    let at = i32::try_from(at).unwrap_or(count).min(count);
    let wide = Tenths::whole(frame.right - frame.left).0 / count;
    Tenths::whole(frame.left) + Tenths(wide * at)
}
