mod with_docker;

use super::program::Compose;
use crate::context::Context;

impl Compose {
    /// The same in another run.
    fn within(mut self, context: Context) -> Self {
        self.program = self.program.within(&context);
        self.context = context;
        self
    }
}
