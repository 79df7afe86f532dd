//! The language of rules.

use super::cause;
use super::image_tags::TAGS;
use super::rule::Rule;

/// Rules of all kinds.
const LINES: [&str; 30] = [
    "crash after 2s exit 137",
    "on web crash",
    "on tag:1.0.3 pull denied 3 times",
    "on image:worker end after 500ms exit 0 in sidecar",
    "on * never visible for 3 polls",
    "on web missing for 2 polls",
    "on web missing for 1 polls after 3 polls",
    "never visible for 1 polls after 2 polls",
    "rollout state missing for 3 polls",
    "reads flicker for 4 polls",
    "log a line of 3 times",
    "start takes 5m",
    "drain takes 300s",
    "health check takes 90s",
    "on web rollback keeps id",
    "on web rollback takes a new id",
    "on web alarm too-many-errors after 30s",
    "on web alarm too-many-errors already on",
    "failed tasks are not counted",
    "on web retries wait 4m",
    "zones are rebalanced after 60s",
    "on web completed after 40s",
    "on web hook POST_TEST_TRAFFIC_SHIFT fails",
    "hook PRE_SCALE_UP returns nothing",
    "hook PRE_PRODUCTION_TRAFFIC_SHIFT takes 5m",
    "run",
    "run in docker",
    "images must be pushed",
    "spot interruption after 60s",
    "on web digest sha256:0123",
];

#[test]
fn every_rule_is_read_back_as_it_is_written() {
    for line in LINES {
        let rule: Rule = line.parse().unwrap();
        assert_eq!(rule.to_string().parse::<Rule>().unwrap(), rule, "{line}");
    }
    for (_, name) in cause::NAMES {
        let rule: Rule = name.parse().unwrap();
        assert_eq!(rule.to_string(), format!("on * {name}"));
    }
    for (_, text) in TAGS {
        text.parse::<Rule>().unwrap();
    }
}

#[test]
fn an_invalid_rule_has_a_reason() {
    let why = |text: &str| text.parse::<Rule>().unwrap_err().to_string();
    insta::assert_snapshot!(why("explode"), @"unknown behaviour `explode`");
    insta::assert_snapshot!(why("crash after"), @"expected a value after `after`");
    insta::assert_snapshot!(why("crash after soon"), @"`soon` is neither a number nor a duration such as `2s`");
    insta::assert_snapshot!(why("on tag:1.0.3 rollback keeps id"), @"`rollback keeps id` is about services: its target is a service or `*`, and it cannot end in `N times`");
    insta::assert_snapshot!(why("on web alarm errors after 30s 2 times"), @"`alarm errors after 30s` is about services: its target is a service or `*`, and it cannot end in `N times`");
    insta::assert_snapshot!(why("hook BAKE_TIME fails"), @"unknown behaviour `BAKE_TIME`");
    insta::assert_snapshot!(why("on web"), @"expected a value after `web`");
}
