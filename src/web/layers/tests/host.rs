use super::*;

async fn status(path: &str, hosts: &[&str]) -> u16 {
    let headers: Vec<_> = hosts.iter().map(|host| ("host", *host)).collect();
    send(request(Method::GET, path, &headers)).await.status().as_u16()
}

#[tokio::test]
async fn our_own_names_are_answered() {
    for host in ["waymark.example.org", "Waymark.Example.ORG", "127.0.0.1:8080", "[::1]:8080"] {
        assert_eq!(status("/", &[host]).await, 200, "{host}");
    }
}

#[tokio::test]
async fn another_host_is_misdirected() {
    for host in ["evil.example", "waymark.example.org.evil.example", "localhost", "[::1]:80"] {
        assert_eq!(status("/", &[host]).await, 421, "{host}");
    }
}

#[tokio::test]
async fn a_request_names_exactly_one_host() {
    let ours = "waymark.example.org";
    assert_eq!(status("/", &[]).await, 400);
    assert_eq!(status("/", &[ours, ours]).await, 400);
    for host in ["", "ada@waymark.example.org", "waymark.example.org/path", "a b"] {
        assert_eq!(status("/", &[host]).await, 400, "{host:?}");
    }
}

#[tokio::test]
async fn the_target_agrees_with_the_host() {
    assert_eq!(status("http://waymark.example.org/", &["waymark.example.org"]).await, 200);
    assert_eq!(status("http://evil.example/", &["waymark.example.org"]).await, 400);
}

#[tokio::test]
async fn health_is_answered_under_any_name_but_not_without_one() {
    assert_eq!(status("/healthz", &["10.1.2.3:8080"]).await, 200);
    assert_eq!(status("/healthz", &[]).await, 400);
}

#[tokio::test]
async fn a_forwarded_host_changes_nothing() {
    let forwarded = [("host", "evil.example"), ("x-forwarded-host", "waymark.example.org")];
    let response = send(request(Method::GET, "/", &forwarded)).await;
    assert_eq!(response.status(), StatusCode::MISDIRECTED_REQUEST);
}

#[test]
fn names_of_this_machine_count_only_where_only_it_can_reach_us() {
    let url = OURS.parse().unwrap();
    assert!(Hosts::new(&url, "[::1]:8080".parse().unwrap()).contains("localhost:8080"));
    assert!(!Hosts::new(&url, "0.0.0.0:8080".parse().unwrap()).contains("localhost:8080"));
}
