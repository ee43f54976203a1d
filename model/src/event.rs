//! A document with its time expressions to events: a happening with a when, a kind, a status, who takes part.
//!
//! In: a document. Out: its dated events, each with the passage that tells it.
//! Knows one document at a time; `link` brings several together.

mod clause;
mod kind;
mod section;
mod status;
mod title;
mod who;
mod words;

pub use kind::{Family, Kind};
pub use status::Status;
pub use words::EventWords;

use crate::actor::{Country, Mention, read_actors};
use crate::dating::{self, Bound, Sort, TimeExpression};
use crate::document::Document;
use crate::lexicon::Lexicon;
use crate::quantity::{Quantity, read_quantities};
use crate::text::{Span, sentences};
use crate::when::{Chain, When};
use clause::{Class, Clause, Link, Tense, Word};
use kind::Found;
use section::Role;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use who::{Party, Saying};
use words::Part;

/// A happening with a when, a kind, a status, who takes part, and the passages that say so.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Stays the same when the documents are read again.
    pub id: EventId,
    /// About 60 characters in the text's own words.
    pub title: String,
    /// About 30 characters, for a label.
    pub short_title: String,
    /// When it happened.
    pub when: When,
    /// What it is.
    pub kind: Kind,
    /// Whether it happened.
    pub status: Status,
    /// Who takes part, in the order of the lanes that it stands in: the first one acts.
    pub countries: Vec<Country>,
    /// Whose officials or media say so.
    pub said_by: Vec<Country>,
    /// Organisations that take part, by short name.
    pub organizations: Vec<String>,
    /// Numbers told with it.
    pub quantities: Vec<Quantity>,
    /// The passages that tell it; at least one.
    pub sources: Vec<Source>,
    /// 0 to 1: how sure the reading is.
    pub confidence: f32,
    /// 0 to 1: how much it matters; labels are placed by this.
    pub weight: f32,
}

/// Names an event by the document and the passage that it was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EventId(pub u64);

/// A passage that tells an event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Source {
    /// Index of the document in the timeline.
    pub document: usize,
    /// The clause, a byte span of the document's text.
    pub passage: Span,
    /// The time expression, a byte span of the document's text.
    pub time: Span,
    /// When this passage says that it happened.
    pub when: When,
    /// How that came about.
    pub chain: Chain,
}

/// A paragraph's running knowledge: who was spoken of, and the event told last.
#[derive(Default)]
struct Story {
    subject: Party,
    party: Party,
    last: Option<(Kind, Party)>,
}

/// Every dated event that a document tells, in the order of the text.
pub fn read_events(lexicon: &Lexicon, document: &Document) -> Vec<Event> {
    let times = dating::read_times(lexicon, document);
    let text = &document.text;
    let mut events = Vec::new();
    if times.is_empty() || is_off_topic(&lexicon.events, text) {
        return events;
    }
    let mut rest = &times[..];
    for section in section::sections(&lexicon.events, text) {
        let begin = rest.partition_point(|time| time.span.end <= section.span.start);
        let count = rest[begin..].partition_point(|time| time.span.start < section.span.end);
        let here = &rest[begin..begin + count];
        rest = &rest[begin + count..];
        if here.is_empty() || matches!(section.role, Role::Idle | Role::Heading) {
            continue;
        }
        let mut story = Story::default();
        for sentence in sentences(text, section.span) {
            let reading = Reading::new(lexicon, document, sentence, here);
            reading.events(&mut story, &mut events);
        }
    }
    events
}

/// Whether a text is about sport, software, cooking or the like, where dates date no events for a briefing.
fn is_off_topic(lists: &EventWords, text: &str) -> bool {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    let mut all = 0_usize;
    for word in text.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|word| word.len() > 2) {
        all += 1;
        if let Some(domain) = lists.off_topic.get(word.to_lowercase().as_str()) {
            *counts.entry(*domain).or_default() += 1;
        }
    }
    // One word in thirty-three is of the domain.
    counts.values().any(|&count| count >= 4 && count * 33 > all)
}

