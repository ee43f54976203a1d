//! A sentence to the countries, organisations and people in it, each where it stands.

mod context;
mod fold;
mod gazetteer;
mod own_names;
mod people;
mod word;

pub use fold::fold_name;
pub use gazetteer::Gazetteer;
pub use own_names::GazetteerError;

use crate::lexicon::Lexicon;
use crate::text::Span;
use gazetteer::Framing;
use people::Introduced;
use serde::{Deserialize, Serialize};
use std::fmt;

/// An ISO 3166-1 alpha-2 code: `RU`. What is gone since 1945 has its successor's code (the Soviet Union is `RU`).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country([u8; 2]);

/// A name in the text that stands for a country or an organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Where the name stands.
    pub span: Span,
    /// Who it stands for.
    pub actor: Actor,
    /// What the name is.
    pub form: Form,
}

/// Who takes part.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Actor {
    /// A country or, by what belongs to it, its government, forces, firms, people.
    Country(Country),
    /// An organisation of several countries, by its short name: "NATO".
    Organization(String),
}

/// What a name is, which decides the part that its country can play.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// "Russia", "the United States".
    Name,
    /// "Russian", "Chinese".
    Adjective,
    /// "Russians", "the Dutch".
    People,
    /// A capital or seat used for a government or a place: "Moscow", "the Kremlin".
    Seat,
    /// A head of state or government or a minister: "Putin".
    Leader,
    /// A ministry, force, parliament, firm, medium: "Pentagon", "Gazprom", "RIA".
    Institution,
    /// A region, city, river, base: "Kursk", "Crimea".
    Place,
    /// A newspaper, agency, broadcaster: it says, and does not take part. "Xinhua", "Tehran Times".
    Medium,
    /// An armed group or movement that is no state, and the country it is at home in: "Hezbollah".
    Group,
    /// An organisation of several countries.
    Organization,
}

/// Every country and organisation named in a span of the text, in the order of the text, no two names overlapping.
///
/// A name that stands for several (the two Koreas, an armed group and its country) gives a mention for each, with one span.
/// Short names of leaders are understood where the span also tells the full one, so a document is best read at once,
/// or where they were in office in its `year` and their country is named.
pub fn read_actors(lexicon: &Lexicon, text: &str, span: Span, year: Option<i32>) -> Vec<Mention> {
    let gazetteer = &lexicon.gazetteer;
    let mut mentions: Vec<Mention> = Vec::new();
    let mut introduced = Introduced::default();
    let mut at = span.start;
    while at < span.end {
        let first = text.as_bytes()[at];
        if first.is_ascii() && !first.is_ascii_alphanumeric() {
            at += 1;
            continue;
        }
        let length = word::word_length(&text[at..span.end]);
        if length == 0 {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
            continue;
        }
        // "the North" is none in "the North Korean", "the North Sea".
        let goes_on = |end: usize| {
            let after = text[end..].strip_prefix(' ').and_then(|after| after.chars().next());
            text[at..].starts_with("the ") && after.is_some_and(char::is_uppercase)
        };
        let found = gazetteer.name_at(text, at..at + length);
        let found = found.filter(|found| found.end <= span.end && !goes_on(found.end));
        let Some(found) = found else {
            at += length;
            continue;
        };
        let (mut end, mut form) = (found.end, found.entry.form);
        match gazetteer.framing(text, at, end) {
            Framing::Bare => {}
            Framing::Medium(to) => (end, form) = (to, Form::Medium),
            Framing::Swallowed(to) => {
                let by_what_stands_before = to == end && matches!(form, Form::Name | Form::Leader);
                if by_what_stands_before || matches!(form, Form::Seat | Form::Place) {
                    at = to;
                    continue;
                }
            }
        }
        // "a French-made missile": who made a thing takes no part by that.
        if MAKES.iter().any(|makes| text[end..span.end].starts_with(makes)) {
            at = end;
            continue;
        }
        let shared = found.entry.common && mentions.last().is_some_and(|last| belongs_to(text, last, at));
        let single_word = !text[at..end].contains(' ');
        let surname = single_word && form != Form::Adjective && people::after_given_name(gazetteer, text, at);
        let ethnic = matches!(form, Form::Adjective | Form::People) && people::after_word(text, at, "ethnic");
        let foreign = found.entry.common && speaks_of_others(&found.entry.actors, &mentions, at);
        if shared || foreign || ethnic || (surname && form != Form::Leader) {
            at = end;
            continue;
        }
        if found.entry.implied {
            match implied(&found.entry.actors, &mentions, at) {
                Some(actor) => mentions.push(Mention { span: at..end, actor, form }),
                // What stands within the words may be a name: "the Gulf state".
                None => end = at + length,
            }
            at = end;
            continue;
        }
        let actors = gazetteer.meaning(&found, text, at);
        if let Some(short) = &found.entry.short {
            introduced.add(gazetteer, short, actors);
        }
        for actor in actors {
            let mention = Mention { span: at..end, actor: actor.clone(), form };
            if matches!(form, Form::Name | Form::Adjective) {
                introduced.add_titled(gazetteer, text, &mention);
            }
            mentions.push(mention);
        }
        at = end;
    }
    if let Some(year) = year {
        introduced.add_in_office(gazetteer, year, &mentions);
    }
    let short = introduced.mentions(gazetteer, text, span, &mentions);
    mentions.extend(short);
    mentions.sort_by_key(|mention| mention.span.start);
    mentions
}

