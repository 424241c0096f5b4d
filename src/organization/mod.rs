//! An organization's settings.
