//! `assets/words/times.tsv` to a table that tells what a word has to do with time.
//!
//! In: a word as written. Out: its class, or nothing for most words. Knows no grammar.

use super::named::{HOLIDAYS, PERIODS};
use crate::word_map::WordMap;

/// What a word has to do with time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// 1 to 12; `short` where it is an abbreviation.
    Month {
        month: u8,
        short: bool,
    },
    /// 1 (Monday) to 7.
    Weekday {
        weekday: u8,
        short: bool,
        plural: bool,
    },
    Season {
        season: Season,
        plural: bool,
    },
    Unit {
        unit: Unit,
        plural: bool,
    },
    DayPart(DayPart),
    Cardinal(u8),
    Ordinal(u8),
    /// "the eighties"
    Decade(u8),
    Hundred,
    Thousand,
    /// A number that is not told: "several".
    Vague,
    The,
    A,
    Each,
    Place(Place),
    Part(Part),
    /// Earlier, later: seldom alone, mostly beside another word of time.
    Earlier,
    Later,
    /// "previously", "afterwards": earlier and later that stand only behind.
    Previously,
    Afterwards,
    Ago,
    Hence,
    /// Days from today: yesterday is -1.
    Today(i8),
    Tonight,
    Now,
    Reference(Reference),
    Recent,
    Soon,
    /// "at present", "the present day": by itself no time.
    Present,
    Former,
    Once,
    Future,
    Then,
    Time,
    Moment,
    Period,
    Set(Unit),
    /// "quarterly": recurring behind a verb, not before a noun.
    SetAdjective(Unit),
    Near,
    /// "first" as a machine paraphrases it.
    Primary,
    Date,
    /// The word "part".
    Share,
    Bc,
    Ad,
    Am,
    Pm,
    Zone,
    OClock,
    Local,
    Fiscal,
    /// Q1 to Q4, H1 and H2, FY2023.
    QuarterName(u8),
    HalfName(u8),
    FiscalYear(u16),
    Fy,
    Half,
    YearEnd,
    Eve,
    Old,
    Long,
    /// "about", "almost"
    About,
    /// Words of "more than", "at least", "up to", "no less than".
    More,
    Than,
    Least,
    Up,
    Only,
    Well,
    No,
    Under,
    Full,
    Another,
    Of,
    In,
    On,
    At,
    By,
    From,
    To,
    Until,
    Through,
    Since,
    Between,
    And,
    Or,
    As,
    Before,
    After,
    During,
    For,
    Per,
    Over,
    Within,
    Starting,
    Verb(Tense),
    /// The first word of a holiday, a war or an age.
    Name,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Semester,
    Year,
    Decade,
    Century,
    Millennium,
}

impl Unit {
    /// As one of it is called.
    pub(super) fn name(self) -> &'static str {
        match self {
            Unit::Second => "second",
            Unit::Minute => "minute",
            Unit::Hour => "hour",
            Unit::Day => "day",
            Unit::Weekend => "weekend",
            Unit::Week => "week",
            Unit::Fortnight => "fortnight",
            Unit::Month => "month",
            Unit::Quarter => "quarter",
            Unit::Semester => "half-year",
            Unit::Year => "year",
            Unit::Decade => "decade",
            Unit::Century => "century",
            Unit::Millennium => "millennium",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DayPart {
    Morning,
    Midday,
    Afternoon,
    Evening,
    Night,
    Midnight,
    Daytime,
}

/// Which one of several: the last, this, the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Before the document's date: "last".
    Last,
    /// "past", which is also a stretch up to now.
    Past,
    /// Before the time told: "previous".
    Previous,
    This,
    /// The one told before: "that".
    That,
    /// "these", "those"
    These,
    Same,
    /// "the latest quarter"
    Latest,
    Next,
    Coming,
    /// After the time told: "following".
    Following,
}

/// A part of a stretch of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Early,
    Mid,
    Late,
    /// "early to mid"
    EarlyToMid,
    /// "mid-to-late"
    MidToLate,
    /// "the beginning of"
    Beginning,
    /// "the middle of"
    Middle,
    /// "the end of"
    End,
    /// "the rest of"
    Rest,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reference {
    Present,
    Past,
    Future,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    Present,
    Future,
}

/// The words of time.
#[derive(Default)]
pub(crate) struct TimeWords {
    words: WordMap<Option<Word>>,
}

impl TimeWords {
    /// The list that is built into the program.
    pub(crate) fn embedded() -> TimeWords {
        let list = include_str!("../../../assets/words/times.tsv");
        let mut words: WordMap<Option<Word>> = WordMap::default();
        for line in list.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            let mut columns = line.split('\t');
            let (name, class) = (columns.next().unwrap_or(""), columns.next().unwrap_or(""));
            let word = word(class, columns.next().unwrap_or("")).expect("a class of words that is known");
            words.or_default(name).get_or_insert(word);
        }
        let names = HOLIDAYS.iter().map(|holiday| holiday.name).chain(PERIODS.iter().map(|period| period.name));
        for name in names {
            let first = name.split([' ', '-', '–', '.', '\'', '’']).next().unwrap_or(name);
            words.or_default(first).get_or_insert(Word::Name);
        }
        TimeWords { words }
    }

    /// What a word has to do with time, in any case of letters.
    pub(super) fn find(&self, name: &[u8]) -> Option<Word> {
        self.words.get(name).copied().flatten()
    }
}

