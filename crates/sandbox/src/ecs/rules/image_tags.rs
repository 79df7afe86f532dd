//! Words in image tags that stand for a rule.

/// Words in an image's tag, separated by anything that is not a letter or a digit, and what they cause.
pub(crate) const TAGS: [(&str, &str); 14] = [
    ("broken", "crash"),
    ("crash", "crash"),
    ("late", "crash after 60s"),
    ("oom", "out of memory"),
    ("missing", "image missing"),
    ("denied", "pull denied"),
    ("noroute", "no route"),
    ("platform", "wrong platform"),
    ("nosecret", "secret missing"),
    ("nologs", "log group missing"),
    ("noaddress", "no addresses"),
    ("nocapacity", "no capacity"),
    ("unhealthy", "unhealthy container"),
    ("slow", "start takes 60s"),
];
