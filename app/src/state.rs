//! What the window remembers. Plain data: `apply` changes it, panels read it.

mod editing;
mod keeping;
mod offer;
mod presenting;
mod shift;

pub use editing::{Editing, Moves, Offered, Reviewing, Understood, Verdict, What, parties};
pub use keeping::{Choice, Keeping, Manner, Next, Question, Recovered};

use crate::export::wish::{Preview, Wish};
use crate::open::columns::Table;
use crate::open::{Problem, Progress};
use crate::picture::Picture;
use crate::picture::text::Text;
use crate::picture::view::View;
use crate::play::{Moment, Play, moment_of};
use crate::refine::{Find, Known, Matches, Shown, Wanted};
use dateline_model::actor::Country;
use dateline_model::document::{Columns, Document};
use dateline_model::edit::{Done, History};
use dateline_model::event::{Event, EventId, Undated};
use dateline_model::filter::Filter;
use dateline_model::project::Project;
use dateline_model::story::Story;
use dateline_model::text::Span;
use dateline_model::timeline::Lane;
pub use presenting::{Presenting, Recording, Screen, Steps};
pub use shift::Shift;
use std::path::{Path, PathBuf};

/// Everything that the window remembers.
pub struct State {
    /// The documents, their events, and what is known of them all; shared with jobs.
    pub known: Known,
    /// What each document tells without a time; none until that has been read.
    pub undated: Vec<Vec<Undated>>,
    /// Documents, what they tell, and what the user has set. `known` follows it, off the window's thread.
    pub project: Project,
    /// The projects that were opened or saved last, the newest first.
    pub recent: Vec<PathBuf>,
    /// The file that the project is saved in.
    pub file: Option<PathBuf>,
    /// How the project stands to that.
    pub keeping: Keeping,
    /// What was done to the project in this sitting.
    pub history: History,
    /// How many changes the project has had, undone ones too.
    pub revision: u64,
    /// How many of them changed what its documents tell.
    pub to_tell: u64,
    /// Of how many of these `known` tells.
    pub told: u64,
    /// Changes that the journal is still to be given.
    pub unwritten: Vec<Done>,
    /// The name that the user wants beside their changes; empty for the one that the computer has.
    pub author: String,
    /// What is to be selected when the events have been worked out anew; nothing for what was selected.
    pub to_pick: Vec<EventId>,
    /// How many events are to be reviewed, and after how many changes and readings that was counted.
    pub left_to_review: ((u64, u64), usize),
    /// The field that is being edited.
    pub editing: Option<Editing>,
    /// The review that goes on.
    pub reviewing: Option<Reviewing>,
    /// The lead event as the documents tell it, where a person has set something about it; and its id.
    pub as_told: Option<(EventId, Option<Event>)>,
    /// Text that is selected in the reader: a document and a span of it.
    pub selected_text: Option<(usize, Span)>,
    /// Words that are searched for in the reader's document, while the field for them is there.
    pub find_in_text: Option<String>,
    /// What is left out.
    pub filter: Filter,
    /// What is searched for.
    pub find: Find,
    /// Which events match filter and words.
    pub matches: Matches,
    /// What is in the picture.
    pub shown: Shown,
    /// Another one each time that the picture is made.
    pub picture_number: u64,
    /// What is selected.
    pub picked: Picked,
    /// The picture of what is shown; none while nothing is open.
    pub picture: Option<Picture>,
    /// What of the picture the canvas shows.
    pub view: View,
    /// A movement of the view that goes on.
    pub glide: Option<Glide>,
    /// Whether the view moves at once, without a glide.
    pub still: bool,
    /// Whether the marks of each event are tied, rather than those of what is selected and under the pointer.
    pub ties: bool,
    /// How many times its own size the interface is drawn.
    pub scale: f32,
    /// What the view is fitted to, and stays fitted to when the window changes its size.
    pub fit: Fit,
    /// How the playhead moves by itself, and whether it does.
    pub play: Play,
    /// What was going on at the playhead.
    pub moment: Moment,
    /// The font that the picture measures with.
    pub text: Text,
    /// Which panels the user wants.
    pub panels: Panels,
    /// What lies above the window, if anything.
    pub overlay: Option<Overlay>,
    /// What is wanted of an export.
    pub wish: Wish,
    /// The title of its pages.
    pub export_title: String,
    /// What it will look like, or why there will be none; none while that is worked out.
    pub preview: Option<Result<Preview, String>>,
    /// How many pages of how many an export that goes on has written.
    pub exporting: Option<(usize, usize)>,
    /// What went wrong and has not been closed.
    pub problems: Vec<Problem>,
    /// How far a reading that goes on is.
    pub reading: Option<Progress>,
    /// Tables whose columns are to be chosen; the first one is being asked about.
    pub tables: Vec<Table>,
    /// Tables whose columns were chosen, to be read when none is left to ask about.
    pub chosen_tables: Vec<(Document, Columns)>,
    /// The folder that is watched.
    pub watching: Option<Watching>,
    /// The story that is being presented.
    pub presenting: Option<Presenting>,
    /// What is being recorded.
    pub recording: Option<Recording>,
    /// The events of each step of the story.
    pub steps: Steps,
    /// A line about what was done last, for the status bar.
    pub notice: String,
    /// Light, dark.
    pub theme: ThemeChoice,
}

