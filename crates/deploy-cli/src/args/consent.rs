use clap::Args;
use deploy_core::commands::AllowDestroy;
use deploy_core::types::EnvName;

#[derive(Debug, Default, Args)]
pub(crate) struct ConsentArgs {
    /// Do not ask
    #[arg(short, long, visible_alias = "auto-approve")]
    pub(crate) yes: bool,
    #[command(flatten)]
    pub(crate) confirm: ConfirmArgs,
}

#[derive(Debug, Default, Args)]
pub(crate) struct ConfirmArgs {
    /// Do not ask in the environment of this name; a protected one needs it where there is no terminal
    #[arg(long = "confirm", value_name = "ENV")]
    pub(crate) environment: Option<EnvName>,
}

#[derive(Debug, Args)]
pub(crate) struct AllowDestroyArgs {
    /// Destroy or replace this resource without asking; may be repeated
    #[arg(long = "allow-destroy", value_name = "ADDRESS")]
    addresses: Vec<String>,
}

impl AllowDestroyArgs {
    pub(crate) fn allowed(self) -> AllowDestroy {
        AllowDestroy(self.addresses)
    }
}
