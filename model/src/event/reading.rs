//! One sentence to its events: what happened in the clause that each time dates.
//!
//! In: a sentence with its times, names, numbers and trigger words, and what the paragraph told before.
//! Out: events with one source each. Knows nothing of the sentences that follow.

use super::account::Account;
use super::clause::{self, Clause, Tense};
use super::kind::{Family, Kind};
use super::role::{Participant, Role};
use super::status::{self, Status};
use super::subject;
use super::telling::Telling;
use super::title::{self, Meant};
use super::triggers::{Form, Marks, Part, Trigger};
use super::verdict::{self, Commerce, Found, Topic, Verdict};
use super::who::{self, Party, Saying, Setting};
use super::word::{self, Class, Word};
use super::{Event, EventId, Paragraph, Source};
use crate::actor::{Actor, Mention};
use crate::dating::{Bound, Sort, TimeExpression};
use crate::document::Document;
use crate::lexicon::Lexicon;
use crate::quantity::{Quantity, read_quantities};
use crate::text::Span;
use std::cell::OnceCell;
use std::ops::Range;

/// Support from which a clause without a time of its own is an event of its sentence's time.
pub(super) const STRONG: f32 = 2.5;

/// What a document has told so far.
#[derive(Default)]
pub(super) struct Story<'a> {
    /// The countries that the document is about.
    pub(super) setting: Setting,
    /// Who the last sentence that named anybody began with.
    pub(super) subject: Party,
    /// What it was about, in its own words, to stand for "he" and "it".
    subject_name: Option<String>,
    /// The same of the last sentence, if it is nobody who acts.
    subject_thing: Option<String>,
    /// Everybody that it named.
    pub(super) party: Party,
    /// The event told last in this paragraph.
    last: Option<Last<'a>>,
    /// In a chronology, the time that labels what is told.
    label: Option<&'a TimeExpression>,
    in_chronology: bool,
    /// What this paragraph is about.
    pub(super) topic: Topic,
    /// How much the document has been about energy and about trade so far.
    commerce: Commerce,
}

impl<'a> Story<'a> {
    /// A document of these paragraphs, of which nothing has been told yet.
    pub fn new(paragraphs: &[Paragraph], mentions: &[Mention]) -> Story<'a> {
        let sentences = paragraphs.iter().flat_map(|paragraph| &paragraph.sentences);
        let telling = sentences.flat_map(|sentence| named_in(mentions, sentence));
        Story { setting: Setting::of(telling), ..Story::default() }
    }

    /// Goes on to the next paragraph, which a time may label.
    pub fn begin_paragraph(&mut self, sentences: &[Reading], label: Option<&'a TimeExpression>) {
        (self.label, self.in_chronology) = (label, label.is_some());
        self.topic = verdict::topic(sentences.iter().flat_map(|sentence| &sentence.triggers), &mut self.commerce);
        self.last = None;
        self.subject_thing = None;
    }
}

struct Last<'a> {
    kind: Kind,
    party: Party,
    time: &'a TimeExpression,
}

/// Numbers, and where each stands.
type Quantities = Vec<(Span, Quantity)>;

/// A sentence with all that was found in it.
pub(super) struct Reading<'a> {
    pub document: &'a Document,
    pub sentence: Span,
    pub words: Vec<Word<'a>>,
    pub clauses: Vec<Clause>,
    /// Whether the sentence opens with a time as its label: "3 May 1954 – The fleet sails."
    pub labelled: bool,
    pub times: Vec<&'a TimeExpression>,
    pub mentions: &'a [Mention],
    pub triggers: Vec<Found>,
    pub saying: Option<Saying>,
    lexicon: &'a Lexicon,
    /// Where its times stand.
    time_spans: Vec<Span>,
    /// Its numbers, read when they are first asked for: most sentences tell no event.
    quantities: OnceCell<Quantities>,
}

