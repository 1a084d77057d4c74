//! Running other programs: passed through, captured, or both at once.

use std::fmt;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::place::Place;

/// A program that did not succeed.
#[derive(Debug)]
pub(crate) struct Failed {
    what: String,
    status: ExitStatus,
}

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.status.code() {
            Some(code) => write!(f, "`{}` failed with exit code {code}", self.what),
            None => write!(f, "`{}` was ended by a signal", self.what),
        }
    }
}

impl std::error::Error for Failed {}

/// The exit code that an error stands for: the one of the program that failed, else 1.
pub(crate) fn exit_code(error: &anyhow::Error) -> u8 {
    let code = error.downcast_ref::<Failed>().and_then(|failed| failed.status.code());
    code.and_then(|code| u8::try_from(code).ok()).filter(|code| *code != 0).unwrap_or(1)
}

/// Runs a program; what it prints is seen.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("`{}` cannot be started", describe(command)))?;
    check(command, status)
}

/// Runs a program and answers with what it prints; what it says on standard error is told if it fails.
pub(crate) fn capture(command: &mut Command) -> Result<String> {
    let output = command.output().with_context(|| format!("`{}` cannot be started", describe(command)))?;
    if !output.status.success() {
        eprint!("{}", String::from_utf8_lossy(&output.stderr));
    }
    check(command, output.status)?;
    String::from_utf8(output.stdout).with_context(|| format!("`{}` does not print text", describe(command)))
}

/// Runs a program whose output is both seen and kept; answers with whether it succeeded and its standard output.
pub(crate) fn tee(command: &mut Command) -> Result<(Result<()>, Vec<String>)> {
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().with_context(|| format!("`{}` cannot be started", describe(command)))?;
    let (Some(out), Some(err)) = (child.stdout.take(), child.stderr.take()) else {
        bail!("the output of `{}` cannot be read", describe(command));
    };
    let lines = std::thread::scope(|scope| {
        scope.spawn(|| copy_lines(err, &mut std::io::stderr()));
        copy_lines(out, &mut std::io::stdout())
    });
    let status = child.wait().with_context(|| format!("`{}` cannot be waited for", describe(command)))?;
    Ok((check(command, status), lines))
}

fn copy_lines(from: impl Read, to: &mut impl Write) -> Vec<String> {
    let mut lines = Vec::new();
    for line in BufReader::new(from).split(b'\n').map_while(Result::ok) {
        let line = String::from_utf8_lossy(&line).into_owned();
        // Whoever reads us may have gone; the program is to finish all the same.
        let _ = writeln!(to, "{line}");
        lines.push(line);
    }
    lines
}

fn check(command: &Command, status: ExitStatus) -> Result<()> {
    if status.success() {
        return Ok(());
    }
    Err(Failed { what: describe(command), status }.into())
}

/// The command as one would type it, without the folder of the program.
fn describe(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let mut text = program.file_name().unwrap_or(program.as_os_str()).to_string_lossy().into_owned();
    for argument in command.get_args() {
        text.push(' ');
        text.push_str(&argument.to_string_lossy());
    }
    text
}

/// Cargo, in the repository.
pub(crate) fn cargo(place: &Place) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(&place.root);
    command
}

/// The program of this name on the PATH.
pub(crate) fn find(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}

/// A time as people say it.
pub(crate) fn spell(time: Duration) -> String {
    let seconds = time.as_secs();
    match seconds {
        0..=9 => format!("{:.1} s", time.as_secs_f64()),
        10..=99 => format!("{seconds} s"),
        _ => format!("{} min {:02} s", seconds / 60, seconds % 60),
    }
}

/// Says what is done now, does it, and says how long it took.
pub(crate) fn step<T>(what: &str, action: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("· {what} …");
    let start = Instant::now();
    let answer = action()?;
    println!("· {what}: done in {}", spell(start.elapsed()));
    Ok(answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_exit_code_of_what_failed_is_kept() {
        let mut command = Command::new("sh");
        command.args(["-c", "exit 7"]);
        let error = run(&mut command).unwrap_err();
        assert_eq!(exit_code(&error.context("while testing")), 7);
        assert_eq!(exit_code(&anyhow::anyhow!("something else")), 1);
    }

    #[test]
    fn output_is_kept_line_by_line() {
        let mut command = Command::new("sh");
        command.args(["-c", "echo one; echo two; exit 3"]);
        let (outcome, lines) = tee(&mut command).unwrap();
        assert!(outcome.is_err());
        assert_eq!(lines, ["one", "two"]);
    }

    #[test]
    fn times_read_well() {
        assert_eq!(spell(Duration::from_millis(1_240)), "1.2 s");
        assert_eq!(spell(Duration::from_secs(42)), "42 s");
        assert_eq!(spell(Duration::from_secs(185)), "3 min 05 s");
    }
}
