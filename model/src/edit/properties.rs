//! What holds of every sequence of edits: undone in full it gives the same project, redone the same again, and what is
//! saved is read again.

use super::{Correction, Edit, History};
use crate::actor::{Actor, Country};
use crate::dating;
use crate::document::{Document, Known, OwnDate};
use crate::event::{EventId, Kind, Participant, Role, Status, read_events};
use crate::lexicon::Lexicon;
use crate::project::{Project, Reading, Review, SetWhen, Stamp, file};
use crate::story::{Step, Story};
use crate::when::When;
use chrono::NaiveDate;
use proptest::prelude::*;
use std::sync::LazyLock;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::embedded);

/// Two papers on one day at sea, and one on another.
const TEXTS: [(&str, &str); 3] = [
    (
        "north.txt",
        "Norwegian frigates entered the harbour of Aberdeen on 3 May 2021. On Friday, Norway and Britain signed a fishing \
         treaty in Oslo. Denmark sent 1,200 troops to Greenland in June 2021.",
    ),
    (
        "south.txt",
        "On 3 May 2021 frigates from Norway entered Aberdeen harbour in Britain. Peru arrested four Chilean sailors on \
         9 July 2021. Norway and Britain signed a treaty on fishing in Oslo on 7 May 2021.",
    ),
    (
        "late.txt",
        "Chile recalled its ambassador from Peru on 12 July 2021. Denmark sent 1,200 troops to Greenland in June 2021.",
    ),
];

/// Papers that tell the same happenings in several ways, and one that tells others.
const OFTEN_TOLD: [(&str, &str); 5] = [
    TEXTS[0],
    TEXTS[1],
    TEXTS[2],
    (
        "wire.txt",
        "Norwegian frigates entered the harbour of Aberdeen on 3 May 2021. Norway and Britain signed a treaty on fishing \
         in Oslo on 7 May 2021. Chile recalled its ambassador from Peru on 12 July 2021.",
    ),
    (
        "east.txt",
        "Ghana hosted a summit on 9 June 2021. Peru arrested four sailors from Chile on 9 July 2021. In June 2021 Denmark sent \
         1,200 troops to Greenland.",
    ),
];

/// Title and time of an event, and the documents and bytes where it is told.
type Told = (String, When, Vec<(String, usize)>);

/// Title, time and tellings of each event, whatever the order of the documents.
fn told(project: &Project) -> Vec<Told> {
    let timeline = project.timeline();
    let of = |event: &crate::event::Event| {
        let place =
            |source: &crate::event::Source| (timeline.documents[source.document].name.clone(), source.passage.start);
        let mut sources: Vec<(String, usize)> = event.sources.iter().map(place).collect();
        sources.sort();
        (event.title.clone(), event.when, sources)
    };
    let mut told: Vec<_> = timeline.events.iter().map(of).collect();
    told.sort_by(|a, b| a.2.cmp(&b.2));
    told
}

/// What a text tells, with its own date set to a day of May 2021.
pub fn reading(name: &str, text: &str, day: u32) -> Reading {
    let mut document = Document::plain(name, text.to_owned());
    let day = NaiveDate::from_ymd_opt(2021, 5, day.clamp(1, 31)).expect("a day of May");
    document.own_date = Some(OwnDate { earliest: day, latest: day, known: Known::Set, evidence: String::new() });
    let times = dating::read_times(&LEXICON, &document);
    let events = read_events(&LEXICON, &document, &times);
    Reading::new(document, events)
}

/// The project of the first two texts.
pub fn project() -> Project {
    let mut project = Project::default();
    let readings = TEXTS[..2].iter().map(|(name, text)| reading(name, text, 10)).collect();
    let edit = Edit::read(&project, readings);
    super::apply(&mut project, &edit, &Stamp::default()).expect("documents");
    assert!(project.timeline().events.len() >= 4 && !project.links.is_empty(), "{:#?}", project.timeline().events);
    project
}

