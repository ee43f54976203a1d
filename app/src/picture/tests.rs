//! The whole way from a timeline to a scene: a golden text, any view of any timeline, pictures to look at.

use super::axis::{Stretch, day_number};
use super::content::Tail;
use super::scene::{Color, Item, Shape};
use super::stage::{Showing, Stage};
use super::*;
use chrono::{Datelike, NaiveDate};
use dateline_model::actor::Country;
use dateline_model::arrangement::Arrangement;
use dateline_model::event::{Kind, Status};
use dateline_model::filter::Filter;
use dateline_model::quantity::{Quantity, Told};
use dateline_model::story::Step;
use dateline_model::timeline::Lane;
use dateline_model::track;
use std::collections::BTreeSet;
use std::fmt::Write as _;

fn stretch(from: &str, until: &str) -> Stretch {
    let day = |day: &str| day_number(day.parse::<NaiveDate>().unwrap_or_default());
    Stretch { from: day(from), until: day(until) }
}

/// A scene of the fixture, `lanes` fullest lanes of it.
fn scene(lanes: usize, shown: Stretch, selected: &str) -> (Timeline, Scene) {
    let timeline = fixture::timeline();
    let lanes: Vec<Lane> = fixture::lanes(&timeline).into_iter().take(lanes).collect();
    let text = Text::new();
    let mut picture = Picture::new(Content::new(&timeline, &lanes, Tail::SourceCount));
    let mut view = View::of_all(&picture.content, &Sizes::WINDOW, 1100.0, 500.0);
    view.fit(&picture.content, &Sizes::WINDOW, shown);
    view.playhead = Some(shown.from + 40.5);
    view.selection = timeline.events.iter().position(|event| event.title.starts_with(selected)).into_iter().collect();
    let scene = picture.scene(&timeline, &view, &Theme::light(), &text);
    (timeline, scene)
}

/// A scene as text, a line for each item: what it is, of which event, its shape on whole points.
fn dump(timeline: &Timeline, scene: &Scene) -> String {
    let mut out = String::new();
    for Item { shape, part, event, .. } in &scene.items {
        let title = event.map_or("-", |event| timeline.events[event].short_title.as_str());
        // Writing to a string never fails.
        writeln!(out, "{part:?} | {title} | {}", describe(shape)).ok();
    }
    out
}

fn describe(shape: &Shape) -> String {
    let color = |color: &Option<Color>| match color {
        Some(Color { r, g, b, a: 255 }) => format!("#{r:02X}{g:02X}{b:02X}"),
        Some(Color { r, g, b, a }) => format!("#{r:02X}{g:02X}{b:02X}{a:02X}"),
        None => "none".to_owned(),
    };
    let line = |stroke: &Option<scene::Stroke>| {
        stroke.as_ref().map_or(String::new(), |s| format!(" line {:.1} {}", s.width, color(&Some(s.color))))
    };
    match shape {
        Shape::Rect { rect, fill, stroke, .. } => format!(
            "rect {:.0} {:.0} {:.0}x{:.0} {}{}",
            rect.x,
            rect.y,
            rect.width,
            rect.height,
            color(fill),
            line(stroke)
        ),
        Shape::Gradient { rect, stops } => {
            format!("gradient {:.0} {:.0} {:.0}x{:.0} of {}", rect.x, rect.y, rect.width, rect.height, stops.len())
        }
        Shape::Circle { x, y, radius, fill, stroke } => {
            format!("circle {x:.0} {y:.0} r{radius:.1} {}{}", color(fill), line(stroke))
        }
        Shape::Disc(disc) => {
            let scene::Disc { x, y, radius, kind, status, color: hue, .. } = disc;
            format!("disc {x:.0} {y:.0} r{radius:.1} {kind:?} {status:?} {}", color(&Some(*hue)))
        }
        Shape::Bars { bottom, bars } => {
            let bars: Vec<String> = bars.iter().map(|bar| format!("{:.0}+{:.0}", bar.x, bar.height)).collect();
            format!("bars on {bottom:.0}: {}", bars.join(" "))
        }
        Shape::Path { points, fill, stroke, .. } => {
            let (x, y) = points.first().copied().unwrap_or_default();
            format!("path {x:.0} {y:.0} of {} {}{}", points.len(), color(fill), line(stroke))
        }
        Shape::Text { x, y, text, size, weight, .. } => format!("text {x:.0} {y:.0} {size} {weight:?} \"{text}\""),
    }
}

