//! What kind of thing a sentence tells: `kinds.tsv` has a sentence a line behind its kind. Its sentences are made for this, with words
//! that mean several things: one strikes a deal, a base, oil, and for higher wages.

use dateline_model::lexicon::Lexicon;
use dateline_model::{dating, document, event};

#[test]
fn sentences_have_their_kinds() {
    let lexicon = Lexicon::embedded();
    let mut wrong = Vec::new();
    for line in include_str!("kinds.tsv").lines().filter(|line| !line.starts_with('#')) {
        let (kind, text) = line.split_once('\t').expect("a kind, a tab, a sentence");
        let document = document::read("a.txt", text.as_bytes()).expect("a document");
        let times = dating::read_times(&lexicon, &document);
        let events = event::read_events(&lexicon, &document, &times);
        let found = events.first().map_or("none", |event| event.kind.code());
        if found != kind {
            wrong.push(format!("{found}, not {kind}: {text}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
