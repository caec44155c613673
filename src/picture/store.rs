//! Makes pictures when they are asked for, and keeps them for the next time.
//!
//! A picture is kept by what it was made of: the bytes of its file, the form, and how we make
//! them. So nothing of ours in the folder is ever wrong, only unused or damaged; each file has a
//! checksum, and one that does not fit is made anew, as is one that we would not have
//! [written so](kept). A build and a preview may use it at once.

use std::{
    collections::BTreeSet,
    fs::{self, File, OpenOptions},
    io::{self, Read as _, Write as _},
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use blake3::Hash;

use super::{
    Form, clean,
    decode::decode,
    encode::{self, Manner},
    gate::Gate,
    kept::Wanted,
    pixels::Pixels,
    scaled,
};
use crate::{
    diag::Diagnostic,
    source::{
        FileInfo, Raster, cut_off, open,
        raster::{Format, Turn},
    },
};

/// Name of the folder in the portal's cache.
pub const FOLDER: &str = "images";

/// How pictures are made: another number whenever the same file comes out as other bytes.
pub(super) const MAKER: &[u8] = b"parvis image 2\n";

/// Up to this size, pictures are kept that the last build did not use, in bytes.
const ROOMY: u64 = 512 * 1024 * 1024;

/// Largest picture that was kept, in bytes.
const MOST: u64 = 64 * 1024 * 1024;

/// Makes pictures, and keeps them.
#[derive(Debug, Default)]
pub struct Store {
    folder: Option<PathBuf>,
    gate: Gate,
    made: AtomicUsize,
    used: Mutex<BTreeSet<String>>,
}

impl Store {
    /// A store in a folder, which is made when it is needed.
    pub fn of(folder: PathBuf) -> Self {
        Self { folder: Some(folder), ..Self::default() }
    }

    /// How many pictures were made, and not found.
    pub fn made(&self) -> usize {
        self.made.load(Ordering::Relaxed)
    }

    /// A file in some forms, in their order.
    ///
    /// # Errors
    /// What is wrong with the file: it could not be read, or is no whole picture.
    pub fn get(
        &self,
        path: &Arc<str>,
        file: &FileInfo,
        forms: &[Form],
    ) -> Result<Vec<Vec<u8>>, Box<Diagnostic>> {
        let damaged = || Box::new(cut_off(path));
        let bytes = read(file).map_err(|error| {
            let message = format!("the file cannot be read: {error}");
            let diagnostic = Diagnostic::error("unreadable-file", message);
            let help = "see that you may read it, and that no other program changes it";
            Box::new(diagnostic.in_file(Arc::clone(path)).help(help))
        })?;
        if is_drawing(path) {
            let text = std::str::from_utf8(&bytes).ok();
            let drawing = text.and_then(clean::drawing).ok_or_else(damaged)?.into_bytes();
            return Ok(vec![drawing; forms.len()]);
        }
        let (Some(raster), Some(size)) = (file.raster, file.dimensions) else {
            return Err(damaged());
        };
        let mut work =
            Work { store: self, bytes: &bytes, raster, size, hash: None, full: None };
        let made = forms.iter().map(|it| work.form(*it)).collect::<Option<_>>();
        drop(work.full);
        made.ok_or_else(damaged)
    }

    fn kept(&self, name: &str) -> Option<Vec<u8>> {
        let folder = self.folder.as_deref()?;
        let bytes = kept(&folder.join(name), MOST).ok()?;
        let rest = bytes.strip_prefix(MAKER)?;
        let (sum, picture) = rest.split_first_chunk::<32>()?;
        (*blake3::hash(picture).as_bytes() == *sum).then(|| picture.to_vec())
    }

    /// Keeps a picture; what cannot be kept is made again the next time.
    fn keep(&self, name: &str, picture: &[u8]) {
        let Some(folder) = &self.folder else { return };
        if let Err(error) = write(folder, name, picture) {
            log::debug!("`{name}` could not be kept: {error}");
        }
    }

    /// Removes what was not asked for since this store was made, when there is much of it.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn tidy(&self) -> io::Result<()> {
        let Some(folder) = self.folder.as_deref().filter(|it| it.is_dir()) else {
            return Ok(());
        };
        let used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let (mut total, mut unused) = (0, Vec::new());
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            total += entry.metadata().map_or(0, |it| it.len());
            let is_used = entry.file_name().to_str().is_some_and(|it| used.contains(it));
            if !is_used {
                unused.push(entry.path());
            }
        }
        if total > ROOMY {
            // Whoever removed it first did what was wanted.
            for path in unused {
                drop(fs::remove_file(path));
            }
        }
        Ok(())
    }
}

