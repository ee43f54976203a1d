//! Names for what a file holds: each its own, the same whenever the file is read.
//!
//! In: titles or the names of files in archives. Out: names that lead nowhere, however they are joined to a path.

use std::collections::BTreeMap;

/// Longer names say no more, in characters.
const LONGEST: usize = 80;

/// The names so far, with how many of each were asked for.
#[derive(Default)]
pub(super) struct OwnNames(BTreeMap<String, usize>);

impl OwnNames {
    /// A name for the next one that is called `name`; the second of these is "name (2)".
    pub fn next(&mut self, name: &str) -> String {
        let clean = name.replace(char::is_control, " ");
        let clean = clean.split_whitespace().collect::<Vec<_>>().join(" ");
        // The end of a file's name tells its format.
        let skipped = clean.chars().count().saturating_sub(LONGEST);
        let clean: String = clean.chars().skip(skipped).collect();
        // What leads nowhere is told last: nothing done to a name may make another step of it.
        let steps = clean.split(['/', '\\']).map(str::trim).filter(|step| !matches!(*step, "" | "." | ".."));
        let clean: String = steps.collect::<Vec<_>>().join("/");
        let clean = if clean.is_empty() { "unnamed".to_owned() } else { clean };
        let count = self.0.entry(clean.clone()).or_default();
        *count += 1;
        match (*count, clean.rsplit_once('.')) {
            (1, _) => clean,
            (count, Some((stem, ending))) if ending.len() <= 5 => format!("{stem} ({count}).{ending}"),
            (count, _) => format!("{clean} ({count})"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_nowhere() {
        let mut names = OwnNames::default();
        let mut check = |name: &str, expect: &str| assert_eq!(names.next(name), expect);
        check("../../etc/passwd", "etc/passwd");
        check("/etc/passwd", "etc/passwd (2)");
        check("C:\\a\\..\\b.txt", "C:/a/b.txt");
        check("C:\\a\\b.txt", "C:/a/b (2).txt");
        check(" Two\n words\0 ", "Two words");
        check("", "unnamed");
        check("..", "unnamed (2)");
        check("/.\u{1}./\0/a", ". ./a");
        check(&format!("a..{}", "/b".repeat(39)), &"/b".repeat(39)[1..]);
    }
}
