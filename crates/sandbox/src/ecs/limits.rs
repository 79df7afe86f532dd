//! Limits of one call, and pages.
//!
//! A page's token is the position in a list whose order does not change: creation order, or the alphabet.

use serde_json::{Value, json};

use crate::api::ApiError;
use crate::ecs::input::{Answer, Input, invalid};

/// API Reference, "DescribeServices": up to 10 services.
pub(crate) const SERVICES: usize = 10;
/// API Reference, "`DescribeTasks`": up to 100 tasks.
pub(crate) const TASKS: usize = 100;
/// API Reference, "`DescribeClusters`": up to 100 clusters.
pub(crate) const CLUSTERS: usize = 100;
/// API Reference, "`DescribeServiceDeployments`" and "`DescribeServiceRevisions`": up to 20 ARNs.
pub(crate) const ROLLOUTS: usize = 20;

/// Refuses a list that is empty or longer than `most`.
pub(crate) fn check(what: &str, list: &[Value], most: usize) -> Result<(), ApiError> {
    match list.len() {
        0 => Err(invalid(format!("{what} cannot be empty."))),
        given if given > most => Err(invalid(format!("{what} can have at most {most} items."))),
        _ => Ok(()),
    }
}

/// One page of `all` under the name `field`, of `usual` items unless the call says how many.
pub(crate) fn page(input: Input, field: &str, usual: usize, all: &[Value]) -> Answer {
    let size = input.count("maxResults").unwrap_or(usual);
    if !(1..=100).contains(&size) {
        return Err(invalid("maxResults must be between 1 and 100."));
    }
    let from = match input.text("nextToken") {
        Some(token) => token.parse().map_err(|_| invalid("Invalid token."))?,
        None => 0_usize,
    };
    let rest = all.get(from..).unwrap_or_default();
    let mut answer = json!({ field: rest.iter().take(size).collect::<Vec<_>>() });
    if rest.len() > size {
        answer["nextToken"] = (from + size).to_string().into();
    }
    Ok(answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_follow_each_other_and_end() {
        let all: Vec<Value> = (0..5).map(Value::from).collect();
        let first = page(Input(&json!({ "maxResults": 3 })), "items", 10, &all).unwrap();
        assert_eq!(first, json!({ "items": [0, 1, 2], "nextToken": "3" }));
        let second = page(Input(&json!({ "maxResults": 3, "nextToken": "3" })), "items", 10, &all).unwrap();
        assert_eq!(second, json!({ "items": [3, 4] }));
    }

    #[test]
    fn too_many_names_are_refused() {
        let names = vec![json!("web"); 11];
        assert!(check("services", &names, SERVICES).is_err());
        assert!(check("services", &names[..10], SERVICES).is_ok());
    }
}
