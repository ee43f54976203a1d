//! Tables whose columns a person chooses, one after the other.

use super::{Effect, reading};
use crate::open::columns::Table;
use crate::state::State;
use dateline_model::document::Columns;
use dateline_model::import::Look;
use std::path::PathBuf;

/// Looks for tables in files, to ask what their columns hold.
pub fn open(state: &mut State, paths: Vec<PathBuf>) -> Option<Effect> {
    state.overlay = None;
    (!paths.is_empty()).then_some(Effect::LookForTables(paths))
}

/// Asks what the columns of tables hold, as soon as nothing else is asked.
pub fn ask(state: &mut State, tables: Vec<Table>) {
    // A table that is opened once more is asked about once.
    state.tables.retain(|waiting| tables.iter().all(|new| new.document.name != waiting.document.name));
    state.tables.extend(tables);
}

/// Takes the first table to hold this from now on.
pub fn set_columns(state: &mut State, columns: Columns) -> Option<Effect> {
    let table = state.tables.first_mut()?;
    table.columns = columns;
    Some(Effect::LookAtTable)
}

/// Takes in what is seen of the first table, where it was looked at by the columns that it has now.
pub fn seen(state: &mut State, columns: &Columns, look: Look) {
    if let Some(table) = state.tables.first_mut().filter(|table| table.columns == *columns) {
        table.look = look;
    }
}

/// Imports the first table, or reads it as text.
pub fn import(state: &mut State, as_text: bool) -> Option<Effect> {
    let table = state.tables.first().filter(|table| as_text || table.lacks().is_none())?;
    let columns = if as_text { Columns::as_text(table.columns.separator) } else { table.columns.clone() };
    let Table { document, .. } = state.tables.remove(0);
    state.chosen_tables.push((document, columns));
    go_on(state)
}

/// Leaves the first table out.
pub fn leave_out(state: &mut State) -> Option<Effect> {
    if !state.tables.is_empty() {
        let Table { document, .. } = state.tables.remove(0);
        state.notice = format!("{} is left out", document.name);
    }
    go_on(state)
}

/// Asks about the next table; where there is none, those whose columns were chosen are read.
fn go_on(state: &mut State) -> Option<Effect> {
    if !state.tables.is_empty() {
        return None;
    }
    state.overlay = None;
    let tables = std::mem::take(&mut state.chosen_tables);
    if tables.is_empty() {
        return None;
    }
    reading::begin(state);
    Some(Effect::ReadTables(tables))
}
