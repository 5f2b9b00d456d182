//! `keyBy` and `partitionCustom` by the positions or names of fields.

use tree_sitter::Node;

use self::field::{Field, TUPLE};
use self::selector::Selector;
use self::sight::Sight;
use super::type_information::{INFORMATION, Place, TYPES};
use crate::finding::{Change, Finding, NAME_END, NAME_START, Note, RemedyKind, qualified};
use crate::rules::{Context, Names, Rule, Wants, reference, sentence};
use crate::snapshot::FileKind;
use crate::syntax::java;
use crate::text::{Edit, Span};
use crate::types::Resolution::{Known, Unknown};
use crate::types::{JavaScope, TypeRef};
use crate::view::{File, View};

mod field;
mod selector;
mod sight;

const STREAM: &str = "org.apache.flink.streaming.api.datastream.DataStream";

/// What is left to a person.
const NOW: &str = "Hand it a `KeySelector`; one that gives a tuple of the same fields keeps the key, and with it the state that is kept by key.";

/// The rules of the transform.
pub(super) fn rules() -> Vec<Box<dyn Rule>> {
    vec![
        Box::new(Call { method: "keyBy", before: 0 }),
        Box::new(Call { method: "partitionCustom", before: 1 }),
    ]
}

/// A method that took fields.
struct Call {
    method: &'static str,
    /// How many arguments stand before the fields.
    before: usize,
}

impl Rule for Call {
    fn wants(&self) -> Wants {
        Wants::with_words(FileKind::Java, [self.method])
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        &[RemedyKind::Apply, RemedyKind::Review, RemedyKind::Manual]
    }

    fn names(&self) -> Vec<Names> {
        let old = format!("{STREAM}.{}", self.method);
        vec![Names::of_old([old]).and_new([TYPES, TUPLE, INFORMATION])]
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let View::Java(java) = &file.view else { return Vec::new() };
        let scope = JavaScope::new(context.project, java);
        let calls = java.identifiers(self.method).filter_map(|name| {
            let call = name.parent().filter(|parent| parent.kind() == "method_invocation")?;
            (call.child_by_field_name("name") == Some(name)).then_some((call, name))
        });
        calls.filter_map(|(call, name)| self.finding(&scope, context, call, name)).collect()
    }
}

impl Call {
    fn finding(
        &self,
        scope: &JavaScope<'_>,
        context: &Context<'_>,
        call: Node<'_>,
        name: Node<'_>,
    ) -> Option<Finding> {
        let fields = self.fields(scope, call)?;
        let receiver = scope.receiver_type(java::receiver(call)?);
        let found = match receiver.and_then(|receiver| scope.as_supertype(&receiver, STREAM)) {
            Known(None) => return None,
            Known(Some(stream)) => self.rewritten(scope, call, &stream, &fields),
            Unknown(why) => Err(why),
        };
        let site = || reference::site(scope.file, name);
        Some(match found {
            Ok(Rewritten { edits, note, is_sure }) => {
                let change = Change::in_file(&scope.file.path, edits);
                let remedy = if is_sure { Context::apply } else { Context::review };
                remedy(context, site(), note, change)
            }
            Err(why) => {
                let what = format!("`{}` takes no positions or names of fields any more.", self.method);
                context.manual(site(), Note::new(what, NOW).because(sentence(&why)))
            }
        })
    }

    /// The fields, as they were said; `None` when the call says none.
    fn fields(&self, scope: &JavaScope<'_>, call: Node<'_>) -> Option<Vec<String>> {
        let arguments = java::arguments(call);
        let fields = arguments.get(self.before..).filter(|fields| !fields.is_empty())?;
        let said = fields.iter().map(|field| match field.kind() {
            "decimal_integer_literal" => Some(scope.file.text_of(*field).to_owned()),
            _ => scope.string_value(*field),
        });
        said.collect()
    }

