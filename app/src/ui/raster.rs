//! egui's triangles to pixels without a GPU, for the pictures that tests make. The same input gives the same bytes.
//!
//! Blends as egui's own backends do: premultiplied colours, in the space that they are stored in.

use egui::epaint::{ClippedPrimitive, Primitive, Vertex};
use egui::{Color32, ColorImage, ImageData, Pos2, Rect, TextureId, TexturesDelta};
use egui_kittest::TestRenderer;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// The textures that a window has handed out so far; shared with the harness, which tells of new ones.
#[derive(Clone, Default)]
pub struct Textures(Rc<RefCell<HashMap<TextureId, ColorImage>>>);

impl TestRenderer for Textures {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        let mut textures = self.0.borrow_mut();
        let changes = delta.set.drain().flat_map(|(id, changes)| changes.into_iter().map(move |change| (id, change)));
        for (id, change) in changes {
            let ImageData::Color(image) = change.image;
            match (change.pos, textures.get_mut(&id)) {
                (Some([left, top]), Some(whole)) => {
                    for row in 0..image.size[1] {
                        let from = (top + row) * whole.size[0] + left;
                        let width = image.size[0];
                        whole.pixels[from..from + width].copy_from_slice(&image.pixels[row * width..(row + 1) * width]);
                    }
                }
                _ => drop(textures.insert(id, (*image).clone())),
            }
        }
        delta.free.drain().for_each(|id| drop(textures.remove(&id)));
    }
}

/// Draws what egui has tessellated on a ground, at one pixel a point.
pub fn draw(textures: &Textures, primitives: &[ClippedPrimitive], size: [usize; 2], ground: Color32) -> ColorImage {
    let mut picture = ColorImage::filled(size, ground);
    let textures = textures.0.borrow();
    for ClippedPrimitive { clip_rect, primitive } in primitives {
        let Primitive::Mesh(mesh) = primitive else { continue };
        let Some(texture) = textures.get(&mesh.texture_id) else { continue };
        for triangle in mesh.indices.chunks_exact(3) {
            let corners = [0, 1, 2].map(|corner| mesh.vertices[triangle[corner] as usize]);
            draw_triangle(&mut picture, texture, corners, *clip_rect);
        }
    }
    picture
}

fn draw_triangle(picture: &mut ColorImage, texture: &ColorImage, mut corners: [Vertex; 3], clip: Rect) {
    let mut area = cross(corners[0].pos, corners[1].pos, corners[2].pos);
    if area < 0.0 {
        corners.swap(1, 2);
        area = -area;
    }
    if area < 1e-12 {
        return;
    }
    let [a, b, c] = corners;
    let flat = (a.uv, a.color) == (b.uv, b.color) && (a.uv, a.color) == (c.uv, c.color);
    let flat = flat.then(|| shade(texture, a.uv.to_vec2(), a.color.to_array().map(f32::from)));
    let around = Rect::from_points(&[a.pos, b.pos, c.pos]).intersect(clip);
    if around.is_negative() {
        return;
    }
    let (left, right) = (first(around.left(), picture.size[0]), end(around.right(), picture.size[0]));
    for y in first(around.top(), picture.size[1])..end(around.bottom(), picture.size[1]) {
        let inside = |x: usize| {
            let at = Pos2::new(x as f32 + 0.5, y as f32 + 0.5);
            // A pixel on an edge belongs to one of the two triangles that share it.
            all([(b, c), (c, a), (a, b)].map(|(from, to)| share(from.pos, to.pos, at)))
        };
        let (from, until) = row_span([a.pos, b.pos, c.pos], y as f32 + 0.5, left, right);
        let Some(left) = (from..until).find(|&x| inside(x).is_some()) else { continue };
        let right = (left..until).rev().find(|&x| inside(x).is_some()).unwrap_or(left);
        for x in left..=right {
            let pixel = &mut picture.pixels[y * picture.size[0] + x];
            let color = match flat {
                Some(color) => color,
                None => {
                    let Some([u, v, w]) = inside(x).map(|parts| parts.map(|part| (part / area) as f32)) else {
                        continue;
                    };
                    let uv = a.uv.to_vec2() * u + b.uv.to_vec2() * v + c.uv.to_vec2() * w;
                    let mix =
                        |i: usize| f32::from(a.color[i]) * u + f32::from(b.color[i]) * v + f32::from(c.color[i]) * w;
                    shade(texture, uv, [0, 1, 2, 3].map(mix))
                }
            };
            *pixel = over(color, *pixel);
        }
    }
}

