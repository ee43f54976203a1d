//! The scene of the window drawn by the window, as PNG from its SVG, and as PDF: all but the edges of shapes are alike.

#![allow(clippy::unwrap_used, clippy::panic)]

use super::tested::Tested;
use crate::export::wish::Raster;
use crate::export::{Page, pdf, png, svg};
use crate::picture::scene::{Scene, Shape};
use crate::picture::text::Text;
use crate::state::ThemeChoice;
use std::process::Command;

/// So much two colours of a pixel may differ by, beside what lies next to it, and how many pixels in a thousand by more.
const ALIKE: (i32, f64) = (72, 4.0);

fn by_svg(scene: &Scene, text: &Text) -> Raster {
    let svg = svg::write(scene, (scene.width, scene.height), |_| String::new(), text, false);
    png::draw(&svg, text).unwrap()
}

/// None where there is no program that draws a PDF.
fn by_pdf(scene: &Scene, text: &Text) -> Option<Raster> {
    let folder = tempfile::tempdir().unwrap();
    let page =
        Page { title: String::new(), scene: scene.clone(), note: String::new(), sources: Vec::new(), untitled: 0 };
    let bytes = pdf::write(&[page], scene.width, "Scene", text, &|_, _| true).unwrap();
    let path = folder.path().join("scene.pdf");
    std::fs::write(&path, bytes).unwrap();
    let out = folder.path().join("page");
    let ran = Command::new("pdftoppm").args(["-r", "72", "-singlefile", "-png"]).arg(&path).arg(&out).status();
    if ran.is_err() {
        println!("skipped: pdftoppm is not installed, so that no PDF is drawn");
        return None;
    }
    let file = std::io::BufReader::new(std::fs::File::open(out.with_extension("png")).unwrap());
    let mut reader = ::png::Decoder::new(file).read_info().unwrap();
    let mut rgb = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut rgb).unwrap();
    let rgba = rgb.chunks(3).flat_map(|pixel| [pixel[0], pixel[1], pixel[2], 255]).collect();
    Some(Raster { size: [info.width as usize, info.height as usize], rgba })
}

/// How many pixels in a thousand of one are like none that lies at or beside their place in the other.
fn unlike(one: &Raster, other: &Raster) -> f64 {
    let [width, height] = [one.size[0].min(other.size[0]), one.size[1].min(other.size[1])];
    let pixel = |raster: &Raster, x: usize, y: usize| {
        let at = 4 * (y * raster.size[0] + x);
        [0, 1, 2].map(|channel| i32::from(raster.rgba[at + channel]))
    };
    let mut count = 0;
    for y in 1..height - 1 {
        for x in 1..width - 1 {
            let own = pixel(one, x, y);
            // An edge is between the darkest and the lightest of what lies around it.
            let around: Vec<[i32; 3]> = (0..9).map(|nth| pixel(other, x + nth % 3 - 1, y + nth / 3 - 1)).collect();
            let off = (0..3).any(|channel| {
                let low = around.iter().map(|pixel| pixel[channel]).min().unwrap_or(0);
                let high = around.iter().map(|pixel| pixel[channel]).max().unwrap_or(255);
                own[channel] < low - ALIKE.0 || own[channel] > high + ALIKE.0
            });
            count += usize::from(off);
        }
    }
    count as f64 * 1000.0 / (width * height) as f64
}

#[track_caller]
fn check(one: &Raster, other: &Raster, alike: bool) {
    let off = unlike(one, other).max(unlike(other, one));
    assert_eq!(off <= ALIKE.1, alike, "{off} pixels in a thousand differ");
}

#[test]
fn window_png_svg_and_pdf_show_the_same() {
    for theme in [ThemeChoice::Light, ThemeChoice::Dark] {
        let mut tested = Tested::with_fixture([1600, 900], theme);
        let scene = tested.harness.state_mut().scene().unwrap();
        let text = Text::new();
        let drawn = by_svg(&scene, &text);
        // The part of the window where nothing lies above the lanes.
        let corner = tested.node("Timeline").rect().min;
        let whole = tested.picture();
        let [width, height] = [scene.width as usize, scene.height as usize];
        let rows = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
        let at = |(x, y): (usize, usize)| whole.pixels[(y + corner.y as usize) * whole.size[0] + x + corner.x as usize];
        let rgba = rows.flat_map(|place| at(place).to_array()).collect();
        let window = Raster { size: [width, height], rgba };
        check(&window, &drawn, true);
        if let Some(page) = by_pdf(&scene, &text) {
            check(&page, &drawn, true);
            check(&page, &window, true);
        }
        // What is missing is found.
        let mut fewer = scene.clone();
        fewer.items.retain(|item| !matches!(item.shape, Shape::Disc(_)));
        check(&window, &by_svg(&fewer, &text), false);
    }
}
