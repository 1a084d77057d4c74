//! Who somebody says they are.

use super::*;

#[test]
fn nobody_says_they_are_somebody_who_signed_in() {
    let said = |id: &str, name: &str| as_said(&Person { id: id.to_owned(), name: name.to_owned() });
    assert_eq!(said("@0123456789", "Ann").id, "0123456789");
    assert_eq!(said("a-b_C1\n@<b>", "Ann").id, "a-b_C1b");
    assert_eq!(said(&"a".repeat(100), &"é".repeat(100)).id.len(), 64);
    assert_eq!(said("a", &"é".repeat(100)).name.chars().count(), 80);
    assert_eq!(said("a", "A\u{202e}nn\u{7}\n<b>").name, "Ann<b>");
}
