//! The models of ECS by account and region: each has clusters, services and tasks of its own.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::ecs::Ecs;
use crate::ecs::names::Location;

#[derive(Debug)]
pub(crate) struct Locations {
    home: Location,
    step: Duration,
    all: BTreeMap<Location, Ecs>,
}

impl Locations {
    /// With the model at home, where requests without a signature go.
    pub(crate) fn new(home: Location, step: Duration) -> Self {
        let mut ecs = Ecs::new(&home.account, &home.region);
        ecs.set_step(step);
        Self { all: BTreeMap::from([(home.clone(), ecs)]), home, step }
    }

    pub(crate) fn home(&self) -> &Location {
        &self.home
    }

    /// The model of a location. A new one has the rules and images of the one at home.
    pub(crate) fn at(&mut self, location: &Location) -> &mut Ecs {
        if !self.all.contains_key(location) {
            let mut ecs = Ecs::new(&location.account, &location.region);
            ecs.set_step(self.step);
            ecs.ids.begin_series(self.all.len());
            if let Some(home) = self.all.get(&self.home) {
                (ecs.rules, ecs.images) = (home.rules.clone(), home.images.clone());
            }
            self.all.insert(location.clone(), ecs);
        }
        self.all.entry(location.clone()).or_insert_with(|| Ecs::new(&location.account, &location.region))
    }

    pub(crate) fn all_mut(&mut self) -> impl Iterator<Item = &mut Ecs> {
        self.all.values_mut()
    }
}
