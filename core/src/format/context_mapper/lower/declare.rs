//! Records of everything that is declared, still without what it refers to.

use super::super::grammar::Construct;
use super::super::lexer::Span;
use super::super::tree::{Block, Kept, Why};
use super::super::words::{CLASSIFICATIONS, CONTEXT_KINDS, EVOLUTIONS, KNOWLEDGE_LEVELS, TEAM, VOLATILITIES};
use super::{Lowering, Site};
use crate::model::{Aggregate, BoundedContext, ContextId, Domain, DomainId, Party, ProblemSpace, Subdomain, Team};
use crate::theme::TEAM_MARKS;

impl Lowering<'_> {
    pub(super) fn declare(&mut self) {
        for (index, file) in self.files.iter().enumerate() {
            self.keep_in_header(index, "", kept(&file.root, &["import"]));
            for block in &file.root.members {
                let site = Site { file: index, block };
                match block.level.construct {
                    Construct::Map => self.maps.push(site),
                    Construct::Domain => self.domain(site),
                    _ if block.value("type").is_some_and(|kind| kind.text == TEAM) => self.team(site),
                    _ => self.context(site),
                }
            }
        }
    }

    /// Keeps text that belongs to no record but the header.
    pub(super) fn keep_in_header(&mut self, file: usize, prefix: &str, kept: Vec<Kept>) {
        if let Some(of_file) = self.kept.get_mut(file) {
            of_file.extend(prefixed(prefix, kept));
        }
    }
}

impl<'a> Lowering<'a> {
    fn domain(&mut self, site: Site<'a>) {
        let Site { file, block } = site;
        let id: DomainId = self.ids.fresh();
        self.problem_space.entry(&block.name.text).or_insert(ProblemSpace::Domain(id));
        self.keep_in_header(file, &block.label(), kept(block, &["domainVisionStatement"]));
        let (name, vision) = (block.name.text.clone(), block.text("domainVisionStatement"));
        self.domains.push(Domain { id, name, vision, ..Domain::default() });
        for member in &block.members {
            self.subdomain(Site { file, block: member }, id);
        }
    }

    fn subdomain(&mut self, site: Site<'a>, domain: DomainId) {
        let Site { file, block } = site;
        let id = self.ids.fresh();
        self.problem_space.entry(&block.name.text).or_insert(ProblemSpace::Subdomain(id));
        let record = Subdomain {
            id,
            domain,
            name: block.name.text.clone(),
            classification: self.word(site, "type", CLASSIFICATIONS),
            vision: block.text("domainVisionStatement"),
            held: self.hold(file, kept(block, &["type", "domainVisionStatement"])),
        };
        self.subdomains.push(record);
    }

    fn team(&mut self, site: Site<'a>) {
        const FIELDS: [&str; 5] = ["type", "domainVisionStatement", "responsibilities", "implements", "realizes"];
        let Site { file, block } = site;
        let id = self.ids.fresh();
        self.parties.entry(&block.name.text).or_insert(Party::Team(id));
        self.party_sites.push((site, Party::Team(id)));
        let mut kept = kept(block, &FIELDS);
        for member in &block.members {
            keep_whole(&mut kept, member, Why::NoRecord);
        }
        let record = Team {
            id,
            name: block.name.text.clone(),
            purpose: block.text("domainVisionStatement"),
            responsibilities: texts(block, "responsibilities"),
            mark: u8::try_from(self.teams.len() % TEAM_MARKS.len()).unwrap_or_default(),
            held: self.hold(file, kept),
            ..Team::default()
        };
        self.teams.push(record);
    }

