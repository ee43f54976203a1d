//! `assets/words/` to the words that tell what happened: triggers of kinds, words of saying, headings, topics.
//!
//! In: the lists. Out: what they say of a lower-case word. Knows the forms of English verbs and nouns, but no sentences.

use super::headline::PARTICLES;
use super::kind::Kind;
use super::word::{BE, Class, Word, closed_classes, finite_auxiliaries};
use crate::word_map::WordMap;
use rustc_hash::FxHashMap;
use std::collections::HashSet;

/// What a trigger word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// A verb: "ratified".
    Verb,
    /// A noun that names a happening: "invasion".
    Act,
    /// A noun that goes with one: "treaty".
    Thing,
}

/// The form that a verb stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// "sign", also the noun's singular.
    Base,
    /// "signs", also the noun's plural.
    S,
    /// "signed", past or participle.
    Past,
    /// "signing".
    Ing,
}

/// What a word or phrase tells of a happening.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Trigger {
    /// The kind it speaks for; none where it tells only that something happened.
    pub kind: Option<Kind>,
    /// Its class in PLOVER, if it has one.
    pub plover: Option<&'static str>,
    /// What it is.
    pub part: Part,
    /// The form of its first word.
    pub form: Form,
    /// How much it speaks for the kind.
    pub weight: f32,
    /// The class of things of which its subject has to be one, if it matters who does it.
    pub by: Option<ThingClass>,
    /// Whether it tells that goods change hands, but not which.
    pub any_goods: bool,
}

/// A class of `assets/words/things.tsv`, by its place there; the first is that of all names.
pub type ThingClass = u8;

/// The class of words in capitals.
const NAMES: ThingClass = 0;
/// The class of words that tell that people came to harm, by arms or by accident.
pub(super) const HARM: ThingClass = 1;
/// The class of those that fight.
pub(super) const FORCES: ThingClass = 2;
/// The class of what befalls people by nature or by accident.
pub(super) const NATURE: ThingClass = 3;

/// A word of a phrase behind its first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Element {
    /// This word, or its plural.
    Word {
        /// In lower case.
        word: String,
        /// The same as a number, which is compared faster: see `Entry::number`.
        number: u32,
        /// Whether it is one of `CLOSE`.
        close: bool,
    },
    /// Any word of a class.
    Thing(ThingClass),
}

/// A trigger and the words that it needs behind its first.
#[derive(Clone)]
struct Phrase {
    /// What tells at once of most sentences that they do not have the words.
    marks: Marks,
    rest: Vec<Element>,
    trigger: Trigger,
}

/// Which of the words of phrases may stand in a stretch of words: a bit for each class of things, and one that several
/// numbers of words share.
#[derive(Clone, Copy, Default)]
pub(super) struct Marks {
    things: u64,
    numbers: u64,
}

/// So many words may stand between a verb and the words that go with it.
const GAP_MAX: usize = 5;

/// So many words may stand between a verb and what is quoted.
const QUOTE_GAP_MAX: usize = 8;

/// So many words may stand between a noun's preposition and what it governs.
const NAME_GAP_MAX: usize = 3;

/// The lists of `assets/words/` that events are read with.
#[derive(Default)]
pub struct EventWords {
    entries: WordMap<Entry>,
    /// So many words have a number.
    numbered: u32,
    /// What is said of a word that no list has.
    unknown: Entry,
    /// Headings that begin a part without events.
    pub(super) idle_headings: HashSet<String>,
    /// Beginnings of paragraphs of any length that belong to the page.
    pub(super) notices: Vec<String>,
    /// Beginnings of lines that belong to the page.
    pub(super) idle_lines: Vec<String>,
    /// Words of texts without events, by domain.
    off_topic: WordMap<Option<usize>>,
}

/// What the lists say of a word.
#[derive(Default)]
pub(super) struct Entry {
    /// Its class, where it has the same wherever it stands.
    pub class: Option<Class>,
    /// The form of the verb that it can be.
    pub verb: Option<Form>,
    /// Whether that form is both the base and the past: "put".
    pub is_unchanging: bool,
    /// The form of the verb of saying that it is.
    pub say: Option<Form>,
    /// Whether it can be a noun that goes with happenings.
    pub is_noun: bool,
    /// Whether it can belong to a verb: "up".
    pub is_particle: bool,
    /// Whether it is a form of "be", which makes a passive of a participle.
    pub is_be: bool,
    /// Whether it is an auxiliary in a finite form.
    pub is_finite: bool,
    /// A number of its own, where a phrase has the word behind its first; else 0.
    number: u32,
    /// The number of the word that it is the plural of.
    singular: u32,
    /// The classes of things that it belongs to, a bit for each.
    things: u64,
    /// The triggers that begin with it, the longest first.
    triggers: Vec<Phrase>,
    /// The further words of phrases that make what they govern alleged.
    doubts: Vec<Vec<String>>,
}

