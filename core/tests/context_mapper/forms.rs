//! Every form in which a relationship can be written, and what it says.

use atoll_core::model::{Party, Relationship, RelationshipKind};
use atoll_core::pattern;

use super::import;

/// Statement, upstream, downstream, and the patterns in short.
const FORMS: [(&str, &str); 55] = [
    // Partnership and Shared Kernel: brackets at either side of either name.
    ("A [P]<->[P] B", "A P B"),
    ("[P]A <-> [P]B", "A P B"),
    ("A[P] <-> B[P]", "A P B"),
    ("[P]A <-> B[P]", "A P B"),
    ("A [ P ] <-> [ P ] B", "A P B"),
    ("A[P]<->B", "A P B"),
    ("A<->[P]B", "A P B"),
    ("A<->B[P]", "A P B"),
    ("A Partnership B", "A P B"),
    ("A [P]Partnership[P] B", "A P B"),
    ("A [SK]<->[SK] B", "A SK B"),
    ("[SK]A <-> [SK]B", "A SK B"),
    ("A[SK] <-> B[SK]", "A SK B"),
    ("[SK] A <-> B [SK]", "A SK B"),
    ("A[SK]<->B", "A SK B"),
    ("A Shared-Kernel B", "A SK B"),
    ("A <-> B", "A SK B"),
    ("A<->B", "A SK B"),
    ("B <-> A", "B SK A"),
    // Upstream and downstream: the arrow points downstream.
    ("A -> B", "A U/D B"),
    ("A->B", "A U/D B"),
    ("B <- A", "A U/D B"),
    ("A [U]->[D] B", "A U/D B"),
    ("A[U]->[D]B", "A U/D B"),
    ("B [D]<-[U] A", "A U/D B"),
    ("[U]A -> [D]B", "A U/D B"),
    ("A[U] -> B[D]", "A U/D B"),
    ("A [U]-> B", "A U/D B"),
    ("A ->[D] B", "A U/D B"),
    ("A [U,OHS,PL]->[D,ACL] B", "A U/D OHS PL ACL B"),
    ("A [ U , PL , OHS ] -> [ D , CF ] B", "A U/D OHS PL CF B"),
    ("A [OHS]->[CF] B", "A U/D OHS CF B"),
    ("A [PL]-> B", "A U/D PL B"),
    ("B [D,CF]<-[U,OHS] A", "A U/D OHS CF B"),
    ("B <-[PL] A", "A U/D PL B"),
    ("B [ACL]<- A", "A U/D ACL B"),
    ("A [OHS,PL] -> [ACL,CF] B", "A U/D OHS PL CF ACL B"),
    ("A Upstream-Downstream B", "A U/D B"),
    ("A [OHS,PL] Upstream-Downstream [ACL] B", "A U/D OHS PL ACL B"),
    ("A[]Upstream-Downstream[]B", "A U/D B"),
    ("B Downstream-Upstream A", "A U/D B"),
    ("B[ACL]Downstream-Upstream[OHS,PL]A", "A U/D OHS PL ACL B"),
    ("B [] Downstream-Upstream [PL] A", "A U/D PL B"),
    // Customer and supplier: the customer is downstream.
    ("A [U,S]->[D,C] B", "A C/S B"),
    ("A [S]->[C] B", "A C/S B"),
    ("A[ U , S ]->[ D , C ]B", "A C/S B"),
    ("B [D,C]<-[U,S] A", "A C/S B"),
    ("B [C]<-[S] A", "A C/S B"),
    ("A [U,S,PL]->[D,C,ACL] B", "A C/S PL ACL B"),
    ("B [C,ACL]<-[S,PL] A", "A C/S PL ACL B"),
    ("B Customer-Supplier A", "A C/S B"),
    ("B [ACL] Customer-Supplier [PL] A", "A C/S PL ACL B"),
    ("B[]Customer-Supplier[]A", "A C/S B"),
    ("A Supplier-Customer B", "A C/S B"),
    ("A [PL]Supplier-Customer[ACL] B", "A C/S PL ACL B"),
];

fn short(relationship: &Relationship) -> String {
    let roles = pattern::roles(relationship).map(|role| format!(" {}", role.code));
    // Of the two contexts that are declared, A is the first.
    let name = |party| if party == Party::Context(atoll_core::model::ContextId::new(1)) { "A" } else { "B" };
    let [upstream, downstream] = relationship.parties().map(name);
    format!("{upstream} {}{} {downstream}", pattern::whole(relationship.kind).code, roles.collect::<String>())
}

#[test]
fn every_form_is_read() {
    const BODIES: [&str; 4] = ["", " : Name", " {}", ":Name{implementationTechnology='x'}"];
    for (statement, expected) in FORMS {
        for body in BODIES {
            // A relationship on either side shows that nothing of a neighbour is taken.
            let text = format!(
                "ContextMap {{ contains A, B\nA -> B\n{statement}{body}\nB -> A\n}} BoundedContext A BoundedContext B"
            );
            let import = import(&text);
            assert_eq!(super::lines(&import.notes), Vec::<String>::new(), "{statement}{body}");
            let landscape = import.landscape();
            let found: Vec<String> = landscape.relationships.values().map(|it| short(it)).collect();
            assert_eq!(found, ["A U/D B", expected, "B U/D A"], "{statement}{body}");
            let middle = landscape.relationships.values().nth(1).expect("the one in the middle");
            assert_eq!(middle.name, if body.contains("Name") { "Name" } else { "" }, "{statement}{body}");
            assert_eq!(middle.technology, if body.contains('x') { "x" } else { "" }, "{statement}{body}");
        }
    }
}

#[test]
fn forms_can_stand_on_one_line_or_on_many() {
    let spread = "A\n[\nU\n,\nOHS\n]\n->\n[\nD\n]\nB\n:\nName\n{\n}\n";
    let text = format!("ContextMap {{ {spread} A[P]<->[P]B B Customer-Supplier A }} BoundedContext A BoundedContext B");
    let import = import(&text);
    assert!(import.notes.is_empty(), "{:?}", import.notes);
    let landscape = import.landscape();
    let kinds: Vec<RelationshipKind> = landscape.relationships.values().map(|it| it.kind).collect();
    use RelationshipKind::{CustomerSupplier, Partnership, UpstreamDownstream};
    assert_eq!(kinds, [UpstreamDownstream, Partnership, CustomerSupplier]);
}
