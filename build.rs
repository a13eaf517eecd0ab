//! Packs what the binary carries only to print it: the OpenAPI documents and the schema of scenarios, to a tenth of their size.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

use miniz_oxide::deflate::compress_to_vec;

/// Folders of the repository whose JSON documents are packed, each into a file of the same name in a folder of the same name.
const FOLDERS: [&str; 2] = ["openapi", "fixtures"];

/// The best that there is: it happens once, at the build.
const LEVEL: u8 = 10;

fn main() -> Result<(), Box<dyn Error>> {
    let packed = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo names no OUT_DIR")?);
    for folder in FOLDERS {
        println!("cargo::rerun-if-changed={folder}");
        fs::create_dir_all(packed.join(folder))?;
        for entry in fs::read_dir(folder)? {
            let file = entry?.path();
            if file.extension().is_some_and(|extension| extension == "json") {
                fs::write(packed.join(&file), compress_to_vec(&fs::read(Path::new(&file))?, LEVEL))?;
            }
        }
    }
    Ok(())
}