/// Compares with a file beside this one; `UPDATE_GOLDEN=1` writes it.
fn check_golden(name: &str, found: &str) {
    let path = format!("{}/src/picture/{name}.txt", env!("CARGO_MANIFEST_DIR"));
    if std::env::var("UPDATE_GOLDEN").is_ok() {
        std::fs::write(&path, found).expect("the golden file can be written");
    }
    let expect = std::fs::read_to_string(&path).unwrap_or_default();
    let differing = found.lines().zip(expect.lines()).enumerate().find(|(_, (found, expect))| found != expect);
    if let Some((index, (found, expect))) = differing {
        assert_eq!(found, expect, "{name}, line {}; UPDATE_GOLDEN=1 takes the new picture", index + 1);
    }
    assert_eq!(found.lines().count(), expect.lines().count(), "lines of {name}");
}

#[test]
fn a_scene_as_text() {
    let (timeline, scene) = scene(4, stretch("2024-10-01", "2024-12-31"), "11,000");
    check_golden("golden", &dump(&timeline, &scene));
}

/// The scene of a step about some events of the fixture, where it has arrived.
fn staged(timeline: &Timeline, titles: &[&str]) -> Scene {
    let is_told = |title: &str| titles.iter().any(|told| title.starts_with(told));
    let events = timeline.events.iter().filter(|event| is_told(&event.title)).map(|event| event.id);
    let step = Step { events: events.collect(), ..Step::default() };
    let stage = Stage::new(timeline, &fixture::lanes(timeline), &step, |_| "Sources: Pacific Desk".to_owned());
    let showing = Showing {
        size: (1920.0, 1080.0),
        marking: Some("TLP:CLEAR"),
        number: (4, 10),
        before: stage.window,
        arrived: 1.0,
    };
    stage.scene(timeline, &showing, &Theme::light(), &Text::new())
}

#[test]
fn a_step_as_text() {
    let timeline = fixture::timeline();
    let scene = staged(&timeline, &["Joint bomber"]);
    check_golden("golden-step", &dump(&timeline, &scene));
}

#[test]
fn labels_of_a_step_are_large_and_keep_apart() {
    let timeline = fixture::timeline();
    let text = Text::new();
    for titles in [&["Treaty", "11,000", "Rein in", "Joint", "Bombers"][..], &["S"], &["Nothing like this"]] {
        let scene = staged(&timeline, titles);
        let labels: Vec<(f32, f32, f32)> = scene
            .items
            .iter()
            .filter(|item| item.part == scene::Part::Label)
            .filter_map(|item| match &item.shape {
                Shape::Text { x, y, text: words, size, weight, .. } => {
                    assert!(*size >= 1080.0 / 40.0, "{words} is set in {size}");
                    Some((*x, x + text.width(words, *size, *weight), *y))
                }
                _ => None,
            })
            .collect();
        for (nth, a) in labels.iter().enumerate() {
            assert!(a.0 > 0.0 && a.1 < 1920.0, "{a:?} is cut off");
            assert!(labels[..nth].iter().all(|b| a.1 < b.0 || b.1 < a.0 || (a.2 - b.2).abs() > 27.0), "{labels:?}");
        }
    }
}

