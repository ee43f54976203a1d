//! When an event happened and why we think so: the days in words, the chain behind them, how sure and how weighty it is.

use super::details::say;
use super::filters::sentence_case;
use super::theme::Palette;
use super::widgets::grouped;
use crate::picture::scene::Weight;
use dateline_model::event::{Event, Source, Status};
use dateline_model::when::{Chain, Precision, When, day_label, day_label_long};
use egui::{Color32, Stroke, Ui};

/// "Monday 18 November 2024", or the stretch in words.
pub fn when_words(when: &When) -> String {
    match when.precision {
        Precision::Day if when.clock.is_none() && !when.approximate => day_label_long(when.earliest),
        _ => sentence_case(&when.label()),
    }
}

/// How exactly it is known, and of how many days it is one.
pub fn precision_words(event: &Event) -> String {
    let when = &event.when;
    let days = counted_days(when.days());
    let stretch = match when.precision {
        Precision::Day => "day",
        Precision::Range => "stretch",
        Precision::Week => "week",
        Precision::PartOfMonth => "part of a month",
        Precision::Month => "month",
        Precision::Season => "season",
        Precision::Quarter => "quarter",
        Precision::HalfYear => "half-year",
        Precision::PartOfYear => "part of a year",
        Precision::Year => "year",
        Precision::Years => "years",
        Precision::Decade => "decade",
    };
    let known = match when.precision {
        Precision::Day if when.days() == 1 && when.approximate => "about this day".to_owned(),
        Precision::Day if when.days() == 1 => "day, exact".to_owned(),
        Precision::Range => format!("lasting {days}"),
        _ => format!("{stretch}: some day of {days}"),
    };
    if event.status == Status::Ongoing { format!("{known}; goes on") } else { known }
}

fn counted_days(days: i64) -> String {
    if days == 1 { "1 day".to_owned() } else { format!("{} days", grouped(days as f64)) }
}

/// The chain of explanation as linked rings, paler where it no longer gives the date.
pub fn chain(ui: &mut Ui, source: &Source, holds: bool, palette: &Palette) {
    let Chain { words, rule, anchor } = &source.chain;
    let mut links: Vec<(String, String, Weight, Color32)> = vec![
        (format!("“{}”", words.trim()), "the words".to_owned(), Weight::Semibold, palette.ink),
        (sentence_case(rule), "the rule".to_owned(), Weight::Regular, palette.ink),
    ];
    if let Some(anchor) = anchor {
        let day = When::span(anchor.earliest, anchor.latest, Precision::Range);
        let day = if anchor.earliest == anchor.latest { day_label(anchor.latest) } else { day.label() };
        links.push((day, anchor.what.clone(), Weight::Semibold, palette.ink));
        let (weight, color) =
            if anchor.inferred { (Weight::Italic, palette.warn) } else { (Weight::Regular, palette.ink) };
        links.push((sentence_case(&anchor.known), "how that is known".to_owned(), weight, color));
    }
    let mut ring_before: Option<f32> = None;
    for (words, what, weight, color) in links {
        let top = ui.cursor().top();
        let color = if holds { color } else { palette.ink3 };
        ui.horizontal_top(|ui| {
            ui.add_space(16.0);
            ui.vertical(|ui| {
                say(ui, &words, 13.0, weight, color, 17.0);
                say(ui, &what, 11.5, Weight::Regular, palette.ink3, 15.0);
                ui.add_space(3.0);
            });
        });
        let center = egui::pos2(ui.min_rect().left() + 4.0, top + 8.0);
        if let Some(before) = ring_before {
            let line = before + 3.5..=center.y - 3.5;
            ui.painter().vline(center.x, line, Stroke::new(1.0, palette.line2));
        }
        ui.painter().circle_stroke(center, 3.5, Stroke::new(1.5, palette.ink2));
        ring_before = Some(center.y);
    }
}

/// A number from 0 to 1 by its name, and what makes it so.
pub fn measured(ui: &mut Ui, name: &str, share: f32, reasons: &[String], color: Color32, palette: &Palette) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        say(ui, name, 13.0, Weight::Regular, color, 18.0);
        say(ui, &format!("{:.0} of 100", 100.0 * share), 12.0, Weight::Regular, palette.ink3, 18.0);
    });
    for reason in reasons {
        say(ui, &sentence_case(reason), 12.0, Weight::Regular, palette.ink2, 17.0);
    }
}
