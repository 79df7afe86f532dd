mod applies;
mod plan_failures;
mod plans;
mod saved_plans;
mod signals;
mod states;
mod workspaces;
