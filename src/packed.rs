//! Texts that the binary carries packed, since they are seldom asked for: see `build.rs`.

use miniz_oxide::inflate::decompress_to_vec;

/// A text of the repository, packed by `build.rs`.
#[derive(Debug, Clone, Copy)]
pub struct Packed(pub &'static [u8]);

impl Packed {
    /// The text.
    pub fn text(self) -> String {
        // What the build has packed can be unpacked; were it not so, the text would be missing, and no server would fall.
        let bytes = decompress_to_vec(self.0).unwrap_or_default();
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

/// A JSON document of the repository, by its path, packed.
macro_rules! packed {
    ($path:literal) => {
        $crate::packed::Packed(include_bytes!(concat!(env!("OUT_DIR"), "/", $path)))
    };
}

pub(crate) use packed;
