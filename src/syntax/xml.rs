//! XML trees with spans.
