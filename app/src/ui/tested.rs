//! A window in a test: driven as by hand, waited for, drawn without a GPU.

#![allow(clippy::unwrap_used, clippy::panic)]

use super::Window;
use super::raster::{Textures, draw};
use crate::apply::Action;
use crate::jobs::{Answer, Read};
use crate::picture::fixture;
use crate::state::{State, ThemeChoice};
use dateline_model::lexicon::Lexicon;
use dateline_model::timeline::Timeline;
use egui_kittest::kittest::{NodeT, Queryable};
use egui_kittest::{Harness, Node};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// A window, and what its pictures are drawn from.
pub struct Tested {
    /// Drives it.
    pub harness: Harness<'static, Window>,
    textures: Textures,
    size: [usize; 2],
}

impl Tested {
    /// A window with nothing open.
    pub fn new(size: [usize; 2], theme: ThemeChoice) -> Tested {
        let textures = Textures::default();
        let harness = Harness::builder()
            .with_size([size[0] as f32, size[1] as f32])
            .with_step_dt(1.0 / 60.0)
            .with_max_steps(60)
            .renderer(textures.clone())
            .build_eframe(|context| Window::new(&context.egui_ctx, theme));
        Tested { harness, textures, size }
    }

    /// A window on the made-up timeline of the picture's tests.
    pub fn with_fixture(size: [usize; 2], theme: ThemeChoice) -> Tested {
        Tested::with_timeline(fixture::timeline(), size, theme)
    }

    /// A window on a timeline.
    pub fn with_timeline(timeline: Timeline, size: [usize; 2], theme: ThemeChoice) -> Tested {
        let mut tested = Tested::new(size, theme);
        let read = Read::of_timeline(timeline, Arc::new(Lexicon::embedded()));
        tested.act(Action::Heard(Answer::Read(Box::new(read))));
        tested
    }

    /// A window on the sample documents.
    pub fn with_sample(size: [usize; 2], theme: ThemeChoice) -> Tested {
        let mut tested = Tested::new(size, theme);
        tested.click("Look at the sample");
        tested.wait(|state| state.reading.is_none());
        tested.harness.remove_cursor();
        tested.harness.run();
        tested
    }

    /// Changes the state as a panel would.
    pub fn act(&mut self, action: Action) {
        self.harness.state_mut().queue(action);
        self.settle();
    }

    /// Lets the window come to rest, with all that jobs work out for it.
    pub fn settle(&mut self) {
        self.harness.run();
        while self.harness.state().jobs.are_refining() {
            std::thread::sleep(Duration::from_millis(1));
            self.harness.run();
        }
    }

    /// Waits for work off the window's thread.
    pub fn wait(&mut self, done: impl Fn(&State) -> bool) {
        for _ in 0..6000 {
            if done(self.state()) {
                break;
            }
            std::thread::sleep(Duration::from_millis(5));
            self.harness.step();
        }
        self.harness.run();
    }

    /// What the window remembers.
    pub fn state(&self) -> &State {
        &self.harness.state().state
    }

    /// Clicks what has this name.
    pub fn click(&mut self, label: &str) {
        self.node(label).click();
        self.settle();
    }

    /// Presses a key.
    pub fn press(&mut self, key: egui::Key) {
        self.harness.key_press(key);
        self.settle();
    }

    /// Types figures where no field has the focus.
    pub fn type_figures(&mut self, figures: &str) {
        self.harness.event(egui::Event::Text(figures.to_owned()));
        self.settle();
    }

    /// Presses a key while others are held.
    pub fn press_held(&mut self, held: egui::Modifiers, key: egui::Key) {
        self.harness.key_press_modifiers(held, key);
        self.settle();
    }

    /// Presses keys one after the other: "Home Right Ctrl+D".
    pub fn keys(&mut self, keys: &str) {
        for chord in keys.split_whitespace() {
            let (held, name) = chord.rsplit_once('+').unwrap_or(("", chord));
            let key = egui::Key::from_name(name).unwrap_or_else(|| panic!("no key is called {name}"));
            self.harness.key_press_modifiers(held_keys(held), key);
            self.settle();
        }
    }

    /// Types into what has the focus.
    pub fn write(&mut self, words: &str) {
        self.harness.event(egui::Event::Text(words.to_owned()));
        self.settle();
    }

    /// Turns the wheel by notches over a point of the picture.
    pub fn wheel(&mut self, at: (f32, f32), notches: (f32, f32), held: &str) {
        let place = self.place(at);
        self.harness.hover_at(place);
        self.harness.event(egui::Event::MouseWheel {
            unit: egui::MouseWheelUnit::Line,
            delta: notches.into(),
            modifiers: held_keys(held),
            source: egui::MouseWheelSource::Wheel,
            phase: egui::TouchPhase::Move,
        });
        self.settle();
    }

