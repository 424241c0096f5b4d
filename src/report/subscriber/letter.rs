use chrono::NaiveDate;

use crate::mail::{Item, Letter};
use crate::report::Document;
use crate::web::plain;

/// What a mail tells of a report.
#[derive(Clone, Copy, Debug)]
pub(in crate::report) struct Told<'a> {
    pub document: &'a Document,
    /// The last day on which the link in it is good.
    pub until: NaiveDate,
}

impl Told<'_> {
    /// What the mail says to somebody, with the address of the report and the one that
    /// unsubscribes.
    pub(in crate::report) fn letter(&self, name: &str, link: String, unsubscribe: &str) -> Letter {
        let Self { document, until } = self;
        let org = &document.organization;
        let mut paragraphs =
            vec![format!("Hello {name},"), format!("{org} {}.", document.headline)];
        paragraphs.extend(plain(&document.story));
        paragraphs.push(format!(
            "The link below is yours alone. It opens the report without an account until the end of {}, by UTC.",
            until.format("%-d %b %Y")
        ));
        Letter {
            heading: document.title(),
            paragraphs,
            action: Some(Item { words: "Read the report".to_owned(), link }),
            because: format!("You get this mail because {org} sends you its reports."),
            unsubscribe: Some(unsubscribe.to_owned()),
            ..Letter::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::document::tests::document;

    #[test]
    fn a_mail_tells_the_headline_and_the_story_in_plain_words() {
        let mut document = document();
        document.headline = "is 96 % of the way to Level 2".to_owned();
        document.story = "Fewer *release* **weekends**.\n\n- `one`\n- two".to_owned();
        let told = Told { document: &document, until: "2027-02-26".parse().unwrap() };

        let link = "https://w.example/s/x".to_owned();
        let letter = told.letter("Ada", link, "https://w.example/unsubscribe/y");

        insta::assert_snapshot!(letter.text(), @r"
        Northwind in 2026-Q4

        Hello Ada,

        Northwind is 96 % of the way to Level 2.

        Fewer release weekends.

        - one

        - two

        The link below is yours alone. It opens the report without an account until the end of 26 Feb 2027, by UTC.

        Read the report:
        https://w.example/s/x

        -- 
        You get this mail because Northwind sends you its reports.
        Unsubscribe: https://w.example/unsubscribe/y
        ");
    }
}
