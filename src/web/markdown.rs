use std::collections::HashSet;
use std::fmt;

use ammonia::{Builder, UrlRelative};
use askama::filters::HtmlSafe;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html};

/// A text in Markdown as HTML that can stand in any page: it was rendered, and then sanitized.
///
/// It has paragraphs, lists, quotes, emphasis, code and links to other sites or to mail. A heading
/// becomes a bold paragraph, so that it does not stand in the page's outline; a picture becomes
/// its description, because nothing is fetched from elsewhere; HTML stays as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Markdown(String);

/// It was sanitized.
impl HtmlSafe for Markdown {}

impl fmt::Display for Markdown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How deep lists and quotes may lie in each other. What lies deeper is shown as it was written.
const DEEPEST: usize = 8;

impl Markdown {
    /// Renders a text.
    pub fn of(text: &str) -> Self {
        if is_deep(text) {
            return Self(format!("<p>{}</p>", ammonia::clean_text(text)));
        }
        let mut rendered = String::with_capacity(text.len() * 2);
        html::push_html(&mut rendered, plain_events(text));
        Self(sanitized(&rendered))
    }
}

/// Whether something lies too deep in something else to be shown.
fn is_deep(text: &str) -> bool {
    let mut depth = 0_usize;
    Parser::new_ext(text, Options::ENABLE_STRIKETHROUGH).any(|event| {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > 2 * DEEPEST
    })
}

/// What the text says, without what a note shall not have.
fn plain_events(text: &str) -> impl Iterator<Item = Event<'_>> {
    let events = Parser::new_ext(text, Options::ENABLE_STRIKETHROUGH);
    events.flat_map(|event| match event {
        Event::Start(Tag::Heading { .. }) => {
            vec![Event::Start(Tag::Paragraph), Event::Start(Tag::Strong)]
        }
        Event::End(TagEnd::Heading(_)) => {
            vec![Event::End(TagEnd::Strong), Event::End(TagEnd::Paragraph)]
        }
        Event::Start(Tag::Image { .. } | Tag::HtmlBlock)
        | Event::End(TagEnd::Image | TagEnd::HtmlBlock) => Vec::new(),
        Event::Html(written) | Event::InlineHtml(written) => vec![Event::Text(written)],
        other => vec![other],
    })
}

fn sanitized(html: &str) -> String {
    const TAGS: [&str; 13] = [
        "p",
        "br",
        "strong",
        "em",
        "del",
        "ul",
        "ol",
        "li",
        "blockquote",
        "code",
        "pre",
        "hr",
        "a",
    ];
    Builder::empty()
        .tags(HashSet::from(TAGS))
        .add_tag_attributes("a", ["href"])
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(UrlRelative::Deny)
        .link_rel(Some("nofollow noopener noreferrer"))
        .clean(html)
        .to_string()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(text: &str) -> String {
        Markdown::of(text).to_string().trim_end().to_owned()
    }

    #[test]
    fn a_note_has_paragraphs_lists_emphasis_code_and_links() {
        assert_eq!(
            shown("Fewer *release* **weekends**"),
            "<p>Fewer <em>release</em> <strong>weekends</strong></p>"
        );
        assert_eq!(shown("- a\n- `b`"), "<ul>\n<li>a</li>\n<li><code>b</code></li>\n</ul>");
        assert_eq!(
            shown("[the bill](https://example.com/a?b=1)"),
            "<p><a href=\"https://example.com/a?b=1\" rel=\"nofollow noopener noreferrer\">the \
             bill</a></p>"
        );
    }

    #[test]
    fn html_is_shown_as_it_was_written() {
        assert_eq!(shown("a <b>c</b>"), "<p>a &lt;b&gt;c&lt;/b&gt;</p>");
        for text in [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "<style>*{display:none}</style>",
            "<iframe src=\"https://example.com\"></iframe>",
            "<a href=\"javascript:alert(1)\">x</a>",
            "<div\nonclick=\"x\">\n\ntext",
        ] {
            let html = shown(text);
            assert!(!html.replace("<p>", "").replace("</p>", "").contains('<'), "{text}: {html}");
        }
    }

    #[test]
    fn a_link_leads_to_another_site_or_to_mail_and_nowhere_else() {
        for text in [
            "[x](javascript:alert(1))",
            "[x](JaVaScRiPt:alert(1))",
            "[x](java&#10;script:alert(1))",
            "[x](data:text/html,<script>)",
            "[x](vbscript:x)",
            "[x](file:///etc/passwd)",
            "[x](//example.com)",
            "[x](/o/northwind)",
            "<javascript:alert(1)>",
        ] {
            assert!(!shown(text).contains("href"), "{text}: {}", shown(text));
        }
        assert!(shown("<ada@example.com>").contains("href=\"mailto:ada@example.com\""));
    }

    #[test]
    fn a_picture_becomes_its_description_and_a_heading_a_bold_line() {
        assert_eq!(shown("![a chart](https://example.com/x.png)"), "<p>a chart</p>");
        assert_eq!(shown("# Why"), "<p><strong>Why</strong></p>");
    }

    #[test]
    fn what_lies_too_deep_is_shown_as_it_was_written() {
        assert!(shown(&format!("{}deep", "> ".repeat(2000))).starts_with("<p>&gt;"));
        assert!(shown(&format!("{}x", "> ".repeat(4))).contains("<blockquote>"));
    }

    proptest! {
        #[test]
        fn whatever_is_written_has_no_tag_but_those_allowed(text in r"[\PC\n<>\[\]()!:/*_`#&;]{0,120}") {
            let html = shown(&text);
            let tags = html.split('<').skip(1).map(|rest| {
                rest.trim_start_matches('/').split([' ', '>', '/']).next().unwrap_or("")
            });
            for tag in tags {
                let known = ["p", "br", "strong", "em", "del", "ul", "ol", "li", "blockquote",
                    "code", "pre", "hr", "a"];
                prop_assert!(known.contains(&tag), "{tag} in {html}");
            }
        }
    }
}
