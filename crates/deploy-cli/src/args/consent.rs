use clap::Args;

#[derive(Debug, Args)]
pub(crate) struct ConsentArgs {
    /// Do not ask
    #[arg(short, long, visible_alias = "auto-approve")]
    pub(crate) yes: bool,
}
