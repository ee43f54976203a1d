//! A timeline to the pages that show it: how its time is cut and its lanes are parted so that every title can be read.
//!
//! In: lanes and what pages look like. Out: pages with their scenes. Rows get lower before pages split; time is cut
//! before lanes are parted, at beginnings of years, months or days near which as much stands before as after; and on
//! all pages of the same lanes each lane stands in the same place.

use super::furniture;
use super::key::Key;
use super::slide::{self, Laid, Sheet, Slide};
use super::{Page, PageSource, notes};
use crate::picture::axis::{Stretch, calendar_day, day_number, month_after};
use crate::picture::content::{Content, Tail};
use crate::picture::scene::Rect;
use chrono::{Datelike, NaiveDate};
use dateline_model::timeline::{Lane, Timeline};
use std::collections::BTreeSet;

/// How a timeline is cut into pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Split {
    /// Into as few pages as show every title, or where that were too many, into one.
    #[default]
    Auto,
    /// Not at all: what has no room is counted in chips, and the emptiest lanes are left out.
    None,
    /// Into so many stretches of time, in which about as much stands.
    Parts(usize),
    /// A page for each decade, year, quarter or month in which anything stands.
    Each(Unit),
}

/// A unit of time that a page shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Unit {
    /// Ten years.
    Decade,
    /// January to December.
    Year,
    /// Three months.
    Quarter,
    /// A month.
    Month,
}

/// More pages than this are never made of one timeline.
pub const PAGES_MAX: usize = 200;
/// More pages than this are not chosen by the program itself.
const AUTO_MAX: usize = 48;
/// Nor are lanes parted into more blocks.
const BLOCKS_MAX: usize = 12;
/// So many titles fit on a page at best: a timeline of more than that for each page is shown as a whole.
const TITLES: usize = 60;
/// Heights of rows that are tried in turn.
const ROWS: [f32; 5] = [42.0, 38.0, 35.0, 31.0, ROW_LEAST];
/// The lowest row in which titles can be read.
const ROW_LEAST: f32 = 28.0;
/// Rows that a lane grows to.
const MAX_ROWS: usize = 12;
/// What is tried on a single page where no height lets all lanes fit: fewer rows, with chips for the rest.
const FEWER_ROWS: [usize; 6] = [8, 7, 6, 5, 4, 3];
/// What is tried where that does not help either: the fullest lanes, not too low.
const CROWDED: (f32, usize) = (28.0, 4);
/// How far from where as much stands before as after a cut may lie, in shares of what a page shows.
const SLACK: f64 = 0.3;

/// What pages are planned from.
struct Planner<'a> {
    timeline: &'a Timeline,
    slide: &'a Slide<'a>,
    numbers: &'a [usize],
    /// The days that are asked for.
    within: Option<Stretch>,
    /// Of a page, for lanes.
    room: Rect,
}

/// Lanes that stand on pages of their own.
struct Block {
    lanes: Vec<Lane>,
    /// All of them, whatever the page.
    content: Content,
    /// The days that are shown.
    shown: Stretch,
}

/// The pages of a block: its lanes over stretches of time, each laid out.
struct Group {
    lanes: Vec<Lane>,
    laid: Vec<Laid>,
}

/// The pages that show lanes of a timeline, within some days or all of them.
pub fn pages(timeline: &Timeline, lanes: &[Lane], slide: &Slide, within: Option<Stretch>, split: Split) -> Vec<Page> {
    let numbers = source_numbers(timeline, lanes);
    let key = Key::new(timeline, lanes, slide.tracks, slide.size.0 - 2.0 * slide::MARGIN, slide.text);
    let cited = numbers.len();
    let grid = slide.grid(&key, cited);
    let planner = Planner { timeline, slide, numbers: &numbers, within, room: grid.room };
    let groups = planner.plan(lanes, split);
    let count: usize = groups.iter().map(|group| group.laid.len()).sum();
    let is_cut = |laid: &Laid| furniture::list_is_cut(timeline, &numbers, &laid.content);
    let lists = if slide.furniture.sources && groups.iter().flat_map(|group| &group.laid).any(is_cut) {
        furniture::source_pages(timeline, &numbers, slide)
    } else {
        Vec::new()
    };
    let sources: Vec<PageSource> = numbers
        .iter()
        .enumerate()
        .map(|(place, &document)| PageSource { number: place + 1, url: timeline.documents[document].url.clone() })
        .collect();
    let all = count + lists.len();
    let mut pages = Vec::with_capacity(all);
    for group in groups {
        for laid in group.laid {
            let place = (pages.len() + 1, all);
            let sheet = Sheet { all_lanes: lanes.len(), place };
            let scene = slide::scene(timeline, slide, &sheet, &laid, &numbers, &key, cited);
            let period = furniture::period_line(timeline, &sheet, &laid);
            let title = if count > 1 { format!("{}: {period}", slide.title) } else { slide.title.to_owned() };
            let note = notes::note(timeline, &laid.content, &numbers);
            pages.push(Page { title, scene, note, sources: sources.clone(), untitled: laid.hidden() });
        }
    }
    for scene in lists {
        pages.push(Page {
            title: "Sources".to_owned(),
            scene,
            note: String::new(),
            sources: sources.clone(),
            untitled: 0,
        });
    }
    pages
}

