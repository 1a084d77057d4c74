//! The description of the server's addresses for programs, as OpenAPI 3.1, and the page that shows it to people.
//!
//! The list of addresses is `operations.rs`; tests compare it with the router, and real answers with the schemas. What
//! is written down in `docs/reference/openapi.json` is this.

mod operation;
mod operations;
mod page;
mod schema;

use atoll_core::protocol::PROTOCOL;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::server::Server;
use utoipa::openapi::tag::TagBuilder;
use utoipa::openapi::{InfoBuilder, LicenseBuilder, OpenApi, OpenApiBuilder, Paths};

pub(crate) use page::{PAGE_STYLE, page};

/// What a request shows to be let in, as the document calls it.
const LINK: &str = "link";

/// What the document says before anything else.
const ABOUT: &str = "Landscapes of bounded contexts and teams that people share. A landscape is an ordered log of \
     commands; what it is at a revision is what the first so many commands made of it.\n\nWhatever is refused is \
     answered with a status and a `Problem`, whose sentence says what to do. Every answer carries `x-request-id`, under \
     which the server's log has the request. The shape of a landscape's file and of the commands follows the version of \
     Atoll that runs; a command that was accepted means the same for ever.";

/// Parts of the document, as they are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tag {
    Landscapes,
    Links,
    People,
    Live,
    Operation,
}

impl Tag {
    const ALL: [Self; 5] = [Self::Landscapes, Self::Links, Self::People, Self::Live, Self::Operation];

    const fn name(self) -> &'static str {
        match self {
            Self::Landscapes => "Landscapes",
            Self::Links => "Links",
            Self::People => "People",
            Self::Live => "Live",
            Self::Operation => "Operation",
        }
    }

    const fn about(self) -> &'static str {
        match self {
            Self::Landscapes => "Made, opened, changed; every revision of them.",
            Self::Links => "Who may open a landscape, and what was noted about that.",
            Self::People => "Who somebody is, where the server lets people sign in.",
            Self::Live => "Drawing together.",
            Self::Operation => "For those who run the server.",
        }
    }
}

/// The document. `public` is where people find the server, if that is known.
pub fn document(public: Option<&str>) -> OpenApi {
    let license = LicenseBuilder::new().name("MIT OR Apache-2.0").identifier(Some("MIT OR Apache-2.0")).build();
    let info = InfoBuilder::new()
        .title("Atoll")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(format!("{ABOUT}\n\nThe live protocol is version {PROTOCOL}.")))
        .license(Some(license))
        .build();
    let mut paths = Paths::new();
    for operation in operations::OPERATIONS {
        paths.add_path_operation(operation.path, vec![operation.method.clone()], operation.describe());
    }
    let mut components = schema::components();
    let bearer = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .description(Some("The token of a link: 52 letters and digits, what stands after the dot in its address."))
        .build();
    components.add_security_scheme(LINK, SecurityScheme::Http(bearer));
    let tags = Tag::ALL.map(|tag| TagBuilder::new().name(tag.name()).description(Some(tag.about())).build());
    OpenApiBuilder::new()
        .info(info)
        .servers(public.map(|url| [Server::new(url)]))
        .paths(paths)
        .components(Some(components))
        .tags(Some(tags))
        .build()
}

/// The document as JSON, for people to read as well.
pub fn json(public: Option<&str>) -> String {
    // All of it are texts and numbers: it can always be written.
    let mut text = document(public).to_pretty_json().unwrap_or_default();
    text.push('\n');
    text
}

#[cfg(test)]
mod tests;