/// An edit drawn from three numbers, of what the project holds by then.
fn edit(project: &Project, (sort, one, two): (u8, usize, usize)) -> Edit {
    let timeline = project.timeline();
    let id = |nth: usize| timeline.events.get(nth % timeline.events.len().max(1)).map_or(EventId(0), |event| event.id);
    let (a, b) = (id(one), id(two));
    let on = two % 2 == 0;
    let word = format!("w{}", two % 3);
    let day = NaiveDate::from_ymd_opt(2020, 1 + (one % 12) as u32, 1 + (two % 28) as u32).expect("a day");
    let when = on.then(|| SetWhen { when: When::day(day), words: word.clone() });
    let party = || Participant { actor: Actor::Country(Country::from_code("PE").expect("a code")), role: Role::Actor };
    let (name, text) = TEXTS[one % 3];
    match sort % 26 {
        0 => Edit::Correct(vec![a], Correction::When(when)),
        1 => Edit::Correct(vec![a, b], Correction::Title(on.then_some(word))),
        2 => Edit::Correct(vec![a], Correction::Kind(on.then_some(Kind::Energy))),
        3 => Edit::Correct(vec![a], Correction::Status(on.then_some(Status::Denied))),
        4 => Edit::Correct(vec![a], Correction::Parties(on.then(|| vec![party()]))),
        5 => Edit::Correct(vec![a], Correction::Note(word)),
        6 => Edit::Correct(vec![a], Correction::Review(on.then_some(Review::Rejected))),
        7 => Edit::Correct(vec![a], Correction::Deleted(on)),
        8 => Edit::Merge(vec![a, b]),
        9 => {
            let tellings = project.tellings_of(a);
            Edit::Split(a, tellings.iter().skip(1).map(|telling| telling.id).collect())
        }
        10 => Edit::PutBack(vec![a]),
        11 => Edit::Star(vec![a, b], on),
        12 => Edit::Hide(vec![a], on),
        13 => Edit::Tag(vec![a], word),
        14 => Edit::Untag(vec![a], word),
        15 => Edit::read(project, vec![reading(name, text, 10 + (two % 9) as u32)]),
        16 => {
            Edit::read(project, vec![reading(name, &format!("Rain fell. {}", text.replace("sailors", "seamen")), 10)])
        }
        17 => Edit::remove(project, vec![name.to_owned()]),
        18 => match project.documents.get(one % 3) {
            Some(document) => {
                let passage = 0..document.text.find('.').unwrap_or(0);
                Edit::Make(Box::new(super::made(document, passage, When::day(day), &word)))
            }
            None => Edit::Title(word),
        },
        19 => Edit::Pin(word, on),
        20 => Edit::OwnOrder(vec![word]),
        21 => Edit::Track(word, on),
        22 => Edit::Mark(word),
        23 => Edit::Tell(Story { steps: vec![Step { title: word, ..Step::about(a) }, Step::about(b)] }),
        24 if a != b => {
            let kind = Correction::Kind(on.then_some(Kind::Aid));
            Edit::Each(vec![(a, Correction::Title(Some(word))), (b, kind)], "Several".to_owned())
        }
        _ => Edit::ShowLanes,
    }
}

/// The file of the example, damaged: so many bytes from a place on are others, or missing.
fn damaged(place: usize, length: usize, instead: &str) -> String {
    let mut bytes = bytes(&project()).into_bytes();
    let begin = place % bytes.len();
    let end = (begin + length).min(bytes.len());
    bytes.splice(begin..end, instead.bytes());
    String::from_utf8_lossy(&bytes).into_owned()
}

fn bytes(project: &Project) -> String {
    file::write(project).expect("RON")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damaged_files_are_read_as_far_as_they_are_sound(place: usize, length in 0_usize..400, instead in "[a-z0-9(){},:\"\\[\\]\\\\#/ré]{0,6}") {
        if let Ok(loaded) = file::read(&damaged(place, length, &instead)) {
            loaded.project.timeline();
            crate::project::check(&loaded);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn documents_in_any_order_tell_the_same(order in Just([0, 1, 2, 3, 4]).prop_shuffle(), batch in 1_usize..4, nth: usize) {
        let of = |&at: &usize| reading(OFTEN_TOLD[at].0, OFTEN_TOLD[at].1, 10);
        let mut at_once = Project::default();
        let edit = Edit::read(&at_once, (0..OFTEN_TOLD.len()).map(|at| of(&at)).collect());
        super::apply(&mut at_once, &edit, &Stamp::default()).expect("documents");
        let (mut one_by_one, mut corrected) = (Project::default(), None);
        for part in order.chunks(batch) {
            let edit = Edit::read(&one_by_one, part.iter().map(of).collect());
            super::apply(&mut one_by_one, &edit, &Stamp::default()).expect("documents");
            if corrected.is_none() {
                // What is corrected before the others come keeps its correction and its tellings.
                let events = one_by_one.timeline().events;
                let id = events[nth % events.len()].id;
                let edit = Edit::Correct(vec![id], Correction::Note("mine".to_owned()));
                super::apply(&mut one_by_one, &edit, &Stamp::default()).expect("a change");
                corrected = Some(id);
            }
        }
        prop_assert_eq!(told(&one_by_one), told(&at_once));
        let id = corrected.expect("a correction");
        let notes = one_by_one.kept.get(&id).map(|kept| kept.note.as_str());
        prop_assert_eq!((notes, one_by_one.timeline().events.iter().filter(|event| event.id == id).count()), (Some("mine"), 1));
    }

    #[test]
    fn edits_are_undone_and_redone(draws in proptest::collection::vec((0_u8..24, 0_usize..12, 0_usize..12), 1..14)) {
        let mut project = project();
        let before = bytes(&project);
        let mut history = History::default();
        let stamp = Stamp { at: "2026-11-22T10:00:00Z".to_owned(), by: "me".to_owned() };
        let mut journal = Vec::new();
        for draw in draws {
            let edit = edit(&project, draw);
            journal.extend(history.apply(&mut project, &edit, &stamp));
            let ids: Vec<EventId> = project.timeline().events.iter().map(|event| event.id).collect();
            let different: std::collections::BTreeSet<&EventId> = ids.iter().collect();
            prop_assert_eq!(different.len(), ids.len(), "ids twice after {:?}", edit);
        }
        let after = bytes(&project);
        prop_assert_eq!(&file::read(&after).expect("what was written").project, &project);
        while history.undo(&mut project).is_some() {}
        prop_assert_eq!(&bytes(&project), &before);
        while history.redo(&mut project).is_some() {}
        prop_assert_eq!(&bytes(&project), &after);
        // The journal leads from the one to the other, also where some of it was saved already.
        let mut again = file::read(&before).expect("what was written").project;
        journal.iter().cloned().for_each(|mut done| done.swap(&mut again));
        prop_assert_eq!(&bytes(&again), &after);
        journal.into_iter().for_each(|mut done| done.swap(&mut again));
        prop_assert_eq!(&bytes(&again), &after);
    }
}
