//! Context Mapper's language (CML).

use super::Format;

/// The registry's entry.
pub const FORMAT: Format = Format {
    name: "Context Mapper",
    extensions: &["cml"],
    media_type: "text/x-cml",
    recognizes: |_| false,
    import: None,
    export: None,
};
