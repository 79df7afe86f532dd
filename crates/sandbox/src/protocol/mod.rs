//! What a request asks AWS for: which service, which operation, in which protocol.
//!
//! The service comes from the signature's credential scope, which every SDK writes, not from the host: all
//! services share one address here.

mod answer;
mod call;
mod caller;
mod form;
mod identify;
mod protocols;
mod s3_operation;

pub(crate) use answer::{error_answer, escaped, json_answer, request_id};
pub(crate) use call::Call;
pub(crate) use caller::{Caller, caller};
pub(crate) use form::form_value;
pub(crate) use identify::{identify, is_form};
pub(crate) use protocols::Protocol;
