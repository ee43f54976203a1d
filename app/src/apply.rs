//! The one place where the window's state changes.
//!
//! In: the state and an action that a panel, a key or a job returned. Out: the changed state and, where
//! something beyond the state is to be done (a file read, a dialog shown), the effect that `ui` carries out.

mod moves;

use crate::command::Command;
use crate::jobs::Answer;
use crate::open::Progress;
use crate::picture::Picture;
use crate::picture::axis::Stretch;
use crate::state::{Counts, Overlay, Picked, Purpose, Shown, State, ThemeChoice};
use dateline_model::actor::Country;
use dateline_model::event::{Kind, Status};
use dateline_model::project;
pub use moves::advance;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

/// Something that changes the state. An x is one of the picture, in points; a lane is one from the top.
#[derive(Debug)]
pub enum Action {
    /// A command of the table.
    Run(Command),
    /// Read these, with what is open already.
    Open(Vec<PathBuf>),
    /// Save the project in this file.
    SaveTo(PathBuf),
    /// Write the picture to this file.
    ExportTo(PathBuf),
    /// Stop the reading that goes on.
    Cancel,
    /// A job has something to say.
    Heard(Answer),
    /// Select an event, named in a lane, or nothing.
    Select(Option<(usize, usize)>),
    /// Select an event as well, or no longer.
    SelectToo(usize, usize),
    /// Select an event and bring it into view.
    GoTo(usize),
    /// Select the events of a stretch of time.
    SelectWithin(Stretch),
    /// Select an event by one of its passages, which stays where it is in the reader.
    SelectFromReader {
        /// The event.
        event: usize,
        /// Which of its sources was clicked.
        source: usize,
    },
    /// Show another source of the selected event.
    ShowSource(usize),
    /// The pointer is on an event, or on none.
    Hover(Option<usize>),
    /// Scale time about an x.
    Zoom {
        /// What keeps its place.
        x: f32,
        /// Above 1 to come closer.
        factor: f64,
    },
    /// Move time and lanes by so many points; positive ones show what is later and what is below.
    Pan(f32, f32),
    /// Show a stretch of time.
    ShowStretch(Stretch),
    /// Show a stretch of time from edge to edge, without moving there.
    ShowAtOnce(Stretch),
    /// Put the day number at the middle of the view, at once.
    Centre(f64),
    /// Put the playhead at a moment, as a day number.
    Playhead(f64),
    /// The reader has brought the passage into view.
    ReaderScrolled,
    /// Show or hide events of this.
    Toggle(Facet),
    /// Show events of this alone; if it is alone already, of all.
    Only(Facet),
    /// Show only events with these words.
    FindText(String),
    /// Close the message that shows.
    CloseProblem,
    /// Close what lies above the window.
    CloseOverlay,
    /// Change what lies above the window.
    SetOverlay(Overlay),
    /// The window has this width, in points.
    Resized(f32),
    /// The canvas has this width and height, in points.
    CanvasResized(f32, f32),
}

/// What events are filtered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Facet {
    Kind(Kind),
    Status(Status),
    Country(Country),
    Document(usize),
}

/// What is to be done beyond the state.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Show a dialog that chooses files.
    ChooseFiles,
    /// Show a dialog that chooses a folder.
    ChooseFolder,
    /// Show a dialog that names the file to save the project in.
    ChooseProject,
    /// Show a dialog that names the file to export to.
    ChooseTarget,
    /// Read files and folders.
    Read(Vec<PathBuf>),
    /// Read the sample documents.
    ReadSample,
    /// Save the project.
    Save(PathBuf),
    /// Write the picture.
    Export(PathBuf),
    /// Stop what is being read.
    Cancel,
    /// Put the cursor into the field that filters by text.
    FocusFind,
    /// Use the whole screen, or no longer.
    FullScreen,
    /// Make everything larger by a factor; none for its own size.
    Scale(Option<f32>),
    /// Close the window.
    Quit,
}