/// Words behind a country's name that tell where a thing or a person comes from.
const MAKES: &[&str] =
    &["-made", "-built", "-designed", "-manufactured", "-born", "-language", "-speaking", "-educated"];

/// So many bytes may lie between a country's name and the words that mean it.
const IMPLIED_WITHIN: usize = 1200;

/// The country that words at a byte mean: of those that they may mean, the one named last.
fn implied(may_mean: &[Actor], mentions: &[Mention], at: usize) -> Option<Actor> {
    let near = mentions.iter().rev().take_while(|mention| mention.span.end + IMPLIED_WITHIN > at);
    near.map(|mention| &mention.actor).find(|actor| may_mean.contains(actor)).cloned()
}

/// Whether the text before a byte is about other countries than that of a common name: "the Defence Ministry" of a text about India.
fn speaks_of_others(owners: &[Actor], mentions: &[Mention], at: usize) -> bool {
    let near = || mentions.iter().rev().take_while(|mention| mention.span.end + IMPLIED_WITHIN > at);
    let of_countries = near().filter(|mention| matches!(mention.actor, Actor::Country(_)));
    of_countries.take(3).count() == 3 && !near().any(|mention| owners.contains(&mention.actor))
}

/// Whether what begins at a byte belongs to the one who is named right before: "South Korea's Defense Department".
fn belongs_to(text: &str, owner: &Mention, begin: usize) -> bool {
    let between = text.get(owner.span.end..begin).unwrap_or("-");
    matches!(between, " " | "'s " | "’s " | "' " | "’ " | "\n") && matches!(owner.actor, Actor::Country(_))
}

impl Country {
    /// The country of a two-letter code in capitals; none where it is not two capitals.
    pub fn from_code(code: &str) -> Option<Country> {
        match code.as_bytes() {
            [a, b] if a.is_ascii_uppercase() && b.is_ascii_uppercase() => Some(Country([*a, *b])),
            _ => None,
        }
    }