impl<'a> Reading<'a> {
    /// Reads a sentence; `times` are those of its paragraph or document, `mentions` those of the document.
    pub fn new(
        lexicon: &'a Lexicon,
        document: &'a Document,
        sentence: Span,
        times: &'a [TimeExpression],
        mentions: &'a [Mention],
    ) -> Reading<'a> {
        let text = &document.text;
        let begin = times.partition_point(|time| time.span.start < sentence.start);
        let times: Vec<&TimeExpression> =
            times[begin..].iter().take_while(|time| time.span.end <= sentence.end).collect();
        let time_spans: Vec<Span> = times.iter().map(|time| time.span.clone()).collect();
        let mut words = word::words(&lexicon.events, text, sentence.clone());
        // "May" and "march" within a time are neither auxiliaries nor verbs.
        for word in words.iter_mut().filter(|word| time_spans.iter().any(|time| within(&word.span, time))) {
            word.class = if word.class == Class::Mark { Class::Mark } else { Class::Number };
        }
        let label = times.first().and_then(|time| label_end(text, &words, &sentence, &time.span));
        let clauses = clause::clauses(&words, label.unwrap_or(0));
        let mentions = named_in(mentions, &sentence);
        let triggers = find_triggers(text, &words, &time_spans);
        let saying = who::saying(&words, &clauses);
        Reading {
            document,
            sentence,
            words,
            clauses,
            labelled: label.is_some(),
            times,
            mentions,
            triggers,
            saying,
            lexicon,
            time_spans,
            quantities: OnceCell::new(),
        }
    }

    /// Adds the sentence's events, and tells the story on.
    pub fn events(&self, story: &mut Story<'a>, events: &mut Vec<Event>) {
        let before = events.len();
        let mut tellings = self.tellings(story.last.as_ref().map(|last| last.time), story.label);
        self.extend(&mut tellings);
        for telling in &tellings {
            if let Some(event) = self.event(telling, story) {
                let party = Party { countries: event.countries.clone(), organizations: event.organizations.clone() };
                story.last = Some(Last { kind: event.kind, party, time: telling.time });
                events.push(event);
            }
        }
        let dates = |time: &&TimeExpression| tellings.iter().any(|telling| telling.time.span == time.span);
        if self.times.iter().any(dates) {
            // Another time stands in between, or the next label.
            story.label = self.times.first().copied().filter(|_| self.labelled && story.in_chronology);
        }
        if events.len() == before
            && let Some(label) = story.label.filter(|_| !self.labelled)
            && let Some(event) = events.last_mut()
        {
            self.go_on(event, label);
        }
        if events.len() == before && !self.times.is_empty() {
            // Another time stands in between: the one before no longer holds.
            story.last = None;
        }
        self.tell_on(story);
    }

    /// Takes note of whom the sentence speaks of, for those that follow.
    pub(super) fn tell_on(&self, story: &mut Story) {
        let mut told = Party::default();
        told.add(self.mentions, &self.sentence, None);
        if !told.is_empty() {
            story.subject = Party::default();
            if let Some(first) = self.mentions.first() {
                story.subject.add(self.mentions, &first.span, None);
            }
            story.party = told;
        }
        let text = &self.document.text;
        let named = self.clauses.first().and_then(|clause| subject::subject_name(text, &self.words, clause, &[]));
        story.subject_thing = named.clone().filter(|name| !self.acts(name));
        // "“We won,” Hansen said": not what is quoted, but who says it is spoken of.
        let quoted = self.words.iter().take(2).any(|word| matches!(word.lower.as_ref(), "“" | "\"" | "`" | "'"));
        let speaker = || subject::speaker_name(text, &self.words, &self.saying.as_ref()?.speaker, &[]);
        let goes_on = self.clauses.first().is_some_and(|clause| self.has_pronoun_subject(clause));
        let before = story.subject_name.take();
        story.subject_name = match quoted {
            true => speaker().or(before),
            false if goes_on => before,
            false => named,
        };
    }

    /// Whether a name in the sentence is of somebody who acts: one known, or two words in capitals.
    fn acts(&self, name: &str) -> bool {
        let capitals = name.contains(' ') && name.split(' ').all(|word| word.starts_with(char::is_uppercase));
        capitals || self.mentions.iter().any(|mention| self.document.text[mention.span.clone()].contains(name))
    }

    /// The index of the word at a byte of the text.
    pub(super) fn word_at(&self, at: usize) -> usize {
        self.words.partition_point(|word| word.span.end <= at)
    }

    pub(super) fn lower(&self, index: usize) -> &str {
        self.words.get(index).map_or("", |word| word.lower.as_ref())
    }

    /// Its numbers, and where each stands.
    pub(super) fn quantities(&self) -> &[(Span, Quantity)] {
        self.quantities
            .get_or_init(|| read_quantities(self.lexicon, &self.document.text, self.sentence.clone(), &self.time_spans))
    }

    pub(super) fn has_act(&self, begin: usize, end: usize) -> bool {
        self.triggers.iter().any(|f| f.trigger.part == Part::Act && (begin..end).contains(&f.word))
    }

    pub(super) fn has_quantity(&self, begin: usize, end: usize) -> bool {
        let here = |span: &Span| (begin..end).contains(&self.word_at(span.start));
        self.quantities().iter().any(|(span, quantity)| !quantity.magnitude && here(span))
    }

    pub(super) fn verdict(&self, clause: &Clause, begin: usize, end: usize, near: usize, topic: &Topic) -> Verdict {
        let mut found: Vec<Found> = self.triggers.iter().filter(|f| (begin..end).contains(&f.word)).copied().collect();
        // "exploded from 32%", "hit 300 million": a share or a sum takes the force out of such words.
        let forceful = |f: &Found| f.trigger.kind == Some(Kind::Combat) && f.trigger.part == Part::Verb;
        let figure = || {
            self.quantities().iter().any(|(span, quantity)| {
                (begin..end).contains(&self.word_at(span.start))
                    && (quantity.unit == "%" || is_currency(&quantity.unit))
            })
        };
        if found.iter().any(forceful) && figure() {
            found.retain(|f| !forceful(f));
        }
        verdict::judge(&self.words, clause, begin..end, &found, near, topic)
    }

    /// The event that a telling tells; none where nothing happens in it.
    pub(super) fn event(&self, telling: &Telling, story: &Story) -> Option<Event> {
        let clause = &self.clauses[telling.clause];
        let end = telling.end.max(telling.begin + 1);
        let tells = |word: &Word| matches!(word.class, Class::Verb(_) | Class::Other);
        if !self.words[telling.begin..end].iter().any(tells) && !self.has_quantity(telling.begin, end) {
            return None;
        }
        let Account { verdict, tense, speaker, teller, told, end } = self.account(telling, story);
        let labelled_before = !self.labelled && story.label.is_some_and(|label| label.span == telling.time.span);
        if labelled_before
            && (!self.stands_alone() || verdict.support < STRONG || verdict.kind == Some(Kind::Statement))
        {
            return None;
        }
        let passage = self.trim(self.words[telling.begin].span.start..self.words[end - 1].span.end);
        let quantities = self.counted(&passage, telling.time);
        let mut party = match self.nominal(telling) {
            Some(begin) => self.named(self.words[begin].span.start..telling.time.span.end),
            None => self.party(telling, &passage, story),
        };
        if let Some(speaker) = &speaker {
            let mut content = Party::default();
            content.add(self.mentions, &passage, Some(speaker));
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
            // What stands behind a time as its label happened then, whatever its verb: "3 May: Shore guns open fire".
            let labelled = self.labelled && telling.clause == 0 && verdict.happens;
            let tells = labelled
                || acts
                || verdict.happens && (clause.main_verb.is_some() || self.has_act(telling.begin, telling.end));
            // "In April it stood at 5%.": of what was told before.
            if verdict.light && !quantities.is_empty() && self.has_pronoun_subject(clause) {
                let counted = |kind: &Kind| matches!(kind.family(), Family::ArmsAndSanctions | Family::Economy);
                kind = story.last.as_ref().map(|last| last.kind).filter(counted).or(kind);
            }
            // "hundreds" is no figure that would be an event by itself.
            if !tells && quantities.iter().all(|quantity| quantity.magnitude) {
                return None;
            }
        }
        if party.is_empty() && story.party.is_empty() && verdict.support < STRONG {
            return None;
        }
        if party.countries.len() < 2 && self.speaks_of_two(telling.begin, end) {
            party.join(if story.party.countries.len() == 2 { &story.party } else { &story.setting.often });
        }
        let teller = teller.filter(|_| verdict.kind != Some(Kind::Statement));
        let said_by = self.said_by(teller.as_ref(), &party, story.setting.home);
        let home = story.setting.home.filter(|home| !party.countries.contains(home));
        party.countries.extend(home);
        let status = self.status(clause, tense, telling);
        let times = &self.time_spans;
        let text = &self.document.text;
        let own_subject = self.clauses.first().filter(|_| telling.clause > 0);
        let own_subject = own_subject.and_then(|clause| subject::subject_name(text, &self.words, clause, times));
        // What reaches a share or a sum is mostly a thing, not the one spoken of.
        let person = matches!(self.lower(told.0), "he" | "she");
        let figure = quantities.iter().any(|quantity| quantity.unit == "%" || is_currency(&quantity.unit));
        let before = story.subject_name.as_deref().filter(|_| person || !figure).or(story.subject_thing.as_deref());
        let pronoun = !person && self.has_pronoun_subject(clause);
        let by_pronoun = own_subject.as_deref().filter(|name| !figure || !pronoun || !self.acts(name)).or(before);
        // "Peru said it would leave": it is who says so.
        let saying =
            self.saying.as_ref().filter(|saying| saying.content.begin <= told.0 && told.0 < saying.content.end);
        let saying = saying.filter(|saying| saying.speaker.end <= self.words[told.0].span.start);
        let sayer = saying.and_then(|saying| subject::speaker_name(text, &self.words, &saying.speaker, times));
        let meant = Meant { by_pronoun: sayer.as_deref().or(by_pronoun), by_verb: own_subject.as_deref() };
        let (title, short_title) = title::title(text, &self.words, &self.clauses, telling.clause, told, times, meant);
        let time = telling.time;
        let roles = self.roles(&party, home, &passage, speaker.as_ref());
        let source =
            Source { document: 0, passage, time: time.span.clone(), when: telling.when, chain: time.chain.clone() };
        Some(Event {
            id: id_of(self.document, &source),
            title,
            short_title,
            when: telling.when,
            kind: kind.unwrap_or(Kind::Other),
            plover: verdict.plover.map(str::to_owned),
            status,
            confidence: confidence(time, &verdict, &party),
            weight: 0.0,
            disagreements: Vec::new(),
            countries: party.countries,
            said_by,
            organizations: party.organizations,
            roles,
            quantities,
            sources: vec![source],
        })
    }

    /// The quantities of a passage, without those of another time: of several of one unit each is the nearest time's,
    /// "rose from 4% in 1990 to 9% in 1995".
    fn counted(&self, passage: &Span, time: &TimeExpression) -> Vec<Quantity> {
        let here: Vec<&(Span, Quantity)> = self.quantities().iter().filter(|(span, _)| within(span, passage)).collect();
        let text = &self.document.text;
        // What stands behind a number is nearer than what stands before it, and a mark parts.
        let distance = |span: &Span, time: &Span| {
            let (between, front) = match time.start >= span.end {
                true => (&text[span.end..time.start], 0),
                false => (&text[time.end.min(span.start)..span.start], 3),
            };
            between.len() + front + 20 * between.matches([',', ';', '–', '—']).count()
        };
        let dates = |time: &&&TimeExpression| time.sort == Sort::Date && within(&time.span, passage);
        let times: Vec<&Span> = self.times.iter().filter(dates).map(|time| &time.span).collect();
        let nearest = |span: &Span| times.iter().copied().min_by_key(|time| distance(span, time));
        let own = |(span, quantity): &&(Span, Quantity)| {
            let of_its_unit = here.iter().filter(|(_, other)| other.unit_stem() == quantity.unit_stem()).count();
            of_its_unit < 2 || !times.contains(&&time.span) || nearest(span) == Some(&time.span)
        };
        here.iter().copied().filter(own).map(|(_, quantity)| quantity.clone()).collect()
    }

    /// Adds to the event that an entry of a chronology told the numbers of a sentence that goes on about it, and who is named there.
    fn go_on(&self, event: &mut Event, label: &TimeExpression) {
        let numbers: Vec<&Quantity> =
            self.quantities().iter().map(|(_, quantity)| quantity).filter(|quantity| !quantity.magnitude).collect();
        let [source] = event.sources.as_mut_slice() else { return };
        let says = self.words.iter().any(|word| word.entry.say.is_some());
        if source.time != label.span || numbers.is_empty() || says {
            return;
        }
        event.quantities.extend(numbers.into_iter().cloned());
        let named = self.named(self.sentence.clone());
        for country in named.countries {
            if !event.countries.contains(&country) {
                event.countries.push(country);
                event.roles.push(Participant { actor: Actor::Country(country), role: Role::Target });
            }
        }
        source.passage.end = self.trim(self.sentence.clone()).end;
        event.id = id_of(self.document, source);
    }

    /// Whether a sentence of an entry tells a happening of its own: it names who takes part, and does not go on about what the
    /// entry told first, as "it", "the attack" and what somebody says of it do.
    fn stands_alone(&self) -> bool {
        let back = |i: usize| {
            let act = self.lower(i) == "the" && self.has_act(i + 1, i + 2) && !matches!(self.lower(i + 2), "of" | "on");
            act || matches!(
                self.lower(i),
                "it" | "them" | "he" | "she" | "they" | "this" | "these" | "those" | "attempt"
            )
        };
        !self.mentions.is_empty() && self.saying.is_none() && !(0..self.words.len()).any(back)
    }

    /// Whether a clause is about what was named before: "it reached", "they had stood at".
    fn has_pronoun_subject(&self, clause: &Clause) -> bool {
        let subject = clause.begin..clause.main_verb.unwrap_or(clause.begin);
        subject.rev().any(|i| matches!(self.lower(i), "it" | "they" | "this" | "these"))
    }

    /// "was in Moscow", "were at the border": being somewhere is what happened.
    fn is_stay(&self, verb: usize) -> bool {
        let place = self.words.get(verb + 1).filter(|word| matches!(word.lower.as_ref(), "in" | "at" | "on"));
        let near = |mention: &&Mention| {
            place.is_some_and(|word| mention.span.start >= word.span.end && mention.span.start < word.span.end + 24)
        };
        matches!(self.lower(verb), "was" | "were") && self.mentions.iter().any(|mention| near(&mention))
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

    fn status(&self, clause: &Clause, tense: Tense, telling: &Telling) -> Status {
        let doubted = (clause.begin..clause.end).any(|i| self.words[i].entry.doubts(&self.words[i + 1..]));
        let denied = clause.main_verb.is_some_and(|verb| matches!(self.lower(verb), "denied" | "denies"));
        let ahead = self.document.own_date.as_ref().is_some_and(|own| telling.when.earliest > own.latest);
        let present = matches!(tense, Tense::Perfect | Tense::Present | Tense::Progressive);
        let until_now = telling.time.value == "PRESENT_REF" || telling.time.bound == Bound::Since && present;
        let intended = status::tells_intention(&self.words, clause);
        status::judge(&status::Signs { tense, doubted, denied, intended, ahead, until_now })
    }
}

