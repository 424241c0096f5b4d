use resvg::usvg::Tree;

use super::measure::Color;
use super::shape::Run;

/// Something that is drawn on a page.
#[derive(Clone, Debug)]
pub(super) struct Ink {
    /// Counted from 0.
    pub page: usize,
    pub x: f32,
    /// Of words the foot of their letters, else the top.
    pub y: f32,
    pub what: What,
    pub part: Standing,
}

/// What an [`Ink`] has to do with what is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    Said,
    /// It only adorns the page: nobody who listens to it misses it.
    Adorns,
    /// It stands at the foot of every page.
    Foot,
}

#[derive(Clone, Debug)]
pub(super) enum What {
    Words { runs: Vec<Run>, size: f32, color: Color },
    Rule { width: f32 },
    Chart { drawing: Box<Tree>, width: f32, height: f32 },
}

/// What a piece of a document is, for those who listen to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Heading(u16, String),
    Paragraph,
    List {
        is_counted: bool,
    },
    Item,
    Label,
    ItemBody,
    /// With what it shows in words.
    Figure(String),
    Table,
    Caption,
    Head,
    Body,
    Row,
    ColumnHead,
    RowHead,
    Cell,
}

/// A piece of a document, with what is in it.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub role: Role,
    pub children: Vec<Child>,
}

#[derive(Clone, Debug)]
pub(super) enum Child {
    Node(Node),
    /// The place of an [`Ink`] among all.
    Ink(usize),
}

impl Node {
    pub(super) fn new(role: Role, children: Vec<Child>) -> Self {
        Self { role, children }
    }
}

impl From<Node> for Child {
    fn from(node: Node) -> Self {
        Self::Node(node)
    }
}

/// A heading's place, for the outline.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    pub level: u16,
    pub text: String,
    pub page: usize,
    pub y: f32,
}

/// A document that only needs to be painted.
pub(super) struct Laid {
    pub fonts: super::font::Fonts,
    pub inks: Vec<Ink>,
    pub nodes: Vec<Node>,
    pub marks: Vec<Mark>,
    pub pages: usize,
}
