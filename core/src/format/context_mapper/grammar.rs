//! The strategic part of the language as data: which attributes and blocks stand inside of which. The parser reads by
//! these tables, so that a new attribute is a new row.
//!
//! The order inside of a block is free here, although the language's own tools ask for one in places.

/// A kind of block.
#[derive(Debug)]
pub(super) struct Level {
    pub(super) construct: Construct,
    /// The word that it begins with.
    pub(super) keyword: &'static str,
    /// What can follow its name, before the body.
    pub(super) clauses: &'static [Row],
    /// The attributes in its body.
    pub(super) attributes: &'static [Row],
    /// The blocks in its body that become records.
    pub(super) members: &'static [&'static Level],
    /// How a sentence lists what can stand in its body.
    pub(super) expects: &'static str,
}

/// What a block describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Construct {
    File,
    Map,
    Relationship,
    Context,
    Module,
    Aggregate,
    Domain,
    Subdomain,
}

/// An attribute: its keyword and what follows it.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) key: &'static str,
    pub(super) value: Value,
}

/// What follows an attribute's keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// Nothing.
    Flag,
    /// One word.
    Word,
    /// Words with commas between them.
    Words,
    /// One text in quotes.
    Text,
    /// Texts with commas between them.
    Texts,
    /// Texts, and words with dots in them, with commas between them.
    Any,
}

impl Value {
    /// Whether several values can stand there, and the attribute itself several times.
    pub(super) fn is_list(self) -> bool {
        matches!(self, Self::Words | Self::Texts | Self::Any)
    }

    /// Whether a text in quotes should stand there.
    pub(super) fn is_text(self) -> bool {
        matches!(self, Self::Text | Self::Texts)
    }
}

const fn row(key: &'static str, value: Value) -> Row {
    Row { key, value }
}

pub(super) static FILE: Level = Level {
    construct: Construct::File,
    keyword: "",
    clauses: &[],
    attributes: &[row("import", Value::Texts)],
    members: &[&MAP, &CONTEXT, &DOMAIN],
    expects: "ContextMap, BoundedContext, Domain or import",
};

pub(super) static MAP: Level = Level {
    construct: Construct::Map,
    keyword: "ContextMap",
    clauses: &[],
    attributes: &[row("type", Value::Word), row("state", Value::Word), row("contains", Value::Words)],
    members: &[],
    expects: "type, state, contains or a relationship such as A -> B",
};

pub(super) static RELATIONSHIP: Level = Level {
    construct: Construct::Relationship,
    keyword: "the relationship",
    clauses: &[],
    attributes: &[
        row("implementationTechnology", Value::Text),
        row("exposedAggregates", Value::Words),
        row("downstreamRights", Value::Word),
    ],
    members: &[],
    expects: "implementationTechnology, exposedAggregates or downstreamRights",
};

pub(super) static CONTEXT: Level = Level {
    construct: Construct::Context,
    keyword: "BoundedContext",
    clauses: &[row("implements", Value::Words), row("realizes", Value::Words), row("refines", Value::Word)],
    attributes: &[
        row("domainVisionStatement", Value::Text),
        row("type", Value::Word),
        row("responsibilities", Value::Texts),
        row("implementationTechnology", Value::Text),
        row("knowledgeLevel", Value::Word),
        row("businessModel", Value::Text),
        row("evolution", Value::Word),
    ],
    members: &[&MODULE, &AGGREGATE],
    expects: "an attribute such as type or responsibilities, a Module or an Aggregate",
};

pub(super) static MODULE: Level = Level {
    construct: Construct::Module,
    keyword: "Module",
    clauses: &[],
    attributes: &[row("external", Value::Flag), row("basePackage", Value::Any), row("hint", Value::Text)],
    members: &[&AGGREGATE],
    expects: "basePackage, external, hint or an Aggregate",
};

pub(super) static AGGREGATE: Level = Level {
    construct: Construct::Aggregate,
    keyword: "Aggregate",
    clauses: &[],
    attributes: &[
        row("responsibilities", Value::Texts),
        row("owner", Value::Word),
        row("likelihoodForChange", Value::Word),
        row("structuralVolatility", Value::Word),
        row("useCases", Value::Words),
        row("userStories", Value::Words),
        row("features", Value::Words),
        row("userRequirements", Value::Words),
        row("knowledgeLevel", Value::Word),
        row("contentVolatility", Value::Word),
        row("availabilityCriticality", Value::Word),
        row("consistencyCriticality", Value::Word),
        row("storageSimilarity", Value::Word),
        row("securityCriticality", Value::Word),
        row("securityZone", Value::Text),
        row("securityAccessGroup", Value::Text),
    ],
    members: &[],
    expects: "an attribute such as owner or responsibilities, an Entity, a ValueObject or another of its members",
};

pub(super) static DOMAIN: Level = Level {
    construct: Construct::Domain,
    keyword: "Domain",
    clauses: &[],
    attributes: &[row("domainVisionStatement", Value::Text)],
    members: &[&SUBDOMAIN],
    expects: "domainVisionStatement or a Subdomain",
};

pub(super) static SUBDOMAIN: Level = Level {
    construct: Construct::Subdomain,
    keyword: "Subdomain",
    clauses: &[row("supports", Value::Words)],
    attributes: &[row("type", Value::Word), row("domainVisionStatement", Value::Text)],
    members: &[],
    expects: "type, domainVisionStatement, an Entity or a Service",
};

/// The blocks that stand in a file by themselves and so never inside of another.
pub(super) const OUTERMOST: [&str; 3] = ["BoundedContext", "ContextMap", "Domain"];

/// The blocks that become records, but only in their place.
pub(super) const PLACED: [&str; 3] = ["Aggregate", "Module", "Subdomain"];

/// The blocks that are kept as text, some of them also without a body.
pub(super) const KEPT: [&str; 22] = [
    "Application",
    "BasicType",
    "Command",
    "CommandEvent",
    "Consumer",
    "Coordination",
    "DataTransferObject",
    "DomainEvent",
    "Entity",
    "Event",
    "Flow",
    "Repository",
    "Resource",
    "Service",
    "Stakeholders",
    "Trait",
    "UseCase",
    "UserStory",
    "ValueObject",
    "ValueRegister",
    "abstract",
    "enum",
];

/// Words between the name of a block and its body that a name follows.
pub(super) const CONNECTORS: [&str; 11] =
    ["extends", "with", "split", "by", "of", "for", "supports", "implements", "realizes", "refines", "in"];

/// Whether a block begins with this word.
pub(super) fn is_keyword(word: &str) -> bool {
    KEPT.contains(&word) || PLACED.contains(&word) || OUTERMOST.contains(&word)
}
