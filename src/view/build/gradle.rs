//! What a Gradle script says, in Groovy or Kotlin, as far as it is written in plain words.
//!
//! A declaration is a text like `group:artifact:version`, or the map that says the same, wherever it stands.
//! Deliberately absent: what is computed; what refers to it is unknown then.

use super::Read;
use super::model::{AliasUse, Dependency, Filter, Property, Section, Value, Writing};
use crate::syntax::gradle::{self as syntax, Token, TokenKind};
use crate::text::Span;

mod coordinate;
mod notation;
mod statement;

use notation::Dialect;
use statement::Statement;

/// Names whose values say a Java level, whatever stands before them.
const LEVELS: [&str; 5] = ["sourceCompatibility", "targetCompatibility", LANGUAGE, "jvmTarget", "release"];

/// The one of them that Kotlin has too, for itself.
const LANGUAGE: &str = "languageVersion";

/// Reads a script.
pub(super) fn read(text: &str, groovy: bool) -> Read {
    let tokens = syntax::read(text, groovy);
    let error =
        tokens.error.map(|span| (span, "A bracket, a text or a comment is not closed here.".to_owned()));
    let dialect = Dialect { text, groovy };
    let mut reader = Reader { dialect, tokens: &tokens.tokens, read: Read { error, ..Read::default() } };
    for statement in statement::all(&tokens.tokens, text) {
        reader.statement(&statement);
    }
    reader.mentions();
    Read { comments: tokens.comments, ..reader.read }
}

/// Reads `gradle.properties`.
pub(super) fn read_properties(text: &str) -> Read {
    let mut read = Read::default();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let (at, whole) = (start, line.trim_end_matches(['\n', '\r']));
        start += line.len();
        if whole.trim_start().starts_with(['#', '!']) {
            read.comments.push(Span::new(at, at + whole.len()));
            continue;
        }
        let Some(sign) = whole.find(['=', ':']) else { continue };
        let (name, value) = (whole[..sign].trim(), &whole[sign + 1..]);
        let from = at + sign + 1 + (value.len() - value.trim_start().len());
        let value = Value::plain(value.trim(), Span::new(from, from + value.trim().len()));
        let element = Span::new(at, at + whole.len());
        read.model.properties.push(Property { name: name.to_owned(), value, element, profile: None });
    }
    read
}

/// The name that a reference means, without what leads to the same place: `rootProject.ext.flinkVersion` is `flinkVersion`.
pub fn plain_name(reference: &str) -> String {
    let mut name = reference.trim();
    for call in ["property(", "findProperty(", "gradleProperty(", "ext[", "extra["] {
        if let Some((_, rest)) = name.split_once(call) {
            let quoted = rest.trim_start_matches(['"', '\'']);
            return quoted.split(['"', '\'']).next().unwrap_or_default().to_owned();
        }
    }
    let leading = ["rootProject.", "project.", "ext.", "extra.", "this.", "parent."];
    while let Some(rest) = leading.iter().find_map(|lead| name.strip_prefix(lead)) {
        name = rest;
    }
    name.trim_end_matches(".toString()").trim_end_matches("()").trim_end_matches(".get").to_owned()
}

/// The name by which scripts mean an entry of a catalog, without that of the catalog.
pub fn alias_name(alias: &str) -> String {
    alias.replace(['-', '_'], ".")
}

/// The name of a version in a catalog.
pub(super) fn catalog_name(alias: &str) -> String {
    format!("libs.versions.{}", alias_name(alias))
}

/// One walk through a script.
struct Reader<'t> {
    dialect: Dialect<'t>,
    tokens: &'t [Token],
    read: Read,
}

