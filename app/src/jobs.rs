//! Work off the window's thread: reading documents, working out what is shown, file dialogs, exports.
//!
//! In: what is to be done. Out: answers, asked for once a frame. A reading that was cancelled
//! or overtaken by a newer one is told to stop, and what it still answers is dropped.

mod answer;
mod dialogs;
mod reading;

use crate::export::wish::Preview;
use crate::names::names;
use crate::open::columns::Table;
use crate::open::{self, Added, Input, Progress};
use crate::refine::{self, Find, Known, Wanted};
use crate::state::Manner;
use crate::watch::Watch;
pub use answer::{Answer, Base, Came, Read, Source, Told};
use dateline_model::document::{Columns, Document, OwnDate};
use dateline_model::edit;
use dateline_model::filter::Filter;
use dateline_model::import;
use dateline_model::lexicon::Lexicon;
use dateline_model::project::{Project, Stamp};
use reading::{load, read_beside, redated};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

/// The work that goes on.
pub struct Jobs {
    sender: Sender<(Ticket, Answer)>,
    receiver: Receiver<(Ticket, Answer)>,
    /// Each new reading outdates those before, which stop.
    readings: Line,
    /// Each new date of a document outdates those before.
    redatings: Line,
    /// Each new look at a table outdates those before.
    looks: Line,
    /// Each new refinement of what is shown outdates those before.
    refinements: Line,
    /// Each new preview outdates those before.
    previews: Line,
    /// Each new export stops the one before.
    exports: Line,
    /// Ends the watch over a folder when it is dropped.
    watching: Option<Sender<()>>,
    /// Wakes the window, which sleeps while nothing happens.
    wake: Arc<dyn Fn() + Send + Sync>,
}

/// Work of which only the newest is wanted.
#[derive(Clone, Default)]
struct Line(Arc<AtomicU64>);

/// Tells whether an answer is still wanted; one without a line always is.
#[derive(Clone, Default)]
struct Ticket(Option<(Line, u64)>);

/// A watched folder is looked at so often.
const LOOK_EVERY: Duration = Duration::from_secs(2);

impl Line {
    /// Outdates all tickets and gives a new one.
    fn next(&self) -> Ticket {
        Ticket(Some((self.clone(), self.0.fetch_add(1, Ordering::SeqCst) + 1)))
    }
}

impl Ticket {
    fn is_wanted(&self) -> bool {
        self.0.as_ref().is_none_or(|(line, number)| line.0.load(Ordering::SeqCst) == *number)
    }
}

impl Jobs {
    /// No work yet. `wake` is called from other threads when there is an answer.
    pub fn new(wake: impl Fn() + Send + Sync + 'static) -> Jobs {
        let (sender, receiver) = channel();
        Jobs {
            sender,
            receiver,
            readings: Line::default(),
            redatings: Line::default(),
            looks: Line::default(),
            refinements: Line::default(),
            previews: Line::default(),
            exports: Line::default(),
            watching: None,
            wake: Arc::new(wake),
        }
    }

    /// The answers since the last call, in the order they came.
    pub fn answers(&self) -> Vec<Answer> {
        let fresh = self.receiver.try_iter().filter(|(ticket, _)| ticket.is_wanted());
        fresh.map(|(_, answer)| answer).collect()
    }

    /// Stops the reading that goes on.
    pub fn cancel(&self) {
        self.readings.next();
        self.redatings.next();
    }

    /// Reads texts to a project of their own; a reading that goes on is stopped.
    pub fn read(&self, inputs: Vec<Input>) {
        self.start_reading(|progress| {
            let (mut project, lexicon) = (Project::default(), Lexicon::embedded());
            let Added { edit, problems, .. } = open::add(&project, inputs, &lexicon, progress);
            edit.and_then(|edit| edit::apply(&mut project, &edit, &Stamp::default()));
            let known = Known::new(project.timeline(), Arc::new(lexicon));
            let told = Told::new(known, &project, Filter::default(), Find::default());
            Read { project, came: Came::Anew(Source::default()), told, tables: Vec::new(), problems, question: None }
        });
    }

    /// Reads files and folders beside the documents of a project; a reading that goes on is stopped.
    pub fn read_paths(&self, paths: Vec<PathBuf>, base: Base) {
        self.start_reading(move |progress| {
            let names = names(&paths, None);
            let mut problems = names.problems;
            let (inputs, mut unread) = open::inputs(&paths);
            problems.append(&mut unread);
            problems.extend(open::lists_left_out(&paths));
            let mut read = read_beside(inputs, base, Arc::new(names.lexicon), progress);
            problems.append(&mut read.problems);
            Read { problems, ..read }
        });
    }

    /// Reads a text beside the documents of a project; a reading that goes on is stopped.
    pub fn read_text(&self, name: String, text: String, base: Base, lexicon: Arc<Lexicon>) {
        self.start_reading(move |progress| {
            let lexicon = lexicon_for(&base.project, lexicon);
            read_beside(vec![Input::Text { name, text }], base, lexicon, progress)
        });
    }

