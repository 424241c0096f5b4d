use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::content::{Block, Span, Tone};

/// A text in Markdown as paragraphs and lists. Headings are bold paragraphs, pictures their
/// descriptions, and a link is followed by its address; lists in lists are written after each other.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let mut writer = Writer::default();
    for event in Parser::new_ext(text, Options::ENABLE_STRIKETHROUGH) {
        writer.take(event);
    }
    writer.end_of_words();
    writer.end_of_list();
    writer.blocks
}

#[derive(Default)]
struct Writer {
    blocks: Vec<Block>,
    /// What belongs to the paragraph or the item that is being read.
    spans: Vec<Span>,
    /// How many bold things it is in.
    bold: usize,
    /// How many lists it is in, the number of the outermost, and what is in it so far.
    lists: usize,
    first: Option<u64>,
    items: Vec<Vec<Span>>,
    links: Vec<String>,
}

impl Writer {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                self.say(&text);
            }
            Event::SoftBreak => self.say(" "),
            Event::HardBreak | Event::Rule => self.end_of_words(),
            Event::Start(Tag::Strong | Tag::Heading { .. }) => self.bold += 1,
            Event::End(TagEnd::Strong) => self.bold = self.bold.saturating_sub(1),
            Event::End(TagEnd::Heading(_)) => {
                self.end_of_words();
                self.bold = self.bold.saturating_sub(1);
            }
            Event::Start(Tag::Link { dest_url, .. }) => self.links.push(dest_url.into_string()),
            Event::End(TagEnd::Link) => self.end_of_link(),
            Event::Start(Tag::List(first)) => {
                self.end_of_words();
                if self.lists == 0 {
                    self.first = first;
                }
                self.lists += 1;
            }
            Event::End(TagEnd::List(_)) => {
                self.end_of_words();
                self.lists = self.lists.saturating_sub(1);
                if self.lists == 0 {
                    self.end_of_list();
                }
            }
            Event::End(
                TagEnd::Paragraph | TagEnd::Item | TagEnd::CodeBlock | TagEnd::HtmlBlock,
            ) => {
                self.end_of_words();
            }
            _ => {}
        }
    }

    fn say(&mut self, text: &str) {
        let is_bold = self.bold > 0;
        match self.spans.last_mut() {
            Some(last) if last.is_bold == is_bold => last.text.push_str(text),
            _ => self.spans.push(Span { text: text.to_owned(), is_bold }),
        }
    }

    /// The address of a link, where its words do not say it.
    fn end_of_link(&mut self) {
        let Some(address) = self.links.pop() else { return };
        let is_known = ["http://", "https://", "mailto:"].iter().any(|it| address.starts_with(it));
        let is_said = self.spans.iter().any(|span| span.text.contains(&address));
        if is_known && !is_said {
            self.say(&format!(" ({address})"));
        }
    }

    fn end_of_words(&mut self) {
        let spans = std::mem::take(&mut self.spans);
        if spans.iter().all(|span| span.text.trim().is_empty()) {
            return;
        }
        if self.lists > 0 {
            self.items.push(spans);
        } else {
            self.blocks.push(Block::Paragraph(Tone::Usual, spans));
        }
    }

    fn end_of_list(&mut self) {
        let items = std::mem::take(&mut self.items);
        if !items.is_empty() {
            self.blocks.push(Block::List(self.first, items));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bold(text: &str) -> Span {
        Span { text: text.to_owned(), is_bold: true }
    }

    #[test]
    fn paragraphs_lists_and_bold_words_are_kept() {
        let read = blocks("# Why\n\n**Three** of five.\n\n1. One\n2. [Two](https://x.example)\n");
        assert_eq!(
            read,
            [
                Block::Paragraph(Tone::Usual, vec![bold("Why")]),
                Block::Paragraph(Tone::Usual, vec![bold("Three"), Span::plain(" of five.")]),
                Block::List(
                    Some(1),
                    vec![vec![Span::plain("One")], vec![Span::plain("Two (https://x.example)")]]
                ),
            ]
        );
    }

    #[test]
    fn whatever_is_nested_ends() {
        assert!(!blocks(&"> - ".repeat(2000)).iter().any(|it| matches!(it, Block::Heading(..))));
        assert_eq!(blocks(""), []);
        let script = blocks("<script>a</script>");
        assert_eq!(
            script,
            [Block::Paragraph(Tone::Usual, vec![Span::plain("<script>a</script>")])]
        );
    }
}