/// The documents that the events of the lanes come from, rising. A document's number is its place here.
fn source_numbers(timeline: &Timeline, lanes: &[Lane]) -> Vec<usize> {
    let events: BTreeSet<usize> = lanes.iter().flat_map(|lane| lane.events.iter().copied()).collect();
    notes::documents(timeline, &Vec::from_iter(events))
}

impl Planner<'_> {
    fn plan(&self, lanes: &[Lane], split: Split) -> Vec<Group> {
        let whole = self.block(lanes.to_vec());
        let groups = match split {
            Split::None => return vec![self.single(&whole)],
            Split::Auto => match self.auto(&whole) {
                Some(groups) => groups,
                None => return vec![self.single(&whole)],
            },
            Split::Parts(parts) => self.over(whole, |block| self.cut(block, parts.clamp(1, PAGES_MAX))),
            Split::Each(unit) => self.over(whole, |block| block.units(unit)),
        };
        groups.into_iter().map(|group| self.raised(group)).collect()
    }

    fn block(&self, lanes: Vec<Lane>) -> Block {
        let content = Content::new(self.timeline, &lanes, Tail::SourceCount);
        let shown = self.within.map_or(content.extent, |within| meet(content.extent, within).unwrap_or(within));
        Block { lanes, content, shown }
    }

    /// As few pages as show every title; none where they were too many.
    fn auto(&self, whole: &Block) -> Option<Vec<Group>> {
        if whole.content.count() > AUTO_MAX * TITLES {
            return None;
        }
        let once = self.group(whole, &[whole.shown], ROW_LEAST);
        let heights: Vec<f32> = once.laid.first()?.layout.lanes.iter().map(|lane| lane.height).collect();
        let mut best: Option<(usize, usize, Vec<Group>)> = None;
        for blocks in 1..=whole.lanes.len().clamp(1, BLOCKS_MAX) {
            let least = best.as_ref().map_or(AUTO_MAX, |(_, pages, _)| *pages);
            if blocks > least {
                break;
            }
            let parts = part(&whole.lanes, &heights, blocks);
            let mut groups: Vec<Group> = Vec::new();
            for lanes in parts {
                let most = least.saturating_sub(pages_of(&groups)).max(1);
                groups.extend(self.fewest(&self.block(lanes), most));
            }
            let (pages, hidden) = (pages_of(&groups), groups.iter().map(Group::hidden).sum());
            let fits = groups.iter().all(|group| group.height() <= self.room.height);
            if fits && best.as_ref().is_none_or(|(known, most, _)| (hidden, pages) < (*known, *most)) {
                best = Some((hidden, pages, groups));
            }
        }
        best.map(|(_, _, groups)| groups)
    }

    /// The fewest pages, up to so many, on which lanes show every title; else those that show most.
    fn fewest(&self, block: &Block, most: usize) -> Option<Group> {
        let mut best: Option<(bool, usize, Group)> = None;
        let mut before = 0;
        for wanted in 1..=most {
            let stretches = self.cut(block, wanted);
            if stretches.len() <= before {
                continue;
            }
            before = stretches.len();
            let group = self.group(block, &stretches, ROW_LEAST);
            let (is_high, hidden) = (group.height() > self.room.height, group.hidden());
            if best.as_ref().is_none_or(|(high, known, _)| (is_high, hidden) < (*high, *known)) {
                best = Some((is_high, hidden, group));
            }
            if !is_high && hidden == 0 {
                break;
            }
        }
        best.map(|(_, _, group)| group)
    }

    /// Lanes over stretches that are asked for, in as few blocks as fit.
    fn over(&self, whole: Block, stretches: impl Fn(&Block) -> Vec<Stretch>) -> Vec<Group> {
        let group = self.group(&whole, &stretches(&whole), ROW_LEAST);
        let height = group.height();
        if height <= self.room.height {
            return vec![group];
        }
        let heights: Vec<f32> = match group.laid.first() {
            Some(laid) => laid.layout.lanes.iter().map(|lane| lane.height).collect(),
            None => return vec![group],
        };
        let mut blocks = (height / self.room.height).ceil().max(2.0) as usize;
        loop {
            let parts = part(&whole.lanes, &heights, blocks).into_iter().map(|lanes| self.block(lanes));
            let groups: Vec<Group> = parts.map(|block| self.group(&block, &stretches(&block), ROW_LEAST)).collect();
            if groups.iter().all(|group| group.height() <= self.room.height) || blocks >= whole.lanes.len() {
                return groups;
            }
            blocks += 1;
        }
    }

    /// The same pages in rows as high as fit and hide no more.
    fn raised(&self, group: Group) -> Group {
        let block = self.block(group.lanes.clone());
        let stretches: Vec<Stretch> = group.laid.iter().map(|laid| laid.content.extent).collect();
        let hidden = group.hidden();
        let fits = |other: &Group| other.height() <= self.room.height && other.hidden() <= hidden;
        let mut tried = ROWS.into_iter().filter(|row| *row > ROW_LEAST);
        let higher = tried.find_map(|row| Some(self.group(&block, &stretches, row)).filter(&fits));
        let best = higher.unwrap_or(group);
        // What is left over makes rows higher still, unless larger labels then need more of them.
        let row = best.laid.first().map_or(ROW_LEAST, |laid| laid.sizes.row);
        let most = (row * self.room.height / best.height().max(1.0)).min(ROWS[0]).floor();
        if most <= row {
            return best;
        }
        Some(self.group(&block, &stretches, most)).filter(fits).unwrap_or(best)
    }

    /// Lanes over some stretches, each lane as high on all pages as on the one where it needs most.
    fn group(&self, block: &Block, stretches: &[Stretch], row: f32) -> Group {
        let lanes = &block.lanes;
        let lay = |&stretch: &Stretch| {
            let within = slide::lanes_within(self.timeline, &block.content, lanes, stretch);
            self.slide.lay(self.timeline, &within, Some(stretch), self.numbers, (row, MAX_ROWS), self.room)
        };
        let mut laid: Vec<Laid> = stretches.iter().map(lay).collect();
        let height = |lane: usize| laid.iter().map(|laid| laid.layout.lanes[lane].height).fold(0.0, f32::max);
        let heights: Vec<f32> = (0..lanes.len()).map(height).collect();
        laid.iter_mut().for_each(|laid| laid.layout.set_heights(&heights));
        Group { lanes: lanes.clone(), laid }
    }

    /// All of it on one page: the largest rows in which all lanes fit, else the fullest lanes that do.
    fn single(&self, whole: &Block) -> Group {
        let room = self.room;
        let lay = |lanes: &[Lane], rows: (f32, usize)| {
            let within = slide::lanes_within(self.timeline, &whole.content, lanes, whole.shown);
            self.slide.lay(self.timeline, &within, Some(whole.shown), self.numbers, rows, room)
        };
        let largest = |lanes: &[Lane]| {
            let heights = ROWS.into_iter().map(|row| (row, MAX_ROWS));
            let mut tried = heights.chain(FEWER_ROWS.map(|rows| (ROW_LEAST, rows)));
            let fitted =
                tried.find_map(|rows| Some(lay(lanes, rows)).filter(|laid| laid.layout.height <= room.height))?;
            let row = fitted.sizes.row * room.height / fitted.layout.height.max(1.0);
            let higher = lay(lanes, (row.min(ROWS[0]).floor(), fitted.sizes.max_rows));
            Some(if higher.layout.height <= room.height { higher } else { fitted })
        };
        if let Some(laid) = largest(&whole.lanes) {
            return Group { lanes: whole.lanes.clone(), laid: vec![laid] };
        }
        let all = lay(&whole.lanes, CROWDED);
        let fitting = all.layout.lanes.iter().take_while(|lane| lane.top + lane.height <= room.height).count();
        // Events of lanes that are left out are named in others, which may then need more rows, or fewer for want of
        // events in between: a few more lanes are tried than fitted beside all others.
        let mut shown = (fitting + 3).clamp(1, whole.lanes.len().max(1));
        loop {
            let some = whole.lanes.get(..shown).unwrap_or(&whole.lanes);
            let laid = lay(some, CROWDED);
            if laid.layout.height <= room.height || shown <= 1 {
                // What is left over gives rows.
                return Group { lanes: some.to_vec(), laid: vec![largest(some).unwrap_or(laid)] };
            }
            shown -= 1;
        }
    }

    /// So many stretches in which about as much stands, without what is empty at their ends.
    fn cut(&self, block: &Block, count: usize) -> Vec<Stretch> {
        let (index, shown) = (&block.content.all, block.shown);
        let (first, end) = (index.rank(shown.from), index.rank(shown.until));
        let share = (end - first) as f64 / count as f64;
        let mut cuts = vec![shown.from];
        for nth in 1..count {
            let wanted = first as f64 + share * nth as f64;
            let Some(rank) = Some(wanted as usize).filter(|rank| *rank < end) else { break };
            let near = |day: f64| (index.rank(day) as f64 - wanted).abs() <= share * SLACK;
            let day = nearest_begin(index.at(rank), near);
            if cuts.last().is_some_and(|last| day > *last) && day < shown.until {
                cuts.push(day);
            }
        }
        cuts.push(shown.until);
        cuts.windows(2).filter_map(|pair| self.tightened(block, Stretch { from: pair[0], until: pair[1] })).collect()
    }

    /// What of a stretch is not empty at its ends, in whole years, months or days; none where nothing stands in it.
    fn tightened(&self, block: &Block, stretch: Stretch) -> Option<Stretch> {
        let within = slide::lanes_within(self.timeline, &block.content, &block.lanes, stretch);
        let content = Content::new(self.timeline, &within, Tail::SourceCount);
        if content.count() == 0 {
            return (stretch == block.shown).then_some(stretch);
        }
        meet(content.extent, stretch)
    }
}

