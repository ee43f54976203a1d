//! The window without a display, driven by lines: for tests that end the program at any moment.
//!
//! In: a project, and lines from standard input: `tag WORD` gives the first event a tag, `note WORDS` writes on it, `undo`,
//! `save`. Out: after each line that was carried out, the same line. All goes through the window's own frames.

use super::{ThemeChoice, Window};
use crate::apply::Action;
use crate::command::Command;
use crate::keeper;
use crate::state::State;
use anyhow::{Result, bail};
use dateline_model::edit::{Correction, Edit};
use std::io::{BufRead, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

/// Opens a project and carries out lines until there are no more.
pub fn drive(project: PathBuf) -> Result<ExitCode> {
    let ctx = egui::Context::default();
    let mut window = Window::new(&ctx, ThemeChoice::Light);
    window.keep(keeper::home());
    window.queue(Action::Open(vec![project.clone()]));
    let frame = |window: &mut Window| {
        let mut output = ctx.run_ui(egui::RawInput::default(), |ui| window.frame(ui));
        output.textures_delta.clear();
    };
    frame(&mut window);
    while window.state.reading.is_some() {
        std::thread::sleep(Duration::from_millis(1));
        frame(&mut window);
    }
    if window.state.file.as_ref() != Some(&project) {
        let State { problems, overlay, .. } = &window.state;
        bail!("{}: can't be opened: {problems:?} {overlay:?}", project.display());
    }
    let mut out = std::io::stdout();
    writeln!(out, "open")?;
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let events: Vec<_> = window.state.known.timeline.events.iter().take(1).map(|event| event.id).collect();
        match line.split_once(' ').unwrap_or((&line, "")) {
            ("tag", word) => window.queue(Action::Edit(Edit::Tag(events, word.to_owned()))),
            ("note", words) => window.queue(Action::Edit(Edit::Correct(events, Correction::Note(words.to_owned())))),
            ("undo", _) => window.queue(Action::Run(Command::Undo)),
            ("save", _) => window.queue(Action::Run(Command::Save)),
            _ => bail!("“{line}” is no line to be driven by"),
        }
        frame(&mut window);
        writeln!(out, "{line}")?;
        out.flush()?;
    }
    Ok(ExitCode::SUCCESS)
}
