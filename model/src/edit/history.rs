//! What was done to a project in this sitting, to be taken back and done again, without limit.
//!
//! In: a project and edits. Out: the changed project, and for each step what the journal has to hold. Each state of the
//! project has a place, so that who saved it can tell whether it is still the one that was saved.

use super::{Done, Edit, apply};
use crate::project::{Project, Stamp};

/// What was done, and what was taken back.
#[derive(Clone, Debug, Default)]
pub struct History {
    past: Vec<Step>,
    future: Vec<Step>,
    /// How many steps were ever made.
    made: u64,
}

#[derive(Clone, Debug)]
struct Step {
    /// The place behind it.
    place: u64,
    /// What takes it back; of one that was taken back, what does it again.
    done: Done,
}

impl History {
    /// Changes a project, so that it can be taken back. What was set, for the journal; none where nothing changed.
    pub fn apply(&mut self, project: &mut Project, edit: &Edit, stamp: &Stamp) -> Option<Done> {
        let (set, back) = apply(project, edit, stamp)?;
        self.adopt(back);
        Some(set)
    }

    /// Changes a project as it was changed elsewhere: before this sitting, or in a copy of it.
    pub fn replay(&mut self, project: &mut Project, mut done: Done) {
        done.swap(project);
        self.adopt(done);
    }

    /// Takes in what puts back a change that was made already.
    pub fn adopt(&mut self, back: Done) {
        self.future.clear();
        self.made += 1;
        self.past.push(Step { place: self.made, done: back });
    }

    /// Makes one step of the last two, under the name of the first and some words more: who corrects and accepts at once
    /// takes both back at once.
    pub fn join(&mut self, more: &str) {
        if let Some(mut last) = self.past.pop()
            && let Some(before) = self.past.pop()
        {
            last.done.sets.extend(before.done.sets);
            last.done.retells |= before.done.retells;
            last.done.name = before.done.name + more;
            self.past.push(last);
        }
    }

    /// Takes the last change back. What was set by that; none where there is nothing to take back.
    pub fn undo(&mut self, project: &mut Project) -> Option<Done> {
        let mut step = self.past.pop()?;
        let set = step.done.clone();
        step.done.swap(project);
        self.future.push(step);
        Some(set)
    }

    /// Does what was taken back last again. What was set by that; none where nothing was taken back.
    pub fn redo(&mut self, project: &mut Project) -> Option<Done> {
        let mut step = self.future.pop()?;
        let set = step.done.clone();
        step.done.swap(project);
        self.past.push(step);
        Some(set)
    }

    /// The place of the project as it is now: 0 at the begin, and after each step another one.
    pub fn place(&self) -> u64 {
        self.past.last().map_or(0, |step| step.place)
    }

    /// All steps in the order in which they were made, those that were taken back last, each with the place behind it.
    pub fn steps(&self) -> impl DoubleEndedIterator<Item = (u64, &Done)> {
        self.past.iter().chain(self.future.iter().rev()).map(|step| (step.place, &step.done))
    }

    /// How many steps lie behind a place.
    pub fn since(&self, place: u64) -> usize {
        self.past.iter().rev().take_while(|step| step.place > place).count()
    }

    /// The name of what would be taken back: "Move to 5 November 2024".
    pub fn undo_name(&self) -> Option<&str> {
        self.past.last().map(|step| step.done.name.as_str())
    }

    /// The name of what would be done again.
    pub fn redo_name(&self) -> Option<&str> {
        self.future.last().map(|step| step.done.name.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::example;

    /// A name and whether it is done, for each step.
    fn shown(history: &History) -> Vec<(String, bool)> {
        let place = history.place();
        let mut done = place > 0;
        let mut shown = Vec::new();
        for (at, step) in history.steps() {
            shown.push((step.name.clone(), done));
            done &= at != place;
        }
        shown
    }

    #[test]
    fn steps_have_places_and_two_can_be_one() {
        let (mut project, stamp) = (example(), Stamp::default());
        let before = project.clone();
        let mut history = History::default();
        let mut mark = |history: &mut History, word: &str| {
            history.apply(&mut project, &Edit::Mark(word.to_owned()), &stamp).expect("a change");
            history.place()
        };
        let first = mark(&mut history, "A");
        let second = mark(&mut history, "B");
        assert_eq!((first, second, history.since(first), history.since(0)), (1, 2, 1, 2));
        let _ = history.undo(&mut project);
        assert_eq!((history.place(), history.since(second)), (first, 0));
        assert_eq!(shown(&history), [("Mark “A”".to_owned(), true), ("Mark “B”".to_owned(), false)]);
        let mut mark = |history: &mut History, word: &str| {
            history.apply(&mut project, &Edit::Mark(word.to_owned()), &stamp).expect("a change");
            history.place()
        };
        // What takes the place of what was taken back is not that.
        assert_eq!(mark(&mut history, "C"), 3);
        history.join(" and so on");
        assert_eq!((history.undo_name(), history.place()), (Some("Mark “A” and so on"), 3));
        let after = project.clone();
        history.undo(&mut project).expect("a step");
        assert_eq!(project, before);
        history.redo(&mut project).expect("a step");
        assert_eq!(project, after);
        assert_eq!(history.undo(&mut project).map(|_| history.undo(&mut project)), Some(None));
    }
}
