use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use argon2::password_hash::phc::{Output, ParamsString, PasswordHash, Salt};
use argon2::{ARGON2ID_IDENT, Algorithm, Argon2, Block, Params, Version};
use rand::TryRng;
use rand::rngs::SysRng;
use tokio::sync::Semaphore;

use super::NewPassword;

/// How much work a hash is: kibibytes of memory, passes over them, lanes.
pub type Cost = Params;

/// Hashes passwords with argon2id, away from the threads that serve pages.
///
/// So many hash at once as there are permits, so many again may wait, and the others are told that
/// we are busy: a flood of sign-ins costs other pages little, and no memory beyond one buffer a
/// permit. The buffers are kept, because an allocator does not give memory of this size back when
/// many threads have asked for it.
#[derive(Clone)]
pub struct Hasher(Arc<Gate>);

struct Gate {
    cost: Cost,
    /// For those who hash or wait to.
    places: Arc<Semaphore>,
    /// For those who hash.
    permits: Arc<Semaphore>,
    buffers: Mutex<Vec<Vec<Block>>>,
}

/// What came of showing a password.
#[derive(Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is not the one.
    Wrong,
    /// It is the one.
    Right,
    /// It is the one, kept at a cost that is not ours today; here it is at today's.
    RightKeptOtherwise(String),
}

