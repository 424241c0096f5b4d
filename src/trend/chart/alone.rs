//! A drawing that leaves the page.

use std::fmt::{self, Display};

use askama::Template;
use askama::filters::HtmlSafe;

use super::frame::Frame;
use super::palette::STYLE;
use super::tenths::Tenths;
use super::text;

/// A drawing as a file of its own: with the colors of the light theme, its title and what it says of
/// itself in words, and no need of anything else.
#[derive(Clone, Debug, Template)]
#[template(path = "trend/chart/alone.svg")]
pub struct Alone {
    title: String,
    description: String,
    /// Which period and as of when, below the drawing.
    note: String,
    width: i32,
    /// Of the drawing, between the title and the note.
    height: i32,
    drawing: Drawn,
}

/// What was escaped by the template of a drawing, or is our own.
#[derive(Clone, Debug)]
struct Drawn(String);

impl HtmlSafe for Drawn {}

impl Display for Drawn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Alone {
    /// The room above the drawing, for the title.
    const HEAD: i32 = 52;
    /// The room below it, for the note.
    const FOOT: i32 = 34;
    const INSET: i32 = 16;
    const TITLE_SIZE: Tenths = Tenths::whole(17);

    /// `drawing` with what is said around it.
    pub(super) fn new(
        (title, description): (&str, &str),
        note: String,
        (width, height): (i32, i32),
        drawing: &impl HtmlSafe,
    ) -> Self {
        Self {
            title: title.to_owned(),
            description: description.to_owned(),
            note,
            width,
            height,
            drawing: Drawn(drawing.to_string()),
        }
    }

    /// What it shows, in words.
    pub fn description(&self) -> &str {
        &self.description
    }

    /// The colors.
    fn style() -> Drawn {
        Drawn(format!("<style>{STYLE}</style>"))
    }

    /// The title, as much of it as fits.
    fn head(&self) -> String {
        let room = Tenths::whole(self.width - 2 * Self::INSET);
        text::fit(&self.title, Self::TITLE_SIZE, room).into_owned()
    }

    /// The note, as much of it as fits.
    fn foot(&self) -> String {
        let room = Tenths::whole(self.width - 2 * Self::INSET);
        text::fit(&self.note, Frame::WIDE.font, room).into_owned()
    }
}
