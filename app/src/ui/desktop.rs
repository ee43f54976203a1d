//! What the desktop shows of the window: its title and its icon.

use crate::state::State;
use egui::IconData;
use resvg::tiny_skia::{Pixmap, PremultipliedColorU8, Transform};
use resvg::usvg::{Options, Tree};

/// The icon, as files for the desktop's menu have it, too.
const ICON: &str = include_str!("../../../assets/desktop/dateline.svg");
/// Its width and height in pixels.
const ICON_PX: u32 = 128;

/// The icon's pixels.
pub fn icon() -> IconData {
    let tree = Tree::from_str(ICON, &Options::default()).expect("the embedded icon is well-formed");
    let mut pixels = Pixmap::new(ICON_PX, ICON_PX).expect("an icon is small");
    resvg::render(&tree, Transform::identity(), &mut pixels.as_mut());
    let straight = |pixel: &PremultipliedColorU8| {
        let color = pixel.demultiply();
        [color.red(), color.green(), color.blue(), color.alpha()]
    };
    let rgba = pixels.pixels().iter().flat_map(straight).collect();
    IconData { rgba, width: ICON_PX, height: ICON_PX }
}

/// "alliance – Dateline": the file, or what is shown where there is none yet; with a star where it has changes to save.
pub fn title(state: &State) -> String {
    match state.project_name() {
        name if name.trim().is_empty() => "Dateline".to_owned(),
        name if state.keeping.read_only => format!("{name} (read-only) – Dateline"),
        name if state.is_unsaved() => format!("{name}* – Dateline"),
        name => format!("{name} – Dateline"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_icon_is_drawn() {
        let icon = icon();
        let middle = (ICON_PX * ICON_PX / 2 + ICON_PX / 2) as usize * 4;
        assert_eq!(icon.rgba.len(), (4 * ICON_PX * ICON_PX) as usize);
        assert_eq!((icon.rgba[3], icon.rgba[middle + 3]), (0, 255), "a free corner, a full middle");
    }

    #[test]
    fn the_title_names_what_is_open() {
        let mut state = State::default();
        assert_eq!(title(&state), "Dateline");
        state.file = Some("/home/me/alliance.dateline".into());
        assert_eq!(title(&state), "alliance – Dateline");
    }
}
