//! The configuration of the command line tool, which the user wrote
//! (<https://developer.hashicorp.com/terraform/cli/config/config-file>).

use std::env;
use std::fs;
use std::path::PathBuf;

use crate::env_var;

pub(in crate::terraform) const PLUGIN_CACHE: &str = "TF_PLUGIN_CACHE_DIR";

pub(in crate::terraform) fn path() -> Option<PathBuf> {
    let chosen = env_var::inherited("TF_CLI_CONFIG_FILE").map(PathBuf::from);
    chosen.or_else(|| env::home_dir().map(|home| home.join(".terraformrc")))
}

/// Whether the user has a cache of providers, which the variable would override.
pub(in crate::terraform) fn has_plugin_cache() -> bool {
    let text = path().and_then(|path| fs::read_to_string(path).ok()).unwrap_or_default();
    env_var::inherited(PLUGIN_CACHE).is_some() || text.contains("plugin_cache_dir")
}
