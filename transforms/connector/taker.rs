//! `addSource` and `addSink`, which take what was made, and their new forms.

use std::sync::Arc;

use tree_sitter::Node;

use super::layout::{self, Argument};
use super::rewrite::{self, Rewrite};
use crate::finding::Site;
use crate::syntax::java;
use crate::text::Edit;
use crate::types::JavaScope;

/// What `fromSource` gets beside the source.
pub(crate) struct FromSource<'s> {
    /// The watermark strategy.
    pub(crate) watermarks: &'s str,
    /// A literal for its name where it has none.
    pub(crate) name: &'s str,
    /// What follows the source: `.build()` where it is a builder.
    pub(crate) end: &'s str,
    /// Whether the source is made in the call itself.
    pub(crate) is_made_here: bool,
}

/// `env.addSource(source)` becomes `env.fromSource(source, watermarks, "name")`; gives the place of the name.
pub(crate) fn from_source(
    rewrite: &mut Rewrite,
    scope: &JavaScope<'_>,
    call: Node<'_>,
    new: &FromSource<'_>,
) -> Result<Site, String> {
    let file = scope.file;
    let name = rewrite::called_name(scope, call, "addSource")?;
    let arguments = layout::arguments(file, call);
    let added = beside_source(scope, call, new)?;
    let is_long = new.is_made_here || arguments.iter().any(Argument::is_commented);
    for edit in layout::rearranged(file, call, &arguments, (new.end, &added), is_long) {
        rewrite.edit(file, edit);
    }
    rewrite.edit(file, Edit::replace(java::span(name), "fromSource"));
    Ok(Site { path: Arc::clone(&file.path), span: java::span(name) })
}

/// What `fromSource` gets behind the source in the place of the `addSource` at `call`.
pub(crate) fn beside_source(
    scope: &JavaScope<'_>,
    call: Node<'_>,
    new: &FromSource<'_>,
) -> Result<Vec<String>, String> {
    let mut added = vec![new.watermarks.to_owned()];
    added.extend(name_and_type(scope, call, &layout::arguments(scope.file, call), new.name)?);
    Ok(added)
}

/// The arguments of `addSource` behind the source, in the form of `fromSource`: a name, and a type where there was one.
fn name_and_type(
    scope: &JavaScope<'_>,
    call: Node<'_>,
    arguments: &[Argument<'_>],
    default: &str,
) -> Result<Vec<String>, String> {
    let text = |argument: &Argument<'_>| scope.file.text_of(argument.node).to_owned();
    let default = || layout::name_in_chain(scope.file, call).unwrap_or_else(|| default.to_owned());
    match arguments {
        [_] => Ok(vec![default()]),
        [_, name, rest @ ..]
            if scope.type_of(name.node).known().is_some_and(|of| of.is("java.lang.String")) =>
        {
            Ok(std::iter::once(text(name)).chain(rest.iter().map(text)).collect())
        }
        [_, types] if text(types).starts_with("Type") => Ok(vec![default(), text(types)]),
        [_, other, ..] => Err(format!("whether `{}` is a name or a type is not known", text(other))),
        [] => Err("a call does not parse".to_owned()),
    }
}
