use super::columns::shares;
use super::content::Span;
use super::layout::Sheet;
use super::measure::{BOTTOM, Color, ROOM, SIDE, Size};
use super::tree::{Child, Node, Role, Standing, What};
use crate::trend::chart::Table;

/// Between the edge of a cell and its words.
const INSET: f32 = 4.0;
/// Between columns.
const GUTTER: f32 = 8.0;

/// A cell in lines, and what it is.
struct Cell {
    lines: Vec<Vec<Span>>,
    role: Role,
}

/// Where columns begin, and how wide their words may be.
struct Columns {
    at: Vec<(f32, f32)>,
    size: Size,
}

/// Sets a table. Its head is repeated on each page; a row that fits on a page is not broken.
pub(super) fn table(sheet: &mut Sheet, table: &Table) -> Node {
    let columns = columns(sheet, table);
    let caption = caption(sheet, table);
    let lines: Vec<Vec<&str>> = table.lines().collect();
    let (head, rows) =
        lines.split_first().map_or((&[][..], &[][..]), |(head, rows)| (&**head, rows));
    let head = columns.cells(sheet, head, true);
    sheet.keep(columns.height(&head) + 2.0 * columns.size.line);
    let row = columns.draw(sheet, &head, None);
    let head_node = Node::new(Role::Head, vec![row.into()]);
    let mut body = Vec::new();
    let rows: Vec<Vec<Cell>> = rows.iter().map(|row| columns.cells(sheet, row, false)).collect();
    for (at, cells) in rows.iter().enumerate() {
        // The last row does not stand alone on a page.
        if let [_, last] = &rows[at..] {
            let both = columns.height(cells) + columns.height(last);
            if at > 0 && sheet.y + both > BOTTOM {
                columns.turn(sheet, Some(&head));
            }
        }
        body.push(columns.draw(sheet, cells, Some(&head)).into());
    }
    let mut children: Vec<Child> = caption.map(Child::from).into_iter().collect();
    children.push(head_node.into());
    if !body.is_empty() {
        children.push(Node::new(Role::Body, body).into());
    }
    Node::new(Role::Table, children)
}

/// Its title, if it has one.
fn caption(sheet: &mut Sheet, table: &Table) -> Option<Node> {
    if table.title.is_empty() {
        return None;
    }
    let size = Size::heading(3);
    let spans = [Span { text: table.title.clone(), is_bold: true }];
    let lines = sheet.wrapper.lines(&spans, ROOM / size.letters);
    sheet.keep(60.0);
    let mut children = Vec::new();
    for line in &lines {
        sheet.keep(size.line);
        children.push(sheet.words(line, (SIDE, sheet.y), (size, Color::INK)));
        sheet.y += size.line;
    }
    sheet.y += INSET;
    Some(Node::new(Role::Caption, children))
}

/// How the columns share the page.
fn columns(sheet: &mut Sheet, table: &Table) -> Columns {
    let count = table.columns.len().max(1);
    let size = if count > 8 { Size::SMALL } else { Size::CELL };
    let (mut liked, mut least) = (vec![0.0_f32; count], vec![0.0_f32; count]);
    for (row, cells) in table.lines().enumerate() {
        for (at, cell) in cells.into_iter().enumerate().take(count) {
            let spans = [Span { text: cell.to_owned(), is_bold: row == 0 || at == 0 }];
            let (whole, word) = sheet.wrapper.extent(&spans);
            liked[at] = liked[at].max(whole * size.letters + GUTTER + 1.0);
            least[at] = least[at].max((word * size.letters).min(ROOM / 4.0) + GUTTER + 1.0);
        }
    }
    let mut x = SIDE;
    let at = shares(ROOM, &liked, &least).into_iter().map(|wide| {
        let column = (x, (wide - GUTTER).max(size.letters));
        x += wide;
        column
    });
    Columns { at: at.collect(), size }
}

impl Columns {
    fn cells(&self, sheet: &mut Sheet, row: &[&str], is_head: bool) -> Vec<Cell> {
        let cells = row.iter().zip(&self.at).enumerate().map(|(at, (text, (_, room)))| {
            let role = match (is_head, at) {
                (true, _) => Role::ColumnHead,
                (false, 0) => Role::RowHead,
                (false, _) => Role::Cell,
            };
            let text = if text.trim().is_empty() { "–" } else { text };
            let spans = [Span { text: text.to_owned(), is_bold: role != Role::Cell }];
            Cell { lines: sheet.wrapper.lines(&spans, room / self.size.letters), role }
        });
        cells.collect()
    }

    /// How high a row is.
    fn height(&self, cells: &[Cell]) -> f32 {
        let most = cells.iter().map(|cell| cell.lines.len()).max().unwrap_or(0);
        2.0 * INSET + self.lines(most)
    }

    fn lines(&self, count: usize) -> f32 {
        self.size.line * f32::from(u16::try_from(count).unwrap_or(u16::MAX))
    }

    /// Draws a row, on further pages as far as it goes on; each begins with `head`.
    fn draw(&self, sheet: &mut Sheet, cells: &[Cell], head: Option<&[Cell]>) -> Node {
        let high = self.height(cells);
        if sheet.y + high > BOTTOM && head.is_some() {
            self.turn(sheet, head);
        }
        let most = cells.iter().map(|cell| cell.lines.len()).max().unwrap_or(0);
        let mut nodes: Vec<Node> =
            cells.iter().map(|cell| Node::new(cell.role.clone(), Vec::new())).collect();
        let color = if head.is_some() { Color::INK } else { Color::SOFT };
        sheet.y += INSET;
        for line in 0..most {
            if sheet.y + self.size.line + INSET > BOTTOM {
                self.turn(sheet, head);
                sheet.y += INSET;
            }
            for ((cell, node), (x, _)) in cells.iter().zip(&mut nodes).zip(&self.at) {
                let Some(spans) = cell.lines.get(line) else { continue };
                node.children.push(sheet.words(spans, (*x, sheet.y), (self.size, color)));
            }
            sheet.y += self.size.line;
        }
        sheet.y += INSET;
        sheet.decorate(What::Rule { width: ROOM }, (SIDE, sheet.y));
        Node::new(Role::Row, nodes.into_iter().map(Child::from).collect())
    }

    /// Goes to the next page, which begins with the head once more, for those who see it.
    fn turn(&self, sheet: &mut Sheet, head: Option<&[Cell]>) {
        sheet.turn();
        let Some(head) = head else { return };
        let from = sheet.inks.len();
        self.draw(sheet, head, None);
        for ink in &mut sheet.inks[from..] {
            ink.part = Standing::Adorns;
        }
    }
}
