//! Reads a relationship, in any of the forms that there are: with an arrow or a keyword in the middle, and with what
//! the ends are and do in brackets before or behind their names.

use super::cursor::Parser;
use super::grammar::{MAP, RELATIONSHIP};
use super::lexer::{Sign, Span, Token};
use super::tree::{Block, Relationship};
use crate::format::NoteKind;
use crate::model::{DownstreamRoles, End, RelationshipKind, UpstreamRoles};

/// What stands between the two ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Joint {
    kind: RelationshipKind,
    /// What the left end is; the ends of a symmetric relationship keep their order.
    left: End,
}

const fn joint(kind: RelationshipKind, left: End) -> Option<Joint> {
    Some(Joint { kind, left })
}

impl Parser<'_> {
    /// Whether a relationship starts here. Keywords are names as well, if what follows says so.
    pub(super) fn starts_relationship(&self) -> bool {
        let next = self.ahead(1);
        let is_joint = next.sign == Sign::OpenBracket || self.joint_of(next).is_some();
        self.token().sign == Sign::OpenBracket || (self.is_name() && is_joint && !self.is_attribute(&MAP))
    }

    /// Reads a relationship. One that cannot be read to the end of its line is not taken at all.
    pub(super) fn relationship(&mut self, map: &mut Block) {
        let start = self.at;
        let body = Block::new(&RELATIONSHIP, self.token().span.start);
        let Some(mut relationship) = self.line(body) else {
            return self.recover(start);
        };
        let body = &mut relationship.body;
        if self.token().sign == Sign::Colon {
            self.at += 1;
            if let Some(name) = self.expect_name("the relationship's name") {
                body.name = name;
            }
        }
        if self.token().sign == Sign::Open {
            self.at += 1;
            self.members(body);
        }
        self.finish(body);
        map.relationships.push(relationship);
    }

    fn line(&mut self, body: Block) -> Option<Relationship> {
        let mut left_tags = self.tags()?;
        let left = self.expect_name("the name of a context")?;
        left_tags.extend(self.tags()?);
        let Some(joint) = self.joint_of(self.token()) else {
            self.expected("an arrow (->, <- or <->) or a pattern such as Shared-Kernel");
            return None;
        };
        let is_keyword = self.token().sign == Sign::Word;
        self.at += 1;
        let mut right_tags = self.tags()?;
        if self.is_new_line() && self.is_attribute(&MAP) {
            self.expected("the name of a context");
            return None;
        }
        let right = self.expect_name("the name of a context")?;
        if right_tags.is_empty() && self.has_tags_behind(!left_tags.is_empty()) {
            right_tags.extend(self.tags()?);
        }

        let (upstream, downstream) = if joint.left == End::Upstream { (left, right) } else { (right, left) };
        let mut relationship = Relationship {
            upstream,
            downstream,
            kind: joint.kind,
            upstream_roles: UpstreamRoles::default(),
            downstream_roles: DownstreamRoles::default(),
            body,
        };
        // An arrow does not settle the kind, a keyword does.
        let mut said = is_keyword.then_some(joint.kind);
        self.apply(&mut relationship, &mut said, joint.left, &left_tags);
        self.apply(&mut relationship, &mut said, joint.left.other(), &right_tags);
        let has = |tags: &[Token], letter| tags.iter().any(|tag| tag.span.of(self.text) == letter);
        let is_one_sided = [&left_tags, &right_tags].map(|tags| has(tags, "S") || has(tags, "C")) != [true; 2];
        if relationship.kind == RelationshipKind::CustomerSupplier && !is_keyword && is_one_sided {
            let message = "Only one end says S or C: this was taken as Customer/Supplier.".to_owned();
            self.remark(relationship.body.span.start, NoteKind::Changed, message);
        }
        Some(relationship)
    }

    fn joint_of(&self, token: Token) -> Option<Joint> {
        use End::{Downstream, Upstream};
        use RelationshipKind::{CustomerSupplier, Partnership, SharedKernel, UpstreamDownstream};
        match (token.sign, token.span.of(self.text)) {
            (Sign::ToRight, _) | (Sign::Word, "Upstream-Downstream") => joint(UpstreamDownstream, Upstream),
            (Sign::ToLeft, _) | (Sign::Word, "Downstream-Upstream") => joint(UpstreamDownstream, Downstream),
            (Sign::BothWays, _) | (Sign::Word, "Shared-Kernel") => joint(SharedKernel, Upstream),
            (Sign::Word, "Partnership") => joint(Partnership, Upstream),
            (Sign::Word, "Supplier-Customer") => joint(CustomerSupplier, Upstream),
            (Sign::Word, "Customer-Supplier") => joint(CustomerSupplier, Downstream),
            _ => None,
        }
    }

    /// Reads brackets and what stands in them; nothing if there are none.
    fn tags(&mut self) -> Option<Vec<Token>> {
        let mut tags = Vec::new();
        if self.token().sign != Sign::OpenBracket {
            return Some(tags);
        }
        self.at += 1;
        loop {
            let is_behind_comma = self.before().of(self.text) == ",";
            match self.token().sign {
                Sign::CloseBracket if !is_behind_comma => {
                    self.at += 1;
                    return Some(tags);
                }
                Sign::Word if tags.is_empty() || is_behind_comma => tags.push(self.token()),
                Sign::Comma if !tags.is_empty() && !is_behind_comma => {}
                _ => {
                    self.expected("a role such as OHS or ACL, or the closing bracket");
                    return None;
                }
            }
            self.at += 1;
        }
    }

    /// Whether brackets behind the second name belong to it, and not to the next relationship.
    fn has_tags_behind(&self, has_tags_before: bool) -> bool {
        if self.token().sign != Sign::OpenBracket {
            return false;
        }
        let mut behind = 1;
        while matches!(self.ahead(behind).sign, Sign::Word | Sign::Comma) {
            behind += 1;
        }
        let [bracket, next] = [behind, behind + 1].map(|ahead| self.ahead(ahead));
        let gap = Span { start: bracket.span.end, end: next.span.start };
        let is_name_next = matches!(next.sign, Sign::Word | Sign::Escaped);
        !is_name_next || (!self.is_new_line() && (has_tags_before || gap.of(self.text).contains('\n')))
    }

    /// Puts what stands in the brackets at an end on the relationship. What contradicts the rest is left out, and said.
    fn apply(
        &mut self,
        relationship: &mut Relationship,
        said: &mut Option<RelationshipKind>,
        end: End,
        tags: &[Token],
    ) {
        for tag in tags {
            let word = tag.span.of(self.text);
            match apply_tag(relationship, said, end, word) {
                Some(true) => {}
                Some(false) => {
                    let message = format!("“{word}” contradicts the rest of this relationship and is left out.");
                    self.remark(tag.span.start, NoteKind::Changed, message);
                }
                None => {
                    let message = format!("“{word}” is no role: expected U, D, S, C, OHS, PL, ACL, CF, P or SK.");
                    self.not_understood(tag.span.start, message);
                }
            }
        }
    }
}

