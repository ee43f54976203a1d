//! The lanes: their order, which are pinned, folded, hidden, alone.

use super::editing::edit;
use super::filters::{Facet, only};
use super::{Effect, picks};
use crate::state::State;
use dateline_model::arrangement::LaneOrder;
use dateline_model::edit::Edit;
use dateline_model::timeline::GroupBy;

/// What can be done to a lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LaneChange {
    /// Keep it above all others, or no longer.
    Pin,
    /// Draw it low, or high again.
    Fold,
    /// Take it out of the picture.
    Hide,
    /// Show it alone, or all again.
    Alone,
    /// Move it up by one.
    Up,
    /// Move it down by one.
    Down,
    /// Move it so that it is the lane of this index.
    MoveTo(usize),
}

/// Changes a lane, named by its index from the top.
pub fn change(state: &mut State, change: LaneChange, lane: usize) -> Option<Effect> {
    let key = state.shown.lanes.get(lane)?.key().to_owned();
    let last = state.shown.lanes.len() - 1;
    let to = match change {
        LaneChange::Alone => {
            let facet = Facet::of_lane(&state.shown.lanes[lane])?;
            return only(state, facet);
        }
        LaneChange::Up => lane.saturating_sub(1),
        LaneChange::Down => (lane + 1).min(last),
        LaneChange::MoveTo(to) => to.min(last),
        LaneChange::Pin | LaneChange::Fold | LaneChange::Hide => lane,
    };
    let moves = matches!(change, LaneChange::Up | LaneChange::Down | LaneChange::MoveTo(_));
    if moves && to == lane {
        return None;
    }
    let arrangement = &state.project.arrangement;
    let wanted = match change {
        LaneChange::Pin => Edit::Pin(key.clone(), !arrangement.pinned.contains(&key)),
        LaneChange::Fold => Edit::Fold(key.clone(), !arrangement.folded.contains(&key)),
        LaneChange::Hide => Edit::HideLane(key, true),
        _ => Edit::OwnOrder(arrangement.moved(&state.shown.lanes, lane, to)),
    };
    let effect = edit(state, &wanted)?;
    if change == LaneChange::Hide {
        state.notice = "Lane hidden; Ctrl Z brings it back".to_owned();
        picks::pick_nothing(state);
    }
    Some(effect)
}

/// Groups the lanes by something else; what they are grouped by within stays, where it is something else still.
pub fn group_by(state: &mut State, by: Option<GroupBy>) -> Option<Effect> {
    regroup(state, |groups| {
        let within = groups.get(1).copied().filter(|within| by.is_some_and(|by| by != *within));
        *groups = by.into_iter().chain(within).collect();
    })
}

/// Groups what is in each lane as well, or no longer.
pub fn then_by(state: &mut State, by: GroupBy) -> Option<Effect> {
    regroup(state, |groups| match groups[..] {
        [outer, within] if within == by => *groups = vec![outer],
        [outer, ..] if outer != by => *groups = vec![outer, by],
        _ => {}
    })
}

fn regroup(state: &mut State, change: impl FnOnce(&mut Vec<GroupBy>)) -> Option<Effect> {
    let mut groups = state.project.arrangement.group_by.clone();
    change(&mut groups);
    edit(state, &Edit::GroupBy(groups))
}

/// Puts the lanes in an order.
pub fn order(state: &mut State, order: LaneOrder) -> Option<Effect> {
    edit(state, &Edit::Order(order))
}
