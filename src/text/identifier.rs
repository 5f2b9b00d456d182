//! Identifiers of Java in a text that nobody has parsed: also those in comments and literals, and keywords.

use super::Span;

/// Whether `byte` can stand in an identifier; every byte of a letter beyond ASCII can.
pub fn is_identifier_part(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | 0x80..)
}

/// Whether an identifier stands on both sides of `at`.
pub fn is_inside_identifier(text: &[u8], at: usize) -> bool {
    let around = at.checked_sub(1).and_then(|before| Some((text.get(before)?, text.get(at)?)));
    around.is_some_and(|(before, after)| is_identifier_part(*before) && is_identifier_part(*after))
}

/// The identifiers of `text`, in its order; numbers are among them.
pub fn identifiers(text: &[u8]) -> impl Iterator<Item = Span> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].iter().position(|byte| is_identifier_part(*byte))?;
        let length = text[start..].iter().position(|byte| !is_identifier_part(*byte));
        at = length.map_or(text.len(), |length| start + length);
        Some(Span::new(start, at))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_inside_of_an_identifier_or_between_two() {
        let inside: Vec<usize> = (0..=5).filter(|at| is_inside_identifier(b"ab.c1", *at)).collect();
        assert_eq!(inside, [1, 4]);
    }

    #[test]
    fn identifiers_end_where_no_letter_follows() {
        let text = "a.b_1(größe);$x";
        let found: Vec<&str> = identifiers(text.as_bytes()).map(|span| span.of(text)).collect();
        assert_eq!(found, ["a", "b_1", "größe", "$x"]);
        assert_eq!(identifiers(b"").count(), 0);
    }
}
