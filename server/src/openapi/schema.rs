//! What messages look like. The types themselves are the core's, which knows nothing of OpenAPI; these say the same for
//! it. A test holds real answers against them.
#![expect(dead_code, reason = "these types describe others and never hold anything")]

mod live;
mod people;

use chrono::{DateTime, Utc};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{AdditionalProperties, Components, ObjectBuilder, Schema, SchemaType, Type};
use utoipa::{OpenApi, PartialSchema, ToSchema};

/// Every type that the document speaks of; those that they mention come along.
#[derive(OpenApi)]
#[openapi(components(schemas(
    Problem,
    Health,
    LandscapeId,
    LinkId,
    Revision,
    Create,
    Created,
    Opened,
    Submit,
    Submitted,
    LoggedCommand,
    Milestone,
    NameRevision,
    people::Link,
    people::MakeLink,
    people::MadeLink,
    people::Audited,
    people::Me,
    people::Mine,
    people::Nothing,
    live::Request,
    live::Said,
)))]
struct All;

/// What the document's schemas are.
pub(super) fn components() -> Components {
    All::openapi().components.unwrap_or_default()
}

/// Why a request was not done.
#[derive(ToSchema)]
struct Problem {
    /// A sentence that says what to do.
    error: String,
}

/// How the server is.
#[derive(ToSchema)]
struct Health {
    /// `ok`, or what is the matter.
    status: String,
}

/// Names a landscape: 128 bits in 26 letters and digits.
#[derive(ToSchema)]
#[schema(pattern = "^[0-7][0-9abcdefghjkmnpqrstvwxyz]{25}$")]
struct LandscapeId(String);

/// Names a link among those of its landscape; opens nothing.
#[derive(ToSchema)]
struct LinkId(String);

/// How many commands made a landscape what it is.
#[derive(ToSchema)]
struct Revision(u64);

/// Names the log that revisions count in; a database that was put back from a copy begins another one.
#[derive(ToSchema)]
struct Epoch(u32);

/// What opens a landscape: 256 bits in 52 letters and digits. The server keeps only a hash of it.
#[derive(ToSchema)]
#[schema(pattern = "^[01][0-9abcdefghjkmnpqrstvwxyz]{51}$")]
struct Token(String);

/// Chosen by whoever submits a command, once and for all, so that it is not done twice.
#[derive(ToSchema)]
#[schema(min_length = 1, max_length = 128)]
struct CommandKey(String);

/// What somebody may do; each holds those before it.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
enum Right {
    /// Look at it, and be seen by the others.
    View,
    /// Write, settle and remove comments.
    Comment,
    /// Draw.
    Edit,
    /// Hand out links and take them back, restore a revision for all, remove the landscape.
    Own,
}

/// Who somebody is, as they say themselves, or as the server knows who lets people sign in.
#[derive(ToSchema)]
struct Person {
    /// Tells people apart.
    #[schema(max_length = 64)]
    id: String,
    /// What they are called.
    #[schema(max_length = 80)]
    name: String,
}

/// Asks for a new landscape.
#[derive(ToSchema)]
struct Create {
    /// What it is to be called; the name in the file if this is absent.
    name: Option<String>,
    /// What it starts with: the text of an Atoll file. Absent, it starts empty.
    file: Option<String>,
}

/// The landscape is there.
#[derive(ToSchema)]
struct Created {
    id: LandscapeId,
    epoch: Epoch,
    revision: Revision,
    /// What opens it with every right. Told only here.
    token: Option<Token>,
}

/// A landscape at a revision.
#[derive(ToSchema)]
struct Opened {
    id: LandscapeId,
    epoch: Epoch,
    revision: Revision,
    /// The landscape as the text of an Atoll file.
    file: String,
}

/// Commands to be done, in this order, on the landscape as it will then be.
#[derive(ToSchema)]
struct Submit {
    #[schema(max_items = 1000)]
    commands: Vec<Submission>,
}

/// A command to be done.
#[derive(ToSchema)]
struct Submission {
    key: CommandKey,
    command: Command,
}

/// What became of commands.
#[derive(ToSchema)]
struct Submitted {
    /// The newest revision.
    revision: Revision,
    /// One for each command, in their order.
    results: Vec<Outcome>,
}

/// What became of one command: it has either a revision or a reason.
#[derive(ToSchema)]
struct Outcome {
    key: CommandKey,
    /// The revision that it made, now or when it was submitted before.
    revision: Option<Revision>,
    /// Why it does not apply, as a sentence.
    refused: Option<String>,
}

/// One line of a landscape's log.
#[derive(ToSchema)]
struct LoggedCommand {
    revision: Revision,
    key: CommandKey,
    /// When it was accepted.
    at: DateTime<Utc>,
    /// Whose it is, if that was noted.
    by: Option<Person>,
    command: Command,
}

/// A revision that somebody gave a name.
#[derive(ToSchema)]
struct Milestone {
    revision: Revision,
    /// What it is called.
    #[schema(min_length = 1, max_length = 120)]
    name: String,
    /// Who called it so, if that is known.
    by: Option<Person>,
    /// When.
    at: DateTime<Utc>,
}

/// Gives a revision a name.
#[derive(ToSchema)]
struct NameRevision {
    revision: Revision,
    /// What it is called from now on; an empty text takes its name off.
    #[schema(max_length = 120)]
    name: String,
}

/// The kinds of commands, and what each does.
const COMMANDS: [(&str, &str); 6] = [
    ("add", "Adds a record."),
    ("set", "Changes a field of a record."),
    ("place", "Moves and resizes elements on the map."),
    ("remove", "Removes elements and what cannot be without them."),
    ("restore", "Puts records back as they were, or takes them away."),
    ("batch", "Several commands that happen together or not at all."),
];

/// Something that is done to a landscape: an object with one member, whose name is the kind of command.
struct Command;

impl PartialSchema for Command {
    fn schema() -> RefOr<Schema> {
        let member =
            |about: &str| ObjectBuilder::new().schema_type(SchemaType::AnyValue).description(Some(about)).build();
        let kind = |(name, about): (&str, &str)| {
            let object = ObjectBuilder::new().schema_type(Type::Object).property(name, member(about)).required(name);
            Schema::Object(object.additional_properties(Some(AdditionalProperties::FreeForm(false))).build())
        };
        let about = "Something that is done to a landscape: an object with one member, whose name is the kind of \
                     command. What it holds are records and fields as Atoll's files have them.";
        let kinds = COMMANDS.map(kind).map(RefOr::T);
        let one_of = utoipa::openapi::schema::OneOfBuilder::new().description(Some(about));
        RefOr::T(Schema::OneOf(kinds.into_iter().fold(one_of, |one_of, kind| one_of.item(kind)).build()))
    }
}

impl ToSchema for Command {}
