//! The folders of this program, all outside of the project: a project is a build context, and a checkout may plant what
//! it likes there.
//!
//! What must not be lost is below `state`, what can be made again below `cache`, and what only a run needs in a
//! [`RunDir`], which goes with the run.

#[expect(clippy::module_inception, reason = "a `mod.rs` defines nothing")]
mod dirs;
mod error;
mod old_folder;
mod private;
mod run_dir;

pub(crate) use dirs::Dirs;
pub(crate) use old_folder::OldFolder;
pub(crate) use run_dir::RunDir;
