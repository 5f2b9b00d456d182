//! Rule kind `terraform-provider`: a provider of Terraform that must not be too old, where a resource of it is used.
//!
//! Deliberately absent: modules from elsewhere, which have constraints of their own.

use std::sync::Arc;

use serde::Deserialize;

use super::deployed::is_deployed;
use super::{Context, Rule, Wants, version};
use crate::finding::{Finding, Note, RemedyKind, Site};
use crate::snapshot::FileKind;
use crate::text::Span;
use crate::view::File;
use crate::view::settings::is_comment_at;

/// The name of the file that holds what Terraform took last.
const LOCK: &str = ".terraform.lock.hcl";

/// One provider.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Row {
    /// Where it comes from, as `owner/name`.
    source: String,
    /// The resource that needs it.
    resource: String,
    /// The oldest release that does.
    minimum: String,
    /// Why older ones do not do.
    why: String,
}

impl Rule for Row {
    fn wants(&self) -> Wants {
        let words =
            [format!("{}\"", self.source), format!("provider \"{}\"", self.name()), self.resource.clone()];
        Wants::with_words(FileKind::Text, words)
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        &[RemedyKind::Manual]
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let is_terraform = file.path.ends_with(".tf") || file.path.ends_with(LOCK);
        if !is_terraform || !is_deployed(file, context) {
            return Vec::new();
        }
        let too_old =
            self.versions(file.text()).into_iter().filter(|span| self.is_too_old(span.of(file.text())));
        let mut too_old = too_old.peekable();
        if too_old.peek().is_none() || !self.is_used(context) {
            return Vec::new();
        }
        too_old.map(|span| self.finding(file, span, context)).collect()
    }
}

impl Row {
    fn name(&self) -> &str {
        self.source.rsplit('/').next().unwrap_or(&self.source)
    }

    fn is_used(&self, context: &Context<'_>) -> bool {
        let mut texts = context.project.texts();
        texts.any(|(path, text)| path.ends_with(".tf") && text.text().contains(&self.resource))
    }

    fn finding(&self, file: &File, span: Span, context: &Context<'_>) -> Finding {
        let (Self { source, minimum, why, .. }, said) = (self, span.of(file.text()));
        let site = Site { path: Arc::clone(&file.path), span };
        let note = if file.path.ends_with(LOCK) {
            let what = format!("The lock file holds `{source}` {said}; it must be {minimum} or newer.");
            Note::new(what, "Run `terraform init -upgrade` once the constraint allows it.")
        } else {
            let what = format!("`{said}` allows no release of `{source}` from {minimum} on.");
            let now = format!(
                "Raise it to `>= {minimum}`; a new major release of a provider has changes of its own."
            );
            Note::new(what, now)
        };
        context.manual(site, note.because(why.as_str()))
    }

    /// The versions and constraints of the provider in `text`.
    fn versions(&self, text: &str) -> Vec<Span> {
        let (source, own) = (format!("{}\"", self.source), format!("provider \"{}\"", self.name()));
        let places = text.match_indices(source.as_str()).chain(text.match_indices(own.as_str()));
        let blocks = places.filter_map(|(at, found)| block(text, at, at + found.len()));
        let mut versions: Vec<Span> = blocks.filter_map(|block| version_in(text, block)).collect();
        versions.retain(|span| !is_comment_at(text, *span));
        versions.sort();
        versions.dedup();
        versions
    }

    /// Whether no release from the minimum on satisfies `constraint`.
    fn is_too_old(&self, constraint: &str) -> bool {
        let parts = constraint.split(',').map(str::trim);
        let mut shuts_out = parts.filter_map(|part| {
            let digits = part.find(|letter: char| letter.is_ascii_digit())?;
            let (sign, said) = (part[..digits].trim(), &part[digits..]);
            Some(match sign {
                "" | "=" | "<=" => version::is_before(said, &self.minimum),
                "<" => said == self.minimum || version::is_before(said, &self.minimum),
                "~>" => bound(said)
                    .is_some_and(|bound| bound == self.minimum || version::is_before(&bound, &self.minimum)),
                _ => false,
            })
        });
        shuts_out.any(|shuts_out| shuts_out)
    }
}

/// The first version that `~>` shuts out; none where it names a major release alone.
fn bound(version: &str) -> Option<String> {
    let (head, _) = version.rsplit_once('.')?;
    let (before, last) = head.rsplit_once('.').map_or(("", head), |(before, last)| (before, last));
    let next = last.parse::<u32>().ok()? + 1;
    Some(if before.is_empty() { next.to_string() } else { format!("{before}.{next}") })
}

/// The inside of the block that begins behind `end`, or else of the one around `start`.
fn block(text: &str, start: usize, end: usize) -> Option<Span> {
    let rest = text[end..].trim_start();
    let open = if rest.starts_with('{') { text.len() - rest.len() } else { enclosing(&text[..start])? };
    let mut depth = 0_usize;
    for (at, letter) in text[open..].char_indices() {
        match letter {
            '{' => depth += 1,
            '}' if depth == 1 => return Some(Span::new(open + 1, open + at)),
            '}' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// The last brace in `before` that is still open.
fn enclosing(before: &str) -> Option<usize> {
    let mut closed = 0_usize;
    for (at, letter) in before.char_indices().rev() {
        match letter {
            '}' => closed += 1,
            '{' if closed == 0 => return Some(at),
            '{' => closed -= 1,
            _ => {}
        }
    }
    None
}

/// The text that `version` is set to in `block`.
fn version_in(text: &str, block: Span) -> Option<Span> {
    let inside = block.of(text);
    let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    inside.match_indices("version").find_map(|(at, found)| {
        let rest =
            inside[at + found.len()..].trim_start().strip_prefix('=')?.trim_start().strip_prefix('"')?;
        let start = block.start + inside.len() - rest.len();
        let is_own = !inside[..at].ends_with(is_word);
        is_own.then(|| Span::new(start, start + rest.find('"').unwrap_or(0)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row() -> Row {
        let of = str::to_owned;
        Row { source: of("hashicorp/aws"), resource: of("r"), minimum: of("6.40.0"), why: of("w") }
    }

    #[test]
    fn constraints() {
        for constraint in ["5.31.0", "= 6.39.1", "~> 5.0", "~> 6.39.0", ">= 5.0, < 6.0", "< 6.40.0", "<= 6.1"]
        {
            assert!(row().is_too_old(constraint), "{constraint}");
        }
        for constraint in [">= 5.0", "~> 6.0", "~> 5", "6.40.0", ">= 6.40.0, < 7.0.0", "~> 6.40.0", "!= 6.0"]
        {
            assert!(!row().is_too_old(constraint), "{constraint}");
        }
    }

    #[test]
    fn blocks() {
        let said = |text: &str| -> Vec<String> {
            row().versions(text).into_iter().map(|span| span.of(text).to_owned()).collect()
        };
        let text = "a = {\n source = \"hashicorp/aws\"\n version = \"~> 5.0\"\n}\nb = {\n version = \"2\"\n}";
        assert_eq!(said(text), ["~> 5.0"]);
        let text = "provider \"aws\" {\n region = \"r\"\n version=\"3\"\n}\nprovider \"x/hashicorp/aws\" { version = \"4\" }";
        assert_eq!(said(text), ["3", "4"]);
        assert_eq!(said("provider \"aws\" {\n min_version = \"1\"\n}"), Vec::<String>::new());
    }
}
