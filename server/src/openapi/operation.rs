//! From what is known of an address to what OpenAPI says of it.

use atoll_core::protocol::Right;
use utoipa::openapi::content::ContentBuilder;
use utoipa::openapi::path::{OperationBuilder, Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::request_body::{RequestBody, RequestBodyBuilder};
use utoipa::openapi::response::{Response, ResponseBuilder};
use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, Schema, Type};
use utoipa::openapi::security::SecurityRequirement;
use utoipa::openapi::{HttpMethod, Ref, RefOr, Required, path};

use super::{LINK, Tag};

/// What is known of one method at one address.
pub(super) struct Operation {
    pub(super) method: HttpMethod,
    pub(super) path: &'static str,
    pub(super) tag: Tag,
    /// What it does, in a few words.
    pub(super) summary: &'static str,
    /// What else one must know; may be empty.
    pub(super) about: &'static str,
    /// What one must be allowed to do; nothing where anybody may.
    pub(super) needs: Option<Right>,
    /// What may stand after the question mark.
    pub(super) query: &'static [Query],
    /// What a request holds.
    pub(super) takes: Option<&'static str>,
    /// The status of the answer if all goes well, and what it holds.
    pub(super) gives: (u16, Body),
    /// The other statuses of an answer.
    pub(super) refuses: &'static [u16],
}

/// What an answer holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Body {
    Nothing,
    /// One of these, as JSON.
    One(&'static str),
    /// A list of these, as JSON.
    Many(&'static str),
    /// Text of this media type.
    Text(&'static str),
}

/// Something that may stand after the question mark.
pub(super) struct Query {
    pub(super) name: &'static str,
    pub(super) kind: Type,
    pub(super) about: &'static str,
}

impl Operation {
    /// What OpenAPI says of it.
    pub(super) fn describe(&self) -> path::Operation {
        let mut operation = OperationBuilder::new()
            .tag(self.tag.name())
            .summary(Some(self.summary))
            .operation_id(Some(self.identifier()))
            .request_body(self.takes.map(takes));
        let about = match self.needs {
            Some(right) => format!("{} For those who may {}.", self.about, right.words()).trim().to_owned(),
            None => self.about.to_owned(),
        };
        if !about.is_empty() {
            operation = operation.description(Some(about));
        }
        if self.needs.is_some() {
            operation = operation.security(SecurityRequirement::new(LINK, [""; 0]));
        }
        for parameter in self.parameters() {
            operation = operation.parameter(parameter);
        }
        let (status, body) = self.gives;
        operation = operation.response(status.to_string(), answer(status, body));
        for status in self.refuses {
            let body = if self.path.starts_with("/api/") { Body::One("Problem") } else { Body::One("Health") };
            operation = operation.response(status.to_string(), answer(*status, body));
        }
        operation.build()
    }

    /// What programs call it: `get_landscapes_id_links`.
    fn identifier(&self) -> String {
        let method = match self.method {
            HttpMethod::Post => "post",
            HttpMethod::Put => "put",
            HttpMethod::Delete => "delete",
            _ => "get",
        };
        let path = self.path.trim_start_matches("/api");
        let words = path.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
        words.fold(method.to_owned(), |name, word| format!("{name}_{word}"))
    }

    fn parameters(&self) -> Vec<Parameter> {
        let named = self.path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
        let in_path = named.map(|name| {
            let (schema, about) = match name {
                "id" => (RefOr::Ref(Ref::from_schema_name("LandscapeId")), "Which landscape."),
                "revision" => (RefOr::Ref(Ref::from_schema_name("Revision")), "Which revision."),
                "link" => (RefOr::Ref(Ref::from_schema_name("LinkId")), "Which of its links."),
                _ => (plain(Type::String), "Which."),
            };
            let parameter = ParameterBuilder::new().name(name).parameter_in(ParameterIn::Path);
            parameter.required(Required::True).description(Some(about)).schema(Some(schema)).build()
        });
        let in_query = self.query.iter().map(|query| {
            let parameter = ParameterBuilder::new().name(query.name).parameter_in(ParameterIn::Query);
            let parameter = parameter.required(Required::False).description(Some(query.about));
            parameter.schema(Some(plain(query.kind.clone()))).build()
        });
        in_path.chain(in_query).collect()
    }
}

fn plain(kind: Type) -> RefOr<Schema> {
    RefOr::T(Schema::Object(ObjectBuilder::new().schema_type(kind).build()))
}

fn takes(name: &str) -> RequestBody {
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name(name))).build();
    RequestBodyBuilder::new().content("application/json", content).required(Some(Required::True)).build()
}

fn answer(status: u16, body: Body) -> Response {
    let response = ResponseBuilder::new().description(meaning(status));
    let content = |schema: RefOr<Schema>| ContentBuilder::new().schema(Some(schema)).build();
    let one = |name: &str| RefOr::<Schema>::Ref(Ref::from_schema_name(name));
    match body {
        Body::Nothing => response.build(),
        Body::One(name) => response.content("application/json", content(one(name))).build(),
        Body::Many(name) => {
            let list = Schema::Array(ArrayBuilder::new().items(one(name)).build());
            response.content("application/json", content(RefOr::T(list))).build()
        }
        Body::Text(kind) => response.content(kind, content(plain(Type::String))).build(),
    }
}

/// What a status means here.
fn meaning(status: u16) -> &'static str {
    match status {
        101 => "The connection is a WebSocket from now on.",
        200 => "Done.",
        201 => "It was made.",
        204 => "Done; there is nothing to say.",
        303 => "Go on at the address in `Location`.",
        400 => "The request is not what this address takes.",
        401 => "Sign in first.",
        403 => "The link does not allow this, or the request comes from another site's page.",
        404 => "There is no such thing, or the request shows nothing that opens it.",
        408 => "The request did not arrive in time.",
        413 => "The request is larger than this server takes.",
        415 => "The request is not JSON.",
        426 => "This address takes WebSockets of version 13.",
        429 => "Too many requests; `Retry-After` says when to come again.",
        500 => "The server failed, or what is stored cannot be read.",
        503 => "Not now; nothing was stored. `Retry-After` says when to come again.",
        507 => "The disk is full or fails; nothing was stored.",
        _ => "Something else.",
    }
}