/// How many events are named while none is selected.
const WEIGHTIEST: usize = 10;

/// Changes the state. `now` is the window's clock in seconds.
pub fn apply(state: &mut State, action: Action, now: f64) -> Option<Effect> {
    let effect = change(state, action, now);
    let mut selection = state.picked.events.clone();
    selection.sort_unstable();
    state.view.selection = selection;
    moves::keep_within(state);
    effect
}

fn change(state: &mut State, action: Action, now: f64) -> Option<Effect> {
    match action {
        Action::Run(command) => return run(state, command, now),
        Action::Open(paths) => return open(state, paths),
        Action::SaveTo(path) => {
            state.overlay = None;
            return Some(Effect::Save(path.with_extension(project::ENDING)));
        }
        Action::ExportTo(path) => {
            state.overlay = None;
            return Some(Effect::Export(path));
        }
        Action::Cancel => {
            state.reading = None;
            state.notice = "Reading cancelled".to_owned();
            return Some(Effect::Cancel);
        }
        Action::Heard(answer) => return hear(state, answer, now),
        Action::Select(Some((event, lane))) => {
            moves::pick(state, event, lane);
            moves::uncover(state, now);
        }
        Action::Select(None) => moves::pick_nothing(state),
        Action::SelectToo(event, lane) => {
            state.picked = Picked { lane, source: 0, scroll_reader: true, ..state.picked.clone() };
            match state.picked.events.iter().position(|&other| other == event) {
                Some(at) => drop(state.picked.events.remove(at)),
                None => state.picked.events.push(event),
            }
        }
        Action::GoTo(event) => {
            let lane = moves::lane_of(state, event);
            moves::pick(state, event, lane);
            moves::reveal(state, now);
        }
        Action::SelectWithin(stretch) => moves::pick_within(state, stretch),
        Action::SelectFromReader { event, source } => {
            let lane = moves::lane_of(state, event);
            moves::pick(state, event, lane);
            state.picked.source = source;
            state.picked.scroll_reader = false;
            moves::reveal(state, now);
        }
        Action::ShowSource(source) => {
            state.picked.source = source;
            state.picked.scroll_reader = true;
        }
        Action::Hover(event) => state.view.hover = event,
        Action::Zoom { x, factor } => moves::zoom(state, x, factor),
        Action::Pan(time, lanes) => moves::pan(state, time, lanes),
        Action::ShowStretch(stretch) => moves::glide_to(state, stretch, now),
        Action::ShowAtOnce(stretch) => moves::show_at_once(state, stretch),
        Action::Centre(day) => moves::centre(state, day),
        Action::Playhead(day) => state.view.playhead = Some(day),
        Action::ReaderScrolled => state.picked.scroll_reader = false,
        Action::Toggle(facet) => {
            toggle(state, facet);
            refresh(state);
        }
        Action::Only(facet) => {
            only(state, facet);
            refresh(state);
        }
        Action::FindText(text) => {
            state.filter.text = text;
            refresh(state);
        }
        Action::CloseProblem => {
            if !state.problems.is_empty() {
                state.problems.remove(0);
            }
        }
        Action::CloseOverlay => state.overlay = None,
        Action::SetOverlay(overlay) => state.overlay = Some(overlay),
        Action::Resized(width) => state.panels.width_pt = width,
        Action::CanvasResized(width, height) => moves::resize(state, width, height),
    }
    None
}

