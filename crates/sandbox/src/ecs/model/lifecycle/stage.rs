//! Lifecycle stages of a blue/green, linear or canary deployment (API Reference, "`ServiceDeployment`", `lifecycleStage`).

/// In their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum LifecycleStage {
    /// Only if more than one service revision is ACTIVE at the start.
    ReconcileService,
    PreScaleUp,
    ScaleUp,
    PostScaleUp,
    TestTrafficShift,
    PostTestTrafficShift,
    PreProductionTrafficShift,
    ProductionTrafficShift,
    PostProductionTrafficShift,
    BakeTime,
    CleanUp,
}

/// Stages at which a hook can run (API Reference, "`DeploymentLifecycleHook`", `lifecycleStages`).
const WITH_HOOKS: [LifecycleStage; 8] = [
    LifecycleStage::ReconcileService,
    LifecycleStage::PreScaleUp,
    LifecycleStage::PostScaleUp,
    LifecycleStage::TestTrafficShift,
    LifecycleStage::PostTestTrafficShift,
    LifecycleStage::PreProductionTrafficShift,
    LifecycleStage::ProductionTrafficShift,
    LifecycleStage::PostProductionTrafficShift,
];

impl LifecycleStage {
    /// The stage of a hook, by its name.
    pub(crate) fn of_hook(name: &str) -> Option<Self> {
        WITH_HOOKS.into_iter().find(|stage| stage.name() == name)
    }

    /// Whether a pause hook can run at it: traffic shifts happen in rollbacks, too.
    pub(crate) fn can_pause(self) -> bool {
        !matches!(self, Self::TestTrafficShift | Self::ProductionTrafficShift)
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::ReconcileService => "RECONCILE_SERVICE",
            Self::PreScaleUp => "PRE_SCALE_UP",
            Self::ScaleUp => "SCALE_UP",
            Self::PostScaleUp => "POST_SCALE_UP",
            Self::TestTrafficShift => "TEST_TRAFFIC_SHIFT",
            Self::PostTestTrafficShift => "POST_TEST_TRAFFIC_SHIFT",
            Self::PreProductionTrafficShift => "PRE_PRODUCTION_TRAFFIC_SHIFT",
            Self::ProductionTrafficShift => "PRODUCTION_TRAFFIC_SHIFT",
            Self::PostProductionTrafficShift => "POST_PRODUCTION_TRAFFIC_SHIFT",
            Self::BakeTime => "BAKE_TIME",
            Self::CleanUp => "CLEAN_UP",
        }
    }

    pub(crate) fn next(self) -> Self {
        match self {
            Self::ReconcileService => Self::PreScaleUp,
            Self::PreScaleUp => Self::ScaleUp,
            Self::ScaleUp => Self::PostScaleUp,
            Self::PostScaleUp => Self::TestTrafficShift,
            Self::TestTrafficShift => Self::PostTestTrafficShift,
            Self::PostTestTrafficShift => Self::PreProductionTrafficShift,
            Self::PreProductionTrafficShift => Self::ProductionTrafficShift,
            Self::ProductionTrafficShift => Self::PostProductionTrafficShift,
            Self::PostProductionTrafficShift => Self::BakeTime,
            Self::BakeTime | Self::CleanUp => Self::CleanUp,
        }
    }
}