impl EventWords {
    /// The lists that are built into the program.
    pub fn embedded() -> EventWords {
        let mut words = EventWords::default();
        let things: Vec<_> = rows(include_str!("../../../assets/words/things.tsv")).collect();
        for (class, row) in (0..).zip(&things) {
            for (_, word) in entries(row.last()).flat_map(noun_forms) {
                words.entry_mut(&word).things |= 1 << class;
            }
        }
        let irregular = Irregular::embedded();
        rows(include_str!("../../../assets/words/kinds.tsv")).for_each(|row| words.add_kind(&row, &things, &irregular));
        rows(include_str!("../../../assets/words/speech.tsv")).for_each(|row| words.add_speech(&row, &irregular));
        rows(include_str!("../../../assets/words/sections.tsv")).for_each(|row| words.add_section(&row));
        for (domain, row) in rows(include_str!("../../../assets/words/off_topic.tsv")).enumerate() {
            entries(row.last()).for_each(|word| {
                *words.off_topic.or_default(word) = Some(domain);
            });
        }
        for (word, class) in closed_classes() {
            words.entry_mut(word).class.get_or_insert(class);
        }
        PARTICLES.iter().for_each(|word| words.entry_mut(word).is_particle = true);
        BE.iter().for_each(|word| words.entry_mut(word).is_be = true);
        finite_auxiliaries().for_each(|word| words.entry_mut(word).is_finite = true);
        words.entries.values_mut().for_each(Entry::finish);
        words
    }

    /// What the lists say of a word in lower case.
    pub(super) fn entry(&self, word: &str) -> &Entry {
        self.entries.get(word).unwrap_or(&self.unknown)
    }

    /// The domain of texts without events that a word tells of, whatever its capitals.
    pub(super) fn off_topic(&self, word: &str) -> Option<usize> {
        self.off_topic.get(word).copied().flatten()
    }

    fn entry_mut(&mut self, word: &str) -> &mut Entry {
        self.entries.or_default(word)
    }

    fn add_kind(&mut self, row: &[&'static str], things: &[Vec<&'static str>], irregular: &Irregular) {
        let class = |name: &str| (0..).zip(things).find(|(_, row)| row[0] == name).map(|(class, _)| class);
        let [kind, plover, part, list] = *row else { return };
        let kind = Kind::from_code(kind);
        let plover = Some(plover).filter(|class| *class != "-");
        let part = match part {
            "verb" => Part::Verb,
            "act" => Part::Act,
            _ => Part::Thing,
        };
        for entry in entries(Some(&list)) {
            let strong = if entry.contains('!') {
                2.0
            } else if entry.contains('?') {
                0.5
            } else {
                1.0
            };
            let weight = strong * if part == Part::Thing { 1.0 } else { 1.5 };
            let (doers, phrase) = entry.split_once('^').map_or((None, entry), |(by, phrase)| (Some(by), phrase));
            let by = doers.and_then(class);
            let any_goods = entry.contains('~');
            for (form, phrase) in irregular.forms(&phrase.replace(['!', '?', '~'], ""), part) {
                let (first, rest) = phrase.split_once(' ').unwrap_or((&phrase, ""));
                let thing = |word: &str| word.strip_prefix('@').and_then(class);
                let element = |word| thing(word).map_or_else(|| self.word_of_phrase(word), Element::Thing);
                let rest: Vec<Element> = rest.split_whitespace().map(element).collect();
                let trigger = Trigger { kind, plover, part, form, weight, by, any_goods };
                let phrase = Phrase { marks: Marks::needed(&rest), rest, trigger };
                match thing(first) {
                    None => self.entry_mut(first).triggers.push(phrase),
                    Some(class) => {
                        for (_, word) in entries(things[class as usize].last()).flat_map(noun_forms) {
                            self.entry_mut(&word).triggers.push(phrase.clone());
                        }
                    }
                }
            }
        }
    }

