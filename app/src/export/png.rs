//! SVG to PNG with the bundled font and those for what it lacks, no others, without a GPU; the size in inches is told in the file.

use super::wish::Raster;
use crate::picture::text::{FAMILY, FONTS, Text};
use anyhow::{Context, Result, ensure};
use resvg::tiny_skia::{Color, Pixmap, PremultipliedColorU8, Transform};
use resvg::usvg::{FontResolver, Options, Tree, fontdb};
use std::io::Write;
use std::sync::Arc;

/// The largest side of a picture in pixels.
pub const SIDE_MAX: u32 = 16_384;

/// So many bytes of a picture are drawn at a time.
const STRIP_BYTES: u32 = 32 << 20;

/// Draws an SVG document at its own size, in strips where it is large; `dpi` is told to whoever prints it. What is not
/// opaque is transparent where nothing is drawn.
pub fn write(svg: &str, dpi: f32, opaque: bool, text: &Text) -> Result<Vec<u8>> {
    let tree = Tree::from_str(svg, &options(text)).context("the picture can't be drawn")?;
    let width = tree.size().width().round() as u32;
    let height = tree.size().height().round() as u32;
    ensure!(
        width > 0 && height > 0 && width <= SIDE_MAX && height <= SIDE_MAX,
        "a picture of {width}x{height} pixels can't be drawn; choose 1 to {SIDE_MAX} for each side"
    );
    let rows = (STRIP_BYTES / (4 * width)).clamp(1, height);
    let mut strip = Pixmap::new(width, rows).context("there is not enough memory for a picture of this size")?;
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(if opaque { png::ColorType::Rgb } else { png::ColorType::Rgba });
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Balanced);
    let per_meter = (dpi / 0.0254).round() as u32;
    encoder.set_pixel_dims(Some(png::PixelDimensions { xppu: per_meter, yppu: per_meter, unit: png::Unit::Meter }));
    let mut writer = encoder.write_header()?;
    let mut stream = writer.stream_writer()?;
    let mut top = 0;
    while top < height {
        strip.fill(Color::TRANSPARENT);
        resvg::render(&tree, Transform::from_translate(0.0, -(top as f32)), &mut strip.as_mut());
        let shown = (width * rows.min(height - top)) as usize;
        let row: Vec<u8> = if opaque {
            strip.pixels()[..shown].iter().flat_map(|pixel| [pixel.red(), pixel.green(), pixel.blue()]).collect()
        } else {
            let straight = |pixel: &PremultipliedColorU8| {
                let color = pixel.demultiply();
                [color.red(), color.green(), color.blue(), color.alpha()]
            };
            strip.pixels()[..shown].iter().flat_map(straight).collect()
        };
        stream.write_all(&row)?;
        top += rows;
    }
    stream.finish()?;
    writer.finish()?;
    Ok(bytes)
}

/// The pixels of an SVG document at its own size.
pub fn draw(svg: &str, text: &Text) -> Result<Raster> {
    let tree = Tree::from_str(svg, &options(text)).context("the picture can't be drawn")?;
    let (width, height) = (tree.size().width().round() as u32, tree.size().height().round() as u32);
    let mut pixmap = Pixmap::new(width, height).context("there is not enough memory for a picture of this size")?;
    resvg::render(&tree, Transform::identity(), &mut pixmap.as_mut());
    let straight = |pixel: &PremultipliedColorU8| {
        let color = pixel.demultiply();
        [color.red(), color.green(), color.blue(), color.alpha()]
    };
    let rgba = pixmap.pixels().iter().flat_map(straight).collect();
    Ok(Raster { size: [width as usize, height as usize], rgba })
}

fn options(text: &Text) -> Options<'static> {
    let mut fonts = fontdb::Database::new();
    let bundled = FONTS.into_iter().map(|(_, bytes)| bytes);
    for bytes in bundled.chain(text.fallback().map(|font| font.bytes)) {
        fonts.load_font_source(fontdb::Source::Binary(Arc::new(bytes)));
    }
    fonts.set_sans_serif_family(FAMILY);
    // Each part of a text names its font, and resvg would set a whole line in the font of one letter.
    let select_fallback = Box::new(|_, _: &[fontdb::ID], _: &mut Arc<fontdb::Database>| None);
    let font_resolver = FontResolver { select_fallback, ..FontResolver::default() };
    Options { font_family: FAMILY.to_owned(), fontdb: Arc::new(fonts), font_resolver, ..Options::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn size_and_resolution_are_told() {
        let svg = r#"<svg xmlns="http://www.w3.org/2000/svg" width="384" height="216"><rect width="384" height="216" fill="white"/></svg>"#;
        let bytes = write(svg, 288.0, true, &Text::new()).unwrap_or_default();
        let decoder = png::Decoder::new(std::io::Cursor::new(bytes));
        let Ok(reader) = decoder.read_info() else { unreachable!("a PNG that was just written reads") };
        let info = reader.info();
        assert_eq!((info.width, info.height), (384, 216));
        assert_eq!(info.pixel_dims.map(|dims| dims.xppu), Some(11339));
    }

    #[test]
    fn a_size_that_cannot_be_is_refused() {
        let svg = |width: u32| format!(r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="108"/>"#);
        let drawn = |svg: &str| write(svg, 96.0, true, &Text::new());
        assert!(drawn(&svg(100)).is_ok());
        assert!(drawn(&svg(100_000)).is_err());
        assert!(drawn(&svg(0)).is_err());
        assert!(drawn("no picture").is_err());
    }
}
