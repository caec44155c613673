//! Parvis: a static site generator for the portals of communities of practice.
//!
//! This page is the architecture document. The README says what Parvis does for its users;
//! `tests/it/architecture.rs` keeps what is said of layers here.
//!
//! # Bird's eye view
//!
//! ```text
//!  files ──source──▶ changes ──content──▶ documents ──portal──▶ portal ──route──▶ addresses
//!                       │                                                            │
//!                       └──────────▶ Workspace::apply ──▶ Snapshot ◀─────────────────┘
//!                                    (one mutable owner)      │ (immutable)
//!                                                             ▼
//!                                                  render(&Site, address) ──▶ bytes
//!                                                             │
//!                                     ┌───────────────────────┴──────────────┐
//!                                     ▼                                      ▼
//!                           build::staging ──▶ public/        serve ──▶ a browser, at each save
//! ```
//!
//! A [`Workspace`](snapshot::Workspace) is the only thing that changes: it takes what changed on
//! the disk, and makes an immutable [`Snapshot`](snapshot::Snapshot) of the whole portal.
//! [`render`](render::render) makes the bytes of one address from a snapshot, and reads nothing
//! else. So a build is "render every address, in any order, on any thread", a preview is "render
//! this address of the newest snapshot", and both give the same bytes.
//!
//! # Code map, from the bottom up
//!
//! A module uses only modules of lower layers.
//!
//! - [`sink`]: one type for each syntax that is written (HTML, XML, JSON, CSV, iCalendar,
//!   Markdown, e-mail); markup
//!   in it is ours, and all else went through an escaper.
//! - [`diag`]: what we say about a user's files. A [`Diagnostic`](diag::Diagnostic) is plain
//!   data with a [`Span`](diag::Span) that keeps its text alive; [`diag::write`](mod@diag::write)
//!   draws it, [`diag::codes`] explains each code, [`diag::patch`] makes what mends it in a file
//!   as its author's editor wrote it. [`Checked`](diag::Checked) is a value together
//!   with what was found while making it.
//! - [`source`]: the folder as a list of changes; the only reader of content. [`yaml`]: a tree in
//!   which every value knows its place. [`typography`]: a text as its language sets it.
//! - [`picture`]: pictures in the widths that pages ask for, without what cameras write into
//!   them, and the cache that builds and previews share. It works on bytes, and knows no portal.
//! - [`content`]: one file, read without knowing any other. [`content::field`] has the tables of
//!   all fields, [`content::record`] reads front matter against them, [`content::markdown`] gives,
//!   on first use, an outline (what others may know of a text) and a body. [`content::media`] tells
//!   which links are videos, and what files belong to one. Notes of meetings are texts of front
//!   matter that are read as a body is; their links are the last ones of the outline.
//! - [`config`]: the settings, and the words of the reader's interface.
//! - [`portal`]: documents put together; translations joined, references resolved, links checked.
//!   No name is looked up after this. [`portal::vitality`] counts what lives in it, when a page
//!   of figures is made.
//! - [`route`]: every address of the portal, enumerated without rendering anything.
//! - [`theme`]: templates, assets and texts; the embedded theme, and what a portal lays over it.
//! - [`snapshot`]: all that a page may depend on, and the workspace that makes it.
//! - [`mod@render`]: address → bytes. [`render::digest`] writes what has no address: a letter.
//! - [`build`]: renders all of it; [`build::staging`] publishes the result in one step.
//! - [`serve`]: renders what is asked for, from the newest snapshot; beside [`build`], and neither
//!   uses the other.
//! - [`fetch`]: the only one that asks the network, for `parvis talk add` and `parvis talk check`;
//!   it knows nothing of portals, and no build, preview or check of a portal uses it.
//! - [`cli`]: arguments → options → library calls → exit code. The only printer.
//!
//! # Invariants
//!
//! 1. **Rendering reads nothing but the snapshot.** No file, no clock, no environment. The day is
//!    a field of [`Site`](snapshot::Site), because whether an event is past changes a page.
//! 2. **One reader, one writer, one printer.** Only [`source`] reads content (and watches it), only
//!    [`build::staging`] writes outputs, only [`cli`] prints. (`init`, `new` and `fix` write content,
//!    `digest` the file that it is told to, and are in [`cli`] for that reason.)
//! 3. **A document is a function of its file.** What needs two files is found by [`portal`]. What
//!    all files are asked for when the portal is put together is worked out once, when the file
//!    is read ([`content::facts`]).
//! 4. **Loading never fails as a whole.** A broken file costs its own page, and all faults of a
//!    run are said at once. `Result` is for what stops us: a disk, a lock, a signal.
//! 5. **A body edit changes no index, no reference and no address.** What others see of a text is
//!    its outline; while that is the same, a snapshot shares everything with the one before it.
//!    Other words (a title, a summary) are shown and sorted by, no more: they give entries other
//!    [places](portal::Places) at most. Any other edit puts the portal together anew.
//!    The settings and the theme are made anew only when their own files, or a community's
//!    color, changed. Whatever was shared, a snapshot equals a fresh one.
//! 6. **Addresses are known before anything is rendered.** Two claims to one address are an error
//!    that names both, and a link is checked against the table.
//! 7. **Outputs do not depend on threads, order, time or machine.** Maps are sorted, times of files
//!    are not read, the time zone database is our own.
//! 8. **Modules use only lower layers.** There is one crate, so a test does the compiler's work.
//! 9. **A preview shows what a build publishes**, byte for byte, less the script that reloads it.
//!    Of a large portal it shows its home page and lists before the bodies of entries are read. A
//!    page that asked for what only those say is thrown away, and waits for the whole portal
//!    ([`portal::Unread`]).
//! 10. **No input ends the program.** Content is not trusted: it has limits before memory is spent,
//!     and no text of an author reaches HTML, XML, an address or a terminal unescaped. A panic in
//!     one page is that page's error; any other ends with its own exit code.
//! 11. **No bound is passed.** No file keeps a build longer than seconds or takes all memory: each
//!     step has a bound that is counted in bytes and steps, never in time, so that what is refused
//!     on one machine is refused on all. Texts have a largest size and lists a largest length;
//!     costly code stays without colors; "did you mean" looks for the first fifty faults of a
//!     file; what is listed is linear in what there is. Tera bounds neither loops nor memory: a
//!     portal's own templates are metered ([`theme`]: each loop, block, component and file that is
//!     included burns fuel, each value that is kept is weighed, filters refuse to grow without end).
//!     A signal ends any command within a second, whatever page is being made.
//! 12. **On every exit code but 0 the published folder is as it was.** It is exchanged by name, whole.
//! 13. **Nothing is lost in silence.** Every letter that an author wrote in a text is published, or
//!     a finding names it. What pulldown-cmark would take for markup, and the author did not, it is
//!     not given (`content::markdown::reading`); a test compares the words of our pages with those
//!     that GitHub shows of the same texts.
//!
//! # Where this is not what was planned, and why
//!
//! - **Field tables instead of a type per kind.** Front matter was to be deserialized into a struct
//!   for each kind. A deserializer stops at the first fault, and knows no place of a value that is
//!   right. [`content::field`] has one table per kind instead, and [`content::record`] reads against
//!   it: all faults of a file at once, every value with its span. The same tables give the JSON
//!   Schemas, the reference of the README and the checks of what `new` writes, so these cannot
//!   disagree. The price: a field is asked for by name, and a wrong name is found by a test, not by
//!   the compiler.
//! - **`serde_yaml` is `serde-saphyr` under its name.** `serde_yaml` has been archived since 2024.
//!   Its successor has a parser of events with places, which [`yaml`] uses for its tree; only
//!   [`yaml`] names it.
//! - **Rules of recurrence are expanded by us** ([`content::recurrence`]). The crate for them brings
//!   `chrono`, a second time zone database and `regex`, and works on instants; our rules give days,
//!   and are compared with python-dateutil's.
//! - **Documents are kept as they are, not turned into a type per kind.** An
//!   [`Entry`](portal::Entry) has its record and its resolved references; the views of
//!   [`render::view`] are the types that templates see.
//! - **`tiny_http` only writes answers.** Its listener and its parser have no limits and cannot be
//!   given any; [`serve`] accepts and reads requests itself (with `httparse`).
//! - **The system's word on changes is a hint.** `notify` says when to look;
//!   [`source::Tree`] walks and compares. A few known files are looked at alone, and the walk
//!   follows when nothing more happens.
//! - **A schema is not derived from types** by a crate: the tables are ours, and the schema has to
//!   say what the reader checks (patterns, limits), not what a Rust type can hold.
//!
//! # Manner
//!
//! Comments give reasons. Messages state one fact in lower case, name things in backticks, and come
//! with a help that says what to write. Nothing panics on purpose, no text is sliced by byte
//! offsets that were not checked, and a lint is never silenced without a reason.
pub mod build;
pub mod cli;
pub mod config;
pub mod content;
pub mod diag;
pub mod fetch;
pub mod picture;
pub mod portal;
pub mod render;
pub mod route;
pub mod serve;
pub mod sink;
pub mod snapshot;
pub mod source;
pub mod theme;
pub mod typography;
pub mod yaml;
