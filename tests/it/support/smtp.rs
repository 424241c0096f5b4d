//! A mail server on a real socket, and what it was given.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use mail_parser::{Message, MessageParser};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use waymark::config::{Encryption, MailConfig, SmtpServer};
use waymark::mail::Postman;

/// How a mail server treats whoever comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    /// Takes every mail.
    Takes,
    /// Answers to each recipient with this line.
    Answers(&'static str),
    /// Takes a mail and hangs up without a word.
    HangsUp,
}

/// A mail as it was given.
#[derive(Clone, Debug)]
pub struct Received {
    pub to: String,
    pub raw: Vec<u8>,
}

impl Received {
    /// The mail as a reader's program takes it apart.
    pub fn parsed(&self) -> Message<'_> {
        MessageParser::default().parse(&self.raw).unwrap()
    }

    /// A header as it was sent, unfolded.
    pub fn header(&self, name: &str) -> Option<String> {
        let head = String::from_utf8(self.raw.clone()).unwrap();
        let head = head.split("\r\n\r\n").next().unwrap().replace("\r\n ", " ");
        let start = format!("{}:", name.to_lowercase());
        let line = head.lines().find(|line| line.to_lowercase().starts_with(&start))?;
        Some(line[start.len()..].trim().to_owned())
    }

    /// The text part.
    pub fn text(&self) -> String {
        self.parsed().body_text(0).unwrap().replace("\r\n", "\n")
    }

    /// The HTML part.
    pub fn html(&self) -> String {
        self.parsed().body_html(0).unwrap().into_owned()
    }

    /// The path of the link that refuses such mails, by its header.
    pub fn unsubscribe_path(&self) -> String {
        let link = self.header("List-Unsubscribe").unwrap();
        let link = link.trim_matches(['<', '>']);
        link.strip_prefix("https://waymark.example").unwrap().to_owned()
    }
}

/// A mail server until this is dropped.
pub struct MailServer {
    pub address: SocketAddr,
    state: Arc<Mutex<State>>,
    accepting: JoinHandle<()>,
}

#[derive(Debug)]
struct State {
    mood: Mood,
    connections: usize,
    received: Vec<Received>,
}

impl MailServer {
    pub async fn start() -> Self {
        Self::at("127.0.0.1:0".parse().unwrap()).await
    }

    /// A server at an address where one was before.
    pub async fn at(address: SocketAddr) -> Self {
        let listener = TcpListener::bind(address).await.unwrap();
        let address = listener.local_addr().unwrap();
        let state = State { mood: Mood::Takes, connections: 0, received: Vec::new() };
        let state = Arc::new(Mutex::new(state));
        let shared = Arc::clone(&state);
        let accepting = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                shared.lock().unwrap().connections += 1;
                tokio::spawn(talk(stream, Arc::clone(&shared)));
            }
        });
        Self { address, state, accepting }
    }

    /// An address at which no server is, for now.
    pub async fn nowhere() -> SocketAddr {
        TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap()
    }

    pub fn feels(&self, mood: Mood) {
        self.state.lock().unwrap().mood = mood;
    }

    pub fn received(&self) -> Vec<Received> {
        self.state.lock().unwrap().received.clone()
    }

    /// The one mail that it was given.
    pub fn only_one(&self) -> Received {
        let mut received = self.received();
        assert_eq!(received.len(), 1, "{received:?}");
        received.remove(0)
    }

    pub fn connections(&self) -> usize {
        self.state.lock().unwrap().connections
    }

    /// Somebody who brings mails here.
    pub fn postman(&self) -> Postman {
        postman_to(self.address)
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

/// Somebody who brings mails to whatever is at `address`.
pub fn postman_to(address: SocketAddr) -> Postman {
    let server = SmtpServer {
        encryption: Encryption::Off,
        host: address.ip().to_string(),
        port: address.port(),
        login: None,
    };
    let from = "Waymark <waymark@waymark.example>".parse().unwrap();
    Postman::new(MailConfig { server, from }, &"https://waymark.example".parse().unwrap())
}

/// RFC 5321, as far as somebody who only sends needs it.
async fn talk(stream: TcpStream, state: Arc<Mutex<State>>) {
    let mut stream = BufReader::new(stream);
    let mut to = String::new();
    let mut answer = "220 mail.example";
    loop {
        if stream.write_all(format!("{answer}\r\n").as_bytes()).await.is_err() {
            return;
        }
        let mut line = String::new();
        if stream.read_line(&mut line).await.unwrap_or(0) == 0 {
            return;
        }
        let mood = state.lock().unwrap().mood;
        answer = match line.split([' ', '\r']).next().unwrap() {
            "EHLO" => "250-mail.example\r\n250-8BITMIME\r\n250 SMTPUTF8",
            "RCPT" => {
                to = line.split(['<', '>']).nth(1).unwrap().to_owned();
                if let Mood::Answers(answer) = mood { answer } else { "250 with pleasure" }
            }
            "DATA" => {
                stream.write_all(b"354 go on\r\n").await.unwrap();
                let raw = body(&mut stream).await;
                state.lock().unwrap().received.push(Received { to: to.clone(), raw });
                if mood == Mood::HangsUp {
                    return;
                }
                "250 taken"
            }
            "QUIT" => {
                let _ = stream.write_all(b"221 bye\r\n").await;
                return;
            }
            _ => "250 ok",
        };
    }
}

/// The lines up to a single dot, without the dots that were put before others.
async fn body(stream: &mut BufReader<TcpStream>) -> Vec<u8> {
    let mut body = Vec::new();
    loop {
        let mut line = Vec::new();
        stream.read_until(b'\n', &mut line).await.unwrap();
        match line.as_slice() {
            b".\r\n" | b"" => return body,
            [b'.', rest @ ..] => body.extend(rest),
            line => body.extend(line),
        }
    }
}
