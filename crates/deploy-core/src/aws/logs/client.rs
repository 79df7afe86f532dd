//! `GetLogEvents`: a page at a time, by forward tokens.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html>

use aws_sdk_cloudwatchlogs::operation::get_log_events::GetLogEventsError;
use aws_sdk_cloudwatchlogs::operation::get_log_events::builders::GetLogEventsFluentBuilder;
use aws_sdk_cloudwatchlogs::types::OutputLogEvent;

use super::error::Error;
use crate::aws::connection::Aws;
use crate::aws::error::translate;
use crate::aws::waiting::Address;

/// Where lines are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stream {
    /// The log group.
    pub(crate) group: String,
    /// The stream's name.
    pub(crate) name: String,
    /// Its region, if it is not the account's.
    pub(crate) region: Option<String>,
}

/// One page of a stream.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) events: Vec<OutputLogEvent>,
    /// Where the next page begins. It stays the same at the end of the stream. None while there is no stream.
    pub(super) next: Option<String>,
    /// Where the page before it ends. It stays the same at the beginning of the stream.
    previous: Option<String>,
}

/// CloudWatch Logs, as one stream needs it.
#[derive(Clone, Debug)]
pub(super) struct Logs {
    client: aws_sdk_cloudwatchlogs::Client,
    address: Address,
    stream: Stream,
}

impl Logs {
    pub(super) fn new(stream: Stream, aws: &Aws) -> Self {
        let aws = stream.region.as_deref().map_or_else(|| aws.clone(), |region| aws.in_region(region));
        Self { client: aws.logs(), address: aws.address("CloudWatch Logs"), stream }
    }

    /// The page at `token`, or the first one.
    pub(super) async fn page(&self, token: Option<&str>) -> Result<Page, Error> {
        let call = self.client.get_log_events().start_from_head(true);
        self.read(call.set_next_token(token.map(str::to_owned))).await
    }

    /// The page that ends at `token`, or the last one.
    async fn page_before(&self, token: Option<&str>, lines: usize) -> Result<Page, Error> {
        let call =
            self.client.get_log_events().start_from_head(false).limit(lines.try_into().unwrap_or(i32::MAX));
        self.read(call.set_next_token(token.map(str::to_owned))).await
    }

    /// A stream is made with its first line: before it there is none, which is no error.
    async fn read(&self, call: GetLogEventsFluentBuilder) -> Result<Page, Error> {
        let call = call.log_group_name(&self.stream.group).log_stream_name(&self.stream.name);
        match call.send().await {
            Ok(answer) => Ok(Page {
                next: answer.next_forward_token,
                previous: answer.next_backward_token,
                events: answer.events.unwrap_or_default(),
            }),
            Err(error)
                if error
                    .as_service_error()
                    .is_some_and(GetLogEventsError::is_resource_not_found_exception) =>
            {
                Ok(Page::default())
            }
            Err(error) => Err(Error {
                group: self.stream.group.clone(),
                stream: self.stream.name.clone(),
                source: translate("GetLogEvents", &self.address, &error),
            }),
        }
    }
}

/// The last lines of a stream, oldest first. A page may be short, or empty, although there are lines before it.
pub(crate) async fn last(stream: Stream, lines: usize, aws: &Aws) -> Result<Vec<String>, Error> {
    let logs = Logs::new(stream, aws);
    let (mut last, mut token) = (Vec::new(), None);
    while last.len() < lines {
        let Page { events, previous, .. } = logs.page_before(token.as_deref(), lines - last.len()).await?;
        let messages = events.into_iter().filter_map(|event| event.message);
        last.splice(..0, messages);
        if previous.is_none() || previous == token {
            break;
        }
        token = previous;
    }
    Ok(last)
}
