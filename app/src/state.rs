//! What the window remembers. Plain data: `apply` changes it, panels read it.

use crate::command::Command;
use crate::open::{Problem, Progress};
use crate::picture::Picture;
use crate::picture::text::Text;
use crate::picture::view::View;
use dateline_model::actor::Country;
use dateline_model::event::{Event, Kind, Status};
use dateline_model::timeline::{Filter, Lane, Timeline};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

/// Everything that the window remembers.
pub struct State {
    /// The documents and their events; shared with jobs that export them.
    pub timeline: Arc<Timeline>,
    /// The files and folders that it was read from; none for the sample.
    pub paths: Vec<PathBuf>,
    /// The file that the project is saved in.
    pub project: Option<PathBuf>,
    /// Names of the timeline's countries.
    pub names: BTreeMap<Country, String>,
    /// How many events there are of each kind, country and so on.
    pub counts: Counts,
    /// What is left out.
    pub filter: Filter,
    /// What the filter leaves.
    pub shown: Shown,
    /// What is selected.
    pub picked: Picked,
    /// The picture of what the filter leaves; none while nothing is open.
    pub picture: Option<Picture>,
    /// What of the picture the canvas shows.
    pub view: View,
    /// A movement of the view that goes on.
    pub glide: Option<Glide>,
    /// What the view is fitted to, and stays fitted to when the window changes its size.
    pub fit: Fit,
    /// The font that the picture measures with.
    pub text: Text,
    /// Which panels the user wants.
    pub panels: Panels,
    /// What lies above the window, if anything.
    pub overlay: Option<Overlay>,
    /// What went wrong and has not been closed.
    pub problems: Vec<Problem>,
    /// How far a reading that goes on is.
    pub reading: Option<Progress>,
    /// A line about what was done last, for the status bar.
    pub notice: String,
    /// Light, dark.
    pub theme: ThemeChoice,
}

/// What the filter leaves, worked out when filter or timeline change.
#[derive(Default)]
pub struct Shown {
    /// Events in the order of time.
    pub events: Vec<usize>,
    /// Lanes from the top.
    pub lanes: Vec<Lane>,
    /// The weightiest of the events, in the order of time.
    pub weightiest: Vec<usize>,
    /// Another one each time that this is worked out.
    pub number: u64,
}

/// How many events there are of each, whatever is filtered out.
#[derive(Default)]
pub struct Counts {
    /// Of each kind that occurs.
    pub kinds: BTreeMap<Kind, usize>,
    /// Of each status that occurs.
    pub statuses: BTreeMap<Status, usize>,
    /// Of each country that takes part.
    pub countries: BTreeMap<Country, usize>,
    /// Of each document that tells any, by index.
    pub documents: BTreeMap<usize, usize>,
}

impl Counts {
    /// Counts events.
    pub fn of(events: &[Event]) -> Counts {
        let mut counts = Counts::default();
        for event in events {
            *counts.kinds.entry(event.kind).or_default() += 1;
            *counts.statuses.entry(event.status).or_default() += 1;
            for country in &event.countries {
                *counts.countries.entry(*country).or_default() += 1;
            }
            let documents: BTreeSet<usize> = event.sources.iter().map(|source| source.document).collect();
            for document in documents {
                *counts.documents.entry(document).or_default() += 1;
            }
        }
        counts
    }
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
    /// When it began, on the window's clock, in seconds.
    pub began: f64,
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
    /// A field for a path, where the desktop has no file dialog.
    Path {
        /// What the path is for.
        purpose: Purpose,
        /// What was typed.
        typed: String,
    },
}

/// What a path is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To read a file or folder.
    Open,
    /// To save the project.
    Save,
    /// To write the picture.
    Export,
}

/// Which colours the window has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
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

/// Narrower than this, details are a drawer over the canvas.
pub const DETAILS_DOCK_PT: f32 = 1500.0;
/// Width of details and reader, in points.
pub const DETAILS_PT: f32 = 400.0;
/// Narrower than this, the rail is one too.
pub const RAIL_DOCK_PT: f32 = 1100.0;

