//! Calls, method references, constructors and fields of members that are gone.

use tree_sitter::Node;

use super::{Gone, Loss, Search};
use crate::flink::{Api, ClassFacts, Member};
use crate::syntax::java;
use crate::text::Span;
use crate::types::Resolution::{self, Known, Unknown};
use crate::types::{Callable, TypeRef};
use crate::view::JavaFile;

impl Search<'_> {
    pub(super) fn uses<'f>(&'f self, java: &'f JavaFile) -> impl Iterator<Item = (Span, Gone)> + 'f {
        let lost = Api.lost(self.target);
        let words = java.words(|word| lost.has(word) || word == "super" || lost.has_constructor_of(word));
        words.filter_map(|word| self.used(java, word))
    }

    /// What the identifier or keyword `word` names.
    fn used(&self, java: &JavaFile, word: Node<'_>) -> Option<(Span, Gone)> {
        let around = word.parent()?;
        let is = |field: &str| around.child_by_field_name(field) == Some(word);
        match around.kind() {
            "method_invocation" if is("name") => self.call(java, around),
            "method_reference" if around.end_byte() == word.end_byte() => self.reference(java, around),
            "explicit_constructor_invocation" if is("constructor") => self.construction(java, around),
            "field_access" if is("field") => self.field(java, around, word),
            _ if word.kind() == "identifier" => self.field(java, word, word),
            _ => self.construction(java, made_of(word)?),
        }
    }

    fn call(&self, java: &JavaFile, call: Node<'_>) -> Option<(Span, Gone)> {
        let name = call.child_by_field_name("name")?;
        let may_be = Api.lost(self.target).has_method(java.text_of(name), java::arguments(call).len());
        if !may_be || self.is_called_on_jdk(call) {
            return None;
        }
        let gone = self.lost(call)?;
        Some((java::span(name), gone))
    }

    fn construction(&self, java: &JavaFile, node: Node<'_>) -> Option<(Span, Gone)> {
        if node.child_by_field_name("constructor").is_some_and(|called| called.kind() == "this") {
            return None;
        }
        let made = node.child_by_field_name("type");
        // Of `super(…)` only the types say the class.
        let class = made.map(|made| last_name(java.text_of(made)));
        let count = java::arguments(node).len();
        if class.is_some_and(|class| !Api.lost(self.target).has_constructor(class, count)) {
            return None;
        }
        let gone = self.lost(node)?;
        Some((java::span(made.unwrap_or(node)), gone))
    }

    /// Whether the receiver is of a class of the JDK; to see that, nobody must ask for the types of the arguments.
    fn is_called_on_jdk(&self, call: Node<'_>) -> bool {
        let class = java::receiver(call).and_then(|object| self.old().receiver_type(object).known());
        class.and_then(|class| Api.class(&class.name)).is_some_and(ClassFacts::is_of_jdk)
    }

    /// What the call or `new` at `node` means, when only old releases have it.
    fn lost(&self, node: Node<'_>) -> Option<Gone> {
        let candidates = self.old().candidates(node).known()?;
        let members: Option<Vec<_>> = candidates.iter().map(|one| self.only_old(one)).collect();
        let (class, member) = members?.into_iter().next()?;
        if class.is("unlisted") && class.exists_in(self.target) || !self.is_called_on_what_stays(node) {
            return None;
        }
        let doubt = match self.now().takes_call(node, &self.old()) {
            Known(true) => return None,
            Known(false) => None,
            // An argument can be in the form of the target already, which the old releases do not know.
            Unknown(_) if self.now().takes_call(node, &self.now()).is(&true) => return None,
            Unknown(why) => Some(why),
        };
        let gone = Gone { doubt, ..self.gone(class, member, Loss::Use) };
        // Where there are other forms, the compiler does not choose one for an argument whose class is gone.
        Some(gone).filter(|gone| gone.others.is_empty() || !self.is_given_what_is_gone(node))
    }

    /// The member that `callable` is, when the target has it in no form with these parameters.
    ///
    /// Of a class whose members are not told, the target may have it all the same.
    fn only_old(&self, callable: &Callable) -> Option<(ClassFacts, Member)> {
        let is_told = |class: ClassFacts| !class.is("unlisted") || !class.exists_in(self.target);
        let is_gone = |member: Member| !member.releases().has(self.target);
        callable.library().filter(|(class, member)| is_told(*class) && is_gone(*member))
    }

    /// Whether the class of what is called stays; of one that is gone another finding speaks.
    fn is_called_on_what_stays(&self, node: Node<'_>) -> bool {
        let class = match node.kind() {
            "object_creation_expression" => {
                node.child_by_field_name("type").map(|written| self.scope.type_of_node(written))
            }
            _ => java::receiver(node).map(|object| self.old().receiver_type(object)),
        };
        class.is_none_or(|class| class.known().is_some_and(|class| self.stays(&class)))
    }

    /// Whether the class of an argument is gone, and the file names it, so that it is told where it does.
    fn is_given_what_is_gone(&self, node: Node<'_>) -> bool {
        let types = java::arguments(node).into_iter().map(|argument| self.old().type_of(argument));
        let is_named = |of: &TypeRef| {
            let simple = of.name.rsplit('.').next().unwrap_or(&of.name);
            self.scope.file.identifiers(simple).next().is_some()
        };
        types.into_iter().filter_map(Resolution::known).any(|found| !self.stays(&found) && is_named(&found))
    }

    fn stays(&self, of: &TypeRef) -> bool {
        let is_library = self.scope.class(&of.name).is_none();
        let class =
            Api.class(&of.name).filter(|class| is_library && class.releases().iter().next().is_some());
        class.is_none_or(|class| class.exists_in(self.target))
    }

    fn reference(&self, java: &JavaFile, node: Node<'_>) -> Option<(Span, Gone)> {
        let name = java::children(node).pop().filter(|name| self.is_lost_name(java.text_of(*name)))?;
        let callable = self.old().referenced(node).known()?;
        let (class, member) = self.only_old(&callable)?;
        let is_there = self.now().callables(&callable.owner, &callable.name);
        let is_gone = is_there.found.is_empty() && is_there.open.is_none();
        is_gone.then(|| (java::span(name), self.gone(class, member, Loss::Use)))
    }

    fn is_lost_name(&self, name: &str) -> bool {
        Api.lost(self.target).has(name)
    }

    fn field(&self, java: &JavaFile, node: Node<'_>, name: Node<'_>) -> Option<(Span, Gone)> {
        let may_be = Api.lost(self.target).has_field(java.text_of(name));
        if !may_be || (node.kind() == "identifier" && !is_value(node)) {
            return None;
        }
        let field = self.old().library_field(node)?;
        let is_gone = field.class.exists_in(self.target)
            && !field.member.releases().has(self.target)
            && self.now().library_field(node).is_none();
        is_gone.then(|| (java::span(name), self.gone(field.class, field.member, Loss::Use)))
    }
}

/// The `new` of the class whose name `word` ends.
fn made_of(word: Node<'_>) -> Option<Node<'_>> {
    let names_it = |node: &Node<'_>| {
        let ends_with_it = node.kind() == "scoped_type_identifier" && node.end_byte() == word.end_byte();
        ends_with_it || matches!(node.kind(), "annotated_type" | "generic_type")
    };
    let mut around = java::ancestors(word).skip_while(names_it);
    around.next().filter(|node| {
        let made = node.child_by_field_name("type");
        node.kind() == "object_creation_expression"
            && made.is_some_and(|made| java::span(made).contains(java::span(word)))
    })
}

/// The simple name of a class as it is written, without type arguments.
fn last_name(written: &str) -> &str {
    let name = written.split('<').next().unwrap_or(written);
    name.rsplit('.').next().unwrap_or(name).trim()
}

/// Whether the identifier can be a variable and is no part of a longer name.
fn is_value(node: Node<'_>) -> bool {
    let Some(parent) = node.parent() else { return false };
    let is_name = ["name", "field"].iter().any(|field| parent.child_by_field_name(field) == Some(node));
    !is_name && !matches!(parent.kind(), "scoped_identifier" | "import_declaration" | "method_reference")
}
