//! Events of many documents to events with many sources.
