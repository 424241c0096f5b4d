use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// A text in Markdown as plain paragraphs, for where no HTML can stand. An item of a list begins
/// with `- ` or its number; a link is followed by its address, unless it is written out.
pub fn plain(markdown: &str) -> Vec<String> {
    let mut plain = Plain::default();
    for event in Parser::new_ext(markdown, Options::ENABLE_STRIKETHROUGH) {
        plain.take(event);
    }
    plain.end_paragraph();
    plain.paragraphs
}

#[derive(Default)]
struct Plain {
    paragraphs: Vec<String>,
    current: String,
    /// The lists that are open, each with the number of its next item if they have one.
    lists: Vec<Option<u64>>,
    /// The links that are open: where each begins, and its address.
    links: Vec<(usize, String)>,
}

impl Plain {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                self.current.push_str(&text);
            }
            Event::SoftBreak => self.current.push(' '),
            Event::HardBreak => self.current.push('\n'),
            Event::Start(Tag::List(first)) => {
                self.end_paragraph();
                self.lists.push(first);
            }
            Event::End(TagEnd::List(_)) => {
                self.lists.pop();
            }
            Event::Start(Tag::Item) => {
                self.end_paragraph();
                match self.lists.last_mut() {
                    Some(Some(number)) => {
                        self.current = format!("{number}. ");
                        *number += 1;
                    }
                    _ => self.current.push_str("- "),
                }
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                self.links.push((self.current.len(), dest_url.into_string()));
            }
            Event::End(TagEnd::Link) => self.end_link(),
            Event::End(
                TagEnd::Paragraph
                | TagEnd::Heading(_)
                | TagEnd::Item
                | TagEnd::BlockQuote(_)
                | TagEnd::CodeBlock
                | TagEnd::HtmlBlock,
            ) => self.end_paragraph(),
            _ => {}
        }
    }

    fn end_link(&mut self) {
        let Some((begins, address)) = self.links.pop() else { return };
        let leads_out = ["http://", "https://"].iter().any(|it| address.starts_with(it));
        let is_written_out = self.current.get(begins..) == Some(&address);
        if leads_out && !is_written_out {
            self.current.extend([" (", &address, ")"]);
        }
    }

    fn end_paragraph(&mut self) {
        let paragraph = std::mem::take(&mut self.current);
        let paragraph = paragraph.trim();
        if !paragraph.is_empty() {
            self.paragraphs.push(paragraph.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_marked_up_is_told_in_plain_paragraphs() {
        let text = "# Why\n\nFewer *release*\n**weekends**.\n\n- `a`\n- [bill](https://b.example)\n\n\
                    3. three\n4. four\n\n> said\n\n<https://c.example> & <b>x</b>";
        assert_eq!(
            plain(text),
            [
                "Why",
                "Fewer release weekends.",
                "- a",
                "- bill (https://b.example)",
                "3. three",
                "4. four",
                "said",
                "https://c.example & <b>x</b>",
            ]
        );
        assert_eq!(plain(" \n"), [""; 0]);
    }

    proptest! {
        #[test]
        fn whatever_is_written_can_be_told(text in r"[\PC\n<>\[\]()!:/*_`#&;>0-9.-]{0,120}") {
            prop_assert!(plain(&text).iter().all(|paragraph| !paragraph.is_empty()));
        }
    }
}
