//! Reading events back: one stream with tokens in both directions, or a whole group through a filter.

use serde_json::{Value, json};

use crate::{
    api::ApiError,
    input::{page, required, text, texts},
    logs::{
        errors::not_found,
        pattern::Pattern,
        state::Logs,
        stream::{Event, Stream},
    },
};

/// Maximum of events in one answer (CloudWatch Logs API reference, `GetLogEvents`).
const MOST: usize = 10_000;

pub(crate) fn get(logs: &mut Logs, input: &Value) -> Result<Value, ApiError> {
    let name = required(input, "logStreamName")?;
    let stream = logs.group(input)?.streams.get(name).ok_or_else(|| not_found("log stream"))?;
    let (start, end) = range(stream, input)?;
    let mut events: Vec<&Event> =
        stream.events[start..end].iter().filter(|it| is_in_time(it, input)).collect();
    events.sort_by_key(|event| event.at);
    let shown: Vec<_> = events.into_iter().map(shown).collect();
    Ok(json!({
        "events": shown,
        "nextForwardToken": format!("f/{end:056}"),
        "nextBackwardToken": format!("b/{start:056}"),
    }))
}

pub(crate) fn filter(logs: &mut Logs, input: &Value) -> Result<Value, ApiError> {
    let pattern: Pattern = text(input, "filterPattern").unwrap_or_default().parse()?;
    let prefix = text(input, "logStreamNamePrefix").unwrap_or_default();
    let names = texts(input, "logStreamNames");
    let streams = &logs.group(input)?.streams;
    let wanted = streams
        .iter()
        .filter(|(name, _)| name.starts_with(prefix) && (names.is_empty() || names.contains(&name.as_str())));
    let mut found = Vec::new();
    for (name, stream) in wanted {
        let events = stream.events.iter().enumerate();
        let kept = events.filter(|(_, it)| is_in_time(it, input) && pattern.matches(&it.message));
        found.extend(kept.map(|(number, event)| (event.at, filtered(name, number, event))));
    }
    found.sort_by_key(|(at, _)| *at);
    let shown = found.into_iter().map(|(_, event)| event).collect();
    let (events, next) = page(shown, input, "limit", MOST)?;
    Ok(json!({ "events": events, "searchedLogStreams": [], "nextToken": next }))
}

/// The range of events of a page: a token says where the last page ended.
fn range(stream: &Stream, input: &Value) -> Result<(usize, usize), ApiError> {
    let all = stream.events.len();
    let limit = input["limit"].as_u64().and_then(|limit| usize::try_from(limit).ok()).unwrap_or(MOST);
    let forward = |start: usize| (start.min(all), start.saturating_add(limit).min(all));
    let backward = |end: usize| (end.min(all).saturating_sub(limit), end.min(all));
    let place = |digits: &str| {
        digits
            .parse::<usize>()
            .map_err(|_| ApiError::client("InvalidParameterException", "The specified nextToken is invalid."))
    };
    match text(input, "nextToken") {
        None if input["startFromHead"] == true => Ok(forward(0)),
        None => Ok(backward(all)),
        Some(token) => match token.split_once('/') {
            Some(("b", digits)) => Ok(backward(place(digits)?)),
            Some(("f", digits)) => Ok(forward(place(digits)?)),
            _ => Ok(forward(place("")?)),
        },
    }
}

/// From `startTime` on, before `endTime`.
fn is_in_time(event: &Event, input: &Value) -> bool {
    let start = input["startTime"].as_u64().unwrap_or(0);
    let end = input["endTime"].as_u64().unwrap_or(u64::MAX);
    (start..end).contains(&event.at)
}

fn shown(event: &Event) -> Value {
    json!({ "timestamp": event.at, "message": event.message, "ingestionTime": event.ingested_at.0 })
}

fn filtered(stream: &str, number: usize, event: &Event) -> Value {
    let mut shown = shown(event);
    shown["logStreamName"] = stream.into();
    shown["eventId"] = format!("{:020}{number:036}", event.at).into();
    shown
}
