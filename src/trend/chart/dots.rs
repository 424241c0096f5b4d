//! One drawing of a dot plot: what stands where.

use askama::Template;
use askama::filters::HtmlSafe;

use super::axis::Shade;
use super::dot_plot::{DotPlot, TeamDot};
use super::tenths::Tenths;
use super::text;
use super::value::Point;

/// A [`DotPlot`] laid out for one width. It draws itself as an SVG.
#[derive(Debug, Template)]
#[template(path = "trend/chart/dots.svg")]
pub struct Dots<'a> {
    plot: &'a DotPlot,
    frame: Frame,
    radius: Tenths,
    placed: Vec<Dot<'a>>,
    median: Option<Median>,
}

/// It was escaped by its own template.
impl HtmlSafe for Dots<'_> {}

/// Measures in the drawing's own units.
#[derive(Clone, Copy, Debug)]
struct Frame {
    name: &'static str,
    width: i32,
    left: i32,
    right: i32,
    /// Dots are stacked from the bottom, at most to the top.
    top: i32,
    bottom: i32,
    /// Half of a dot's width, the largest that may be.
    radii: [Tenths; 4],
    /// The largest size that the stylesheet gives its letters.
    font: Tenths,
    has_links: bool,
}

const WIDE: Frame = Frame {
    name: "wide",
    width: 860,
    left: 30,
    right: 830,
    top: 50,
    bottom: 196,
    radii: [Tenths(60), Tenths(50), Tenths(40), Tenths(30)],
    font: Tenths(135),
    has_links: true,
};

const NARROW: Frame = Frame {
    name: "narrow",
    width: 350,
    left: 26,
    right: 324,
    top: 50,
    bottom: 196,
    radii: [Tenths(50), Tenths(40), Tenths(30), Tenths(25)],
    font: Tenths(140),
    has_links: false,
};

#[derive(Debug)]
struct Dot<'a> {
    team: &'a TeamDot,
    x: Tenths,
    y: Tenths,
}

#[derive(Debug)]
struct Median {
    x: Tenths,
    /// Where its words begin.
    words_x: Tenths,
    words: String,
    /// The background that they begin on.
    shade: Shade,
}

impl Frame {
    /// The room between the bottom and the lowest dots.
    const FOOT: Tenths = Tenths::whole(3);

    /// How many columns of dots of a radius fit into half of the width.
    fn columns(self, radius: Tenths) -> i32 {
        (Tenths::whole(self.right - self.left).0 / 2 / (radius.0 * 2 + 10)).max(1)
    }

    /// The column in which a height stands, and the left half holds what is below Level 2.
    fn column(self, height: i64, radius: Tenths) -> i32 {
        let (half, columns) = (Point::COMPLETE / 2, i64::from(self.columns(radius)));
        let (side, within) = if height < half { (0, height) } else { (columns, height - half) };
        let column = side + (within * columns / half).min(columns - 1);
        i32::try_from(column).unwrap_or(0)
    }

    fn column_x(self, column: i32, radius: Tenths) -> Tenths {
        let span = Tenths::whole(self.right - self.left).0;
        Tenths::whole(self.left) + Tenths(span * (2 * column + 1) / (4 * self.columns(radius)))
    }

    fn x(self, height: i64) -> Tenths {
        let span = i64::from(Tenths::whole(self.right - self.left).0);
        let along = span * height / Point::COMPLETE;
        Tenths::whole(self.left) + Tenths(i32::try_from(along).unwrap_or(0))
    }
}

impl<'a> Dots<'a> {
    pub(super) fn wide(plot: &'a DotPlot) -> Self {
        Self::new(plot, WIDE)
    }

    /// For a file, from which nothing leads anywhere.
    pub(super) fn alone(plot: &'a DotPlot) -> Self {
        Self::new(plot, Frame { has_links: false, ..WIDE })
    }

    /// Its width and its height.
    pub(super) fn size(&self) -> (i32, i32) {
        (self.frame.width, self.frame.bottom + 30)
    }

    pub(super) fn narrow(plot: &'a DotPlot) -> Self {
        Self::new(plot, NARROW)
    }

    /// With the largest dots whose stacks all fit; if none do, the smallest, closer together.
    fn new(plot: &'a DotPlot, frame: Frame) -> Self {
        let room = Tenths::whole(frame.bottom - frame.top) - Frame::FOOT;
        let tallest = |radius: Tenths| {
            let columns = usize::try_from(frame.columns(radius) * 2).unwrap_or(0);
            let mut heights = vec![0; columns];
            for team in &plot.teams {
                let column = frame.column(team.point.height(), radius);
                heights[usize::try_from(column).unwrap_or(0)] += 1;
            }
            heights.into_iter().max().unwrap_or(0)
        };
        let fits = |radius: &Tenths| tallest(*radius) * (radius.0 * 2 + 10) <= room.0;
        let [.., smallest] = frame.radii;
        let radius = frame.radii.into_iter().find(fits).unwrap_or(smallest);
        let between = (room.0 - radius.0 * 2) / (tallest(radius) - 1).max(1);
        let pitch = (radius.0 * 2 + 10).min(between);

        let columns = usize::try_from(frame.columns(radius) * 2).unwrap_or(0);
        let mut heights = vec![0; columns];
        let dots = plot.teams.iter().map(|team| {
            let column = frame.column(team.point.height(), radius);
            let height = &mut heights[usize::try_from(column).unwrap_or(0)];
            let y = Tenths::whole(frame.bottom) - Frame::FOOT - radius - Tenths(*height * pitch);
            *height += 1;
            Dot { team, x: frame.column_x(column, radius), y }
        });
        let placed = dots.collect();
        Self { plot, frame, radius, placed, median: plot.median().map(|it| Median::new(it, frame)) }
    }

    /// What its ids begin with.
    fn name(&self) -> String {
        format!("{}-{}", self.plot.id, self.frame.name)
    }

    /// The marks below: where, and what.
    fn ticks(&self) -> [(Tenths, &'static str); 5] {
        let names = ["0 %", "50 %", "Level 2", "50 %", "100 %"];
        let mut height = 0;
        names.map(|name| {
            let x = self.frame.x(height);
            height += Point::COMPLETE / 4;
            (x, name)
        })
    }

    fn door(&self) -> Tenths {
        self.frame.x(Point::COMPLETE / 2)
    }
}

impl Median {
    /// The words stand beside the mark, on the side where there is more room.
    fn new(median: Point, frame: Frame) -> Self {
        let words = format!("median {}", median.progress());
        let x = frame.x(median.height());
        let width = text::width(&words, frame.font);
        let gap = Tenths::whole(6);
        let is_left = x + gap + width > Tenths::whole(frame.right);
        let words_x = if is_left { x - gap - width } else { x + gap };
        let is_below = words_x < frame.x(Point::COMPLETE / 2);
        let shade = if is_below { Shade::Plain } else { Shade::Tinted };
        Self { x, words_x, words, shade }
    }
}
