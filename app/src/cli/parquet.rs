//! Events to Apache Parquet: a row for each event, lists and structures as such.
//!
//! In: events as they are printed. Out: a file that pandas, DuckDB, Polars and Arrow read. The same events give the
//! same bytes. Text is UTF-8, days are days since 1970, nothing is compressed: such files are small.

use crate::export::printed::{Printed, PrintedQuantity, PrintedSaid, PrintedSource};
use anyhow::{Context, Result};
use chrono::NaiveDate;
use parquet::basic::Compression;
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;
use std::io::Write;
use std::sync::Arc;

/// The columns, in the order in which `write_rows` writes them.
const SCHEMA: &str = "message events {
    REQUIRED BYTE_ARRAY id (STRING);
    OPTIONAL INT32 start (DATE);
    OPTIONAL INT32 last (DATE);
    OPTIONAL BYTE_ARRAY precision (STRING);
    REQUIRED BOOLEAN approximate;
    REQUIRED BYTE_ARRAY kind (STRING);
    OPTIONAL BYTE_ARRAY plover (STRING);
    REQUIRED BYTE_ARRAY status (STRING);
    REQUIRED BYTE_ARRAY title (STRING);
    REQUIRED BYTE_ARRAY short_title (STRING);
    REQUIRED GROUP countries (LIST) { REPEATED GROUP list { REQUIRED BYTE_ARRAY element (STRING); } }
    REQUIRED GROUP said_by (LIST) { REPEATED GROUP list { REQUIRED BYTE_ARRAY element (STRING); } }
    REQUIRED GROUP organizations (LIST) { REPEATED GROUP list { REQUIRED BYTE_ARRAY element (STRING); } }
    REQUIRED GROUP roles (LIST) { REPEATED GROUP list { REQUIRED GROUP element {
        OPTIONAL BYTE_ARRAY country (STRING);
        OPTIONAL BYTE_ARRAY organization (STRING);
        REQUIRED BYTE_ARRAY role (STRING);
    } } }
    REQUIRED GROUP quantities (LIST) { REPEATED GROUP list { REQUIRED GROUP element {
        REQUIRED DOUBLE value;
        REQUIRED BYTE_ARRAY unit (STRING);
        REQUIRED BYTE_ARRAY object (STRING);
        OPTIONAL DOUBLE at_least;
        OPTIONAL DOUBLE at_most;
        REQUIRED BOOLEAN approximate;
        REQUIRED BYTE_ARRAY told (STRING);
        REQUIRED BYTE_ARRAY words (STRING);
    } } }
    REQUIRED DOUBLE confidence;
    REQUIRED GROUP confidence_reasons (LIST) { REPEATED GROUP list { REQUIRED BYTE_ARRAY element (STRING); } }
    REQUIRED DOUBLE weight;
    REQUIRED GROUP weight_reasons (LIST) { REPEATED GROUP list { REQUIRED BYTE_ARRAY element (STRING); } }
    REQUIRED GROUP sources (LIST) { REPEATED GROUP list { REQUIRED GROUP element {
        REQUIRED BYTE_ARRAY doc (STRING);
        OPTIONAL BYTE_ARRAY url (STRING);
        REQUIRED INT64 begin;
        REQUIRED INT64 end;
        REQUIRED BYTE_ARRAY quote (STRING);
        OPTIONAL BYTE_ARRAY time (STRING);
        OPTIONAL BYTE_ARRAY rule (STRING);
    } } }
    REQUIRED GROUP disagreements (LIST) { REPEATED GROUP list { REQUIRED GROUP element {
        REQUIRED BYTE_ARRAY about (STRING);
        REQUIRED BYTE_ARRAY doc (STRING);
        REQUIRED BYTE_ARRAY words (STRING);
    } } }
}";

/// So many events are written at a time.
const ROWS: usize = 10_000;

/// Writes events as one file.
pub fn write(events: &[Printed], out: &mut (impl Write + Send + ?Sized)) -> Result<()> {
    let schema = parse_message_type(SCHEMA).context("the columns of the Parquet file")?;
    let properties = WriterProperties::builder()
        .set_created_by(concat!("dateline ", env!("CARGO_PKG_VERSION")).to_owned())
        .set_compression(Compression::UNCOMPRESSED)
        .build();
    let mut file = SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties))?;
    for rows in events.chunks(ROWS) {
        let mut group = Group { writer: file.next_row_group()?, rows };
        group.write_rows()?;
        group.writer.close()?;
    }
    file.close()?;
    Ok(())
}

