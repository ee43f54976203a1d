//! Linking, measured: short texts that tell the same happenings differently, and texts made to be hard.

use dateline_model::document::{self, Document, Known, OwnDate};
use dateline_model::event::{self, Event};
use dateline_model::lexicon::Lexicon;
use dateline_model::{confidence, dating, link, rank};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/linking")
}

fn dated(name: &str, text: &str, day: &str) -> Document {
    let day = day.trim().parse().expect("an ISO date");
    let own = OwnDate { earliest: day, latest: day, known: Known::Set, evidence: "set by you".to_owned() };
    Document { own_date: Some(own), ..document::read_text(name, text).expect("a text") }
}

fn linked(lexicon: &Lexicon, documents: &[Document]) -> Vec<Event> {
    let mut events = Vec::new();
    for (index, document) in documents.iter().enumerate() {
        let times = dating::read_times(lexicon, document);
        let mut found = event::read_events(lexicon, document, &times);
        found.iter_mut().flat_map(|event| &mut event.sources).for_each(|source| source.document = index);
        events.append(&mut found);
    }
    link::link(documents, events)
}

/// Of the pairs of passages of different documents that are one happening, how many are one event, and the other way round.
#[test]
fn tellings_of_one_happening_become_one_event() {
    let lexicon = Lexicon::embedded();
    let dates = fs::read_to_string(folder().join("dates.tsv")).expect("dates.tsv");
    let documents: Vec<Document> = dates
        .lines()
        .map(|line| line.split_once('\t').expect("a name, a tab, a date"))
        .map(|(name, day)| dated(name, &fs::read_to_string(folder().join(name)).expect(name), day))
        .collect();
    let events = linked(&lexicon, &documents);
    let table = fs::read_to_string(folder().join("happenings.tsv")).expect("happenings.tsv");
    let passages: Vec<(usize, Option<usize>, &str)> = table
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let mut columns = line.split('\t');
            let mut column = || columns.next().expect("document, words, happening");
            let (name, words, happening) = (column(), column(), column());
            let document = documents.iter().position(|document| document.name == name).expect(name);
            let begin = documents[document].text.find(words).expect(words);
            let tells = |event: &Event| {
                let mut sources = event.sources.iter();
                sources
                    .any(|s| s.document == document && s.passage.start < begin + words.len() && begin < s.passage.end)
            };
            (document, events.iter().position(tells), happening)
        })
        .collect();
    let (mut wanted, mut made, mut right) = (0, 0, 0);
    for (nth, (document, event, happening)) in passages.iter().enumerate() {
        for (other_document, other_event, other_happening) in &passages[nth + 1..] {
            let apart = document != other_document;
            let same = apart && happening == other_happening;
            let joined = apart && event.is_some() && event == other_event;
            wanted += usize::from(same);
            made += usize::from(joined);
            right += usize::from(same && joined);
        }
    }
    let f1 = 2.0 * f64::from(right as u32) / f64::from((wanted + made) as u32);
    assert!(f1 >= 0.75 && right == made, "pairwise F1 {f1:.3}: {right} right of {wanted} wanted, {made} made");
}

/// Of pairs of sentences in the words of two documents, those of one happening become one event, and nearly all of two stay apart.
#[test]
fn pairs_are_one_event_or_two() {
    let lexicon = Lexicon::embedded();
    let table = fs::read_to_string(folder().join("pairs.tsv")).expect("pairs.tsv");
    let (mut wrong, mut missed) = (Vec::new(), Vec::new());
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let mut columns = line.split('\t');
        let mut column = || columns.next().expect("count, one, other");
        let (count, one, other) = (column(), column(), column());
        let documents = [dated("a.txt", one, "2023-03-20"), dated("b.txt", other, "2023-03-22")];
        let joined = linked(&lexicon, &documents).iter().any(|event| event.sources.len() > 1);
        match count {
            "one" if !joined => missed.push(line),
            "two" if joined => wrong.push(line),
            _ => {}
        }
    }
    assert!(wrong.len() <= 5, "joined, but two:\n{}", wrong.join("\n"));
    assert!(missed.is_empty(), "parted, but one:\n{}", missed.join("\n"));
}

/// Two documents and what their one linked event says: its day, then what they disagree on.
#[track_caller]
fn check_disagreement(one: &str, other: &str, expect: &str) {
    let lexicon = Lexicon::embedded();
    let documents = [dated("a.txt", one, "2023-03-20"), dated("b.txt", other, "2023-03-22")];
    let events = linked(&lexicon, &documents);
    let event = events.iter().find(|event| event.sources.len() == 2).expect("an event that both tell");
    let disagreements = event.disagreements.iter().map(|disagreement| {
        let said: Vec<String> =
            disagreement.said.iter().map(|said| format!("{} {}", documents[said.document].name, said.words)).collect();
        format!("{}: {}", disagreement.about, said.join(", "))
    });
    let shown: Vec<String> = std::iter::once(event.when.label()).chain(disagreements).collect();
    assert_eq!(shown.join("; "), expect);
}

