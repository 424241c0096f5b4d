use std::collections::HashMap;

use super::content::Span;
use super::font::Fonts;
use super::shape::{self, width};

/// Breaks words into lines, and remembers how wide each is.
pub(super) struct Wrapper {
    pub fonts: Fonts,
    known: HashMap<(String, bool), f32>,
}

/// The most letters of a cell or a paragraph, so that no text takes for ever.
const MOST: usize = 20_000;

impl Wrapper {
    pub(super) fn new(fonts: Fonts) -> Self {
        Self { fonts, known: HashMap::new() }
    }

    /// How wide a word is, in letters' sizes.
    pub(super) fn width(&mut self, word: &str, is_bold: bool) -> f32 {
        let key = (word.to_owned(), is_bold);
        if let Some(&known) = self.known.get(&key) {
            return known;
        }
        let wide = width(&shape::line(&mut self.fonts, &[Span { text: word.to_owned(), is_bold }]));
        self.known.insert(key, wide);
        wide
    }

    /// How wide it is in one line, and how wide its longest word, in letters' sizes.
    pub(super) fn extent(&mut self, spans: &[Span]) -> (f32, f32) {
        let space = self.width(" ", false);
        let (mut whole, mut longest) = (0.0_f32, 0.0_f32);
        for (word, is_bold) in words(spans) {
            let wide = self.width(word.trim_end_matches(' '), is_bold);
            whole += wide + if word.ends_with(' ') { space } else { 0.0 };
            longest = longest.max(wide);
        }
        (whole, longest)
    }

    /// The spans in lines of at most `room`, in letters' sizes. A word that is longer than a line is
    /// broken wherever the line ends.
    pub(super) fn lines(&mut self, spans: &[Span], room: f32) -> Vec<Vec<Span>> {
        let space = self.width(" ", false);
        let mut lines = vec![Vec::new()];
        let (mut used, mut letters) = (0.0, 0_usize);
        for (word, is_bold) in words(spans) {
            letters += word.len();
            if letters > MOST {
                break;
            }
            let bare = word.trim_end_matches(' ');
            let wide = self.width(bare, is_bold);
            if used > 0.0 && used + wide > room {
                lines.push(Vec::new());
                used = 0.0;
            }
            if wide > room {
                used = self.broken(&mut lines, bare, is_bold, room);
                say(&mut lines, &word[bare.len()..], is_bold);
            } else {
                say(&mut lines, word, is_bold);
                used += wide;
            }
            if bare.len() < word.len() {
                used += space;
            }
        }
        lines
    }

    /// Writes a long word letter by letter; tells how much of the last line it takes.
    fn broken(&mut self, lines: &mut Vec<Vec<Span>>, word: &str, is_bold: bool, room: f32) -> f32 {
        let mut used = 0.0;
        let mut letter = [0; 4];
        for it in word.chars() {
            let letter = &*it.encode_utf8(&mut letter);
            let wide = self.width(letter, is_bold);
            if used > 0.0 && used + wide > room {
                lines.push(Vec::new());
                used = 0.0;
            }
            say(lines, letter, is_bold);
            used += wide;
        }
        used
    }
}

/// Adds to the last line.
fn say(lines: &mut [Vec<Span>], text: &str, is_bold: bool) {
    let Some(line) = lines.last_mut() else { return };
    match line.last_mut() {
        Some(last) if last.is_bold == is_bold => last.text.push_str(text),
        _ => line.push(Span { text: text.to_owned(), is_bold }),
    }
}

/// The words, each with the space behind it.
fn words(spans: &[Span]) -> impl Iterator<Item = (&str, bool)> {
    spans.iter().flat_map(|span| {
        span.text.split_inclusive([' ', '\n', '\t']).map(move |word| (word, span.is_bold))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped(text: &str, room: f32) -> Vec<String> {
        let mut wrapper = Wrapper::new(Fonts::new().unwrap());
        let lines = wrapper.lines(&[Span::plain(text)], room);
        let said = |line: Vec<Span>| line.into_iter().map(|span| span.text).collect();
        lines.into_iter().map(said).collect()
    }

    #[test]
    fn words_go_on_in_the_next_line_and_long_ones_are_broken() {
        assert_eq!(wrapped("toward and through", 5.0), ["toward ", "and ", "through"]);
        assert_eq!(wrapped("", 5.0), [""]);
        let broken = wrapped(&"w".repeat(40), 5.0);
        assert!(broken.len() > 4, "{broken:?}");
        assert_eq!(broken.concat(), "w".repeat(40));
    }

    #[test]
    fn every_script_has_a_width() {
        for text in ["شركة الشمال", "北風貿易", "🚀👩‍💻", "a\u{0}b", "\u{feff}", "א1ב2"]
        {
            let mut wrapper = Wrapper::new(Fonts::new().unwrap());
            assert!(wrapper.width(text, true) > 0.0, "{text:?}");
        }
    }
}