/// How often a column has a value in a row.
#[derive(Clone, Copy, PartialEq)]
enum Shape {
    /// Once.
    One,
    /// Once or not at all.
    Optional,
    /// For each of a list.
    Each,
    /// For each of a list, or not.
    EachOptional,
}

struct Group<'w, 'e, W: Write> {
    writer: SerializedRowGroupWriter<'w, W>,
    rows: &'e [Printed<'e>],
}

impl<'e, W: Write + Send> Group<'_, 'e, W> {
    fn write_rows(&mut self) -> Result<()> {
        use Shape::{Each, EachOptional, One, Optional};
        self.texts(One, |e| vec![Some(&e.id)])?;
        self.column::<Int32Type>(Optional, |e| vec![e.start.map(days_since_1970)])?;
        self.column::<Int32Type>(Optional, |e| vec![e.last.map(days_since_1970)])?;
        self.texts(Optional, |e| vec![e.precision])?;
        self.column::<BoolType>(One, |e| vec![Some(e.approximate)])?;
        self.texts(One, |e| vec![Some(e.kind)])?;
        self.texts(Optional, |e| vec![e.plover])?;
        self.texts(One, |e| vec![Some(e.status)])?;
        self.texts(One, |e| vec![Some(e.title)])?;
        self.texts(One, |e| vec![Some(e.short_title)])?;
        self.texts(Each, |e| e.countries.iter().map(|country| Some(country.code())).collect())?;
        self.texts(Each, |e| e.said_by.iter().map(|country| Some(country.code())).collect())?;
        self.texts(Each, |e| e.organizations.iter().map(|name| Some(name.as_str())).collect())?;
        self.texts(EachOptional, |e| e.roles.iter().map(|role| role.country.as_ref().map(|c| c.code())).collect())?;
        self.texts(EachOptional, |e| e.roles.iter().map(|role| role.organization).collect())?;
        self.texts(Each, |e| e.roles.iter().map(|role| Some(role.role)).collect())?;
        self.column::<DoubleType>(Each, |e| quantities(e, |q| Some(q.value)))?;
        self.texts(Each, |e| quantities(e, |q| Some(q.unit)))?;
        self.texts(Each, |e| quantities(e, |q| Some(q.object)))?;
        self.column::<DoubleType>(EachOptional, |e| quantities(e, |q| q.at_least))?;
        self.column::<DoubleType>(EachOptional, |e| quantities(e, |q| q.at_most))?;
        self.column::<BoolType>(Each, |e| quantities(e, |q| Some(q.approximate)))?;
        self.texts(Each, |e| quantities(e, |q| Some(q.told)))?;
        self.texts(Each, |e| quantities(e, |q| Some(q.words)))?;
        self.column::<DoubleType>(One, |e| vec![Some(e.confidence.value)])?;
        self.texts(Each, |e| e.confidence.reasons.iter().map(|reason| Some(reason.as_str())).collect())?;
        self.column::<DoubleType>(One, |e| vec![Some(e.weight.value)])?;
        self.texts(Each, |e| e.weight.reasons.iter().map(|reason| Some(reason.as_str())).collect())?;
        self.texts(Each, |e| sources(e, |s| Some(s.doc)))?;
        self.texts(EachOptional, |e| sources(e, |s| s.url.as_deref()))?;
        self.column::<Int64Type>(Each, |e| sources(e, |s| i64::try_from(s.begin).ok()))?;
        self.column::<Int64Type>(Each, |e| sources(e, |s| i64::try_from(s.end).ok()))?;
        self.texts(Each, |e| sources(e, |s| Some(s.quote)))?;
        self.texts(EachOptional, |e| sources(e, |s| s.time.as_ref().map(|time| time.chain.words.as_str())))?;
        self.texts(EachOptional, |e| sources(e, |s| s.time.as_ref().map(|time| time.chain.rule.as_str())))?;
        self.texts(Each, |e| disagreements(e, |about, _| about))?;
        self.texts(Each, |e| disagreements(e, |_, said| said.doc))?;
        self.texts(Each, |e| disagreements(e, |_, said| said.words))
    }

    fn texts(&mut self, shape: Shape, of: impl Fn(&'e Printed<'e>) -> Vec<Option<&'e str>>) -> Result<()> {
        self.column::<ByteArrayType>(shape, |event| {
            of(event).into_iter().map(|text| text.map(|text| ByteArray::from(text.as_bytes().to_vec()))).collect()
        })
    }

    /// Writes the next column: `of` gives the values of a row.
    ///
    /// Levels are those of the format: the definition level counts what is there of the list, its element and the value,
    /// the repetition level is 1 for what goes on a list.
    fn column<T: DataType>(&mut self, shape: Shape, of: impl Fn(&'e Printed<'e>) -> Vec<Option<T::T>>) -> Result<()> {
        let list = matches!(shape, Shape::Each | Shape::EachOptional);
        let optional = matches!(shape, Shape::Optional | Shape::EachOptional);
        let (mut values, mut definitions, mut repetitions) = (Vec::new(), Vec::new(), Vec::new());
        for event in self.rows {
            let cells = of(event);
            if cells.is_empty() {
                definitions.push(0);
                repetitions.push(0);
            }
            for (nth, cell) in cells.into_iter().enumerate() {
                definitions.push(i16::from(list) + i16::from(optional && cell.is_some()));
                repetitions.push(i16::from(nth > 0));
                values.extend(cell);
            }
        }
        let mut column = self.writer.next_column()?.context("a column more than the schema has")?;
        column.typed::<T>().write_batch(
            &values,
            (list || optional).then_some(definitions.as_slice()),
            list.then_some(repetitions.as_slice()),
        )?;
        column.close()?;
        Ok(())
    }
}

