//! Events to how much each matters.
