//! New lines that look like their neighbours, and old ones that go without a trace.

use super::PomFile;
use crate::syntax::xml::NodeId;
use crate::text::{Edit, Span, Style, indent_at};

/// The step of indentation where a file shows none.
const INDENT: &str = "    ";

impl PomFile {
    /// Takes an element away, with its whole lines where nothing else stands in them.
    pub fn removal(&self, element: NodeId) -> Edit {
        let (text, span) = (self.text(), self.tree.node(element).span());
        let start = span.start - indent_at(text, span.start).len();
        let alone = text[..start].is_empty() || text[..start].ends_with(['\n', '\r']);
        let rest = &text[span.end..];
        let blank = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let line_end = match rest.as_bytes().get(blank..) {
            Some([b'\r', b'\n', ..]) => 2,
            Some([b'\r' | b'\n', ..]) => 1,
            _ => 0,
        };
        if alone && line_end > 0 {
            return Edit::delete(Span::new(start, span.end + blank + line_end));
        }
        Edit::delete(span)
    }

    /// Puts `lines` on lines of their own after an element; a line's leading tabs are steps of this file's indentation.
    pub fn insertion_after(&self, element: NodeId, lines: &[String]) -> Edit {
        let span = self.tree.node(element).span();
        Edit::insert(span.end, self.on_own_lines(lines, indent_at(self.text(), span.start)))
    }

    /// Puts `line` on a line of its own before an element.
    pub fn insertion_before(&self, element: NodeId, line: &str) -> Edit {
        let start = self.tree.node(element).span().start;
        Edit::insert(start, format!("{line}{}{}", self.style().newline, indent_at(self.text(), start)))
    }

    /// Puts `lines` at the end of what an element holds, on lines of their own; `None` for `<a/>`.
    pub fn insertion_into(&self, element: NodeId, lines: &[String]) -> Option<Edit> {
        let node = self.tree.node(element);
        if let Some(last) = node.children().last() {
            return Some(self.insertion_after(last.id(), lines));
        }
        let content = node.content()?;
        let style = self.style();
        let outer = indent_at(self.text(), node.span().start);
        let inner = self.on_own_lines(lines, &format!("{outer}{}", style.indent));
        let blank = content.of(self.text()).trim().is_empty();
        let span = if blank { content } else { Span::at(content.end) };
        Some(Edit::replace(span, format!("{inner}{}{outer}", style.newline)))
    }

    /// Sets properties that the project does not have yet.
    pub fn properties_added(&self, properties: &[(&str, &str)]) -> Option<Edit> {
        let project = self.project()?;
        let lines = properties.iter().map(|(name, value)| format!("<{name}>{value}</{name}>"));
        if let Some(properties) = project.child("properties") {
            return self.insertion_into(properties.id(), &lines.collect::<Vec<_>>());
        }
        let heads = ["parent", "groupId", "artifactId", "version", "packaging", "name", "description", "url"];
        let before = project.children().filter(|child| heads.contains(&child.name())).last()?;
        let mut block = vec![String::new(), "<properties>".to_owned()];
        block.extend(lines.map(|line| format!("\t{line}")));
        block.push("</properties>".to_owned());
        Some(self.insertion_after(before.id(), &block))
    }

    fn on_own_lines(&self, lines: &[String], indent: &str) -> String {
        let style = self.style();
        let mut result = String::new();
        for line in lines {
            let inner = line.trim_start_matches('\t');
            result.push_str(style.newline);
            if !inner.is_empty() {
                result.push_str(indent);
                result.push_str(&style.indent.repeat(line.len() - inner.len()));
                result.push_str(inner);
            }
        }
        result
    }

    fn style(&self) -> Style {
        Style::of(self.text(), INDENT)
    }
}