    fn word_of_phrase(&mut self, word: &str) -> Element {
        let mut number = self.entry_mut(word).number;
        if number == 0 {
            self.numbered += 1;
            number = self.numbered;
            self.entry_mut(word).number = number;
            self.entry_mut(&format!("{word}s")).singular = number;
        }
        Element::Word { word: word.to_owned(), number, close: CLOSE.contains(&word) }
    }

    fn add_speech(&mut self, row: &[&str], irregular: &Irregular) {
        for entry in entries(row.last()) {
            match row.first() {
                Some(&"say") => {
                    for (form, word) in irregular.forms(entry, Part::Verb) {
                        self.entry_mut(&word).say = Some(form);
                    }
                }
                _ => {
                    let phrases = if entry.contains(' ') {
                        vec![(Form::Past, entry.to_owned())]
                    } else {
                        irregular.forms(entry, Part::Verb)
                    };
                    for (_, phrase) in phrases {
                        let mut words = phrase.split(' ').map(str::to_owned);
                        let Some(first) = words.next() else { continue };
                        self.entries.or_default(&first).doubts.push(words.collect());
                    }
                }
            }
        }
    }

    fn add_section(&mut self, row: &[&str]) {
        match row.first() {
            Some(&"heading") => self.idle_headings.extend(entries(row.last()).map(str::to_owned)),
            Some(&"notice") => self.notices.extend(entries(row.last()).map(str::to_owned)),
            _ => self.idle_lines.extend(entries(row.last()).map(str::to_owned)),
        }
    }
}

impl Entry {
    fn finish(&mut self) {
        self.triggers.sort_by(|a, b| {
            let longest = b.rest.len().cmp(&a.rest.len());
            longest.then_with(|| a.rest.cmp(&b.rest)).then(a.trigger.part.cmp(&b.trigger.part))
        });
        let alone = || self.triggers.iter().filter(|phrase| phrase.rest.is_empty()).map(|phrase| phrase.trigger);
        let has = |form| alone().any(|trigger| trigger.part == Part::Verb && trigger.form == form);
        self.is_unchanging = has(Form::Base) && has(Form::Past);
        let verb = alone().find(|trigger| trigger.part == Part::Verb).map(|trigger| trigger.form);
        self.is_noun = alone().any(|trigger| trigger.part != Part::Verb);
        self.verb = verb.or(self.say);
    }

    /// Whether a trigger begins with the word.
    pub fn is_trigger(&self) -> bool {
        !self.triggers.is_empty()
    }

    /// The triggers that the word and those after it make, each with the number of words it takes and how far behind the word
    /// its last one stands: 2 in "held long talks". `marks` are those of the words after it.
    pub fn triggers<'w>(
        &'w self,
        after: &'w [Word],
        marks: Marks,
    ) -> impl Iterator<Item = (usize, usize, Trigger)> + 'w {
        self.triggers.iter().filter(move |phrase| marks.hold(phrase.marks)).filter_map(move |phrase| {
            let Phrase { rest, trigger, .. } = phrase;
            let phrasal = trigger.part == Part::Verb && !rest.is_empty();
            let reach = if phrasal { reach(after, rest) } else { named(after, rest) }?;
            Some((rest.len() + 1, reach, *trigger))
        })
    }

    /// The triggers that the word makes in the passive, with what it acts on in its subject: "the talks were held", "the jet
    /// was brought down". `marks` are those of the sentence.
    pub fn passives<'w>(
        &'w self,
        subject: &'w [Word],
        after: &'w [Word],
        marks: Marks,
    ) -> impl Iterator<Item = (usize, Trigger)> + 'w {
        let passive = |trigger: &Trigger| trigger.part == Part::Verb && trigger.form == Form::Past;
        let told = move |rest: &[Element]| {
            (0..rest.len()).any(|split| {
                let (particle, object) = rest.split_at(split);
                begin_with(after, particle) && (0..subject.len()).any(|at| begin_with(&subject[at..], object))
            })
        };
        // Most verbs are in no passive, so that nothing is looked for.
        let phrases = if subject.is_empty() { &[][..] } else { &self.triggers };
        let phrases = phrases.iter().filter(move |phrase| marks.hold(phrase.marks));
        let passives = phrases.filter(move |phrase| passive(&phrase.trigger) && told(&phrase.rest));
        passives.map(|phrase| (phrase.rest.len() + 1, phrase.trigger))
    }

    /// Whether the word and those after it tell that something is only said or thought.
    pub fn doubts(&self, after: &[Word]) -> bool {
        let begin =
            |rest: &Vec<String>| after.len() >= rest.len() && after.iter().zip(rest).all(|(a, b)| a.lower == *b);
        self.doubts.iter().any(begin)
    }
}

