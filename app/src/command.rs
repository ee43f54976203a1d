//! Every command of the window, in one table: its name, its place in the menus, its keys, what it does in a line.
//!
//! Menus, palette, keys and help come from this table. It knows no state; `apply` says what a command changes.

use egui::{Key, Modifiers};

/// What a user can order by menu, palette or key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Command {
    OpenFiles,
    OpenFolder,
    PasteText,
    ImportTable,
    WatchFolder,
    OpenSample,
    Save,
    SaveAs,
    Export,
    Marking,
    Author,
    CloseAll,
    Quit,
    Undo,
    Redo,
    History,
    Find,
    FindNext,
    FindPrevious,
    HideRest,
    ClearFilters,
    Edit,
    EditTitle,
    EditKind,
    EditStatus,
    EditCountries,
    EditNumbers,
    EditNote,
    Shift,
    DateDocument,
    MakeEvent,
    Merge,
    Split,
    Delete,
    PutBack,
    Accept,
    Review,
    Compare,
    NextPassage,
    PreviousPassage,
    FindInText,
    Star,
    Tag,
    Hide,
    ShowHidden,
    SelectNone,
    OpenSource,
    NextEvent,
    PreviousEvent,
    LaneAbove,
    LaneBelow,
    FirstEvent,
    LastEvent,
    FitAll,
    FitSelection,
    ZoomIn,
    ZoomOut,
    PanLater,
    PanEarlier,
    PlayheadLater,
    PlayheadEarlier,
    HidePlayhead,
    Play,
    PlayEvents,
    PlayTime,
    Faster,
    Slower,
    DimFiltered,
    TieAll,
    SaveView,
    GroupByCountry,
    GroupByOrganization,
    GroupByKind,
    GroupByDocument,
    GroupByTag,
    GroupByNothing,
    ThenByKind,
    ThenByCountry,
    LanesByNumber,
    LanesByName,
    LanesByFirstEvent,
    LanesOwn,
    LaneUp,
    LaneDown,
    PinLane,
    FoldLane,
    HideLane,
    OnlyLane,
    ShowLanes,
    ToggleFilters,
    ToggleDetails,
    Tray,
    FollowSystem,
    Light,
    Dark,
    HighContrast,
    LargerText,
    SmallerText,
    NormalText,
    ReduceMotion,
    FullScreen,
    ToggleStory,
    AddStep,
    BestSteps,
    RecordSteps,
    Present,
    PresentHere,
    PresenterWindow,
    NextStep,
    StepBack,
    FirstStep,
    LastStep,
    StepSource,
    Pointer,
    BlackScreen,
    WhiteScreen,
    StopPresenting,
    Palette,
    Legend,
    Keys,
}

/// Where a command stands in the menus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Menu {
    File,
    Edit,
    Event,
    View,
    Lanes,
    Play,
    Story,
    Help,
    /// No menu: what keys do while a story is presented.
    Presenting,
}

/// A key, and the modifiers held with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Keys {
    /// Ctrl, Alt, Shift.
    pub modifiers: Modifiers,
    /// The key itself, as the keyboard's layout names it.
    pub key: Key,
}

/// A row of the table.
pub struct Entry {
    /// What is ordered.
    pub command: Command,
    /// Its name, in sentence case.
    pub name: &'static str,
    /// What it does, for the tooltip and the palette.
    pub does: &'static str,
    /// The menu that it stands in.
    pub menu: Menu,
    /// Whether a line stands above it in the menu.
    pub line_above: bool,
    /// Its keys, the one that is shown first.
    pub keys: &'static [Keys],
}

impl Menu {
    /// From left to right.
    pub const ALL: [Menu; 8] =
        [Menu::File, Menu::Edit, Menu::Event, Menu::View, Menu::Lanes, Menu::Play, Menu::Story, Menu::Help];