fn word(class: &str, value: &str) -> Option<Word> {
    let number = || value.parse::<u8>().ok();
    Some(match class {
        "month" => Word::Month { month: number()?, short: false },
        "month-short" => Word::Month { month: number()?, short: true },
        "weekday" => Word::Weekday { weekday: number()?, short: false, plural: false },
        "weekday-short" => Word::Weekday { weekday: number()?, short: true, plural: false },
        "weekdays" => Word::Weekday { weekday: number()?, short: false, plural: true },
        "season" => Word::Season { season: season(value)?, plural: false },
        "seasons" => Word::Season { season: season(value)?, plural: true },
        "unit" => Word::Unit { unit: unit(value)?, plural: false },
        "units" => Word::Unit { unit: unit(value)?, plural: true },
        "day-part" => Word::DayPart(day_part(value)?),
        "cardinal" => Word::Cardinal(number()?),
        "ordinal" => Word::Ordinal(number()?),
        "decade-word" => Word::Decade(number()?),
        "hundred" => Word::Hundred,
        "thousand" => Word::Thousand,
        "vague" => Word::Vague,
        "the" => Word::The,
        "a" => Word::A,
        "each" => Word::Each,
        "place" => Word::Place(place(value)?),
        "part" => Word::Part(part(value)?),
        "earlier" => Word::Earlier,
        "later" => Word::Later,
        "previously" => Word::Previously,
        "afterwards" => Word::Afterwards,
        "ago" => Word::Ago,
        "hence" => Word::Hence,
        "today" => Word::Today(value.parse().ok()?),
        "tonight" => Word::Tonight,
        "now" => Word::Now,
        "reference" => Word::Reference(match value {
            "present" => Reference::Present,
            "past" => Reference::Past,
            "future" => Reference::Future,
            _ => return None,
        }),
        "recent" => Word::Recent,
        "soon" => Word::Soon,
        "present" => Word::Present,
        "former" => Word::Former,
        "once" => Word::Once,
        "future" => Word::Future,
        "then" => Word::Then,
        "time" => Word::Time,
        "moment" => Word::Moment,
        "period" => Word::Period,
        "set" => Word::Set(unit(value)?),
        "set-adjective" => Word::SetAdjective(unit(value)?),
        "near" => Word::Near,
        "primary" => Word::Primary,
        "date" => Word::Date,
        "part-word" => Word::Share,
        "bc" => Word::Bc,
        "ad" => Word::Ad,
        "am" => Word::Am,
        "pm" => Word::Pm,
        "zone" => Word::Zone,
        "o-clock" => Word::OClock,
        "local" => Word::Local,
        "fiscal" => Word::Fiscal,
        "fy" => Word::Fy,
        "half" => Word::Half,
        "year-end" => Word::YearEnd,
        "eve" => Word::Eve,
        "old" => Word::Old,
        "long" => Word::Long,
        "about" => Word::About,
        "more" => Word::More,
        "than" => Word::Than,
        "least" => Word::Least,
        "up" => Word::Up,
        "only" => Word::Only,
        "well" => Word::Well,
        "no" => Word::No,
        "under" => Word::Under,
        "full" => Word::Full,
        "another" => Word::Another,
        "of" => Word::Of,
        "in" => Word::In,
        "on" => Word::On,
        "at" => Word::At,
        "by" => Word::By,
        "from" => Word::From,
        "to" => Word::To,
        "until" => Word::Until,
        "through" => Word::Through,
        "since" => Word::Since,
        "between" => Word::Between,
        "and" => Word::And,
        "or" => Word::Or,
        "as" => Word::As,
        "before" => Word::Before,
        "after" => Word::After,
        "during" => Word::During,
        "for" => Word::For,
        "per" => Word::Per,
        "over" => Word::Over,
        "within" => Word::Within,
        "starting" => Word::Starting,
        "verb" => Word::Verb(match value {
            "past" => Tense::Past,
            "present" => Tense::Present,
            "future" => Tense::Future,
            _ => return None,
        }),
        _ => return None,
    })
}

fn season(name: &str) -> Option<Season> {
    Some(match name {
        "spring" => Season::Spring,
        "summer" => Season::Summer,
        "autumn" => Season::Autumn,
        "winter" => Season::Winter,
        _ => return None,
    })
}

fn unit(name: &str) -> Option<Unit> {
    Some(match name {
        "second" => Unit::Second,
        "minute" => Unit::Minute,
        "hour" => Unit::Hour,
        "day" => Unit::Day,
        "weekend" => Unit::Weekend,
        "week" => Unit::Week,
        "fortnight" => Unit::Fortnight,
        "month" => Unit::Month,
        "quarter" => Unit::Quarter,
        "semester" => Unit::Semester,
        "year" => Unit::Year,
        "decade" => Unit::Decade,
        "century" => Unit::Century,
        "millennium" => Unit::Millennium,
        _ => return None,
    })
}

fn day_part(name: &str) -> Option<DayPart> {
    Some(match name {
        "morning" => DayPart::Morning,
        "midday" => DayPart::Midday,
        "afternoon" => DayPart::Afternoon,
        "evening" => DayPart::Evening,
        "night" => DayPart::Night,
        "midnight" => DayPart::Midnight,
        "daytime" => DayPart::Daytime,
        _ => return None,
    })
}

fn place(name: &str) -> Option<Place> {
    Some(match name {
        "last" => Place::Last,
        "past" => Place::Past,
        "previous" => Place::Previous,
        "this" => Place::This,
        "that" => Place::That,
        "these" => Place::These,
        "same" => Place::Same,
        "latest" => Place::Latest,
        "next" => Place::Next,
        "coming" => Place::Coming,
        "following" => Place::Following,
        _ => return None,
    })
}

fn part(name: &str) -> Option<Part> {
    Some(match name {
        "early" => Part::Early,
        "mid" => Part::Mid,
        "late" => Part::Late,
        "beginning" => Part::Beginning,
        "middle" => Part::Middle,
        "end" => Part::End,
        "rest" => Part::Rest,
        _ => return None,
    })
}