impl Marks {
    /// For each word of a sentence those of it and all behind it; last, of none.
    pub fn behind(words: &[Word]) -> Vec<Marks> {
        let mut behind = vec![Marks::default(); words.len() + 1];
        for (at, word) in words.iter().enumerate().rev() {
            let Entry { number, singular, things, .. } = word.entry;
            let named = u64::from(word.is_name) << NAMES;
            let numbers = Marks::number(*number) | Marks::number(*singular);
            behind[at] =
                Marks { things: behind[at + 1].things | things | named, numbers: behind[at + 1].numbers | numbers };
        }
        behind
    }

    /// Those that a phrase needs.
    fn needed(phrase: &[Element]) -> Marks {
        let mut marks = Marks::default();
        for element in phrase {
            match element {
                Element::Word { number, .. } => marks.numbers |= Marks::number(*number),
                Element::Thing(class) => marks.things |= 1 << class,
            }
        }
        marks
    }

    /// The bit of a word's number; none of words without one.
    fn number(number: u32) -> u64 {
        u64::from(number > 0) << (number % u64::BITS)
    }

    fn hold(self, needed: Marks) -> bool {
        needed.things & !self.things == 0 && needed.numbers & !self.numbers == 0
    }
}

/// Prepositions that stand right behind their verb: what stands between would be its object, and theirs another.
const CLOSE: [&str; 14] =
    ["on", "for", "to", "at", "with", "by", "from", "of", "into", "against", "upon", "through", "about", "as"];

/// How far the further words of a phrase reach behind its verb, with what it acts on among them: "held (long) talks",
/// "put (the army) on alert", "called up (its) reservists".
fn reach(after: &[Word], rest: &[Element]) -> Option<usize> {
    let close = |element: &Element| matches!(element, Element::Word { close: true, .. });
    // "called the vote in Chile “unfair”"
    let quote = |element: &Element| matches!(element, Element::Word { word, .. } if word == "“" || word == "\"");
    let gap_max = match rest {
        [only] if close(only) => 0,
        [only] if quote(only) => QUOTE_GAP_MAX,
        _ => GAP_MAX,
    };
    let mut at = 0;
    let mut gap = 0;
    for (index, element) in rest.iter().enumerate() {
        // Behind a preposition stands what it governs.
        let governed = index > 0 && close(&rest[index - 1]);
        while !begin_with(after.get(at..)?, std::slice::from_ref(element)) {
            let word = after.get(at)?;
            // "four tons of cocaine"
            let measured =
                word.lower == "of" && after[at.saturating_sub(2)..at].iter().any(|w| w.class == Class::Number);
            let ends = ends_object(word) && !measured && !(governed && word.lower == "of")
                || word.entry.is_particle && !governed;
            let ends = ends && !(quote(element) && word.class == Class::Preposition);
            // "left on Tuesday for Oslo"
            gap += usize::from(word.class != Class::Number);
            at += 1;
            if ends || gap > gap_max {
                return None;
            }
        }
        at += 1;
    }
    Some(at)
}

/// How far the further words of a noun reach behind it, perhaps with some before the last: "withdrawal of (all Soviet) troops".
fn named(after: &[Word], rest: &[Element]) -> Option<usize> {
    let Some((last, before)) = rest.split_last() else { return Some(0) };
    let leads = matches!(before, [Element::Word { close: true, .. }]);
    let gap_max = if leads { NAME_GAP_MAX } else { 0 };
    let rest = after.get(before.len()..).filter(|_| begin_with(after, before))?;
    let stands_before = |word: &&Word| matches!(word.class, Class::Other | Class::Determiner | Class::Number);
    let gap = rest.iter().take_while(stands_before).count().min(gap_max);
    let at = (0..=gap).find(|&at| begin_with(&rest[at.min(rest.len())..], std::slice::from_ref(last)))?;
    Some(before.len() + at + 1)
}