    /// Its title.
    pub fn name(self) -> &'static str {
        match self {
            Menu::File => "File",
            Menu::Edit => "Edit",
            Menu::Event => "Event",
            Menu::View => "View",
            Menu::Lanes => "Lanes",
            Menu::Play => "Play",
            Menu::Story => "Story",
            Menu::Help => "Help",
            Menu::Presenting => "While presenting",
        }
    }
}

impl Command {
    /// Its row.
    pub fn entry(self) -> &'static Entry {
        TABLE.iter().find(|entry| entry.command == self).unwrap_or(&TABLE[0])
    }
}

impl Entry {
    /// The keys that are shown beside the name: "Ctrl O", or nothing.
    pub fn keys_text(&self) -> String {
        self.keys.first().map(Keys::text).unwrap_or_default()
    }
}

impl Keys {
    /// "Ctrl Shift O", "Left", "?".
    pub fn text(&self) -> String {
        let mut words = Vec::new();
        if self.modifiers.command {
            words.push("Ctrl");
        }
        if self.modifiers.alt {
            words.push("Alt");
        }
        if self.modifiers.shift {
            words.push("Shift");
        }
        words.push(match self.key {
            Key::ArrowLeft => "Left",
            Key::ArrowRight => "Right",
            Key::ArrowUp => "Up",
            Key::ArrowDown => "Down",
            Key::OpenBracket => "[",
            Key::CloseBracket => "]",
            Key::OpenCurlyBracket => "{",
            Key::CloseCurlyBracket => "}",
            Key::Plus => "+",
            Key::Minus => "-",
            Key::Equals => "=",
            Key::Slash => "/",
            Key::Questionmark => "?",
            Key::Escape => "Esc",
            Key::Delete => "Del",
            key => key.name(),
        });
        words.join(" ")
    }
}

/// The text fields of the window, by their ids.
pub const TEXT_FIELDS: [&str; 6] = ["find", "command", "path", "line", "edit", "find in text"];

/// The commands whose keys were pressed since the last frame. Takes the keys, so that nothing else acts on them.
/// `canvas` is the one control that leaves all keys to the commands, `reader` has those that move in a text to itself; while
/// a story is presented, keys have their own meaning.
pub fn pressed(ctx: &egui::Context, canvas: egui::Id, reader: egui::Id, presenting: bool) -> Vec<Command> {
    // Who types writes text; an open menu has its own keys.
    // egui takes the focus off a field before we see the Esc that was pressed in it.
    let was_in_text =
        ctx.memory(|memory| TEXT_FIELDS.iter().any(|field| memory.had_focus_last_frame(egui::Id::unique(field))));
    if was_in_text || ctx.text_edit_focused() || egui::Popup::is_any_open(ctx) {
        return Vec::new();
    }
    let on_control = !presenting && ctx.memory(|memory| memory.focused().is_some_and(|focused| focused != canvas));
    let entries = TABLE.iter().filter(|entry| (entry.menu == Menu::Presenting) == presenting);
    let mut rows: Vec<(&Keys, Command)> =
        entries.flat_map(|entry| entry.keys.iter().map(move |keys| (keys, entry.command))).collect();
    // egui lets a pattern without Shift match a press with it, so the fuller pattern is asked first.
    let held =
        |modifiers: &Modifiers| u8::from(modifiers.command) + u8::from(modifiers.shift) + u8::from(modifiers.alt);
    rows.sort_by_key(|(keys, _)| std::cmp::Reverse(held(&keys.modifiers)));
    // A control that was reached by Tab has these keys to itself.
    let in_reader = ctx.memory(|memory| memory.has_focus(reader));
    let all = [Key::Enter, Key::ArrowLeft, Key::ArrowRight, Key::ArrowUp, Key::ArrowDown, Key::Home, Key::End];
    let of_control = &all[..if in_reader { all.len() } else { 5 }];
    // One after the other, as they were pressed: a slow frame loses and repeats none.
    let mut commands = Vec::new();
    ctx.input_mut(|input| {
        input.events.retain(|event| {
            let egui::Event::Key { key, pressed: true, modifiers, .. } = event else { return true };
            let orders =
                |(keys, _): &&(&Keys, Command)| keys.key == *key && modifiers.matches_logically(keys.modifiers);
            let found = rows.iter().find(orders).filter(|_| !(on_control && of_control.contains(key)));
            commands.extend(found.map(|(_, command)| *command));
            found.is_none()
        });
    });
    commands
}

