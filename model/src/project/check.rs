//! A loaded project to what does not hold of it, in plain words.

use super::{Kept, Loaded, Project, Tellings};
use crate::event::EventId;
use std::collections::BTreeSet;

/// Everything that does not hold of a project as it was loaded: what could not be read, texts that are not what was
/// saved, ids and names that occur twice, passages and corrections that no longer find what they are about.
pub fn check(loaded: &Loaded) -> Vec<String> {
    let project = &loaded.project;
    let mut faults: Vec<String> = loaded.damage.iter().map(ToString::to_string).collect();
    let altered = loaded.altered.iter();
    faults.extend(
        altered.map(|name| format!("the text of “{name}” is not the one that was saved; its passages may be off")),
    );
    let names = project.documents.iter().map(|document| document.name.as_str());
    faults.extend(twice(names).map(|name| format!("two documents are called “{name}”")));
    let tellings = || project.tellings.iter().flatten().chain(project.made.values().map(|made| &made.event));
    faults.extend(twice(tellings().map(|telling| telling.id)).map(|id| format!("two tellings have the id {}", id.0)));
    let found = Tellings::of(project);
    let linked = project.links.iter().flatten().filter(|id| found.place(**id).is_none());
    faults.extend(linked.map(|id| format!("a link names the telling {}, which is not there", id.0)));
    for (id, kept) in &project.kept {
        faults.extend(unfound(project, &found, *id, kept));
    }
    let arrangement = &project.arrangement;
    let marked = arrangement.starred.iter().chain(&arrangement.hidden).chain(arrangement.tags.keys());
    let marked: BTreeSet<EventId> = marked.copied().collect();
    let nowhere = marked.into_iter().filter(|id| found.members(project, *id).is_empty());
    faults.extend(nowhere.map(|id| format!("a star, a tag or a hidden event is about {}, which is not there", id.0)));
    faults
}

/// What tellings of a kept event are not where they were.
fn unfound(project: &Project, found: &Tellings, id: EventId, kept: &Kept) -> Vec<String> {
    let mut faults = Vec::new();
    for telling in &kept.tellings {
        let about = format!("what you set about event {} “{}”", id.0, telling.words);
        let Some(document) = project.document(&telling.document) else {
            faults.push(format!("{about}: its document “{}” is not there", telling.document));
            continue;
        };
        let text = project.documents[document].text.get(telling.begin..);
        if found.place(telling.id).is_none() {
            faults.push(format!("{about}: nothing in “{}” tells it any more", telling.document));
        } else if !text.is_some_and(|text| text.starts_with(&telling.words)) {
            faults.push(format!("{about}: its passage is not where it was in “{}”", telling.document));
        }
    }
    faults
}

/// What occurs more than once, each once.
fn twice<T: Ord + Clone>(all: impl Iterator<Item = T>) -> impl Iterator<Item = T> {
    let (mut seen, mut twice) = (BTreeSet::new(), BTreeSet::new());
    for one in all {
        if !seen.insert(one.clone()) {
            twice.insert(one);
        }
    }
    twice.into_iter()
}

#[cfg(test)]
mod tests {
    use super::super::file;
    use super::*;
    use crate::edit::{Correction, Edit, apply, example};
    use crate::project::Stamp;

    /// `change` is made to the file of the example with one title corrected. `expect` is a part of each fault.
    #[track_caller]
    fn faults(change: impl Fn(String) -> String, expect: &[&str]) {
        let mut project = example();
        let event = project.timeline().events[0].id;
        let edit = Edit::Correct(vec![event], Correction::Title(Some("Renamed".to_owned())));
        apply(&mut project, &edit, &Stamp::default()).expect("a change");
        let file = change(file::write(&project).expect("RON"));
        let faults = check(&file::read(&file).expect("a project"));
        assert_eq!(faults.len(), expect.len(), "{faults:#?}");
        assert!(faults.iter().zip(expect).all(|(fault, expect)| fault.contains(expect)), "{faults:#?}");
    }

    #[test]
    fn what_does_not_hold_is_told() {
        faults(|file| file, &[]);
        faults(|file| file.replacen("Oslo. Denmark", "Oslo, Denmark", 1), &["the text of “north.txt” is not the one"]);
        faults(|file| file.replacen("links: [\n[(", "links: [\n[(1", 1), &["a link names the telling 1"]);
        faults(|file| file.replace("document:\"north.txt\"", "document:\"west.txt\""), &["“west.txt” is not there"]);
        faults(|file| file.replace("starred: []", "starred: [(5)]"), &["is about 5"]);
    }
}