#[test]
fn charts_as_text() {
    let mut timeline = fixture::timeline();
    let counted: Vec<usize> = timeline
        .events
        .iter()
        .enumerate()
        .filter(|(_, event)| event.when.earliest.year() == 2024)
        .map(|(nth, _)| nth)
        .collect();
    // A count that rises, each time known in another way.
    let bounds = [
        (None, None, Told::Reported),
        (Some(8_000.0), None, Told::Estimated),
        (Some(8_000.0), Some(12_000.0), Told::Claimed),
    ];
    for (&event, (at_least, at_most, told)) in counted.iter().step_by(counted.len() / 3).zip(bounds) {
        let (unit, object) = ("troops".to_owned(), "troops".to_owned());
        let value = at_most.or(at_least).unwrap_or(3_000.0);
        timeline.events[event].kind = Kind::Deployment;
        timeline.events[event].countries = Country::from_code("KP").into_iter().collect();
        timeline.events[event].quantities =
            vec![Quantity { value, unit, object, at_least, at_most, told, ..Quantity::default() }];
    }
    let tracks = track::tracks(&timeline.events, &counted, fixture::name);
    let text = Text::new();
    let mut picture = Picture::new(Content::new(&timeline, &fixture::lanes(&timeline), Tail::SourceCount));
    picture.show_tracks(&timeline, tracks);
    let mut view = View::of_all(&picture.content, &Sizes::WINDOW, 1100.0, 500.0);
    view.fit(&picture.content, &Sizes::WINDOW, stretch("2024-01-01", "2024-12-31"));
    let scene = picture.tracks_scene(&timeline, &view, 200.0, &Theme::light(), &text);
    check_golden("golden-charts", &dump(&timeline, &scene));
}

#[test]
fn each_item_of_an_event_can_be_hit() {
    let (timeline, scene) = scene(4, stretch("2024-10-01", "2024-12-31"), "nothing");
    for (event, told) in timeline.events.iter().enumerate() {
        let mark = scene.items.iter().find(|item| item.event == Some(event) && item.part == scene::Part::Mark);
        if let Some(Item { shape: Shape::Disc(scene::Disc { x, y, .. }), .. }) = mark {
            let hit = scene.hit(*x, *y);
            assert!(hit.is_none_or(|hit| hit.event == Some(event)), "{}: {hit:?}", told.title);
        }
    }
}

#[test]
fn any_view_of_any_timeline_is_drawn() {
    let text = Text::new();
    let mut ancient = fixture::timeline();
    for (index, event) in ancient.events.iter_mut().enumerate() {
        let year = -200_000 + 13_001 * index as i32;
        event.when.earliest = NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default();
        event.when.latest = NaiveDate::from_ymd_opt(year, 12, 31).unwrap_or_default();
        event.short_title = "\u{0}\n\u{202e}<&>".repeat(50);
    }
    for timeline in [fixture::timeline(), Timeline::default(), ancient] {
        let lanes = fixture::lanes(&timeline);
        let mut picture = Picture::new(Content::new(&timeline, &lanes, Tail::SourceCount));
        for (width, height) in [(0.0, 0.0), (172.0, 48.0), (173.0, 5000.0), (1400.0, 800.0), (8000.0, 100.0)] {
            for scale in [0.0, 1e-9, 0.01, 1.0, 50.0, 1e4, 1e12] {
                for from in [-1e12, -500_000.0, 0.0, 739_000.25, 1e12] {
                    let view = View {
                        from,
                        scale,
                        width,
                        height,
                        scroll_y: 100.0,
                        selection: vec![0, 5, 9999],
                        hover: Some(7),
                        playhead: Some(from + 1.0),
                        today: Some(739_100.0),
                        unfolded: vec![739_000.0],
                    };
                    let scene = picture.scene(&timeline, &view, &Theme::dark(), &text);
                    assert!(!scene.items.is_empty() && scene.items.len() < 20_000, "{}", scene.items.len());
                }
            }
        }
    }
}

