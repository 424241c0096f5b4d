//! SVG of our own as PNG.

use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{self, Options, Tree, fontdb};

use super::PageError;
use super::apart::{NotMade, made};

/// How many pixels a unit of the drawing becomes, so that it is sharp on paper and on good screens.
const SCALE: f32 = 2.0;

/// The longest side, in pixels.
const MOST: u32 = 4096;

/// Inter, and after it what the machine has, for letters that Inter lacks.
static FONTS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = fontdb::Database::new();
    fonts.load_font_data(include_bytes!("../../fonts/inter/Inter-Regular.ttf").to_vec());
    fonts.load_font_data(include_bytes!("../../fonts/inter/Inter-SemiBold.ttf").to_vec());
    fonts.load_system_fonts();
    fonts.set_sans_serif_family("Inter");
    Arc::new(fonts)
});

/// The fonts that drawings and documents are set in: Inter, and after it what the machine has.
pub fn fonts() -> &'static fontdb::Database {
    &FONTS
}

/// Why a drawing did not become a picture.
#[derive(Debug, thiserror::Error)]
pub enum PictureError {
    #[error(transparent)]
    NotMade(#[from] NotMade),
    #[error("the drawing cannot be read")]
    Unreadable(#[from] usvg::Error),
    #[error("the drawing is too large, or without extent")]
    Size,
    #[error("the picture cannot be written: {0}")]
    Encoding(String),
}

impl From<PictureError> for PageError {
    fn from(error: PictureError) -> Self {
        match error {
            PictureError::NotMade(error) => error.into(),
            _ => Self::Unexpected(error.into()),
        }
    }
}

/// Draws an SVG on white, away from the threads that serve pages.
pub async fn png(svg: String) -> Result<Vec<u8>, PictureError> {
    made(move || draw(&svg)).await?
}

/// An SVG as what it draws. Nothing that it refers to is fetched.
pub fn tree(svg: &str) -> Result<Tree, PictureError> {
    let options = Options {
        fontdb: Arc::clone(&FONTS),
        font_family: "Inter".to_owned(),
        // No file and no address is ever opened for an image in it.
        image_href_resolver: usvg::ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    };
    Ok(Tree::from_str(svg, &options)?)
}

fn draw(svg: &str) -> Result<Vec<u8>, PictureError> {
    let tree = tree(svg)?;
    let size = tree.size().to_int_size().scale_by(SCALE).ok_or(PictureError::Size)?;
    if size.width().max(size.height()) > MOST {
        return Err(PictureError::Size);
    }
    let mut picture = Pixmap::new(size.width(), size.height()).ok_or(PictureError::Size)?;
    picture.fill(Color::WHITE);
    resvg::render(&tree, Transform::from_scale(SCALE, SCALE), &mut picture.as_mut());
    picture.encode_png().map_err(|error| PictureError::Encoding(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The width and the height of a PNG, which stand at the begin of it.
    fn size(png: &[u8]) -> [u32; 2] {
        assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
        [16, 20].map(|at| u32::from_be_bytes(png[at..at + 4].try_into().unwrap()))
    }

    #[tokio::test]
    async fn it_has_twice_as_many_pixels_as_the_drawing_has_units() {
        let svg = r#"<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"/>"#;

        assert_eq!(size(&png(svg.to_owned()).await.unwrap()), [60, 40]);
    }

    #[tokio::test]
    async fn words_are_drawn_without_a_font_of_the_machine() {
        let with = |words: &str| {
            format!(
                r#"<svg xmlns="http://www.w3.org/2000/svg" width="60" height="20">
                <text x="2" y="14" font-family="Inter">{words}</text></svg>"#
            )
        };
        let blank = png(with("")).await.unwrap();

        assert_ne!(png(with("Level 2")).await.unwrap(), blank);
    }

    #[tokio::test]
    async fn what_is_no_drawing_or_too_large_is_an_error() {
        assert!(matches!(png("<svg".to_owned()).await, Err(PictureError::Unreadable(_))));
        let svg = r#"<svg xmlns="http://www.w3.org/2000/svg" width="9000" height="20"/>"#;
        assert!(matches!(png(svg.to_owned()).await, Err(PictureError::Size)));
    }
}