fn run(state: &mut State, command: Command, now: f64) -> Option<Effect> {
    if !state.can(command) {
        return None;
    }
    if matches!(state.overlay, Some(Overlay::Palette { .. } | Overlay::Keys)) && command != Command::SelectNone {
        state.overlay = None;
    }
    match command {
        Command::OpenFiles => return Some(Effect::ChooseFiles),
        Command::OpenFolder => return Some(Effect::ChooseFolder),
        Command::OpenSample => {
            state.paths.clear();
            state.project = None;
            begin_reading(state);
            return Some(Effect::ReadSample);
        }
        Command::Save => return Some(state.project.clone().map_or(Effect::ChooseProject, Effect::Save)),
        Command::SaveAs => return Some(Effect::ChooseProject),
        Command::Export => return Some(Effect::ChooseTarget),
        Command::CloseAll => {
            *state = State { panels: state.panels, theme: state.theme, ..State::default() };
            return Some(Effect::Cancel);
        }
        Command::Quit => return Some(Effect::Quit),
        Command::Find => return Some(Effect::FocusFind),
        Command::ClearFilters => {
            state.filter = Default::default();
            refresh(state);
        }
        Command::SelectNone => match state.overlay {
            Some(_) => state.overlay = None,
            None => moves::pick_nothing(state),
        },
        Command::OpenSource => {
            state.panels.details = Some(true);
            state.picked.scroll_reader = true;
        }
        Command::NextEvent => moves::step(state, 1, now),
        Command::PreviousEvent => moves::step(state, -1, now),
        Command::FirstEvent => moves::pick_nth(state, 0, now),
        Command::LastEvent => moves::pick_nth(state, state.shown.events.len().saturating_sub(1), now),
        Command::LaneAbove => moves::change_lane(state, -1, now),
        Command::LaneBelow => moves::change_lane(state, 1, now),
        Command::FitAll => moves::fit_all(state, now),
        Command::FitSelection => moves::fit_selection(state, now),
        Command::ZoomIn => moves::glide_zoom(state, 1.5, now),
        Command::ZoomOut => moves::glide_zoom(state, 1.0 / 1.5, now),
        Command::PanLater => moves::glide_pan(state, 0.1, now),
        Command::PanEarlier => moves::glide_pan(state, -0.1, now),
        Command::PlayheadLater => moves::move_playhead(state, 1.0),
        Command::PlayheadEarlier => moves::move_playhead(state, -1.0),
        Command::HidePlayhead => state.view.playhead = None,
        Command::ToggleFilters => state.panels.filters = Some(!state.filters_shown()),
        Command::ToggleDetails => state.panels.details = Some(!state.details_shown()),
        Command::FollowSystem => state.theme = ThemeChoice::System,
        Command::Light => state.theme = ThemeChoice::Light,
        Command::Dark => state.theme = ThemeChoice::Dark,
        Command::HighContrast => state.theme = ThemeChoice::HighContrast,
        Command::LargerText => return Some(Effect::Scale(Some(1.1))),
        Command::SmallerText => return Some(Effect::Scale(Some(1.0 / 1.1))),
        Command::NormalText => return Some(Effect::Scale(None)),
        Command::FullScreen => return Some(Effect::FullScreen),
        Command::Palette => state.overlay = Some(Overlay::Palette { query: String::new(), chosen: 0 }),
        Command::Keys => state.overlay = Some(Overlay::Keys),
    }
    None
}

fn open(state: &mut State, paths: Vec<PathBuf>) -> Option<Effect> {
    state.overlay = None;
    if paths.is_empty() {
        return None;
    }
    for path in paths {
        if !state.paths.contains(&path) {
            state.paths.push(path);
        }
    }
    // One project that is opened by itself is saved again in its own file.
    state.project = match state.paths.as_slice() {
        [path] if path.extension().is_some_and(|ending| ending == project::ENDING) => Some(path.clone()),
        _ => None,
    };
    begin_reading(state);
    Some(Effect::Read(state.paths.clone()))
}

fn begin_reading(state: &mut State) {
    state.notice.clear();
    state.problems.clear();
    state.reading = Some(Progress { read: 0, total: 0, events: 0 });
}

