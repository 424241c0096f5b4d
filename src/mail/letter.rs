use std::fmt::Write;

use askama::Template;

use crate::web::PageError;

/// What a mail says, from which both its text and its HTML are made.
///
/// The HTML loads nothing from anywhere, and so tells nobody that it was read.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "mail/letter.html")]
pub struct Letter {
    pub heading: String,
    pub paragraphs: Vec<String>,
    /// A list below the paragraphs.
    pub items: Vec<Item>,
    /// What to do.
    pub action: Option<Item>,
    /// Why the reader gets this mail: a sentence.
    pub because: String,
    /// The link by which they get no more of these.
    pub unsubscribe: Option<String>,
}

/// A few words, and the whole address they lead to.
#[derive(Clone, Debug)]
pub struct Item {
    pub words: String,
    pub link: String,
}

impl Letter {
    /// The letter as HTML.
    pub fn html(&self) -> Result<String, PageError> {
        Ok(self.render()?)
    }

    /// The same as text.
    pub fn text(&self) -> String {
        let mut text = format!("{}\n", self.heading);
        // Writing into a text cannot fail.
        for paragraph in &self.paragraphs {
            let _ = write!(text, "\n{paragraph}\n");
        }
        if !self.items.is_empty() {
            text.push('\n');
        }
        for Item { words, link } in &self.items {
            let _ = writeln!(text, "* {words}\n  {link}");
        }
        if let Some(Item { words, link }) = &self.action {
            let _ = write!(text, "\n{words}:\n{link}\n");
        }
        let _ = write!(text, "\n-- \n{}\n", self.because);
        if let Some(link) = &self.unsubscribe {
            let _ = writeln!(text, "Unsubscribe: {link}");
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_says_the_same_as_text_and_as_html() {
        let letter = Letter {
            heading: "2026-Q4 has begun".to_owned(),
            paragraphs: vec!["Two teams of R&D <Berlin> are asked.".to_owned()],
            items: vec![Item {
                words: "Payments".to_owned(),
                link: "https://w.example/p".to_owned(),
            }],
            action: Some(Item { words: "Begin".to_owned(), link: "https://w.example/".to_owned() }),
            because: "You lead it.".to_owned(),
            unsubscribe: Some("https://w.example/unsubscribe/x".to_owned()),
        };
        insta::assert_snapshot!(letter.text(), @r"
        2026-Q4 has begun

        Two teams of R&D <Berlin> are asked.

        * Payments
          https://w.example/p

        Begin:
        https://w.example/

        -- 
        You lead it.
        Unsubscribe: https://w.example/unsubscribe/x
        ");
        let html = letter.html().unwrap();
        assert!(html.contains("Two teams of R&#38;D &#60;Berlin&#62; are asked."), "{html}");
        for part in ["<h1", "Payments", "Begin", "You lead it.", "https://w.example/unsubscribe/x"]
        {
            assert!(html.contains(part), "{part}: {html}");
        }
        for loads in ["<img", "src=", "url(", "<link", "<script"] {
            assert!(!html.contains(loads), "{loads}: {html}");
        }
    }
}
