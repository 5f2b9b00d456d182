//! Where a value made by a `new`, or by a call that ends a builder, goes: through which variables and methods, and into which calls.
//!
//! A source or a sink is often made in one place, carried by variables and
//! methods, and given to the environment in another. All of these change
//! together or not at all. Deliberately absent: what they become.

mod family;
mod handed;

use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;

use tree_sitter::Node;

use crate::syntax::java;
use crate::text::Span;
use crate::types::Resolution::{self, Known, Unknown};
use crate::types::{Declaration, DeclarationKind, JavaScope, Origin, Project, ProjectMethod, Uses};
use crate::view::JavaFile;

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Spot {
    /// Path from the top of the repository.
    pub(crate) path: Arc<str>,
    /// The expression or type that is meant.
    pub(crate) span: Span,
}

impl Spot {
    /// The place of `node` in `file`.
    pub(crate) fn of(file: &Arc<JavaFile>, node: Node<'_>) -> Self {
        Self { path: Arc::clone(&file.path), span: java::span(node) }
    }
}

/// The way of a value through a project.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Flow {
    /// The expressions that make values that flow together.
    pub(crate) makers: BTreeSet<Spot>,
    /// The types of the variables and methods that carry the value, as they are written; `var` is not among them.
    pub(crate) types: BTreeSet<Spot>,
    /// The calls of libraries that take the value as an argument.
    pub(crate) takers: BTreeSet<Spot>,
    /// The calls of methods and constructors of the project that are handed the value.
    pub(crate) handed: BTreeSet<Spot>,
    /// The calls that are made on the value.
    pub(crate) calls: BTreeSet<Spot>,
}

/// Follows the value that the expression at `maker` makes; unknown when it goes where it cannot be followed.
///
/// `fluent` names the methods that give the value on which they are called.
pub(crate) fn follow(
    project: &Project,
    maker: Spot,
    makes: &dyn Fn(&JavaScope<'_>, Node<'_>) -> bool,
    fluent: &[&str],
) -> Resolution<Flow> {
    let next = VecDeque::from([Step::Comes(maker)]);
    let mut tracer = Tracer { project, makes, fluent, flow: Flow::default(), next, seen: BTreeSet::new() };
    while let Some(step) = tracer.next.pop_front() {
        if !tracer.seen.insert(step.clone()) {
            continue;
        }
        let (Step::Comes(spot) | Step::Goes(spot)) = &step;
        let followed = at(project, spot, |scope, node| match &step {
            Step::Comes(_) => tracer.comes(scope.file, node),
            Step::Goes(_) => tracer.goes(scope.file, node),
        });
        if let Err(why) = followed {
            return Unknown(why);
        }
    }
    Known(tracer.flow)
}

/// Asks `ask` about the node at `spot`.
pub(crate) fn at<T>(
    project: &Project,
    spot: &Spot,
    ask: impl FnOnce(&JavaScope<'_>, Node<'_>) -> Result<T, String>,
) -> Result<T, String> {
    let file = project.java(&spot.path).ok_or_else(|| format!("`{}` cannot be read", spot.path))?;
    let node = file.node(spot.span).ok_or_else(|| format!("`{}` does not parse", spot.path))?;
    ask(&JavaScope::new(project, &file), node)
}

/// What is to be looked at next.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    /// An expression whose value flows in: what is it?
    Comes(Spot),
    /// An expression that has the value: who takes it?
    Goes(Spot),
}

struct Tracer<'p> {
    project: &'p Project,
    makes: &'p dyn Fn(&JavaScope<'_>, Node<'_>) -> bool,
    fluent: &'p [&'p str],
    flow: Flow,
    next: VecDeque<Step>,
    seen: BTreeSet<Step>,
}

