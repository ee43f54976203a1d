//! Where the panels stand: marking, tool bar, rail, canvas, overview, details, status, and what lies above them.

use super::theme::Palette;
use super::widgets::{scrolled, text};
use super::{
    Window, asking, canvas, columns, compare, details, editor, empty, exporting, filters, help, history, legend,
    moment, overview, palette, present, presenter, reader, review, status, story, toolbar, tracks, tray,
};
use crate::apply::{Action, apply};
use crate::command::Command;
use crate::picture::overview::Overview;
use crate::picture::scene::{Part, Scene, Weight};
use crate::picture::sizes::Sizes;
use crate::picture::tracks as track_charts;
use crate::state::{DETAILS_DOCK_PT, DETAILS_PT, Overlay, RAIL_DOCK_PT, State, What};
use dateline_model::filter::Checked;
use egui::{Align2, Rect, Role, Sense, Stroke, Ui, UiBuilder, pos2};

/// Height of the strip with the marking, in points.
const MARKING_HEIGHT: f32 = 20.0;

impl Window {
    /// Shows everything. Panels return what is to be done.
    pub fn show(&mut self, ui: &mut Ui, out: &mut Vec<Action>) {
        let focus_find = std::mem::take(&mut self.focus_find);
        if let Some(presenting) = &self.state.presenting {
            present::show(ui, &self.state, presenting, &self.palette.theme, out);
            if self.state.panels.presenter {
                presenter::show(ui, &self.state, presenting, &self.palette, out);
            }
            return;
        }
        let dropping = ui.input(|input| !input.raw.hovered_files.is_empty());
        let whole = ui.max_rect();
        let mut top = whole.top();
        let mut take = |height: f32| {
            let row = Rect::from_min_max(pos2(whole.left(), top), pos2(whole.right(), top + height));
            top += height;
            row
        };
        let marking = take(MARKING_HEIGHT);
        let bar = take(toolbar::HEIGHT);
        let lasting = asking::lasting(&self.state).map(|lasting| (take(status::PROBLEM_HEIGHT), lasting));
        let problem = (!self.state.problems.is_empty()).then(|| take(status::PROBLEM_HEIGHT));
        let below = whole.with_min_y(whole.bottom() - status::HEIGHT);
        let body = Rect::from_min_max(pos2(whole.left(), top), pos2(whole.right(), below.top()));
        let (state, palette) = (&self.state, &self.palette);
        ui.painter().rect_filled(bar, 0.0, palette.panel);
        ui.painter().rect_filled(below, 0.0, palette.panel);
        at(ui, marking, |ui| show_marking(ui, state, palette, out));
        at(ui, bar, |ui| toolbar::show(ui, state, palette, focus_find, out));
        if let Some((place, lasting)) = lasting {
            at(ui, place, |ui| asking::show_lasting(ui, lasting, palette, out));
        }
        if let Some(problem) = problem {
            at(ui, problem, |ui| status::show_problem(ui, state, palette, out));
        }
        if state.is_empty() {
            at(ui, body, |ui| empty::show(ui, state, palette, dropping, out));
        } else if state.known.timeline.documents.is_empty() {
            empty::show_reading(ui, body, palette);
        } else if let Some(reviewing) = &state.reviewing {
            at(ui, body, |ui| review::show(ui, state, reviewing, palette, out));
        } else {
            self.show_body(ui, body, out);
        }
        let (state, palette) = (&self.state, &self.palette);
        at(ui, below, |ui| status::show(ui, state, palette, out));
        if dropping && !state.is_empty() {
            empty::show_drop(ui, palette);
        }
        status::show_progress(ui, bar, state, palette);
        match &state.overlay {
            Some(Overlay::Palette { query, chosen }) => palette::show(ui, state, query, *chosen, palette, out),
            Some(Overlay::Path { purpose, typed }) => palette::show_path(ui, state, *purpose, typed, palette, out),
            Some(Overlay::Line { ask, typed }) => palette::show_line(ui, state, *ask, typed, palette, out),
            Some(Overlay::Export { page }) => exporting::show(ui, state, *page, palette, out),
            Some(Overlay::Question(question)) => asking::show(ui, state, question, palette, out),
            Some(Overlay::History) => history::show(ui, state, palette, out),
            Some(Overlay::Columns) => columns::show(ui, state, palette, out),
            Some(Overlay::Keys) => help::show(ui, palette, out),
            Some(Overlay::Sources) => compare::show(ui, state, palette, out),
            Some(Overlay::Legend) => legend::show(ui, state, palette, out),
            None => {}
        }
    }

