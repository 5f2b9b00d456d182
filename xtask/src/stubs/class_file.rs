//! Writes a signature as a class file that javac can compile against.
//!
//! Deliberately absent: behaviour. Every body throws, so that a stub which gets into a running
//! job is found out at the first call.

use ristretto_classfile::attributes::{Attribute, InnerClass, Instruction, NestedClassAccessFlags};
use ristretto_classfile::{
    BaseType, ClassAccessFlags, ClassFile, ConstantPool, Field, FieldAccessFlags, FieldType, JAVA_11, Method,
    MethodAccessFlags, Result,
};

use crate::signature::{ClassSignature, ConstantValue, MemberKind, MemberSignature, internal};

/// The bytes of `class`, whose nested classes are looked up in `artifact`.
pub(crate) fn write(class: &ClassSignature, artifact: &[ClassSignature]) -> Result<Vec<u8>> {
    let mut pool = ConstantPool::new();
    let file = ClassFile {
        version: JAVA_11,
        access_flags: class_flags(class),
        this_class: pool.add_class(internal(&class.name))?,
        super_class: pool.add_class(internal(&class.superclass))?,
        interfaces: class_indexes(&mut pool, &class.interfaces)?,
        fields: members(class, MemberKind::Field).map(|m| field(&mut pool, m)).collect::<Result<_>>()?,
        methods: members(class, MemberKind::Method).map(|m| method(&mut pool, m)).collect::<Result<_>>()?,
        attributes: class_attributes(&mut pool, class, artifact)?,
        constant_pool: pool,
    };
    let mut bytes = Vec::new();
    file.to_bytes(&mut bytes)?;
    Ok(bytes)
}

/// A class file knows no protected or static class; only `InnerClasses` does.
fn class_flags(class: &ClassSignature) -> ClassAccessFlags {
    let declared = NestedClassAccessFlags::from_bits_truncate(class.flags);
    let mut flags = ClassAccessFlags::from_bits_truncate(class.flags);
    if declared.contains(NestedClassAccessFlags::PROTECTED) {
        flags |= ClassAccessFlags::PUBLIC;
    }
    if !flags.contains(ClassAccessFlags::INTERFACE) {
        flags |= ClassAccessFlags::SUPER;
    }
    flags
}

fn members(class: &ClassSignature, kind: MemberKind) -> impl Iterator<Item = &MemberSignature> {
    class.members.iter().filter(move |member| member.kind == kind)
}

fn field(pool: &mut ConstantPool, member: &MemberSignature) -> Result<Field> {
    let mut attributes = shared_attributes(pool, member.generic.as_deref(), member.deprecated)?;
    if let Some(value) = &member.constant {
        attributes.push(Attribute::ConstantValue {
            name_index: pool.add_utf8("ConstantValue")?,
            constant_value_index: constant(pool, &member.descriptor, value)?,
        });
    }
    Ok(Field {
        access_flags: FieldAccessFlags::from_bits_truncate(member.flags),
        name_index: pool.add_utf8(&member.name)?,
        descriptor_index: pool.add_utf8(&member.descriptor)?,
        field_type: FieldType::parse(&member.descriptor)?,
        attributes,
    })
}

fn constant(pool: &mut ConstantPool, descriptor: &str, value: &ConstantValue) -> Result<u16> {
    match value {
        ConstantValue::Text(text) => pool.add_string(text),
        ConstantValue::Number(number) if descriptor == "J" => pool.add_long(*number),
        ConstantValue::Number(number) => pool.add_integer(i32::try_from(*number)?),
        ConstantValue::Fraction(number) => pool.add_double(*number),
    }
}

fn method(pool: &mut ConstantPool, member: &MemberSignature) -> Result<Method> {
    let flags = MethodAccessFlags::from_bits_truncate(member.flags);
    let mut attributes = shared_attributes(pool, member.generic.as_deref(), member.deprecated)?;
    if !flags.intersects(MethodAccessFlags::ABSTRACT | MethodAccessFlags::NATIVE) {
        attributes.push(throwing_body(pool, flags, &member.descriptor)?);
    }
    if !member.exceptions.is_empty() {
        attributes.push(Attribute::Exceptions {
            name_index: pool.add_utf8("Exceptions")?,
            exception_indexes: class_indexes(pool, &member.exceptions)?,
        });
    }
    Ok(Method {
        access_flags: flags,
        name_index: pool.add_utf8(&member.name)?,
        descriptor_index: pool.add_utf8(&member.descriptor)?,
        attributes,
    })
}

/// `throw null`: one stack slot, and a local for `this` and for each parameter.
fn throwing_body(pool: &mut ConstantPool, flags: MethodAccessFlags, descriptor: &str) -> Result<Attribute> {
    let (parameters, _) = FieldType::parse_method_descriptor(descriptor)?;
    let receiver = u16::from(!flags.contains(MethodAccessFlags::STATIC));
    Ok(Attribute::Code {
        name_index: pool.add_utf8("Code")?,
        max_stack: 1,
        max_locals: receiver + parameters.iter().map(slots).sum::<u16>(),
        code: vec![Instruction::Aconst_null, Instruction::Athrow],
        exception_table: Vec::new(),
        attributes: Vec::new(),
    })
}

fn slots(parameter: &FieldType) -> u16 {
    match parameter {
        FieldType::Base(BaseType::Long | BaseType::Double) => 2,
        FieldType::Base(_) | FieldType::Object(_) | FieldType::Array(_) => 1,
    }
}

