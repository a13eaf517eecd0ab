//! Shapes that several answers of control share, and how its bodies are read.

use serde::Serialize;
use serde::de::DeserializeOwned;
use utoipa::ToSchema;

use super::ControlError;

/// A list, or a part of one.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct List<T> {
    /// What is in it.
    pub items: Vec<T>,
    /// Where the rest begins: pass it as `after`. Null where there is no more.
    pub next: Option<String>,
}

/// Reads a JSON body; a refusal names the field that is wrong.
pub(super) fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, ControlError> {
    let mut json = serde_json::Deserializer::from_slice(body);
    let read = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let field = Some(error.path().to_string()).filter(|path| path != ".").unwrap_or_default();
        ControlError::bad(format!("the body is not what it has to be: {}", error.inner())).at(field)
    })?;
    json.end().map_err(|error| ControlError::bad(format!("the body goes on after its end: {error}")))?;
    Ok(read)
}
