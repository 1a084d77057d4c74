//! Makes records of what was found in the files: first of everything that is declared, then of what refers to it, so
//! that the order in the files does not matter.
//!
//! What has no record becomes [`Held`] text of the record that it stands in, labelled with the keyword and the name
//! that it has in the file: `Entity Customer`, `securityZone`. Text of a module says so, `Module claims: Service S`,
//! and so does that of a domain, which the header holds: `Domain Insurance: Service S`. Text before a block is
//! labelled `Documentation`, a comment `Comment`.

use crate::sorted_map::SortedMap;

use super::grammar::KEPT;
use super::load::File;
use super::notes::notes;
use super::tree::{Block, Kept, Name, Remark, Why, in_order};
use super::words::Words;
use crate::format::{Import, NoteKind};
use crate::model::{
    Aggregate, AggregateId, BoundedContext, ContextId, Domain, Header, Held, IdSource, Party, ProblemSpace, Record,
    Relationship, Subdomain, Team,
};

mod declare;
mod link;
mod map;

/// Makes records and notes of the files, of which the first is the one that was opened. Also says whether there was
/// anything in them that the language knows.
pub(super) fn lower<'a>(files: &'a [File<'a>], ids: &'a mut IdSource) -> (Import, bool) {
    let mut lowering = Lowering::new(files, ids);
    lowering.declare();
    lowering.link();
    let on_map = lowering.map();
    let has_block = |kept: &Kept| KEPT.iter().any(|keyword| kept.label.split(' ').next() == Some(keyword));
    let is_known = on_map.is_some()
        || !(lowering.parties.is_empty() && lowering.domains.is_empty())
        || lowering.kept.iter().flatten().any(has_block);
    (lowering.finish(on_map), is_known)
}

/// A block and the file that it is in.
#[derive(Clone, Copy)]
struct Site<'a> {
    file: usize,
    block: &'a Block,
}

struct Lowering<'a> {
    files: &'a [File<'a>],
    ids: &'a mut IdSource,
    header: Header,
    domains: Vec<Domain>,
    subdomains: Vec<Subdomain>,
    teams: Vec<Team>,
    contexts: Vec<BoundedContext>,
    aggregates: Vec<Aggregate>,
    relationships: Vec<Relationship>,

    /// The blocks behind the records, for the references in them.
    party_sites: Vec<(Site<'a>, Party)>,
    aggregate_sites: Vec<(Site<'a>, AggregateId)>,
    maps: Vec<Site<'a>>,

    /// What a name means. Of several declarations with one name, the first counts.
    parties: SortedMap<&'a str, Party>,
    problem_space: SortedMap<&'a str, ProblemSpace>,
    aggregates_of: SortedMap<(ContextId, &'a str), AggregateId>,
    aggregates_anywhere: SortedMap<&'a str, AggregateId>,

    /// What is said of each file.
    remarks: Vec<Vec<Remark>>,
    /// What the header will hold of each file.
    kept: Vec<Vec<Kept>>,
    /// Where the comments of each file are that are kept.
    comments: Vec<Vec<usize>>,
}

impl<'a> Lowering<'a> {
    fn new(files: &'a [File<'a>], ids: &'a mut IdSource) -> Self {
        Self {
            files,
            ids,
            header: Header::default(),
            domains: Vec::new(),
            subdomains: Vec::new(),
            teams: Vec::new(),
            contexts: Vec::new(),
            aggregates: Vec::new(),
            relationships: Vec::new(),
            party_sites: Vec::new(),
            aggregate_sites: Vec::new(),
            maps: Vec::new(),
            parties: SortedMap::new(),
            problem_space: SortedMap::new(),
            aggregates_of: SortedMap::new(),
            aggregates_anywhere: SortedMap::new(),
            remarks: files.iter().map(|file| file.remarks.clone()).collect(),
            kept: files.iter().map(|_| Vec::new()).collect(),
            comments: files.iter().map(|_| Vec::new()).collect(),
        }
    }

    fn remark(&mut self, file: usize, at: usize, kind: NoteKind, message: String) {
        if let Some(remarks) = self.remarks.get_mut(file) {
            remarks.push(Remark { at, kind, message });
        }
    }

    /// Makes text of a record of what is kept, in the order of the file, and says so.
    fn hold(&mut self, file: usize, kept: Vec<Kept>) -> Vec<Held> {
        let text = self.files.get(file).map(|file| &*file.text).unwrap_or_default();
        let mut held = Vec::new();
        for Kept { label, span, why } in in_order(kept, |kept| kept.span.start) {
            match why {
                Why::NoRecord => {
                    let message = format!("{label} is kept as text: Atoll has no record for it yet.");
                    self.remark(file, span.start, NoteKind::Held, message);
                }
                Why::Comment => self.comments.get_mut(file).into_iter().for_each(|of_file| of_file.push(span.start)),
                Why::Noted => {}
            }
            held.push(Held { label, text: span.of(text).to_owned() });
        }
        held
    }

    /// What the attribute's word stands for; nothing if it is not one of the words that the language has.
    fn word<T: Copy + Default>(&mut self, site: Site<'_>, key: &str, words: &Words<T>) -> T {
        let Some(name) = site.block.value(key) else { return T::default() };
        if let Some((_, value)) = words.iter().find(|(word, _)| *word == name.text) {
            return *value;
        }
        let words: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        self.unknown_word(site.file, name, key, &words);
        T::default()
    }

    fn unknown_word(&mut self, file: usize, name: &Name, key: &str, words: &[&str]) {
        let message = format!("“{}” is no {key}: expected {}.", name.text, words.join(", "));
        self.remark(file, name.at, NoteKind::NotUnderstood, message);
    }

    fn finish(mut self, on_map: Option<usize>) -> Import {
        for (file, kept) in std::mem::take(&mut self.kept).into_iter().enumerate() {
            let held = self.hold(file, kept);
            self.header.held.extend(held);
        }
        for (file, comments) in std::mem::take(&mut self.comments).into_iter().enumerate() {
            let Some(first) = comments.iter().min() else { continue };
            let message = match comments.len() {
                1 => "This comment is kept as text with what it stands beside.".to_owned(),
                count => format!("This comment and the others of the file, {count} in all, are kept as text."),
            };
            self.remark(file, *first, NoteKind::Held, message);
        }
        let mut records = vec![Record::from(self.header)];
        records.extend(self.domains.into_iter().map(Record::from));
        records.extend(self.subdomains.into_iter().map(Record::from));
        records.extend(self.teams.into_iter().map(Record::from));
        records.extend(self.contexts.into_iter().map(Record::from));
        records.extend(self.aggregates.into_iter().map(Record::from));
        records.extend(self.relationships.into_iter().map(Record::from));
        let of_file = self.files.iter().zip(self.remarks);
        let notes = of_file.flat_map(|(file, remarks)| notes(file, remarks)).collect();
        Import { records, notes, on_map }
    }
}
