//! The window driven as by hand: opened, clicked, typed into, looked at.

#![allow(clippy::unwrap_used, clippy::panic)]

use super::raster::{Textures, draw};
use super::*;
use crate::jobs::Answer;
use crate::open::Opened;
use crate::picture::fixture;
use egui_kittest::kittest::{NodeT, Queryable};
use egui_kittest::{Harness, Node};
use std::path::Path;
use std::time::Duration;

/// A window, and what its pictures are drawn from.
struct Tested {
    harness: Harness<'static, Window>,
    textures: Textures,
    size: [usize; 2],
}

impl Tested {
    fn new(size: [usize; 2], theme: ThemeChoice) -> Tested {
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
    fn with_fixture(size: [usize; 2], theme: ThemeChoice) -> Tested {
        let mut tested = Tested::new(size, theme);
        let timeline = fixture::timeline();
        let codes = timeline.events.iter().flat_map(|event| event.countries.iter().chain(&event.said_by).copied());
        let names = codes.map(|country| (country, fixture::name(country))).collect();
        let opened = Opened { timeline, problems: Vec::new() };
        tested.act(Action::Heard(Answer::Read { opened, names }));
        tested
    }

    fn act(&mut self, action: Action) {
        self.harness.state_mut().queue(action);
        self.harness.run();
    }

    fn state(&self) -> &State {
        &self.harness.state().state
    }

    fn click(&mut self, label: &str) {
        self.node(label).click();
        self.harness.run();
    }

    fn press(&mut self, key: egui::Key) {
        self.harness.key_press(key);
        self.harness.run();
    }

    fn node<'a>(&'a self, label: &'a str) -> Node<'a> {
        let all: Vec<Node> = self.harness.query_all_by_label_contains(label).collect();
        let exact = all.iter().position(|node| node.accesskit_node().label().as_deref() == Some(label));
        let at = exact.unwrap_or(0);
        all.into_iter().nth(at).unwrap_or_else(|| panic!("nothing is called {label}"))
    }

    fn shows(&self, label: &str) -> bool {
        self.harness.query_all_by_label_contains(label).next().is_some()
    }

    fn picture(&self) -> egui::ColorImage {
        let shapes = self.harness.output().shapes.clone();
        let primitives = self.harness.ctx.tessellate(shapes, 1.0);
        draw(&self.textures, &primitives, self.size, self.harness.state().palette.bg)
    }

    /// Keeps a picture of the window in `screenshots/`, where `DATELINE_SCREENSHOTS` is set; counts its colours always.
    fn screenshot(&self, name: &str) {
        let picture = self.picture();
        if std::env::var_os("DATELINE_SCREENSHOTS").is_some() {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../screenshots").join(name);
            write_png(&path, &picture);
        }
        let ink = self.harness.state().palette.ink;
        let inked = picture.pixels.iter().filter(|pixel| **pixel == ink).count();
        assert!(inked > 500, "{name} shows {inked} pixels of ink");
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

const FULL: [usize; 2] = [1920, 1080];

#[test]
fn nothing_open() {
    let tested = Tested::new(FULL, ThemeChoice::Light);
    assert!(tested.shows("Drop articles here to begin"));
    assert!(tested.shows("Look at the sample"));
    assert!(!tested.shows("Export"));
    tested.screenshot("empty.png");
}

#[test]
fn the_sample_opens() {
    let mut tested = Tested::new(FULL, ThemeChoice::Light);
    tested.click("Look at the sample");
    for _ in 0..3000 {
        if tested.state().reading.is_none() {
            break;
        }
        std::thread::sleep(Duration::from_millis(10));
        tested.harness.step();
    }
    tested.harness.run();
    assert_eq!(tested.state().timeline.documents.len(), 5);
    assert!(tested.shows("5 documents read"));
}

#[test]
fn a_click_shows_details_and_source() {
    let mut tested = Tested::with_fixture(FULL, ThemeChoice::Light);
    assert!(tested.shows("Nothing selected"));
    tested.click("11,000 troops counted in Kursk, 18 November 2024");
    assert_eq!(tested.state().lead().unwrap().title, "11,000 troops counted in Kursk");
    assert!(tested.shows("Monday 18 November 2024"));
    assert!(tested.shows("2 documents, they agree"));
    assert!(tested.shows("Source: Bombers over the East Sea"));
    assert!(tested.shows("1 selected, in 2 lanes"));
    tested.screenshot("main-light.png");
    tested.act(Action::Run(Command::Dark));
    tested.screenshot("main-dark.png");
    tested.act(Action::Run(Command::HighContrast));
    tested.screenshot("main-high-contrast.png");
    tested.click("Source 2: Four against the order");
    assert!(tested.shows("Source: Four against the order"));
    tested.click("Passage: Partnership treaty signed");
    assert_eq!(tested.state().lead().unwrap().title, "Partnership treaty signed");
    tested.press(egui::Key::Escape);
    assert!(tested.state().lead().is_none());
}