/// Puts one role on the relationship; false if it contradicts the rest, nothing if there is no such role.
///
/// `said` is the kind that a keyword or an earlier role has settled.
fn apply_tag(
    relationship: &mut Relationship,
    said: &mut Option<RelationshipKind>,
    end: End,
    tag: &str,
) -> Option<bool> {
    use RelationshipKind::{CustomerSupplier, Partnership, SharedKernel, UpstreamDownstream};
    let is_symmetric = matches!(relationship.kind, Partnership | SharedKernel);
    let kind = match tag {
        "P" => Some(Partnership),
        "SK" => Some(SharedKernel),
        "S" | "C" => Some(CustomerSupplier),
        _ => None,
    };
    let fits = match tag {
        "P" | "SK" => is_symmetric && (said.is_none() || *said == kind),
        "U" | "OHS" | "PL" => !is_symmetric && end == End::Upstream,
        "D" | "ACL" | "CF" => !is_symmetric && end == End::Downstream,
        "S" => !is_symmetric && end == End::Upstream && *said != Some(UpstreamDownstream),
        "C" => !is_symmetric && end == End::Downstream && *said != Some(UpstreamDownstream),
        _ => return None,
    };
    if !fits {
        return Some(false);
    }
    if let Some(kind) = kind {
        relationship.kind = kind;
        *said = Some(kind);
    }
    match tag {
        "OHS" => relationship.upstream_roles.open_host_service = true,
        "PL" => relationship.upstream_roles.published_language = true,
        "ACL" => relationship.downstream_roles.anticorruption_layer = true,
        "CF" => relationship.downstream_roles.conformist = true,
        _ => {}
    }
    Some(true)
}

