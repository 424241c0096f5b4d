//! Clients that are slow, or many.

use super::*;

#[tokio::test]
async fn headers_that_do_not_come_close_the_connection() {
    let server =
        Server::start(ConnectionLimits { header_read: SHORT, ..patient() }, unhurried()).await;
    assert_eq!(server.ask("").await, "", "a client that says nothing");
    assert_eq!(server.ask("GET / HTTP/1.1\r\nhost: lo").await, "", "one that stops");
}

#[tokio::test]
async fn a_connection_that_is_kept_and_not_used_is_closed() {
    let server =
        Server::start(ConnectionLimits { header_read: SHORT, ..patient() }, unhurried()).await;
    let answer = server.ask(&server.request("GET /", "").replace("close", "keep-alive")).await;
    assert_eq!(status(&answer), "200");
}

#[tokio::test]
async fn a_body_that_stops_is_answered_with_a_time_out() {
    let server = Server::start(patient(), RequestLimits { body_gap: SHORT, ..unhurried() }).await;
    for body in ["content-length: 9\r\n\r\nanswer", "transfer-encoding: chunked\r\n\r\n3\r\nans"] {
        let request = server.form("/echo", "");
        let answer = server.ask(&format!("{}{body}", request.strip_suffix("\r\n").unwrap())).await;
        assert_eq!(status(&answer), "408", "{body}");
        assert!(answer.ends_with("page 408 Request Timeout"), "{answer}");
    }
}

#[tokio::test]
async fn a_body_that_drips_is_cut_at_the_end_of_the_requests_time() {
    let usual = Allowance { time: SHORT, ..Allowance::USUAL };
    let server = Server::start(patient(), RequestLimits { usual, ..unhurried() }).await;
    let answer = server.ask(&server.form("/echo", "content-length: 9\r\n")).await;
    assert_eq!(status(&answer), "408");
}

#[tokio::test]
async fn a_client_that_does_not_read_is_cut_off() {
    let limits = ConnectionLimits { write_stall: SHORT, ..patient() };
    let mut server = Server::start(limits, unhurried()).await;
    let mut client = server.connect().await;
    client.send(&server.request("GET /large", "")).await;
    client.read_until("\r\n\r\n").await;

    // The grace is long: the server only stops because the connection is gone.
    server.stop();
    server.stopped().await;
    assert!(client.read_to_end().await.len() < LARGE);
}

#[tokio::test]
async fn a_connection_too_many_is_closed_and_a_free_place_is_given_again() {
    let limits = ConnectionLimits { total: 2, ..patient() };
    let server = Server::start(limits, unhurried()).await;
    let (mut first, mut second) = (server.connect().await, server.connect().await);
    for client in [&mut first, &mut second] {
        client.send(&server.request("GET /", "").replace("close", "keep-alive")).await;
        client.read_until("home").await;
    }
    assert_eq!(server.ask(&server.request("GET /", "")).await, "", "a third");

    first.send(&server.request("GET /", "")).await;
    first.read_to_end().await;
    drop(first);
    let again = async { while server.ask(&server.request("GET /", "")).await.is_empty() {} };
    timeout(PATIENCE, again).await.expect("the place is free again");
}

#[tokio::test]
async fn one_network_cannot_take_every_connection() {
    let limits = ConnectionLimits { total: 9, per_network: 1, ..patient() };
    let server = Server::start(limits, unhurried()).await;
    let mut stalled = server.connect().await;
    stalled.send("GET / ").await;
    assert_eq!(server.connect().await.read_to_end().await, "");
}

#[tokio::test]
async fn no_connection_lives_for_ever() {
    let server =
        Server::start(ConnectionLimits { lifetime: SHORT, ..patient() }, unhurried()).await;
    assert_eq!(server.ask("GET / HT").await, "", "headers that do not end");
    assert_eq!(
        server.ask(&server.request("GET /never", "")).await,
        "",
        "an answer that does not come"
    );
}

#[tokio::test]
async fn the_room_for_bodies_is_free_again_once_they_are_answered() {
    let server = Server::start(patient(), RequestLimits { bodies: 6, ..unhurried() }).await;
    let request = server.form("/echo", "transfer-encoding: chunked\r\n");
    let six = format!("{request}3\r\nans\r\n3\r\nwer\r\n0\r\n\r\n");
    let seven = format!("{request}3\r\nans\r\n4\r\nwers\r\n0\r\n\r\n");
    for (request, expected) in [(&six, "200"), (&seven, "503"), (&six, "200")] {
        let mut client = server.connect().await;
        // In pieces, so that the server reads it in pieces.
        for piece in request.split_inclusive("\r\n") {
            client.send(piece).await;
        }
        assert_eq!(status(&client.read_to_end().await), expected);
    }
}