/// Whether a file is published as what a [`Store`] makes of it, and not byte for byte.
pub fn is_made(path: &str, file: &FileInfo) -> bool {
    file.raster.is_some() || is_drawing(path)
}

/// Whether a file's name says that it is an SVG.
fn is_drawing(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|it| it.1.eq_ignore_ascii_case("svg"))
}

fn read(file: &FileInfo) -> io::Result<Vec<u8>> {
    let (file, meta) = open(&file.disk)?;
    let mut bytes = Vec::with_capacity(usize::try_from(meta.len()).unwrap_or(0));
    file.take(meta.len()).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The file appears whole or not at all, also when two programs write the same.
fn write(folder: &Path, name: &str, picture: &[u8]) -> io::Result<()> {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let temporary = format!("{name}.{}-{count}.new", std::process::id());
    let hash = blake3::hash(picture);
    let top = folder.parent().unwrap_or(folder);
    put((top, folder), &temporary, name, &[MAKER, hash.as_bytes(), picture])
}

/// Reads a file of the cache, up to a size. No link is followed, and only a file is read: whoever
/// commits a link to a device would have a build read without an end.
///
/// # Errors
/// When it cannot be read, is no file, or is too large.
pub fn kept(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    use rustix::fs::OFlags;
    let flags = (OFlags::NOFOLLOW | OFlags::NONBLOCK).bits().cast_signed();
    let file = OpenOptions::new().read(true).custom_flags(flags).open(path)?;
    let meta = file.metadata()?;
    if !meta.is_file() || meta.len() > most {
        return Err(io::Error::other("it is not a file of the cache"));
    }
    let mut bytes = Vec::new();
    file.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Puts a file into the cache or a folder in it: whole or not at all. No link is followed, since
/// whoever commits one would choose what a build writes over.
///
/// # Errors
/// When the folder or the file cannot be written, and when the folder is a link.
pub fn put(
    (cache, folder): (&Path, &Path),
    temporary: &str,
    name: &str,
    parts: &[&[u8]],
) -> io::Result<()> {
    let is_link = |it: &Path| fs::symlink_metadata(it).is_ok_and(|it| it.is_symlink());
    if is_link(cache) || is_link(folder) {
        return Err(io::Error::other("the folder of the cache is a link"));
    }
    if !folder.is_dir() {
        fs::create_dir_all(folder)?;
    }
    // Git passes the folder over, whatever the portal's own list says. A full disk may have left
    // the list empty.
    let list = cache.join(".gitignore");
    if fs::symlink_metadata(&list).map_or(true, |it| it.is_file() && it.len() == 0) {
        let _left = fs::remove_file(&list);
        match File::create_new(&list) {
            Ok(mut file) => file.write_all(b"*\n")?,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    let temporary = folder.join(temporary);
    // What a build that was killed left.
    let _left = fs::remove_file(&temporary);
    let written = File::create_new(&temporary)
        .and_then(|mut it| parts.iter().try_for_each(|part| it.write_all(part)))
        .and_then(|()| fs::rename(&temporary, folder.join(name)));
    if written.is_err() {
        // It failed already.
        let _left = fs::remove_file(&temporary);
    }
    written
}

/// One file that is being worked on: read once, decoded at most once.
struct Work<'a> {
    store: &'a Store,
    bytes: &'a [u8],
    raster: Raster,
    size: (usize, usize),
    hash: Option<Hash>,
    full: Option<(Pixels, super::gate::Place<'a>)>,
}

impl Work<'_> {
    fn form(&mut self, form: Form) -> Option<Vec<u8>> {
        if form == Form::Clean && !self.raster.is_remade() {
            return clean::clean(self.bytes, self.raster.format);
        }
        let name = self.name(form);
        let mut used = self.store.used.lock().unwrap_or_else(PoisonError::into_inner);
        used.insert(name.clone());
        drop(used);
        let wanted = self.wanted(form);
        if let Some(kept) = self.store.kept(&name).filter(|it| wanted.fits(it)) {
            return Some(kept);
        }
        let picture = self.make(form)?;
        self.store.made.fetch_add(1, Ordering::Relaxed);
        self.store.keep(&name, &picture);
        Some(picture)
    }

    fn name(&mut self, form: Form) -> String {
        let content = *self.hash.get_or_insert_with(|| blake3::hash(self.bytes));
        let (kind, width) = match form {
            Form::Clean => (0, 0),
            Form::Own(width) => (1, width),
            Form::Webp(width) => (2, width),
            Form::Jpeg(width) => (3, width),
        };
        let mut hasher = blake3::Hasher::new();
        hasher.update(MAKER);
        hasher.update(content.as_bytes());
        hasher.update(&[kind]);
        hasher.update(&u32::to_le_bytes(width));
        hasher.finalize().to_hex().get(..32).unwrap_or("").to_owned()
    }

    /// What a form looks like from outside.
    fn wanted(&self, form: Form) -> Wanted {
        let (format, width) = match form {
            Form::Clean => (self.raster.format, None),
            Form::Own(width) => (self.raster.format, Some(width as usize)),
            Form::Webp(width) => (Format::Webp, Some(width as usize)),
            Form::Jpeg(width) => (Format::Jpeg, Some(width as usize)),
        };
        let size = width.map_or(self.size, |it| (it, scaled(it, self.size)));
        let is_photo = self.manner() == Manner::Photo || format == Format::Jpeg;
        let is_light = width.is_some() && is_photo && format != Format::Png;
        Wanted { format, size, is_light }
    }

    fn manner(&self) -> Manner {
        // A photo that was saved without loss is no drawing.
        let is_photo = encode::is_heavy_photo(self.bytes.len() as u64, self.size);
        let is_drawing = is_lossless(self.bytes, self.raster.format) && !is_photo;
        if is_drawing { Manner::Drawing } else { Manner::Photo }
    }

    fn make(&mut self, form: Form) -> Option<Vec<u8>> {
        let Raster { format, turn, .. } = self.raster;
        let (manner, size) = (self.manner(), self.size);
        let full = self.full()?;
        match form {
            Form::Clean => {
                let manner = if manner == Manner::Photo { Manner::Whole } else { manner };
                write_as(format, &full.clone().turned(turn), manner)
            }
            Form::Own(width) => write_as(format, &sized(full, width, size, turn)?, manner),
            Form::Webp(width) => encode::webp(&sized(full, width, size, turn)?, manner),
            Form::Jpeg(width) => {
                encode::jpeg(&sized(full, width, size, turn)?.flat(), Manner::Photo)
            }
        }
    }

    /// The whole picture, when there is room for it.
    fn full(&mut self) -> Option<&Pixels> {
        if self.full.is_none() {
            let pixels = (self.size.0 as u64).saturating_mul(self.size.1 as u64);
            // Once as it is, and about once more while it is decoded or made smaller.
            let place = self.store.gate.enter(pixels.saturating_mul(8));
            let full = decode(self.bytes, self.raster.format)?;
            let (width, height) = (full.width as usize, full.height as usize);
            let sideways = self.raster.turn.is_sideways();
            let shown = if sideways { (height, width) } else { (width, height) };
            // The file is another one by now.
            if shown != self.size {
                return None;
            }
            self.full = Some((full, place));
        }
        self.full.as_ref().map(|it| &it.0)
    }
}

/// A picture made as wide as it is to be shown, then turned: that is the least work.
fn sized(full: &Pixels, width: u32, size: (usize, usize), turn: Turn) -> Option<Pixels> {
    let height = u32::try_from(scaled(width as usize, size)).ok()?;
    let (wide, high) = if turn.is_sideways() { (height, width) } else { (width, height) };
    Some(full.resized(wide, high)?.turned(turn))
}

fn write_as(format: Format, pixels: &Pixels, manner: Manner) -> Option<Vec<u8>> {
    match format {
        Format::Jpeg => encode::jpeg(pixels, manner),
        Format::Png => encode::png(pixels),
        Format::Webp => encode::webp(pixels, manner),
        Format::Gif | Format::Avif => None,
    }
}

/// Whether nothing was lost in a file, so that nothing may be lost of it.
fn is_lossless(bytes: &[u8], format: Format) -> bool {
    match format {
        Format::Png => true,
        // The chunk of pixels without loss.
        Format::Webp => memchr::memmem::find(bytes, b"VP8L").is_some(),
        _ => false,
    }
}
