//! Scenarios over landscapes of a few lines.
