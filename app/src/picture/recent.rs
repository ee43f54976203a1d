//! What was made and may be wanted again, as long as it is not too much: what was wanted longest ago goes first.
//!
//! In: keys and what is made for each. Out: the same, shared. Only looked up, never iterated into a picture.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

/// Things by key, with when each was wanted last.
pub struct Recent<K, V> {
    known: HashMap<K, (Arc<V>, u64)>,
    /// How often anything was wanted.
    wanted: u64,
}

impl<K, V> Default for Recent<K, V> {
    fn default() -> Recent<K, V> {
        Recent { known: HashMap::new(), wanted: 0 }
    }
}

impl<K: Hash + Eq, V> Recent<K, V> {
    /// What was made for a key; from now on it is what was wanted last.
    pub fn get(&mut self, key: &K) -> Option<Arc<V>> {
        self.wanted += 1;
        let (made, wanted) = self.known.get_mut(key)?;
        *wanted = self.wanted;
        Some(Arc::clone(made))
    }

    /// What was made for a key.
    pub fn peek(&self, key: &K) -> Option<&Arc<V>> {
        self.known.get(key).map(|(made, _)| made)
    }

    /// Keeps what was made for a key.
    pub fn keep(&mut self, key: K, made: Arc<V>) {
        self.wanted += 1;
        self.known.insert(key, (made, self.wanted));
    }

    /// Where there are more than so many, forgets the half of them that was wanted longest ago.
    pub fn thin(&mut self, most: usize) {
        if self.known.len() > most {
            let mut times: Vec<u64> = self.known.values().map(|(_, wanted)| *wanted).collect();
            let (_, middle, _) = times.select_nth_unstable(self.known.len() / 2);
            let middle = *middle;
            self.known.retain(|_, (_, wanted)| *wanted >= middle);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_wanted_longest_ago_goes_first() {
        let mut recent = Recent::default();
        (0..10).for_each(|key| recent.keep(key, Arc::new(key)));
        assert!(recent.get(&0).is_some() && recent.get(&3).is_some());
        recent.thin(10);
        assert!(recent.peek(&1).is_some(), "there were not too many");
        recent.thin(9);
        let left: Vec<i32> = (0..10).filter(|key| recent.peek(key).is_some()).collect();
        assert_eq!(left, [0, 3, 7, 8, 9]);
    }
}
