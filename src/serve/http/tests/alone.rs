//! Tests that count what the whole process has, and so run in one of their own.

use std::{
    env, fs,
    os::fd::AsRawFd,
    panic,
    process::Command,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use super::{Client, Limits, Toy, start_with};

/// Runs `test` here when no other test runs at the same time, else the test of that name in
/// another process.
fn alone(name: &str, test: impl FnOnce()) {
    const ALONE: &str = "--test-threads=1";
    if env::args().any(|it| it == ALONE) {
        return test();
    }
    let name = format!("serve::http::tests::alone::{name}");
    let output = Command::new(env::current_exe().unwrap())
        .args(["--exact", &name, ALONE, "--nocapture"])
        .output()
        .unwrap();
    let text = format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(output.status.success() && text.contains("1 passed"), "{text}");
}

/// Descriptors and threads of this process.
#[cfg(target_os = "linux")]
fn held() -> (usize, usize) {
    let count = |path| fs::read_dir(path).unwrap().count();
    (count("/proc/self/fd"), count("/proc/self/task"))
}

#[cfg(not(target_os = "linux"))]
fn held() -> (usize, usize) {
    (0, 0)
}

/// A thread is listed for a moment after all of its work.
#[track_caller]
fn comes_to(wanted: (usize, usize)) {
    let began = Instant::now();
    while held() != wanted {
        assert!(began.elapsed() < Duration::from_secs(5), "{:?}, not {wanted:?}", held());
        thread::yield_now();
    }
}

#[test]
fn a_crowd_costs_pages_nothing_and_leaves_nothing() {
    alone("a_crowd_costs_pages_nothing_and_leaves_nothing", crowd);
}

fn crowd() {
    let get = |path: &str| format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n");
    // Both ends of each connection are here.
    let before = held();
    let toy = Arc::new(Toy::default());
    let (server, address) = start_with(Limits::default(), &toy);
    let mut streams: Vec<_> = (0..300).map(|_| Client::new(address)).collect();
    for stream in &mut streams {
        stream.send(get("/events")).until("\r\n\r\n");
    }
    let mut deaf: Vec<_> = (0..50).map(|_| Client::new(address)).collect();
    for (number, client) in deaf.iter_mut().enumerate() {
        client.send(get(if number % 2 == 0 { "/big" } else { "/flood" }));
        client.stream.peek(&mut [0]).unwrap();
    }
    let mut slow: Vec<_> = (0..50).map(|_| Client::new(address)).collect();
    let ends = AtomicBool::new(false);
    thread::scope(|scope| {
        let drip = scope.spawn(|| {
            let bytes = get("/ten").into_bytes();
            for byte in bytes.iter().cycle() {
                for client in &mut slow {
                    client.send([*byte]);
                }
                if ends.load(Ordering::Relaxed) {
                    return;
                }
            }
        });
        let mut client = Client::new(address);
        let mut times = Vec::new();
        for round in 1..=20 {
            let began = Instant::now();
            toy.publish();
            for stream in &mut streams {
                stream.until(&format!("id: {round}\n\n"));
            }
            assert!(began.elapsed() < Duration::from_secs(1), "{:?}", began.elapsed());
            for _ in 0..20 {
                let began = Instant::now();
                assert_eq!(client.get("/page", "").body.len(), 12_000);
                times.push(began.elapsed());
            }
        }
        ends.store(true, Ordering::Relaxed);
        drip.join().unwrap();
        times.sort();
        let (median, late) = (times[200], times[396]);
        assert!(
            median < Duration::from_millis(10) && late < Duration::from_millis(100),
            "{median:?} at the median, {late:?} at p99"
        );
    });
    let began = Instant::now();
    server.stop();
    assert!(began.elapsed() < Duration::from_secs(1), "{:?}", began.elapsed());
    drop((streams, deaf, slow));
    comes_to(before);
}

#[test]
fn accepting_survives_a_lack_of_descriptors() {
    alone("accepting_survives_a_lack_of_descriptors", || {
        let (_server, address) = start_with(Limits::default(), &Arc::default());
        let mut idle = Client::new(address);
        assert_eq!(idle.get("/ten", "").status, 200);
        let before = getrlimit(Resource::Nofile);
        // The client of the next connection takes the lowest number that is free, and none is
        // left for the server.
        let lowest = tempfile::tempfile().unwrap().as_raw_fd();
        let wanted = u64::try_from(lowest).unwrap() + 1;
        setrlimit(Resource::Nofile, Rlimit { current: Some(wanted), ..before }).unwrap();
        let asked = panic::catch_unwind(move || {
            let mut next = Client::new(address);
            let status = next.get("/ten", "").status;
            (status, idle.has_ended())
        });
        setrlimit(Resource::Nofile, before).unwrap();
        assert_eq!(asked.unwrap(), (200, true));
    });
}