    fn context(&mut self, site: Site<'a>) {
        const FIELDS: [&str; 10] = [
            "type",
            "domainVisionStatement",
            "responsibilities",
            "implementationTechnology",
            "businessModel",
            "evolution",
            "knowledgeLevel",
            "implements",
            "refines",
            "realizes",
        ];
        let Site { file, block } = site;
        let id: ContextId = self.ids.fresh();
        self.parties.entry(&block.name.text).or_insert(Party::Context(id));
        self.party_sites.push((site, Party::Context(id)));
        let mut kept = kept(block, &FIELDS);
        for member in &block.members {
            let site = Site { file, block: member };
            if member.level.construct == Construct::Module {
                kept.extend(self.module(site, id));
            } else {
                self.aggregate(site, id, "");
            }
        }
        let record = BoundedContext {
            id,
            name: block.name.text.clone(),
            kind: self.word(site, "type", CONTEXT_KINDS),
            purpose: block.text("domainVisionStatement"),
            responsibilities: texts(block, "responsibilities"),
            technology: block.text("implementationTechnology"),
            business_model: block.text("businessModel"),
            evolution: self.word(site, "evolution", EVOLUTIONS),
            knowledge_level: self.word(site, "knowledgeLevel", KNOWLEDGE_LEVELS),
            held: self.hold(file, kept),
            ..BoundedContext::default()
        };
        self.contexts.push(record);
    }

    /// Takes the aggregates of a module, and answers with what its context keeps of the rest.
    fn module(&mut self, site: Site<'a>, context: ContextId) -> Vec<Kept> {
        let Site { file, block } = site;
        for member in &block.members {
            self.aggregate(Site { file, block: member }, context, &block.name.text);
        }
        let kept = kept(block, &[]);
        if block.members.is_empty() && kept.iter().all(|kept| kept.why == Why::Comment) {
            let mut whole = Vec::new();
            keep_whole(&mut whole, block, Why::NoRecord);
            return whole;
        }
        prefixed(&block.label(), kept).collect()
    }

    fn aggregate(&mut self, site: Site<'a>, context: ContextId, module: &str) {
        let Site { file, block } = site;
        let id = self.ids.fresh();
        self.aggregates_of.entry((context, &block.name.text)).or_insert(id);
        self.aggregates_anywhere.entry(&block.name.text).or_insert(id);
        self.aggregate_sites.push((site, id));
        let record = Aggregate {
            id,
            context,
            name: block.name.text.clone(),
            module: module.to_owned(),
            responsibilities: texts(block, "responsibilities"),
            volatility: self.word(site, "likelihoodForChange", VOLATILITIES),
            held: self.hold(file, kept(block, &["responsibilities", "owner", "likelihoodForChange"])),
            ..Aggregate::default()
        };
        self.aggregates.push(record);
    }
}

/// What is kept of a block as text: all but its blocks and the attributes that the record has fields for.
pub(super) fn kept(block: &Block, fields: &[&str]) -> Vec<Kept> {
    let mut kept = block.kept.clone();
    kept.extend(block.comments.iter().map(|span| comment(*span)));
    let others = block.attributes.iter().filter(|attribute| !fields.contains(&attribute.key));
    kept.extend(others.map(|attribute| Kept {
        label: attribute.key.to_owned(),
        span: attribute.span,
        why: Why::NoRecord,
    }));
    kept
}

/// Keeps a block as one text, with the comments beside it.
pub(super) fn keep_whole(kept: &mut Vec<Kept>, block: &Block, why: Why) {
    let is_beside = |span: &&Span| !(block.span.start..block.span.end).contains(&span.start);
    kept.extend(block.comments.iter().filter(is_beside).map(|span| comment(*span)));
    kept.push(Kept { label: block.label(), span: block.span, why });
}

fn comment(span: Span) -> Kept {
    Kept { label: "Comment".to_owned(), span, why: Why::Comment }
}

/// Labels what is kept with the block that it stood in.
fn prefixed(prefix: &str, kept: Vec<Kept>) -> impl Iterator<Item = Kept> {
    kept.into_iter().map(move |mut kept| {
        if !prefix.is_empty() && kept.why != Why::Comment {
            kept.label = format!("{prefix}: {}", kept.label);
        }
        kept
    })
}

fn texts(block: &Block, key: &str) -> Vec<String> {
    block.values(key).map(|(_, value)| value.text.clone()).collect()
}
