//! One file for each command, with its request, its result, and one public function of its name.
//!
//! Everything that can be checked before the first change is checked then; the confirmation comes with the plan in
//! view; a rollout is followed to its end.

mod all;
mod apply;
mod build;
mod continue_rollout;
mod create;
mod destroy;
mod fargate;
mod history;
mod init;
mod lock;
mod modules;
mod output;
mod plan;
mod push;
mod redeploy;
mod resume;
mod status;
mod tf;
mod unlock;
mod version;
mod wait;

pub use all::{AllRequest, all};
pub use apply::{ApplyRequest, PlanSource, apply};
pub use build::{BuildOutcome, BuildRequest, build};
pub use continue_rollout::{ContinueRequest, Continued, continue_rollout};
pub use create::create;
pub use destroy::destroy;
pub use fargate::{FargateResult, fargate};
pub use history::{History, PastRun, history};
pub use init::{InitRequest, init};
pub use lock::lock;
pub use modules::{Vendored, vendor_modules};
pub use output::output;
pub use plan::{PlanRequest, Planned, plan};
pub use push::{PushRequest, push};
pub use redeploy::{RedeployRequest, Redeployed, redeploy};
pub use resume::{ResumeRequest, Resumed, resume};
pub use status::{ServiceEntry, Status, status};
pub use tf::tf;
pub use unlock::{Unlocked, unlock};
pub use version::{Versions, versions};
pub use wait::{WaitRequest, Waited, wait};

pub use crate::aws::ecs::approval::Decision;
pub use crate::aws::ecs::rollout::{OnFailure, WaitFor};
pub use crate::aws::ecs::status::{LastRollback, RunningImage};
pub use crate::aws::ecs::{Deployment, RolloutState};
pub use crate::compose::BuildArg;
pub use crate::session::{Consent, Session};
pub use crate::steps::apply::{AllowDestroy, Applied};
pub use crate::steps::images::build_plan::{BaseImage, BuildPlan, NeedReason, NeededImage, PlannedImage};
pub use crate::steps::images::settings::BuildSettings;
pub use crate::steps::one_off_task::task::FargateRequest;
pub use crate::steps::rollout::{AppliedVerdict, Follow};
pub use crate::steps::runs::{GitState, RecordedImage, RecordedService, RecordedStep, RunRecord, RunVerdict};
pub use crate::steps::tag::ChosenTag;
pub use crate::terraform::{Output, Outputs};
