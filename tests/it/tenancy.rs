//! The tenant boundary.