fn hear(state: &mut State, answer: Answer, now: f64) -> Option<Effect> {
    match answer {
        Answer::Progress(progress) => {
            // Several threads report, so an older count may come after a newer one.
            if state.reading.as_ref().is_some_and(|known| known.read <= progress.read) {
                state.reading = Some(progress);
            }
        }
        Answer::Read { opened, names } => {
            state.reading = None;
            // What can't be read is not tried again with the next that is opened.
            state.paths.retain(|path| opened.problems.iter().all(|problem| problem.path != *path));
            state.problems.extend(opened.problems);
            if opened.timeline.documents.is_empty() {
                return None;
            }
            state.timeline = Arc::new(opened.timeline);
            state.names = names;
            state.counts = Counts::of(&state.timeline.events);
            state.filter = Default::default();
            state.picked = Picked::default();
            state.view.playhead = None;
            refresh(state);
            moves::begin(state);
        }
        Answer::Chosen(Purpose::Open, paths) => return change(state, Action::Open(paths), now),
        Answer::Chosen(Purpose::Save, paths) => {
            return paths.into_iter().next().and_then(|path| change(state, Action::SaveTo(path), now));
        }
        Answer::Chosen(Purpose::Export, paths) => return paths.into_iter().next().map(Effect::Export),
        Answer::NoDialog(purpose) => state.overlay = Some(Overlay::Path { purpose, typed: String::new() }),
        Answer::Saved(path) => {
            state.notice = format!("Saved {}", path.display());
            state.project = Some(path);
        }
        Answer::Exported(path) => state.notice = format!("Saved {}", path.display()),
        Answer::Failed(problem) => state.problems.push(problem),
    }
    None
}

/// Works out what the filter leaves, and drops what it hides from the selection.
fn refresh(state: &mut State) {
    let events = state.timeline.matching(&state.filter);
    let lanes = state.timeline.lanes(&events, &state.filter, |country| state.name(country));
    let shown: BTreeSet<usize> = events.iter().copied().collect();
    state.picked.events.retain(|event| shown.contains(event));
    state.picture = Some(Picture::new(&state.timeline, &lanes));
    let weightiest = weightiest(state, &events);
    state.shown = Shown { events, lanes, weightiest, number: state.shown.number + 1 };
    state.view.hover = None;
    if let Some(&lead) = state.picked.events.last() {
        state.picked.lane = moves::lane_of(state, lead);
    }
}

fn weightiest(state: &State, events: &[usize]) -> Vec<usize> {
    let mut weightiest = events.to_vec();
    let weight = |event: &usize| state.timeline.events[*event].weight;
    weightiest.sort_by(|a, b| weight(b).total_cmp(&weight(a)).then(a.cmp(b)));
    weightiest.truncate(WEIGHTIEST);
    weightiest.sort_unstable();
    weightiest
}

fn toggle(state: &mut State, facet: Facet) {
    let filter = &mut state.filter;
    match facet {
        Facet::Kind(kind) => flip(&mut filter.hidden_kinds, kind),
        Facet::Status(status) => flip(&mut filter.hidden_statuses, status),
        Facet::Country(country) => flip(&mut filter.hidden_countries, country),
        Facet::Document(document) => flip(&mut filter.hidden_documents, document),
    }
}

fn flip<T: Ord>(set: &mut BTreeSet<T>, item: T) {
    if !set.remove(&item) {
        set.insert(item);
    }
}

fn only(state: &mut State, facet: Facet) {
    let timeline = Arc::clone(&state.timeline);
    let filter = &mut state.filter;
    match facet {
        Facet::Kind(kind) => keep(&mut filter.hidden_kinds, Kind::ALL.into_iter().collect(), kind),
        Facet::Status(status) => keep(&mut filter.hidden_statuses, Status::ALL.into_iter().collect(), status),
        Facet::Country(country) => {
            let all = timeline.events.iter().flat_map(|event| event.countries.iter().copied()).collect();
            keep(&mut filter.hidden_countries, all, country);
        }
        Facet::Document(document) => {
            keep(&mut filter.hidden_documents, (0..timeline.documents.len()).collect(), document);
        }
    }
}

fn keep<T: Ord>(hidden: &mut BTreeSet<T>, mut all: BTreeSet<T>, item: T) {
    all.remove(&item);
    *hidden = if *hidden == all { BTreeSet::new() } else { all };
}
