//! A value that is an argument: handed to a method or constructor of the project, or taken by a call of a library.

use std::sync::Arc;

use tree_sitter::Node;

use super::{Spot, Step, Tracer, lost};
use crate::syntax::java;
use crate::types::{Class, Declaration, JavaScope, Origin, ProjectMethod, Use};
use crate::view::JavaFile;
use crate::view::java::{Method, Parameter};

impl Tracer<'_> {
    /// The value is the argument `node` of the call around `arguments`.
    pub(super) fn argument(
        &mut self,
        file: &Arc<JavaFile>,
        node: Node<'_>,
        arguments: Node<'_>,
    ) -> Result<(), String> {
        let Some(call) = arguments.parent() else { return Err(lost(file, arguments)) };
        let index = java::arguments(call).iter().position(|argument| *argument == node);
        let meant = self.scope(file).invoked(call).known().map(|callable| callable.origin);
        let parameter = match (meant, index) {
            (Some(Origin::Project(method)), Some(index)) => {
                parameter(&method.class, method.declared(), index)
            }
            (Some(Origin::ProjectConstructor(class, Some(constructor))), Some(index)) => {
                parameter(&class, &class.declared().constructors[constructor], index)
            }
            _ if call.kind() == "method_invocation" => {
                self.flow.takers.insert(Spot::of(file, call));
                return Ok(());
            }
            _ => None,
        };
        let (class, parameter) = parameter.ok_or_else(|| lost(file, arguments))?;
        self.flow.handed.insert(Spot::of(file, call));
        let name = class.file.node(parameter.span).ok_or_else(|| lost(file, arguments))?;
        self.variable(&self.declaration(&class.file, name)?)
    }

    /// The value is in a parameter: every call hands one over, and every use of it goes.
    pub(super) fn parameter(&mut self, declaration: &Declaration) -> Result<(), String> {
        let file = &declaration.file;
        let unknown = || format!("it is handed over in the parameter `{}`", declaration.name);
        let name = file.node(declaration.span).ok_or_else(unknown)?;
        let around = java::enclosing(
            name,
            &["method_declaration", "constructor_declaration", "lambda_expression", "catch_clause"],
        );
        let around = around.ok_or_else(unknown)?;
        let index = |method: &Method| {
            method.parameters.iter().position(|parameter| parameter.span == declaration.span)
        };
        match around.kind() {
            "method_declaration" => {
                let method = self.scope(file).method_declared(around).ok_or_else(unknown)?;
                let index = index(method.declared()).ok_or_else(unknown)?;
                self.parameter_of_method(&method, index)
            }
            "constructor_declaration" => {
                let class = self.scope(file).class_around(around).ok_or_else(unknown)?;
                let span = java::span(around);
                let constructors = &class.declared().constructors;
                let constructor = constructors.iter().position(|one| one.span == span).ok_or_else(unknown)?;
                let index = index(&constructors[constructor]).ok_or_else(unknown)?;
                self.parameter_of_constructor(&class, constructor, index)
            }
            _ => Err(unknown()),
        }
    }

    fn parameter_of_method(&mut self, method: &ProjectMethod, index: usize) -> Result<(), String> {
        let mut is_called = false;
        for method in self.family(method)? {
            self.uses_of_parameter(&method.class, method.declared(), index)?;
            let calls = self.scope(&method.class.file).calls(&method);
            if let Some(possible) = calls.possible.first() {
                return Err(may_be_called(&method.declared().name, possible));
            }
            for call in calls.known {
                is_called = true;
                self.argument_comes(&call, index)?;
            }
        }
        let name = &method.declared().name;
        if is_called { Ok(()) } else { Err(format!("nothing in this repository calls `{name}`")) }
    }

    /// All `new` of the class; a constructor that another one calls is left.
    fn parameter_of_constructor(
        &mut self,
        class: &Class,
        constructor: usize,
        index: usize,
    ) -> Result<(), String> {
        let declared = class.declared();
        let count = declared.constructors[constructor].parameters.len();
        self.uses_of_parameter(class, &declared.constructors[constructor], index)?;
        for file in self.project.java_files_with(&declared.name) {
            let scope = JavaScope::new(self.project, &file);
            for node in java::descendants(file.root()) {
                let used = Use { file: Arc::clone(&file), span: java::span(node) };
                match node.kind() {
                    "object_creation_expression" if java::arguments(node).len() == count => {
                        let made = node.child_by_field_name("type");
                        if !made.is_some_and(|made| scope.means_type(made, &declared.qualified).is(&true)) {
                            continue;
                        }
                        match scope.invoked(node).known().map(|meant| meant.origin) {
                            Some(Origin::ProjectConstructor(_, Some(meant))) if meant == constructor => {
                                self.argument_comes(&used, index)?;
                            }
                            Some(Origin::ProjectConstructor(..)) => {}
                            _ => return Err(may_be_called(&declared.name, &used)),
                        }
                    }
                    "explicit_constructor_invocation" if java::arguments(node).len() == count => {
                        return Err(may_be_called(&declared.name, &used));
                    }
                    "method_reference" if file.text_of(node).ends_with("::new") => {
                        return Err(may_be_called(&declared.name, &used));
                    }
                    _ => {}
                }
            }
        }
        Ok(())
    }

    fn uses_of_parameter(&mut self, class: &Class, method: &Method, index: usize) -> Result<(), String> {
        let parameter = &method.parameters[index];
        let file = &class.file;
        if parameter.is_variadic || parameter.dimensions > 0 {
            return Err(format!("it goes into `{}`", parameter.name));
        }
        self.carry(file, parameter.type_span);
        let Some(name) = file.node(parameter.span).filter(|_| method.body.is_some()) else { return Ok(()) };
        let declaration = self.declaration(file, name)?;
        let uses = self.scope(file).uses(&declaration);
        self.all_go(uses, &parameter.name)
    }

    fn argument_comes(&mut self, call: &Use, index: usize) -> Result<(), String> {
        let node = call.file.node(call.span);
        let argument = node.and_then(|node| java::arguments(node).get(index).copied());
        let argument = argument.ok_or_else(|| format!("`{}` does not parse", call.file.path))?;
        self.push(Step::Comes, &call.file, argument);
        Ok(())
    }
}

fn parameter<'c>(class: &'c Class, method: &'c Method, index: usize) -> Option<(Class, Parameter)> {
    Some((class.clone(), method.parameters.get(index)?.clone()))
}

fn may_be_called(name: &str, used: &Use) -> String {
    format!("`{}` may call `{name}`, and with what is not known", used.file.path)
}
