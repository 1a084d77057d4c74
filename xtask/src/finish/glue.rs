//! The glue between the module and its loader, made short: what wasm-bindgen writes names every function twice in full,
//! with a hash, and brings classes that nobody uses. Together that is a twentieth of a first visit.
//!
//! The loader is all that speaks with the module: what it does not name can go, and what both name may be named anew.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};

use super::files::{self, Files};

/// Sections of a module that name what goes in and out.
const IMPORTS: u8 = 2;
const EXPORTS: u8 = 7;

/// What stands before the first section.
const PREAMBLE: usize = 8;

/// Names that mean something to wasm-bindgen alone; all others stay.
const OURS: [&str; 2] = ["__wb", "wasm_bindgen__"];

/// The names that are replaced, and by what.
type Names = BTreeMap<String, String>;

/// Shortens the module and its loader.
pub(super) fn shorten(files: &mut Files, loader: &str, module: &str) -> Result<()> {
    let text = without_comments(&without_classes(&files::text(files, loader)?));
    let bytes = files.get(module).with_context(|| format!("the build has no {module}"))?;
    let (bytes, names) = rename(bytes, &text).with_context(|| format!("{module} cannot be read"))?;
    files.insert(module.to_owned(), bytes);
    files.insert(loader.to_owned(), each_word(&text, |word| names.get(word).map(String::as_str)).into_bytes());
    Ok(())
}

/// The loader without the classes that it offers to whoever imports it: the start script asks only for its beginning.
fn without_classes(loader: &str) -> String {
    let mut kept = String::new();
    let mut lines = loader.lines();
    while let Some(line) = lines.next() {
        let class = line.strip_prefix("export class ").and_then(|rest| rest.split_whitespace().next());
        let finalization = line.strip_prefix("const ").and_then(|rest| rest.split_once("Finalization = "));
        if class.is_some() {
            lines.by_ref().find(|line| *line == "}");
        } else if finalization.is_some_and(|(class, _)| loader.contains(&format!("export class {class} "))) {
            lines.by_ref().find(|line| line.ends_with(';'));
        } else if !line.starts_with("if (Symbol.dispose) ") {
            kept.extend([line, "\n"]);
        }
    }
    kept
}

/// The loader without comments that take whole lines, and without white space that begins a line.
fn without_comments(loader: &str) -> String {
    let mut kept = String::new();
    let mut is_comment = false;
    for line in loader.lines().map(str::trim) {
        is_comment |= line.starts_with("/**");
        if !is_comment && !line.is_empty() && !line.starts_with("//") {
            kept.extend([line, "\n"]);
        }
        is_comment &= !line.ends_with("*/");
    }
    kept
}

/// The module with short names for what the loader gives and takes, and without exports that it does not name.
fn rename(module: &[u8], loader: &str) -> Result<(Vec<u8>, Names)> {
    let mut said = BTreeMap::new();
    each_word(loader, |word| said.insert(word.to_owned(), ()).and(None));
    let is_said = |name: &str| said.contains_key(name);
    let mut names = Names::new();
    let mut small = module.get(..PREAMBLE).context("it is too short")?.to_vec();
    let mut rest = Reader { bytes: module, at: PREAMBLE };
    while rest.at < module.len() {
        let (section, length) = (rest.byte()?, rest.number()?);
        let body = Reader { bytes: rest.take(length)?, at: 0 };
        let body = match section {
            IMPORTS => imports(body, &mut names)?,
            EXPORTS => exports(body, &mut names, is_said)?,
            _ => body.bytes.to_vec(),
        };
        small.push(section);
        write_bytes(&mut small, &body);
    }
    Ok((small, names))
}

fn imports(mut section: Reader<'_>, names: &mut Names) -> Result<Vec<u8>> {
    let count = section.number()?;
    let mut small = Vec::new();
    write_number(&mut small, count);
    for _ in 0..count {
        let from = section.text()?;
        let name = section.text()?;
        let start = section.at;
        section.skip_kind()?;
        write_bytes(&mut small, from.as_bytes());
        write_bytes(&mut small, short(names, name).as_bytes());
        small.extend(&section.bytes[start..section.at]);
    }
    Ok(small)
}

fn exports(mut section: Reader<'_>, names: &mut Names, is_said: impl Fn(&str) -> bool) -> Result<Vec<u8>> {
    let mut kept = Vec::new();
    let mut count = 0;
    for _ in 0..section.number()? {
        let name = section.text()?;
        let start = section.at;
        section.byte()?;
        section.number()?;
        if is_said(name) {
            count += 1;
            write_bytes(&mut kept, short(names, name).as_bytes());
            kept.extend(&section.bytes[start..section.at]);
        }
    }
    let mut small = Vec::new();
    write_number(&mut small, count);
    small.extend(kept);
    Ok(small)
}

/// The short name of a name, if it may have one.
fn short(names: &mut Names, name: &str) -> String {
    if !OURS.iter().any(|ours| name.starts_with(ours)) {
        return name.to_owned();
    }
    let mut number = names.len();
    let new = || {
        // A capital first: no word of the language and none of the names that stay begins so.
        let mut text = String::from(char::from(b'A' + (number % 26) as u8));
        number /= 26;
        while number > 0 {
            text.push(char::from(b'a' + (number % 26) as u8));
            number /= 26;
        }
        text
    };
    names.entry(name.to_owned()).or_insert_with(new).clone()
}