const fn plain(key: Key) -> Keys {
    Keys { modifiers: Modifiers::NONE, key }
}

const fn shift(key: Key) -> Keys {
    Keys { modifiers: Modifiers::SHIFT, key }
}

const fn alt(key: Key) -> Keys {
    Keys { modifiers: Modifiers::ALT, key }
}

const fn ctrl(key: Key) -> Keys {
    Keys { modifiers: Modifiers::COMMAND, key }
}

const fn ctrl_shift(key: Key) -> Keys {
    Keys { modifiers: Modifiers::COMMAND.plus(Modifiers::SHIFT), key }
}

const fn row(menu: Menu, command: Command, name: &'static str, does: &'static str, keys: &'static [Keys]) -> Entry {
    Entry { command, name, does, menu, line_above: false, keys }
}

const fn line(entry: Entry) -> Entry {
    Entry { line_above: true, ..entry }
}

/// All commands, in the order of the menus.
#[rustfmt::skip]
pub const TABLE: &[Entry] = &[
    row(Menu::File, Command::OpenFiles, "Open files", "Read documents and add them to the timeline", &[ctrl(Key::O)]),
    row(Menu::File, Command::OpenFolder, "Open folder", "Read every document of a folder", &[ctrl_shift(Key::O)]),
    row(Menu::File, Command::PasteText, "Paste text", "Read the text of the clipboard as a document", &[ctrl(Key::V)]),
    row(Menu::File, Command::ImportTable, "Import table", "Choose what the columns of a table hold, and read its rows as events", &[]),
    row(Menu::File, Command::WatchFolder, "Watch folder", "Read what is new or changes in a folder as it comes, or no longer", &[]),
    row(Menu::File, Command::OpenSample, "Look at the sample", "Open five short documents that come with the program", &[]),
    line(row(Menu::File, Command::Save, "Save project", "Keep documents and timeline in one file, to open again later", &[ctrl(Key::S)])),
    row(Menu::File, Command::SaveAs, "Save project as", "Keep them under another name", &[ctrl_shift(Key::S)]),
    line(row(Menu::File, Command::Export, "Export", "Save pictures, slides, a document, a briefing or data", &[ctrl(Key::E)])),
    row(Menu::File, Command::Marking, "Marking", "The handling line at the top of window and pictures", &[]),
    row(Menu::File, Command::Author, "Your name", "The name that stands beside what you change, in the projects that you change", &[]),
    line(row(Menu::File, Command::CloseAll, "Close documents", "Begin again with an empty timeline", &[ctrl(Key::W)])),
    row(Menu::File, Command::Quit, "Quit", "Close the window", &[ctrl(Key::Q)]),

    row(Menu::Edit, Command::Undo, "Undo", "Take back the last change", &[ctrl(Key::Z)]),
    row(Menu::Edit, Command::Redo, "Redo", "Do again what was taken back", &[ctrl(Key::Y), ctrl_shift(Key::Z)]),
    row(Menu::Edit, Command::History, "History", "All changes since the project was opened; go back to any of them", &[ctrl_shift(Key::H)]),
    line(row(Menu::Edit, Command::Find, "Find", "Light the events whose title, passage or names have these words", &[ctrl(Key::F)])),
    row(Menu::Edit, Command::FindNext, "Next found", "Select the next event that was found", &[plain(Key::F3), ctrl(Key::G)]),
    row(Menu::Edit, Command::FindPrevious, "Previous found", "Select the event before that was found", &[shift(Key::F3), ctrl_shift(Key::G)]),
    row(Menu::Edit, Command::HideRest, "Only what was found", "Hide what does not have the words, rather than dim it", &[ctrl(Key::H)]),
    row(Menu::Edit, Command::ClearFilters, "Clear filters", "Show every event again", &[ctrl_shift(Key::F)]),
    line(row(Menu::Edit, Command::NextEvent, "Next event", "Select the next event in time", &[plain(Key::ArrowRight)])),
    row(Menu::Edit, Command::PreviousEvent, "Previous event", "Select the event before in time", &[plain(Key::ArrowLeft)]),
    row(Menu::Edit, Command::LaneAbove, "Lane above", "Select the nearest event in the lane above", &[plain(Key::ArrowUp)]),
    row(Menu::Edit, Command::LaneBelow, "Lane below", "Select the nearest event in the lane below", &[plain(Key::ArrowDown)]),
    row(Menu::Edit, Command::FirstEvent, "First event", "Select the earliest event", &[plain(Key::Home)]),
    row(Menu::Edit, Command::LastEvent, "Last event", "Select the latest event", &[plain(Key::End)]),
    row(Menu::Edit, Command::SelectNone, "Select nothing", "Clear the selection", &[plain(Key::Escape)]),

    row(Menu::Event, Command::Edit, "Edit", "Correct the date of the selected event, then its other fields with Tab", &[plain(Key::E)]),
    row(Menu::Event, Command::EditTitle, "Edit title", "Give the selected event another title", &[plain(Key::F2)]),
    row(Menu::Event, Command::EditKind, "Edit kind", "Say what the selected events are", &[ctrl(Key::K)]),
    row(Menu::Event, Command::EditStatus, "Edit status", "Say whether the selected events happened", &[ctrl_shift(Key::K)]),
    row(Menu::Event, Command::EditCountries, "Edit countries", "Say who takes part in the selected event, and as what", &[ctrl(Key::L)]),
    row(Menu::Event, Command::EditNumbers, "Edit numbers", "Add a number to the selected event or take one off", &[]),
    row(Menu::Event, Command::EditNote, "Edit note", "Write about the selected event", &[plain(Key::N)]),
    row(Menu::Event, Command::Shift, "Move in time", "Move the selected events by so many days, weeks or months", &[plain(Key::M)]),
    line(row(Menu::Event, Command::Star, "Star", "Mark the selected events with a star, or no longer", &[ctrl(Key::D)])),
    row(Menu::Event, Command::Tag, "Tag", "Give the selected events a word to find them by", &[ctrl(Key::T)]),
    row(Menu::Event, Command::Hide, "Hide", "Take the selected events out of the picture", &[plain(Key::Delete)]),
    row(Menu::Event, Command::ShowHidden, "Show hidden events", "Bring back what was taken out of the picture", &[]),
    row(Menu::Event, Command::Delete, "Delete", "Take the selected events out of the timeline, as they are none", &[shift(Key::Delete)]),
    row(Menu::Event, Command::PutBack, "Put back", "Put the selected events back to what the documents say", &[]),
    line(row(Menu::Event, Command::Merge, "Merge", "Make one event of the selected ones", &[ctrl(Key::M)])),
    row(Menu::Event, Command::Split, "Split off source", "Make an event of its own of the source that is shown", &[ctrl_shift(Key::M)]),
    row(Menu::Event, Command::MakeEvent, "New event of selected text", "Make an event of the text that is selected in the source", &[ctrl(Key::N)]),
    row(Menu::Event, Command::DateDocument, "Date of the document", "Set the date that the document's words count from", &[plain(Key::D)]),
    line(row(Menu::Event, Command::Review, "Review", "Look at what is uncertain, one after the other", &[plain(Key::R)])),
    row(Menu::Event, Command::Accept, "Accept", "Say that the selected events are right", &[plain(Key::A)]),
    line(row(Menu::Event, Command::OpenSource, "Open source", "Read the passage that tells the selected event", &[plain(Key::Enter)])),
    row(Menu::Event, Command::Compare, "Compare sources", "Show all passages that tell the selected event side by side", &[plain(Key::C)]),
    row(Menu::Event, Command::NextPassage, "Next in the source", "Select the next event that the document tells", &[plain(Key::J)]),
    row(Menu::Event, Command::PreviousPassage, "Previous in the source", "Select the event that the document tells before", &[plain(Key::K)]),
    row(Menu::Event, Command::FindInText, "Find in the source", "Find words in the document that is shown", &[plain(Key::Slash)]),

    row(Menu::View, Command::FitAll, "Fit everything", "Show the whole timeline", &[plain(Key::Num0)]),
    row(Menu::View, Command::FitSelection, "Centre selection", "Bring the selection to the middle; once more: fill the view with it", &[plain(Key::F)]),
    row(Menu::View, Command::ZoomIn, "Zoom in", "Show a shorter time", &[plain(Key::Plus), plain(Key::Equals)]),
    row(Menu::View, Command::ZoomOut, "Zoom out", "Show a longer time", &[plain(Key::Minus)]),
    row(Menu::View, Command::PanLater, "Move later", "Move the view to the next tick of the ruler", &[shift(Key::ArrowRight)]),
    row(Menu::View, Command::PanEarlier, "Move earlier", "Move the view to the tick before", &[shift(Key::ArrowLeft)]),
    line(row(Menu::View, Command::DimFiltered, "Dim what filters leave out", "Draw it pale instead of hiding it", &[])),
    row(Menu::View, Command::TieAll, "Tie lanes always", "Draw a line through all marks of each event, not only of the selected", &[]),
    row(Menu::View, Command::SaveView, "Save this view", "Keep filters and stretch of time under a name", &[ctrl(Key::B)]),
    line(row(Menu::View, Command::ToggleFilters, "Filters", "Show or hide the filters at the left", &[ctrl(Key::Num1)])),
    row(Menu::View, Command::ToggleDetails, "Details", "Show or hide details and source at the right", &[ctrl(Key::Num2)]),
    row(Menu::View, Command::Tray, "No time told", "List what the documents tell without a time", &[ctrl(Key::Num3)]),
    line(row(Menu::View, Command::FollowSystem, "Colours of the system", "Light or dark as the desktop is", &[])),
    row(Menu::View, Command::Light, "Light", "Dark ink on white", &[]),
    row(Menu::View, Command::Dark, "Dark", "Light ink on near black", &[]),
    row(Menu::View, Command::HighContrast, "High contrast", "White on black, stronger colours", &[]),
    line(row(Menu::View, Command::LargerText, "Larger text", "Everything in the window larger", &[ctrl(Key::Plus), ctrl(Key::Equals)])),
    row(Menu::View, Command::SmallerText, "Smaller text", "Everything in the window smaller", &[ctrl(Key::Minus)]),
    row(Menu::View, Command::NormalText, "Normal text", "Everything at its own size", &[ctrl(Key::Num0)]),
    row(Menu::View, Command::ReduceMotion, "Reduce motion", "Let the view move at once, without gliding", &[]),
    row(Menu::View, Command::FullScreen, "Full screen", "Use the whole screen, or the window again", &[plain(Key::F11)]),

    row(Menu::Lanes, Command::GroupByCountry, "Countries", "A lane for each country that takes part", &[]),
    row(Menu::Lanes, Command::GroupByOrganization, "Organisations", "A lane for each organisation that takes part", &[]),
    row(Menu::Lanes, Command::GroupByKind, "Kinds", "A lane for each kind of event", &[]),
    row(Menu::Lanes, Command::GroupByDocument, "Documents", "A lane for each document", &[]),
    row(Menu::Lanes, Command::GroupByTag, "Tags", "A lane for each tag that you gave", &[]),
    row(Menu::Lanes, Command::GroupByNothing, "One lane", "All events in one lane", &[]),
    line(row(Menu::Lanes, Command::ThenByKind, "Kinds within lanes", "In each lane one for each kind of event, or no longer", &[])),
    row(Menu::Lanes, Command::ThenByCountry, "Countries within lanes", "In each lane one for each country, or no longer", &[]),
    line(row(Menu::Lanes, Command::LanesByNumber, "By number", "The fullest lane first", &[])),
    row(Menu::Lanes, Command::LanesByName, "By name", "Lanes in the order of their names", &[]),
    row(Menu::Lanes, Command::LanesByFirstEvent, "By first event", "Lanes in the order in which they begin", &[]),
    row(Menu::Lanes, Command::LanesOwn, "In my order", "Lanes as you dragged them", &[]),
    line(row(Menu::Lanes, Command::LaneUp, "Move up", "Move the lane of the selection up", &[alt(Key::ArrowUp)])),
    row(Menu::Lanes, Command::LaneDown, "Move down", "Move the lane of the selection down", &[alt(Key::ArrowDown)]),
    line(row(Menu::Lanes, Command::PinLane, "Pin to the top", "Keep the lane of the selection above all others, or no longer", &[])),
    row(Menu::Lanes, Command::FoldLane, "Fold", "Draw the lane of the selection low, or high again", &[]),
    row(Menu::Lanes, Command::HideLane, "Hide lane", "Take the lane of the selection out of the picture", &[]),
    row(Menu::Lanes, Command::OnlyLane, "This lane alone", "Show the lane of the selection alone; once more: all", &[]),
    line(row(Menu::Lanes, Command::ShowLanes, "Show hidden lanes", "Bring back the lanes that were taken out", &[])),

    row(Menu::Play, Command::Play, "Play or pause", "Let the playhead move by itself", &[plain(Key::Space)]),
    row(Menu::Play, Command::PlayEvents, "By events", "From event to event, each held as long", &[]),
    row(Menu::Play, Command::PlayTime, "By time", "Evenly through time", &[]),
    row(Menu::Play, Command::Faster, "Faster", "Twice as fast", &[plain(Key::CloseCurlyBracket)]),
    row(Menu::Play, Command::Slower, "Slower", "Half as fast", &[plain(Key::OpenCurlyBracket)]),
    line(row(Menu::Play, Command::PlayheadLater, "Playhead later", "Move the playhead to the next tick of the ruler", &[plain(Key::CloseBracket)])),
    row(Menu::Play, Command::PlayheadEarlier, "Playhead earlier", "Move the playhead to the tick before", &[plain(Key::OpenBracket)]),
    row(Menu::Play, Command::HidePlayhead, "Hide playhead", "Take the playhead away", &[]),

    row(Menu::Story, Command::ToggleStory, "Story", "Show or hide the steps of what you present", &[ctrl(Key::Num4)]),
    line(row(Menu::Story, Command::AddStep, "Add selection as a step", "Put a step about the selected events at the end of the story", &[ctrl(Key::Enter)])),
    row(Menu::Story, Command::BestSteps, "Ten that matter most", "Add a step for each of the ten weightiest events that show", &[]),
    row(Menu::Story, Command::RecordSteps, "Record steps", "Let each event that you select, and each time that you rest on, become a step", &[]),
    line(row(Menu::Story, Command::Present, "Present", "Show the story on the whole screen, from its first step", &[plain(Key::F5)])),
    row(Menu::Story, Command::PresentHere, "Present from here", "Begin with the chosen step, or the first one about the selected event", &[shift(Key::F5)]),
    row(Menu::Story, Command::PresenterWindow, "Presenter's window", "While presenting, show notes, the next step and the time in a second window", &[]),

    row(Menu::Presenting, Command::NextStep, "Next step", "Go on; after a number, to the step of that number", &[plain(Key::PageDown), plain(Key::ArrowRight), plain(Key::Space), plain(Key::Enter), plain(Key::ArrowDown)]),
    row(Menu::Presenting, Command::StepBack, "Step before", "Go back", &[plain(Key::PageUp), plain(Key::ArrowLeft), plain(Key::ArrowUp), plain(Key::Backspace)]),
    row(Menu::Presenting, Command::FirstStep, "First step", "Go to the beginning", &[plain(Key::Home)]),
    row(Menu::Presenting, Command::LastStep, "Last step", "Go to the end", &[plain(Key::End)]),
    row(Menu::Presenting, Command::StepSource, "Source of this step", "Show the passages that tell it, one after the other", &[plain(Key::S)]),
    row(Menu::Presenting, Command::Pointer, "Pointer", "Let a dot follow the mouse, or no longer", &[plain(Key::L)]),
    row(Menu::Presenting, Command::BlackScreen, "Black", "Show nothing on black, or the step again", &[plain(Key::B), plain(Key::Period)]),
    row(Menu::Presenting, Command::WhiteScreen, "White", "Show nothing on white, or the step again", &[plain(Key::W), plain(Key::Comma)]),
    row(Menu::Presenting, Command::StopPresenting, "Stop presenting", "Go back to the window", &[plain(Key::Escape)]),

    row(Menu::Help, Command::Palette, "Find a command", "Type to find any command", &[ctrl(Key::P), ctrl_shift(Key::P)]),
    row(Menu::Help, Command::Legend, "Legend", "What marks, bands and signs mean", &[plain(Key::L)]),
    row(Menu::Help, Command::Keys, "Keys and mouse", "What keys and mouse do", &[plain(Key::Questionmark), plain(Key::F1)]),
];

