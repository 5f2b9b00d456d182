//! XML trees with spans.
//!
//! The tree only points into the text; nobody prints it. Deliberately absent:
//! entities and document types. They are never expanded and never fetched: a
//! text that has them is said to be broken, and so nobody edits it.

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

use crate::text::Span;

/// The elements and comments of a text.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    elements: Vec<Element>,
    comments: Vec<Span>,
    error: Option<ParseError>,
}

/// Why a text is not read to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseError {
    /// Where reading stopped.
    pub offset: usize,
    /// What is wrong there, without a full stop.
    pub message: String,
}

/// Names an element of one [`Tree`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NodeId(usize);

#[derive(Clone, Debug)]
struct Element {
    name: String,
    start_tag: Span,
    /// Empty for `<a/>`.
    end_tag: Span,
    parent: Option<NodeId>,
    children: Vec<NodeId>,
    /// Characters that stand directly in the element.
    text: String,
    text_span: Option<Span>,
}

/// An element in its tree.
#[derive(Clone, Copy, Debug)]
pub struct Node<'t> {
    tree: &'t Tree,
    id: NodeId,
}

/// Reads `text` up to its end or its first error.
pub fn parse(text: &str) -> Tree {
    let base = text.len() - text.trim_start_matches('\u{feff}').len();
    let mut reader = Reader::from_str(&text[base..]);
    let mut builder = Builder::default();
    let at = |position: u64| base + usize::try_from(position).expect("a position is in the text");
    loop {
        let start = at(reader.buffer_position());
        let event = match reader.read_event() {
            Ok(Event::Eof) => return builder.finish(text.len()),
            Ok(event) => event,
            Err(error) => return builder.fail(at(reader.error_position()), &error.to_string()),
        };
        let span = Span::new(start, at(reader.buffer_position()));
        if let Err(message) = builder.take(&event, span) {
            return builder.fail(start, &message);
        }
    }
}

impl Tree {
    /// The outermost element.
    pub fn root(&self) -> Option<Node<'_>> {
        (!self.elements.is_empty()).then_some(Node { tree: self, id: NodeId(0) })
    }

    /// The element that `id` names.
    pub fn node(&self, id: NodeId) -> Node<'_> {
        Node { tree: self, id }
    }

    /// All elements in the order of the text.
    pub fn nodes(&self) -> impl Iterator<Item = Node<'_>> {
        (0..self.elements.len()).map(|index| self.node(NodeId(index)))
    }

    /// The comments, with their marks, in the order of the text.
    pub fn comments(&self) -> &[Span] {
        &self.comments
    }

    /// Why the text is not read to its end.
    pub fn error(&self) -> Option<&ParseError> {
        self.error.as_ref()
    }
}

impl<'t> Node<'t> {
    /// The name of this element in its tree.
    pub fn id(self) -> NodeId {
        self.id
    }

    /// The tag's name without a namespace prefix.
    pub fn name(self) -> &'t str {
        &self.element().name
    }

    /// From the first byte of the start tag to the last of the end tag.
    pub fn span(self) -> Span {
        let Element { start_tag, end_tag, .. } = self.element();
        Span::new(start_tag.start, end_tag.end)
    }

    /// What stands between the tags; `None` for `<a/>`.
    pub fn content(self) -> Option<Span> {
        let Element { start_tag, end_tag, .. } = self.element();
        (!end_tag.is_empty()).then(|| Span::new(start_tag.end, end_tag.start))
    }

    /// The start tag.
    pub fn start_tag(self) -> Span {
        self.element().start_tag
    }

    /// The characters directly in this element, trimmed, and where they stand.
    pub fn text(self) -> Option<(&'t str, Span)> {
        let element = self.element();
        Some((element.text.trim(), element.text_span?))
    }

    /// The element around this one.
    pub fn parent(self) -> Option<Self> {
        self.element().parent.map(|id| Self { id, ..self })
    }

    /// The elements directly in this one.
    pub fn children(self) -> impl Iterator<Item = Self> {
        self.element().children.iter().map(move |id| Self { id: *id, ..self })
    }

    /// The elements directly in this one that are called `name`.
    pub fn children_named(self, name: &str) -> impl Iterator<Item = Self> {
        self.children().filter(move |child| child.name() == name)
    }

    /// The first element directly in this one that is called `name`.
    pub fn child(self, name: &str) -> Option<Self> {
        self.children_named(name).next()
    }

    /// The element that the names lead to, each inside the one before.
    pub fn at(self, names: &[&str]) -> Option<Self> {
        names.iter().try_fold(self, |node, name| node.child(name))
    }

    /// All elements in this one, in no promised order but always the same.
    pub fn descendants(self) -> impl Iterator<Item = Self> {
        let mut stack: Vec<_> = self.children().collect();
        std::iter::from_fn(move || {
            let node = stack.pop()?;
            stack.extend(node.children());
            Some(node)
        })
    }

    fn element(self) -> &'t Element {
        &self.tree.elements[self.id.0]
    }
}