    /// Reads tables by their columns, or as text, beside the documents of a project; a reading that goes on is stopped.
    pub fn read_tables(&self, tables: Vec<(Document, Columns)>, base: Base, lexicon: Arc<Lexicon>) {
        self.start_reading(move |progress| {
            let lexicon = lexicon_for(&base.project, lexicon);
            let by = |(mut document, columns): (Document, Columns)| {
                import::read_by(&mut document, columns);
                Input::Saved(Box::new(document))
            };
            read_beside(tables.into_iter().map(by).collect(), base, lexicon, progress)
        });
    }

    /// Reads files as tables whose columns are to be chosen, with those that a project has for them.
    pub fn look_for_tables(&self, paths: Vec<PathBuf>, project: Project, lexicon: Arc<Lexicon>) {
        self.start(move || {
            let lexicon = lexicon_for(&project, lexicon);
            let (tables, problems) = open::tables(&project, &paths, &lexicon);
            Answer::Tables(tables, problems)
        });
    }

    /// Looks at a table by other columns.
    pub fn look(&self, table: Table, project: Project, lexicon: Arc<Lexicon>) {
        let ticket = self.looks.next();
        let (sender, wake) = (self.sender.clone(), Arc::clone(&self.wake));
        std::thread::spawn(move || {
            let lexicon = lexicon_for(&project, lexicon);
            let Table { document, columns, .. } = table;
            let look = import::look(&lexicon, &document.text, &columns, &|| ticket.is_wanted());
            sender.send((ticket, Answer::Looked(columns, look))).ok();
            wake();
        });
    }

    /// Watches a folder, and no other one any more, for files that are new or changed since those of the names that are
    /// `open` were read.
    pub fn watch(&mut self, folder: PathBuf, open: BTreeSet<String>) {
        let (watching, ended) = channel();
        self.watching = Some(watching);
        let (sender, wake) = (self.sender.clone(), Arc::clone(&self.wake));
        std::thread::spawn(move || {
            let mut watch = Watch::new(folder.clone(), &open);
            loop {
                let (changed, problems) = watch.look();
                let mut news: Vec<Answer> = problems.into_iter().map(Answer::Failed).collect();
                if !changed.is_empty() {
                    news.push(Answer::Changed(folder.clone(), changed));
                }
                if !news.is_empty() {
                    news.into_iter().for_each(|answer| drop(sender.send((Ticket::default(), answer))));
                    wake();
                }
                if ended.recv_timeout(LOOK_EVERY) != Err(RecvTimeoutError::Timeout) {
                    return;
                }
            }
        });
    }

    /// Watches no folder any more.
    pub fn stop_watching(&mut self) {
        self.watching = None;
    }

    /// Opens a project, which may be a copy in the folder `home`; a reading that goes on is stopped.
    pub fn load(&self, path: PathBuf, manner: Manner, home: Option<PathBuf>) {
        self.redatings.next();
        self.start_reading(move |_| load(&path, manner, home.as_deref()));
    }

    /// Works out what a project tells, after so many changes to what it tells, and what is shown of it.
    pub fn retell(&self, project: Project, to_tell: u64, wanted: Wanted) {
        let ticket = self.refinements.next();
        let (sender, wake) = (self.sender.clone(), Arc::clone(&self.wake));
        std::thread::spawn(move || {
            let known = Known::new(project.timeline(), Arc::clone(&wanted.known.lexicon));
            if ticket.is_wanted() {
                let told = Told::new(known, &project, wanted.filter, wanted.find);
                sender.send((ticket, Answer::Told(to_tell, Box::new(told)))).ok();
                wake();
            }
        });
    }

    /// Reads a document anew as of another date, and tells which events that moves.
    pub fn redate(&self, project: Project, document: usize, own: OwnDate, lexicon: Arc<Lexicon>) {
        let ticket = self.redatings.next();
        let (sender, wake) = (self.sender.clone(), Arc::clone(&self.wake));
        std::thread::spawn(move || {
            if let Some(moves) = redated(&project, document, own, &lexicon) {
                sender.send((ticket, Answer::Redated(document, Box::new(moves)))).ok();
                wake();
            }
        });
    }

    /// Works out which events match and, if `redraw`, what is shown.
    pub fn refine(&self, wanted: Wanted, redraw: bool) {
        let ticket = self.refinements.next();
        let (sender, wake) = (self.sender.clone(), Arc::clone(&self.wake));
        std::thread::spawn(move || {
            let matches = refine::matches(&wanted);
            sender.send((ticket.clone(), Answer::Matches(matches.clone()))).ok();
            wake();
            if redraw && ticket.is_wanted() {
                let shown = refine::show(&wanted, &matches);
                sender.send((ticket, Answer::Shown(Box::new(shown)))).ok();
                wake();
            }
        });
    }

    /// Whether an answer to a refinement is still to come.
    #[cfg(test)]
    pub fn are_refining(&self) -> bool {
        // Each ticket that is out, with a job or in the channel, holds on to its line.
        Arc::strong_count(&self.refinements.0) > 1
    }