impl State {
    /// The event that details tell of.
    pub fn lead(&self) -> Option<&Event> {
        self.picked.events.last().and_then(|&index| self.timeline.events.get(index))
    }

    /// Whether nothing is open and nothing is being read.
    pub fn is_empty(&self) -> bool {
        self.timeline.documents.is_empty() && self.reading.is_none()
    }

    /// The document in the reader.
    pub fn read_document(&self) -> Option<usize> {
        let source = self.lead().and_then(|event| event.sources.get(self.picked.source));
        source.map(|source| source.document)
    }

    /// A country's name; its code where it has none.
    pub fn name(&self, country: Country) -> String {
        self.names.get(&country).cloned().unwrap_or_else(|| country.code().to_owned())
    }

    /// How much of the canvas details cover at its right, in points.
    pub fn covered_pt(&self) -> f32 {
        if self.details_shown() && self.details_are_drawer() { DETAILS_PT } else { 0.0 }
    }

    /// Whether a command would do anything now; menus grey out what would not.
    pub fn can(&self, command: Command) -> bool {
        match command {
            Command::Save
            | Command::SaveAs
            | Command::Export
            | Command::NextEvent
            | Command::PreviousEvent
            | Command::FirstEvent
            | Command::LastEvent
            | Command::LaneAbove
            | Command::LaneBelow
            | Command::FitAll
            | Command::ZoomIn
            | Command::ZoomOut
            | Command::PanLater
            | Command::PanEarlier
            | Command::PlayheadLater
            | Command::PlayheadEarlier => !self.shown.events.is_empty(),
            Command::FitSelection | Command::OpenSource => self.lead().is_some(),
            Command::SelectNone => self.lead().is_some() || self.overlay.is_some(),
            Command::HidePlayhead => self.view.playhead.is_some(),
            Command::ClearFilters => self.filter != Filter::default(),
            Command::CloseAll | Command::Find | Command::ToggleFilters | Command::ToggleDetails => {
                !self.timeline.documents.is_empty()
            }
            _ => true,
        }
    }

    /// Whether a command names the present choice; menus tick it.
    pub fn has(&self, command: Command) -> bool {
        match command {
            Command::FollowSystem => self.theme == ThemeChoice::System,
            Command::Light => self.theme == ThemeChoice::Light,
            Command::Dark => self.theme == ThemeChoice::Dark,
            Command::HighContrast => self.theme == ThemeChoice::HighContrast,
            Command::ToggleFilters => self.filters_shown(),
            Command::ToggleDetails => self.details_shown(),
            _ => false,
        }
    }

    /// Whether the rail is there.
    pub fn filters_shown(&self) -> bool {
        !self.timeline.documents.is_empty() && self.panels.filters.unwrap_or(self.panels.width_pt >= RAIL_DOCK_PT)
    }

    /// Whether details are there: as the user wants; else beside the canvas always, as a drawer for a selection.
    pub fn details_shown(&self) -> bool {
        let fitting = !self.details_are_drawer() || self.lead().is_some();
        !self.timeline.documents.is_empty() && self.panels.details.unwrap_or(fitting)
    }

    /// Whether details lie over the canvas.
    pub fn details_are_drawer(&self) -> bool {
        self.panels.width_pt < DETAILS_DOCK_PT
    }
}

impl Default for State {
    fn default() -> State {
        State {
            timeline: Arc::default(),
            paths: Vec::new(),
            project: None,
            names: BTreeMap::new(),
            counts: Counts::default(),
            filter: Filter::default(),
            shown: Shown::default(),
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
            },
            glide: None,
            fit: Fit::default(),
            text: Text::new(),
            panels: Panels::default(),
            overlay: None,
            problems: Vec::new(),
            reading: None,
            notice: String::new(),
            theme: ThemeChoice::default(),
        }
    }
}