    fn rewritten(
        &self,
        scope: &JavaScope<'_>,
        call: Node<'_>,
        stream: &TypeRef,
        said: &[String],
    ) -> Result<Rewritten, String> {
        let element = stream.arguments.first().filter(|element| element.is_complete());
        let element = element.ok_or("the type of the elements of the stream is not known")?;
        let fields: Result<_, String> =
            said.iter().map(|said| field::read(Place { scope, at: call }, element, said)).collect();
        let selector = Selector { scope, call, fields: fields? };
        let span = self.span(scope, call)?;
        if self.before > 0 {
            return Ok(self.partitioned(&selector, span));
        }
        let sight = sight::of(scope.file, call);
        Ok(match selector.fields.as_slice() {
            [field] if sight == Sight::None => self.plain(&selector, field, span),
            _ => self.same(&selector, span, sight),
        })
    }

    /// Where the fields stand.
    fn span(&self, scope: &JavaScope<'_>, call: Node<'_>) -> Result<Span, String> {
        let list = call.child_by_field_name("arguments").ok_or("the call does not parse")?;
        let fields = java::arguments(call).split_off(self.before);
        let (first, last) = fields.first().zip(fields.last()).ok_or("it names no field")?;
        let span = Span { start: first.start_byte(), end: last.end_byte() };
        let is_inside = |node: &Node<'_>| java::is_comment(*node) && span.contains(java::span(*node));
        match java::children_with_comments(list).iter().find(|node| is_inside(node)) {
            Some(comment) => Err(format!("`{}` stands between the fields", scope.file.text_of(*comment))),
            None => Ok(span),
        }
    }

    fn partitioned(&self, selector: &Selector<'_, '_>, span: Span) -> Rewritten {
        let text = selector.of_one(&selector.fields[0]);
        let note = Note::new(self.what(selector, &text), "");
        let note = note.because("The partitioner gets the same key as before.");
        Rewritten { edits: vec![Edit::replace(span, text)], note, is_sure: true }
    }

    /// One field becomes the key itself.
    fn plain(&self, selector: &Selector<'_, '_>, field: &Field, span: Span) -> Rewritten {
        let text = selector.of_one(field);
        let kind = field::simple(&field.kind);
        let why = format!("The key was a `Tuple1<{kind}>` and is a `{kind}` now.");
        let now = format!(
            "State that is kept by this key does not come back from a savepoint of the old job. Where it must, \
             write `{}`, which gives the old key.",
            self.shown(&selector.of_tuple())
        );
        let note = Note::new(self.what(selector, &text), now).because(why);
        Rewritten { edits: vec![Edit::replace(span, text)], note, is_sure: false }
    }

    /// The key stays the tuple that it was.
    fn same(&self, selector: &Selector<'_, '_>, span: Span, sight: Sight) -> Rewritten {
        let text = selector.of_tuple();
        let why = "The key stays the tuple that it was, so that functions that see it and state that is kept by it stay too.";
        let note = Note::new(self.what(selector, &text), "").because(why);
        let mut edits = vec![Edit::replace(span, text)];
        if let Some(name) = selector.call.child_by_field_name("name").filter(|_| sight == Sight::Some) {
            edits.push(Edit::insert(name.start_byte(), format!("<{}>", qualified(TUPLE))));
        }
        Rewritten { edits, note, is_sure: true }
    }

    fn what(&self, selector: &Selector<'_, '_>, new: &str) -> String {
        let arguments = java::arguments(selector.call);
        let short =
            |node: &Node<'_>| Some(selector.scope.file.text_of(*node)).filter(|text| !text.contains('\n'));
        let arguments: Vec<&str> = arguments.iter().map(|node| short(node).unwrap_or("…")).collect();
        let before = arguments[..self.before].iter().map(|argument| format!("{argument}, "));
        let old = arguments.join(", ");
        format!("`{}({old})` becomes `{}`.", self.method, self.shown(&(before.collect::<String>() + new)))
    }

    /// The call with new arguments as a message shows it: with simple names.
    fn shown(&self, arguments: &str) -> String {
        let mut parts = arguments.split([NAME_START, NAME_END]);
        let mut shown = parts.next().unwrap_or_default().to_owned();
        while let Some(name) = parts.next() {
            shown.push_str(name.rsplit('.').next().unwrap_or(name));
            shown.push_str(parts.next().unwrap_or_default());
        }
        format!("{}({shown})", self.method)
    }
}

/// What becomes of a call, and what is said of it.
struct Rewritten {
    edits: Vec<Edit>,
    note: Note,
    is_sure: bool,
}
