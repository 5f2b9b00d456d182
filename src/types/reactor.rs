//! Maven projects of a repository and what they inherit.
