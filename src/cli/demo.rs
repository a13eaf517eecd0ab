//! `demo`: the life of one report, told as it happens.

use std::io;

use concur_emulator::demo;

use super::Failure;

/// Tells it on standard output; fails where anything is not as it should be.
pub fn run() -> Result<(), Failure> {
    let told = actix_web::rt::System::new().block_on(demo::run(&mut io::stdout()));
    told.map_err(Failure::Demo)
}