#[derive(Default)]
struct Builder {
    tree: Tree,
    open: Vec<NodeId>,
}

impl Builder {
    fn take(&mut self, event: &Event<'_>, span: Span) -> Result<(), String> {
        match event {
            Event::Start(tag) => {
                let id = self.add(tag, span, Span::at(span.end))?;
                self.open.push(id);
            }
            Event::Empty(tag) => {
                self.add(tag, span, Span::at(span.end))?;
            }
            Event::End(_) => {
                let id = self.open.pop().ok_or("an end tag without its start tag")?;
                self.tree.elements[id.0].end_tag = span;
            }
            Event::Text(text) => self.add_text(text, span)?,
            Event::CData(text) => {
                let inner = Span::new(span.start + "<![CDATA[".len(), span.end - "]]>".len());
                self.add_text(text, inner)?;
            }
            Event::GeneralRef(reference) => self.add_text(&character(reference)?.to_string(), span)?,
            Event::Comment(_) => self.tree.comments.push(span),
            Event::DocType(_) => return Err("it has a document type, which flinkmod does not read".into()),
            Event::Decl(_) | Event::PI(_) | Event::Eof => {}
        }
        Ok(())
    }

    fn add(&mut self, tag: &BytesStart<'_>, start_tag: Span, end_tag: Span) -> Result<NodeId, String> {
        let id = NodeId(self.tree.elements.len());
        let parent = self.open.last().copied();
        match parent {
            Some(parent) => self.tree.elements[parent.0].children.push(id),
            None if id.0 > 0 => return Err("a second outermost element".into()),
            None => {}
        }
        self.tree.elements.push(Element {
            name: tag.local_name().as_ref().to_owned(),
            start_tag,
            end_tag,
            parent,
            children: Vec::new(),
            text: String::new(),
            text_span: None,
        });
        Ok(id)
    }

    fn add_text(&mut self, text: &str, span: Span) -> Result<(), String> {
        let trimmed = text.trim();
        let Some(id) = self.open.last() else {
            return if trimmed.is_empty() {
                Ok(())
            } else {
                Err("text outside the outermost element".into())
            };
        };
        let element = &mut self.tree.elements[id.0];
        // What stands before the first characters is trimmed away in the end.
        if trimmed.is_empty() && element.text.is_empty() {
            return Ok(());
        }
        element.text.push_str(text);
        if !trimmed.is_empty() {
            let start = span.start + (text.len() - text.trim_start().len());
            let end = span.end - (text.len() - text.trim_end().len());
            let first = element.text_span.map_or(start, |before| before.start);
            element.text_span = Some(Span::new(first, end));
        }
        Ok(())
    }

    fn finish(self, end: usize) -> Tree {
        let unclosed = self.open.last().map(|id| {
            let Element { name, start_tag, .. } = &self.tree.elements[id.0];
            (start_tag.start, format!("`<{name}>` is not closed"))
        });
        match unclosed {
            Some((offset, message)) => self.fail(offset, &message),
            None if self.tree.elements.is_empty() => self.fail(end, "there is no element"),
            None => self.tree,
        }
    }

    fn fail(mut self, offset: usize, message: &str) -> Tree {
        self.tree.error = Some(ParseError { offset, message: message.to_owned() });
        self.tree
    }
}

/// The character that `&name;` or `&#n;` stands for.
fn character(reference: &BytesRef<'_>) -> Result<char, String> {
    let name: &str = reference;
    let known = match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => reference.resolve_char_ref().ok().flatten(),
    };
    known.ok_or_else(|| format!("the entity `&{name};` is not expanded"))
}

#[cfg(test)]
mod tests;