    /// Rail, canvas and details side by side, or rail and details above the canvas where it is narrow.
    fn show_body(&mut self, ui: &mut Ui, body: Rect, out: &mut Vec<Action>) {
        let rail = self.state.filters_shown().then(|| body.with_max_x(body.left() + filters::WIDTH));
        let details = self.state.details_shown().then(|| body.with_min_x(body.right() - DETAILS_PT));
        let mut middle = body;
        if let Some(rail) = rail.filter(|_| body.width() >= RAIL_DOCK_PT) {
            middle.min.x = rail.right();
        }
        if let Some(details) = details.filter(|_| body.width() >= DETAILS_DOCK_PT) {
            middle.max.x = details.left();
        }
        let overview = middle.with_min_y(middle.bottom() - overview::height(body.height()));
        let tracks = middle.with_max_y(overview.top());
        let tracks = tracks.with_min_y(tracks.bottom() - self.tracks_height(tracks.height()));
        let lanes = middle.with_max_y(tracks.top());
        let now = ui.input(|input| input.time);
        apply(&mut self.state, Action::CanvasResized(lanes.width(), lanes.height()), now);
        let scene = self.scene();
        let charts = self.tracks_scene(tracks.height());
        self.renew_overview(overview.size());
        let (state, palette) = (&self.state, &self.palette);
        let free = |place: Rect| {
            let left = rail.map_or(place.left(), |rail| rail.right().max(place.left()));
            let right = details.map_or(place.right(), |details| details.left().min(place.right()));
            Rect::from_x_y_ranges(left..=right, place.y_range())
        };
        at(ui, lanes, |ui| {
            if let Some(scene) = &scene {
                canvas::show(ui, state, scene, free(lanes), palette, out);
            }
        });
        if let Some(charts) = &charts {
            at(ui, tracks, |ui| tracks::show(ui, state, charts, free(tracks), palette, out));
        }
        ui.painter().rect_filled(overview, 0.0, palette.panel);
        if let Some((_, strip)) = &self.overview {
            at(ui, overview, |ui| overview::show(ui, state, strip, free(overview), palette, out));
        }
        if let Some(rail) = rail {
            side(ui, "Filters", rail, palette, rail.right() - 0.5, |ui| filters::show(ui, state, palette, out));
        }
        if let Some(place) = details {
            side(ui, "Details", place, palette, place.left() + 0.5, |ui| show_details(ui, state, palette, out));
        }
    }

    /// The height of the tracks in a room for lanes and tracks: whole tracks, and at most two fifths.
    fn tracks_height(&self, room: f32) -> f32 {
        let count = self.state.picture.as_ref().map_or(0, |picture| picture.charts.len());
        let fitting = (room * 0.4 / track_charts::HEIGHT) as usize;
        count.min(fitting) as f32 * track_charts::HEIGHT
    }

    /// What the tracks show, pale where it does not match or comes after the playhead.
    fn tracks_scene(&self, height: f32) -> Option<Scene> {
        let (state, theme) = (&self.state, &self.palette.theme);
        let picture = state.picture.as_ref().filter(|_| height > 0.0)?;
        let mut scene = picture.tracks_scene(&state.known.timeline, &state.view, height, theme, &state.text);
        scene.dim(theme.bg, |item| {
            item.event.is_some_and(|event| state.is_dimmed(event) && !state.picked.events.contains(&event))
        });
        Some(scene)
    }

