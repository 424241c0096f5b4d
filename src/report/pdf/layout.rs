use super::PdfError;
use super::content::{Block, Drawing, Span, Tone, as_of, blocks};
use super::font::Fonts;
use super::measure::{BOTTOM, Color, FOOT, ROOM, SIDE, Size, TOP};
use super::shape;
use super::table;
use super::tree::{Child, Ink, Laid, Mark, Node, Role, Standing, What};
use super::wrap::Wrapper;
use crate::report::Document;
use crate::web;

/// A report on its pages.
pub(super) fn laid_out(document: &Document) -> Result<Laid, PdfError> {
    let mut sheet = Sheet::new(Fonts::new()?);
    let blocks = blocks(document);
    for (at, block) in blocks.iter().enumerate() {
        sheet.add(block, blocks.get(at + 1))?;
    }
    sheet.feet(document);
    let Sheet { wrapper, inks, nodes, marks, page, .. } = sheet;
    Ok(Laid { fonts: wrapper.fonts, inks, nodes, marks, pages: page + 1 })
}

/// The page that is being filled, and those before it.
pub(super) struct Sheet {
    pub wrapper: Wrapper,
    pub inks: Vec<Ink>,
    nodes: Vec<Node>,
    marks: Vec<Mark>,
    pub page: usize,
    /// Where the next thing begins.
    pub y: f32,
}

/// Between blocks.
const GAP: f32 = 8.0;
/// From the edge of an item to its words.
const INDENT: f32 = 16.0;
/// A chart is never higher, so that a heading fits above it.
const HIGHEST_CHART: f32 = 560.0;

impl Sheet {
    fn new(fonts: Fonts) -> Self {
        let wrapper = Wrapper::new(fonts);
        Self { wrapper, inks: Vec::new(), nodes: Vec::new(), marks: Vec::new(), page: 0, y: TOP }
    }

    pub(super) fn turn(&mut self) {
        self.page += 1;
        self.y = TOP;
    }

    /// Goes to the next page, if so much does not fit on this one.
    pub(super) fn keep(&mut self, height: f32) {
        if self.y + height > BOTTOM && self.y > TOP {
            self.turn();
        }
    }

    /// Draws a line of words with its top at `y`; nothing, if it has none.
    pub(super) fn words(
        &mut self,
        spans: &[Span],
        (x, y): (f32, f32),
        (size, color): (Size, Color),
    ) -> Child {
        let runs = shape::line(&mut self.wrapper.fonts, spans);
        let what = What::Words { runs, size: size.letters, color };
        self.ink(what, (x, y + size.baseline()))
    }

    pub(super) fn ink(&mut self, what: What, (x, y): (f32, f32)) -> Child {
        self.inks.push(Ink { page: self.page, x, y, what, part: Standing::Said });
        Child::Ink(self.inks.len() - 1)
    }

    /// Draws what only adorns the page.
    pub(super) fn decorate(&mut self, what: What, (x, y): (f32, f32)) {
        self.inks.push(Ink { page: self.page, x, y, what, part: Standing::Adorns });
    }

    fn add(&mut self, block: &Block, next: Option<&Block>) -> Result<(), PdfError> {
        match block {
            Block::Heading(level, text) => self.heading(*level, text, next)?,
            Block::Paragraph(tone, spans) => {
                let children = self.paragraph(spans, SIDE, looks(*tone));
                self.nodes.push(Node::new(Role::Paragraph, children));
                self.y += GAP;
            }
            Block::List(first, items) => self.list(*first, items),
            Block::Chart(drawing) => self.chart(drawing)?,
            Block::Table(table) => {
                let node = table::table(self, table);
                self.nodes.push(node);
                self.y += 2.0 * GAP;
            }
        }
        Ok(())
    }

