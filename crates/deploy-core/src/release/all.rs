//! `deploy all`: build, push, plan, apply, rollout. Terraform plans while the images are built and pushed; the
//! confirmation comes when both are done, with the plan in view.

use crate::build::{BuildArg, BuildOptions};
use crate::context::{Context, Interrupter};
use crate::error::{Kind, Signal};
use crate::event::{Fact, Step};
use crate::project::Environment;
use crate::terraform::Show;

use super::Run;
use super::apply::Applied;
use super::build::names;
use super::images::{Images, Registries};
use super::plan::{OwnPlan, about};
use super::ready::Ready;
use super::rollout::Follow;
use super::tag::BuildTag;

/// What to bring out, and how.
#[derive(Clone, Debug)]
pub struct All {
    /// The images' tag.
    pub tag: BuildTag,
    /// Build every step again.
    pub no_cache: bool,
    /// Build arguments, before those of the file.
    pub args: Vec<BuildArg>,
    /// How to follow the rollout, if at all.
    pub follow: Option<Follow>,
}

/// Everything that was made sure of before the first change.
struct Checked {
    ready: Ready,
    images: Images,
    registries: Registries,
}

impl Run {
    /// Brings a version out.
    pub async fn all(&self, environment: &Environment, request: All) -> Result<Applied, crate::Error> {
        self.choose(environment);
        self.tell_tag(&request.tag);
        self.consent.can_be_had()?;
        let tag = &request.tag.tag;
        let (stop, interrupt) = self.context.interrupt.linked();
        // Building and planning go on side by side: when one fails, the other is asked to stop.
        let run = Self { context: Context { interrupt, ..self.context.clone() }, ..self.clone() };
        let checked =
            run.step(Step::Check, environment.name.as_str(), run.check(environment, &request)).await?;
        let Checked { ready, images, registries } = &checked;
        let how = (request.no_cache, request.args.clone());
        let (options, _logins) = run.build_options(images, how, ready.aws.as_ref()).await?;

        let bring = or_stop(&stop, run.build_and_push(images, registries, &options, &stop));
        let plan = run.step(Step::Plan, about(ready, tag), run.own_plan(ready, tag, Show::Keep));
        let ((), plan) = both(tokio::join!(bring, or_stop(&stop, plan)))?;
        self.context.interrupt.check()?;
        run.show(&plan);
        let runs = run.apply_own(ready, tag, &plan, request.follow).await?;
        Ok(Applied { tag: tag.clone(), runs })
    }

    async fn check(&self, environment: &Environment, request: &All) -> Result<Checked, crate::Error> {
        let terraform = self.terraform(environment)?;
        terraform.require_program()?;
        let account = self.account(environment).await?;
        let images = async {
            let images = self.images(&request.tag.tag, Vec::new(), &request.args).await?;
            let registries = self.registries(&images, Some(&account.aws)).await?;
            images.require_repositories(&registries).await?;
            Ok::<_, crate::Error>((images, registries))
        };
        let ready = self.ready_with(environment, terraform, Some(account.clone()));
        let (images, ready) = tokio::join!(images, ready);
        let ((images, registries), ready) = (images?, ready?);
        Ok(Checked { ready, images, registries })
    }

    /// Each level is pushed while the next one is built.
    async fn build_and_push(
        &self,
        images: &Images,
        registries: &Registries,
        options: &BuildOptions,
        stop: &Interrupter,
    ) -> Result<(), crate::Error> {
        let build_and_push = async {
            let mut built = Vec::new();
            for level in images.levels()? {
                let pushing = or_stop(stop, registries.push(self, &built));
                let building = or_stop(stop, async { Ok(images.build(&level, options).await?) });
                both(tokio::join!(pushing, building))?;
                built = level;
            }
            registries.push(self, &built).await
        };
        self.step(Step::Build, format!("and push {}", names(images)?), build_and_push).await
    }

    fn show(&self, plan: &OwnPlan) {
        for line in &plan.text {
            self.context.events.say(Fact::Said { program: "terraform".to_owned(), line: line.clone() });
        }
    }
}

/// Asks what goes on beside it to stop if it fails.
async fn or_stop<T>(
    stop: &Interrupter,
    doing: impl Future<Output = Result<T, crate::Error>>,
) -> Result<T, crate::Error> {
    let done = doing.await;
    if done.is_err() {
        stop.ask(Signal::Interrupt);
    }
    done
}

/// The one that failed by itself is the reason; the other was only asked to stop.
fn both<A, B>(ended: (Result<A, crate::Error>, Result<B, crate::Error>)) -> Result<(A, B), crate::Error> {
    match ended {
        (Ok(one), Ok(other)) => Ok((one, other)),
        (Err(error), Ok(_)) | (Ok(_), Err(error)) => Err(error),
        (Err(error), Err(other)) => {
            let was_stopped = matches!(error.kind(), Kind::Interrupted(_));
            Err(if was_stopped { other } else { error })
        }
    }
}