/// What the mouse does, for the help.
pub const MOUSE: &[(&str, &str)] = &[
    ("Ctrl wheel, pinch", "Zoom at the pointer"),
    ("Wheel", "Scroll the lanes"),
    ("Shift wheel, two fingers", "Move in time"),
    ("Drag", "Move in time and across lanes"),
    ("Shift drag", "Zoom to a stretch of time"),
    ("Click on the ruler", "Put the playhead there"),
    ("Drag the playhead", "Move it"),
    ("Drag on the ruler", "Select the events of that time"),
    ("Click, Ctrl, Shift click", "Select, add, all between"),
    ("Drag a lane's head", "Move the lane"),
    ("Click a lane's head", "Pin, fold, hide it"),
    ("Double click an event", "Read its source"),
    ("Double click elsewhere", "Fit everything"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_keys_are_used_twice() {
        for presenting in [false, true] {
            let entries = TABLE.iter().filter(|entry| (entry.menu == Menu::Presenting) == presenting);
            let all: Vec<(&Keys, Command)> =
                entries.flat_map(|entry| entry.keys.iter().map(move |keys| (keys, entry.command))).collect();
            for (at, (keys, command)) in all.iter().enumerate() {
                for (other, second) in &all[at + 1..] {
                    assert!(keys != other, "{} belongs to {command:?} and {second:?}", keys.text());
                }
            }
        }
    }

    #[test]
    fn every_command_has_one_row() {
        for entry in TABLE {
            assert_eq!(TABLE.iter().filter(|other| other.command == entry.command).count(), 1, "{:?}", entry.command);
            assert_eq!(TABLE.iter().filter(|other| other.name == entry.name).count(), 1, "{}", entry.name);
        }
    }

    #[test]
    fn keys_read_as_on_the_keyboard() {
        assert_eq!(Command::OpenFolder.entry().keys_text(), "Ctrl Shift O");
        assert_eq!(Command::PlayheadEarlier.entry().keys_text(), "[");
        assert_eq!(Command::FitAll.entry().keys_text(), "0");
    }
}
