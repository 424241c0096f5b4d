//! The server stops: what is in flight finishes, and nobody can hold it up.

use super::*;

#[tokio::test]
async fn a_stop_lets_what_is_in_flight_finish() {
    let mut server = Server::start(patient(), unhurried()).await;
    let mut client = server.connect().await;
    client.send(&server.form("/echo", "content-length: 8\r\nexpect: 100-continue\r\n")).await;
    client.read_until("100 Continue\r\n\r\n").await;

    server.stop();
    client.send("answer=2").await;
    let answer = client.read_to_end().await;
    assert!(answer.ends_with("answer=2"), "{answer}");
    server.stopped().await;
}

#[tokio::test]
async fn a_stop_closes_connections_that_wait_for_nothing() {
    let mut server = Server::start(patient(), unhurried()).await;
    let mut fresh = server.connect().await;
    let mut kept = server.connect().await;
    kept.send(&server.request("GET /", "").replace("close", "keep-alive")).await;
    kept.read_until("home").await;

    server.stop();
    assert_eq!(kept.read_to_end().await, "");
    assert_eq!(fresh.read_to_end().await, "");
    server.stopped().await;
}

#[tokio::test]
async fn a_stop_takes_no_longer_than_its_grace_whatever_the_clients_do() {
    let limits = ConnectionLimits { grace: SHORT, ..patient() };
    let mut server = Server::start(limits, unhurried()).await;
    let mut clients = Vec::new();
    for request in [
        "GET / HT".to_owned(),
        server.form("/echo", "content-length: 9\r\n"),
        server.request("GET /never", ""),
        server.request("GET /large", ""),
    ] {
        let mut client = server.connect().await;
        client.send(&request).await;
        clients.push(client);
    }

    server.stop();
    server.stopped().await;
    for mut client in clients {
        client.read_to_end().await;
    }
}

#[tokio::test]
async fn after_a_stop_no_connection_is_taken() {
    let mut server = Server::start(patient(), unhurried()).await;
    let address = server.address;
    server.stop();
    server.stopped().await;
    assert!(TcpStream::connect(address).await.is_err());
}
