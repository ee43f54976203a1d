//! Tables to rows: comma-separated values (RFC 4180), or with semicolons or tabs; which column is what follows from its
//! name. Knows by name the columns of ACLED, of TimelineJS sheets and of this program's own tables, and by place those of GDELT's
//! exports, which have no names.

use super::Row;
use crate::event::Kind;
use crate::text::Span;

/// A cell: where it stands, and what it says.
type Cell = (Span, String);

/// Tables of more columns than this are none.
const COLUMNS_MAX: usize = 500;

/// What a column may be called, in lower case without blanks and marks; the first that is there is taken.
const DATE: [&str; 13] = [
    "eventdate",
    "date",
    "startdate",
    "start",
    "datestart",
    "begin",
    "when",
    "sqldate",
    "day",
    "datum",
    "datetime",
    "time",
    "published",
];
const LAST: [&str; 7] = ["enddate", "end", "last", "dateend", "until", "to", "finish"];
const TITLE: [&str; 8] = ["title", "headline", "event", "summary", "whathappened", "name", "subject", "what"];
const WORDS: [&str; 8] = ["notes", "text", "description", "quote", "details", "content", "body", "comment"];
const COUNTRY: [&str; 7] = ["countries", "country", "countrycode", "nation", "state", "where", "place"];
const KIND: [&str; 4] = ["kind", "eventtype", "type", "category"];

/// The columns of a table.
struct Columns {
    date: Option<usize>,
    last: Option<usize>,
    title: Option<usize>,
    words: Option<usize>,
    country: Option<usize>,
    kind: Option<usize>,
    precision: Option<usize>,
    /// Year, month and day in columns of their own, of the beginning and of the end.
    parts: [[Option<usize>; 3]; 2],
}

/// The rows of a table that has dates and words; none of another.
pub(super) fn rows(text: &str) -> Option<Vec<Row>> {
    let first = text.lines().next()?;
    let separator =
        [b'\t', b';', b','].into_iter().max_by_key(|mark| first.bytes().filter(|byte| byte == mark).count())?;
    let mut lines = Lines { text, at: 0, separator };
    let first = lines.next()?;
    if let Some(row) = gdelt(&first) {
        return Some([row].into_iter().chain(lines.filter_map(|line| gdelt(&line))).collect());
    }
    let columns = Columns::of(&first.1)?;
    Some(lines.map(|line| columns.row(&line)).collect())
}

impl Columns {
    fn of(header: &[Cell]) -> Option<Columns> {
        let plain = |name: &str| -> String {
            name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
        };
        let names: Vec<String> = header.iter().map(|(_, name)| plain(name)).collect();
        let find = |known: &[&str]| known.iter().find_map(|known| names.iter().position(|name| name == known));
        let parts = [
            [find(&["year", "startyear"]), find(&["month", "startmonth"]), find(&["day", "startday"])],
            [find(&["endyear"]), find(&["endmonth"]), find(&["endday"])],
        ];
        // "Day" beside "Year" is a part.
        let in_parts = parts[0][0].is_some() && parts[0][1].is_some();
        let date = if in_parts { None } else { find(&DATE) };
        let columns = Columns {
            date,
            last: find(&LAST),
            title: find(&TITLE),
            words: find(&WORDS),
            country: find(&COUNTRY),
            kind: find(&KIND),
            precision: find(&["precision"]),
            parts,
        };
        let dated = columns.date.is_some() || columns.parts[0][0].is_some();
        (dated && (columns.title.is_some() || columns.words.is_some())).then_some(columns)
    }

    fn row(&self, (span, cells): &Line) -> Row {
        let cell = |column: Option<usize>| column.and_then(|column| cells.get(column));
        let value = |column: Option<usize>| cell(column).map_or("", |(_, value)| value.as_str());
        let day = |parts: [Option<usize>; 3]| {
            let [year, month, day] = parts.map(|part| value(part).trim());
            match (month.parse::<u32>(), day.parse::<u32>()) {
                (Ok(month), Ok(day)) => format!("{year}-{month:02}-{day:02}"),
                (Ok(month), _) => format!("{year}-{month:02}"),
                _ => year.to_owned(),
            }
        };
        let (start, time) = match self.date {
            Some(date) => (value(Some(date)).to_owned(), cell(Some(date))),
            None => (day(self.parts[0]), cell(self.parts[0][0])),
        };
        let last = if self.last.is_some() { value(self.last).to_owned() } else { day(self.parts[1]) };
        Row {
            span: span.clone(),
            time: time.map_or(span.start..span.start, |(span, _)| span.clone()),
            start,
            last,
            precision: serde_json::from_value(value(self.precision).into()).ok(),
            title: value(self.title).to_owned(),
            words: value(self.words).to_owned(),
            countries: value(self.country).to_owned(),
            kind: kind(value(self.kind)),
        }
    }
}

/// A kind by our own code, or by ACLED's event types (codebook of 2023).
fn kind(name: &str) -> Option<Kind> {
    match name.to_ascii_lowercase().as_str() {
        "battles" | "explosions/remote violence" | "violence against civilians" => Some(Kind::Combat),
        "protests" => Some(Kind::Politics),
        "riots" => Some(Kind::Security),
        name => Kind::from_code(name),
    }
}

