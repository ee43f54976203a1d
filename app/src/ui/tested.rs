//! A window in a test: driven as by hand, waited for, drawn without a GPU.

#![allow(clippy::unwrap_used, clippy::panic)]

use super::Window;
use super::raster::{Textures, draw};
use crate::apply::Action;
use crate::jobs::Answer;
use crate::open::Opened;
use crate::picture::fixture;
use crate::state::{State, ThemeChoice};
use dateline_model::timeline::Timeline;
use egui_kittest::kittest::{NodeT, Queryable};
use egui_kittest::{Harness, Node};
use std::path::Path;
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
        let codes = timeline.events.iter().flat_map(|event| event.countries.iter().chain(&event.said_by).copied());
        let names = codes.map(|country| (country, fixture::name(country))).collect();
        let opened = Opened { timeline, problems: Vec::new() };
        tested.act(Action::Heard(Answer::Read { opened, names }));
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
        self.harness.run();
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
        self.harness.run();
    }

    /// Presses a key.
    pub fn press(&mut self, key: egui::Key) {
        self.harness.key_press(key);
        self.harness.run();
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

fn write_png(path: &Path, picture: &egui::ColorImage) {
    let file = std::fs::File::create(path).unwrap();
    let mut encoder = png::Encoder::new(file, picture.size[0] as u32, picture.size[1] as u32);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_compression(png::Compression::High);
    let bytes: Vec<u8> = picture.pixels.iter().flat_map(|pixel| [pixel.r(), pixel.g(), pixel.b()]).collect();
    encoder.write_header().unwrap().write_image_data(&bytes).unwrap();
}
