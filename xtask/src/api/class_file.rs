//! Reads class files as those who compile against them see them.
//!
//! Deliberately absent: code, and every member that only its own package sees.

use std::error::Error;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use cafebabe::attributes::{Annotation, AttributeData, AttributeInfo};
use cafebabe::constant_pool::LiteralConstant;
use cafebabe::descriptors::FieldType;
use cafebabe::{ClassFile, ParseOptions};
use zip::ZipArchive;

use crate::failure::Failure;
use crate::signature::{ClassSignature, ConstantValue, MemberKind, MemberSignature, PUBLIC_OR_PROTECTED};

const SYNTHETIC: u16 = 0x1000;

/// Where the classes of Flink, its connectors and the runtime of Amazon lie; others come along in their JARs.
const PACKAGES: [&str; 3] = [
    "org/apache/flink/",
    "software/amazon/kinesis/connectors/flink/",
    "com/amazonaws/services/kinesisanalytics/",
];

/// The classes of Flink in a JAR, also those that only their package sees.
pub(super) fn read_jar(path: &Path) -> Result<Vec<ClassSignature>, Failure> {
    read_archive(path, is_class_of_flink)
}

/// The classes in the entries of a ZIP file that `is_wanted` chooses, also those that only their package sees.
pub(super) fn read_archive(
    path: &Path,
    is_wanted: impl Fn(&str) -> bool,
) -> Result<Vec<ClassSignature>, Failure> {
    let file = File::open(path).map_err(Failure::at(path))?;
    let blame = |reason: &dyn Error| Failure::data(path.display().to_string(), &reason);
    let mut archive = ZipArchive::new(file).map_err(|error| blame(&error))?;
    let mut classes = Vec::new();
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).map_err(|error| blame(&error))?;
        let name = entry.name().map_err(|error| blame(&error))?.into_owned();
        if is_wanted(&name) {
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).map_err(Failure::at(path))?;
            let place = format!("{}!{name}", path.display());
            classes.extend(read(&bytes).map_err(|error| Failure::data(place, &error))?);
        }
    }
    Ok(classes)
}

fn is_class_of_flink(entry: &str) -> bool {
    let is_of_flink = |name: &&str| PACKAGES.iter().any(|package| name.starts_with(package));
    let name = entry.strip_suffix(".class").filter(is_of_flink);
    !entry.contains("/shaded/") && name.is_some_and(has_name_in_java)
}

/// Whether the class can be named in Java: Scala's own and anonymous ones cannot.
pub(super) fn has_name_in_java(name: &str) -> bool {
    let simple = name.rsplit('/').next().unwrap_or_default();
    let is_name = |part: &str| part.starts_with(|first: char| first.is_alphabetic() || first == '_');
    !simple.contains('-') && simple.split('$').all(is_name)
}

/// The class, unless only its own file sees it.
pub(super) fn read(bytes: &[u8]) -> Result<Option<ClassSignature>, cafebabe::ParseError> {
    let mut options = ParseOptions::default();
    options.parse_bytecode(false);
    let class = cafebabe::parse_class_with_options(bytes, &options)?;
    let Some((flags, outer)) = declared(&class) else { return Ok(None) };
    if flags & SYNTHETIC != 0 {
        return Ok(None);
    }
    let fields = class.fields.iter().map(|field| {
        let descriptor = field.descriptor.to_string();
        member(MemberKind::Field, &field.name, descriptor, field.access_flags.bits(), &field.attributes)
    });
    let methods = class.methods.iter().filter(|method| method.name != "<clinit>").map(|method| {
        let descriptor = method.descriptor.to_string();
        member(MemberKind::Method, &method.name, descriptor, method.access_flags.bits(), &method.attributes)
    });
    Ok(Some(ClassSignature {
        name: dotted(&class.this_class),
        flags,
        superclass: class.super_class.as_deref().map(dotted).unwrap_or_default(),
        interfaces: class.interfaces.iter().map(|name| dotted(name)).collect(),
        generic: generic(&class.attributes),
        deprecated: is_deprecated(&class.attributes),
        annotations: annotations(&class.attributes),
        outer: outer.as_deref().map(dotted),
        members: fields.chain(methods).flatten().collect(),
    }))
}

