//! Small multiples as one drawing, for a file.

use std::borrow::Cow;

use askama::Template;
use askama::filters::HtmlSafe;

use super::little::Little;
use super::multiples::{Multiple, SmallMultiples};
use super::tenths::Tenths;
use super::text;

/// [`SmallMultiples`] in rows of three, with their names and figures as text of the drawing.
#[derive(Debug, Template)]
#[template(path = "trend/chart/grid.svg")]
pub(super) struct Grid<'a> {
    cells: Vec<Cell<'a>>,
}

/// It was escaped by its own template.
impl HtmlSafe for Grid<'_> {}

#[derive(Debug)]
struct Cell<'a> {
    x: i32,
    y: i32,
    multiple: &'a Multiple,
    little: Little,
    name: Cow<'a, str>,
    figure: String,
    note: Cow<'a, str>,
}

impl<'a> Grid<'a> {
    pub const WIDTH: i32 = 860;
    const INSET: i32 = 16;
    const GAP: i32 = 22;
    const COLUMNS: i32 = 3;
    const CELL_WIDTH: i32 =
        (Self::WIDTH - 2 * Self::INSET - (Self::COLUMNS - 1) * Self::GAP) / Self::COLUMNS;
    const LITTLE_HEIGHT: i32 = Self::CELL_WIDTH * Little::FRAME.height / Little::FRAME.width;
    /// A name above, the little drawing, a figure and a note below, and air.
    const PITCH: i32 = 24 + Self::LITTLE_HEIGHT + 60;
    const FONT: Tenths = Tenths(125);
    /// What is kept free for the level, right of a name.
    const LEVEL_ROOM: i32 = 60;

    pub fn of(multiples: &'a SmallMultiples) -> Self {
        let cell = |(at, multiple): (i32, &'a Multiple)| {
            let (row, column) = (at / Self::COLUMNS, at % Self::COLUMNS);
            let room = Tenths::whole(Self::CELL_WIDTH - Self::LEVEL_ROOM);
            let note = multiple.note.as_deref().unwrap_or_default();
            Cell {
                x: Self::INSET + column * (Self::CELL_WIDTH + Self::GAP),
                y: row * Self::PITCH,
                little: Little::of(&multiple.series, multiples.periods().len()),
                name: text::fit(&multiple.series.name, Self::FONT, room),
                figure: multiples.figure(multiple),
                note: text::fit(note, Self::FONT, Tenths::whole(Self::CELL_WIDTH)),
                multiple,
            }
        };
        Self { cells: (0..).zip(multiples.each()).map(cell).collect() }
    }

    /// How high all rows are together.
    pub fn height(&self) -> i32 {
        self.cells.last().map_or(0, |cell| cell.y + Self::PITCH)
    }
}