    /// The two letters.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("??")
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Serialize for Country {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Country {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Country, D::Error> {
        let code = String::deserialize(deserializer)?;
        Country::from_code(&code).ok_or_else(|| serde::de::Error::custom(format!("\"{code}\" is not a country code")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::LazyLock;

    static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::embedded);

    /// `expect` is every mention as `code:words` or `organisation:words`, parted by "; ".
    #[track_caller]
    fn check(text: &str, expect: &str) {
        check_in(None, text, expect);
    }

    #[track_caller]
    fn check_in(year: Option<i32>, text: &str, expect: &str) {
        let found = read_actors(&LEXICON, text, 0..text.len(), year);
        let shown: Vec<String> = found
            .iter()
            .map(|mention| {
                let who = match &mention.actor {
                    Actor::Country(country) => country.code().to_owned(),
                    Actor::Organization(name) => name.clone(),
                };
                format!("{who}:{}", &text[mention.span.clone()])
            })
            .collect();
        assert_eq!(shown.join("; "), expect, "in: {text}");
    }

    #[test]
    fn names_adjectives_and_seats() {
        check("North Korean envoys left Moscow.", "KP:North Korean; RU:Moscow");
        check("Russia’s oil and the U.S.-led coalition", "RU:Russia; US:U.S.");
        check("Sino-Soviet quarrels", "CN:Sino-; RU:Soviet");
        check("the Democratic People's\nRepublic of Korea", "KP:Democratic People's\nRepublic of Korea");
        check("Democratic People’s Republic of Korea", "KP:Democratic People’s Republic of Korea");
        check("São Tomé, Sao Tome, CÔTE D'IVOIRE", "ST:São Tomé; ST:Sao Tome; CI:CÔTE D'IVOIRE");
        check("The White Home said", "US:White Home");
        check("NORTH KOREA AND CHINA", "KP:NORTH KOREA; CN:CHINA");
    }

    #[test]
    fn letters_that_only_look_like_names() {
        check("It told us of turkey, china ware, a chad and polish.", "");
        check("Nigerian, not Niger", "NG:Nigerian; NE:Niger");
        check("Omanite Romania", "RO:Romania");
    }

    #[test]
    fn context_decides() {
        check("Voters in Georgia, where Atlanta lies", "US:Georgia; US:Atlanta");
        check("Georgia and Armenia agreed", "GE:Georgia; AM:Armenia");
        check("Michael Jordan flew to Jordan", "JO:Jordan");
        check("the capital of Congo, Brazzaville", "CG:Congo; CG:Brazzaville");
        check("on the Korean Peninsula", "KP:Korean Peninsula; KR:Korean Peninsula");
    }

    #[test]
    fn phrases_without_a_country() {
        check("Under the Paris Agreement and the Minsk agreements", "");
        check("a Moscow Mule by the South China Sea in Latin America", "");
        check("veterans of the Korean War", "");
        check("said the Tehran Times", "IR:Tehran Times");
        check("a French-made missile, a Peruvian-born poet, a Russian-led force", "RU:Russian");
        check("the US Geological Survey measured it near Peru", "US:US Geological Survey; PE:Peru");
        check("in Austin, Tex., Avon, Conn., and Buffalo, N.Y.", "US:Austin; US:Tex.; US:Conn.; US:N.Y.");
        check("the USS Missouri, the HMS Nigeria, the University of Georgia", "US:USS; GB:HMS");
    }

    #[test]
    fn organizations_and_groups() {
        check("NATO and the U.N. Security Council", "NATO:NATO; UN Security Council:U.N. Security Council");
        check("NATO chief Mark Rutte spoke", "NATO:NATO; NATO:Mark Rutte");
        check("Dutch premier Mark Rutte spoke", "NL:Dutch; NL:Mark Rutte");
        check("Hezbollah fired", "Hezbollah:Hezbollah; LB:Hezbollah");
    }

    #[test]
    fn people_are_known_by_their_names() {
        check("Putin met Kim Jong Un. Kim smiled.", "RU:Putin; KP:Kim Jong Un; KP:Kim");
        check("Kim Philby and Jack London", "");
        check("Austrian energy minister Anna Huber spoke. Huber left.", "AT:Austrian; AT:Huber");
        check("ethnic Albanians in Serbia", "RS:Serbia");
        check(
            "Peruvian Prime Minister Carla Soto Monday resigned; Soto on Tuesday left",
            "PE:Peruvian; PE:Soto; PE:Soto",
        );
        check("Bashar al-Assad fled; Assad is gone", "SY:Bashar al-Assad; SY:Assad");
    }

    #[test]
    fn the_year_tells_who_is_in_office() {
        check_in(
            Some(1998),
            "Clinton flew from the United States to Moscow.",
            "US:Clinton; US:United States; RU:Moscow",
        );
        check_in(Some(2018), "In North Korea, Kim smiled.", "KP:North Korea; KP:Kim");
        check_in(Some(2000), "In South Korea, Kim smiled.", "KR:South Korea; KR:Kim");
        check_in(Some(2014), "South Korea said that Park would go.", "KR:South Korea; KR:Park");
        check_in(Some(2002), "Secretary Powell left America, but a Powell stayed.", "US:Powell; US:America");
        check_in(Some(1979), "In Britain, Schmidt of West Germany", "GB:Britain; DE:Schmidt; DE:West Germany");
        check_in(Some(2015), "In Canada, Harper lost.", "CA:Canada; CA:Harper");
        check_in(Some(2019), "China sent Li.", "CN:China; CN:Li");
        check_in(Some(1998), "Clinton, a boy, and Kim, a dog", "");
        check_in(Some(2018), "Kim Clijsters played in South Korea.", "KR:South Korea");
    }

    #[test]
    fn institutions_and_their_owners() {
        check("the State Department and Gazprom", "US:State Department; RU:Gazprom");
        check("South Korea's Defense Department", "KR:South Korea");
        check("the Defense Department", "US:Defense Department");
        check("Peru and Chile met in Lima. The Senate agreed.", "PE:Peru; CL:Chile; PE:Lima");
        check("Xinhua said", "CN:Xinhua");
        check("Rep. Ann Lee and the Philippine Sen. Cruz", "US:Rep.; PH:Philippine");
    }

    #[test]
    fn places() {
        check("from Kursk to St. Petersburg and Lima", "RU:Kursk; RU:St. Petersburg; PE:Lima");
        check("North Korea fired; the North’s army and the North Pole", "KP:North Korea; KP:the North");
        check("across the Baltic states", "EE:Baltic states; LV:Baltic states; LT:Baltic states");
    }

    #[test]
    fn some_words_mean_a_country_named_before() {
        check("Cuba and Spain met; the island paid.", "CU:Cuba; ES:Spain; CU:the island");
        check("Ghana’s army left. The West African nation voted.", "GH:Ghana; GH:The West African nation");
        check("Peru and the kingdom next door; the Gulf state", "PE:Peru");
        check("Jordan and Iraq spoke; the kingdom agreed.", "JO:Jordan; IQ:Iraq; JO:the kingdom");
        check("the two Koreas", "KP:two Koreas; KR:two Koreas");
    }

    #[test]
    fn countries_have_names_and_order() {
        let lexicon = &LEXICON;
        let countries: Vec<Country> = lexicon.countries().collect();
        assert_eq!(countries.len(), 250);
        assert!(countries.is_sorted());
        let korea = Country::from_code("KR").expect("a code");
        assert_eq!(lexicon.country_name(&korea), "South Korea");
    }

    #[test]
    fn any_text_is_read() {
        for text in [
            "",
            "\u{feff}",
            "ÉlyséeÉ",
            "U.S.U.S",
            "🇷🇺Россия Russia",
            "San San San",
            "N’",
            "the\n\n\u{a0}Kremlin\u{301}",
        ] {
            read_actors(&LEXICON, text, 0..text.len(), Some(1998));
        }
    }
}
