//! One sentence to its events: which clause each time dates, what happened there, who took part.
//!
//! In: a sentence with its times, names, numbers and trigger words, and what the paragraph told before.
//! Out: events with one source each. Knows nothing of the sentences that follow.

use super::clause::{self, Class, Clause, Link, Tense, Word};
use super::kind::{self, Found, Kind, Topic, Verdict};
use super::status::{self, Status};
use super::title;
use super::who::{self, Party, Saying};
use super::words::{EventWords, Part};
use super::{Event, EventId, Source};
use crate::actor::{Mention, read_actors};
use crate::dating::{Bound, Sort, TimeExpression};
use crate::document::Document;
use crate::lexicon::Lexicon;
use crate::quantity::{Quantity, read_quantities};
use crate::text::Span;
use crate::when::{Precision, When};
use chrono::{Months, NaiveDate};

/// Support from which a clause without a time of its own is an event of its sentence's time.
const STRONG: f32 = 3.0;

/// What a document has told so far.
#[derive(Default)]
pub(super) struct Story {
    /// The countries that the document is mostly about.
    setting: Party,
    /// Who the last sentence that named anybody began with.
    subject: Party,
    /// Everybody that it named.
    party: Party,
    /// The event told last in this paragraph.
    last: Option<Last>,
    /// What this paragraph is about.
    topic: Topic,
}

impl Story {
    /// A document of these sentences, of which nothing has been told yet.
    pub fn new<'a, 'b: 'a>(sentences: impl Iterator<Item = &'a Reading<'b>>) -> Story {
        Story { setting: who::setting(sentences.flat_map(|sentence| &sentence.mentions)), ..Story::default() }
    }

    /// Goes on to the next paragraph.
    pub fn begin_paragraph(&mut self, sentences: &[Reading]) {
        self.topic = kind::topic(sentences.iter().flat_map(|sentence| &sentence.triggers));
        self.last = None;
    }
}

struct Last {
    kind: Kind,
    party: Party,
    time: TimeExpression,
}

/// A sentence with all that was found in it.
pub(super) struct Reading<'a> {
    document: &'a Document,
    lists: &'a EventWords,
    sentence: Span,
    words: Vec<Word>,
    clauses: Vec<Clause>,
    /// Whether the sentence opens with a time as its label: "3 May 1954 – The fleet sails."
    labelled: bool,
    times: Vec<&'a TimeExpression>,
    mentions: Vec<Mention>,
    quantities: Vec<(Span, Quantity)>,
    triggers: Vec<Found>,
    saying: Option<Saying>,
}

/// A stretch of a clause that one time dates.
#[derive(Clone, Copy)]
struct Telling<'t> {
    /// The clause, by index.
    clause: usize,
    /// First word.
    begin: usize,
    /// One after the last word.
    end: usize,
    time: &'t TimeExpression,
    when: When,
}

