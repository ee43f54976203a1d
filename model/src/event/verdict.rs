//! The trigger words of a clause to what happened in it: the kind with the most support.
//!
//! In: a clause with its words, the triggers in it, and what the paragraph is about. Out: a kind and how well it is supported.
//! A verb counts more than its object, the object more than what hangs on it: talks about sanctions are talks.

use super::clause::Clause;
use super::kind::{Family, Kind};
use super::triggers::{FORCES, Form, HARM, NATURE, Part, ThingClass, Trigger, classes, is_thing};
use super::word::{Class, Word};
use std::ops::Range;

/// A trigger word and where it stands in its sentence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Found {
    /// Index of its first word in the sentence.
    pub word: usize,
    /// How many words it takes.
    pub length: usize,
    /// What it tells.
    pub trigger: Trigger,
}

/// What the trigger words of a clause say that happened.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Verdict {
    /// The kind with the most support; none where only light verbs tell that something happened.
    pub kind: Option<Kind>,
    /// The PLOVER class of the word that speaks most for the kind.
    pub plover: Option<&'static str>,
    /// The support of that kind.
    pub support: f32,
    /// Whether its own words hardly tell the kind: it comes from what the text is about.
    pub light: bool,
    /// Whether a verb or a noun of happening is there at all.
    pub happens: bool,
}

/// What a paragraph is about.
#[derive(Clone, Copy, Default)]
pub(super) struct Topic {
    /// How much it speaks for each kind, at most [`TOPIC_MAX`].
    weights: [f32; Kind::ALL.len()],
    /// How much more it and the text before it are about energy than about other trade.
    fuel: f32,
    /// How much more they are about energy and about arms than about goods of other names.
    goods: [f32; 2],
}

impl Topic {
    /// What commerce is in goods that the words around it do not name.
    pub fn commerce(&self) -> Kind {
        match self.goods {
            [energy, arms] if arms > MOSTLY && arms > energy => Kind::ArmsTransfer,
            [energy, _] if energy > MOSTLY => Kind::Energy,
            _ => Kind::Trade,
        }
    }

    /// How much it speaks for a kind, at most [`TOPIC_MAX`].
    pub fn about(&self, kind: Kind) -> f32 {
        self.weights[kind as usize]
    }

    /// Adds what it speaks for. What a text is about makes no fight of what is none, nor anything else of what stands in a
    /// tale of fights.
    fn add_to(&self, support: &mut [f32; Kind::ALL.len()]) {
        let about = most(&self.weights);
        let is_fought = |kind: usize| Kind::ALL[kind].family() == Family::Force;
        if is_fought(about) && support[about] == 0.0 {
            return;
        }
        for (kind, weight) in support.iter_mut().enumerate() {
            *weight += if *weight > 0.0 || !is_fought(kind) { self.weights[kind] } else { 0.0 };
        }
    }
}

/// The weight of a verb marked as strong in kinds.tsv.
pub(super) const STRONG_WEIGHT: f32 = 3.0;

/// The least weight of a verb that tells by itself what happened.
const TELLING_WEIGHT: f32 = 1.5;

/// Support below which the words of a clause do not tell by themselves what happened, or what is traded.
const LIGHT: f32 = 1.2;

/// A paragraph's topic outweighs a light verb, not a telling one.
const TOPIC_MAX: f32 = 1.2;

/// Support from which arms are among what a clause trades in.
const SOME_ARMS: f32 = 0.4;

/// From so much of one beside other goods on, sales are those of it.
const MOSTLY: f32 = 3.0;

/// How much the text before a paragraph weighs beside it in telling energy and arms from other trade.
const BEFORE_WEIGHT: f32 = 0.5;

/// The weights of the words of a text that speak for energy, for arms, for trade, and for trade in goods that they name.
pub(super) type Commerce = [f32; 4];

