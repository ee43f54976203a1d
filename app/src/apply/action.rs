//! What the window can be told to do, and what is then to be done beyond its state.
//!
//! Panels, keys and jobs return actions; `apply` takes them and gives effects, which `ui` carries out.

use super::{Correct, Facet, LaneChange, Step};
use crate::command::Command;
use crate::export::wish::{Raster, Wish};
use crate::jobs::Answer;
use crate::picture::axis::Stretch;
use crate::state::{Ask, Choice, Manner, Overlay};
use dateline_model::document::{Columns, Document, OwnDate};
use dateline_model::edit::Edit;
use dateline_model::text::Span;
use std::path::PathBuf;

/// Something that changes the state. An x is one of the picture, in points; a lane is one from the top.
#[derive(Debug)]
pub enum Action {
    /// A command of the table.
    Run(Command),
    /// Read these, with what is open already.
    Open(Vec<PathBuf>),
    /// Read this text, with what is open already.
    Paste(String),
    /// Read what is new or changes in this folder.
    Watch(PathBuf),
    /// Ask what the columns of these tables hold.
    OpenTables(Vec<PathBuf>),
    /// Read the table that is asked about by these columns.
    SetColumns(Columns),
    /// Import the table that is asked about, as text where the flag says so.
    ImportTable {
        /// Whether it is read as the text that it is.
        as_text: bool,
    },
    /// Save the project in this file.
    SaveTo(PathBuf),
    /// Answer the question that is asked.
    Answer(Choice),
    /// Make the project as it was at a place of its history.
    GoBackTo(u64),
    /// The window is to be closed.
    Leave,
    /// Write the picture to this file.
    ExportTo(PathBuf),
    /// Export in this way, under this title.
    Wish(Wish, String),
    /// Name the file to export to.
    ChooseTarget,
    /// Copy a page of the export as a picture.
    CopyPicture,
    /// Stop the export that goes on.
    CancelExport,
    /// Stop the reading that goes on.
    Cancel,
    /// Change the project.
    Edit(Edit),
    /// A step of correcting.
    Correct(Correct),
    /// A step of the review.
    Review(Step),
    /// Select text of a document in the reader, or none.
    SelectText(Option<(usize, Span)>),
    /// Select text of a document in the reader and bring it into view.
    ShowText(usize, Span),
    /// Select the sentence of a document that has this byte.
    SelectSentence(usize, usize),
    /// Search in the reader's document; none closes the field.
    FindInText(Option<String>),
    /// A job has something to say.
    Heard(Answer),
    /// Select an event, named in a lane, or nothing.
    Select(Option<(usize, usize)>),
    /// Select an event as well, or no longer.
    SelectToo(usize, usize),
    /// Select all events between the one that was selected first and another.
    SelectRange(usize, usize),
    /// Select an event and bring it into view.
    GoTo(usize),
    /// Read what a document tells without a time: the document, and which of it.
    ReadUndated(usize, usize),
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
        /// Whether it is a step that is to be seen as a movement, rather than part of one.
        glides: bool,
    },
    /// Open the fold that this day lies in, until all is shown again.
    Unfold(f64),
    /// Put a day at an x and scroll the lanes so far down, as a drag does.
    Hold {
        /// Where.
        x: f32,
        /// The day number.
        day: f64,
        /// How far the lanes are scrolled.
        scroll_y: f32,
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
    /// Find the events with these words.
    FindWords(String),
    /// Change a lane.
    Lane(LaneChange, usize),
    /// Play so many times the usual speed.
    Speed(f64),
    /// Use a line of text that was typed.
    Typed(Ask, String),
    /// Choose a step of the story and show its events, or choose none.
    ShowStep(Option<usize>),
    /// Present from a step on.
    PresentFrom(usize),
    /// While presenting: a figure of the number of a step.
    Figure(char),
    /// Show a saved view.
    ShowView(usize),
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

/// What is to be done beyond the state.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Show a dialog that chooses files.
    ChooseFiles,
    /// Show a dialog that chooses a folder.
    ChooseFolder,
    /// Show a dialog that chooses a folder to watch.
    ChooseWatched,
    /// Show a dialog that names the file to save the project in.
    ChooseProject,
    /// Show a dialog that names the file to export to.
    ChooseTarget,
    /// Read files and folders beside what is open.
    Read(Vec<PathBuf>),
    /// Read a text of this name beside what is open.
    ReadText(String, String),
    /// Ask for the text of the clipboard.
    Paste,
    /// Show a dialog that chooses tables.
    ChooseTables,
    /// Look for tables in files.
    LookForTables(Vec<PathBuf>),
    /// Look at the table that is asked about by its columns.
    LookAtTable,
    /// Read tables by their columns beside what is open.
    ReadTables(Vec<(Document, Columns)>),
    /// Watch a folder.
    Watch(PathBuf),
    /// Watch no folder any more.
    StopWatching,
    /// Read the sample documents in the place of what is open.
    ReadSample,
    /// Open a project in the place of what is open.
    Load(PathBuf, Manner),
    /// Open the project anew as its file has it now; what was not saved is kept beside that.
    Reload(PathBuf),
    /// Save the project.
    Save(PathBuf),
    /// Save the project, whatever stands in its place.
    Overwrite(PathBuf),
    /// Write the export.
    Export(PathBuf),
    /// Work out what the export will look like.
    Preview,
    /// Draw a page of the export for the clipboard.
    DrawPicture,
    /// Put this picture on the clipboard.
    Copy(Raster),
    /// Stop what is being exported.
    StopExport,
    /// Stop what is being read.
    Cancel,
    /// Close what is open.
    Close,
    /// Work out which events another own date of a document moves.
    Redate(usize, OwnDate),
    /// Work out what matches and, where the flag says so, what is shown.
    Refine(bool),
    /// Put the cursor into the field that filters by text.
    FocusFind,
    /// Use the whole screen, or no longer.
    FullScreen,
    /// Use the whole screen.
    EnterFullScreen,
    /// Use the whole screen no longer.
    LeaveFullScreen,
    /// Draw everything so many times its own size.
    Scale(f32),
    /// Close the window.
    Quit,
}