impl<'a> Reading<'a> {
    /// Reads a sentence; `times` are those of its paragraph or document.
    pub fn new(
        lexicon: &'a Lexicon,
        document: &'a Document,
        sentence: Span,
        times: &'a [TimeExpression],
    ) -> Reading<'a> {
        let text = &document.text;
        let lists = &lexicon.events;
        let begin = times.partition_point(|time| time.span.start < sentence.start);
        let times: Vec<&TimeExpression> =
            times[begin..].iter().take_while(|time| time.span.end <= sentence.end).collect();
        let spans: Vec<Span> = times.iter().map(|time| time.span.clone()).collect();
        let words = clause::words(lists, text, sentence.clone());
        let label = times.first().and_then(|time| label_end(&words, &sentence, &time.span));
        let clauses = clause::clauses(lists, &words, label.unwrap_or(0));
        let mentions = read_actors(lexicon, text, sentence.clone());
        let quantities = read_quantities(lexicon, text, sentence.clone(), &spans);
        let triggers = find_triggers(lists, text, &words, &spans);
        let saying = who::saying(lists, &words, &clauses);
        Reading {
            document,
            lists,
            sentence,
            words,
            clauses,
            labelled: label.is_some(),
            times,
            mentions,
            quantities,
            triggers,
            saying,
        }
    }

    /// Adds the sentence's events, and tells the story on.
    pub fn events(&self, story: &mut Story, events: &mut Vec<Event>) {
        let before = events.len();
        let carried = story.last.as_ref().map(|last| last.time.clone());
        let mut tellings = self.tellings(carried.as_ref());
        self.extend(&mut tellings);
        for telling in &tellings {
            if let Some(event) = self.event(telling, story) {
                let party = Party { countries: event.countries.clone(), organizations: event.organizations.clone() };
                story.last = Some(Last { kind: event.kind, party, time: telling.time.clone() });
                events.push(event);
            }
        }
        if events.len() == before && !self.times.is_empty() {
            // Another time stands in between: the one before no longer holds.
            story.last = None;
        }
        let mut told = Party::default();
        told.add(&self.mentions, &self.sentence, None);
        if !told.is_empty() {
            story.subject = Party::default();
            if let Some(first) = self.mentions.first() {
                story.subject.add(&self.mentions, &first.span, None);
            }
            story.party = told;
        }
    }

    /// All stretches that a time dates: by a time of their own, by that of the sentence, or by the one told before.
    fn tellings<'s>(&self, carried: Option<&'s TimeExpression>) -> Vec<Telling<'s>>
    where
        'a: 's,
    {
        let mut out: Vec<Telling> = Vec::new();
        if let Some(time) = self.times.first().copied().filter(|_| self.labelled)
            && let Some(when) = self.when(time)
            && let Some(clause) = self.clauses.first()
        {
            out.push(Telling { clause: 0, begin: clause.begin, end: clause.end, time, when });
        }
        for (index, clause) in self.clauses.iter().enumerate() {
            let own: Vec<&TimeExpression> = self
                .times
                .iter()
                .copied()
                .filter(|time| self.is_in_clause(time, index) && self.dates_something(time))
                .collect();
            if let Some((time, when)) = self.explained(index) {
                // "since 1999, when the quake struck": the time dates what "when" opens.
                out.push(Telling { clause: index, begin: clause.begin, end: clause.end, time, when });
            } else if own.is_empty() {
                let time = out.last().filter(|last| last.clause < index).map(|last| (last.time, last.when));
                if let Some((time, when)) = time.filter(|_| self.shares_time(index)) {
                    out.push(Telling { clause: index, begin: clause.begin, end: clause.end, time, when });
                }
            }
            self.segments(index, &own, &mut out);
        }
        if out.is_empty()
            && self.times.is_empty()
            && let Some(time) = carried.filter(|_| self.goes_on())
            && let Some(when) = self.when(time)
        {
            let clause = &self.clauses[0];
            out.push(Telling { clause: 0, begin: clause.begin, end: clause.end, time, when });
        }
        out
    }

    /// The time that a clause opened by "when" explains: it stands right before, perhaps behind a "since".
    fn explained(&self, index: usize) -> Option<(&'a TimeExpression, When)> {
        let clause = &self.clauses[index];
        if self.lower(clause.begin) != "when" {
            return None;
        }
        let before = self.words[..clause.begin].iter().rposition(|word| word.class != Class::Mark)?;
        let time = self.times.iter().copied().find(|time| self.word_at(time.span.end) == before + 1)?;
        Some((time, named_days(time).or_else(|| self.when(time))?))
    }

    /// Lets the last telling of a clause run on through the clauses that hang on it and tell nothing of another time.
    fn extend(&self, tellings: &mut [Telling]) {
        for index in 0..tellings.len() {
            let next_telling = tellings.get(index + 1).map(|next| next.clause);
            let Telling { clause: at, end, .. } = tellings[index];
            if end != self.clauses[at].end {
                continue;
            }
            for (next, clause) in self.clauses.iter().enumerate().skip(at + 1) {
                let hangs = matches!(clause.link, Link::Relative | Link::Coordinate | Link::Content | Link::Main)
                    && self.lower(clause.begin.wrapping_sub(1)) != ";";
                let dated = self.times.iter().any(|time| self.is_in_clause(time, next));
                if next_telling.is_some_and(|telling| next >= telling) || !hangs || dated {
                    break;
                }
                tellings[index].end = clause.end;
            }
        }
    }

    fn is_in_clause(&self, time: &TimeExpression, index: usize) -> bool {
        let word = self.word_at(time.span.start);
        self.clauses[index].begin <= word && word < self.clauses[index].end
    }

    /// The clause that a byte of the text is in, by index.
    fn clause_of(&self, at: usize) -> usize {
        let word = self.word_at(at);
        self.clauses.partition_point(|clause| clause.begin <= word).saturating_sub(1)
    }

    /// The index of the word at a byte of the text.
    fn word_at(&self, at: usize) -> usize {
        self.words.partition_point(|word| word.span.end <= at)
    }

    fn lower(&self, index: usize) -> &str {
        self.words.get(index).map_or("", |word| word.lower.as_str())
    }

    /// Whether a time expression can date a happening: it names days, and is no part of a name or of a life's dates.
    fn dates_something(&self, time: &TimeExpression) -> bool {
        if self.when(time).is_none() || !matches!(time.sort, Sort::Date | Sort::Time) {
            return false;
        }
        let first = self.word_at(time.span.start);
        let after = self.word_at(time.span.end);
        let at = self.clause_of(time.span.start);
        let clause = &self.clauses[at];
        if clause.link != Link::Aside && self.is_bracketed(first) && !self.has_act(first.saturating_sub(6), after + 6) {
            return false;
        }
        if self.is_housekeeping(clause, first) || self.is_yardstick(time, clause, first) {
            return false;
        }
        let says_now =
            time.value == "PRESENT_REF" || time.chain.words.eq_ignore_ascii_case("today") && self.saying.is_none();
        if says_now && matches!(clause.tense, Tense::Present | Tense::Progressive | Tense::None) {
            return self.quantities.iter().any(|(span, _)| self.clause_of(span.start) == at);
        }
        (time.value != "PRESENT_REF") && (!self.is_attributive(time, first, after) || self.has_act(after, after + 5))
    }

    /// What a text says of itself: "accessed 3 May", "last updated in June", "in this letter I discuss".
    fn is_housekeeping(&self, clause: &Clause, first: usize) -> bool {
        const UPKEEP: &[&str] =
            &["accessed", "retrieved", "updated", "downloaded", "posted", "archived", "reprinted", "modified"];
        let near = first.saturating_sub(3)..first;
        let upkeep = near.clone().any(|i| UPKEEP.contains(&self.lower(i)));
        let subject = clause.begin..clause.main_verb.unwrap_or(clause.begin);
        let own_voice = subject.clone().any(|i| matches!(self.lower(i), "i" | "we")) && self.saying.is_none();
        upkeep || own_voice
    }

    /// A time that something is only measured by: "the biggest since 1945", "up 5% from the previous year".
    fn is_yardstick(&self, time: &TimeExpression, clause: &Clause, first: usize) -> bool {
        let words = time.chain.words.to_lowercase();
        let since =
            time.bound == Bound::Since || words.starts_with("since") || self.lower(first.wrapping_sub(1)) == "since";
        let superlative = |i: usize| {
            let word = self.lower(i);
            matches!(
                word,
                "first" | "most" | "least" | "worst" | "best" | "unseen" | "record" | "only" | "not" | "never" | "no"
            ) || word.len() > 5 && word.ends_with("est") && self.words[i].class == Class::Other
        };
        if since && (clause.begin..first).any(superlative) {
            return true;
        }
        let earlier = ["previous", "preceding", "prior", "before", "earlier"].iter().any(|word| words.contains(word));
        let compared = (first.saturating_sub(2)..first)
            .any(|i| matches!(self.lower(i), "from" | "than" | "over" | "with" | "on" | "against"));
        earlier && compared && self.has_quantity(clause.begin, clause.end)
    }

    /// Whether a word stands in brackets: "(Reuters, 8 November)", "(1893–1976)", but not "on Thursday (13 June)".
    fn is_bracketed(&self, index: usize) -> bool {
        let before = self.words[..index.min(self.words.len())].iter().rev();
        let open = before.take(24).find(|word| matches!(word.lower.as_str(), "(" | "[" | ")" | "]"));
        open.is_some_and(|word| matches!(word.lower.as_str(), "(" | "["))
    }

    /// The days of a time expression; "now" is the document's own day.
    fn when(&self, time: &TimeExpression) -> Option<When> {
        let own_day = || self.document.own_date.as_ref().map(|own| When::day(own.day()));
        time.when.or_else(|| if time.value == "PRESENT_REF" { own_day() } else { None })
    }

    /// "the 2024 review", "last week's letter": the time belongs to a noun.
    fn is_attributive(&self, time: &TimeExpression, first: usize, after: usize) -> bool {
        const PERIODS: &[&str] =
            &["period", "data", "figures", "season", "quarter", "term", "census", "total", "level", "levels"];
        let Some(next) = self.words.get(after) else { return false };
        if PERIODS.contains(&next.lower.as_str()) {
            return false;
        }
        let possessive = next.span.start < time.span.end || self.lower(after.wrapping_sub(1)).ends_with("'s");
        if possessive {
            return true;
        }
        let adjacent = self.document.text.get(self.words[after - 1].span.end..next.span.start) == Some(" ");
        let held = first.checked_sub(1).and_then(|i| self.words.get(i)).is_some_and(|word| {
            matches!(word.class, Class::Determiner | Class::Other | Class::Number) || word.lower.ends_with("'s")
        });
        adjacent && held && next.class == Class::Other
    }

    fn has_act(&self, begin: usize, end: usize) -> bool {
        self.triggers.iter().any(|f| f.trigger.part == Part::Act && (begin..end).contains(&f.word))
    }

    fn has_quantity(&self, begin: usize, end: usize) -> bool {
        self.quantities.iter().any(|(span, _)| (begin..end).contains(&self.word_at(span.start)))
    }

    fn verdict(&self, clause: &Clause, begin: usize, end: usize, near: usize, topic: &Topic) -> Verdict {
        let found: Vec<Found> = self.triggers.iter().filter(|f| (begin..end).contains(&f.word)).copied().collect();
        kind::judge(clause, &found, near, topic)
    }

    /// Whether a clause without a time tells another happening of its sentence's time:
    /// "…, where he urged them", "…, while trade with the north reached $3 billion".
    fn shares_time(&self, at: usize) -> bool {
        let clause = &self.clauses[at];
        let Some(verb) = clause.main_verb else { return false };
        let tied = matches!(clause.link, Link::Relative | Link::Subordinate | Link::Main);
        let verdict = self.verdict(clause, clause.begin, clause.end, verb, &Topic::default());
        let figure = self.has_quantity(clause.begin, clause.end) && clause.link != Link::Relative;
        let place = matches!(self.lower(clause.begin), "where" | "whom");
        tied && clause.tense == Tense::Past && (figure || place && verdict.support >= STRONG)
    }

    /// Whether a sentence without a time goes on about the occasion told before, with a figure of its own.
    fn goes_on(&self) -> bool {
        let Some(clause) = self.clauses.first() else { return false };
        let refers = matches!(self.lower(clause.begin), "this" | "that" | "these" | "those" | "it" | "they" | "both");
        refers && self.has_quantity(clause.begin, clause.end)
    }

    /// A stretch of the clause for each time in it that dates something of its own.
    fn segments<'s>(&self, at: usize, times: &[&'s TimeExpression], out: &mut Vec<Telling<'s>>)
    where
        'a: 's,
    {
        let clause = &self.clauses[at];
        let mut begin = clause.begin;
        let mut after_last = begin;
        let mut first = true;
        for (index, time) in times.iter().copied().enumerate() {
            let Some(when) = self.when(time) else { continue };
            let time_begin = self.word_at(time.span.start);
            let end = match times.get(index + 1) {
                Some(next) => self.segment_end(clause, time, next),
                None => clause.end,
            };
            if let Some(bound) = self.since_act(begin, time_begin) {
                // "since the visit in March": the visit was in March, and the clause has held since.
                if let Some(own) = self.document.own_date.as_ref().filter(|_| first && self.lower(bound) == "since") {
                    let since = When::span(when.earliest, own.day(), Precision::Range);
                    out.push(Telling { clause: at, begin, end: bound, time, when: since });
                }
                out.push(Telling { clause: at, begin: bound, end, time, when });
            } else if first || self.is_own(after_last, time_begin) {
                out.push(Telling { clause: at, begin, end, time, when });
            } else if let Some(last) = out.last_mut() {
                last.end = end;
            }
            begin = end;
            after_last = self.word_at(time.span.end);
            first = false;
        }
    }

    /// Where the part of a clause ends that a time dates when another time follows: behind the time itself,
    /// or where it opens the clause, at the last comma before the next one.
    fn segment_end(&self, clause: &Clause, time: &TimeExpression, next: &TimeExpression) -> usize {
        let end = self.word_at(time.span.end);
        let next_begin = self.word_at(next.span.start);
        let opens = clause.main_verb.is_some_and(|verb| end <= verb && verb < next_begin);
        let joint = |&i: &usize| self.lower(i) == "," || self.words[i].class == Class::Conjunction;
        if opens {
            (end + 1..next_begin).rev().find(joint).filter(|&joint| clause.main_verb < Some(joint)).unwrap_or(end)
        } else {
            end
        }
    }

    /// Where "since", "after" or "before" leads to a happening that the time then dates.
    fn since_act(&self, begin: usize, time_begin: usize) -> Option<usize> {
        let bound =
            (begin..time_begin).rev().find(|&i| matches!(self.lower(i), "since" | "after" | "before" | "following"))?;
        let verb = self.words[bound..time_begin].iter().any(|word| matches!(word.class, Class::Verb(_)));
        (self.has_act(bound, time_begin) && !verb && bound > begin).then_some(bound)
    }

    /// Whether a further time of a clause dates something of its own: a verb, a happening or a number stands before it,
    /// or nothing but "and again in".
    fn is_own(&self, begin: usize, time_begin: usize) -> bool {
        let between = &self.words[begin..time_begin];
        let joint = |word: &Word| {
            matches!(word.class, Class::Conjunction | Class::Mark | Class::Preposition | Class::Determiner)
                || matches!(word.lower.as_str(), "again" | "then" | "later" | "also" | "once" | "more")
        };
        self.triggers.iter().any(|f| f.trigger.part != Part::Thing && (begin..time_begin).contains(&f.word))
            || self.has_quantity(begin, time_begin)
            || between.iter().all(joint) && between.iter().any(|word| word.class == Class::Conjunction)
    }

    fn event(&self, telling: &Telling, story: &Story) -> Option<Event> {
        let clause = &self.clauses[telling.clause];
        let near = self.word_at(telling.time.span.start);
        let mut end = telling.end.max(telling.begin + 1);
        let mut verdict = self.verdict(clause, telling.begin, end, near, &story.topic);
        if !verdict.happens || verdict.kind.is_none() {
            // The rest of the clause, or the clause that this one hangs on, tells what it is about.
            let hangs = clause.main_verb.is_none() || clause.link != Link::Main;
            let begin = if hangs { self.clauses[telling.clause.saturating_sub(1)].begin } else { clause.begin };
            let wider = self.verdict(clause, begin, clause.end, near, &story.topic);
            verdict.kind = verdict.kind.or(wider.kind);
            verdict.support = verdict.support.max(wider.support * 0.6);
            verdict.happens |= wider.happens;
        }
        let mut tense = clause.tense;
        let mut said_by = Vec::new();
        let mut speaker = None;
        if let Some(saying) = self.saying.as_ref().filter(|saying| saying.clause == telling.clause) {
            let content_end = self.content_end(saying.content.end);
            if saying.content.begin >= clause.begin {
                end = end.max(content_end);
            }
            let content = clause::stretch(&self.words, saying.content.begin, saying.content.end);
            let told = self.verdict(&content, saying.content.begin, content_end, near, &story.topic);
            let acted = matches!(content.tense, Tense::Past | Tense::Perfect) && told.happens && told.support >= STRONG;
            let counted = self.has_quantity(saying.content.begin, content_end);
            if told.kind.is_some_and(|kind| kind != Kind::Statement) && (acted || counted) {
                verdict = Verdict { happens: true, ..told };
                tense = content.tense;
                speaker = Some(saying.speaker.clone());
            } else if saying.verb.is_some() {
                verdict = Verdict { kind: Some(Kind::Statement), happens: true, support: verdict.support.max(STRONG) };
            }
        }
        let passage = self.trim(self.words[telling.begin].span.start..self.words[end - 1].span.end);
        let within = |span: &Span| passage.start <= span.start && span.end <= passage.end;
        let quantities: Vec<Quantity> =
            self.quantities.iter().filter(|(span, _)| within(span)).map(|(_, q)| q.clone()).collect();
        let mut party = self.party(telling, &passage, story);
        if let Some(speaker) = &speaker {
            let mut by = Party::default();
            by.add(&self.mentions, speaker, None);
            said_by = by.countries;
            let mut content = Party::default();
            content.add(&self.mentions, &passage, Some(speaker));
            if !content.countries.is_empty() {
                party = content;
            }
        }
        let mut kind = verdict.kind;
        if clause.main_verb.is_none() && telling.clause == 0 && !quantities.is_empty() && story.last.is_some() {
            // "Spare parts, 80% in 2023.": a fragment that goes on with the account.
            if let Some(last) = &story.last {
                kind = Some(kind.unwrap_or(last.kind));
                if party.countries.len() < 2 {
                    party.join(&last.party);
                }
            }
        } else {
            let acts = clause
                .main_verb
                .is_some_and(|verb| matches!(self.words[verb].class, Class::Verb(_)) || self.is_stay(verb));
            let tells =
                acts || verdict.happens && (clause.main_verb.is_some() || self.has_act(telling.begin, telling.end));
            if !tells && quantities.is_empty() {
                return None;
            }
        }
        if party.is_empty() && story.party.is_empty() && verdict.support < STRONG {
            return None;
        }
        let status = self.status(clause, tense, telling);
        let times: Vec<Span> = self.times.iter().map(|time| time.span.clone()).collect();
        let text = &self.document.text;
        // What somebody tells of is the headline, not that they tell it.
        let told = self.saying.as_ref().filter(|_| speaker.is_some()).map(|saying| saying.content);
        let range = told.map_or((telling.begin, end), |content| self.innermost(content.begin, end.max(content.end)));
        let (title, short_title) = title::title(text, &self.words, &self.clauses, telling.clause, range, &times);
        let time = telling.time;
        Some(Event {
            id: EventId(fingerprint(&[
                &self.document.name,
                &text[passage.clone()],
                &time.chain.words,
                &telling.when.label(),
            ])),
            title,
            short_title,
            when: telling.when,
            kind: kind.unwrap_or(Kind::Other),
            status,
            confidence: confidence(time, &verdict, &party),
            weight: 0.0,
            countries: party.countries,
            said_by,
            organizations: party.organizations,
            quantities,
            sources: vec![Source {
                document: 0,
                passage,
                time: time.span.clone(),
                when: telling.when,
                chain: time.chain.clone(),
            }],
        })
    }

    /// "was in Moscow", "were at the border": being somewhere is what happened.
    fn is_stay(&self, verb: usize) -> bool {
        let place = self.words.get(verb + 1).filter(|word| matches!(word.lower.as_str(), "in" | "at" | "on"));
        let near = |mention: &&Mention| {
            place.is_some_and(|word| mention.span.start >= word.span.end && mention.span.start < word.span.end + 24)
        };
        matches!(self.lower(verb), "was" | "were") && self.mentions.iter().any(|mention| near(&mention))
    }

    /// What is said within what is said: "the ministry believes that …".
    fn innermost(&self, begin: usize, end: usize) -> (usize, usize) {
        let inner = self
            .clauses
            .iter()
            .filter(|clause| clause.link == Link::Content && clause.begin > begin && clause.begin < end);
        (inner.map(|clause| clause.begin).last().unwrap_or(begin), end)
    }

    /// Where what is said ends: with the clauses that hang on it.
    fn content_end(&self, end: usize) -> usize {
        let after = self.clauses.iter().skip_while(|clause| clause.begin < end);
        let hanging =
            after.take_while(|clause| matches!(clause.link, Link::Content | Link::Coordinate | Link::Relative));
        hanging
            .filter(|clause| !self.times.iter().any(|time| self.clauses[self.clause_of(time.span.start)] == **clause))
            .map(|clause| clause.end)
            .last()
            .unwrap_or(end)
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
    fn party(&self, telling: &Telling, passage: &Span, story: &Story) -> Party {
        let at = telling.clause;
        let clause = &self.clauses[at];
        let mut party = Party::default();
        party.add(
            &self.mentions,
            &(self.words[clause.begin].span.start..passage.start.max(self.words[clause.begin].span.start)),
            None,
        );
        let hangs =
            matches!(clause.link, Link::Relative | Link::Coordinate | Link::Aside) || clause.main_verb.is_none();
        if let Some(before) = at.checked_sub(1).map(|i| &self.clauses[i]).filter(|_| hangs) {
            let begin = self.words[before.begin].span.start;
            let end = self.words[before.end - 1].span.end;
            if let Some(verb) = before.main_verb.filter(|_| clause.link == Link::Coordinate) {
                party.add(&self.mentions, &(begin..self.words[verb].span.start), None);
            }
            if party.is_empty() || clause.link != Link::Coordinate {
                party.add(&self.mentions, &(begin..end), None);
            }
        }
        party.add(&self.mentions, passage, None);
        let subject_end = clause.main_verb.unwrap_or(clause.end).min(clause.begin + 8);
        let subject = &self.words[clause.begin..subject_end];
        let refers = subject.iter().any(|word| {
            matches!(word.lower.as_str(), "he" | "she" | "it" | "they" | "both" | "its" | "their" | "his" | "her")
        });
        if party.is_empty() {
            party.join(if story.party.is_empty() { &story.setting } else { &story.party });
        } else if refers && party.countries.len() < 2 {
            let mut joined = story.subject.clone();
            if at > 0 {
                let earlier = self.sentence.start..self.words[clause.begin].span.start;
                let mut named = Party::default();
                named.add(&self.mentions, &earlier, None);
                if !named.is_empty() {
                    joined = named;
                }
            }
            joined.join(&party);
            party = joined;
        }
        party
    }

    fn status(&self, clause: &Clause, tense: Tense, telling: &Telling) -> Status {
        let lower: Vec<&str> = self.words.iter().map(|word| word.lower.as_str()).collect();
        let begins = |phrase: &[String], i: usize| {
            lower.len() >= i + phrase.len() && phrase.iter().zip(&lower[i..]).all(|(a, b)| a == b)
        };
        let doubted = self.lists.doubt.iter().any(|phrase| (clause.begin..clause.end).any(|i| begins(phrase, i)));
        let denied = clause.main_verb.is_some_and(|verb| matches!(lower[verb], "denied" | "denies"));
        let ahead = self.document.own_date.as_ref().is_some_and(|own| telling.when.earliest > own.latest);
        let present = matches!(tense, Tense::Perfect | Tense::Present | Tense::Progressive);
        let until_now = telling.time.value == "PRESENT_REF" || telling.time.bound == Bound::Since && present;
        let intended = status::tells_intention(&lower, clause);
        status::judge(&status::Signs { tense, doubted, denied, intended, ahead, until_now })
    }
}

