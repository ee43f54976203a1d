//! An edit to what it sets: which places of the project, and what will stand there.
//!
//! In: a project and what the user wants. Out: `Set`s; those that change nothing may be among them; and what the events said
//! before and since, for the log. Changes nothing itself.

use super::{Correction, Edit, Links, Set, found, said};
use crate::arrangement::{Arrangement, LaneOrder};
use crate::event::Event;
use crate::event::EventId;
use crate::link;
use crate::project::{FromTo, Kept, Made, Project, Reading, Telling, Tellings};
use std::collections::BTreeSet;

/// What an edit comes to.
pub(super) struct Work<'p> {
    project: &'p Project,
    /// Made when it is first needed.
    found: Option<Tellings>,
    sets: Vec<Set>,
    values: Vec<FromTo>,
}

impl Work<'_> {
    /// What stands where after an edit, in the order in which it is to be set.
    pub fn sets(project: &Project, edit: &Edit) -> (Vec<Set>, Vec<FromTo>) {
        let mut work = Work { found: None, project, sets: Vec::new(), values: Vec::new() };
        work.edit(edit);
        (work.sets, work.values)
    }

    fn edit(&mut self, edit: &Edit) {
        let arrangement = &self.project.arrangement;
        match edit {
            Edit::Correct(ids, correction) => self.each(ids, |work, id, kept| work.correct(id, kept, correction)),
            Edit::Each(corrections, _) => {
                for (id, correction) in corrections {
                    self.each(&[*id], |work, id, kept| work.correct(id, kept, correction));
                }
            }
            Edit::PutBack(ids) => self.each(ids, |work, id, kept| {
                work.values.push(FromTo { event: id, from: said::set(&kept), to: String::new() });
                work.put_back(id, &kept);
            }),
            Edit::Merge(ids) => self.merge(ids),
            Edit::Split(id, out) => self.split(*id, out),
            Edit::Make(made) => self.make(made),
            Edit::Star(ids, star) => self.each(ids, |work, id, kept| {
                if arrangement.starred.contains(&id) != *star {
                    work.keep(id, kept);
                    work.sets.push(Set::Starred(id, *star));
                }
            }),
            Edit::Hide(ids, hide) => self.each(ids, |work, id, kept| {
                if arrangement.hidden.contains(&id) != *hide {
                    work.keep(id, kept);
                    work.sets.push(Set::Hidden(id, *hide));
                }
            }),
            Edit::Tag(ids, tag) => self.each(ids, |work, id, kept| {
                work.keep(id, kept);
                work.tag(id, |tags| {
                    tags.insert(tag.clone());
                });
            }),
            Edit::Untag(ids, tag) => self.each(ids, |work, id, _| {
                work.tag(id, |tags| {
                    tags.remove(tag);
                });
            }),
            Edit::Read { readings, links, title } => {
                self.read(readings, links);
                self.sets.extend(title.clone().map(Set::Title));
            }
            Edit::Remove(names, links) => self.remove(names, links),
            Edit::Title(title) => self.sets.push(Set::Title(title.clone())),
            Edit::GroupBy(group_by) => self.sets.push(Set::GroupBy(group_by.clone())),
            Edit::Order(order) => self.sets.push(Set::Order(*order)),
            Edit::OwnOrder(keys) => {
                self.sets.push(Set::OwnOrder(keys.clone()));
                self.sets.push(Set::Order(LaneOrder::Own));
            }
            Edit::Pin(key, pin) => self.sets.push(Set::Pinned(with(&arrangement.pinned, key, *pin))),
            Edit::Fold(key, fold) => self.sets.push(Set::Folded(with(&arrangement.folded, key, *fold))),
            Edit::HideLane(key, hide) => self.sets.push(Set::HiddenLanes(with(&arrangement.hidden_lanes, key, *hide))),
            Edit::ShowLanes => self.sets.push(Set::HiddenLanes(BTreeSet::new())),
            Edit::Track(key, show) => self.sets.push(Set::Track(key.clone(), Some(*show))),
            Edit::SaveView(view) => {
                let others = arrangement.views.iter().filter(|other| other.name != view.name);
                self.sets.push(Set::Views(others.chain([view]).cloned().collect()));
            }
            Edit::DropView(name) => {
                let others = arrangement.views.iter().filter(|other| other.name != *name);
                self.sets.push(Set::Views(others.cloned().collect()));
            }
            Edit::Mark(marking) => self.sets.push(Set::Marking(marking.clone())),
            Edit::Tell(story) => self.sets.push(Set::Story(story.clone())),
        }
    }

    fn found(&mut self) -> &Tellings {
        let project = self.project;
        self.found.get_or_insert_with(|| Tellings::of(project))
    }

    /// Calls `work` with each event that there is, and what is kept of it: of one that nobody has touched, its tellings.
    fn each(&mut self, ids: &[EventId], mut work: impl FnMut(&mut Self, EventId, Kept)) {
        for &id in ids {
            if let Some(kept) = self.kept(id) {
                work(self, id, kept);
            }
        }
    }

    fn kept(&mut self, id: EventId) -> Option<Kept> {
        let project = self.project;
        let found = self.found();
        let members = found.members(project, id);
        let tellings = found.tellings(project, &members);
        match project.kept.get(&id) {
            // What is not found now stays: it may be found again.
            Some(kept) => {
                let known = |telling: &&Telling| !kept.tellings.iter().any(|other| other.id == telling.id);
                let joined: Vec<Telling> = tellings.iter().filter(known).cloned().collect();
                Some(Kept { tellings: kept.tellings.iter().cloned().chain(joined).collect(), ..kept.clone() })
            }
            None => (!tellings.is_empty()).then(|| Kept { tellings, ..Kept::default() }),
        }
    }

    fn correct(&mut self, id: EventId, mut kept: Kept, correction: &Correction) {
        let before = kept.clone();
        correction.set(&mut kept);
        // Who puts back what nobody has set has not touched it.
        if kept != before {
            self.tell(id, &before, &kept, correction);
            self.keep(id, kept);
        }
    }

    fn keep(&mut self, id: EventId, kept: Kept) {
        self.sets.push(Set::Kept(id, Some(Box::new(kept))));
    }

    /// Notes what an event said before a correction and says since.
    fn tell(&mut self, id: EventId, before: &Kept, after: &Kept, about: &Correction) {
        if let Some(told) = self.told(id) {
            let (from, to) = (said::said(&told, before, about), said::said(&told, after, about));
            self.values.push(FromTo { event: id, from, to });
        }
    }

    /// An event as the documents tell it.
    fn told(&mut self, id: EventId) -> Option<Event> {
        let project = self.project;
        let found = self.found();
        link::merge(found.events(project, &found.members(project, id)))
    }

    fn tag(&mut self, id: EventId, change: impl FnOnce(&mut BTreeSet<String>)) {
        let mut tags = self.project.arrangement.tags.get(&id).cloned().unwrap_or_default();
        let shown = |tags: &BTreeSet<String>| tags.iter().cloned().collect::<Vec<_>>().join(", ");
        let from = shown(&tags);
        change(&mut tags);
        self.values.push(FromTo { event: id, from, to: shown(&tags) });
        self.sets.push(Set::Tags(id, tags));
    }

    fn put_back(&mut self, id: EventId, kept: &Kept) {
        let project = self.project;
        let marked = marked(&project.arrangement, id);
        if !marked && !kept.tellings.iter().any(|telling| project.made.contains_key(&telling.id)) {
            self.sets.push(Set::Kept(id, None));
            return;
        }
        // Its first telling with what that is linked with, as if nobody had merged or split.
        let lead = kept.tellings.iter().find(|telling| telling.id == id).or(kept.tellings.first());
        let Some(lead) = lead.map(|telling| telling.id) else { return };
        let group = project.links.iter().find(|group| group.contains(&lead));
        let of_group =
            |telling: &&Telling| telling.id == lead || group.is_some_and(|group| group.contains(&telling.id));
        let tellings = kept.tellings.iter().filter(of_group).cloned().collect();
        self.keep(id, Kept { tellings, ..Kept::default() });
    }

    fn merge(&mut self, ids: &[EventId]) {
        let arrangement = &self.project.arrangement;
        let mut kept: Vec<(EventId, Kept)> = Vec::new();
        for &id in ids {
            if !kept.iter().any(|(known, _)| *known == id) {
                kept.extend(self.kept(id).map(|kept| (id, kept)));
            }
        }
        if kept.len() < 2 {
            return;
        }
        let mut rest = kept.into_iter();
        let Some((lead, mut one)) = rest.next() else { return };
        let titles = ids.iter().filter_map(|&id| self.told(id).map(|told| (id, told.title)));
        let other = |(id, title)| FromTo { event: id, from: title, to: String::new() };
        let values: Vec<FromTo> = titles.skip(1).map(other).collect();
        let mut starred = arrangement.starred.contains(&lead);
        let mut tags = arrangement.tags.get(&lead).cloned().unwrap_or_default();
        for (id, other) in rest {
            starred |= arrangement.starred.contains(&id);
            tags.extend(arrangement.tags.get(&id).cloned().unwrap_or_default());
            self.sets.push(Set::Kept(id, None));
            self.sets.push(Set::Starred(id, false));
            self.sets.push(Set::Hidden(id, false));
            self.sets.push(Set::Tags(id, BTreeSet::new()));
            one.take_over(other);
        }
        self.values.extend(values);
        self.keep(lead, one);
        self.sets.push(Set::Starred(lead, starred));
        self.sets.push(Set::Tags(lead, tags));
    }

    fn split(&mut self, id: EventId, out: &[EventId]) {
        let Some(mut kept) = self.kept(id) else { return };
        let (out, rest): (Vec<Telling>, Vec<Telling>) =
            kept.tellings.into_iter().partition(|telling| out.contains(&telling.id));
        let Some(first) = out.first().filter(|_| !rest.is_empty()) else { return };
        let is_taken = |new: &EventId| {
            *new == id || self.project.kept.contains_key(new) || rest.iter().any(|telling| telling.id == *new)
        };
        let mut new = first.id;
        while is_taken(&new) {
            new = new.next();
        }
        kept.tellings = rest;
        self.keep(id, kept);
        self.keep(new, Kept { tellings: out, ..Kept::default() });
    }

    fn make(&mut self, made: &Made) {
        let project = self.project;
        let Some(document) = project.document(&made.document) else { return };
        let document = &project.documents[document];
        let mut made = made.clone();
        let found = self.found();
        while found.place(made.event.id).is_some() || project.kept.contains_key(&made.event.id) {
            made.event.id = made.event.id.next();
        }
        let id = made.event.id;
        let telling = Telling::of(&made.event, document);
        self.sets.push(Set::Made(id, Some(Box::new(made))));
        self.keep(id, Kept { tellings: vec![telling], ..Kept::default() });
    }

    fn read(&mut self, readings: &[Reading], links: &Links) {
        let project = self.project;
        let mut end = project.documents.len();
        // An event may be told by several of the documents.
        let mut after = project.clone();
        for reading in readings {
            let Reading { document, tellings } = reading;
            let known = project.document(&document.name);
            let at = known.unwrap_or(end);
            end += usize::from(known.is_none());
            self.sets.push(Set::Reading(at, document.name.clone(), Some(Box::new(reading.clone()))));
            let old = known.map(|known| &project.documents[known]);
            let made = after.made.iter().filter(|(_, made)| made.document == document.name);
            let moved: Vec<Made> =
                made.filter_map(|(_, made)| found::move_made(made, &old?.text, &document.text)).collect();
            for made in moved {
                let id = made.event.id;
                if let Some(kept) = after.kept.values_mut().find(|kept| kept.tells(id)) {
                    let telling = kept.tellings.iter_mut().find(|telling| telling.id == id);
                    if let Some(telling) = telling {
                        *telling = Telling::of(&made.event, document);
                    }
                }
                after.made.insert(id, made);
            }
            for (id, kept) in found::find_again(&after, document, tellings) {
                after.kept.insert(id, kept);
            }
        }
        let changed = after.kept.iter().filter(|(id, kept)| project.kept.get(id) != Some(kept));
        self.sets.extend(changed.map(|(id, kept)| Set::Kept(*id, Some(Box::new(kept.clone())))));
        let changed = after.made.iter().filter(|(id, made)| project.made.get(id) != Some(made));
        self.sets.extend(changed.map(|(id, made)| Set::Made(*id, Some(Box::new(made.clone())))));
        self.sets.push(Set::Links(links.clone()));
    }

    fn remove(&mut self, names: &[String], links: &Links) {
        let gone: Vec<usize> = names.iter().filter_map(|name| self.project.document(name)).collect();
        self.sets.extend(names.iter().map(|name| Set::Reading(0, name.clone(), None)));
        self.sets.push(Set::Links(links.clone()));
        // Views name documents by index.
        let mut views = self.project.arrangement.views.clone();
        for view in &mut views {
            let stays = |document: &&usize| !gone.contains(document);
            let moved = |document: &usize| document - gone.iter().filter(|gone| *gone < document).count();
            view.filter.hidden_documents = view.filter.hidden_documents.iter().filter(stays).map(moved).collect();
        }
        self.sets.push(Set::Views(views));
    }
}

