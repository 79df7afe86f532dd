//! How far a push is.

use serde::Serialize;

/// How far a push is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct PushedLayers {
    /// The layers of the image.
    pub layers: u32,
    /// Those that the registry has.
    pub layers_done: u32,
    /// The size of the layers that are sent, as far as it is known.
    pub bytes: u64,
    /// How much of that was sent.
    pub bytes_sent: u64,
}
