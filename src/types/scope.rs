//! What a name in a Java file means.