/// Whether a unit is an ISO 4217 code.
pub(super) fn is_currency(unit: &str) -> bool {
    unit.len() == 3 && unit.bytes().all(|byte| byte.is_ascii_uppercase())
}

pub(super) fn within(inner: &Span, outer: &Span) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// The mentions within a sentence, of those of its document.
fn named_in<'a>(mentions: &'a [Mention], sentence: &Span) -> &'a [Mention] {
    let first = mentions.partition_point(|mention| mention.span.start < sentence.start);
    let count = mentions[first..].iter().take_while(|mention| mention.span.end <= sentence.end).count();
    &mentions[first..first + count]
}

/// The trigger words of a sentence; of those that begin at one word, the longest. What stands within a time expression
/// or a war's name tells no happening of its own.
fn find_triggers(text: &str, words: &[Word], times: &[Span]) -> Vec<Found> {
    let mut out: Vec<Found> = Vec::new();
    let mut taken: Vec<usize> = Vec::new();
    let mut here: Vec<(usize, usize, Trigger)> = Vec::new();
    let marks = Marks::behind(words);
    for (index, word) in words.iter().enumerate().filter(|(_, word)| word.entry.is_trigger()) {
        let capital = text[word.span.clone()].starts_with(char::is_uppercase);
        let in_time = times.iter().any(|time| time.start <= word.span.start && word.span.end <= time.end);
        if in_time
            || index > 0 && capital && matches!(word.lower.as_ref(), "war" | "wars" | "battle" | "revolution" | "storm")
        {
            continue;
        }
        let is_verb = matches!(word.class, Class::Verb(_));
        let subject = if word.class == Class::Verb(Form::Past) { passive_subject(words, index) } else { index..index };
        let passives = word.entry.passives(&words[subject], &words[index + 1..], marks[0]);
        let passives = passives.map(|(length, trigger)| (length, 0, trigger));
        here.clear();
        here.extend(word.entry.triggers(&words[index + 1..], marks[index + 1]).chain(passives));
        here.retain(|(length, _, trigger)| *length > 1 || (trigger.part == Part::Verb) == is_verb);
        // Of phrases of one length, the one that reaches farthest has the head noun: "launched a rocket attack". Those that
        // depend on who does it stand beside them.
        let plain = here.iter().filter(|(.., trigger)| trigger.by.is_none());
        let longest = plain.clone().map(|(length, ..)| *length).max();
        let nouns = plain.filter(|(length, reach, _)| {
            Some(*length) == longest && !(*length == 2 && words[index + reach].entry.is_particle)
        });
        let farthest = nouns.map(|(_, reach, _)| *reach).max();
        let object = |reach: usize| {
            words[index + 1..index + reach].iter().all(|word| word.class != Class::Preposition)
                && words[index + reach].class == Class::Other
        };
        let takes_object = farthest.is_some_and(|reach| reach > 0 && object(reach));
        for (length, reach, trigger) in here.drain(..) {
            let chosen = Some(length) == longest && farthest.is_none_or(|farthest| reach >= farthest || reach == 0);
            // "soldiers seized power": a verb with its object tells more than who acts.
            let outdone = trigger.by.is_some() && takes_object && longest > Some(length);
            if trigger.by.is_none() && !chosen || outdone {
                continue;
            }
            match trigger.part {
                Part::Verb if length > 1 && reach > 0 => {
                    // "laid down their arms": nothing is downed.
                    taken.extend((index + 1..index + reach).filter(|&i| words[i].entry.is_particle));
                    taken.push(index + reach);
                }
                Part::Verb => {}
                _ => taken.extend(index + 1..index + length.max(reach + 1)),
            }
            // A word that several entries have counts once for a kind.
            let known =
                out.iter_mut().rev().take_while(|f| f.word == index).find(|f| {
                    (f.trigger.kind, f.trigger.part, f.trigger.by) == (trigger.kind, trigger.part, trigger.by)
                });
            match known {
                Some(known) if known.trigger.weight >= trigger.weight => {}
                Some(known) => known.trigger = trigger,
                None if trigger.part == Part::Verb => out.push(Found { word: index, length, trigger }),
                None => out.push(Found { word: index, length: length.max(reach + 1), trigger }),
            }
        }
    }
    // "banned imports", "arms sales": what belongs to a phrase tells nothing besides it.
    out.retain(|f| f.length > 1 || !taken.contains(&f.word));
    out
}

