//! The examples of the documents that the project was made from, each sent as it stands there: only host, token and IDs differ.

mod integration_status;
mod shares;
mod workflows;

use crate::support::emulator::TestApp;

/// A company with the reports that the examples name.
async fn app() -> TestApp {
    TestApp::of(&["empty", "documentation-samples"]).await
}
