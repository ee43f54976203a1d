//! The one place where the window's state changes.
//!
//! In: the state and an action that a panel, a key or a job returned. Out: the changed state and, where
//! something beyond the state is to be done (a file read, a dialog shown), the effect that `ui` carries out.

mod action;
mod asking;
mod correcting;
mod editing;
mod filters;
mod lanes;
mod moves;
mod picks;
mod present;
mod reading;
mod reviewing;
mod scrub;
mod story;
mod suggesting;
mod tables;

use crate::command::Command;
use crate::play::Pace;
use crate::state::{Ask, Next, Overlay, Picked, State, ThemeChoice, What};
pub use action::{Action, Effect};
pub use correcting::{Correct, note};
use dateline_model::arrangement::LaneOrder;
use dateline_model::edit::{Correction, Edit};
use dateline_model::project;
use dateline_model::text::sentence_of;
use dateline_model::timeline::GroupBy;
pub use editing::stamp;
pub use filters::Facet;
pub use lanes::LaneChange;
pub use moves::advance as glide;
pub use reading::read_changed;
pub use reviewing::Step;
pub use scrub::advance as play;
pub use story::{Recorded, advance as record};

/// The scales that the interface has, of its own size.
const SCALES: [f32; 11] = [0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.25, 2.5, 3.0];

/// The scale so many steps from another.
fn scaled(scale: f32, steps: isize) -> f32 {
    let at = SCALES.iter().position(|&other| other >= scale).unwrap_or(SCALES.len() - 1);
    SCALES[at.saturating_add_signed(steps).min(SCALES.len() - 1)]
}

/// Changes the state. `now` is the window's clock in seconds.
pub fn apply(state: &mut State, action: Action, now: f64) -> Option<Effect> {
    let before = (state.view.playhead, state.picture_number);
    let effect = change(state, action, now);
    if state.overlay.is_none() && !state.tables.is_empty() {
        state.overlay = Some(Overlay::Columns);
    }
    let effect = effect.or(correcting::follow_selection(state));
    let mut selection = state.picked.events.clone();
    selection.sort_unstable();
    state.view.selection = selection;
    moves::keep_within(state);
    state.steps.follow(&state.project.arrangement.story, &state.known.timeline);
    tell_as_told(state);
    let now_at = (state.revision, state.told);
    if state.left_to_review.0 != now_at {
        state.left_to_review = (now_at, state.to_review().len());
    }
    if before != (state.view.playhead, state.picture_number) {
        scrub::tell_moment(state);
    }
    effect
}

/// Keeps what the documents say of the lead event beside what a person has set about it.
fn tell_as_told(state: &mut State) {
    let id = state.lead().map(|event| event.id).filter(|id| state.project.kept.contains_key(id));
    if state.as_told.as_ref().map(|(known, _)| *known) != id {
        state.as_told = id.map(|id| (id, state.project.as_told(id)));
    }
}

