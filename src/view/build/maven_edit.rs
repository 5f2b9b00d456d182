//! New elements of a `pom.xml` that look like their neighbours.

use super::{BuildFile, NewDependency};
use crate::syntax::xml::{Node, NodeId};
use crate::text::{Edit, Span, Style, indent_at, newline};

/// The step of indentation where a file shows none.
const INDENT: &str = "    ";

impl BuildFile {
    /// Puts `lines` on lines of their own after an element; a line's leading tabs are steps of its indentation.
    pub fn insertion_after(&self, element: NodeId, lines: &[String]) -> Edit {
        let node = self.tree.node(element);
        let mut text = self.on_own_lines(lines, &self.indent_of(node), &self.step_at(node));
        if let Some(parent) = node.parent().filter(|parent| self.is_closed_in_line(node, *parent)) {
            text.push_str(newline(self.text()));
            text.push_str(indent_at(self.text(), parent.span().start));
        }
        Edit::insert(node.span().end, text)
    }

    /// Puts a dependency after another element of its list.
    pub(super) fn element_after(&self, beside: Span, new: &NewDependency<'_>) -> Option<Edit> {
        let beside = self.tree.nodes().find(|node| node.span() == beside)?.id();
        let mut lines = vec![
            "<dependency>".to_owned(),
            format!("\t<groupId>{}</groupId>", new.group),
            format!("\t<artifactId>{}</artifactId>", new.artifact),
        ];
        lines.extend(new.version.map(|version| format!("\t<version>{version}</version>")));
        lines.extend(new.scope.map(|scope| format!("\t<scope>{scope}</scope>")));
        lines.push("</dependency>".to_owned());
        Some(self.insertion_after(beside, &lines))
    }

    /// Puts `line` on a line of its own before an element.
    pub fn insertion_before(&self, element: NodeId, line: &str) -> Edit {
        let node = self.tree.node(element);
        let (newline, indent) = (newline(self.text()), self.indent_of(node));
        let is_behind_parent = node.parent().is_some_and(|parent| self.is_on_line_of(node, parent));
        let start = if is_behind_parent { format!("{newline}{indent}") } else { String::new() };
        Edit::insert(node.span().start, format!("{start}{line}{newline}{indent}"))
    }

    /// Puts `lines` at the end of what an element holds, on lines of their own; `None` for `<a/>`.
    pub fn insertion_into(&self, element: NodeId, lines: &[String]) -> Option<Edit> {
        let node = self.tree.node(element);
        if let Some(last) = node.children().last() {
            return Some(self.insertion_after(last.id(), lines));
        }
        let content = node.content()?;
        let (outer, step) = (indent_at(self.text(), node.span().start), self.step_at(node));
        let inner = self.on_own_lines(lines, &format!("{outer}{step}"), &step);
        let blank = content.of(self.text()).trim().is_empty();
        let span = if blank { content } else { Span::at(content.end) };
        Some(Edit::replace(span, format!("{inner}{}{outer}", newline(self.text()))))
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

    fn on_own_lines(&self, lines: &[String], indent: &str, step: &str) -> String {
        let newline = newline(self.text());
        let mut result = String::new();
        for line in lines {
            let inner = line.trim_start_matches('\t');
            result.push_str(newline);
            if !inner.is_empty() {
                result.push_str(indent);
                result.push_str(&step.repeat(line.len() - inner.len()));
                result.push_str(inner);
            }
        }
        result
    }

    /// The white space before an element that stands on a line of its own.
    fn indent_of(&self, node: Node<'_>) -> String {
        let indent = indent_at(self.text(), node.span().start);
        match node.parent().filter(|parent| self.is_on_line_of(node, *parent)) {
            Some(parent) => format!("{indent}{}", self.step_at(parent)),
            None => indent.to_owned(),
        }
    }

    /// The step of indentation that an element takes to its children, or its parent to it; else that of the file.
    fn step_at(&self, node: Node<'_>) -> String {
        let step = |outer: Node<'_>, inner: Node<'_>| {
            let indent = |node: Node<'_>| indent_at(self.text(), node.span().start);
            let step = indent(inner).strip_prefix(indent(outer))?;
            (!step.is_empty()).then(|| step.to_owned())
        };
        let inside = || step(node, node.children().next()?);
        let around = || step(node.parent()?, node);
        inside().or_else(around).unwrap_or_else(|| Style::of(self.text(), INDENT).indent)
    }

    fn is_on_line_of(&self, node: Node<'_>, parent: Node<'_>) -> bool {
        !Span::new(parent.span().start, node.span().start).of(self.text()).contains('\n')
    }

    /// Whether the end tag of `parent` stands in the line in which `node`, its last child, ends.
    fn is_closed_in_line(&self, node: Node<'_>, parent: Node<'_>) -> bool {
        let is_last = parent.children().last().is_some_and(|last| last.id() == node.id());
        let rest = parent.content().map(|content| Span::new(node.span().end, content.end));
        is_last && rest.is_some_and(|rest| !rest.of(self.text()).contains('\n'))
    }
}