/// Why a password could not be hashed.
#[derive(Debug, thiserror::Error)]
pub enum HashingError {
    #[error("too many passwords wait to be hashed")]
    Busy,
    #[error("argon2 failed")]
    Argon2(#[from] argon2::Error),
    #[error("a stored hash cannot be read")]
    Stored(#[from] argon2::password_hash::phc::Error),
    #[error("a stored hash cannot be verified")]
    Parameters(#[from] argon2::password_hash::Error),
    #[error("the system has no randomness")]
    Randomness(#[from] rand::rngs::SysError),
    #[error("the hashing was interrupted")]
    Interrupted(#[from] tokio::task::JoinError),
    #[error("the hashing gate is closed")]
    Closed(#[from] tokio::sync::AcquireError),
}

impl Hasher {
    /// How many may wait for each that hashes: about two seconds' worth.
    const QUEUE: usize = 64;

    /// Hashes at `cost`, `permits` at once (at least one).
    pub fn new(cost: Cost, permits: usize) -> Self {
        let permits = permits.max(1);
        Self(Arc::new(Gate {
            cost,
            places: Arc::new(Semaphore::new(permits * (1 + Self::QUEUE))),
            permits: Arc::new(Semaphore::new(permits)),
            buffers: Mutex::default(),
        }))
    }

    /// Hashes at the cost we hold to be right today, on half of the cores.
    pub fn of_this_machine() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Self::new(Self::cost_today(), cores / 2)
    }

    /// 19 MiB, two passes, one lane: the least that OWASP's password storage cheat sheet holds to
    /// be safe.
    fn cost_today() -> Cost {
        Params::new(19 * 1024, 2, 1, None).expect("the parameters are in argon2's range")
    }

    /// The text under which a password is kept.
    pub async fn hash(&self, password: NewPassword) -> Result<String, HashingError> {
        let text = password.into_text();
        self.run(move |cost, buffer| keep(&text, cost, buffer)).await
    }

    /// Whether `password` is the one that was kept as `stored`.
    ///
    /// Nobody's password (`None`) is wrong, and takes the same time to be found so.
    pub async fn verify(
        &self,
        password: String,
        stored: Option<String>,
    ) -> Result<Verdict, HashingError> {
        self.run(move |cost, buffer| {
            let Some(stored) = stored else {
                digest(&password, &[0; 16], cost, buffer)?;
                return Ok(Verdict::Wrong);
            };
            let stored = PasswordHash::new(&stored)?;
            let stored_cost = Params::try_from(&stored)?;
            let salt = stored.salt.as_deref().unwrap_or_default();
            let shown = digest(&password, salt, &stored_cost, buffer)?;
            // Outputs are compared in constant time.
            if stored.hash != Some(shown) {
                Ok(Verdict::Wrong)
            } else if stored.params == ParamsString::try_from(cost)? {
                Ok(Verdict::Right)
            } else {
                keep(&password, cost, buffer).map(Verdict::RightKeptOtherwise)
            }
        })
        .await
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Cost, &mut Vec<Block>) -> Result<T, HashingError> + Send + 'static,
    ) -> Result<T, HashingError> {
        let gate = Arc::clone(&self.0);
        let place = gate.places.clone().try_acquire_owned().map_err(|_| HashingError::Busy)?;
        let permit = gate.permits.clone().acquire_owned().await?;
        tokio::task::spawn_blocking(move || {
            let mut buffer = gate.take_buffer();
            let outcome = work(&gate.cost, &mut buffer);
            gate.give_back(buffer);
            // Held until here, even if the request has been given up meanwhile.
            drop((permit, place));
            outcome
        })
        .await?
    }
}

impl Gate {
    fn take_buffer(&self) -> Vec<Block> {
        self.buffers.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default()
    }

    fn give_back(&self, buffer: Vec<Block>) {
        self.buffers.lock().unwrap_or_else(PoisonError::into_inner).push(buffer);
    }
}

/// Hashes a password with a salt that nothing else has.
fn keep(password: &str, cost: &Cost, buffer: &mut Vec<Block>) -> Result<String, HashingError> {
    let mut salt = [0; Salt::RECOMMENDED_LENGTH];
    SysRng.try_fill_bytes(&mut salt)?;
    let kept = PasswordHash {
        algorithm: ARGON2ID_IDENT,
        version: Some(Version::V0x13.into()),
        params: ParamsString::try_from(cost)?,
        salt: Some(Salt::new(&salt)?),
        hash: Some(digest(password, &salt, cost, buffer)?),
    };
    Ok(kept.to_string())
}

fn digest(
    password: &str,
    salt: &[u8],
    cost: &Cost,
    buffer: &mut Vec<Block>,
) -> Result<Output, HashingError> {
    let mut out = [0; Params::DEFAULT_OUTPUT_LEN];
    if buffer.len() < cost.block_count() {
        buffer.resize(cost.block_count(), Block::default());
    }
    Argon2::new(Algorithm::Argon2id, Version::V0x13, cost.clone()).hash_password_into_with_memory(
        password.as_bytes(),
        salt,
        &mut out,
        buffer,
    )?;
    Ok(Output::new(&out)?)
}

impl fmt::Debug for Hasher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hasher").field("cost", &self.0.cost).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cost(kibibytes: u32) -> Cost {
        Params::new(kibibytes, 1, 1, None).unwrap()
    }

    fn chosen(text: &str) -> NewPassword {
        NewPassword::parse(text, &[]).unwrap()
    }

    const LANTERN: &str = "copper lantern drifts";

    #[tokio::test]
    async fn the_password_that_was_kept_is_right_and_no_other_is() {
        let hasher = Hasher::new(cost(16), 1);
        let kept = hasher.hash(chosen(LANTERN)).await.unwrap();

        let verdict =
            async |text: &str| hasher.verify(text.into(), Some(kept.clone())).await.unwrap();

        assert_eq!(verdict(LANTERN).await, Verdict::Right);
        assert_eq!(verdict("copper lantern drifts ").await, Verdict::Wrong);
        assert_eq!(hasher.verify(LANTERN.into(), None).await.unwrap(), Verdict::Wrong);
    }

    #[tokio::test]
    async fn the_same_password_is_kept_as_another_text_each_time() {
        let hasher = Hasher::new(cost(16), 1);
        let first = hasher.hash(chosen(LANTERN)).await.unwrap();
        assert_ne!(first, hasher.hash(chosen(LANTERN)).await.unwrap());
    }

    #[tokio::test]
    async fn a_password_kept_at_another_cost_is_kept_anew() {
        let kept = Hasher::new(cost(16), 1).hash(chosen(LANTERN)).await.unwrap();
        let today = Hasher::new(cost(32), 1);

        let verdict = today.verify(LANTERN.into(), Some(kept)).await.unwrap();

        let Verdict::RightKeptOtherwise(anew) = verdict else { panic!("{verdict:?}") };
        assert!(anew.starts_with("$argon2id$v=19$m=32,t=1,p=1$"), "{anew}");
        assert_eq!(today.verify(LANTERN.into(), Some(anew)).await.unwrap(), Verdict::Right);
    }

    #[tokio::test]
    async fn a_hash_of_the_argon2_reference_implementation_is_understood() {
        // echo -n password | argon2 somesalt -id -t 2 -k 65536 -p 1 -l 32 (its README and tests)
        let kept = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
        let hasher = Hasher::new(cost(16), 1);
        let verdict = hasher.verify("password".into(), Some(kept.into())).await.unwrap();
        assert!(matches!(verdict, Verdict::RightKeptOtherwise(_)));
    }

    #[tokio::test]
    async fn beyond_a_full_queue_we_are_busy() {
        let hasher = Hasher::new(cost(16), 1);
        let _waiting = hasher.0.places.clone().acquire_many_owned(65).await.unwrap();

        let outcome = hasher.verify(LANTERN.into(), None).await;

        assert!(matches!(outcome, Err(HashingError::Busy)));
    }

    #[tokio::test]
    async fn many_passwords_need_one_buffer_a_permit() {
        let hasher = Hasher::new(cost(16), 2);
        let all: Vec<_> = (0..64)
            .map(|_| {
                let hasher = hasher.clone();
                tokio::spawn(async move { hasher.verify(LANTERN.into(), None).await })
            })
            .collect();
        for one in all {
            assert_eq!(one.await.unwrap().unwrap(), Verdict::Wrong);
        }
        assert!(hasher.0.buffers.lock().unwrap().len() <= 2);
    }

    #[test]
    fn the_cost_today_is_that_of_the_design() {
        let cost = Hasher::cost_today();
        assert_eq!((cost.m_cost(), cost.t_cost(), cost.p_cost()), (19_456, 2, 1));
    }
}
