//! Many requests, many edits, many clients. What is measured is the program itself, in a process
//! of its own; without optimization fewer of each, and no times.

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicUsize, Ordering},
    thread,
    time::{Duration, Instant},
};

use rustix::process::{Pid, Resource, Rlimit, Signal, getrlimit, kill_process, setrlimit};

use super::{
    client::{Client, Stream},
    folder::Folder,
    harness::{PATIENCE, Running, until},
};

const FILE: &str = "communities/craft/retex/2026-01-05-mob.md";
const PAGE: &str = "/communautes/craft/retex/mob/";

/// Whether times can be taken, and numbers be large.
const FAST: bool = !cfg!(debug_assertions);

/// `parvis serve`.
struct Program {
    child: Child,
    address: SocketAddr,
}

impl Program {
    fn start(folder: &Folder) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_parvis"))
            .args(["serve", "--host", "127.0.0.1", "--port", "0", "--date", "2026-10-01"])
            .arg(&folder.root)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut said = BufReader::new(child.stderr.take().unwrap());
        let mut line = String::new();
        let port = loop {
            line.clear();
            assert_ne!(said.read_line(&mut line).unwrap(), 0, "the preview has ended");
            if let Some(rest) = line.strip_prefix("preview at http://localhost:") {
                break rest.split('/').next().unwrap().parse().unwrap();
            }
        };
        // Whoever does not read what a program says stops it.
        thread::spawn(move || said.read_to_end(&mut Vec::new()));
        Self { child, address: (Ipv4Addr::LOCALHOST, port).into() }
    }

    fn proc(&self, name: &str) -> String {
        fs::read_to_string(format!("/proc/{}/{name}", self.child.id())).unwrap()
    }

    /// Memory that is in use, in KiB.
    fn memory(&self) -> u64 {
        let status = self.proc("status");
        let line = status.lines().find_map(|it| it.strip_prefix("VmRSS:")).unwrap();
        line.trim().trim_end_matches(" kB").parse().unwrap()
    }

    fn threads(&self) -> usize {
        fs::read_dir(format!("/proc/{}/task", self.child.id())).unwrap().count()
    }

    fn descriptors(&self) -> usize {
        fs::read_dir(format!("/proc/{}/fd", self.child.id())).unwrap().count()
    }

    /// Ends it as Ctrl-C does.
    fn interrupt(mut self) {
        let pid = Pid::from_raw(self.child.id().try_into().unwrap()).unwrap();
        let start = Instant::now();
        kill_process(pid, Signal::INT).unwrap();
        let code = self.child.wait().unwrap().code();
        let took = start.elapsed();
        assert_eq!(code, Some(130));
        assert!(took < Duration::from_secs(1), "{took:?}");
        TcpListener::bind(self.address).unwrap();
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            self.child.kill().unwrap();
            self.child.wait().unwrap();
        }
    }
}

/// The number of the version that a page shows; nothing when it is none of ours, or not whole.
fn version(html: &str, bare: &str) -> Option<usize> {
    let (before, rest) = html.split_once("Version ")?;
    let (number, after) = rest.split_once(',')?;
    let hash = format!("data-page=\"{}\"", html.split_once("data-page=\"")?.1.get(..24)?);
    let same =
        format!("{before}Version 0,{after}").replace(&hash, "data-page=\"\"") == bare;
    number.parse().ok().filter(|_| same)
}

#[test]
fn each_answer_while_pages_change_is_one_of_them_as_a_whole() {
    let (edits, requests) = if FAST { (100, 10_000) } else { (20, 1_000) };
    let folder = Folder::sample();
    let text = folder.text(FILE);
    let write = |at: usize| {
        let text = text.replace("Nous avons", &format!("Version {at}, nous avons"));
        // Whoever looks between two writes sees half a file: that is the author's, not ours.
        let temp = folder.path("communities/craft/retex/.temp");
        fs::write(&temp, text).unwrap();
        fs::rename(temp, folder.path(FILE)).unwrap();
    };
    write(0);
    let running = Running::start(&folder.root);
    let page = running.client().get(PAGE);
    let hash = format!("data-page=\"{}\"", page.hash());
    let bare = page.text().replace(&hash, "data-page=\"\"");
    let (begun, done, asked) =
        (AtomicUsize::new(0), AtomicUsize::new(0), AtomicUsize::new(0));
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let mut client = running.client();
                while asked.fetch_add(1, Ordering::SeqCst) < requests
                    || done.load(Ordering::SeqCst) < edits
                {
                    let least = done.load(Ordering::SeqCst);
                    let answer = client.get(PAGE);
                    let most = begun.load(Ordering::SeqCst);
                    assert_eq!(answer.status, 200);
                    let shown = version(&answer.text(), &bare);
                    let shown = shown.unwrap_or_else(|| panic!("{}", answer.text()));
                    assert!((least..=most).contains(&shown), "{least} {shown} {most}");
                }
            });
        }
        let mut client = running.client();
        for at in 1..=edits {
            begun.store(at, Ordering::SeqCst);
            write(at);
            until(PATIENCE, || {
                let shown = version(&client.get(PAGE).text(), &bare);
                (shown == Some(at)).then_some(()).ok_or_else(|| format!("{shown:?}"))
            });
            done.store(at, Ordering::SeqCst);
            // Requests of the others are spread over all edits.
            let part = requests * at / edits;
            while asked.load(Ordering::SeqCst) < part {
                thread::yield_now();
            }
        }
    });
}