impl Block {
    /// A stretch for each unit in which anything stands.
    fn units(&self, unit: Unit) -> Vec<Stretch> {
        let index = &self.content.all;
        let mut stretches = Vec::new();
        let (mut rank, end) = (index.rank(self.shown.from), index.rank(self.shown.until));
        while rank < end && stretches.len() < PAGES_MAX {
            let stretch = unit.holding(calendar_day(index.at(rank)));
            stretches.push(stretch);
            rank = index.rank(stretch.until).max(rank + 1);
        }
        stretches
    }
}

fn pages_of(groups: &[Group]) -> usize {
    groups.iter().map(|group| group.laid.len()).sum()
}

impl Group {
    fn height(&self) -> f32 {
        self.laid.iter().map(|laid| laid.layout.height).fold(0.0, f32::max)
    }

    fn hidden(&self) -> usize {
        self.laid.iter().map(Laid::hidden).sum()
    }
}

impl Unit {
    /// The unit that holds a day.
    fn holding(self, day: NaiveDate) -> Stretch {
        let begin = |year: i32, month: u32| NaiveDate::from_ymd_opt(year, month, 1).map_or(f64::MAX, day_number);
        let year = day.year();
        let (from, until) = match self {
            Unit::Decade => (begin(year.div_euclid(10) * 10, 1), begin(year.div_euclid(10) * 10 + 10, 1)),
            Unit::Year => (begin(year, 1), begin(year + 1, 1)),
            Unit::Quarter => {
                let month = day.month0() / 3 * 3 + 1;
                (begin(year, month), if month > 9 { begin(year + 1, 1) } else { begin(year, month + 3) })
            }
            Unit::Month => (begin(year, day.month()), month_after(day).map_or(f64::MAX, day_number)),
        };
        Stretch { from, until }
    }
}

