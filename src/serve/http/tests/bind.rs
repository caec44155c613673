//! Ports that are taken, and families that are not there.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, TcpListener};

use super::super::{BindError, Wanted, bind};

const V4: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);
const V6: IpAddr = IpAddr::V6(Ipv6Addr::LOCALHOST);

fn port(listener: &TcpListener) -> u16 {
    listener.local_addr().unwrap().port()
}

#[test]
fn a_taken_port_is_an_error_or_the_next_one_is_tried() {
    let first = bind(&[V4], Wanted::Exactly(0)).unwrap();
    let taken = port(&first[0]);
    let error = bind(&[V4], Wanted::Exactly(taken)).unwrap_err();
    assert!(matches!(error, BindError::Taken { port } if port == taken), "{error:?}");
    assert_eq!(error.to_string(), format!("port {taken} is taken"));
    if taken < u16::MAX - 60 {
        let next = port(&bind(&[V4], Wanted::From(taken)).unwrap()[0]);
        assert!((taken + 1..=taken + 50).contains(&next), "{next} after {taken}");
    }
}

#[test]
fn all_addresses_have_the_same_port() {
    if TcpListener::bind((V6, 0)).is_err() {
        return;
    }
    // The port is free on the first address only.
    let other = bind(&[V6], Wanted::Exactly(0)).unwrap();
    let taken = port(&other[0]);
    assert!(bind(&[V4, V6], Wanted::Exactly(taken)).is_err());
    let both = bind(&[V4, V6], Wanted::From(1111)).unwrap();
    assert_eq!(both.len(), 2);
    assert_eq!(port(&both[0]), port(&both[1]));
    let any: [IpAddr; 2] = [Ipv4Addr::UNSPECIFIED.into(), Ipv6Addr::UNSPECIFIED.into()];
    assert_eq!(bind(&any, Wanted::From(1111)).unwrap().len(), 2);
}

#[test]
fn an_address_that_is_not_there_is_named() {
    // Addresses for documentation, which no machine has.
    let absent: IpAddr = "2001:db8::1".parse().unwrap();
    assert_eq!(bind(&[V4, absent], Wanted::Exactly(0)).unwrap().len(), 1);
    let error = bind(&[absent], Wanted::Exactly(0)).unwrap_err();
    assert!(error.to_string().starts_with("cannot listen on [2001:db8::1]:0: "), "{error}");
    let absent: IpAddr = "192.0.2.1".parse().unwrap();
    let error = bind(&[V4, absent], Wanted::From(1111)).unwrap_err();
    assert!(error.to_string().starts_with("cannot listen on 192.0.2.1:"), "{error}");
}