/// The words before a verb in the passive, up to its auxiliary, that can be its subject.
fn passive_subject(words: &[Word], verb: usize) -> Range<usize> {
    let auxiliary = (verb.saturating_sub(3)..verb).rev().find(|&i| words[i].entry.is_be);
    let Some(end) = auxiliary else { return verb..verb };
    let begin = end.saturating_sub(12);
    words[begin..end].iter().rposition(|word| word.lower == ",").map_or(begin, |comma| begin + comma + 1)..end
}

/// The first word after a time that opens its sentence as a label, before a dash, a colon or the end of the line.
fn label_end(text: &str, words: &[Word], sentence: &Span, time: &Span) -> Option<usize> {
    let first = words.iter().position(|word| word.class != Class::Mark)?;
    let opens = time.start <= words[first].span.start && time.start >= sentence.start;
    let mark = words.iter().position(|word| word.span.start >= time.end)?;
    let closes = matches!(words[mark].lower.as_ref(), "–" | "—" | ":" | "-" | "|");
    // A line of its own.
    let alone = opens && text[time.end..words[mark].span.start].contains('\n');
    (opens && (closes || alone) && mark + 2 < words.len()).then_some(mark + usize::from(closes))
}

/// How sure a reading is: of its date, that something happened, and of who took part.
fn confidence(time: &TimeExpression, verdict: &Verdict, party: &Party) -> f32 {
    let happens = if verdict.happens { 1.0 } else { 0.7 };
    let kind = if verdict.support >= STRONG { 1.0 } else { 0.8 };
    let who = if party.countries.is_empty() { 0.8 } else { 1.0 };
    time.confidence * happens * kind * who
}