impl Tracer<'_> {
    fn comes(&mut self, file: &Arc<JavaFile>, node: Node<'_>) -> Result<(), String> {
        match node.kind() {
            "null_literal" => Ok(()),
            "object_creation_expression" | "method_invocation" if (self.makes)(&self.scope(file), node) => {
                self.flow.makers.insert(Spot::of(file, node));
                self.push(Step::Goes, file, node);
                Ok(())
            }
            "parenthesized_expression" => {
                self.all_come(file, &java::children(node));
                Ok(())
            }
            "ternary_expression" => {
                let branches = ["consequence", "alternative"].map(|field| java::fields(node, field));
                self.all_come(file, &branches.concat());
                Ok(())
            }
            "identifier" | "field_access" => self.variable(&self.declaration(file, node)?),
            "method_invocation" if self.is_fluent(file, node) => {
                self.all_come(file, &java::fields(node, "object"));
                Ok(())
            }
            "method_invocation" => match self.scope(file).invoked(node).into_result()?.origin {
                Origin::Project(method) => self.method(&method),
                Origin::ProjectConstructor(..) | Origin::Library(..) | Origin::Implied => {
                    Err(format!("`{}` is not one method of this repository", one_line(file.text_of(node))))
                }
            },
            _ => Err(format!("`{}` flows into the same variable", one_line(file.text_of(node)))),
        }
    }

    fn is_fluent(&self, file: &JavaFile, call: Node<'_>) -> bool {
        java::receiver(call).is_some() && self.fluent.contains(&java::method_name(call, file.text()))
    }

    fn all_come(&mut self, file: &Arc<JavaFile>, nodes: &[Node<'_>]) {
        for node in nodes {
            self.push(Step::Comes, file, *node);
        }
    }

    fn goes(&mut self, file: &Arc<JavaFile>, node: Node<'_>) -> Result<(), String> {
        let Some(parent) = node.parent() else { return Err("the tree of the file is broken".to_owned()) };
        match parent.kind() {
            "parenthesized_expression" | "ternary_expression" => {
                self.push(Step::Goes, file, parent);
                Ok(())
            }
            "argument_list" => self.argument(file, node, parent),
            "method_invocation" => {
                self.flow.calls.insert(Spot::of(file, parent));
                if self.is_fluent(file, parent) && !java::is_expression_statement(parent) {
                    self.push(Step::Goes, file, parent);
                }
                Ok(())
            }
            "variable_declarator" => {
                let Some(name) = parent.child_by_field_name("name") else { return Err(lost(file, parent)) };
                self.variable(&self.declaration(file, name)?)
            }
            "assignment_expression" => self.assignment(file, parent, node),
            "return_statement" => self.returned(file, parent),
            _ => Err(lost(file, parent)),
        }
    }

    fn assignment(
        &mut self,
        file: &Arc<JavaFile>,
        assignment: Node<'_>,
        side: Node<'_>,
    ) -> Result<(), String> {
        let (left, right) = (assignment.child_by_field_name("left"), assignment.child_by_field_name("right"));
        match (left, right) {
            (Some(left), Some(right)) if java::is_expression_statement(assignment) => {
                if left == side {
                    self.push(Step::Comes, file, right);
                    return Ok(());
                }
                self.variable(&self.declaration(file, left)?)
            }
            _ => Err(lost(file, assignment)),
        }
    }

    fn returned(&mut self, file: &Arc<JavaFile>, statement: Node<'_>) -> Result<(), String> {
        let around = java::enclosing(statement, &["method_declaration", "lambda_expression"]);
        match around.filter(|node| node.kind() == "method_declaration") {
            Some(declaration) => {
                let method = self.scope(file).method_declared(declaration);
                self.method(&method.ok_or_else(|| lost(file, statement))?)
            }
            None => Err("a lambda returns it".to_owned()),
        }
    }

    /// The value is in a variable: everything that is put into it comes, every use of it goes.
    fn variable(&mut self, declaration: &Declaration) -> Result<(), String> {
        let (name, file) = (&declaration.name, &declaration.file);
        match declaration.kind {
            DeclarationKind::Local | DeclarationKind::Field => {}
            DeclarationKind::Parameter => return self.parameter(declaration),
            DeclarationKind::LambdaParameter => {
                return Err(format!("it is handed over in the parameter `{name}`"));
            }
            DeclarationKind::Element | DeclarationKind::Pattern | DeclarationKind::EnumConstant => {
                return Err(format!("it goes into `{name}`"));
            }
        }
        let Some(span) = declaration.type_span else {
            return Err(format!("`{name}` has no declared type"));
        };
        self.carry(file, span);
        if let Some(span) = declaration.initializer {
            self.next.push_back(Step::Comes(Spot { path: Arc::clone(&file.path), span }));
        }
        let uses = self.scope(file).uses(declaration);
        self.all_go(uses, name)
    }

    /// A method returns the value: everything that it, or one that overrides it, returns comes, every call of it goes.
    fn method(&mut self, method: &ProjectMethod) -> Result<(), String> {
        for method in self.family(method)? {
            let (declared, file) = (method.declared(), &method.class.file);
            let Some(returned) = declared.return_type else {
                return Err(format!("`{}` returns nothing", declared.name));
            };
            self.carry(file, returned);
            let body = declared.body.and_then(|body| file.node(body));
            for value in body.into_iter().flat_map(java::returned_values) {
                self.push(Step::Comes, file, value);
            }
            let calls = self.scope(file).calls(&method);
            self.all_go(calls, &declared.name)?;
        }
        Ok(())
    }

    fn carry(&mut self, file: &JavaFile, span: Span) {
        if !file.is_inferred(span) {
            self.flow.types.insert(Spot { path: Arc::clone(&file.path), span });
        }
    }

    fn all_go(&mut self, uses: Uses, name: &str) -> Result<(), String> {
        if let Some(possible) = uses.possible.first() {
            return Err(format!(
                "`{}` may use `{name}`, and what stands before it is not known",
                possible.file.path
            ));
        }
        for used in uses.known {
            self.next.push_back(Step::Goes(Spot { path: Arc::clone(&used.file.path), span: used.span }));
        }
        Ok(())
    }

    fn scope<'f>(&'f self, file: &'f Arc<JavaFile>) -> JavaScope<'f> {
        JavaScope::new(self.project, file)
    }

    fn declaration(&self, file: &Arc<JavaFile>, node: Node<'_>) -> Result<Declaration, String> {
        self.scope(file).declaration(node).into_result()
    }

    fn push(&mut self, step: fn(Spot) -> Step, file: &Arc<JavaFile>, node: Node<'_>) {
        self.next.push_back(step(Spot::of(file, node)));
    }
}

fn lost(file: &Arc<JavaFile>, node: Node<'_>) -> String {
    format!("it is used in `{}`", one_line(file.text_of(node)))
}

/// The first line of `text`, for a message.
fn one_line(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default().trim();
    if line.len() == text.len() { line.to_owned() } else { format!("{line} …") }
}
