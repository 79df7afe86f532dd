use clap::Args;
use deploy_core::types::EnvName;

#[derive(Debug, Args)]
pub(crate) struct EnvironmentArgs {
    /// The environment [default: $DEPLOY_ENV, then default_env of deploy.toml; never a protected one]
    #[arg(long, value_name = "ENV")]
    pub(crate) env: Option<EnvName>,
}
