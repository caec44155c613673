//! `parvis digest`: a letter of what is new and what comes next, to be sent by others.

mod ask;
mod write;

use std::sync::Arc;

use super::{
    args,
    load::{code_of, open},
    terminal::{self, Terminal},
};
use crate::{build::Cache, render::guard};

pub(super) fn digest(args: &args::Digest) -> u8 {
    letter(args).err().unwrap_or(0)
}

fn letter(args: &args::Digest) -> Result<(), u8> {
    // What can be told of the arguments alone is said before a portal is read.
    let form = ask::form(args)?;
    if let Some(output) = &args.output {
        write::check(output)?;
    }
    let strict = args.content.strict;
    let files = open(&args.content, None)?;
    let colored = Arc::new(Cache::of(&files.root).memo());
    let loaded = files.load(colored);
    let found = &loaded.snapshot.diagnostics;
    // A letter is written more often than a portal is mended: warnings are for `check`.
    Terminal::new(true).diagnostics(found, strict);
    let code = code_of(found, strict);
    let Some(site) = loaded.snapshot.site.as_ref().filter(|_| code == 0) else {
        let message = "no letter was written: the portal has errors";
        terminal::error(message, Some("`parvis check` says all of them"));
        return Err(if code == 0 { 2 } else { code });
    };
    let ask = ask::ask(args, site)?;
    let write = || crate::render::digest::write(site, &ask, &form);
    let bytes = guard("parvis digest", write).map_err(|found| {
        Terminal::new(true).diagnostics(&found, strict);
        code_of(&found, strict)
    })?;
    let Some(output) = &args.output else {
        let text = String::from_utf8_lossy(&bytes);
        return if terminal::exact(&text) { Ok(()) } else { Err(3) };
    };
    write::write(output, &bytes)?;
    let size = terminal::size(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
    let line =
        format!("{size} in `{}`, from {} to {}", output.display(), ask.since, ask.until);
    Terminal::new(args.quiet).done(&line);
    Ok(())
}
