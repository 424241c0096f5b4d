use std::num::NonZeroU16;

use chrono::Datelike;
use krilla::color::rgb;
use krilla::configure::{Accessibility, ConfigurationBuilder, PdfVersion};
use krilla::destination::XyzDestination;
use krilla::error::KrillaError;
use krilla::geom::{PathBuilder, Point, Rect, Size, Transform};
use krilla::metadata::{DateTime, Metadata};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, ListNumbering, SpanTag, TableHeaderScope, Tag,
    TagGroup, TagKind, TagTree,
};
use krilla::{Document as Paper, SerializeSettings};
use krilla_svg::{SurfaceExt, SvgSettings};

use super::PdfError;
use super::font::Fonts;
use super::measure::{Color, PAGE};
use super::shape::Run;
use super::tree::{Child, Ink, Laid, Mark, Node, Role, Standing, What};
use crate::report::Document;

/// The file.
pub(super) fn painted(laid: &Laid, document: &Document) -> Result<Vec<u8>, PdfError> {
    let accessible = match written(laid, document, true) {
        // A letter that no font has, most likely: such a file must not claim to be readable to all.
        Err(KrillaError::Validation(_)) => written(laid, document, false),
        written => written,
    };
    accessible.map_err(|error| PdfError::Writing(format!("{error:?}")))
}

fn written(laid: &Laid, document: &Document, is_ua: bool) -> Result<Vec<u8>, KrillaError> {
    let builder = ConfigurationBuilder::new().with_version(PdfVersion::Pdf17);
    let claiming = builder.with_accessibility_validator(Accessibility::UA1);
    let configuration = if is_ua { claiming } else { builder }.finish().unwrap_or_default();
    let settings = SerializeSettings { configuration, ..SerializeSettings::default() };
    let mut paper = Paper::new_with(settings);
    let mut known: Vec<Option<Identifier>> = vec![None; laid.inks.len()];
    for page in 0..laid.pages {
        let Some(size) = PageSettings::from_wh(PAGE.0, PAGE.1) else { continue };
        let mut sheet = paper.start_page_with(size);
        let mut surface = sheet.surface();
        for (ink, known) in laid.inks.iter().zip(&mut known) {
            if ink.page == page {
                let id = surface.start_tagged(tag(ink));
                paint(&mut surface, &laid.fonts, ink);
                surface.end_tagged();
                *known = (ink.part == Standing::Said).then_some(id);
            }
        }
        surface.finish();
        sheet.finish();
    }
    let mut tree = TagTree::new().with_lang(Some("en".to_owned()));
    for node in &laid.nodes {
        tree.push(group(node, &mut known));
    }
    paper.set_tag_tree(tree);
    paper.set_outline(outline(&laid.marks));
    paper.set_metadata(metadata(document));
    paper.finish()
}

fn tag(ink: &Ink) -> ContentTag<'static> {
    match (ink.part, &ink.what) {
        (Standing::Said, What::Words { .. }) => ContentTag::Span(SpanTag::empty()),
        (Standing::Said, What::Rule { .. } | What::Chart { .. }) => ContentTag::Other,
        (Standing::Adorns, _) => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)),
        (Standing::Foot, _) => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Footer)),
    }
}

fn paint(surface: &mut Surface<'_>, fonts: &Fonts, ink: &Ink) {
    match &ink.what {
        What::Words { runs, size, color } => {
            surface.set_fill(Some(fill(*color)));
            let mut x = ink.x;
            for run in runs {
                let Run { font, text, glyphs } = run;
                let Some(font) = fonts.font(*font) else { continue };
                surface.draw_glyphs(Point::from_xy(x, ink.y), glyphs, font, text, *size, false);
                x += run.width() * size;
            }
        }
        What::Rule { width } => {
            let mut path = PathBuilder::new();
            if let Some(rule) = Rect::from_xywh(ink.x, ink.y, *width, 0.6) {
                path.push_rect(rule);
            }
            if let Some(path) = path.finish() {
                surface.set_fill(Some(fill(Color::RULE)));
                surface.draw_path(&path);
            }
        }
        What::Chart { drawing, width, height } => {
            let Some(size) = Size::from_wh(*width, *height) else { return };
            surface.push_transform(&Transform::from_translate(ink.x, ink.y));
            surface.draw_svg(drawing, size, SvgSettings::default());
            surface.pop();
        }
    }
}

fn fill(Color(red, green, blue): Color) -> Fill {
    Fill { paint: rgb::Color::new(red, green, blue).into(), ..Fill::default() }
}

/// A piece of the document with all that is in it. Each ink is taken once.
fn group(node: &Node, known: &mut [Option<Identifier>]) -> TagGroup {
    let mut group = TagGroup::new(kind(&node.role));
    for child in &node.children {
        match child {
            Child::Node(node) => group.push(self::group(node, known)),
            Child::Ink(at) => {
                if let Some(id) = known.get_mut(*at).and_then(Option::take) {
                    group.push(id);
                }
            }
        }
    }
    group
}

fn kind(role: &Role) -> TagKind {
    match role {
        Role::Heading(level, text) => {
            let level = NonZeroU16::new(*level).unwrap_or(NonZeroU16::MIN);
            Tag::Hn(level, Some(text.clone())).into()
        }
        Role::Paragraph => Tag::P.into(),
        Role::List { is_counted: true } => Tag::L(ListNumbering::Decimal).into(),
        Role::List { is_counted: false } => Tag::L(ListNumbering::Disc).into(),
        Role::Item => Tag::LI.into(),
        Role::Label => Tag::Lbl.into(),
        Role::ItemBody => Tag::LBody.into(),
        Role::Figure(shown) => Tag::Figure(Some(shown.clone())).into(),
        Role::Table => Tag::Table.into(),
        Role::Caption => Tag::Caption.into(),
        Role::Head => Tag::THead.into(),
        Role::Body => Tag::TBody.into(),
        Role::Row => Tag::TR.into(),
        Role::ColumnHead => Tag::TH(TableHeaderScope::Column).into(),
        Role::RowHead => Tag::TH(TableHeaderScope::Row).into(),
        Role::Cell => Tag::TD.into(),
    }
}

/// The sections, below the title.
fn outline(marks: &[Mark]) -> Outline {
    let node = |mark: &Mark| {
        let place = XyzDestination::new(mark.page, Point::from_xy(0.0, mark.y));
        OutlineNode::new(mark.text.clone(), place)
    };
    let mut outline = Outline::new();
    let (titles, sections): (Vec<&Mark>, Vec<&Mark>) =
        marks.iter().partition(|mark| mark.level == 1);
    for title in titles {
        outline.push_child(node(title));
    }
    for section in sections {
        outline.push_child(node(section));
    }
    outline
}

fn metadata(document: &Document) -> Metadata {
    let day = document.as_of;
    let number = |number: u32| u8::try_from(number).unwrap_or(1);
    let date = DateTime::new(u16::try_from(day.year()).unwrap_or_default())
        .month(number(day.month()))
        .day(number(day.day()));
    let title = document.title();
    Metadata::new()
        .title(title.clone())
        .description(format!("{} {}.", document.organization, document.headline))
        .language("en".to_owned())
        .creator("Waymark".to_owned())
        .creation_date(date)
        .document_id(format!("{title}, as of {day}"))
}