/// Whether words begin with those of a phrase, nouns perhaps in the plural.
fn begin_with(words: &[Word], phrase: &[Element]) -> bool {
    let same = |(word, wanted): (&Word, &Element)| match wanted {
        Element::Word { number, .. } => word.entry.number == *number || word.entry.singular == *number,
        Element::Thing(class) => is_thing(word, *class),
    };
    words.len() >= phrase.len() && words.iter().zip(phrase).all(same)
}

/// Whether a word belongs to a class of things.
pub(super) fn is_thing(word: &Word, class: ThingClass) -> bool {
    classes(word) >> class & 1 == 1
}

/// The classes of things that a word belongs to, a bit for each.
pub(super) fn classes(word: &Word) -> u64 {
    word.entry.things | u64::from(word.is_name) << NAMES
}

/// Whether a word stands behind what a verb acts on.
fn ends_object(word: &Word) -> bool {
    matches!(word.class, Class::Preposition | Class::Opener | Class::Conjunction | Class::Auxiliary)
        || word.class == Class::Mark && word.lower.starts_with([',', ';', ':', '(', '.'])
}

/// The lines of a list, split at tabs, without comments.
fn rows(list: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    list.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).map(|line| line.split('\t').collect())
}

fn entries<'a>(list: Option<&&'a str>) -> impl Iterator<Item = &'a str> {
    list.copied().unwrap_or("").split(", ").map(str::trim_start).filter(|entry| !entry.is_empty())
}

/// The pasts and participles of verbs that have no "-ed".
struct Irregular(FxHashMap<&'static str, Vec<&'static str>>);

impl Irregular {
    fn embedded() -> Irregular {
        let list = rows(include_str!("../../../assets/words/irregular.tsv"));
        Irregular(list.map(|row| (row[0], entries(row.last()).collect())).collect())
    }

    /// All forms of an entry of kinds.tsv: "send", "hold talks", "invasion".
    fn forms(&self, entry: &str, part: Part) -> Vec<(Form, String)> {
        if part != Part::Verb {
            return noun_forms(entry);
        }
        let (verb, rest) = entry.split_once(' ').unwrap_or((entry, ""));
        let join = |word: &str| if rest.is_empty() { word.to_owned() } else { format!("{word} {rest}") };
        let mut out = vec![(Form::Base, entry.to_owned()), (Form::Ing, join(&ing(verb)))];
        match verb {
            "be" => out.extend(["is", "are"].map(|form| (Form::S, join(form)))),
            verb => out.push((Form::S, join(&third_person(verb)))),
        }
        match self.0.get(verb) {
            Some(pasts) => out.extend(pasts.iter().map(|past| (Form::Past, join(past)))),
            None => out.push((Form::Past, join(&past(verb)))),
        }
        if let Some(doubled) = british_double(verb) {
            out.push((Form::Ing, join(&format!("{doubled}ing"))));
            out.push((Form::Past, join(&format!("{doubled}ed"))));
        }
        out
    }
}

fn noun_forms(noun: &str) -> Vec<(Form, String)> {
    let lower = noun.to_lowercase();
    if lower.ends_with('s') {
        return vec![(Form::S, lower)];
    }
    vec![(Form::S, third_person(&lower)), (Form::Base, lower)]
}

/// "signs", "passes", "carries"; a noun's plural is made alike.
fn third_person(word: &str) -> String {
    if word.ends_with(['s', 'x', 'z']) || word.ends_with("ch") || word.ends_with("sh") {
        format!("{word}es")
    } else if let Some(stem) = consonant_y(word) {
        format!("{stem}ies")
    } else {
        format!("{word}s")
    }
}

fn past(verb: &str) -> String {
    if verb.ends_with('e') {
        format!("{verb}d")
    } else if let Some(stem) = consonant_y(verb) {
        format!("{stem}ied")
    } else {
        format!("{}ed", doubled(verb))
    }
}

fn ing(verb: &str) -> String {
    if let Some(stem) = verb.strip_suffix("ie") {
        return format!("{stem}ying");
    }
    match verb.strip_suffix('e') {
        Some(stem) if !verb.ends_with("ee") && verb.len() > 2 => format!("{stem}ing"),
        _ => format!("{}ing", doubled(verb)),
    }
}