#[test]
fn what_documents_disagree_on_is_kept() {
    check_disagreement(
        "A bomb killed 14 soldiers at the Malian base of Sévaré on 12 March 2023.",
        "On 12 March 2023 a bomb killed 19 soldiers at the base of Sévaré in Mali.",
        "12 March 2023; the number of soldiers: a.txt 14 soldiers, b.txt 19 soldiers",
    );
    check_disagreement(
        "A bomb killed 14 soldiers at the Malian base of Sévaré on 12 March 2023.",
        "On 12 March 2023 a bomb killed at least 12 soldiers at the base of Sévaré in Mali.",
        "12 March 2023",
    );
    check_disagreement(
        "A bomb killed 14 soldiers at the Malian base of Sévaré on 12 March 2023.",
        "A bomb killed 14 soldiers at the base of Sévaré in Mali on 13 March 2023.",
        "12 March 2023; the day: a.txt 12 March 2023, b.txt 13 March 2023",
    );
    check_disagreement(
        "In March 2023 Ghana and Togo signed a treaty on their maritime border.",
        "Togo and Ghana signed the treaty on the maritime border on 9 March 2023.",
        "9 March 2023",
    );
}

#[test]
fn confidence_and_rank_tell_why() {
    let lexicon = Lexicon::embedded();
    let text = "On 9 March 2023 Togo and Ghana signed a treaty on 300 km of border.";
    let documents = [dated("a.txt", text, "2023-03-20"), dated("b.txt", text, "2023-03-22")];
    let events = linked(&lexicon, &documents);
    assert_eq!(events.len(), 1, "{events:#?}");
    let event = &events[0];
    let confidence = confidence::confidence(|country| lexicon.country_name(&country).to_owned(), &documents, event);
    let reasons =
        ["the date is written out: “9 March 2023”", "2 documents tell it, in nearly the same words: they count as one"];
    assert_eq!(confidence.reasons, reasons);
    assert!(confidence.value > 0.9 && confidence.value <= 1.0);
    let rank = rank::rank(&documents, event);
    assert!(rank.reasons.iter().any(|reason| reason == "2 countries take part"), "{rank:?}");
    assert!(!rank.reasons.iter().any(|reason| reason.contains("words of their own")), "{rank:?}");
    assert_eq!(rank.weight, event.weight);
}

/// Two visits, two rounds, two battles of a month are two, in whichever order the documents come.
#[test]
fn happenings_of_one_kind_stay_apart() {
    let lexicon = Lexicon::embedded();
    let one = "Norway’s prime minister visited Ghana on 3 May 2023. On 24 May 2023 Norway’s prime minister visited Ghana again.";
    let other =
        "On 24 May 2023 the prime minister of Norway visited Ghana. He had visited Ghana on 3 May 2023 as well.";
    let vague = "Norway’s prime minister visited Ghana in May 2023.";
    let documents: Vec<Document> =
        [one, other, vague].iter().zip(["a", "b", "c"]).map(|(text, name)| dated(name, text, "2023-06-20")).collect();
    let reversed: Vec<Document> = documents.iter().rev().cloned().collect();
    for documents in [documents, reversed] {
        let events = linked(&lexicon, &documents);
        let told: Vec<(String, usize)> = events.iter().map(|event| (event.when.label(), event.sources.len())).collect();
        let expect = [("May 2023", 1), ("3 May 2023", 2), ("24 May 2023", 2)];
        assert_eq!(told, expect.map(|(when, sources)| (when.to_owned(), sources)));
    }
}

/// What one did with one on a day is not what it did with another, however alike the words are.
#[test]
fn happenings_with_others_stay_apart() {
    let lexicon = Lexicon::embedded();
    let one = "On 6 October 2023 Kenya signed a trade agreement with Mexico. Peru shelled positions in Chile on 9 October 2023.";
    let other = "On 6 October 2023 Kenya signed a trade agreement with Japan. Peru shelled positions in Ghana on 9 October 2023.";
    let documents = [dated("a.txt", one, "2023-10-20"), dated("b.txt", other, "2023-10-20")];
    let events = linked(&lexicon, &documents);
    assert!(events.len() == 4 && events.iter().all(|event| event.sources.len() == 1), "{events:#?}");
}

/// Texts that make careless linking take minutes: all alike, all in one month, one document or many.
#[test]
fn hostile_texts_link_in_time() {
    let lexicon = Lexicon::embedded();
    let line = "On 3 May 2021 Norway and Poland signed a treaty on gas.\n\n";
    let month: String = (0..5000)
        .map(|n| format!("On {} May 2021 Norway and Poland signed treaty {n} on gas.\n\n", n % 31 + 1))
        .collect();
    let texts = [line.repeat(5000), month];
    let alone: Vec<Vec<Document>> = texts.iter().map(|text| vec![dated("all.txt", text, "2021-06-01")]).collect();
    let many: Vec<Document> = (0..3000).map(|n| dated(&format!("{n}.txt"), line, "2021-06-01")).collect();
    for documents in alone.iter().chain([&many]) {
        let start = Instant::now();
        let events = linked(&lexicon, documents);
        assert!(!events.is_empty() && start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
    }
}