impl Kept {
    fn tells(&self, telling: EventId) -> bool {
        self.tellings.iter().any(|other| other.id == telling)
    }

    /// Takes in the tellings of another, and what was set about it where nothing is set about this.
    fn take_over(&mut self, other: Kept) {
        self.tellings.extend(other.tellings);
        self.title = self.title.take().or(other.title);
        self.when = self.when.take().or(other.when);
        self.kind = self.kind.or(other.kind);
        self.status = self.status.or(other.status);
        self.parties = self.parties.take().or(other.parties);
        self.quantities = self.quantities.take().or(other.quantities);
        let notes = [std::mem::take(&mut self.note), other.note];
        self.note = notes.into_iter().filter(|note| !note.is_empty()).collect::<Vec<_>>().join("\n");
    }
}

fn with(keys: &BTreeSet<String>, key: &str, is_in: bool) -> BTreeSet<String> {
    let mut keys = keys.clone();
    if is_in {
        keys.insert(key.to_owned());
    } else {
        keys.remove(key);
    }
    keys
}

/// Whether an event has a star or a tag, or is hidden.
fn marked(arrangement: &Arrangement, id: EventId) -> bool {
    arrangement.starred.contains(&id) || arrangement.hidden.contains(&id) || arrangement.tags.contains_key(&id)
}