    /// Works out what an export will look like; `work` asks whether that is still wanted.
    pub fn preview(&self, work: impl FnOnce(&dyn Fn() -> bool) -> Result<Preview, String> + Send + 'static) {
        let ticket = self.previews.next();
        let (sender, wake) = (self.sender.clone(), Arc::clone(&self.wake));
        std::thread::spawn(move || {
            let preview = work(&|| ticket.is_wanted());
            sender.send((ticket, Answer::Previewed(preview))).ok();
            wake();
        });
    }

    /// Exports; `work` tells how many pages are written of how many, and is told whether to go on.
    pub fn export(&self, work: impl FnOnce(&dyn Fn(usize, usize) -> bool) -> Answer + Send + 'static) {
        let ticket = self.exports.next();
        let (sender, wake) = (self.sender.clone(), Arc::clone(&self.wake));
        std::thread::spawn(move || {
            let answer = work(&|done, of| {
                sender.send((ticket.clone(), Answer::Exporting(done, of))).ok();
                wake();
                ticket.is_wanted()
            });
            sender.send((ticket, answer)).ok();
            wake();
        });
    }

    /// Stops the export that goes on.
    pub fn stop_export(&self) {
        self.exports.next();
    }

    /// Does work that answers once, and is never overtaken.
    pub fn start(&self, work: impl FnOnce() -> Answer + Send + 'static) {
        let (sender, wake) = (self.sender.clone(), Arc::clone(&self.wake));
        std::thread::spawn(move || {
            sender.send((Ticket::default(), work())).ok();
            wake();
        });
    }

    /// Answers from another thread.
    pub fn teller(&self) -> impl Fn(Answer) + Send + 'static {
        let (sender, wake) = (self.sender.clone(), Arc::clone(&self.wake));
        move |answer| {
            sender.send((Ticket::default(), answer)).ok();
            wake();
        }
    }

    fn start_reading(&self, read: impl FnOnce(&(dyn Fn(Progress) -> bool + Sync)) -> Read + Send + 'static) {
        let ticket = self.readings.next();
        let (sender, wake) = (self.sender.clone(), Arc::clone(&self.wake));
        std::thread::spawn(move || {
            let read = read(&|progress| {
                sender.send((ticket.clone(), Answer::Progress(progress))).ok();
                wake();
                ticket.is_wanted()
            });
            let timeline = Arc::clone(&read.told.wanted.known.timeline);
            sender.send((ticket.clone(), Answer::Read(Box::new(read)))).ok();
            wake();
            if ticket.is_wanted() && !timeline.documents.is_empty() {
                let undated = open::read_undated(&Lexicon::embedded(), &timeline);
                sender.send((ticket, Answer::Undated(undated))).ok();
                wake();
            }
        });
    }
}

/// The names that documents beside those of a project are read with: a project without any has none yet.
fn lexicon_for(project: &Project, lexicon: Arc<Lexicon>) -> Arc<Lexicon> {
    if project.documents.is_empty() { Arc::new(Lexicon::embedded()) } else { lexicon }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::Purpose;

    fn wait(jobs: &Jobs, done: impl Fn(&Answer) -> bool) -> Vec<Answer> {
        let mut heard = Vec::new();
        for _ in 0..2000 {
            heard.extend(jobs.answers());
            if heard.iter().any(&done) {
                break;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        heard
    }

    fn text(words: &str) -> Vec<Input> {
        vec![Input::Text { name: "a.txt".to_owned(), text: words.to_owned() }]
    }

    #[test]
    fn a_reading_tells_its_progress_and_its_result() {
        let jobs = Jobs::new(|| {});
        jobs.read(text("Nothing happened."));
        let heard = wait(&jobs, |answer| matches!(answer, Answer::Read(_)));
        assert!(heard.iter().any(|answer| matches!(answer, Answer::Progress(Progress { read: 1, total: 1, .. }))));
        assert!(
            matches!(heard.last(), Some(Answer::Read(read)) if read.told.wanted.known.timeline.documents.len() == 1)
        );
    }

    #[test]
    fn what_comes_late_is_dropped() {
        let jobs = Jobs::new(|| {});
        jobs.read(text("An older text."));
        jobs.cancel();
        jobs.start(|| {
            std::thread::sleep(Duration::from_millis(100));
            Answer::NoDialog(Purpose::Open)
        });
        let heard = wait(&jobs, |answer| matches!(answer, Answer::NoDialog(_)));
        assert_eq!(heard.len(), 1, "{heard:?}");
    }

    #[test]
    fn only_the_newest_reading_is_heard() {
        let jobs = Jobs::new(|| {});
        jobs.read(text("An older text."));
        jobs.read(vec![]);
        let heard = wait(&jobs, |answer| matches!(answer, Answer::Read(_)));
        assert!(
            matches!(heard.last(), Some(Answer::Read(read)) if read.told.wanted.known.timeline.documents.is_empty())
        );
    }
}