/// What is selected.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picked {
    /// Events, the one that details tell of last.
    pub events: Vec<usize>,
    /// Which of that event's sources the reader shows.
    pub source: usize,
    /// The lane that the keys go on from.
    pub lane: usize,
    /// What is read instead of an event: a document, and which of what it tells without a time.
    pub undated: Option<(usize, usize)>,
    /// Whether the reader is still to bring the passage into view.
    pub scroll_reader: bool,
}

/// A movement of the view.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Glide {
    /// Where it began.
    pub from: Aim,
    /// Where it ends.
    pub to: Aim,
    /// What keeps its place meanwhile: an x of the picture and the day there.
    pub hold: Option<(f32, f64)>,
    /// When it began, on the window's clock, in seconds.
    pub began: f64,
    /// How long it takes, in seconds.
    pub lasts: f64,
}

/// What a view looks at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Aim {
    /// The day at the lanes' left edge, as a day number.
    pub from: f64,
    /// Points for a day.
    pub scale: f64,
    /// How far the lanes are scrolled down, in points.
    pub scroll_y: f32,
}

/// What a view is fitted to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fit {
    /// Where the user has put it.
    Free,
    /// All of time.
    All,
    /// The stretch where most happens.
    #[default]
    Most,
}

/// Which panels the user wants; none where the width decides.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Panels {
    /// The rail of filters.
    pub filters: Option<bool>,
    /// Details and reader.
    pub details: Option<bool>,
    /// What is told without a time, in the place of details.
    pub tray: bool,
    /// The story, in the place of details.
    pub story: bool,
    /// The step of the story that is chosen.
    pub step: Option<usize>,
    /// Whether the presenter has a window of their own.
    pub presenter: bool,
    /// The window's width, in points.
    pub width_pt: f32,
}

/// What lies above the window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Overlay {
    /// Type to find a command.
    Palette {
        /// What was typed.
        query: String,
        /// Which of the found is chosen.
        chosen: usize,
    },
    /// Keys and mouse.
    Keys,
    /// What is to be exported, and what it will look like.
    Export {
        /// Which page is shown.
        page: usize,
    },
    /// What marks and bands mean.
    Legend,
    /// The passages that tell the selected event, side by side.
    Sources,
    /// What is asked before anything might be lost.
    Question(Question),
    /// What was done in this sitting.
    History,
    /// What the columns of a table hold.
    Columns,
    /// A field for a line of text.
    Line {
        /// What the text is for.
        ask: Ask,
        /// What was typed.
        typed: String,
    },
    /// A field for a path, where the desktop has no file dialog.
    Path {
        /// What the path is for.
        purpose: Purpose,
        /// What was typed.
        typed: String,
    },
}

