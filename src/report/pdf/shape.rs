use krilla::text::{GlyphId, KrillaGlyph};
use rustybuzz::{Direction, UnicodeBuffer};
use unicode_bidi::{BidiInfo, Level};

use super::content::Span;
use super::font::{FontId, Fonts};

/// Letters of one font that stand one after another, as they are drawn from left to right.
#[derive(Clone, Debug)]
pub(super) struct Run {
    pub font: FontId,
    pub text: String,
    pub glyphs: Vec<KrillaGlyph>,
}

impl Run {
    /// How wide it is, in letters' sizes.
    pub(super) fn width(&self) -> f32 {
        self.glyphs.iter().map(|glyph| glyph.x_advance).sum()
    }
}

/// The width of runs, in letters' sizes.
pub(super) fn width(runs: &[Run]) -> f32 {
    runs.iter().map(Run::width).sum()
}

/// A line of words as it is drawn: in the order in which its scripts are read, each letter in a font
/// that has it.
pub(super) fn line(fonts: &mut Fonts, spans: &[Span]) -> Vec<Run> {
    let spans: Vec<Span> = spans.iter().map(printable).collect();
    let text: String = spans.iter().map(|span| span.text.as_str()).collect();
    let mut weights = Vec::with_capacity(text.len());
    for span in &spans {
        weights.extend(std::iter::repeat_n(span.is_bold, span.text.len()));
    }
    // The sentences around every name are English.
    let order = BidiInfo::new(&text, Some(Level::ltr()));
    let mut runs = Vec::new();
    for paragraph in &order.paragraphs {
        let (levels, ranges) = order.visual_runs(paragraph, paragraph.range.clone());
        for range in ranges {
            let is_reversed = levels.get(range.start).is_some_and(unicode_bidi::Level::is_rtl);
            let from = range.start;
            let Some(piece) = text.get(range) else { continue };
            let mut pieces =
                by_font(fonts, piece, |at| weights.get(from + at).copied().unwrap_or_default());
            if is_reversed {
                pieces.reverse();
            }
            let shaped = pieces
                .into_iter()
                .filter_map(|(font, text)| shaped(fonts, font, text, is_reversed));
            runs.extend(shaped);
        }
    }
    runs
}

/// Letters that no paper shows are spaces.
fn printable(span: &Span) -> Span {
    let is_unseen = |letter: char| {
        letter.is_control()
            || matches!(letter, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
    };
    let text = span.text.chars().map(|it| if is_unseen(it) { ' ' } else { it });
    Span { text: text.collect(), is_bold: span.is_bold }
}

/// A text in pieces of one font each. Marks and joiners stay with the letter before them.
fn by_font<'a>(
    fonts: &mut Fonts,
    text: &'a str,
    is_bold: impl Fn(usize) -> bool,
) -> Vec<(FontId, &'a str)> {
    let mut pieces: Vec<(FontId, usize, usize)> = Vec::new();
    for (at, letter) in text.char_indices() {
        let end = at + letter.len_utf8();
        let stays = matches!(letter, '\u{200c}' | '\u{200d}' | '\u{fe0e}' | '\u{fe0f}');
        let font = fonts.of(letter, is_bold(at));
        match pieces.last_mut() {
            Some((last, _, until)) if *last == font || stays => *until = end,
            _ => pieces.push((font, at, end)),
        }
    }
    pieces.into_iter().filter_map(|(font, from, to)| Some((font, text.get(from..to)?))).collect()
}

fn shaped(fonts: &Fonts, font: FontId, text: &str, is_reversed: bool) -> Option<Run> {
    let face = fonts.face(font)?;
    let em = f32::from(u16::try_from(face.units_per_em()).ok()?);
    let in_ems = |units: i32| f32::from(i16::try_from(units).unwrap_or(i16::MAX)) / em;
    // A letter that no font has is a box.
    let missing = ['\u{25a1}', '\u{fffd}', '?'].iter().find_map(|&it| face.glyph_index(it));
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(text);
    buffer.guess_segment_properties();
    buffer.set_direction(if is_reversed { Direction::RightToLeft } else { Direction::LeftToRight });
    let shaped = rustybuzz::shape(&face, &[], buffer);
    let mut starts: Vec<usize> =
        shaped.glyph_infos().iter().filter_map(|it| usize::try_from(it.cluster).ok()).collect();
    starts.push(text.len());
    starts.sort_unstable();
    starts.dedup();
    let glyphs = shaped.glyph_infos().iter().zip(shaped.glyph_positions()).map(|(info, place)| {
        let from = usize::try_from(info.cluster).unwrap_or(0);
        let after = starts.partition_point(|&start| start <= from);
        let next = starts.get(after).copied().unwrap_or(text.len());
        let (id, wide) = match (info.glyph_id, missing) {
            (0, Some(missing)) => {
                let wide = face.glyph_hor_advance(missing).unwrap_or_default();
                (u32::from(missing.0), f32::from(wide) / em)
            }
            (id, _) => (id, in_ems(place.x_advance)),
        };
        KrillaGlyph {
            glyph_id: GlyphId::new(id),
            text_range: from..next,
            x_advance: wide,
            x_offset: in_ems(place.x_offset),
            y_offset: in_ems(place.y_offset),
            y_advance: 0.0,
            location: None,
        }
    });
    Some(Run { font, text: text.to_owned(), glyphs: glyphs.collect() })
}