/// What a paragraph is about, from all its trigger words. What people say in it is no topic. `commerce` is of the text
/// before it, and is told on.
pub(super) fn topic<'a>(found: impl Iterator<Item = &'a Found>, commerce: &mut Commerce) -> Topic {
    let mut weights = [0.0; Kind::ALL.len()];
    let mut any_goods = 0.0;
    for f in found.filter(|f| f.trigger.by.is_none()) {
        if let Some(kind) = f.trigger.kind.filter(|kind| !matches!(kind, Kind::Statement | Kind::Other)) {
            weights[kind as usize] += f.trigger.weight;
            any_goods += if f.trigger.any_goods { f.trigger.weight } else { 0.0 };
        }
    }
    let of = |kind: Kind| weights[kind as usize];
    let here = [of(Kind::Energy), of(Kind::ArmsTransfer), of(Kind::Trade), of(Kind::Trade) - any_goods];
    let [energy, arms, trade, other_goods] = [0, 1, 2, 3].map(|i| here[i] + commerce[i] * BEFORE_WEIGHT);
    for (before, here) in commerce.iter_mut().zip(here) {
        *before += here;
    }
    let most = weights.iter().copied().fold(6.0, f32::max);
    Topic {
        weights: weights.map(|weight| weight / most * TOPIC_MAX),
        fuel: energy / trade.max(1.0),
        goods: [energy, arms].map(|goods| goods / other_goods.max(1.0)),
    }
}

/// Where a word stands to the verb of its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// It is the verb that tells.
    Predicate,
    /// It is a verb that only leads to that one: "agreed to send".
    Lead,
    /// What the verb acts on; in the passive, its subject; without a verb, all.
    Object,
    /// Behind an "of" on the object.
    Of,
    /// Who acts.
    Subject,
    /// Behind another preposition.
    Oblique,
    /// In what hangs on the clause, with a verb of its own.
    Beyond,
}

/// The verbs of a clause that tell what happened.
struct Predicate {
    /// The main verb.
    main: usize,
    /// The verb that it leads to, if it leads to one: "began to withdraw".
    last: usize,
    /// Whether its subject is what it acts on.
    passive: bool,
}

/// A trigger word that is taken at its word: what it speaks for, and from where.
struct Voice {
    found: Found,
    kind: Kind,
    place: Place,
}