/// The id of what a passage of a document tells of a time.
fn id_of(document: &Document, source: &Source) -> EventId {
    let passage = &document.text[source.passage.clone()];
    EventId(fingerprint(&[&document.name, passage, &source.chain.words, &source.when.label()]))
}

/// FNV-1a over the parts, each ended by a byte that text never holds.
pub(super) fn fingerprint(parts: &[&str]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in parts.iter().flat_map(|part| part.bytes().chain([0xff])) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash
}

#[cfg(test)]
mod tests {
    use crate::event::events_of;

    /// `expect` is the numbers of each event, parted by blanks, the events parted by "; ".
    #[track_caller]
    fn check(text: &str, expect: &str) {
        let events = events_of(text);
        let numbers = events.iter().map(|event| {
            let values: Vec<String> = event.quantities.iter().map(|quantity| quantity.value.to_string()).collect();
            values.join(" ")
        });
        assert_eq!(numbers.collect::<Vec<_>>().join("; "), expect, "in: {text}");
    }

    #[test]
    fn of_numbers_of_one_unit_each_is_the_nearest_times() {
        check("Oman's share of the trade rose from 4% in 1990 to 9% in 1995.", "4; 9");
        check("In 1990, Oman sold 40 ships and 9 jets to Peru.", "40 9");
    }
}