fn quantities<'e, T>(event: &'e Printed<'e>, of: impl Fn(&'e PrintedQuantity<'e>) -> Option<T>) -> Vec<Option<T>> {
    event.quantities.iter().map(of).collect()
}

fn sources<'e, T>(event: &'e Printed<'e>, of: impl Fn(&'e PrintedSource<'e>) -> Option<T>) -> Vec<Option<T>> {
    event.sources.iter().map(of).collect()
}

/// A row for each that says something.
fn disagreements<'e>(
    event: &'e Printed<'e>,
    of: impl Fn(&'e str, &'e PrintedSaid<'e>) -> &'e str,
) -> Vec<Option<&'e str>> {
    let said = event.disagreements.iter().flat_map(|one| one.said.iter().map(move |said| (one.about, said)));
    said.map(|(about, said)| Some(of(about, said))).collect()
}

fn days_since_1970(day: NaiveDate) -> i32 {
    i32::try_from((day - NaiveDate::default()).num_days()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::printed::printed;
    use crate::open::{Given, Input, open_inputs};
    use dateline_model::lexicon::Lexicon;
    use parquet::file::reader::{FileReader, SerializedFileReader};

    fn file(text: &str) -> Vec<u8> {
        let input = Input::Text { name: "fleet.txt".to_owned(), text: text.to_owned() };
        let lexicon = Lexicon::embedded();
        let timeline = open_inputs(vec![input], &lexicon, &Given::default(), &|_| true).timeline;
        let events: Vec<Printed> = timeline
            .events
            .iter()
            .map(|event| printed(|country| lexicon.country_name(&country).to_owned(), &timeline, event))
            .collect();
        let mut bytes = Vec::new();
        write(&events, &mut bytes).expect("a file");
        bytes
    }

    #[test]
    fn rows_are_read_again() {
        let text =
            "On 3 May 2021 Norway sent 40 to 50 tanks to Poland.\n\nDenmark signed a treaty with Sweden in June 2020.";
        let bytes = file(text);
        assert_eq!(bytes, file(text));
        let reader = SerializedFileReader::new(bytes::Bytes::from(bytes)).expect("a Parquet file");
        let rows: Vec<String> =
            reader.get_row_iter(None).expect("rows").map(|row| row.expect("a row").to_string()).collect();
        assert_eq!(rows.len(), 2);
        assert!(rows[0].contains("start: 2020-06-01") && rows[0].contains("quantities: []"), "{}", rows[0]);
        assert!(rows[1].contains("value: 40.0") && rows[1].contains("at_most: 50.0"), "{}", rows[1]);
        assert!(rows[1].contains("doc: \"fleet.txt\", url: null, begin: 0"), "{}", rows[1]);
    }

    #[test]
    fn no_events_are_a_file_too() {
        let reader = SerializedFileReader::new(bytes::Bytes::from(file("Nothing happens."))).expect("a Parquet file");
        assert_eq!(reader.metadata().file_metadata().num_rows(), 0);
    }
}