/// GDELT's event exports, 1.0 and 2.0: 57 to 61 columns between tabs, the second of them the day; CAMEO root codes tell
/// the kind, and columns 7 and 17 name the actors (GDELT-Event Codebook V2.0).
fn gdelt((span, cells): &Line) -> Option<Row> {
    let value = |column: usize| cells.get(column).map_or("", |(_, value)| value.as_str());
    let day = cells.get(1).filter(|(_, day)| day.len() == 8 && day.bytes().all(|byte| byte.is_ascii_digit()))?;
    if !(57..=61).contains(&cells.len()) {
        return None;
    }
    let (kind, verb) = match value(28) {
        "01" | "02" => (Kind::Statement, "makes a statement on"),
        "03" | "04" | "05" => (Kind::Diplomacy, "talks with"),
        "06" => (Kind::Trade, "cooperates with"),
        "07" => (Kind::Aid, "gives aid to"),
        "08" => (Kind::Diplomacy, "yields to"),
        "09" | "11" | "12" => (Kind::Statement, "accuses or rejects"),
        "10" | "13" => (Kind::Statement, "demands of or threatens"),
        "14" => (Kind::Politics, "protests against"),
        "15" => (Kind::Deployment, "shows force to"),
        "16" => (Kind::Sanctions, "reduces relations with"),
        "17" => (Kind::Security, "coerces"),
        "18" | "19" | "20" => (Kind::Combat, "fights"),
        _ => (Kind::Other, "acts on"),
    };
    let or = |name: &str| if name.is_empty() { "someone".to_owned() } else { titled(name) };
    Some(Row {
        span: span.clone(),
        time: day.0.clone(),
        start: day.1.clone(),
        title: format!("{} {verb} {}", or(value(6)), or(value(16))),
        countries: format!("{};{}", titled(value(6)), titled(value(16))),
        kind: Some(kind),
        ..Row::default()
    })
}

/// "UNITED STATES" as "United States".
fn titled(name: &str) -> String {
    let word = |word: &str| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_string() + &letters.as_str().to_lowercase()).unwrap_or_default()
    };
    name.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// A row of a table: where it stands, and its cells.
type Line = (Span, Vec<Cell>);

/// The rows of a text, blank ones left out.
struct Lines<'t> {
    text: &'t str,
    at: usize,
    separator: u8,
}

impl Iterator for Lines<'_> {
    type Item = Line;

    fn next(&mut self) -> Option<Line> {
        let bytes = self.text.as_bytes();
        while matches!(bytes.get(self.at), Some(b'\r' | b'\n')) {
            self.at += 1;
        }
        let begin = self.at;
        bytes.get(begin)?;
        let mut cells = Vec::new();
        loop {
            let cell = self.cell();
            if cells.len() < COLUMNS_MAX {
                cells.push(cell);
            }
            if bytes.get(self.at) != Some(&self.separator) {
                return Some((begin..self.at, cells));
            }
            self.at += 1;
        }
    }
}

impl Lines<'_> {
    /// The cell that begins here; leaves off at what ends it.
    fn cell(&mut self) -> Cell {
        let bytes = self.text.as_bytes();
        let begin = self.at;
        let mut value = String::new();
        if bytes.get(begin) == Some(&b'"') {
            self.at += 1;
            let mut from = self.at;
            while let Some(byte) = bytes.get(self.at) {
                self.at += 1;
                if *byte == b'"' {
                    value.push_str(&self.text[from..self.at - 1]);
                    if bytes.get(self.at) != Some(&b'"') {
                        from = self.at;
                        break;
                    }
                    from = self.at;
                    self.at += 1;
                }
            }
            // A quote without an end reaches to the end of the text.
            if from < self.at {
                value.push_str(&self.text[from..self.at]);
            }
        }
        let from = self.at;
        while bytes.get(self.at).is_some_and(|byte| *byte != self.separator && !matches!(byte, b'\r' | b'\n')) {
            self.at += 1;
        }
        value.push_str(&self.text[from..self.at]);
        (begin..self.at, value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: &[&[&str]]) {
        let lines = Lines { text, at: 0, separator: b',' };
        let found: Vec<Vec<String>> =
            lines.map(|(_, cells)| cells.into_iter().map(|(_, value)| value).collect()).collect();
        assert_eq!(found, expect, "{text}");
    }

    #[test]
    fn cells() {
        check("a,b\r\n\r\nc,\n", &[&["a", "b"], &["c", ""]]);
        check("\"a,\"\"b\"\"\n\",c", &[&["a,\"b\"\n", "c"]]);
        check("\"open, é\n", &[&["open, é\n"]]);
        check("\"a\"b,\"\"", &[&["ab", ""]]);
        check("", &[]);
    }

    #[test]
    fn gdelt_rows() {
        let mut cells = vec![""; 58];
        (cells[1], cells[6], cells[16], cells[28]) = ("20210503", "NORWAY", "POLAND", "05");
        let text = cells.join("\t");
        let row = rows(&text).and_then(|mut rows| rows.pop()).unwrap_or_default();
        assert_eq!((row.title.as_str(), row.start.as_str()), ("Norway talks with Poland", "20210503"));
    }
}