/// The middle of each mark, by its event and which of its marks it is.
fn marks(scene: &Scene) -> Vec<(usize, f32, f32)> {
    let mark = |item: &Item| match (&item.shape, item.event) {
        (Shape::Disc(disc), Some(event)) => Some((event, disc.x, disc.y)),
        _ => None,
    };
    let mut marks: Vec<_> = scene.items.iter().filter_map(mark).collect();
    marks.sort_by(|a, b| a.0.cmp(&b.0).then(a.2.total_cmp(&b.2)));
    marks
}

#[test]
fn the_next_level_begins_where_the_last_one_was() {
    let timeline = news::timeline(20_000);
    let name = |country: Country| country.code().to_owned();
    let lanes = Arrangement::default().lanes(&timeline, &(0..20_000).collect::<Vec<_>>(), &BTreeSet::new(), name);
    let (text, theme) = (Text::new(), Theme::light());
    let mut picture = Picture::new(Content::new(&timeline, &lanes, Tail::SourceCount));
    let mut view = View::of_all(&picture.content, &Sizes::WINDOW, 1300.0, 800.0);
    let mut moved = 0;
    for days in [2000.0, 700.0, 300.0, 40.0] {
        let from = stretch("2005-03-01", "2005-03-02").from;
        view.fit(&picture.content, &Sizes::WINDOW, Stretch { from, until: from + days });
        view.scale = axis::level_scale(view.scale) * std::f64::consts::SQRT_2 * 0.999_99;
        picture.now = None;
        let before = marks(&picture.scene(&timeline, &view, &theme, &text));
        view.scale *= 1.000_02;
        picture.now = Some(1.0);
        let begun = marks(&picture.scene(&timeline, &view, &theme, &text));
        assert!(picture.is_turning());
        for (event, x, y) in &before {
            let near =
                |other: &(usize, f32, f32)| other.0 == *event && (other.1 - x).abs() < 0.5 && (other.2 - y).abs() < 0.5;
            let found: Vec<_> = begun.iter().filter(|other| other.0 == *event).collect();
            assert!(begun.iter().any(near), "{}, {days} days: {x} {y}, then {found:?}", timeline.events[*event].title);
        }
        picture.now = Some(1.05);
        let half = marks(&picture.scene(&timeline, &view, &theme, &text));
        picture.now = Some(2.0);
        let ended = marks(&picture.scene(&timeline, &view, &theme, &text));
        assert!(!picture.is_turning());
        picture.now = None;
        assert_eq!(ended, marks(&picture.scene(&timeline, &view, &theme, &text)));
        moved += usize::from(half != begun && half != ended);
    }
    assert!(moved > 1, "{moved}");
}

/// A picture of the fixture with its first lanes pinned, and its view from edge to edge.
fn pinned(count: usize, height: f32) -> (Timeline, Picture, View) {
    let timeline = fixture::timeline();
    let mut lanes = fixture::lanes(&timeline);
    lanes.iter_mut().take(count).for_each(|lane| lane.pinned = true);
    let picture = Picture::new(Content::new(&timeline, &lanes, Tail::SourceCount));
    let mut view = View::of_all(&picture.content, &Sizes::WINDOW, 1100.0, height);
    view.fit(&picture.content, &Sizes::WINDOW, stretch("2024-04-01", "2024-12-31"));
    (timeline, picture, view)
}