    /// The overview changes with its content, size and colours only.
    fn renew_overview(&mut self, size: egui::Vec2) {
        let State { picture, known, text, shown, picture_number, .. } = &self.state;
        let made_for = (*picture_number, [size.x, size.y], self.themed);
        let Some(picture) = picture.as_ref().filter(|_| !shown.events.is_empty()) else {
            self.overview = None;
            return;
        };
        if self.overview.as_ref().is_none_or(|(known, _)| *known != made_for) {
            let theme = &self.palette.theme;
            let strip = Overview::new(&known.timeline, &picture.content, size.x, size.y, theme, text);
            self.overview = Some((made_for, strip));
        }
    }

    /// What the canvas shows, pale where it does not match or comes after the playhead.
    pub fn scene(&mut self) -> Option<Scene> {
        let theme = &self.palette.theme;
        let State { picture, known, view, text, .. } = &mut self.state;
        let mut scene = picture.as_mut()?.scene(&known.timeline, view, theme, text);
        let state = &self.state;
        let picture = state.picture.as_ref()?;
        let axis = view_axis(state, picture);
        let after = state.view.playhead.map_or(f32::INFINITY, |day| state.view.x_of(&axis, &Sizes::WINDOW, day));
        let filtered = state.matches.found.is_some() || state.find.filter_dims;
        scene.dim(theme.bg, |item| match (item.part, item.event) {
            (Part::More, _) => filtered,
            (_, Some(event)) => state.is_dimmed(event) && state.view.selection.binary_search(&event).is_err(),
            (_, None) => false,
        });
        if state.ties {
            scene.tie_all(theme.line2);
        }
        let arrangement = &state.project.arrangement;
        if !arrangement.starred.is_empty() {
            let starred = |event: usize| arrangement.starred.contains(&state.known.timeline.events[event].id);
            scene.add_stars(theme.ink, theme.bg, starred);
        }
        if state.known.counts.checks.contains_key(&Checked::Accepted) {
            scene.add_ticks(theme.good, theme.bg, |event| state.known.timeline.events[event].is_accepted());
        }
        if !filtered {
            scene.dim_bars(theme.bg, after);
        }
        Some(scene)
    }
}

fn view_axis(state: &State, picture: &crate::picture::Picture) -> crate::picture::axis::Axis {
    state.view.axis(&picture.content, &Sizes::WINDOW)
}

/// Shows something at a place.
fn at(ui: &mut Ui, place: Rect, contents: impl FnOnce(&mut Ui)) {
    ui.scope_builder(UiBuilder::new().max_rect(place), contents);
}

/// The handling line, as the user typed it; a click lets them type it.
fn show_marking(ui: &mut Ui, state: &State, palette: &Palette, out: &mut Vec<Action>) {
    let place = ui.max_rect();
    let marking = state.project.arrangement.marking.as_str();
    let (ground, ink, weight, words) = match marking {
        "" => (palette.panel, palette.ink3, Weight::Regular, "No marking set"),
        marking => (egui::Color32::BLACK, egui::Color32::WHITE, Weight::Semibold, marking),
    };
    let response = ui.interact(place, ui.scope_id().with("marking"), Sense::click());
    response.widget_info(|| egui::WidgetInfo::labeled(Role::Button, true, format!("Marking: {words}")));
    ui.painter().rect_filled(place, 0.0, ground);
    if marking.is_empty() {
        ui.painter().hline(place.x_range(), place.bottom() - 0.5, Stroke::new(1.0, palette.line));
    }
    let ink = if response.hovered() && marking.is_empty() { palette.ink } else { ink };
    text(ui.painter(), place.center(), Align2::CENTER_CENTER, words, 11.5, weight, ink);
    super::widgets::focus_ring(ui.painter(), &response, place, 0, palette);
    if response.clicked() {
        out.push(Action::Run(Command::Marking));
    }
    response.on_hover_text(Command::Marking.entry().does);
}