/// The flags as they were written, and the class around it; `None` for a local or anonymous class.
fn declared(class: &ClassFile<'_>) -> Option<(u16, Option<String>)> {
    let entries = class.attributes.iter().find_map(|attribute| match &attribute.data {
        AttributeData::InnerClasses(entries) => Some(entries),
        _ => None,
    });
    let own = entries.into_iter().flatten().find(|entry| *entry.inner_class_info == *class.this_class);
    match own {
        Some(entry) => Some((entry.access_flags.bits(), Some(entry.outer_class_info.as_deref()?.to_owned()))),
        None => Some((class.access_flags.bits(), None)),
    }
}

fn member(
    kind: MemberKind,
    name: &str,
    descriptor: String,
    flags: u16,
    attributes: &[AttributeInfo<'_>],
) -> Option<MemberSignature> {
    let is_of_scala = name != "$" && name.contains('$');
    (flags & PUBLIC_OR_PROTECTED != 0 && flags & SYNTHETIC == 0 && !is_of_scala).then(|| MemberSignature {
        kind,
        name: name.to_owned(),
        descriptor,
        generic: generic(attributes),
        flags,
        deprecated: is_deprecated(attributes),
        exceptions: exceptions(attributes),
        constant: constant(attributes),
    })
}

fn exceptions(attributes: &[AttributeInfo<'_>]) -> Vec<String> {
    let names = attributes.iter().find_map(|attribute| match &attribute.data {
        AttributeData::Exceptions(names) => Some(names),
        _ => None,
    });
    names.into_iter().flatten().map(|name| dotted(name)).collect()
}

/// The value that the compiler copies; none when it is a string that is no Unicode.
fn constant(attributes: &[AttributeInfo<'_>]) -> Option<ConstantValue> {
    attributes.iter().find_map(|attribute| match &attribute.data {
        AttributeData::ConstantValue(value) => match value {
            LiteralConstant::Integer(number) => Some(ConstantValue::Number((*number).into())),
            LiteralConstant::Long(number) => Some(ConstantValue::Number(*number)),
            LiteralConstant::Float(number) => Some(ConstantValue::Fraction((*number).into())),
            LiteralConstant::Double(number) => Some(ConstantValue::Fraction(*number)),
            LiteralConstant::String(text) => Some(ConstantValue::Text(text.clone().into_owned())),
            LiteralConstant::StringBytes(_) => None,
        },
        _ => None,
    })
}

fn generic(attributes: &[AttributeInfo<'_>]) -> Option<String> {
    attributes.iter().find_map(|attribute| match &attribute.data {
        AttributeData::Signature(signature) => Some(signature.to_string()),
        _ => None,
    })
}

fn is_deprecated(attributes: &[AttributeInfo<'_>]) -> bool {
    attributes.iter().any(|attribute| matches!(attribute.data, AttributeData::Deprecated))
}

/// The simple names of the annotations, also of those that the runtime does not keep.
fn annotations(attributes: &[AttributeInfo<'_>]) -> Vec<String> {
    let lists = attributes.iter().filter_map(|attribute| match &attribute.data {
        AttributeData::RuntimeVisibleAnnotations(list) | AttributeData::RuntimeInvisibleAnnotations(list) => {
            Some(list)
        }
        _ => None,
    });
    lists.flatten().filter_map(simple_name).collect()
}

fn simple_name(annotation: &Annotation<'_>) -> Option<String> {
    match &annotation.type_descriptor.field_type {
        FieldType::Object(name) => name.rsplit('/').next().map(str::to_owned),
        _ => None,
    }
}

fn dotted(internal: &str) -> String {
    internal.replace('/', ".")
}