/// The trigger words of a sentence; of those that begin at one word, the longest. What stands within a time expression
/// or a war's name tells no happening of its own.
fn find_triggers(lists: &EventWords, text: &str, words: &[Word], times: &[Span]) -> Vec<Found> {
    let lower: Vec<&str> = words.iter().map(|word| word.lower.as_str()).collect();
    let mut out: Vec<Found> = Vec::new();
    for (index, word) in words.iter().enumerate() {
        let capital = text[word.span.clone()].starts_with(char::is_uppercase);
        let in_time = times.iter().any(|time| time.start <= word.span.start && word.span.end <= time.end);
        if in_time || index > 0 && capital && matches!(word.lower.as_str(), "war" | "wars" | "battle" | "revolution") {
            continue;
        }
        let is_verb = matches!(word.class, Class::Verb(_));
        let mut longest = 0;
        for (length, trigger) in lists.triggers(&lower[index..]) {
            let fits = length > 1 || (trigger.part == Part::Verb) == is_verb;
            if fits && length >= longest {
                longest = length;
                out.push(Found { word: index, length, trigger });
            }
        }
    }
    out
}

/// The days that the words of a time name by themselves, whatever "since" or "until" bounds: "1999", "May 1999", a day.
fn named_days(time: &TimeExpression) -> Option<When> {
    let mut parts = time.value.split('-');
    let year = parts.next()?.parse().ok()?;
    let month: Option<u32> = parts.next().map(str::parse).transpose().ok()?;
    let day: Option<u32> = parts.next().map(str::parse).transpose().ok()?;
    let first = NaiveDate::from_ymd_opt(year, month.unwrap_or(1), day.unwrap_or(1))?;
    let (months, precision) = match (month, day) {
        (_, Some(_)) => return Some(When::day(first)),
        (Some(_), None) => (1, Precision::Month),
        (None, None) => (12, Precision::Year),
    };
    let last = first.checked_add_months(Months::new(months))?.pred_opt()?;
    Some(When::span(first, last, precision))
}

/// The first word after a time that opens its sentence as a label, before a dash or colon.
fn label_end(words: &[Word], sentence: &Span, time: &Span) -> Option<usize> {
    let first = words.iter().position(|word| word.class != Class::Mark)?;
    let opens = time.start <= words[first].span.start && time.start >= sentence.start;
    let mark = words.iter().position(|word| word.span.start >= time.end)?;
    let closes = matches!(words[mark].lower.as_str(), "–" | "—" | ":" | "-" | "|");
    (opens && closes && mark + 2 < words.len()).then_some(mark + 1)
}

/// How sure a reading is: of its date, that something happened, and of who took part.
fn confidence(time: &TimeExpression, verdict: &Verdict, party: &Party) -> f32 {
    let happens = if verdict.happens { 1.0 } else { 0.7 };
    let kind = if verdict.support >= STRONG { 1.0 } else { 0.8 };
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