    /// Drags from a point of the picture to another, in steps, with keys held; from outside the picture, too.
    pub fn drag(&mut self, button: egui::PointerButton, from: (f32, f32), to: (f32, f32), held: &str) {
        let (from, to) = (self.place(from), self.place(to));
        let modifiers = held_keys(held);
        let press = |pos, pressed| egui::Event::PointerButton { pos, button, pressed, modifiers };
        self.harness.event(egui::Event::ModifiersChanged(modifiers));
        self.harness.hover_at(from);
        self.harness.event(press(from, true));
        self.harness.step();
        for step in 1..=10 {
            self.harness.hover_at(from + (to - from) * (step as f32 / 10.0));
            self.harness.step();
        }
        self.harness.event(press(to, false));
        self.harness.event(egui::Event::ModifiersChanged(egui::Modifiers::NONE));
        self.settle();
    }

    /// Clicks a point of the picture so many times, with keys held.
    pub fn click_at(&mut self, at: (f32, f32), times: usize, held: &str) {
        let (pos, modifiers) = (self.place(at), held_keys(held));
        self.harness.event(egui::Event::ModifiersChanged(modifiers));
        self.harness.hover_at(pos);
        for _ in 0..times {
            for pressed in [true, false] {
                let button = egui::PointerButton::Primary;
                self.harness.event(egui::Event::PointerButton { pos, button, pressed, modifiers });
                self.harness.step();
            }
        }
        self.harness.event(egui::Event::ModifiersChanged(egui::Modifiers::NONE));
        self.settle();
    }

    /// Where the mark of a title stands in the picture.
    pub fn mark(&self, title: &str) -> (f32, f32) {
        let place = self.node(title).rect().center() - self.node("Timeline").rect().min;
        (place.x, place.y)
    }

    /// A point of the picture in which nothing stands.
    pub fn empty_place(&mut self) -> (f32, f32) {
        let scene = self.harness.state_mut().scene().unwrap();
        let area = scene.lanes_area;
        let across = (1..40).map(|step| area.x + area.width * step as f32 / 40.0);
        let all = across.flat_map(|x| (1..40).map(move |step| (x, area.y + area.height * step as f32 / 40.0)));
        let near = |x: f32, y: f32| (-2..=2).any(|by| scene.hit(x + 4.0 * by as f32, y).is_some());
        all.into_iter().find(|&(x, y)| !near(x, y)).unwrap()
    }

    pub fn place(&self, at: (f32, f32)) -> egui::Pos2 {
        self.node("Timeline").rect().min + egui::Vec2::from(at)
    }

    /// What has this name, or one that contains it.
    pub fn node<'a>(&'a self, label: &'a str) -> Node<'a> {
        let all: Vec<Node> = self.harness.query_all_by_label_contains(label).collect();
        let exact = all.iter().position(|node| node.accesskit_node().label().as_deref() == Some(label));
        let at = exact.unwrap_or(0);
        all.into_iter().nth(at).unwrap_or_else(|| panic!("nothing is called {label}"))
    }

    /// Whether something has a name that contains this.
    pub fn shows(&self, label: &str) -> bool {
        self.harness.query_all_by_label_contains(label).next().is_some()
    }

    /// The window's pixels.
    pub fn picture(&self) -> egui::ColorImage {
        let shapes = self.harness.output().shapes.clone();
        let primitives = self.harness.ctx.tessellate(shapes, 1.0);
        draw(&self.textures, &primitives, self.size, self.harness.state().palette.bg)
    }

    /// Keeps a picture of the window in the folder that `DATELINE_SCREENSHOTS` names, if it names one.
    pub fn screenshot(&self, name: &str) {
        if let Some(folder) = std::env::var_os("DATELINE_SCREENSHOTS") {
            write_png(&Path::new(&folder).join(name), &self.picture());
        }
    }
}

/// "Ctrl+Shift" to modifiers.
fn held_keys(held: &str) -> egui::Modifiers {
    held.split('+').filter(|name| !name.is_empty()).fold(egui::Modifiers::NONE, |all, name| {
        all | match name {
            "Ctrl" => egui::Modifiers::CTRL | egui::Modifiers::COMMAND,
            "Shift" => egui::Modifiers::SHIFT,
            "Alt" => egui::Modifiers::ALT,
            other => panic!("no modifier is called {other}"),
        }
    })
}

fn write_png(path: &Path, picture: &egui::ColorImage) {
    let file = std::fs::File::create(path).unwrap();
    let mut encoder = png::Encoder::new(file, picture.size[0] as u32, picture.size[1] as u32);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_compression(png::Compression::High);
    let bytes: Vec<u8> = picture.pixels.iter().flat_map(|pixel| [pixel.r(), pixel.g(), pixel.b()]).collect();
    encoder.write_header().unwrap().write_image_data(&bytes).unwrap();
}