#[test]
fn pinned_lanes_stay_in_place_and_hide_what_is_scrolled_below_them() {
    let (text, theme) = (Text::new(), Theme::light());
    let (timeline, mut picture, mut view) = pinned(1, 620.0);
    let head = |scene: &Scene, lane: usize| {
        let of_lane = |item: &&Item| item.part == Part::LaneHead(lane);
        scene.items.iter().find(of_lane).and_then(|item| match &item.shape {
            Shape::Rect { rect, .. } => Some(rect.y),
            _ => None,
        })
    };
    let of_height = |scene: &Scene, until: f32| -> Vec<(usize, f32, f32)> {
        marks(scene).into_iter().filter(|(_, _, y)| *y < until).collect()
    };
    let still = picture.scene(&timeline, &view, &theme, &text);
    let (count, height) = picture.pinned();
    let edge = Sizes::WINDOW.ruler + height;
    assert!(count == 1 && height > 40.0);
    let there = of_height(&still, edge);
    assert!(there.len() > 3, "{there:?}");
    for scroll_y in [7.0, 100.0, 300.0] {
        view.scroll_y = scroll_y;
        view.selection = there.iter().map(|(event, ..)| *event).collect();
        let mut scene = picture.scene(&timeline, &view, &theme, &text);
        assert_eq!(head(&scene, 0), Some(Sizes::WINDOW.ruler));
        if let (Some(before), Some(now)) = (head(&still, 2), head(&scene, 2)) {
            assert_eq!(before - now, scroll_y);
        }
        // What is wholly below the cover is not there; what stands on it is as it was.
        let on_cover = scene.items.iter().position(|item| item.part == Part::Cover).map_or(0, |at| at + 1);
        let covering = Scene { items: scene.items[on_cover..].to_vec(), ..scene.clone() };
        assert_eq!(of_height(&covering, edge), there, "{scroll_y}");
        assert!(marks(&scene).iter().all(|(_, _, y)| *y > edge - 9.0 || there.iter().any(|mark| mark.2 == *y)));
        for &(event, x, y) in there.iter().filter(|(_, x, _)| (180.0..1100.0).contains(x)) {
            assert_eq!(scene.hit(x, y).and_then(|hit| hit.event), Some(event), "{scroll_y}");
        }
        let below = Scene { items: scene.items[..on_cover - 1].to_vec(), ..scene.clone() };
        let mut hidden = 0;
        for (x, y) in (180..1100).step_by(7).flat_map(|x| (50..edge as i32 - 2).step_by(5).map(move |y| (x, y))) {
            let (x, y) = (x as f32, y as f32);
            assert_eq!(scene.hit(x, y), covering.hit(x, y), "{x} {y}");
            hidden += usize::from(covering.hit(x, y).is_none() && below.hit(x, y).is_some());
        }
        assert!(hidden > 0 || scroll_y < 50.0, "{scroll_y}");
        assert_eq!(scene.hit(20.0, edge - 4.0).map(|hit| hit.part), Some(Part::LaneHead(0)));
        // Ties end at the cover's edge where they are drawn on it, and stars of what stands on it lie on it.
        scene.tie_all(theme.line2);
        scene.add_stars(theme.ink, theme.bg, |_| true);
        let on_cover = scene.items.iter().position(|item| item.part == Part::Cover).map_or(0, |at| at + 1);
        let ties = scene.items[on_cover..].iter().filter(|item| item.part == Part::Tie);
        let ends = ties.filter_map(|item| match &item.shape {
            Shape::Path { points, .. } => points.last().map(|point| point.1),
            _ => None,
        });
        let ends: Vec<f32> = ends.collect();
        assert!(!ends.is_empty() && ends.iter().all(|end| *end <= edge), "{ends:?}");
        let is_star = |item: &&Item| item.part == Part::Mark && matches!(item.shape, Shape::Path { .. });
        let is_mark = |item: &&Item| item.part == Part::Mark && matches!(item.shape, Shape::Disc(_));
        let of_event = covering.items.iter().filter(is_mark).count();
        assert!(of_event > 0);
        assert_eq!(scene.items[on_cover..].iter().filter(is_star).count(), 2 * of_event);
    }
    let seen = picture.lanes_seen(&view);
    assert!(seen[0] == (0.0, height) && seen[1..].iter().all(|(top, _)| *top >= height), "{seen:?}");
}