    /// A heading, on the page on which what it heads begins.
    fn heading(&mut self, level: u16, text: &str, next: Option<&Block>) -> Result<(), PdfError> {
        let size = Size::heading(level);
        if self.y > TOP {
            self.y += if level == 1 { 2.0 } else { 14.0 };
        }
        let spans = [Span { text: text.to_owned(), is_bold: true }];
        let lines = self.wrapper.lines(&spans, ROOM / size.letters);
        let mut high = 0.0;
        for _ in &lines {
            high += size.line;
        }
        let after = match next {
            Some(Block::Chart(drawing)) => extent(drawing)?.1,
            Some(Block::Table(_)) => 70.0,
            Some(_) => 3.0 * Size::BODY.line,
            None => 0.0,
        };
        self.keep(high + GAP + after);
        let mark = Mark { level, text: text.to_owned(), page: self.page, y: self.y };
        self.marks.push(mark);
        let mut children = Vec::new();
        for line in &lines {
            self.keep(size.line);
            children.push(self.words(line, (SIDE, self.y), (size, Color::INK)));
            self.y += size.line;
        }
        self.nodes.push(Node::new(Role::Heading(level, text.to_owned()), children));
        self.y += GAP - 2.0;
        Ok(())
    }

    fn paragraph(&mut self, spans: &[Span], x: f32, looks: (Size, Color)) -> Vec<Child> {
        let (size, _) = looks;
        let lines = self.wrapper.lines(spans, (ROOM + SIDE - x) / size.letters);
        // No line stands alone.
        let least = if lines.len() > 1 { 2.0 } else { 1.0 };
        self.keep(least * size.line);
        let mut children = Vec::new();
        for line in &lines {
            self.keep(size.line);
            children.push(self.words(line, (x, self.y), looks));
            self.y += size.line;
        }
        children
    }

    fn list(&mut self, first: Option<u64>, items: &[Vec<Span>]) {
        let looks = looks(Tone::Usual);
        let mut children = Vec::new();
        for (number, item) in (first.unwrap_or(0)..).zip(items) {
            self.keep(looks.0.line);
            let label = if first.is_some() { format!("{number}.") } else { "•".to_owned() };
            let label = self.words(&[Span::plain(label)], (SIDE, self.y), looks);
            let body = self.paragraph(item, SIDE + INDENT, looks);
            let label = Node::new(Role::Label, vec![label]).into();
            let body = Node::new(Role::ItemBody, body).into();
            children.push(Node::new(Role::Item, vec![label, body]).into());
            self.y += 2.0;
        }
        self.nodes.push(Node::new(Role::List { is_counted: first.is_some() }, children));
        self.y += GAP;
    }

    /// The line at the foot of every page: `Northwind in 2026-Q4 · page 2 of 5 · as of 12 Nov 2026`.
    fn feet(&mut self, document: &Document) {
        let (pages, size) = (self.page + 1, Size::CELL);
        for page in 0..pages {
            self.page = page;
            let behind = format!(" · page {} of {pages} · as of {}", page + 1, as_of(document));
            let room = ROOM / size.letters - self.wrapper.width(&behind, false);
            // A name that is very long is cut off.
            let title = [Span::plain(document.title())];
            let title = self.wrapper.lines(&title, room).into_iter().next().unwrap_or_default();
            let title: String = title.into_iter().map(|span| span.text).collect();
            let spans = [Span::plain(format!("{}{behind}", title.trim_end()))];
            self.words(&spans, (SIDE, FOOT), (size, Color::SOFT));
            if let Some(ink) = self.inks.last_mut() {
                ink.part = Standing::Foot;
            }
        }
    }

    fn chart(&mut self, drawing: &Drawing) -> Result<(), PdfError> {
        let (width, height) = extent(drawing)?;
        self.keep(height);
        let tree = Box::new(web::tree(&drawing.svg)?);
        let what = What::Chart { drawing: tree, width, height };
        let ink = self.ink(what, (SIDE, self.y));
        self.nodes.push(Node::new(Role::Figure(drawing.description.clone()), vec![ink]));
        self.y += height + 2.0 * GAP;
        Ok(())
    }
}

fn looks(tone: Tone) -> (Size, Color) {
    match tone {
        Tone::Usual => (Size::BODY, Color::INK),
        Tone::Soft => (Size::SOFT, Color::SOFT),
    }
}

/// How large a chart becomes: as wide as the page, unless it would be too high.
fn extent(drawing: &Drawing) -> Result<(f32, f32), PdfError> {
    let size = web::tree(&drawing.svg)?.size();
    let scale = (ROOM / size.width()).min(HIGHEST_CHART / size.height());
    Ok((size.width() * scale, size.height() * scale))
}
