//! The file that an export is written to: it is there whole or as it was before, whenever the process ends.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process;

/// Why an export was not written. What was there before is untouched.
#[derive(Debug, thiserror::Error)]
#[error("--export-on-exit {}: {reason}; what was there before is untouched", path.display())]
pub struct ExportError {
    /// The file.
    pub path: PathBuf,
    /// What went wrong, and what to do about it.
    pub reason: String,
}

impl ExportError {
    fn new(path: &Path, reason: impl Into<String>) -> Self {
        Self { path: path.to_owned(), reason: reason.into() }
    }
}

/// Whether an export could be written there, as far as it can be seen beforehand: nobody wants to learn of it when all is over.
///
/// # Errors
/// Where there is no such folder, or a folder of the file's name.
pub fn check(path: &Path) -> Result<(), ExportError> {
    let folder = folder(path);
    if path.is_dir() || path.file_name().is_none() {
        return Err(ExportError::new(path, "it is a folder; name a file in it"));
    }
    if !folder.is_dir() {
        return Err(ExportError::new(path, format!("there is no folder {}; make it", folder.display())));
    }
    Ok(())
}

/// Writes a file that only its owner may read: beside its place first, all of it, to the disk; then it takes its place at once.
///
/// # Errors
/// Where it cannot be written; its place is as it was before.
pub fn save(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), ExportError> {
    // What a link leads to is replaced, not the link.
    let path = &fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    check(path)?;
    let draft = draft(path);
    let written = fill(&draft, write).and_then(|()| fs::rename(&draft, path)).and_then(|()| settle(folder(path)));
    written.map_err(|error| {
        // After a rename there is none.
        let _ = fs::remove_file(&draft);
        let remedy = match error.kind() {
            io::ErrorKind::ResourceBusy => "mount its folder into the container, not the file itself",
            io::ErrorKind::PermissionDenied => "let this user write into its folder",
            io::ErrorKind::StorageFull => "make room on the disk",
            _ => "name a file that can be written",
        };
        ExportError::new(path, format!("it cannot be written: {error}; {remedy}"))
    })
}

fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A file beside another, which no other process writes at the same time.
fn draft(path: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}.part", process::id()));
    folder(path).join(name)
}

fn fill(draft: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    // One that was left behind by a process that was killed, and had the same number.
    let _ = fs::remove_file(draft);
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(draft)?;
    write(&mut file)?;
    file.sync_all()
}

/// Sees to it that a folder's list of names is on the disk, too, where the system has a way to.
fn settle(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder_of(test: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("concur-emulator-export-{test}-{}", process::id()));
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    #[test]
    fn a_file_is_replaced_whole_and_is_for_its_owner_alone() {
        let folder = folder_of("replace");
        let path = folder.join("export.json");
        for content in [&b"first"[..], b"second"] {
            save(&path, |out| out.write_all(content)).unwrap();
            assert_eq!(fs::read(&path).unwrap(), content);
        }
        #[cfg(unix)]
        assert_eq!(std::os::unix::fs::MetadataExt::mode(&fs::metadata(&path).unwrap()) & 0o777, 0o600);
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1, "nothing else is left behind");
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_file_that_cannot_be_written_to_its_end_leaves_what_was_there() {
        let folder = folder_of("fail");
        let path = folder.join("export.json");
        save(&path, |out| out.write_all(b"first")).unwrap();
        let failed = save(&path, |out| {
            out.write_all(b"sec")?;
            Err(io::Error::other("the disk is on fire"))
        });
        assert!(failed.unwrap_err().to_string().contains("the disk is on fire"));
        assert_eq!(fs::read(&path).unwrap(), b"first");
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1, "nothing else is left behind");
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_place_where_nothing_can_be_is_refused_beforehand() {
        for (path, reason) in
            [("/", "it is a folder"), ("/nowhere/at/all/export.json", "there is no folder /nowhere/at/all")]
        {
            assert!(check(Path::new(path)).unwrap_err().to_string().contains(reason), "{path}");
        }
    }
}