impl Reader<'_> {
    fn statement(&mut self, statement: &Statement) {
        let tokens: Vec<Token> = statement.tokens.iter().map(|index| self.tokens[*index]).collect();
        if self.words_hold(&tokens, &["exclude", "include", "relocate"]) {
            self.filters(statement, &tokens);
            return;
        }
        self.dependencies(statement, &tokens);
        self.alias(statement, &tokens);
        self.property(statement, &tokens);
        self.level(statement, &tokens);
    }

    fn words_hold(&self, tokens: &[Token], words: &[&str]) -> bool {
        let mut all = tokens.iter().filter(|token| token.kind == TokenKind::Word);
        all.any(|token| words.contains(&self.of(token)))
    }

    fn of(&self, token: &Token) -> &str {
        token.span.of(self.dialect.text)
    }

    fn dependencies(&mut self, statement: &Statement, tokens: &[Token]) {
        let is_list = statement.is_in("dependencies");
        let is_catalog = statement.is_in("versionCatalogs");
        let section = match () {
            () if statement.is_in("buildscript") => Section::OfPlugin,
            () if statement.is_in("constraints") || statement.is_in("dependencyManagement") => {
                Section::Managed
            }
            () => Section::Used,
        };
        let mut found = self.dialect.maps(tokens);
        if is_catalog {
            found.extend(self.dialect.library(tokens));
            self.bundle(tokens);
        } else {
            let texts = tokens.iter().filter_map(|token| self.dialect.coordinate(token));
            found.extend(texts.filter(|one| is_list || one.version.is_some()));
            found.extend(self.dialect.positional(tokens).filter(|_| is_list));
        }
        let first = tokens.first().filter(|_| is_list || section == Section::Managed);
        let scope = first.map(|first| Value::plain(self.of(first), first.span));
        let is_platform = self.words_hold(tokens, &["platform", "enforcedPlatform", "mavenBom"]);
        for one in found {
            let imported = is_platform.then(|| Value::plain("import", Span::at(one.group.span.start)));
            self.read.model.dependencies.push(Dependency {
                element: statement.span,
                list: statement.block,
                section: if is_platform { Section::Managed } else { section },
                profile: None,
                group: one.group,
                artifact: one.artifact,
                version: one.version,
                scope: imported.or_else(|| scope.clone()),
                kind: one.kind,
                alias: one.alias,
            });
        }
    }

    /// `bundle("name", listOf("flink-core", …))` of a catalog of the settings.
    fn bundle(&mut self, tokens: &[Token]) {
        if tokens.first().is_none_or(|first| self.of(first) != "bundle") {
            return;
        }
        let items = tokens.iter().filter_map(|token| Some((token.span, self.dialect.value(token)?))).skip(1);
        let aliases = items.map(|(element, alias)| AliasUse {
            name: alias_name(&alias.text),
            element,
            span: alias.span,
            scope: None,
        });
        self.read.model.aliases.extend(aliases);
    }

    /// `implementation(libs.flink.clients)`: one word behind the configuration.
    fn alias(&mut self, statement: &Statement, tokens: &[Token]) {
        let [first, ..] = tokens else { return };
        let mut words = tokens[1..].iter().filter(|token| token.kind == TokenKind::Word);
        let (Some(word), None) = (words.next(), words.next()) else { return };
        let Some(name) = self.of(word).strip_prefix("libs.").filter(|_| statement.is_in("dependencies"))
        else {
            return;
        };
        let scope = Some(Value::plain(self.of(first), first.span));
        let alias = AliasUse { name: name.to_owned(), element: statement.span, span: word.span, scope };
        self.read.model.aliases.push(alias);
    }

    /// What is left out or packed: a map with a `module`, or texts in `dependency(…)`.
    fn filters(&mut self, statement: &Statement, tokens: &[Token]) {
        let texts = tokens.iter().filter_map(|token| self.dialect.pattern(token));
        let named = texts.chain(self.dialect.positional(tokens)).map(|one| (Some(one.group), one.artifact));
        let all: Vec<_> = self.dialect.module(tokens).into_iter().chain(named).collect();
        let (element, list) = (statement.span, statement.block);
        self.read.model.filters.extend(all.into_iter().map(|(group, artifact)| Filter {
            element,
            list,
            group,
            artifact,
        }));
    }

    /// `name = 'value'` in whatever form, and the entries of a map.
    fn property(&mut self, statement: &Statement, tokens: &[Token]) {
        let text = self.dialect.text;
        let entries = self.dialect.entries(tokens, statement);
        for (name, value) in entries {
            if name == LANGUAGE && !self.is_of_java(statement, tokens) {
                continue;
            }
            // A property that is itself refers to one of the same name elsewhere.
            if value.reference().is_some_and(|reference| plain_name(reference) == name) || text.is_empty() {
                continue;
            }
            let element = statement.span;
            self.read.model.properties.push(Property { name, value, element, profile: None });
        }
    }

    /// A Java level that is no plain text: `JavaVersion.VERSION_11`, `JavaLanguageVersion.of(11)`, `11`.
    fn level(&mut self, statement: &Statement, tokens: &[Token]) {
        let Some(first) = tokens.first().filter(|token| token.kind == TokenKind::Word) else { return };
        let name = self.of(first);
        let last = name.trim_end_matches(".set").rsplit('.').next().unwrap_or_default();
        let is_toolchain = name == "jvmToolchain";
        if !LEVELS.contains(&last) && !is_toolchain {
            return;
        }
        if last == "release" && !name.contains("options.")
            || last == LANGUAGE && !self.is_of_java(statement, tokens)
        {
            return;
        }
        let name = match last {
            "release" => "options.release",
            _ if is_toolchain => LANGUAGE,
            _ => last,
        };
        let name = name.to_owned();
        let mut values = tokens[1..].iter().filter_map(|token| self.dialect.level(token));
        let Some(value) = values.next_back() else { return };
        let element = statement.span;
        self.read.model.properties.push(Property { name, value, element, profile: None });
    }

    /// Whether the version of a language is that of Java.
    fn is_of_java(&self, statement: &Statement, tokens: &[Token]) -> bool {
        statement.is_in("toolchain") || self.words_hold(tokens, &["JavaLanguageVersion.of"])
    }

    /// Every word and every hole in a text may refer to a property.
    fn mentions(&mut self) {
        for token in self.tokens {
            match token.kind {
                TokenKind::Word => {
                    let text = format!("${{{}}}", self.of(token));
                    let span = token.span;
                    self.read.texts.push(Value { text, span, writing: Writing::Quoted });
                }
                TokenKind::Text { .. } => {
                    let value = self.dialect.value(token);
                    self.read.texts.extend(value.filter(|value| !value.is_literal()));
                }
                TokenKind::Sign(_) | TokenKind::Newline => {}
            }
        }
    }
}