/// The pixels of a row that a triangle may cover.
fn row_span(corners: [Pos2; 3], y: f32, left: usize, right: usize) -> (usize, usize) {
    let (mut from, mut until) = (f32::INFINITY, f32::NEG_INFINITY);
    for (a, b) in [(corners[0], corners[1]), (corners[1], corners[2]), (corners[2], corners[0])] {
        if (a.y.min(b.y) - 0.01..=a.y.max(b.y) + 0.01).contains(&y) {
            let share =
                if (b.y - a.y).abs() < 0.02 { [0.0, 1.0] } else { [((y - a.y) / (b.y - a.y)).clamp(0.0, 1.0); 2] };
            for x in share.map(|share| a.x + (b.x - a.x) * share) {
                (from, until) = (from.min(x), until.max(x));
            }
        }
    }
    let column = |x: f32| (x.max(0.0) as usize).clamp(left, right);
    (column(from - 2.0), column(until + 2.0))
}

/// A colour as it comes through a texture; both 0 to 255, premultiplied.
fn shade(texture: &ColorImage, uv: egui::Vec2, color: [f32; 4]) -> [f32; 4] {
    let texel = sample(texture, uv.x, uv.y);
    [0, 1, 2, 3].map(|channel| color[channel] * texel[channel] / 255.0)
}

fn over(color: [f32; 4], below: Color32) -> Color32 {
    let rest = 1.0 - color[3] / 255.0;
    let [r, g, b] = [0, 1, 2].map(|i| (color[i] + f32::from(below[i]) * rest).round().clamp(0.0, 255.0) as u8);
    Color32::from_rgb(r, g, b)
}

/// The first pixel whose middle is not before an edge.
fn first(edge: f32, count: usize) -> usize {
    (edge - 0.5).ceil().clamp(0.0, count as f32) as usize
}

/// The first pixel whose middle is beyond an edge.
fn end(edge: f32, count: usize) -> usize {
    (edge + 0.5).floor().clamp(0.0, count as f32) as usize
}

/// Twice the area of a triangle; positive where its corners go round clockwise on screen.
fn cross(a: Pos2, b: Pos2, c: Pos2) -> f64 {
    let [ax, ay, bx, by, cx, cy] = [a.x, a.y, b.x, b.y, c.x, c.y].map(f64::from);
    (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
}

/// How far a point is inside an edge. Worked out from the same end whichever way the edge runs, so that
/// a point on an edge is inside exactly one of the two triangles that share it.
fn share(from: Pos2, to: Pos2, at: Pos2) -> Option<f64> {
    let turned = (from.x, from.y) > (to.x, to.y);
    let side = if turned { -cross(to, from, at) } else { cross(from, to, at) };
    let top_or_left = to.y < from.y || (to.y == from.y && to.x > from.x);
    (side > 0.0 || (side == 0.0 && top_or_left)).then_some(side)
}

fn all(shares: [Option<f64>; 3]) -> Option<[f64; 3]> {
    Some([shares[0]?, shares[1]?, shares[2]?])
}

/// The colour at a place of a texture, 0 to 1 across and down, between its four nearest texels; 0 to 255.
fn sample(texture: &ColorImage, u: f32, v: f32) -> [f32; 4] {
    let [width, height] = texture.size;
    let (x, y) = (u * width as f32 - 0.5, v * height as f32 - 0.5);
    let (left, top) = (x.floor(), y.floor());
    let (along, down) = (x - left, y - top);
    let texel = |dx: f32, dy: f32| {
        let column = (left + dx).clamp(0.0, width as f32 - 1.0) as usize;
        let row = (top + dy).clamp(0.0, height as f32 - 1.0) as usize;
        texture.pixels[row * width + column]
    };
    let corners = [
        (texel(0.0, 0.0), (1.0 - along) * (1.0 - down)),
        (texel(1.0, 0.0), along * (1.0 - down)),
        (texel(0.0, 1.0), (1.0 - along) * down),
        (texel(1.0, 1.0), along * down),
    ];
    [0, 1, 2, 3].map(|channel| corners.iter().map(|(color, part)| f32::from(color[channel]) * part).sum())
}
