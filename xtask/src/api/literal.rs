//! The value of a constant as the tables write it: a literal of Java, on one line.

use std::fmt::Write as _;

use crate::signature::ConstantValue;

/// The literal of a field with this descriptor.
pub(super) fn literal(descriptor: &str, value: &ConstantValue) -> String {
    match (descriptor, value) {
        ("Z", ConstantValue::Number(number)) => (*number != 0).to_string(),
        ("C", ConstantValue::Number(number)) => {
            let unit = u16::try_from(*number).expect("a `char` has sixteen bits");
            format!("'{}'", escaped(unit, '\''))
        }
        (_, ConstantValue::Number(number)) => number.to_string(),
        #[expect(clippy::cast_possible_truncation, reason = "the field has as many bits")]
        ("F", ConstantValue::Fraction(number)) => fraction(&format!("{:?}", *number as f32)),
        (_, ConstantValue::Fraction(number)) => fraction(&format!("{number:?}")),
        (_, ConstantValue::Text(text)) => {
            let units: String = text.encode_utf16().map(|unit| escaped(unit, '"')).collect();
            format!("\"{units}\"")
        }
    }
}

fn fraction(text: &str) -> String {
    text.replace("inf", "Infinity")
}

/// A unit of a string or character: as it is where every editor shows it.
fn escaped(unit: u16, quote: char) -> String {
    let mut text = String::new();
    match char::from_u32(unit.into()) {
        Some('\n') => text.push_str("\\n"),
        Some('\t') => text.push_str("\\t"),
        Some('\r') => text.push_str("\\r"),
        Some(letter) if letter == quote || letter == '\\' => text.extend(['\\', letter]),
        Some(letter) if letter == ' ' || letter.is_ascii_graphic() => text.push(letter),
        Some(_) | None => write!(text, "\\u{unit:04x}").expect("memory takes everything"),
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_a_literal_on_one_line() {
        let text = |descriptor: &str, value| literal(descriptor, &value);
        assert_eq!(text("I", ConstantValue::Number(-1)), "-1");
        assert_eq!(text("Z", ConstantValue::Number(1)), "true");
        assert_eq!(text("C", ConstantValue::Number(9)), "'\\t'");
        assert_eq!(text("C", ConstantValue::Number(0xd800)), "'\\ud800'");
        assert_eq!(text("C", ConstantValue::Number(0x27)), "'\\''");
        assert_eq!(text("F", ConstantValue::Fraction(f64::from(0.1_f32))), "0.1");
        assert_eq!(text("D", ConstantValue::Fraction(f64::NEG_INFINITY)), "-Infinity");
        let string = ConstantValue::Text("a \"b\"\\\n\u{1f600}".to_owned());
        assert_eq!(text("Ljava/lang/String;", string), r#""a \"b\"\\\n\ud83d\ude00""#);
    }
}
