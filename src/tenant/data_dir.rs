//! The folder that outlives the process: what belongs to the installation and not to a scenario is kept there.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use aws_lc_rs::rand;

/// More than any key or certificate has, in bytes: a larger file is something else.
const LARGEST: u64 = 256 * 1024;

/// A folder for keys. Others on the machine can read nothing in it.
#[derive(Debug, Clone)]
pub struct DataDir(PathBuf);

impl DataDir {
    /// This folder; it is made when something is first kept in it.
    pub fn new(path: PathBuf) -> Self {
        Self(path)
    }

    /// Where a file of it is.
    pub fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// What a file of it says; nothing where there is none.
    pub fn read(&self, name: &str) -> io::Result<Option<Vec<u8>>> {
        match read(&self.path(name)) {
            // What is no folder has nothing in it.
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
            read => read.map(Some),
        }
    }

    /// Keeps a new file. Whoever reads it finds all of it or nothing. Where another process was first, its file stays, and this
    /// fails with `AlreadyExists`.
    pub fn keep(&self, name: &str, content: &[u8]) -> io::Result<()> {
        self.make()?;
        // In containers all processes have one number.
        let mut random = [0; 8];
        rand::fill(&mut random).map_err(io::Error::other)?;
        let draft = self.path(&format!("{name}.{:016x}", u64::from_ne_bytes(random)));
        let path = self.path(name);
        let kept = write(&draft, content).and_then(|()| match fs::hard_link(&draft, &path) {
            // Not every file system has links; what then overtakes another process is at least whole.
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists && !path.exists() => fs::rename(&draft, &path),
            linked => linked,
        });
        // After a rename there is none.
        let _ = fs::remove_file(&draft);
        kept
    }

    fn make(&self) -> io::Result<()> {
        let mut builder = DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&self.0)
    }
}

/// What a file says that holds a key or certificates, and is no larger than such a file can be.
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    let file = File::open(path)?;
    if file.metadata()?.len() > LARGEST {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "it is too large for keys or certificates"));
    }
    let mut content = Vec::new();
    io::Read::read_to_end(&mut io::Read::take(file, LARGEST), &mut content)?;
    Ok(content)
}

/// Writes a file that only its owner may read, even before there is anything in it.
fn write(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(content)?;
    file.sync_all()
}