/// The kind that the triggers within `range` tell. `topic` is what the paragraph is about, which decides where the clause
/// itself hardly tells. Asked in this order: which words speak here, from which place; who does harm; how much each kind is
/// spoken for; what the paragraph is about; and, of what is bought and sold, what it is.
pub(super) fn judge(
    words: &[Word],
    clause: &Clause,
    range: Range<usize>,
    found: &[Found],
    time_word: usize,
    topic: &Topic,
) -> Verdict {
    let found: Vec<Found> = found.iter().filter(|f| range.contains(&f.word)).copied().collect();
    let predicate = clause.main_verb.map(|main| predicate(words, clause, main));
    let (mut voices, doers) = voices(words, clause, predicate.as_ref(), &range, &found);
    blame(words, doers, &mut voices);
    let tells_by_verb = predicate.as_ref().is_some_and(|p| {
        found.iter().any(|f| f.word == p.last && f.trigger.kind.is_some() && f.trigger.weight >= TELLING_WEIGHT)
    });
    let mut support = [0.0; Kind::ALL.len()];
    let mut spoken: [(f32, Option<&'static str>); Kind::ALL.len()] = [(0.0, None); Kind::ALL.len()];
    // Trade in goods that the clause names, and what speaks for arms among them.
    let (mut named_goods, mut arms) = (0.0, 0.0);
    for Voice { found: f, kind, place } in &voices {
        // "the oil embargo": the last noun of a phrase says what it is.
        let noun = f.trigger.part != Part::Verb;
        let modifier = noun && words.get(f.word + f.length).is_some_and(|next| next.class == Class::Other);
        let distance = f.word.abs_diff(time_word) as f32;
        let near = 0.4 + 0.6 / (1.0 + 0.1 * distance);
        let by_place = weight_of_place(*place, f, tells_by_verb);
        let weight = f.trigger.weight * by_place * near * if modifier { 0.3 } else { 1.0 };
        let index = *kind as usize;
        support[index] += weight;
        named_goods += if *kind == Kind::Trade && !f.trigger.any_goods { weight } else { 0.0 };
        arms += if *kind == Kind::ArmsTransfer && *place != Place::Beyond { weight } else { 0.0 };
        if weight > spoken[index].0 {
            spoken[index] = (weight, f.trigger.plover);
        }
    }
    let energy = support[Kind::Energy as usize] > 0.0;
    let vague = support[Kind::Trade as usize] < LIGHT;
    let fuelled = energy && topic.fuel > 0.5 || !energy && vague && topic.fuel > 1.5;
    let light = support.iter().all(|&weight| weight < LIGHT);
    topic.add_to(&mut support);
    let best = most(&support);
    let kind = match (support[best] > 0.0).then_some(Kind::ALL[best]) {
        Some(Kind::Trade) if named_goods < LIGHT && arms > SOME_ARMS => Some(Kind::ArmsTransfer),
        Some(Kind::Trade) if fuelled => Some(Kind::Energy),
        Some(Kind::Trade) if named_goods == 0.0 => Some(topic.commerce()),
        kind => kind,
    };
    let happens = found.iter().any(|f| f.trigger.part != Part::Thing);
    Verdict { kind, plover: spoken[best].1, support: support[best], light, happens }
}

/// The triggers that speak for a kind: those that fit who acts. A word speaks once for a kind. Beside them, the classes of
/// things that act, a bit for each.
fn voices(
    words: &[Word],
    clause: &Clause,
    predicate: Option<&Predicate>,
    range: &Range<usize>,
    found: &[Found],
) -> (Vec<Voice>, u64) {
    let begin = range.start.min(clause.begin);
    let end = range.end.max(clause.end);
    let places = places(words, clause, predicate, begin..end);
    let main_doers = predicate.map_or(0, |p| doers(words, clause, p, &places[clause.begin - begin..]));
    let near_doers = near_doers(&words[begin..end]);
    let mut out: Vec<Voice> = Vec::with_capacity(found.len());
    for f in found {
        let place = places[f.word - begin];
        let doers = if place == Place::Beyond { near_doers[f.word - begin] } else { main_doers };
        let fits = f.trigger.by.is_none_or(|class| doers >> class & 1 == 1);
        let Some(kind) = f.trigger.kind.filter(|_| fits) else { continue };
        let known = out.iter_mut().rev().take_while(|voice| voice.found.word == f.word).find(|v| v.kind == kind);
        match known {
            Some(known) if known.found.trigger.weight >= f.trigger.weight => {}
            Some(known) => known.found = *f,
            None => out.push(Voice { found: *f, kind, place }),
        }
    }
    (out, main_doers)
}

/// Gives harm to who does it: what nature does is a disaster, what forces do is a fight.
fn blame(words: &[Word], doers: u64, voices: &mut [Voice]) {
    let is_verb = |voice: &Voice| voice.found.trigger.part == Part::Verb;
    // "were killed when a bus crashed": who is harmed where nobody fights.
    let is_harm = |voice: &Voice| is_thing(&words[voice.found.word], HARM);
    let told = |kind: Kind| {
        move |voice: &&Voice| voice.kind == kind && voice.found.trigger.part != Part::Thing && !is_harm(voice)
    };
    let disaster = voices.iter().filter(told(Kind::Disaster)).any(|v| v.found.trigger.weight >= STRONG_WEIGHT);
    let harmless = disaster && !voices.iter().any(|voice| told(Kind::Combat)(&voice));
    let by = |class: ThingClass| doers >> class & 1 == 1;
    // "an exchange of fire killed"
    let by_fight = voices.iter().filter(told(Kind::Combat)).any(|voice| voice.place == Place::Subject);
    let attacks = by(FORCES)
        && voices.iter().any(|voice| {
            voice.kind == Kind::Combat && is_verb(voice) && matches!(voice.place, Place::Predicate | Place::Lead)
        });
    for voice in voices {
        let told_by_verb = is_verb(voice) && voice.place == Place::Predicate;
        match voice.kind {
            // "the flood killed": no fight. "the leak poisoned": no crime.
            Kind::Combat | Kind::Security if told_by_verb && by(NATURE) && !by_fight => voice.kind = Kind::Disaster,
            Kind::Combat if harmless && is_harm(voice) => voice.kind = Kind::Disaster,
            // "troops took the ridge": who acts is there to fight.
            Kind::Deployment if attacks && voice.place == Place::Subject => voice.kind = Kind::Combat,
            _ => {}
        }
    }
}

/// How much a trigger counts where it stands: the verb with what it takes along before its object, the object before what
/// hangs on it, who acts where the verb tells little.
fn weight_of_place(place: Place, f: &Found, tells_by_verb: bool) -> f32 {
    let strong = f.trigger.weight >= STRONG_WEIGHT;
    match place {
        // "warned", "urged", "rehearsed": what they speak of is not what happened.
        Place::Predicate | Place::Lead if strong && f.trigger.kind == Some(Kind::Statement) => 4.0,
        Place::Predicate if strong && f.trigger.kind == Some(Kind::Exercise) => 2.4,
        // "signed the surrender": a verb with what it acts on tells more than either.
        Place::Predicate if f.length > 1 || f.trigger.by.is_some() => 1.7,
        Place::Predicate => 1.3,
        Place::Lead => 1.0,
        Place::Object => 1.8,
        Place::Of => 1.0,
        Place::Subject if !tells_by_verb => 2.0,
        Place::Subject if f.trigger.part == Part::Thing => 1.0,
        Place::Subject => 0.8,
        Place::Oblique => 0.7,
        Place::Beyond => 0.6,
    }
}

fn predicate(words: &[Word], clause: &Clause, main: usize) -> Predicate {
    let mut last = main;
    loop {
        let next = last + 1;
        let leads = words.get(next).is_some_and(|word| word.lower == "to");
        let at = if leads { next + 1 } else { next };
        let Some(word) = words.get(at).filter(|_| at < clause.end) else { break };
        match word.class {
            Class::Verb(Form::Base) if leads => last = at,
            Class::Verb(Form::Ing) if !leads => last = at,
            _ => break,
        }
    }
    let auxiliary = words[clause.begin..main].iter().rev().find(|word| word.class == Class::Auxiliary);
    let be = auxiliary.is_some_and(|word| word.entry.is_be);
    Predicate { main, last, passive: be && words[main].class == Class::Verb(Form::Past) }
}

/// The classes of things that the subject of a clause belongs to, or whom a "by" names in the passive; a bit for each.
fn doers(words: &[Word], clause: &Clause, p: &Predicate, places: &[Place]) -> u64 {
    if p.passive {
        let rest = &words[p.main.min(clause.end)..clause.end];
        let ends = |word: &&Word| !matches!(word.class, Class::Preposition | Class::Mark | Class::Verb(_));
        let by = rest.iter().position(|word| word.lower == "by").map_or(rest.len(), |by| by + 1);
        return rest[by..].iter().take_while(ends).fold(0, |all, word| all | classes(word));
    }
    let subject = words[clause.begin..p.main.max(clause.begin)].iter().zip(places);
    let acts = subject.filter(|(_, place)| matches!(place, Place::Subject | Place::Of));
    acts.fold(0, |all, (word, _)| all | classes(word))
}

/// For each word, the classes of things that stand before it since the last joint: "when their truck overturned".
fn near_doers(words: &[Word]) -> Vec<u64> {
    let mut near = 0;
    let before = words.iter().map(|word| {
        let joint = matches!(word.class, Class::Opener | Class::Conjunction | Class::Mark | Class::Preposition);
        let here = near;
        near = if joint { 0 } else { near | classes(word) };
        here
    });
    before.collect()
}

/// Where each word of a range stands to the verb of its clause. The range holds the clause.
fn places(words: &[Word], clause: &Clause, predicate: Option<&Predicate>, range: Range<usize>) -> Vec<Place> {
    let mut out = Vec::with_capacity(range.len());
    let Some(p) = predicate else {
        walk(&words[range], Place::Object, &mut out);
        return out;
    };
    let first = if p.passive { Place::Object } else { Place::Subject };
    // "who", "when": what opens a clause has no verb of its own.
    let subject = clause.begin + usize::from(words[clause.begin].class == Class::Opener);
    out.resize(subject.min(p.main) - range.start, first);
    walk(&words[subject.min(p.main)..p.main], first, &mut out);
    out.resize(p.last - range.start, Place::Lead);
    out.push(Place::Predicate);
    walk(&words[p.last + 1..range.end.max(p.last + 1)], Place::Object, &mut out);
    out
}

/// Where each of some words stands, of which the first stands at `first`.
fn walk(words: &[Word], first: Place, out: &mut Vec<Place>) {
    let mut place = first;
    // "On 3 May rebels fled": what leads to a time leads to nothing else.
    let mut before_time = None;
    for (index, word) in words.iter().enumerate() {
        // "visited Chile, becoming …", "the army, retreating, …", but "ordered it to withdraw"
        let before = index.checked_sub(1).map(|i| &words[i]);
        let hangs = matches!(word.class, Class::Verb(_))
            && word.entry.say.is_none()
            && before.is_some_and(|before| match place {
                Place::Object => before.lower != "to",
                Place::Subject => before.class == Class::Mark || before.lower == "not",
                _ => false,
            });
        out.push(if hangs { Place::Beyond } else { place });
        if word.class == Class::Number
            && let Some(before) = before_time.take()
        {
            place = before;
            continue;
        }
        before_time = (word.class == Class::Preposition).then_some(place);
        place = match word.class {
            Class::Verb(_) | Class::Opener => Place::Beyond,
            Class::Mark if word.lower == "," && first != Place::Object => first,
            Class::Preposition if word.lower == "of" && place == first => Place::Of,
            Class::Preposition if place != Place::Beyond => Place::Oblique,
            _ => place,
        };
    }
}

/// The first of the greatest.
fn most(weights: &[f32]) -> usize {
    (1..weights.len()).fold(0, |most, i| if weights[i] > weights[most] { i } else { most })
}

#[cfg(test)]
mod tests {
    use crate::dating;
    use crate::event::read_events;
    use crate::lexicon::Lexicon;

    /// `expect` is the kind of each dated event.
    #[track_caller]
    fn check(text: &str, expect: &str) {
        let lexicon = Lexicon::embedded();
        let document = crate::document::read("a.txt", text.as_bytes()).expect("a document");
        let times = dating::read_times(&lexicon, &document);
        let kinds: Vec<&str> = read_events(&lexicon, &document, &times).iter().map(|event| event.kind.code()).collect();
        assert_eq!(kinds.join(" "), expect, "{text}");
    }

    #[test]
    fn what_forces_take_they_fight_for() {
        check("Peruvian troops took the ridge on 3 May 1981.", "combat");
        check("Peruvian troops arrived in Chile on 3 May 1981.", "deployment");
        check("The flood killed nine soldiers in Peru on 3 May 1981.", "disaster");
        check("Peru mourns since 3 May 1981, when a quake killed 90 people.", "disaster");
    }

    #[test]
    fn commerce_in_energy_is_energy() {
        check("Norway sold 2 mb/d at a price of $31 on 3 May 2001.", "energy");
        check("Norway sold steel at a price of $31 on 3 May 2001.", "trade");
        check("Norway pumps oil and gas. By 2001 its share was 9%.", "energy");
    }

    #[test]
    fn what_a_verb_takes_along_tells_nothing_besides_it() {
        check("Chile banned imports from Peru on 3 May 1981.", "sanctions");
        check("General Rojas of Chile signed the surrender on 3 May 1981.", "agreement");
    }

    #[test]
    fn a_figure_goes_on_with_what_was_told() {
        check("Norway lent Chile $3 billion in 2001. In 2003 it reached $5 billion.", "trade trade");
    }
}