/// The text with each of its words replaced, where there is something to replace it by.
fn each_word<'a>(text: &'a str, mut replaced: impl FnMut(&'a str) -> Option<&'a str>) -> String {
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || "_$".contains(letter);
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(is_part) {
        let length = rest[start..].find(|letter| !is_part(letter)).unwrap_or(rest.len() - start);
        let (before, word) = (&rest[..start], &rest[start..start + length]);
        result.push_str(before);
        result.push_str(replaced(word).unwrap_or(word));
        rest = &rest[start + length..];
    }
    result.push_str(rest);
    result
}

/// Reads what a module is made of.
struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn byte(&mut self) -> Result<u8> {
        let byte = *self.bytes.get(self.at).context("it ends too early")?;
        self.at += 1;
        Ok(byte)
    }

    /// A number as modules write it: seven bits a byte, the lowest first.
    fn number(&mut self) -> Result<usize> {
        let mut number = 0;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            number |= usize::from(byte & 127) << shift;
            if byte < 128 {
                return Ok(number);
            }
        }
        bail!("a number of it is too long")
    }

    fn take(&mut self, length: usize) -> Result<&'a [u8]> {
        let taken = self.bytes.get(self.at..self.at + length).context("it ends too early")?;
        self.at += length;
        Ok(taken)
    }

    fn text(&mut self) -> Result<&'a str> {
        let length = self.number()?;
        std::str::from_utf8(self.take(length)?).context("a name of it is no text")
    }

    /// What kind of thing is imported.
    fn skip_kind(&mut self) -> Result<()> {
        match self.byte()? {
            0 => drop(self.number()?),
            1 => {
                self.byte()?;
                self.skip_limits()?;
            }
            2 => self.skip_limits()?,
            3 => drop(self.take(2)?),
            other => bail!("it imports something of the unknown kind {other}"),
        }
        Ok(())
    }

    fn skip_limits(&mut self) -> Result<()> {
        let has_most = self.byte()? & 1 == 1;
        self.number()?;
        if has_most {
            self.number()?;
        }
        Ok(())
    }
}

fn write_number(bytes: &mut Vec<u8>, mut number: usize) {
    while number > 127 {
        bytes.push((number & 127) as u8 | 128);
        number >>= 7;
    }
    bytes.push(number as u8);
}

fn write_bytes(bytes: &mut Vec<u8>, written: &[u8]) {
    write_number(bytes, written.len());
    bytes.extend(written);
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOADER: &str = "export class Unused {\n    free() {\n        wasm.__wbg_unused_free(1);\n    }\n}\n\
        if (Symbol.dispose) Unused.prototype[Symbol.dispose] = Unused.prototype.free;\n\
        const imports = { __wbg_log_0123: function(arg0) { console.log(arg0); } };\n\
        const UnusedFinalization = (typeof X === 'undefined')\n    ? {}\n    : new X(p => wasm.__wbg_unused_free(p, 1));\n\
        /**\n * Says it.\n */\nfunction say() { wasm.__wbindgen_start(wasm.memory); }\n";

    fn section(number: u8, entries: &[Vec<u8>]) -> Vec<u8> {
        let mut body = Vec::new();
        write_number(&mut body, entries.len());
        body.extend(entries.concat());
        let mut section = vec![number];
        write_bytes(&mut section, &body);
        section
    }

    fn names(names: &[&str], kind: &[u8]) -> Vec<u8> {
        let mut entry = Vec::new();
        names.iter().for_each(|name| write_bytes(&mut entry, name.as_bytes()));
        entry.extend(kind);
        entry
    }

    fn module(import: &str, exported: &[&str]) -> Vec<u8> {
        let exports: Vec<_> = exported.iter().map(|name| names(&[name], &[0, 200, 1])).collect();
        let sections = [section(IMPORTS, &[names(&["./x.js", import], &[0, 1])]), section(EXPORTS, &exports)];
        [b"\0asm\x01\0\0\0".to_vec(), sections.concat()].concat()
    }

    #[test]
    fn module_and_loader_agree_on_short_names_and_what_nobody_names_goes() {
        let before = module("__wbg_log_0123", &["memory", "__wbg_unused_free", "__wbindgen_start"]);
        let mut files = Files::from([("a.js".to_owned(), LOADER.as_bytes().to_vec()), ("a.wasm".to_owned(), before)]);
        shorten(&mut files, "a.js", "a.wasm").unwrap();
        let loader = files::text(&files, "a.js").unwrap();
        assert_eq!(
            loader,
            "const imports = { A: function(arg0) { console.log(arg0); } };\nfunction say() { wasm.B(wasm.memory); }\n"
        );
        assert_eq!(files["a.wasm"], module("A", &["memory", "B"]));
    }

    #[test]
    fn a_torn_module_is_refused() {
        let whole = module("__wbg_log_0123", &["memory"]);
        assert!(rename(&whole, LOADER).is_ok());
        for length in [3, 9, 12, whole.len() - 1] {
            assert!(rename(&whole[..length], LOADER).is_err(), "{length}");
        }
    }

    #[test]
    fn no_two_names_become_one() {
        let mut all = Names::new();
        for number in 0..2_000 {
            short(&mut all, &format!("__wbg_{number}"));
        }
        let different: std::collections::BTreeSet<&String> = all.values().collect();
        assert_eq!(different.len(), 2_000);
        assert_eq!(short(&mut all, "memory"), "memory");
    }
}
