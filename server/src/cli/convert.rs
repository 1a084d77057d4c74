//! `atoll convert`: from any file that can be read to one of Atoll's own, to a link or to a picture.

mod picture;

use std::ffi::OsStr;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use atoll_core::command::{self, Place};
use atoll_core::format::{Format, link, native};
use atoll_core::model::Landscape;
use atoll_core::scene::svg;
use atoll_core::{layout, theme};
use clap::{Args, ValueEnum};

use self::picture::Picked;
use super::output::complain;
use super::{End, input, whole};

/// The width of a picture over its height that layout aims at, where nothing has a place yet.
const ASPECT: f64 = 1.6;

/// Makes an Atoll file, a link or an SVG picture of a landscape
///
/// Reads Atoll's own files, its links and Context Mapper's files. A link is what stands behind the address of any Atoll,
/// from # on: whoever opens that has the whole landscape, and no server sees it. What has no place on the map gets one. What the file says that Atoll
/// has no record for is listed on standard error.
#[derive(Args, Debug)]
#[command(after_help = "Exit codes: 0 done, 1 done with what was understood, 2 not done.")]
pub(super) struct Arguments {
    /// The file to read
    #[arg(value_name = "IN")]
    input: PathBuf,
    /// The file to write; its ending tells the format: .atoll.json, .link or .svg
    #[arg(value_name = "OUT")]
    output: PathBuf,
    /// The colours of a picture
    #[arg(long, value_enum, default_value_t = Theme::Light)]
    theme: Theme,
    #[command(flatten)]
    picked: Picked,
    /// Write over a file that is there
    #[arg(long)]
    force: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Theme {
    Light,
    Dark,
}

impl From<Theme> for theme::Theme {
    fn from(theme: Theme) -> Self {
        match theme {
            Theme::Light => Self::Light,
            Theme::Dark => Self::Dark,
        }
    }
}

/// What can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Target {
    Native,
    Link,
    Svg,
}

impl Target {
    fn of(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_string_lossy().to_ascii_lowercase();
        let ends = |ending: &str| name.strip_suffix(ending).is_some_and(|stem| !stem.is_empty());
        let is_in = |format: &Format| format.extensions.iter().any(|ending| ends(&format!(".{ending}")));
        let known = [(&native::FORMAT, Self::Native), (&link::FORMAT, Self::Link)];
        let of_format = known.into_iter().find(|(format, _)| is_in(format)).map(|(_, target)| target);
        of_format.or_else(|| ends(".svg").then_some(Self::Svg))
    }
}

/// Does it.
pub(super) fn run(arguments: &Arguments) -> End {
    match convert(arguments) {
        Ok(end) => end,
        Err(sentences) => {
            sentences.lines().for_each(complain);
            End::Failed
        }
    }
}

fn convert(arguments: &Arguments) -> Result<End, String> {
    let Arguments { input, output, theme, picked, force } = arguments;
    let shown = output.display();
    let target = Target::of(output).ok_or_else(|| {
        format!("{shown}: Atoll writes .atoll.json, .link and .svg. Give the file one of these endings.")
    })?;
    if target != Target::Svg && picked.is_said() {
        return Err(format!("{shown}: A view is written as a picture. Give the file the ending .svg."));
    }
    if !force && output.exists() {
        return Err(in_the_way(output));
    }
    let import = input::read(input)?;
    let name = input.to_string_lossy();
    import.notes.iter().for_each(|note| complain(&input::spell(&name, note)));
    let mut landscape = import.landscape();
    place(&mut landscape).map_err(|error| format!("{name}: {error}"))?;
    let text = match target {
        Target::Native => native::write(&landscape),
        Target::Link => format!("#{}\n", link::write(&landscape)),
        Target::Svg => {
            let scene = picked.scene(&landscape).map_err(|sentence| format!("{name}: {sentence}"))?;
            svg::document(&scene, &title(&landscape, input), (*theme).into())
        }
    };
    whole::write(output, &text, *force).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => in_the_way(output),
        _ => format!("{shown}: This file cannot be written ({error}). See that its folder is there and has room."),
    })?;
    Ok(if import.is_broken() { End::Found } else { End::Well })
}

/// Gives a place to everything on the map that has none.
fn place(landscape: &mut Landscape) -> Result<(), command::CommandError> {
    let frames = layout::missing(landscape, ASPECT);
    if !frames.is_empty() {
        command::apply(landscape, &Place { frames }.into())?;
    }
    Ok(())
}

fn title(landscape: &Landscape, input: &Path) -> String {
    if landscape.header.name.is_empty() {
        input.file_name().unwrap_or(OsStr::new("Atoll")).to_string_lossy().into_owned()
    } else {
        landscape.header.name.clone()
    }
}

fn in_the_way(path: &Path) -> String {
    format!("{}: This file is there already. Name another one, or write over it with --force.", path.display())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_tells_what_is_written() {
        for (path, target) in [
            ("a/shop.atoll.json", Some(Target::Native)),
            ("Shop.SVG", Some(Target::Svg)),
            ("shop.link", Some(Target::Link)),
            ("shop.json", None),
            ("shop.svg.txt", None),
            (".svg", None),
            ("a/.atoll.json", None),
            ("svg", None),
            ("", None),
        ] {
            assert_eq!(Target::of(Path::new(path)), target, "{path}");
        }
    }
}
