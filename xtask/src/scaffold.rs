//! `cargo xtask new <kind> <name>`: starts a rule, a command, a pattern, a simulation or a format.
//!
//! Writes the one new file from a template and adds the lines to its registry, so that what is left to do is the thing
//! itself.

mod registry;

use anyhow::{Context, Result, bail};

use crate::arguments::Arguments;
use crate::place::Place;
use crate::process;

/// Something that can be started.
struct Kind {
    name: &'static str,
    template: &'static str,
    /// The lines that its registry gets, one after the other.
    lines: &'static [Line],
}

/// A line in a registry; `{name}`, `{na-me}`, `{Name}` and `{Words}` stand for the name in its spellings.
enum Line {
    /// `mod name;` in its place by the alphabet.
    Module(&'static str),
    /// `pub use …;` in its place by the alphabet.
    Use(&'static str),
    /// An entry at the end of a const array, whose length grows.
    Entry(&'static str, &'static str),
    /// An entry at the end of a macro's block.
    InBlock(&'static str, &'static str),
}

const KINDS: [Kind; 5] = [
    Kind {
        name: "rule",
        template: include_str!("scaffold/rule.txt"),
        lines: &[Line::Module("mod {name};"), Line::Entry("RULES", "&{name}::RULE")],
    },
    Kind {
        name: "command",
        template: include_str!("scaffold/command.txt"),
        lines: &[
            Line::Module("mod {name};"),
            Line::Use("pub use {name}::{Name};"),
            Line::InBlock("commands! {", "    /// {Words}: say what it does.\n    {Name} \"{Words}\";"),
        ],
    },
    Kind {
        name: "pattern",
        template: include_str!("scaffold/pattern.txt"),
        lines: &[Line::Module("mod {name};"), Line::Entry("PATTERNS", "&{name}::SPEC")],
    },
    Kind {
        name: "simulation",
        template: include_str!("scaffold/simulation.txt"),
        lines: &[Line::Module("pub mod {name};"), Line::Entry("SIMULATIONS", "&{name}::SIMULATION")],
    },
    Kind {
        name: "format",
        template: include_str!("scaffold/format.txt"),
        lines: &[Line::Module("pub mod {name};"), Line::Entry("FORMATS", "&{name}::FORMAT")],
    },
];

/// The command.
pub(crate) fn run(place: &Place, mut arguments: Arguments) -> Result<()> {
    let names = KINDS.map(|kind| kind.name).join(", ");
    let word = arguments.require(&format!("what to start ({names})"))?;
    let name = arguments.require("its name, in_such_letters")?;
    arguments.finish()?;
    let Some(kind) = KINDS.iter().find(|kind| kind.name == word) else {
        bail!("`{word}` cannot be started; what can: {names}");
    };
    require_name(&name)?;
    let source = place.root.join("core/src");
    let (file, registry) = (source.join(format!("{word}/{name}.rs")), source.join(format!("{word}.rs")));
    if file.exists() {
        bail!("there is a {word} `{name}` already");
    }
    let text = std::fs::read_to_string(&registry).with_context(|| format!("{} cannot be read", registry.display()))?;
    let registered = register(kind, &name, &text)?;
    std::fs::write(&file, spelled(kind.template, &name))?;
    std::fs::write(&registry, registered)?;
    process::run(process::cargo(place).args(["fmt", "--package", "atoll-core"]))?;
    println!("new: core/src/{word}/{name}.rs, registered in core/src/{word}.rs. The file says what to fill in");
    Ok(())
}

fn require_name(name: &str) -> Result<()> {
    let is_good = name.starts_with(|letter: char| letter.is_ascii_lowercase())
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    if !is_good {
        bail!("`{name}` is no module's name: small letters, digits and `_` only");
    }
    Ok(())
}

fn register(kind: &Kind, name: &str, registry: &str) -> Result<String> {
    let mut text = registry.to_owned();
    for line in kind.lines {
        text = match line {
            Line::Module(line) => registry::insert_sorted(&text, &spelled(line, name), &["mod ", "pub mod "]),
            Line::Use(line) => registry::insert_sorted(&text, &spelled(line, name), &["pub use "]),
            Line::Entry(array, entry) => registry::append_to_array(&text, array, &spelled(entry, name)),
            Line::InBlock(begin, entry) => registry::append_to_block(&text, begin, &spelled(entry, name)),
        }
        .with_context(|| format!("the registry of the kind `{}` does not look as expected", kind.name))?;
    }
    Ok(text)
}

/// A template with the name filled in: `team_load`, `team-load`, `TeamLoad`, `Team load`.
fn spelled(template: &str, name: &str) -> String {
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_ascii_uppercase().to_string() + letters.as_str()).unwrap_or_default()
    };
    let camel: String = name.split('_').map(capital).collect();
    let words = capital(&name.replace('_', " "));
    let spellings = [("{name}", name), ("{na-me}", &name.replace('_', "-")), ("{Name}", &camel), ("{Words}", &words)];
    spellings.iter().fold(template.to_owned(), |text, (mark, spelling)| text.replace(mark, spelling))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_spelled_and_judged() {
        assert_eq!(spelled("{name} {na-me} {Name} {Words}", "team_load"), "team_load team-load TeamLoad Team load");
        assert!(require_name("team_load").is_ok());
        assert!(["", "TeamLoad", "team-load", "_a"].iter().all(|name| require_name(name).is_err()));
    }

    #[test]
    fn the_registries_of_the_core_take_a_new_line() {
        for kind in &KINDS {
            let path = format!("{}/../core/src/{}.rs", env!("CARGO_MANIFEST_DIR"), kind.name);
            let before = std::fs::read_to_string(path).unwrap();
            let after = register(kind, "zz_new_thing", &before).unwrap();
            assert!(after.contains("mod zz_new_thing;"), "{}", kind.name);
            assert!(after.lines().count() > before.lines().count(), "{}", kind.name);
        }
    }
}