#[cfg(test)]
mod tests {
    use super::super::parser::parse;

    /// The relationships of a map as `upstream downstream`, and what is said of them.
    fn read(statements: &str) -> (Vec<String>, Vec<String>) {
        let (file, remarks) = parse(&format!("ContextMap {{\n{statements}\n}}"));
        let names = |line: &super::Relationship| format!("{} {}", line.upstream.text, line.downstream.text);
        let lines = file.members.iter().flat_map(|map| &map.relationships).map(names).collect();
        (lines, remarks.into_iter().map(|remark| remark.message).collect())
    }

    fn check(statements: &str, expected: &[&str]) {
        let (lines, remarks) = read(statements);
        assert_eq!(lines, expected, "{statements}");
        assert!(remarks.is_empty(), "{statements}: {remarks:?}");
    }

    #[test]
    fn brackets_belong_to_the_name_that_they_stand_beside() {
        check("A[P] <-> B[P]\nC -> D", &["A B", "C D"]);
        check("A -> B\n[P]C <-> [P]D", &["A B", "C D"]);
        check("A [P]<->[P] B\n[SK]C <-> D[SK]\n[P]E <-> [P]F", &["A B", "C D", "E F"]);
        check("A -> B [D]\nC -> D", &["A B", "C D"]);
        check("A -> B [P]C <-> [P]D", &["A B", "C D"]);
        check("A[U]->[D]B C[D]<-[U]D", &["A B", "D C"]);
    }

    #[test]
    fn keywords_are_names_where_an_arrow_says_so() {
        check("type -> state contains [D]<-[U] Partnership", &["type state", "Partnership contains"]);
        check("contains Partnership\n^contains Partnership ^Partnership", &["contains Partnership"]);
    }

    #[test]
    fn a_contradiction_is_left_out_and_said() {
        for (statement, word) in [
            ("A [D]->[U] B", "D"),
            ("A [U,ACL]->[D] B", "ACL"),
            ("A [P]->[D] B", "P"),
            ("A [U]<->B", "U"),
            ("A [P]<->[SK] B", "SK"),
            ("A [SK]Partnership B", "SK"),
            ("A [S]Upstream-Downstream B", "S"),
        ] {
            let (lines, remarks) = read(statement);
            assert_eq!(lines, ["A B"], "{statement}");
            let expected = format!("“{word}” contradicts the rest of this relationship and is left out.");
            assert_eq!(remarks.first(), Some(&expected), "{statement}");
        }
        let (_, remarks) = read("A [U,S]->[D] B");
        assert_eq!(remarks, ["Only one end says S or C: this was taken as Customer/Supplier."]);
        let (_, remarks) = read("A [U,XL]-> B");
        assert_eq!(remarks, ["“XL” is no role: expected U, D, S, C, OHS, PL, ACL, CF, P or SK."]);
    }

    #[test]
    fn a_line_that_cannot_be_read_costs_no_other() {
        for (statement, remark) in [
            ("A -> }", "Expected the name of a context instead of “}”."),
            ("A -> { x }", "Expected the name of a context instead of “{”."),
            ("A ->", "Expected the name of a context instead of “contains”."),
            ("A [U,] B", "Expected a role such as OHS or ACL, or the closing bracket instead of “]”."),
            ("A [U -> B", "Expected a role such as OHS or ACL, or the closing bracket instead of “->”."),
            ("A [U] B { x }", "Expected an arrow (->, <- or <->) or a pattern such as Shared-Kernel instead of “B”."),
        ] {
            let (lines, remarks) = read(&format!("A -> B\n{statement}\ncontains A\nC -> D"));
            assert_eq!(remarks.first().map(String::as_str), Some(remark), "{statement}");
            let expected: &[&str] =
                if statement.contains('}') && !statement.contains('{') { &["A B"] } else { &["A B", "C D"] };
            assert_eq!(lines, expected, "{statement}");
        }
    }
}
