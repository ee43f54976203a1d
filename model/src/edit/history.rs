//! What was done to a project in this sitting, to be taken back and done again, without limit.
//!
//! In: a project and edits. Out: the changed project, and for each step what the journal has to hold.

use super::{Done, Edit, apply};
use crate::project::{Project, Stamp};

/// What was done, and what was taken back.
#[derive(Clone, Debug, Default)]
pub struct History {
    past: Vec<Done>,
    future: Vec<Done>,
}

impl History {
    /// Changes a project, so that it can be taken back. What was set, for the journal; none where nothing changed.
    pub fn apply(&mut self, project: &mut Project, edit: &Edit, stamp: &Stamp) -> Option<Done> {
        let done = apply(project, edit, stamp)?;
        self.future.clear();
        let (set, back) = done;
        self.past.push(back);
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
        self.past.push(back);
    }

    /// Takes the last change back. What was set by that; none where there is nothing to take back.
    pub fn undo(&mut self, project: &mut Project) -> Option<Done> {
        let mut done = self.past.pop()?;
        let set = done.clone();
        done.swap(project);
        self.future.push(done);
        Some(set)
    }

    /// Does what was taken back last again. What was set by that; none where nothing was taken back.
    pub fn redo(&mut self, project: &mut Project) -> Option<Done> {
        let mut done = self.future.pop()?;
        let set = done.clone();
        done.swap(project);
        self.past.push(done);
        Some(set)
    }

    /// The name of what would be taken back: "Move to 5 November 2024".
    pub fn undo_name(&self) -> Option<&str> {
        self.past.last().map(|done| done.name.as_str())
    }

    /// The name of what would be done again.
    pub fn redo_name(&self) -> Option<&str> {
        self.future.last().map(|done| done.name.as_str())
    }
}