fn consonant_y(word: &str) -> Option<&str> {
    let stem = word.strip_suffix('y')?;
    (!stem.ends_with(['a', 'e', 'i', 'o', 'u'])).then_some(stem)
}

/// Verbs of two syllables whose last consonant doubles since it is stressed.
const DOUBLED: [&str; 31] = [
    "expel", "commit", "permit", "submit", "admit", "occur", "refer", "compel", "deter", "confer", "transfer", "defer",
    "prefer", "rebel", "repel", "propel", "patrol", "control", "annul", "acquit", "allot", "omit", "transmit", "incur",
    "concur", "equip", "regret", "kidnap", "enrol", "abet", "handicap",
];

/// "ban" to "bann", where one vowel stands before one last consonant in a word of one syllable.
fn doubled(verb: &str) -> String {
    let bytes = verb.as_bytes();
    let vowel = |b: u8| matches!(b, b'a' | b'e' | b'i' | b'o' | b'u');
    let [.., before, middle, last] = bytes else { return verb.to_owned() };
    let one_syllable = bytes.iter().filter(|&&b| vowel(b)).count() == 1;
    let ends_closed = !vowel(*before) && vowel(*middle) && !vowel(*last) && !matches!(last, b'w' | b'x' | b'y');
    if ends_closed && (one_syllable || DOUBLED.contains(&verb)) {
        format!("{verb}{}", char::from(*last))
    } else {
        verb.to_owned()
    }
}

/// "travel" to "travell": the British double an l where Americans do not.
fn british_double(verb: &str) -> Option<String> {
    let stem = verb.strip_suffix('l')?;
    let bytes = stem.as_bytes();
    let vowel = |b: u8| matches!(b, b'a' | b'e' | b'i' | b'o' | b'u');
    let closed = bytes.len() >= 2 && vowel(bytes[bytes.len() - 1]) && !vowel(bytes[bytes.len() - 2]);
    let syllables = bytes.iter().filter(|&&b| vowel(b)).count();
    (closed && syllables > 1 && !DOUBLED.contains(&verb)).then(|| format!("{verb}l"))
}

#[cfg(test)]
mod tests {
    use super::super::word::words;
    use super::*;

    #[track_caller]
    fn check_forms(entry: &str, expect: &str) {
        let forms = Irregular::embedded().forms(entry, Part::Verb);
        let forms: Vec<String> = forms.into_iter().map(|(_, form)| form).collect();
        assert_eq!(forms.join(" "), expect);
    }

    #[test]
    fn verbs_have_their_forms() {
        check_forms("sign", "sign signing signs signed");
        check_forms("ban", "ban banning bans banned");
        check_forms("ratify", "ratify ratifying ratifies ratified");
        check_forms("expel", "expel expelling expels expelled");
        check_forms("agree", "agree agreeing agrees agreed");
        check_forms("be", "be being is are was were been");
        check_forms("send", "send sending sends sent");
        check_forms("travel", "travel traveling travels traveled travelling travelled");
        check_forms("hold talks", "hold talks holding talks holds talks held talks");
    }

    #[test]
    fn every_line_of_the_lists_is_read() {
        let lists = EventWords::embedded();
        let things: Vec<_> = rows(include_str!("../../../assets/words/things.tsv")).collect();
        assert!(things.len() <= 64, "a word has a bit for each class");
        for row in rows(include_str!("../../../assets/words/kinds.tsv")) {
            assert_eq!(row.len(), 4, "{row:?}");
            assert!(row[0] == "-" || Kind::from_code(row[0]).is_some(), "{row:?}");
            let is_class = |name: &str| things.iter().any(|class| class[0] == name);
            for entry in entries(row.last()) {
                let named = entry.split([' ', '!', '?', '~']).filter_map(|word| word.strip_prefix('@'));
                let doers = entry.split_once('^').map(|(doers, _)| doers);
                assert!(named.chain(doers).all(is_class), "{entry}");
            }
        }
        let talks = words(&lists, "held talks", 0..10);
        let marks = Marks::behind(&talks);
        let found: Vec<_> =
            talks[0].entry.triggers(&talks[1..], marks[1]).map(|(length, _, trigger)| (length, trigger.kind)).collect();
        assert!(found.contains(&(2, Some(Kind::Diplomacy))), "{found:?}");
        assert_eq!(lists.entry("said").say, Some(Form::Past));
    }
}