#[test]
fn pinned_lanes_that_take_most_of_the_room_scroll_with_the_others() {
    let text = Text::new();
    for (count, height, expect) in [(1, 620.0, 1), (6, 620.0, 0), (1, 160.0, 0), (0, 620.0, 0)] {
        let (timeline, mut picture, mut view) = pinned(count, height);
        view.scroll_y = 100.0;
        let scene = picture.scene(&timeline, &view, &Theme::dark(), &text);
        assert_eq!(picture.pinned().0, expect, "{count} in {height}");
        assert_eq!(scene.items.iter().any(|item| item.part == Part::Cover), expect > 0);
    }
}

#[test]
fn a_label_shows_its_beginning() {
    let (timeline, text) = (fixture::timeline(), Text::new());
    let mut picture = Picture::new(Content::new(&timeline, &fixture::lanes(&timeline), Tail::SourceCount));
    let mut labels = 0;
    for step in 0..200 {
        let from = 738_800.0 + f64::from(step) * 1.7;
        let view = View {
            from,
            scale: 2.0,
            width: 1400.0,
            height: 800.0,
            scroll_y: 0.0,
            selection: Vec::new(),
            hover: None,
            playhead: None,
            today: None,
            unfolded: Vec::new(),
        };
        let scene = picture.scene(&timeline, &view, &Theme::light(), &text);
        for item in scene.items.iter().filter(|item| item.part == Part::Label) {
            if let Shape::Text { x, text, .. } = &item.shape {
                labels += 1;
                assert!(*x >= scene.lanes_area.x, "{text} at {x} from {from}");
            }
        }
    }
    assert!(labels > 200, "{labels}");
}

/// Pictures to look at: `PICTURES=folder cargo test -p dateline to_look_at`.
#[test]
fn pictures_to_look_at() {
    let Ok(folder) = std::env::var("PICTURES") else { return };
    let timeline = fixture::timeline();
    let lanes = fixture::lanes(&timeline);
    let text = Text::new();
    let mut picture = Picture::new(Content::new(&timeline, &lanes, Tail::SourceCount));
    let mut view = View::of_all(&picture.content, &Sizes::WINDOW, 1300.0, 760.0);
    let year = stretch("2024-04-01", "2025-01-01");
    let write = |name: &str, scene: &Scene| {
        let svg = crate::export::svg::write(
            scene,
            (scene.width, scene.height),
            |event| timeline.events[event].title.clone(),
            &text,
            false,
        );
        let bytes = crate::export::png::write(&svg, 96.0, true, &text).unwrap_or_default();
        std::fs::write(format!("{folder}/{name}.svg"), svg).ok();
        std::fs::write(format!("{folder}/{name}.png"), bytes).ok();
    };
    write("all", &picture.scene(&timeline, &view, &Theme::light(), &text));
    let (selected, hovered) = (timeline.events.iter().position(|event| event.title.starts_with("11,000")), Some(18));
    view.fit(&picture.content, &Sizes::WINDOW, year);
    view.playhead = Some(stretch("2024-05-25", "2025-01-01").from + 0.5);
    view.selection = selected.into_iter().collect();
    view.hover = hovered;
    write("year-light", &picture.scene(&timeline, &view, &Theme::light(), &text));
    write("year-dark", &picture.scene(&timeline, &view, &Theme::dark(), &text));
    write("year-high", &picture.scene(&timeline, &view, &Theme::high_contrast(), &text));
    view.fit(&picture.content, &Sizes::WINDOW, stretch("2024-11-10", "2024-12-05"));
    write("month", &picture.scene(&timeline, &view, &Theme::light(), &text));
    for (name, theme) in [("light", Theme::light()), ("dark", Theme::dark()), ("high", Theme::high_contrast())] {
        write(&format!("glyphs-{name}"), &glyphs(&theme));
    }
    let mut foreign = fixture::timeline();
    let titles = [
        "توقيع معاهدة الشراكة في بيونغ يانغ",
        "הסכם שותפות נחתם",
        "两国签署合作条约",
        "部隊1万1千人を派遣",
        "파병 병력 11,000명 확인",
        "الوفد number 12 يصل",
        "Δήλωση και Заявление",
    ];
    for (event, title) in foreign.events.iter_mut().rev().zip(titles.into_iter().cycle()).take(14) {
        event.short_title = title.to_owned();
    }
    let fallback = fallback::Fallback::of(fallback::shown_texts(&foreign));
    let text = Text::with(&fallback.fonts);
    let mut picture = Picture::new(Content::new(&foreign, &lanes, Tail::SourceCount));
    let scene = picture.scene(&foreign, &view, &Theme::light(), &text);
    let svg = crate::export::svg::write(
        &scene,
        (scene.width, scene.height),
        |event| foreign.events[event].title.clone(),
        &text,
        false,
    );
    std::fs::write(
        format!("{folder}/foreign.png"),
        crate::export::png::write(&svg, 96.0, true, &text).unwrap_or_default(),
    )
    .ok();
    for (name, theme) in [("overview-light", Theme::light()), ("overview-dark", Theme::dark())] {
        let strip = overview::Overview::new(&timeline, &picture.content, 1300.0, overview::HEIGHT, &theme, &text);
        write(name, &strip.scene(year, view.playhead));
    }
}