#[test]
fn a_thousand_edits_cost_no_memory_no_descriptor_and_no_thread() {
    let (edits, early, more) = if FAST { (1000, 100, 105) } else { (90, 30, 130) };
    let folder = Folder::sample();
    let program = Program::start(&folder);
    let mut client = Client::new(program.address);
    let mut tabs: Vec<Stream> = ["/", PAGE, "/nowhere/"]
        .iter()
        .map(|page| Stream::open(program.address, "", page, "", &[]))
        .collect();
    let text = folder.text(FILE);
    let mut first = (0, 0, 0);
    for at in 1..=edits {
        let mut new = text.replace("Nous avons", &format!("Version {at}, nous avons"));
        match at % 10 {
            3 => new = new.replace("title: ", &format!("title: {at} ")),
            5 => new = new.replace("tests]", "mesure]"),
            7 => new = format!("{new}\n## Partie {at}\n\n```rust\nfn f{at}() {{}}\n```\n"),
            9 => folder
                .write("static/img/logo.svg", super::sample::image(&format!("#{at:03}"))),
            _ => {}
        }
        folder.write(FILE, new);
        if at % 50 == 0 {
            folder.rename("communities/ux", "communities/design");
            folder.rename("communities/design", "communities/ux");
        }
        let shown = format!("Version {at},");
        until(PATIENCE, || {
            let answer = client.get(PAGE);
            let good = answer.text().contains(&shown);
            good.then_some(()).ok_or_else(|| answer.status.to_string())
        });
        for tab in &mut tabs {
            while tab.next(Duration::from_micros(10)).is_some() {}
        }
        if at == early {
            first = (program.memory(), program.descriptors(), program.threads());
        }
    }
    let last = (program.memory(), program.descriptors(), program.threads());
    assert!(last.0 * 100 <= first.0 * more, "{first:?} → {last:?}");
    assert_eq!((first.1, first.2), (last.1, last.2), "descriptors and threads");
    said(&format!("{edits} edits: KiB, descriptors, threads {first:?} → {last:?}"));
    program.interrupt();
}

#[expect(clippy::print_stderr, reason = "figures for whoever runs it with --nocapture")]
fn said(text: &str) {
    eprintln!("{text}");
}

/// As many descriptors as the system lets us have.
fn more_descriptors() {
    let limit = getrlimit(Resource::Nofile);
    setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, ..limit }).unwrap();
}

fn median_and_p99(mut times: Vec<Duration>) -> (Duration, Duration) {
    times.sort();
    (times[times.len() / 2], times[times.len() * 99 / 100])
}

#[test]
fn whoever_listens_stalls_or_goes_silent_holds_up_nobody_else() {
    let (listeners, slow, deaf) = if FAST { (1000, 200, 50) } else { (100, 20, 5) };
    more_descriptors();
    let folder = Folder::sample();
    folder.write("static/big.bin", vec![7; 20_000_000]);
    let program = Program::start(&folder);
    let page = Client::new(program.address).get(PAGE);
    let mut streams: Vec<Stream> = (0..listeners)
        .map(|_| Stream::open(program.address, "", PAGE, &page.hash(), &[]))
        .collect();
    for stream in &mut streams {
        stream.until("state", PATIENCE);
    }
    let port = program.address.port();
    let ask = |text: &str| {
        let mut stream = TcpStream::connect(program.address).unwrap();
        stream.write_all(text.as_bytes()).unwrap();
        stream
    };
    let half = format!("GET {PAGE} HTTP/1.1\r\nHost: localhost:{port}\r\nX: ");
    let whole =
        |path: &str| format!("GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n");
    let mut slow: Vec<TcpStream> = (0..slow).map(|_| ask(&half)).collect();
    let deaf: Vec<TcpStream> = (0..deaf)
        .map(|at| {
            ask(&whole(if at % 2 == 0 { "/big.bin" } else { "/__parvis/events?page=/" }))
        })
        .collect();
    let mut client = Client::new(program.address);
    let mut times = Vec::new();
    let text = folder.text(FILE);
    let requests = if FAST { 3000 } else { 600 };
    for at in 0..requests {
        // Few saves: with more of them, this would measure the
        // quiet time after a save, not what the listeners cost.
        if at % (requests / 10) == 0 {
            folder.write(FILE, text.replace("Nous avons", &format!("Version {at}, nous")));
        }
        if at % 20 == 0 {
            // A letter more of a head that never ends; some were sent away by now.
            slow.retain_mut(|it| it.write_all(b"x").is_ok());
        }
        let path = [PAGE, "/", "/retex/", "/en/"][at % 4];
        let start = Instant::now();
        let answer = client.get(path);
        times.push(start.elapsed());
        assert_eq!(answer.status, 200);
    }
    let (median, p99) = median_and_p99(times);
    said(&format!("{listeners} listeners: median {median:?}, p99 {p99:?}"));
    assert!(!FAST || p99 < Duration::from_millis(50), "{p99:?}");
    for stream in &mut streams {
        stream.until("reload", PATIENCE);
    }
    program.interrupt();
    drop((slow, deaf));
}

#[test]
fn a_page_on_a_kept_connection_takes_no_time() {
    let folder = Folder::sample();
    let program = Program::start(&folder);
    let mut client = Client::new(program.address);
    let times = (0..400).map(|_| {
        let start = Instant::now();
        assert_eq!(client.get(PAGE).status, 200);
        start.elapsed()
    });
    let (median, p99) = median_and_p99(times.collect());
    said(&format!("kept connection: median {median:?}, p99 {p99:?}"));
    // Nagle's and the receiver's delay together are 40 ms, also without optimization.
    let bar = if FAST { 2 } else { 20 };
    assert!(median < Duration::from_millis(bar), "{median:?}");
}
