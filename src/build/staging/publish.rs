//! The last step: from what was taken to what is published.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::io;
use std::path::PathBuf;
use std::sync::PoisonError;
use std::sync::atomic::Ordering;

use blake3::Hash;
use rayon::prelude::*;

use super::error::PublishError;
use super::swap::{self, Plan};
use super::tree::cannot_link;
use super::{Staging, Taken, manifest};

/// What a build has done to the output folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// How many files the output has.
    pub files: usize,
    /// How many bytes they hold.
    pub bytes: u64,
    /// How many of them are new or different.
    pub changed: usize,
    /// How many files of the old output are gone.
    pub removed: usize,
    /// Whether the output was just so, and was left alone.
    pub unchanged: bool,
    /// The old output, if it could not be removed. The next build tries again.
    pub left: Option<PathBuf>,
    /// The BLAKE3 of the manifest.
    pub manifest: Hash,
}

impl Staging {
    /// Makes what was taken the output, in one step, or leaves the output as it is.
    ///
    /// Once the folders are exchanged there is no error any more: if the old output could not
    /// be removed, [`Published::left`] says where it is.
    pub fn publish(mut self) -> Result<Published, PublishError> {
        if self.failed.load(Ordering::Relaxed) {
            return Err(PublishError::Incomplete);
        }
        let taken = std::mem::take(&mut self.taken);
        let taken = taken.into_inner().unwrap_or_else(PoisonError::into_inner);
        let text =
            manifest::write(taken.iter().map(|(path, it)| (path.as_str(), it.entry)));
        let plan = self.plan(&taken);
        let mut report = Published {
            files: taken.len(),
            bytes: taken.values().map(|it| it.entry.length).sum(),
            changed: plan.written.len(),
            removed: plan.removed.len(),
            unchanged: plan.written.is_empty()
                && self.published.manifest.as_deref() == Some(text.as_bytes()),
            left: None,
            manifest: blake3::hash(text.as_bytes()),
        };
        if !report.unchanged {
            self.refuse_occupied(&taken)?;
            let complete = self.complete(&plan, &text)?;
            report.left = self.put(&plan, complete)?;
        }
        Ok(report)
    }

    /// What differs.
    fn plan<'a>(&'a self, taken: &'a BTreeMap<String, Taken>) -> Plan<'a> {
        let written = taken.iter().filter(|(_, it)| it.written);
        let unchanged = taken.iter().filter(|(_, it)| !it.written);
        let removed = self.published.files.keys().filter(|it| !taken.contains_key(*it));
        Plan {
            unchanged: unchanged.map(|(path, it)| (path.as_str(), it.entry)).collect(),
            written: written.map(|(path, _)| path.as_str()).collect(),
            removed: removed.map(String::as_str).collect(),
        }
    }

    /// Refuses to publish over something of the user's.
    fn refuse_occupied(&self, taken: &BTreeMap<String, Taken>) -> Result<(), PublishError> {
        if self.published.foreign.is_empty() {
            return Ok(());
        }
        let folders: HashSet<&str> =
            taken.keys().flat_map(|it| manifest::folders(it)).collect();
        let occupied = self.published.foreign.iter().find(|foreign| {
            let mut names = foreign.path.ancestors().filter_map(|it| it.to_str());
            let blocks = foreign.folder.is_none()
                && foreign.path.to_str().is_some_and(|it| folders.contains(it));
            blocks || names.any(|it| taken.contains_key(it))
        });
        match occupied {
            Some(foreign) => {
                Err(PublishError::Occupied { path: self.output.join(&foreign.path) })
            }
            None => Ok(()),
        }
    }

    /// Adds to the hidden folder all that is as before. `false`: this cannot be done here.
    fn complete(&self, plan: &Plan<'_>, text: &str) -> Result<bool, PublishError> {
        let failed = PublishError::io("complete", self.tree.root());
        let complete = || -> io::Result<bool> {
            let adopted = match self.adopt() {
                Err(error) if cannot_link(&error) => false,
                adopted => adopted.map(|()| true)?,
            };
            if adopted {
                let link = |(path, _): &(&str, _)| self.tree.link(path, &self.target);
                plan.unchanged.par_iter().try_for_each(link)?;
            }
            self.tree.seal(text)?;
            Ok(adopted)
        };
        complete().map_err(failed)
    }

    /// Takes over what is the user's.
    fn adopt(&self) -> io::Result<()> {
        let foreign = &self.published.foreign;
        let (folders, files): (Vec<_>, Vec<_>) =
            foreign.iter().partition(|it| it.folder.is_some());
        folders.iter().try_for_each(|it| self.tree.adopt(it, &self.target))?;
        files.par_iter().try_for_each(|it| self.tree.adopt(it, &self.target))?;
        self.tree.finish(foreign)
    }

    /// Puts the new output in its place; says what is left of the old one.
    fn put(
        &self,
        plan: &Plan<'_>,
        complete: bool,
    ) -> Result<Option<PathBuf>, PublishError> {
        let failed = || PublishError::io("publish", &self.output);
        let new = self.tree.root();
        if !self.published.exists {
            fs::rename(new, &self.target).map_err(failed())?;
            self.tree.keep();
            return Ok(None);
        }
        if !(complete && swap::exchange(new, &self.target).map_err(failed())?) {
            plan.in_place(new, &self.target).map_err(failed())?;
            return Ok(None);
        }
        let removed = match self.published.manifest {
            Some(_) => swap::discard(new, &self.target),
            None => fs::remove_dir(new),
        };
        let left = removed.err().map(|_| new.to_owned());
        self.tree.keep();
        if left.is_some() {
            self.tree.leave();
        }
        Ok(left)
    }
}