/// A sentence with all that was found in it.
struct Reading<'a> {
    document: &'a Document,
    lists: &'a EventWords,
    sentence: Span,
    words: Vec<Word>,
    clauses: Vec<Clause>,
    times: Vec<&'a TimeExpression>,
    mentions: Vec<Mention>,
    quantities: Vec<(Span, Quantity)>,
    triggers: Vec<Found>,
    saying: Option<Saying>,
}

impl<'a> Reading<'a> {
    fn new(lexicon: &'a Lexicon, document: &'a Document, sentence: Span, times: &'a [TimeExpression]) -> Reading<'a> {
        let text = &document.text;
        let times: Vec<&TimeExpression> =
            times.iter().filter(|time| sentence.start <= time.span.start && time.span.end <= sentence.end).collect();
        let mentions = read_actors(lexicon, text, sentence.clone());
        let lists = &lexicon.events;
        if times.is_empty() {
            return Reading {
                document,
                lists,
                sentence,
                words: Vec::new(),
                clauses: Vec::new(),
                times,
                mentions,
                quantities: Vec::new(),
                triggers: Vec::new(),
                saying: None,
            };
        }
        let words = clause::words(lists, text, sentence.clone());
        let clauses = clause::clauses(&words);
        let spans: Vec<Span> = times.iter().map(|time| time.span.clone()).collect();
        let quantities = read_quantities(lexicon, text, sentence.clone(), &spans);
        let triggers = find_triggers(lists, &words);
        let saying = who::saying(lists, &words, &clauses);
        Reading { document, lists, sentence, words, clauses, times, mentions, quantities, triggers, saying }
    }

    fn events(&self, story: &mut Story, events: &mut Vec<Event>) {
        let mut told = Party::default();
        told.add(&self.mentions, &self.sentence, None);
        for (index, clause) in self.clauses.iter().enumerate() {
            let times: Vec<&TimeExpression> = self
                .times
                .iter()
                .copied()
                .filter(|time| self.clause_of(&time.span) == index && self.dates_something(time))
                .collect();
            for (segment, time) in self.segments(clause, &times) {
                if let Some(event) = self.event(index, segment, time, story) {
                    story.last = Some((
                        event.kind,
                        Party { countries: event.countries.clone(), organizations: event.organizations.clone() },
                    ));
                    events.push(event);
                }
            }
        }
        if !told.is_empty() {
            let mut subject = Party::default();
            if let Some(first) = self.mentions.first() {
                subject.add(&self.mentions, &first.span, None);
            }
            story.subject = subject;
            story.party = told;
        }
    }

    /// The clause that a span begins in, by index.
    fn clause_of(&self, span: &Span) -> usize {
        let word = self.word_at(span.start);
        self.clauses.partition_point(|clause| clause.begin <= word).saturating_sub(1)
    }

    /// The index of the word at a byte of the text.
    fn word_at(&self, at: usize) -> usize {
        self.words.partition_point(|word| word.span.end <= at)
    }

    /// Whether a time expression can date a happening: it names days, and is no part of a name, a credit or a life's dates.
    fn dates_something(&self, time: &TimeExpression) -> bool {
        if time.when.is_none() || !matches!(time.sort, Sort::Date | Sort::Time) {
            return false;
        }
        let first = self.word_at(time.span.start);
        let after = self.word_at(time.span.end);
        let clause = &self.clauses[self.clause_of(&time.span)];
        if clause.link == Link::Aside && clause.main_verb.is_none() && !self.has_act(clause.begin, clause.end) {
            return false;
        }
        if time.value == "PRESENT_REF" {
            let told = clause.tense == Tense::Present || clause.tense == Tense::Progressive;
            return told && self.quantities.iter().any(|(span, _)| self.clause_of(span) == self.clause_of(&time.span));
        }
        !self.is_attributive(first, after) || self.has_act(after, after + 4)
    }

    /// "the 2024 review", "last week's letter": the time belongs to a noun.
    fn is_attributive(&self, first: usize, after: usize) -> bool {
        let Some(next) = self.words.get(after) else { return false };
        if next.lower == "'s" || self.words.get(after.wrapping_sub(1)).is_some_and(|word| word.lower.ends_with("'s")) {
            return true;
        }
        let adjacent = self.document.text.get(self.words[after - 1].span.end..next.span.start) == Some(" ");
        let noun_follows = adjacent
            && matches!(next.class, Class::Other | Class::Verb(words::Form::Past | words::Form::Ing | words::Form::S));
        let before = first.checked_sub(1).and_then(|i| self.words.get(i));
        let held = before.is_some_and(|word| {
            matches!(word.class, Class::Determiner | Class::Other | Class::Number) || word.lower.ends_with("'s")
        });
        noun_follows && held && next.class == Class::Other
    }

    fn has_act(&self, begin: usize, end: usize) -> bool {
        self.triggers.iter().any(|f| f.trigger.part == Part::Act && (begin..end).contains(&f.word))
    }

    /// A stretch of the clause for each time in it that dates something of its own.
    fn segments<'t>(&self, clause: &Clause, times: &[&'t TimeExpression]) -> Vec<((usize, usize), &'t TimeExpression)> {
        let mut out: Vec<((usize, usize), &TimeExpression)> = Vec::new();
        let mut begin = clause.begin;
        for (index, time) in times.iter().enumerate() {
            let time_begin = self.word_at(time.span.start);
            let end = match times.get(index + 1) {
                Some(_) => self.word_at(time.span.end),
                None => clause.end,
            };
            let between = begin..time_begin;
            let own = index == 0
                || self.triggers.iter().any(|f| f.trigger.part != Part::Thing && between.contains(&f.word))
                || self.quantities.iter().any(|(span, _)| between.contains(&self.word_at(span.start)))
                || self.words[between.clone()].iter().all(|word| {
                    matches!(word.class, Class::Conjunction | Class::Mark | Class::Preposition | Class::Determiner)
                        || matches!(word.lower.as_str(), "again" | "then" | "later" | "also" | "once" | "more")
                }) && self.words[between].iter().any(|word| word.class == Class::Conjunction);
            if own {
                out.push(((begin, end), time));
                begin = end;
            } else if let Some(last) = out.last_mut() {
                last.0.1 = end;
                begin = end;
            }
        }
        out
    }

    fn event(&self, at: usize, segment: (usize, usize), time: &TimeExpression, story: &Story) -> Option<Event> {
        let when = time.when?;
        let clause = &self.clauses[at];
        let first_segment = segment.0 == clause.begin;
        let time_word = self.word_at(time.span.start);
        let triggers_in = |range: (usize, usize)| -> Vec<Found> {
            self.triggers.iter().filter(|f| (range.0..range.1).contains(&f.word)).copied().collect()
        };
        let own = triggers_in(segment);
        let mut verdict = kind::judge(clause, &own, time_word);
        if !verdict.happens || verdict.kind.is_none() {
            // The rest of the clause, then what leads to it, tells what this is about.
            let begin = if clause.main_verb.is_none() || clause.link != Link::Main {
                self.clauses[at.saturating_sub(1)].begin
            } else {
                clause.begin
            };
            let wider = kind::judge(clause, &triggers_in((begin, clause.end)), time_word);
            verdict = kind::Verdict {
                kind: verdict.kind.or(wider.kind),
                support: verdict.support.max(wider.support * 0.6),
                happens: verdict.happens || wider.happens,
            };
        }
        let begin = self.words[segment.0].span.start;
        let passage = self.trim(begin..self.words[segment.1.max(segment.0 + 1) - 1].span.end);
        let quantities: Vec<Quantity> = self
            .quantities
            .iter()
            .filter(|(span, _)| passage.start <= span.start && span.end <= passage.end)
            .map(|(_, q)| q.clone())
            .collect();
        let verbless = clause.main_verb.is_none() && at == 0;
        let mut party = self.party(at, &passage, first_segment, story);
        let mut kind = verdict.kind;
        if verbless
            && !quantities.is_empty()
            && let Some((last_kind, last_party)) = &story.last
        {
            kind = Some(kind.unwrap_or(*last_kind));
            if party.countries.len() < 2 {
                party.join(last_party);
            }
        } else {
            let tells = verdict.happens && (clause.main_verb.is_some() || self.has_act(segment.0, segment.1));
            if !tells && quantities.is_empty() {
                return None;
            }
        }
        if party.is_empty() && story.party.is_empty() && verdict.support < 3.0 {
            return None;
        }
        let (speaker, said_by) = self.speaker(at);
        let mut kind = kind.unwrap_or(Kind::Other);
        let said = speaker.is_some();
        // Whoever makes a statement takes part in it; whoever only tells of another's act does not.
        if let Some(speaker) = speaker.filter(|_| kind != Kind::Statement) {
            let mut content = Party::default();
            content.add(&self.mentions, &passage, Some(&speaker));
            if content.countries.is_empty() {
                kind = Kind::Statement;
            } else {
                party = content;
            }
        }
        let said_by = if said && kind != Kind::Statement { said_by } else { Vec::new() };
        let status = self.status(clause, time, when);
        let times: Vec<Span> = self.times.iter().map(|time| time.span.clone()).collect();
        let range = (segment.0, segment.1.max(segment.0 + 1));
        let (title, short_title) = title::title(&self.document.text, &self.words, &self.clauses, at, range, &times);
        let confidence = confidence(time, &verdict, &party);
        let weight = (verdict.support / 12.0).min(0.6) + 0.1 * party.countries.len().min(4) as f32;
        let id = EventId(fingerprint(&[&self.document.name, &self.document.text[passage.clone()], &time.chain.words]));
        Some(Event {
            id,
            title: if title.is_empty() {
                self.document.text[passage.clone()].chars().take(60).collect()
            } else {
                title
            },
            short_title,
            when,
            kind,
            status,
            countries: party.countries,
            said_by,
            organizations: party.organizations,
            quantities,
            sources: vec![Source { document: 0, passage, time: time.span.clone(), when, chain: time.chain.clone() }],
            confidence,
            weight,
        })
    }

    /// A span without the marks and joints at its ends.
    fn trim(&self, span: Span) -> Span {
        let text = &self.document.text[span.clone()];
        let front = text.trim_start_matches(|c: char| {
            c.is_whitespace() || matches!(c, ',' | ';' | '—' | '–' | '-' | '•' | '*' | ')')
        });
        let begin = span.start + (text.len() - front.len());
        let back =
            front.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '—' | '–' | '.' | '('));
        if back.is_empty() { span } else { begin..begin + back.len() }
    }

    /// Who takes part: those named in the passage; where it leaves its subject out or refers back, those spoken of before.
    fn party(&self, at: usize, passage: &Span, first_segment: bool, story: &Story) -> Party {
        let clause = &self.clauses[at];
        let mut party = Party::default();
        if !first_segment {
            let begin = self.words[clause.begin].span.start;
            party.add(&self.mentions, &(begin..passage.start), None);
        }
        let before = at.checked_sub(1).map(|i| &self.clauses[i]);
        if let Some(before) = before.filter(|_| {
            matches!(clause.link, Link::Relative | Link::Coordinate | Link::Aside | Link::Content)
                || clause.main_verb.is_none()
        }) {
            let end = match (clause.link, before.main_verb) {
                (Link::Coordinate, Some(verb)) => self.words[verb].span.start,
                _ => self.words[before.end - 1].span.end,
            };
            let span = self.words[before.begin].span.start..end;
            if clause.link != Link::Content {
                party.add(&self.mentions, &span, None);
            }
        }
        party.add(&self.mentions, passage, None);
        let subject_end = clause.main_verb.unwrap_or(clause.end).min(clause.begin + 8);
        let subject = &self.words[clause.begin..subject_end];
        let refers = subject.iter().any(|word| {
            matches!(word.lower.as_str(), "he" | "she" | "it" | "they" | "both" | "its" | "their" | "his" | "her")
        });
        let definite = subject
            .first()
            .is_some_and(|word| matches!(word.lower.as_str(), "the" | "this" | "these" | "such" | "that"));
        if party.is_empty() {
            party.join(&story.party);
        } else if refers && at == 0 && party.countries.len() < 2 {
            let mut joined = story.subject.clone();
            joined.join(&party);
            party = joined;
        } else if definite && party.countries.is_empty() {
            party.join(&story.party);
        }
        party
    }

    /// The words that name who says what a clause tells, and the countries they stand for.
    fn speaker(&self, at: usize) -> (Option<Span>, Vec<Country>) {
        let Some(saying) = &self.saying else { return (None, Vec::new()) };
        if saying.content.is_some_and(|content| content != at && content != at + 1) {
            return (None, Vec::new());
        }
        let mut party = Party::default();
        party.add(&self.mentions, &saying.speaker, None);
        (Some(saying.speaker.clone()), party.countries)
    }

    fn status(&self, clause: &Clause, time: &TimeExpression, when: When) -> Status {
        let lower: Vec<&str> = self.words.iter().map(|word| word.lower.as_str()).collect();
        let range = clause.begin..clause.end;
        let doubted = self.lists.doubt.iter().any(|phrase| {
            range
                .clone()
                .any(|i| lower.len() >= i + phrase.len() && phrase.iter().zip(&lower[i..]).all(|(a, b)| a == b))
        });
        let verb = clause.main_verb.unwrap_or(clause.begin);
        let denied = matches!(lower.get(verb).copied(), Some("denied" | "denies"));
        let own_day = self.document.own_date.as_ref().map(|own| own.latest);
        let ahead = own_day.is_some_and(|day| when.earliest > day);
        let until_now = time.bound == Bound::Since
            && matches!(clause.tense, Tense::Perfect | Tense::Present | Tense::Progressive)
            || time.value == "PRESENT_REF";
        let signs = status::Signs {
            tense: clause.tense,
            doubted,
            denied,
            intended: status::tells_intention(&lower, clause),
            ahead,
            until_now,
        };
        status::judge(&signs)
    }
}

fn find_triggers(lists: &EventWords, words: &[Word]) -> Vec<Found> {
    let lower: Vec<&str> = words.iter().map(|word| word.lower.as_str()).collect();
    let mut out: Vec<Found> = Vec::new();
    for index in 0..words.len() {
        let mut longest = 0;
        for (length, trigger) in lists.triggers(&lower[index..]) {
            let is_verb = matches!(words[index].class, Class::Verb(_));
            if length < longest || length == 1 && (trigger.part == Part::Verb) != is_verb {
                continue;
            }
            longest = length;
            out.push(Found { word: index, length, trigger });
        }
    }
    out
}

/// How sure a reading is: of its date, that something happened, and of who took part.
fn confidence(time: &TimeExpression, verdict: &kind::Verdict, party: &Party) -> f32 {
    let happens = if verdict.happens { 1.0 } else { 0.7 };
    let kind = if verdict.support >= 3.0 { 1.0 } else { 0.8 };
    let who = if party.countries.is_empty() { 0.8 } else { 1.0 };
    time.confidence * happens * kind * who
}

/// FNV-1a over the parts, each ended by a byte that text never holds.
fn fingerprint(parts: &[&str]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in parts.iter().flat_map(|part| part.bytes().chain([0xff])) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash
}