/// What a line of text is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// The handling line at the top.
    Marking,
    /// The name of the view that is to be saved.
    ViewName,
    /// The name that stands beside what one changes.
    Author,
}

/// A folder that is watched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Watching {
    /// Which.
    pub folder: PathBuf,
    /// Its files that are still to be read.
    pub changed: Vec<PathBuf>,
    /// How many of these, from the first on, are being read.
    pub in_reading: usize,
}

/// What a path is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To read a file or folder.
    Open,
    /// To read a file as a table.
    Table,
    /// To watch a folder.
    Watch,
    /// To save the project.
    Save,
    /// To write the picture.
    Export,
}

/// Which colours the window has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum, serde::Serialize, serde::Deserialize)]
pub enum ThemeChoice {
    /// Light or dark as the desktop is.
    #[default]
    System,
    /// Dark ink on white.
    Light,
    /// Light ink on near black.
    Dark,
    /// White on black, stronger colours.
    HighContrast,
}

/// So many projects are offered again.
const RECENT_MAX: usize = 6;
/// Narrower than this, details are a drawer over the canvas.
pub const DETAILS_DOCK_PT: f32 = 1500.0;
/// Width of details and reader, in points.
pub const DETAILS_PT: f32 = 400.0;
/// Narrower than this, the rail is one too.
pub const RAIL_DOCK_PT: f32 = 1100.0;

impl State {
    /// The event that details tell of.
    pub fn lead(&self) -> Option<&Event> {
        self.picked.events.last().and_then(|&index| self.known.timeline.events.get(index))
    }

    /// Puts a project before all others that were opened or saved.
    pub fn remember_file(&mut self, path: &Path) {
        self.recent.retain(|other| other != path);
        self.recent.insert(0, path.to_owned());
        self.recent.truncate(RECENT_MAX);
    }

    /// Whether nothing is open and nothing is being read.
    pub fn is_empty(&self) -> bool {
        self.known.timeline.documents.is_empty() && self.reading.is_none()
    }

    /// The events that are to be reviewed, the least certain first: those that are uncertain and that nobody has accepted.
    pub fn to_review(&self) -> Vec<EventId> {
        let events = &self.known.timeline.events;
        let ids = self.known.doubtful.iter().filter_map(|&event| events.get(event)).map(|event| event.id);
        ids.filter(|id| self.project.kept.get(id).is_none_or(|kept| kept.review.is_none())).collect()
    }

    /// An event as the documents tell it, where a person has set something about it and it is the one that details tell of.
    pub fn told_of(&self, event: EventId) -> Option<&Event> {
        self.as_told.as_ref().filter(|(id, _)| *id == event).and_then(|(_, told)| told.as_ref())
    }

    /// What is read instead of an event.
    pub fn picked_undated(&self) -> Option<&Undated> {
        self.picked.undated.and_then(|(document, nth)| self.undated.get(document)?.get(nth))
    }

    /// How much is told without a time.
    pub fn undated_count(&self) -> usize {
        (0..self.undated.len()).map(|document| self.undated_of(document).count()).sum()
    }

    /// What a document tells without a time and nobody has given one, each with which of it it is.
    pub fn undated_of(&self, document: usize) -> impl Iterator<Item = (usize, &Undated)> {
        let name = self.known.timeline.documents.get(document).map(|document| document.name.as_str());
        let made = move |undated: &Undated| {
            let mut made = self.project.made.values().filter(|made| Some(made.document.as_str()) == name);
            made.any(|made| made.event.sources.iter().any(|source| source.passage == undated.passage))
        };
        self.undated.get(document).into_iter().flatten().enumerate().filter(move |(_, undated)| !made(undated))
    }

    /// The document in the reader.
    pub fn read_document(&self) -> Option<usize> {
        let source = self.lead().and_then(|event| event.sources.get(self.picked.source));
        source.map(|source| source.document).or(self.picked.undated.map(|(document, _)| document))
    }

