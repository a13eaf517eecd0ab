//! `openapi`: the documents in `openapi/`, one for each family.

use concur_emulator::server::routes::Families;

use super::Failure;

/// Which document to print.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The family's name
    family: Option<String>,
}

/// Prints the document of a family, or lists the families.
pub fn run(args: &Args) -> Result<(), Failure> {
    let families = Families::all();
    let Some(asked) = &args.family else {
        let list: String = families.iter().map(|family| format!("{}  {}\n", family.name, family.title)).collect();
        return super::print(list.as_bytes());
    };
    let found = families.iter().find(|family| family.name == asked).ok_or_else(|| Failure::UnknownFamily {
        asked: asked.clone(),
        known: families.iter().map(|family| family.name).collect::<Vec<_>>().join(", "),
    })?;
    super::print(found.document.text().as_bytes())
}
