//! A server that plays kinds of pages, and the command that may reach it and nothing else.

use std::{
    env,
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    path::Path,
    process::{Command, Output},
    sync::{Arc, Mutex},
    thread,
    time::Duration,
};

use parvis::fetch::{Network, Reach};

/// What is answered.
pub(super) enum Play {
    /// These bytes.
    Bytes(Vec<u8>),
    /// These bytes, and then nothing more, as long as somebody waits.
    Stuck(Vec<u8>),
}

/// An answer with a head and a body.
pub(super) fn answer(status: &str, head: &str, body: &[u8]) -> Play {
    let length = body.len();
    let mut bytes = format!(
        "HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n{head}\r\n"
    )
    .into_bytes();
    bytes.extend(body);
    Play::Bytes(bytes)
}

/// A page of HTML.
pub(super) fn html(body: &str) -> Play {
    answer("200 OK", "Content-Type: text/html; charset=utf-8\r\n", body.as_bytes())
}

/// A server, with what it was asked: method, host and path.
pub(super) struct Server {
    pub(super) address: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Plays until the test ends; `play` is given the method and the path.
    pub(super) fn new(play: impl Fn(&str, &str) -> Play + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (log, play) = (Arc::clone(&asked), Arc::new(play));
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let (log, play) = (Arc::clone(&log), Arc::clone(&play));
                thread::spawn(move || one(stream, &log, &*play));
            }
        });
        Self { address, asked }
    }

    pub(super) fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }

    /// Runs the command, which may ask this server only.
    pub(super) fn parvis(&self, args: &[&str]) -> Output {
        let mut command = Command::new(env::current_exe().unwrap());
        command.args(["--exact", "talks::server::the_command_in_a_process_of_its_own"]);
        command.env("PARVIS_TEST_REACH", self.address.to_string());
        command.env("PARVIS_TEST_ARGS", args.join("\u{1f}"));
        let mut done = command.stdin(std::process::Stdio::null()).output().unwrap();
        // What the harness says first.
        let own = b"\nrunning 1 test\n";
        done.stdout = done.stdout.strip_prefix(own).unwrap_or(&done.stdout).to_vec();
        done
    }

    /// `talk add` in a portal.
    pub(super) fn add(&self, portal: &Path, args: &[&str]) -> Output {
        let mut all = vec!["parvis", "talk", "add", "-C", portal.to_str().unwrap()];
        all.extend(args);
        self.parvis(&all)
    }
}

/// The released program reaches public hosts only: there is no switch for this.
#[test]
#[expect(clippy::exit, reason = "the code of the command is what the test asks for")]
fn the_command_in_a_process_of_its_own() {
    let Ok(reach) = env::var("PARVIS_TEST_REACH") else { return };
    let mut network = Network::of(Reach::Only(reach.parse().unwrap()));
    network.time = Duration::from_secs(2);
    let args = env::var("PARVIS_TEST_ARGS").unwrap();
    let args = args.split('\u{1f}').map(Into::into);
    std::process::exit(parvis::cli::run_on(args, &network).into());
}

fn one(stream: TcpStream, log: &Mutex<Vec<String>>, play: &dyn Fn(&str, &str) -> Play) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let (mut first, mut host) = (String::new(), String::new());
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).unwrap_or(0) <= 2 {
            break;
        }
        if first.is_empty() {
            first.clone_from(&line);
        }
        if let Some(it) = line.to_ascii_lowercase().strip_prefix("host:") {
            it.trim().clone_into(&mut host);
        }
    }
    let mut words = first.split(' ');
    let (method, path) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    log.lock().unwrap().push(format!("{method} {host} {path}"));
    let mut stream = stream;
    match play(method, path) {
        // Whoever has enough hangs up.
        Play::Bytes(bytes) => drop(stream.write_all(&bytes)),
        Play::Stuck(bytes) => {
            drop(stream.write_all(&bytes));
            drop(reader.read_to_end(&mut Vec::new()));
        }
    }
}