fn class_attributes(
    pool: &mut ConstantPool,
    class: &ClassSignature,
    artifact: &[ClassSignature],
) -> Result<Vec<Attribute>> {
    let mut attributes = shared_attributes(pool, class.generic.as_deref(), class.deprecated)?;
    let classes = inner_classes(pool, class, artifact)?;
    if !classes.is_empty() {
        attributes.push(Attribute::InnerClasses { name_index: pool.add_utf8("InnerClasses")?, classes });
    }
    Ok(attributes)
}

/// What javac needs to read `Outer$Inner` as `Outer.Inner`: the classes around this one, those
/// in it, and those it mentions. Sorted by name, an outer class comes before its inner ones.
fn inner_classes(
    pool: &mut ConstantPool,
    class: &ClassSignature,
    artifact: &[ClassSignature],
) -> Result<Vec<InnerClass>> {
    let family = |nested: &ClassSignature| {
        class.name == nested.name
            || class.name.starts_with(&format!("{}$", nested.name))
            || nested.outer.as_ref() == Some(&class.name)
            || class.mentions(&nested.name)
    };
    let mut nested: Vec<_> =
        artifact.iter().filter_map(|nested| Some((nested, nested.outer.as_deref()?))).collect();
    nested.retain(|(nested, _)| family(nested));
    nested.sort_by_key(|(nested, _)| &nested.name);
    nested.into_iter().map(|(nested, outer)| inner_class(pool, nested, outer)).collect()
}

fn inner_class(pool: &mut ConstantPool, nested: &ClassSignature, outer: &str) -> Result<InnerClass> {
    Ok(InnerClass {
        class_info_index: pool.add_class(internal(&nested.name))?,
        outer_class_info_index: pool.add_class(internal(outer))?,
        name_index: pool.add_utf8(&nested.name[outer.len() + "$".len()..])?,
        access_flags: NestedClassAccessFlags::from_bits_truncate(nested.flags),
    })
}

fn shared_attributes(
    pool: &mut ConstantPool,
    generic: Option<&str>,
    deprecated: bool,
) -> Result<Vec<Attribute>> {
    let mut attributes = Vec::new();
    if let Some(generic) = generic {
        attributes.push(Attribute::Signature {
            name_index: pool.add_utf8("Signature")?,
            signature_index: pool.add_utf8(generic)?,
        });
    }
    if deprecated {
        attributes.push(Attribute::Deprecated { name_index: pool.add_utf8("Deprecated")? });
    }
    Ok(attributes)
}

fn class_indexes(pool: &mut ConstantPool, names: &[String]) -> Result<Vec<u16>> {
    names.iter().map(|name| pool.add_class(internal(name))).collect()
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    const OUTER: &str = r#"{"name":"a.Outer","acc":1057,"super":"java.lang.Object","ifaces":["java.io.Serializable"],
        "sig":"<T:Ljava/lang/Object;>Ljava/lang/Object;Ljava/io/Serializable;","dep":true,"outer":null,"members":[
        ["f","LIMIT","J",null,25,false,[],[],7],
        ["m","copy","(JI)V",null,9,false,[],["java.io.IOException"],null],
        ["m","next","()La/Outer$Inner;",null,1025,false,[],[],null]]}"#;

    const INNER: &str = r#"{"name":"a.Outer$Inner","acc":12,"super":"java.lang.Object","ifaces":[],"sig":null,
        "dep":false,"outer":"a.Outer","members":[]}"#;

    #[test]
    fn a_nested_class_is_public_outside_and_as_declared_inside() {
        let inner = written(INNER);

        assert_eq!(inner.access_flags, ClassAccessFlags::PUBLIC | ClassAccessFlags::SUPER);
        let declared = NestedClassAccessFlags::PROTECTED | NestedClassAccessFlags::STATIC;
        assert_eq!(nested(&inner), [("a/Outer$Inner".to_owned(), "Inner".to_owned(), declared)]);
    }

    #[test]
    fn a_class_names_those_nested_in_it() {
        assert_eq!(nested(&written(OUTER)).len(), 1);
    }

    #[test]
    fn a_body_has_a_local_for_each_slot_and_an_abstract_method_has_none() {
        let outer = written(OUTER);

        let locals: Vec<_> = outer.methods.iter().map(max_locals).collect();
        assert_eq!(locals, [Some(3), None]);
    }

    #[test]
    fn what_is_written_verifies() {
        assert!(written(OUTER).verify().is_ok());
    }

    fn written(json: &str) -> ClassFile {
        let artifact: Vec<_> =
            [OUTER, INNER].map(|json| serde_json::from_str(json).expect("the rows are well-formed")).into();
        let class = serde_json::from_str(json).expect("the row is well-formed");
        let bytes = write(&class, &artifact).expect("the row can be written");
        ClassFile::from_bytes(&mut Cursor::new(bytes)).expect("what is written can be read")
    }

    fn nested(class: &ClassFile) -> Vec<(String, String, NestedClassAccessFlags)> {
        let pool = &class.constant_pool;
        let class_name = |index| pool.try_get_class(index).expect("the index names a class").to_owned();
        let text = |index| pool.try_get_utf8(index).expect("the index names a text").to_owned();
        let describe = |inner: &InnerClass| {
            (class_name(inner.class_info_index), text(inner.name_index), inner.access_flags)
        };
        class.attributes.iter().flat_map(inner_class_table).map(describe).collect()
    }

    fn inner_class_table(attribute: &Attribute) -> &[InnerClass] {
        if let Attribute::InnerClasses { classes, .. } = attribute { classes } else { &[] }
    }

    fn max_locals(method: &Method) -> Option<u16> {
        method.attributes.iter().find_map(|attribute| match attribute {
            Attribute::Code { max_locals, .. } => Some(*max_locals),
            _ => None,
        })
    }
}
