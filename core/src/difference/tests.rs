//! What differs, on landscapes of a few lines.
