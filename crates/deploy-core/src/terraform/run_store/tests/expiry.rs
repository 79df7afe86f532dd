//! When a lock in S3 is over, by S3's clock. Neither moto nor S3 lets an object be older than it is: what answers here says
//! when it is written and what time it is.

use wiremock::matchers::{header, method};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::holder;
use crate::aws::Aws;
use crate::terraform::backend::ObjectProtection;
use crate::terraform::run_store::s3_store::S3Store;
use crate::terraform::run_store::{Attempt, HeldLock, RunStore, lock_text, try_acquire};
use crate::types::Activity;

const WRITTEN: &str = "Sat, 28 Nov 2026 12:00:00 GMT";
const SOON: &str = "Sat, 28 Nov 2026 12:09:59 GMT";
const LATE: &str = "Sat, 28 Nov 2026 12:10:01 GMT";

/// A bucket in which another run has left its lock, and in which the time is `now`.
async fn bucket(activity: Activity, now: Option<&str>) -> MockServer {
    let server = MockServer::start().await;
    let lock = ResponseTemplate::new(200)
        .set_body_bytes(lock_text::of(&holder("dead", activity)))
        .insert_header("ETag", "\"old\"")
        .insert_header("Last-Modified", WRITTEN);
    let lock = match now {
        Some(now) => lock.insert_header("Date", now),
        None => lock.insert_header("Date", "no date"),
    };
    let refused = ResponseTemplate::new(412)
        .set_body_string("<Error><Code>PreconditionFailed</Code><Message>no</Message></Error>");
    let written = ResponseTemplate::new(200).insert_header("ETag", "\"new\"");
    for (mock, response) in [
        (Mock::given(method("GET")), lock),
        (Mock::given(method("PUT")).and(header("If-None-Match", "*")), refused),
        (Mock::given(method("PUT")).and(header("If-Match", "\"old\"")), written),
    ] {
        mock.respond_with(response).mount(&server).await;
    }
    server
}

async fn attempt(server: &MockServer, protection: ObjectProtection) -> Attempt<HeldLock> {
    let store = RunStore::S3(Box::new(S3Store::of_tests(Aws::at(&server.uri()), "app", protection)));
    try_acquire(&store, &holder("next", Activity::Applying)).await.unwrap()
}

#[tokio::test]
async fn a_lock_that_nobody_renews_is_over_after_ten_minutes() {
    let late = attempt(&bucket(Activity::Following, Some(LATE)).await, ObjectProtection::default()).await;
    let Attempt::Acquired { left_by: Some(dead), .. } = late else { panic!("{late:?}") };
    assert_eq!(dead.run, "dead");
    for now in [Some(SOON), None] {
        let attempt = attempt(&bucket(Activity::Following, now).await, ObjectProtection::default()).await;
        assert!(matches!(attempt, Attempt::Busy(Some(_))), "{now:?}: {attempt:?}");
    }
}

#[tokio::test]
async fn a_lock_is_never_over_while_terraform_may_be_at_it_or_a_user_wants_it() {
    for activity in [Activity::Applying, Activity::Destroying, Activity::Reserving] {
        let attempt = attempt(&bucket(activity, Some(LATE)).await, ObjectProtection::default()).await;
        assert!(matches!(attempt, Attempt::Busy(Some(_))), "{activity}: {attempt:?}");
    }
}

#[tokio::test]
async fn the_lock_is_encrypted_as_the_state_is() {
    let key = "arn:aws:kms:us-east-1:123456789012:key/1";
    for (kms_key_id, expected) in [(Some(key), "aws:kms"), (None, "AES256")] {
        let server = bucket(Activity::Following, Some(LATE)).await;
        let kms_key_id = kms_key_id.map(str::to_owned);
        attempt(&server, ObjectProtection { encrypt: true, kms_key_id: kms_key_id.clone(), acl: None }).await;
        let requests = server.received_requests().await.unwrap();
        let puts: Vec<_> = requests.iter().filter(|request| request.method.as_str() == "PUT").collect();
        assert_eq!(puts.len(), 2);
        for put in puts {
            let header = |name| put.headers.get(name).map(|value| value.to_str().unwrap().to_owned());
            assert_eq!(header("x-amz-server-side-encryption").as_deref(), Some(expected));
            assert_eq!(header("x-amz-server-side-encryption-aws-kms-key-id"), kms_key_id);
        }
    }
}