/// What two stretches have in common.
fn meet(a: Stretch, b: Stretch) -> Option<Stretch> {
    let stretch = Stretch { from: a.from.max(b.from), until: a.until.min(b.until) };
    (stretch.from < stretch.until).then_some(stretch)
}

/// The beginning of a year, month or day that is near to one; the largest unit that has one.
fn nearest_begin(day: f64, near: impl Fn(f64) -> bool) -> f64 {
    let date = calendar_day(day);
    let unit = |stretch: Stretch| {
        let ends = [stretch.from, stretch.until];
        let mut fitting: Vec<f64> = ends.into_iter().filter(|end| end.is_finite() && near(*end)).collect();
        fitting.sort_by(|a, b| (a - day).abs().total_cmp(&(b - day).abs()));
        fitting.first().copied()
    };
    let units = [Unit::Decade, Unit::Year, Unit::Month].into_iter();
    units.filter_map(|one| unit(one.holding(date))).next().unwrap_or_else(|| day.floor())
}

/// Lanes to so many groups of about one height, each beginning with the head of its lanes.
fn part(lanes: &[Lane], heights: &[f32], count: usize) -> Vec<Vec<Lane>> {
    let share = heights.iter().sum::<f32>() / count.max(1) as f32;
    let mut groups: Vec<Vec<Lane>> = Vec::new();
    let mut head = None;
    let mut below = 0.0;
    for (lane, &height) in lanes.iter().zip(heights) {
        if lane.depth() == 0 {
            head = Some(lane);
        }
        // A lane goes where most of it lies.
        if groups.is_empty() || below + height / 2.0 > share * groups.len() as f32 && groups.len() < count {
            groups.push(head.filter(|_| lane.depth() > 0).into_iter().cloned().collect());
        }
        if let Some(group) = groups.last_mut() {
            group.push(lane.clone());
        }
        below += height;
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::slide::Furniture;
    use crate::picture::news;
    use crate::picture::text::Text;
    use crate::picture::theme::Theme;
    use dateline_model::arrangement::Arrangement;

    /// Pages of made news: so many events, how many pages, how many titles without room, and where lanes begin.
    fn made(events: usize, split: Split) -> Vec<Page> {
        let timeline = news::timeline(events);
        let all: Vec<usize> = (0..timeline.events.len()).collect();
        let name = |country: dateline_model::actor::Country| country.code().to_owned();
        let lanes = Arrangement::default().lanes(&timeline, &all, &BTreeSet::new(), name);
        let (theme, text) = (Theme::light(), Text::new());
        let slide = Slide {
            size: (1920.0, 1080.0),
            title: "News",
            marking: None,
            as_of: None,
            furniture: Furniture::default(),
            tracks: &[],
            starred: &BTreeSet::new(),
            ties: false,
            transparent: false,
            theme: &theme,
            text: &text,
        };
        pages(&timeline, &lanes[..lanes.len().min(8)], &slide, None, split)
    }

    #[test]
    fn a_unit_holds_its_days() {
        let check = |unit: Unit, day: &str, expect: &str| {
            let stretch = unit.holding(day.parse().unwrap_or_default());
            assert_eq!(format!("{} {}", calendar_day(stretch.from), calendar_day(stretch.until)), expect);
        };
        check(Unit::Decade, "1999-05-06", "1990-01-01 2000-01-01");
        check(Unit::Year, "2024-12-31", "2024-01-01 2025-01-01");
        check(Unit::Quarter, "2024-11-18", "2024-10-01 2025-01-01");
        check(Unit::Month, "2024-12-18", "2024-12-01 2025-01-01");
    }

    #[test]
    fn lanes_are_parted_below_their_heads() {
        use dateline_model::timeline::Group as By;
        let lane = |name: &str, depth: usize| Lane {
            name: name.to_owned(),
            path: vec![By::All; depth + 1],
            ..Lane::default()
        };
        let lanes = [lane("A", 0), lane("a1", 1), lane("a2", 1), lane("B", 0), lane("b1", 1)];
        let groups = part(&lanes, &[10.0; 5], 3);
        let names: Vec<String> =
            groups.iter().map(|g| g.iter().map(|l| l.name.as_str()).collect::<Vec<_>>().join(" ")).collect();
        assert_eq!(names, ["A a1", "A a2", "B b1"]);
    }

    #[test]
    fn few_pages_show_every_title() {
        let pages = made(300, Split::Auto);
        assert!((2..=20).contains(&pages.len()), "{}", pages.len());
        let chips = pages.iter().flat_map(|page| &page.scene.items);
        let hidden = chips.filter(|item| item.part == crate::picture::scene::Part::More).count();
        assert_eq!(hidden, 0);
    }
}
