use axum::http::{HeaderName, header};
use axum::response::{IntoResponse, Response};

/// A file to be kept: it is never shown in the site's place, and only its visitor keeps a copy.
#[derive(Debug)]
pub struct Download {
    /// Letters, digits, points and hyphens, of which slugs and periods are made.
    pub name: String,
    pub content_type: &'static str,
    pub content: Vec<u8>,
}

impl IntoResponse for Download {
    fn into_response(self) -> Response {
        let is_plain = |letter: char| letter.is_ascii_alphanumeric() || ".-".contains(letter);
        let name: String = self.name.chars().filter(|&letter| is_plain(letter)).collect();
        let headers: [(HeaderName, String); 3] = [
            (header::CONTENT_TYPE, self.content_type.to_owned()),
            (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
            (header::CACHE_CONTROL, "private, no-cache".to_owned()),
        ];
        (headers, self.content).into_response()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn its_name_cannot_end_the_header() {
        let file = Download {
            name: "a\"; b\r\n.png".to_owned(),
            content_type: "image/png",
            content: Vec::new(),
        };

        let response = file.into_response();
        assert_eq!(response.headers()["content-disposition"], "attachment; filename=\"ab.png\"");
    }
}
