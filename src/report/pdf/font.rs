use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use krilla::Data;
use krilla::text::Font;
use rustybuzz::Face;
use rustybuzz::ttf_parser::{self, Permissions};

use super::PdfError;
use crate::web;

const REGULAR: &[u8] = include_bytes!("../../../fonts/inter/Inter-Regular.ttf");
const SEMI_BOLD: &[u8] = include_bytes!("../../../fonts/inter/Inter-SemiBold.ttf");

/// Which of the fonts of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct FontId(usize);

/// A font, with all of its letters.
struct Loaded {
    font: Font,
    shapes: Shapes,
}

/// What shapes words, or what it is read from.
enum Shapes {
    Ours(Box<Face<'static>>),
    OfTheMachine(Arc<Vec<u8>>, u32),
}

/// The fonts of a document: Inter in two weights, and of the machine's those that have a letter that
/// Inter lacks.
pub(super) struct Fonts {
    loaded: Vec<Loaded>,
    /// In which font a letter was found, by its weight.
    found: HashMap<(char, bool), FontId>,
}

impl Fonts {
    const REGULAR: FontId = FontId(0);
    const SEMI_BOLD: FontId = FontId(1);

    pub(super) fn new() -> Result<Self, PdfError> {
        let load = |bytes: &'static [u8]| Loaded::ours(bytes).ok_or(PdfError::Font);
        let loaded = vec![load(REGULAR)?, load(SEMI_BOLD)?];
        Ok(Self { loaded, found: HashMap::new() })
    }

    /// The font that a letter is set in; Inter, if no font has it.
    pub(super) fn of(&mut self, letter: char, is_bold: bool) -> FontId {
        if let Some(&found) = self.found.get(&(letter, is_bold)) {
            return found;
        }
        let usual = if is_bold { Self::SEMI_BOLD } else { Self::REGULAR };
        let mut known = std::iter::once(usual).chain((2..self.loaded.len()).map(FontId));
        let found = known.find(|&font| self.has(font, letter)).or_else(|| self.look_for(letter));
        let found = found.unwrap_or(usual);
        self.found.insert((letter, is_bold), found);
        found
    }

    fn has(&self, font: FontId, letter: char) -> bool {
        self.face(font).is_some_and(|face| face.glyph_index(letter).is_some())
    }

    /// The first font of the machine that has a letter, and that may stand in a document.
    fn look_for(&mut self, letter: char) -> Option<FontId> {
        let fonts = web::fonts();
        let may_stand = |bytes: &[u8], index: u32| {
            let face = ttf_parser::Face::parse(bytes, index).ok()?;
            let is_open = !matches!(face.permissions(), Some(Permissions::Restricted));
            let is_drawn = face.tables().glyf.is_some() || face.tables().cff.is_some();
            (is_open && is_drawn && face.glyph_index(letter).is_some())
                .then(|| (bytes.to_vec(), index))
        };
        let mut faces: Vec<_> = fonts.faces().collect();
        faces.sort_by(|a, b| (&a.post_script_name, a.index).cmp(&(&b.post_script_name, b.index)));
        let (bytes, index) = faces
            .into_iter()
            .find_map(|face| fonts.with_face_data(face.id, may_stand).flatten())?;
        self.loaded.push(Loaded::of_the_machine(bytes, index)?);
        Some(FontId(self.loaded.len() - 1))
    }

    /// What shapes words; `None` for a font that cannot be read.
    pub(super) fn face(&self, font: FontId) -> Option<Cow<'_, Face<'_>>> {
        match &self.loaded.get(font.0)?.shapes {
            Shapes::Ours(face) => Some(Cow::Borrowed(face)),
            Shapes::OfTheMachine(bytes, index) => Face::from_slice(bytes, *index).map(Cow::Owned),
        }
    }

    /// What draws them.
    pub(super) fn font(&self, font: FontId) -> Option<Font> {
        self.loaded.get(font.0).map(|loaded| loaded.font.clone())
    }
}

impl Loaded {
    fn ours(bytes: &'static [u8]) -> Option<Self> {
        let font = Font::new(Data::from(bytes), 0)?;
        Some(Self { font, shapes: Shapes::Ours(Box::new(Face::from_slice(bytes, 0)?)) })
    }

    fn of_the_machine(bytes: Vec<u8>, index: u32) -> Option<Self> {
        let bytes = Arc::new(bytes);
        let font = Font::new(Data::from(Arc::clone(&bytes)), index)?;
        Some(Self { font, shapes: Shapes::OfTheMachine(bytes, index) })
    }
}
