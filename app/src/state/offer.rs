//! Which commands would do anything now, and which name the present choice. Menus grey out and tick by this.

use super::{State, ThemeChoice};
use crate::command::Command;
use crate::play::Pace;
use dateline_model::arrangement::LaneOrder;
use dateline_model::filter::Filter;
use dateline_model::timeline::GroupBy;

impl State {
    /// Whether a command would do anything now; menus grey out what would not.
    pub fn can(&self, command: Command) -> bool {
        match command {
            Command::Save
            | Command::SaveAs
            | Command::Export
            | Command::NextEvent
            | Command::PreviousEvent
            | Command::FirstEvent
            | Command::LastEvent
            | Command::LaneAbove
            | Command::LaneBelow
            | Command::FitAll
            | Command::ZoomIn
            | Command::ZoomOut
            | Command::PanLater
            | Command::PanEarlier
            | Command::PlayheadLater
            | Command::PlayheadEarlier => !self.shown.events.is_empty(),
            Command::FitSelection | Command::OpenSource => self.lead().is_some(),
            Command::Shift | Command::Star | Command::Tag | Command::Hide | Command::Delete | Command::Accept => {
                self.lead().is_some()
            }
            Command::Edit => self.lead().is_some() || self.picked.undated.is_some(),
            Command::EditTitle
            | Command::EditKind
            | Command::EditStatus
            | Command::EditCountries
            | Command::EditNumbers
            | Command::EditNote
            | Command::Compare => self.lead().is_some(),
            Command::PutBack => self.lead().is_some_and(|event| self.project.kept.contains_key(&event.id)),
            Command::Merge => self.picked.events.len() > 1,
            Command::Split => self.lead().is_some_and(|event| event.sources.len() > 1),
            Command::MakeEvent => self.selected_text.is_some(),
            Command::DateDocument | Command::NextPassage | Command::PreviousPassage | Command::FindInText => {
                self.read_document().is_some()
            }
            Command::Review => !self.known.doubtful.is_empty(),
            Command::Play | Command::SaveView | Command::DimFiltered | Command::TieAll => !self.shown.events.is_empty(),
            Command::Present | Command::PresentHere | Command::BestSteps | Command::RecordSteps => {
                !self.shown.events.is_empty()
            }
            Command::AddStep => !self.picked.events.is_empty(),
            Command::Undo => self.history.undo_name().is_some(),
            Command::Redo => self.history.redo_name().is_some(),
            Command::History => self.history.steps().next().is_some(),
            Command::FindNext | Command::FindPrevious | Command::HideRest => self.matches.found.is_some(),
            Command::ShowHidden => !self.project.arrangement.hidden.is_empty(),
            Command::LaneUp
            | Command::LaneDown
            | Command::PinLane
            | Command::FoldLane
            | Command::HideLane
            | Command::OnlyLane => self.lead().is_some() && self.picked_lane().is_some(),
            Command::GroupByCountry
            | Command::GroupByKind
            | Command::GroupByDocument
            | Command::GroupByOrganization
            | Command::GroupByNothing => !self.known.timeline.events.is_empty(),
            Command::GroupByTag => !self.project.arrangement.tags.is_empty(),
            Command::ThenByKind => self.groups_within(GroupBy::Kind).is_some(),
            Command::ThenByCountry => self.groups_within(GroupBy::Country).is_some(),
            Command::LanesOwn => !self.project.arrangement.own_order.is_empty(),
            Command::LanesByNumber | Command::LanesByName | Command::LanesByFirstEvent => !self.shown.lanes.is_empty(),
            Command::ShowLanes => !self.project.arrangement.hidden_lanes.is_empty(),
            Command::HidePlayhead => self.view.playhead.is_some(),
            Command::ClearFilters => self.filter != Filter::default() || !self.find.words.is_empty(),
            Command::Tray => self.undated_count() > 0,
            Command::CloseAll | Command::Find | Command::ToggleFilters | Command::ToggleDetails => {
                !self.known.timeline.documents.is_empty()
            }
            _ => true,
        }
    }

    /// Whether a command names the present choice; menus tick it.
    pub fn has(&self, command: Command) -> bool {
        match command {
            Command::FollowSystem => self.theme == ThemeChoice::System,
            Command::Light => self.theme == ThemeChoice::Light,
            Command::Dark => self.theme == ThemeChoice::Dark,
            Command::HighContrast => self.theme == ThemeChoice::HighContrast,
            Command::ToggleFilters => self.filters_shown(),
            Command::ToggleDetails => self.details_shown(),
            Command::Tray => self.panels.tray,
            Command::ToggleStory => self.panels.story,
            Command::RecordSteps => self.recording.is_some(),
            Command::PresenterWindow => self.panels.presenter,
            Command::HideRest => self.find.hides,
            Command::DimFiltered => self.find.filter_dims,
            Command::ReduceMotion => self.still,
            Command::TieAll => self.ties,
            Command::LanesByNumber => self.project.arrangement.order == LaneOrder::Number,
            Command::LanesByName => self.project.arrangement.order == LaneOrder::Name,
            Command::LanesByFirstEvent => self.project.arrangement.order == LaneOrder::FirstEvent,
            Command::GroupByCountry => self.groups_by(Some(GroupBy::Country)),
            Command::GroupByOrganization => self.groups_by(Some(GroupBy::Organization)),
            Command::GroupByKind => self.groups_by(Some(GroupBy::Kind)),
            Command::GroupByDocument => self.groups_by(Some(GroupBy::Document)),
            Command::GroupByTag => self.groups_by(Some(GroupBy::Tag)),
            Command::GroupByNothing => self.groups_by(None),
            Command::ThenByKind => self.groups_within(GroupBy::Kind) == Some(true),
            Command::ThenByCountry => self.groups_within(GroupBy::Country) == Some(true),
            Command::LanesOwn => self.project.arrangement.order == LaneOrder::Own,
            Command::PlayEvents => self.play.pace == Pace::Events,
            Command::PlayTime => self.play.pace == Pace::Time,
            Command::Play => self.play.since.is_some(),
            Command::WatchFolder => self.watching.is_some(),
            Command::Star => self.lead().is_some_and(|event| self.project.arrangement.starred.contains(&event.id)),
            Command::PinLane => self.picked_lane().is_some_and(|lane| lane.pinned),
            Command::FoldLane => self.picked_lane().is_some_and(|lane| lane.folded),
            _ => false,
        }
    }

    /// A command's name as menus and palette show it: of undo and redo with what they would do.
    pub fn name_of(&self, command: Command) -> String {
        let name = command.entry().name;
        let what = match command {
            Command::Undo => self.history.undo_name(),
            Command::Redo => self.history.redo_name(),
            _ => None,
        };
        what.map_or_else(|| name.to_owned(), |what| format!("{name}: {what}"))
    }

    fn groups_by(&self, by: Option<GroupBy>) -> bool {
        self.project.arrangement.group_by.first().copied() == by
    }

    /// Whether lanes are grouped by this within; none where they can't be.
    fn groups_within(&self, by: GroupBy) -> Option<bool> {
        let outer = self.project.arrangement.group_by.first()?;
        (*outer != by).then(|| self.project.arrangement.group_by.get(1) == Some(&by))
    }
}