/// Every kind in every status, small and large.
fn glyphs(theme: &Theme) -> Scene {
    let (width, height) = (1100.0, 40.0 * Kind::ALL.len() as f32);
    let mut pen = Pen::new();
    pen.fill(Rect { x: 0.0, y: 0.0, width, height }, theme.bg);
    for (row, kind) in Kind::ALL.into_iter().enumerate() {
        let y = 40.0 * row as f32 + 20.0;
        pen.text(10.0, y + 5.0, kind.label(), pen::Type { size: 13.0, weight: Weight::Regular, color: theme.ink });
        for (column, status) in Status::ALL.into_iter().enumerate() {
            for (x, radius) in [(160.0, 8.0), (184.0, 6.0), (230.0, 18.0)] {
                let x = x + 150.0 * column as f32;
                pen.draw(Shape::Disc(theme.disc((x, y), radius, kind, status)));
            }
        }
    }
    let lanes_area = Rect { x: 0.0, y: 0.0, width, height };
    Scene { width, height, lanes_area, items: pen.items }
}

/// Pictures of a large timeline to look at: `PICTURES=folder cargo test -p dateline large_pictures`.
#[test]
fn large_pictures_to_look_at() {
    let Ok(folder) = std::env::var("PICTURES") else { return };
    let timeline = news::timeline(100_000);
    let filter = Filter::default();
    let events: Vec<usize> = (0..timeline.events.len()).collect();
    let lanes = Arrangement::default()
        .lanes(&timeline, &events, &filter.hidden_countries, |country| format!("Country {}", country.code()));
    let text = Text::new();
    let mut picture = Picture::new(Content::new(&timeline, &lanes, Tail::SourceCount));
    for (name, size, days, theme) in [
        ("large-all", (1280.0, 800.0), None, Theme::light()),
        ("large-year", (1280.0, 800.0), Some(365.0), Theme::light()),
        ("large-month", (1920.0, 1080.0), Some(40.0), Theme::dark()),
        ("large-days", (1920.0, 1080.0), Some(6.0), Theme::light()),
        ("large-hours", (1280.0, 800.0), Some(0.4), Theme::light()),
    ] {
        let mut view = View::of_all(&picture.content, &Sizes::WINDOW, size.0, size.1);
        if let Some(days) = days {
            let from = stretch("2005-03-01", "2005-03-02").from;
            view.fit(&picture.content, &Sizes::WINDOW, Stretch { from, until: from + days });
        }
        let scene = picture.scene(&timeline, &view, &theme, &text);
        let svg = crate::export::svg::write(
            &scene,
            (scene.width, scene.height),
            |event| timeline.events[event].title.clone(),
            &text,
            false,
        );
        std::fs::write(
            format!("{folder}/{name}.png"),
            crate::export::png::write(&svg, 96.0, true, &text).unwrap_or_default(),
        )
        .ok();
    }
}
