//! The style sheets: joined into one in the page's order, without comments and needless white space.

use anyhow::{Result, bail};

/// Joins style sheets, given by name and text.
pub(super) fn join(sheets: &[(&str, String)]) -> Result<String> {
    let mut joined = String::new();
    for (name, text) in sheets {
        let small = minify(text);
        if small.contains("@import") || small.replace("url(data:", "").replace("url(#", "").contains("url(") {
            bail!("{name} loads another file; style sheets must stand alone, so that one hash says it all");
        }
        joined.push_str(&small);
        joined.push('\n');
    }
    Ok(joined)
}

/// Takes out comments, and white space where it separates nothing. Strings stay as they are.
fn minify(css: &str) -> String {
    let mut small = String::with_capacity(css.len());
    let mut letters = css.chars().peekable();
    let mut quote = None;
    while let Some(letter) = letters.next() {
        if quote.is_some() {
            small.push(letter);
            match letter {
                '\\' => small.extend(letters.next()),
                _ if quote == Some(letter) => quote = None,
                _ => {}
            }
        } else if letter == '/' && letters.peek() == Some(&'*') {
            skip_comment(&mut letters);
            space(&mut small);
        } else if letter.is_whitespace() {
            space(&mut small);
        } else {
            if "{};,".contains(letter) {
                trim_end(&mut small);
            }
            if letter == '}' && small.ends_with(';') {
                small.pop();
            }
            small.push(letter);
            quote = ['"', '\''].into_iter().find(|mark| *mark == letter);
        }
    }
    trim_end(&mut small);
    small
}

fn skip_comment(letters: &mut impl Iterator<Item = char>) {
    let mut last = ' ';
    letters.next();
    for letter in letters {
        if last == '*' && letter == '/' {
            break;
        }
        last = letter;
    }
}

/// A space, unless what came before separates by itself.
fn space(small: &mut String) {
    if !small.is_empty() && !small.ends_with([' ', '{', '}', ';', ',']) {
        small.push(' ');
    }
}

fn trim_end(small: &mut String) {
    small.truncate(small.trim_end_matches(' ').len());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_that_means_something_stays() {
        let css =
            "/* a */\n.a  .b ,\n.c > d:hover {\n  width: calc(1px + 2px) ; /* b */\n  content: \"a  ; /* c */\";\n}\n";
        assert_eq!(minify(css), ".a .b,.c > d:hover{width: calc(1px + 2px);content: \"a  ; /* c */\"}");
        assert_eq!(minify("a { b: 'it\\'s  ' }"), "a{b: 'it\\'s  '}");
        assert_eq!(minify("@media (width > 3px) { a{b:c} }"), "@media (width > 3px){a{b:c}}");
    }

    #[test]
    fn sheets_keep_their_order_and_stand_alone() {
        let sheets = [("b.css", "b{}".to_owned()), ("a.css", "a{}".to_owned())];
        assert_eq!(join(&sheets).unwrap(), "b{}\na{}\n");
        for css in ["@import 'x.css';", "a{background:url(x.png)}"] {
            assert!(join(&[("x.css", css.to_owned())]).is_err(), "{css}");
        }
        assert!(join(&[("x.css", "a{background:url(data:image/png;base64,AA)}".to_owned())]).is_ok());
    }
}
