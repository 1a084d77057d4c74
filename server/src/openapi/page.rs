//! The document as a page for people: made by the server, without a script, looking as the app does.

use std::fmt::Write as _;

use serde_json::{Map, Value};

use super::document;

/// How the page looks: the app's colours and sizes, and a few rules of its own.
pub(crate) const PAGE_STYLE: &str = concat!(include_str!("../../../style/tokens.css"), include_str!("page.css"));

/// The page.
pub(crate) fn page(public: Option<&str>) -> String {
    // The document is made of texts and numbers: it can always be written.
    let document = serde_json::to_value(document(public)).unwrap_or_default();
    let mut page = String::new();
    let _ = write(&mut page, &document);
    page
}

/// Writing to a text does not fail; what is returned is there for `?`.
fn write(page: &mut String, document: &Value) -> std::fmt::Result {
    page.push_str(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>Atoll's interface</title>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <link rel=\"stylesheet\" href=\"docs.css\">\n</head>\n<body>\n<main>\n",
    );
    writeln!(page, "<h1>Atoll's interface</h1>")?;
    for paragraph in text(&document["info"]["description"]).split("\n\n") {
        writeln!(page, "<p>{}</p>", prose(paragraph))?;
    }
    writeln!(page, "<p>For programs: <a href=\"openapi.json\">openapi.json</a> (OpenAPI 3.1).</p>")?;
    for tag in list(&document["tags"]) {
        let name = text(&tag["name"]);
        writeln!(page, "<section><h2>{}</h2><p>{}</p>", escape(name), prose(text(&tag["description"])))?;
        for (path, methods) in entries(&document["paths"]) {
            for (method, operation) in entries(methods) {
                if list(&operation["tags"]).any(|tag| text(tag) == name) {
                    write_operation(page, path, method, operation)?;
                }
            }
        }
        writeln!(page, "</section>")?;
    }
    writeln!(page, "<section><h2>What messages look like</h2>")?;
    for (name, schema) in entries(&document["components"]["schemas"]) {
        write_schema(page, name, schema)?;
    }
    writeln!(page, "</section>\n</main>\n</body>\n</html>")
}

fn write_operation(page: &mut String, path: &str, method: &str, operation: &Value) -> std::fmt::Result {
    let (method, path) = (method.to_uppercase(), escape(path));
    let id = escape(text(&operation["operationId"]));
    writeln!(page, "<article id=\"{id}\"><h3><code><b>{method}</b> {path}</code></h3>")?;
    writeln!(
        page,
        "<p><strong>{}.</strong> {}</p>",
        prose(text(&operation["summary"])),
        prose(text(&operation["description"]))
    )?;
    writeln!(page, "<table>")?;
    for parameter in list(&operation["parameters"]) {
        let (name, about) = (escape(text(&parameter["name"])), prose(text(&parameter["description"])));
        writeln!(page, "<tr><th><code>{name}</code></th><td>{}</td><td>{about}</td></tr>", kind(&parameter["schema"]))?;
    }
    if let Some(body) = operation.pointer("/requestBody/content/application~1json/schema") {
        writeln!(page, "<tr><th>takes</th><td>{}</td><td></td></tr>", kind(body))?;
    }
    for (status, answer) in entries(&operation["responses"]) {
        let contents = entries(&answer["content"]).map(|(media, content)| match media {
            "application/json" => kind(&content["schema"]),
            _ => escape(media),
        });
        let (contents, about) = (contents.collect::<String>(), prose(text(&answer["description"])));
        writeln!(page, "<tr><th>{}</th><td>{contents}</td><td>{about}</td></tr>", escape(status))?;
    }
    writeln!(page, "</table></article>")
}

fn write_schema(page: &mut String, name: &str, schema: &Value) -> std::fmt::Result {
    let name = escape(name);
    writeln!(page, "<article id=\"{name}\"><h3>{name}</h3><p>{}</p>", prose(text(&schema["description"])))?;
    if let Some(pattern) = schema["pattern"].as_str() {
        writeln!(page, "<p><code>{}</code></p>", escape(pattern))?;
    }
    writeln!(page, "<table>")?;
    write_members(page, schema)?;
    for member in list(&schema["oneOf"]) {
        match list(&member["enum"]).next() {
            Some(word) => {
                let about = prose(text(&member["description"]));
                writeln!(page, "<tr><th><code>\"{}\"</code></th><td></td><td>{about}</td></tr>", escape(text(word)))?;
            }
            None => write_members(page, member)?,
        }
    }
    let words: Vec<String> = list(&schema["enum"]).map(|word| format!("<code>{}</code>", escape(text(word)))).collect();
    if !words.is_empty() {
        writeln!(page, "<tr><td>{}</td></tr>", words.join(", "))?;
    }
    writeln!(page, "</table></article>")
}

/// The members of an object. Where it has just one, what is said of the object is said of that.
fn write_members(page: &mut String, schema: &Value) -> std::fmt::Result {
    for (member, its) in entries(&schema["properties"]) {
        let is_required = list(&schema["required"]).any(|required| text(required) == member);
        let needed = if is_required { "" } else { " <i>may be absent</i>" };
        let about = its["description"].as_str().or(schema["description"].as_str()).unwrap_or_default();
        let member = escape(member);
        writeln!(
            page,
            "<tr><th><code>{member}</code></th><td>{}{needed}</td><td>{}</td></tr>",
            kind(its),
            prose(about)
        )?;
    }
    Ok(())
}

/// What a value is, in a few words.
fn kind(schema: &Value) -> String {
    if let Some(name) = schema["$ref"].as_str().and_then(|path| path.rsplit('/').next()) {
        let name = escape(name);
        return format!("<a href=\"#{name}\">{name}</a>");
    }
    let some = |schema: &&Value| text(&schema["type"]) != "null";
    if let Some(one) = list(&schema["oneOf"]).chain(list(&schema["allOf"])).find(some) {
        return kind(one);
    }
    let types = schema["type"].as_str().into_iter().chain(list(&schema["type"]).map(text));
    match types.into_iter().find(|name| *name != "null") {
        Some("array") => format!("list of {}", kind(&schema["items"])),
        Some("string") if schema["format"] == "date-time" => "time".to_owned(),
        Some("string") => "text".to_owned(),
        Some("integer") => "whole number".to_owned(),
        Some(name) => escape(name),
        None => "anything".to_owned(),
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn entries(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    value.as_object().into_iter().flat_map(Map::iter).map(|(name, value)| (name.as_str(), value))
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// A sentence, in which what stands between backticks is code.
fn prose(text: &str) -> String {
    let parts = escape(text);
    let parts = parts.split('`').enumerate();
    parts.map(|(place, part)| if place % 2 == 1 { format!("<code>{part}</code>") } else { part.to_owned() }).collect()
}