    /// A country's name; its code where it has none.
    pub fn name(&self, country: Country) -> String {
        self.known.name(country)
    }

    /// What is presented, step by step.
    pub fn story(&self) -> &Story {
        &self.project.arrangement.story
    }

    /// The events of a step of the story, in the order of time.
    pub fn step_events(&self, step: usize) -> &[usize] {
        self.steps.events.get(step).map_or(&[], Vec::as_slice)
    }

    /// The lane that the keys go on from.
    pub fn picked_lane(&self) -> Option<&Lane> {
        self.shown.lanes.get(self.picked.lane)
    }

    /// What a job needs to work out what is shown.
    pub fn wanted(&self) -> Wanted {
        Wanted {
            known: self.known.clone(),
            arrangement: self.project.arrangement.clone(),
            filter: self.filter.clone(),
            find: self.find.clone(),
        }
    }

    /// Whether an event is drawn pale: it does not match, or begins after the playhead.
    pub fn is_dimmed(&self, event: usize) -> bool {
        !self.matches.has(event) || self.is_later(event)
    }

    fn is_later(&self, event: usize) -> bool {
        let event = self.known.timeline.events.get(event);
        self.view.playhead.zip(event).is_some_and(|(playhead, event)| moment_of(&event.when) > playhead)
    }

    /// How much of the canvas details cover at its right, in points.
    pub fn covered_pt(&self) -> f32 {
        if self.details_shown() && self.details_are_drawer() { DETAILS_PT } else { 0.0 }
    }

    /// Whether the rail is there.
    pub fn filters_shown(&self) -> bool {
        !self.known.timeline.documents.is_empty() && self.panels.filters.unwrap_or(self.panels.width_pt >= RAIL_DOCK_PT)
    }

    /// Whether details are there: as the user wants; else beside the canvas always, as a drawer for a selection.
    pub fn details_shown(&self) -> bool {
        let picked = self.lead().is_some() || self.picked.undated.is_some();
        let fitting = !self.details_are_drawer() || picked;
        !self.known.timeline.documents.is_empty() && self.panels.details.unwrap_or(fitting)
    }

    /// Whether details lie over the canvas.
    pub fn details_are_drawer(&self) -> bool {
        self.panels.width_pt < DETAILS_DOCK_PT
    }
}

impl Default for State {
    fn default() -> State {
        State {
            known: Known::default(),
            undated: Vec::new(),
            project: Project::default(),
            file: None,
            keeping: Keeping::default(),
            recent: Vec::new(),
            history: History::default(),
            revision: 0,
            to_tell: 0,
            told: 0,
            unwritten: Vec::new(),
            author: String::new(),
            to_pick: Vec::new(),
            left_to_review: Default::default(),
            editing: None,
            reviewing: None,
            as_told: None,
            selected_text: None,
            find_in_text: None,
            filter: Filter::default(),
            find: Find::default(),
            matches: Matches::default(),
            shown: Shown::default(),
            picture_number: 0,
            picked: Picked::default(),
            picture: None,
            view: View {
                from: 738_000.0,
                scale: 1.0,
                width: 0.0,
                height: 0.0,
                scroll_y: 0.0,
                selection: Vec::new(),
                hover: None,
                playhead: None,
                today: None,
                unfolded: Vec::new(),
            },
            glide: None,
            still: false,
            scale: 1.0,
            ties: false,
            fit: Fit::default(),
            play: Play::default(),
            moment: Moment::default(),
            text: Text::new(),
            panels: Panels::default(),
            overlay: None,
            wish: Wish::default(),
            export_title: String::new(),
            preview: None,
            exporting: None,
            problems: Vec::new(),
            reading: None,
            tables: Vec::new(),
            chosen_tables: Vec::new(),
            watching: None,
            presenting: None,
            recording: None,
            steps: Steps::default(),
            notice: String::new(),
            theme: ThemeChoice::default(),
        }
    }
}