fn change(state: &mut State, action: Action, now: f64) -> Option<Effect> {
    match action {
        Action::Run(command) => return run(state, command, now),
        Action::Open(paths) => return reading::open(state, paths),
        Action::Paste(text) => return reading::paste(state, text),
        Action::Watch(folder) => return reading::watch(state, folder),
        Action::OpenTables(paths) => return tables::open(state, paths),
        Action::SetColumns(columns) => return tables::set_columns(state, columns),
        Action::ImportTable { as_text } => return tables::import(state, as_text),
        Action::SaveTo(path) => {
            state.overlay = None;
            return asking::save_to(state, path.with_extension(project::ENDING));
        }
        Action::Answer(choice) => return asking::answer(state, choice),
        Action::GoBackTo(place) => return editing::go_to(state, place),
        Action::Leave => return asking::leave(state, Next::Quit),
        Action::ExportTo(path) => {
            state.exporting = Some((0, 0));
            state.overlay = Some(Overlay::Export { page: 0 });
            return Some(Effect::Export(path));
        }
        Action::Wish(wish, title) => {
            state.wish = wish;
            state.export_title = title;
            return Some(Effect::Preview);
        }
        Action::ChooseTarget => return Some(Effect::ChooseTarget),
        Action::CopyPicture => return Some(Effect::DrawPicture),
        Action::CancelExport => {
            state.exporting = None;
            return Some(Effect::StopExport);
        }
        Action::Cancel => {
            state.reading = None;
            reading::done_with_changed(state);
            state.notice = "Reading cancelled".to_owned();
            return Some(Effect::Cancel);
        }
        Action::Edit(edit) => return editing::edit(state, &edit),
        Action::Correct(step) => return correcting::correct(state, step),
        Action::Review(step) => return reviewing::step(state, step),
        Action::SelectText(selected) => state.selected_text = selected,
        Action::ShowText(document, span) => {
            state.selected_text = Some((document, span));
            state.picked.scroll_reader = true;
        }
        Action::SelectSentence(document, byte) => {
            let read = state.known.timeline.documents.get(document);
            let sentence = read.map(|read| sentence_of(&read.text, &(byte..byte)));
            state.selected_text = sentence.map(|span| (document, span));
        }
        Action::FindInText(words) => state.find_in_text = words,
        Action::Heard(answer) => return reading::hear(state, answer, now),
        Action::Select(Some((event, lane))) => {
            picks::pick(state, event, lane);
            moves::uncover(state, now);
        }
        Action::Select(None) => picks::pick_nothing(state),
        Action::SelectToo(event, lane) => picks::pick_too(state, event, lane),
        Action::SelectRange(event, lane) => picks::pick_range(state, event, lane),
        Action::GoTo(event) => {
            let lane = picks::lane_of(state, event);
            picks::pick(state, event, lane);
            moves::reveal(state, now);
        }
        Action::ReadUndated(document, nth) => {
            picks::pick_nothing(state);
            state.picked = Picked { undated: Some((document, nth)), scroll_reader: true, ..Picked::default() };
            state.panels.details = Some(true);
        }
        Action::SelectWithin(stretch) => picks::pick_within(state, stretch),
        Action::SelectFromReader { event, source } => {
            let lane = picks::lane_of(state, event);
            picks::pick(state, event, lane);
            state.picked.source = source;
            state.picked.scroll_reader = false;
            moves::reveal(state, now);
        }
        Action::ShowSource(source) => {
            state.picked.source = source;
            state.picked.scroll_reader = true;
        }
        Action::Hover(event) => state.view.hover = event,
        Action::Zoom { x, factor, glides: true } => moves::glide_zoom_at(state, x, factor, now),
        Action::Zoom { x, factor, glides: false } => moves::zoom(state, x, factor),
        Action::Hold { x, day, scroll_y } => moves::hold(state, x, day, scroll_y),
        Action::Pan(time, lanes) => moves::pan(state, time, lanes),
        Action::ShowStretch(stretch) => moves::glide_to_edges(state, stretch, now),
        Action::ShowAtOnce(stretch) => moves::show_at_once(state, stretch),
        Action::Centre(day) => moves::centre(state, day),
        Action::Unfold(day) => moves::unfold(state, day),
        Action::Playhead(day) => scrub::put(state, day),
        Action::ReaderScrolled => state.picked.scroll_reader = false,
        Action::Toggle(facet) => return filters::toggle(state, facet),
        Action::Only(facet) => return filters::only(state, facet),
        Action::FindWords(words) => return filters::find(state, words),
        Action::Lane(change, lane) => return lanes::change(state, change, lane),
        Action::Speed(speed) => state.play.speed = speed,
        Action::Typed(ask, typed) => return typed_in(state, ask, typed.trim()),
        Action::ShowStep(step) => story::choose(state, step, now),
        Action::PresentFrom(step) => return present::begin(state, step, now),
        Action::Figure(figure) => present::type_figure(state, figure),
        Action::ShowView(nth) => return filters::show_view(state, nth, now),
        Action::CloseProblem => {
            if !state.problems.is_empty() {
                state.problems.remove(0);
            }
        }
        Action::CloseOverlay if state.overlay == Some(Overlay::Columns) => return tables::leave_out(state),
        Action::CloseOverlay => asking::never_mind(state),
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
    state.notice.clear();
    if matches!(state.overlay, Some(Overlay::Palette { .. } | Overlay::Keys | Overlay::Legend))
        && command != Command::SelectNone
    {
        state.overlay = None;
    }
    match command {
        Command::OpenFiles => return Some(Effect::ChooseFiles),
        Command::OpenFolder => return Some(Effect::ChooseFolder),
        Command::PasteText => {
            // Gone as soon as there is one.
            state.notice = "The clipboard holds no text".to_owned();
            return Some(Effect::Paste);
        }
        Command::ImportTable => return Some(Effect::ChooseTables),
        Command::WatchFolder => return reading::toggle_watch(state),
        Command::OpenSample => return asking::leave(state, Next::Sample),
        Command::Save => return asking::save(state),
        Command::SaveAs => return Some(Effect::ChooseProject),
        Command::Export => {
            state.export_title.clone_from(&state.known.timeline.title);
            state.overlay = Some(Overlay::Export { page: 0 });
            state.preview = None;
            return Some(Effect::Preview);
        }
        Command::CloseAll => return asking::leave(state, Next::Close),
        Command::Quit => return asking::leave(state, Next::Quit),
        Command::Author => state.overlay = Some(Overlay::Line { ask: Ask::Author, typed: state.author.clone() }),
        Command::History => state.overlay = Some(Overlay::History),
        Command::Find => return Some(Effect::FocusFind),
        Command::FindNext => picks::pick_found(state, true, now),
        Command::FindPrevious => picks::pick_found(state, false, now),
        Command::HideRest => {
            state.find.hides = !state.find.hides;
            return Some(Effect::Refine(true));
        }
        Command::DimFiltered => {
            state.find.filter_dims = !state.find.filter_dims;
            return Some(Effect::Refine(true));
        }
        Command::ClearFilters => return filters::clear(state),
        Command::SaveView => state.overlay = Some(Overlay::Line { ask: Ask::ViewName, typed: String::new() }),
        Command::Tag => correcting::begin(state, What::Tags),
        Command::Shift => correcting::begin(state, What::Shift),
        Command::Marking => {
            state.overlay = Some(Overlay::Line { ask: Ask::Marking, typed: state.project.arrangement.marking.clone() });
        }
        Command::Undo => return editing::undo(state),
        Command::Redo => return editing::redo(state),
        Command::Edit => {
            let undated = state.picked.undated.map(|(document, nth)| What::Undated(document, nth));
            correcting::begin(state, undated.unwrap_or(What::When));
        }
        Command::EditTitle => correcting::begin(state, What::Title),
        Command::EditKind => correcting::begin(state, What::Kind),
        Command::EditStatus => correcting::begin(state, What::Status),
        Command::EditCountries => correcting::begin(state, What::Parties),
        Command::EditNumbers => correcting::begin(state, What::Numbers),
        Command::EditNote => correcting::begin(state, What::Note),
        Command::DateDocument => {
            if let Some(document) = state.read_document() {
                correcting::begin(state, What::DocumentDate(document));
            }
        }
        Command::MakeEvent => {
            let (document, span) = state.selected_text.clone()?;
            correcting::begin(state, What::Passage(document, span));
        }
        Command::Merge => return correcting::merge(state),
        Command::Split => return correcting::split(state),
        Command::Delete => return correcting::delete(state),
        Command::PutBack => return correcting::put_back(state),
        Command::Review => reviewing::begin_review(state),
        Command::Accept => {
            let ids = editing::selected(state);
            let accepted = Correction::Review(Some(project::Review::Accepted));
            return editing::edit(state, &Edit::Correct(ids, accepted));
        }
        Command::Compare => state.overlay = Some(Overlay::Sources),
        Command::NextPassage => picks::step_passage(state, 1, now),
        Command::PreviousPassage => picks::step_passage(state, -1, now),
        Command::FindInText => state.find_in_text = Some(String::new()),
        Command::Star => return filters::star(state),
        Command::Hide => return filters::hide(state),
        Command::ShowHidden => {
            let hidden = state.project.arrangement.hidden.iter().copied().collect();
            return editing::edit(state, &Edit::Hide(hidden, false));
        }
        Command::SelectNone => return step_back(state),
        Command::OpenSource => {
            state.panels.details = Some(true);
            state.picked.scroll_reader = true;
        }
        Command::NextEvent => picks::step(state, 1, now),
        Command::PreviousEvent => picks::step(state, -1, now),
        Command::FirstEvent => picks::pick_nth(state, 0, now),
        Command::LastEvent => picks::pick_nth(state, state.shown.events.len().saturating_sub(1), now),
        Command::LaneAbove => picks::change_lane(state, -1, now),
        Command::LaneBelow => picks::change_lane(state, 1, now),
        Command::FitAll => moves::fit_all(state, now),
        Command::FitSelection => moves::fit_selection(state, now),
        Command::ZoomIn => moves::glide_zoom(state, 1.5, now),
        Command::ZoomOut => moves::glide_zoom(state, 1.0 / 1.5, now),
        Command::PanLater => moves::glide_tick(state, true, now),
        Command::PanEarlier => moves::glide_tick(state, false, now),
        Command::PlayheadLater => scrub::step(state, true, now),
        Command::PlayheadEarlier => scrub::step(state, false, now),
        Command::Play => scrub::toggle(state, now),
        Command::PlayEvents => state.play.pace = Pace::Events,
        Command::PlayTime => state.play.pace = Pace::Time,
        Command::Faster => scrub::change_speed(state, 1),
        Command::Slower => scrub::change_speed(state, -1),
        Command::LanesByNumber => return lanes::order(state, LaneOrder::Number),
        Command::LanesByName => return lanes::order(state, LaneOrder::Name),
        Command::LanesByFirstEvent => return lanes::order(state, LaneOrder::FirstEvent),
        Command::GroupByCountry => return lanes::group_by(state, Some(GroupBy::Country)),
        Command::GroupByOrganization => return lanes::group_by(state, Some(GroupBy::Organization)),
        Command::GroupByKind => return lanes::group_by(state, Some(GroupBy::Kind)),
        Command::GroupByDocument => return lanes::group_by(state, Some(GroupBy::Document)),
        Command::GroupByTag => return lanes::group_by(state, Some(GroupBy::Tag)),
        Command::GroupByNothing => return lanes::group_by(state, None),
        Command::ThenByKind => return lanes::then_by(state, GroupBy::Kind),
        Command::ThenByCountry => return lanes::then_by(state, GroupBy::Country),
        Command::LanesOwn => return lanes::order(state, LaneOrder::Own),
        Command::LaneUp => return lanes::change(state, LaneChange::Up, state.picked.lane),
        Command::LaneDown => return lanes::change(state, LaneChange::Down, state.picked.lane),
        Command::PinLane => return lanes::change(state, LaneChange::Pin, state.picked.lane),
        Command::FoldLane => return lanes::change(state, LaneChange::Fold, state.picked.lane),
        Command::HideLane => return lanes::change(state, LaneChange::Hide, state.picked.lane),
        Command::OnlyLane => return lanes::change(state, LaneChange::Alone, state.picked.lane),
        Command::ShowLanes => return editing::edit(state, &Edit::ShowLanes),
        Command::HidePlayhead => {
            state.view.playhead = None;
            state.play.since = None;
        }
        Command::ToggleFilters => state.panels.filters = Some(!state.filters_shown()),
        Command::Tray => {
            state.panels.tray = !state.panels.tray;
            picks::pick_nothing(state);
            if state.panels.tray {
                state.panels.details = Some(true);
            }
        }
        Command::ToggleDetails => state.panels.details = Some(!state.details_shown()),
        Command::FollowSystem => state.theme = ThemeChoice::System,
        Command::Light => state.theme = ThemeChoice::Light,
        Command::Dark => state.theme = ThemeChoice::Dark,
        Command::HighContrast => state.theme = ThemeChoice::HighContrast,
        Command::LargerText | Command::SmallerText | Command::NormalText => {
            state.scale = match command {
                Command::LargerText => scaled(state.scale, 1),
                Command::SmallerText => scaled(state.scale, -1),
                _ => 1.0,
            };
            return Some(Effect::Scale(state.scale));
        }
        Command::TieAll => state.ties = !state.ties,
        Command::ReduceMotion => state.still = !state.still,
        Command::ToggleStory => story::toggle(state),
        Command::AddStep => return story::add_selection(state),
        Command::BestSteps => return story::add_best(state),
        Command::RecordSteps => story::record(state),
        Command::Present => return story::present(state, false, now),
        Command::PresentHere => return story::present(state, true, now),
        Command::PresenterWindow => state.panels.presenter = !state.panels.presenter,
        Command::NextStep
        | Command::StepBack
        | Command::FirstStep
        | Command::LastStep
        | Command::StepSource
        | Command::Pointer
        | Command::BlackScreen
        | Command::WhiteScreen
        | Command::StopPresenting => return present::run(state, command, now),
        Command::FullScreen => return Some(Effect::FullScreen),
        Command::Palette => state.overlay = Some(Overlay::Palette { query: String::new(), chosen: 0 }),
        Command::Legend => state.overlay = Some(Overlay::Legend),
        Command::Keys => state.overlay = Some(Overlay::Keys),
    }
    None
}

/// Esc: closes what is on top, stops what runs, clears what is selected, one thing each time.
fn step_back(state: &mut State) -> Option<Effect> {
    if state.overlay == Some(Overlay::Columns) {
        return tables::leave_out(state);
    }
    if state.overlay.take().is_some() || state.play.since.take().is_some() || state.editing.take().is_some() {
        return None;
    }
    if state.reviewing.take().is_some() || state.selected_text.take().is_some() || state.find_in_text.take().is_some() {
        return None;
    }
    if !state.picked.events.is_empty() || state.picked.undated.is_some() {
        picks::pick_nothing(state);
    } else if state.panels.tray {
        state.panels.tray = false;
    } else if !state.find.words.is_empty() {
        return filters::find(state, String::new());
    } else if state.view.playhead.is_some() {
        state.view.playhead = None;
    } else {
        return Some(Effect::LeaveFullScreen);
    }
    None
}

fn typed_in(state: &mut State, ask: Ask, typed: &str) -> Option<Effect> {
    state.overlay = None;
    match ask {
        Ask::Marking => {
            editing::edit(state, &Edit::Mark(typed.to_owned()));
            None
        }
        Ask::Author => {
            state.author = typed.to_owned();
            None
        }
        Ask::ViewName => filters::save_view(state, typed),
    }
}