/// A panel at a side, on top of what was drawn before.
fn side(ui: &mut Ui, name: &str, place: Rect, palette: &Palette, border: f32, contents: impl FnOnce(&mut Ui)) {
    ui.scope_builder(UiBuilder::new().max_rect(place).id_salt(name), |ui| {
        ui.set_clip_rect(place);
        ui.painter().rect_filled(place, 0.0, palette.panel);
        // What lies below must not feel what is done here.
        let ground = ui.interact(place, ui.scope_id().with("ground"), egui::Sense::click_and_drag());
        ground.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Pane, true, name));
        ui.painter().vline(border, place.y_range(), Stroke::new(1.0, palette.line2));
        contents(ui);
    });
}

/// Details above, the reader below; each scrolls by itself.
fn show_details(ui: &mut Ui, state: &State, palette: &Palette, out: &mut Vec<Action>) {
    let place = ui.max_rect();
    if state.panels.story {
        return story::show(ui, state, palette, out);
    }
    let Some(document) = state.read_document() else {
        return match state.view.playhead {
            _ if state.panels.tray => tray::show(ui, state, palette, out),
            Some(day) => moment::show(ui, state, day, palette, out),
            None => details::show_nothing(ui, state, palette, out),
        };
    };
    let mut split = place.top();
    // These have the room of the details, so that all of what they come to can be seen.
    let about = |what: &What| match what {
        What::Passage(..) => Some(("New event of the selected text", "When did it happen?")),
        What::DocumentDate(_) => Some(("Date of the document", "When was it written?")),
        _ => None,
    };
    let editing = state.editing.as_ref().and_then(|editing| Some((editing, about(&editing.what)?)));
    if let Some((editing, (title, question))) = editing {
        let shown = ui.scope_builder(UiBuilder::new().max_rect(place), |ui| {
            ui.add_space(16.0);
            details::inset(ui, |ui| {
                details::say(ui, title, 19.0, Weight::Semibold, palette.ink, 25.0);
                details::say(ui, question, 13.0, Weight::Regular, palette.ink2, 19.0);
                ui.add_space(8.0);
                editor::show(ui, state, editing, None, palette, out);
            });
            ui.add_space(16.0);
            ui.min_rect().height()
        });
        split += shown.inner;
        ui.painter().hline(place.x_range(), split, Stroke::new(1.0, palette.line2));
        return show_reader(ui, state, document, place.with_min_y(split + 1.0), palette, out);
    }
    if let Some(undated) = state.picked_undated() {
        let shown = ui.scope_builder(UiBuilder::new().max_rect(place), |ui| {
            tray::show_one(ui, state, undated, palette, out);
            ui.min_rect().height()
        });
        split += shown.inner;
        ui.painter().hline(place.x_range(), split, Stroke::new(1.0, palette.line2));
    }
    if let Some(event) = state.lead() {
        let room = place.with_max_y(place.top() + place.height() * 0.58);
        let shown = ui.scope_builder(UiBuilder::new().max_rect(room), |ui| {
            scrolled(ui, "the details", room.height(), |ui| details::show(ui, state, event, palette, out))
        });
        split += shown.inner.min(room.height());
        ui.painter().hline(place.x_range(), split, Stroke::new(1.0, palette.line2));
    }
    show_reader(ui, state, document, place.with_min_y(split + 1.0), palette, out);
}

fn show_reader(ui: &mut Ui, state: &State, document: usize, below: Rect, palette: &Palette, out: &mut Vec<Action>) {
    ui.painter().rect_filled(below, 0.0, palette.bg);
    ui.scope_builder(UiBuilder::new().max_rect(below), |ui| {
        ui.set_clip_rect(below);
        reader::show(ui, state, document, palette, out);
    });
}
