//! How much of everything one browser, one address and one landscape may have. Every limit is a setting; 0 is none.

use std::net::IpAddr;
use std::time::Duration;

use atoll_core::protocol::LandscapeId;
use clap::Args;

use super::meter::{Meters, Rate};

/// How many seconds' worth may be used at once, where people were offline or a program sends what it has.
const SECONDS_AT_ONCE: u32 = 30;

/// How much of everything there may be.
#[derive(Args, Clone, Debug, PartialEq, Eq)]
#[command(next_help_heading = "Limits (0 is none)")]
pub struct LimitArguments {
    /// The most connections at the same time
    #[arg(long, env = "ATOLL_CONNECTIONS_MAX", default_value_t = 16_000, value_name = "NUMBER")]
    pub connections_max: u32,
    /// The most connections at the same time from one address, unless it is that of a trusted proxy
    #[arg(long, env = "ATOLL_CONNECTIONS_PER_ADDRESS", default_value_t = 2_000, value_name = "NUMBER")]
    pub connections_per_address: u32,
    /// The most live connections at the same time to one landscape
    #[arg(long, env = "ATOLL_CONNECTIONS_PER_LANDSCAPE", default_value_t = 500, value_name = "NUMBER")]
    pub connections_per_landscape: u32,
    /// The most commands a second from one browser in the long run; thirty times as many at once
    #[arg(long, env = "ATOLL_COMMANDS_PER_BROWSER", default_value_t = 200, value_name = "NUMBER")]
    pub commands_per_browser: u32,
    /// The most commands a second for one landscape in the long run; thirty times as many at once
    #[arg(long, env = "ATOLL_COMMANDS_PER_LANDSCAPE", default_value_t = 2_000, value_name = "NUMBER")]
    pub commands_per_landscape: u32,
    /// The most KiB of commands a second from one browser in the long run; thirty times as many at once
    #[arg(long, env = "ATOLL_KIB_PER_BROWSER", default_value_t = 1_024, value_name = "KIB")]
    pub kib_per_browser: u32,
    /// The most KiB of commands a second for one landscape in the long run; thirty times as many at once
    #[arg(long, env = "ATOLL_KIB_PER_LANDSCAPE", default_value_t = 4_096, value_name = "KIB")]
    pub kib_per_landscape: u32,
    /// How often a second one browser may say where its person is
    #[arg(long, env = "ATOLL_PRESENCE_PER_BROWSER", default_value_t = 30, value_name = "NUMBER")]
    pub presence_per_browser: u32,
    /// How often a second people at one address may join; thirty times as often at once
    #[arg(long, env = "ATOLL_JOINS_PER_ADDRESS", default_value_t = 100, value_name = "NUMBER")]
    pub joins_per_address: u32,
    /// How many landscapes a second may be made from one address; a thousand at once
    #[arg(long, env = "ATOLL_LANDSCAPES_PER_ADDRESS", default_value_t = 5, value_name = "NUMBER")]
    pub landscapes_per_address: u32,
    /// How many wrong links one address may try before it has to wait; every ten seconds it may try one more
    #[arg(long, env = "ATOLL_GUESSES_PER_ADDRESS", default_value_t = 60, value_name = "NUMBER")]
    pub guesses_per_address: u32,
    /// How long a connection may take to send the head of a request, in seconds
    #[arg(long, env = "ATOLL_HEAD_WITHIN", default_value_t = 20, value_name = "SECONDS")]
    pub head_within: u16,
}

impl Default for LimitArguments {
    fn default() -> Self {
        // What stands above is said once: clap reads it for tests too.
        super::arguments::defaults().limits
    }
}

impl LimitArguments {
    /// What one browser may have of something.
    const fn long_run(per_second: u32) -> Rate {
        Rate { per_second, at_once: per_second.saturating_mul(SECONDS_AT_ONCE) }
    }

    pub(super) fn commands_of_browser(&self) -> Rate {
        Self::long_run(self.commands_per_browser)
    }

    pub(super) fn bytes_of_browser(&self) -> Rate {
        Self::long_run(self.kib_per_browser.saturating_mul(1_024))
    }

    pub(super) const fn presence_of_browser(&self) -> Rate {
        Rate { per_second: self.presence_per_browser, at_once: self.presence_per_browser.saturating_mul(2) }
    }
}

/// What is counted for all connections together.
#[derive(Debug)]
pub(crate) struct Limits {
    /// Commands, by who sends them without a live connection.
    commands_of: Meters<(String, IpAddr)>,
    bytes_of: Meters<(String, IpAddr)>,
    commands_for: Meters<LandscapeId>,
    bytes_for: Meters<LandscapeId>,
    joins: Meters<IpAddr>,
    landscapes: Meters<IpAddr>,
    guesses: Meters<IpAddr>,
}

impl Limits {
    pub(super) fn new(arguments: &LimitArguments) -> Self {
        let landscapes = Rate { per_second: arguments.landscapes_per_address, at_once: 1_000 };
        // One every ten seconds: whole numbers a second are too many, so that a guess counts ten.
        let guesses = match arguments.guesses_per_address {
            0 => Rate::UNLIMITED,
            most => Rate { per_second: 1, at_once: most.saturating_mul(GUESS) },
        };
        Self {
            commands_of: Meters::new(arguments.commands_of_browser()),
            bytes_of: Meters::new(arguments.bytes_of_browser()),
            commands_for: Meters::new(LimitArguments::long_run(arguments.commands_per_landscape)),
            bytes_for: Meters::new(LimitArguments::long_run(arguments.kib_per_landscape.saturating_mul(1_024))),
            joins: Meters::new(LimitArguments::long_run(arguments.joins_per_address)),
            landscapes: Meters::new(landscapes),
            guesses: Meters::new(guesses),
        }
    }

    /// Commands of somebody who has no live connection.
    pub(super) fn submission(&self, who: &(String, IpAddr), now: Duration, asked: Asked) -> Result<(), Duration> {
        self.commands_of.take(who, now, asked.commands)?;
        self.bytes_of.take(who, now, asked.bytes)
    }

    /// Commands for a landscape, whoever sends them.
    pub(super) fn landscape(&self, id: LandscapeId, now: Duration, asked: Asked) -> Result<(), Duration> {
        self.commands_for.take(&id, now, asked.commands)?;
        self.bytes_for.take(&id, now, asked.bytes)
    }

    /// Somebody takes part.
    pub(super) fn join(&self, address: IpAddr, now: Duration) -> Result<(), Duration> {
        self.joins.take(&address, now, 1)
    }

    /// Somebody makes a landscape.
    pub(super) fn creation(&self, address: IpAddr, now: Duration) -> Result<(), Duration> {
        self.landscapes.take(&address, now, 1)
    }

    /// Whether this address may try another link.
    pub(super) fn may_guess(&self, address: IpAddr, now: Duration) -> Result<(), Duration> {
        self.guesses.look(&address, now, GUESS)
    }

    /// A link was wrong.
    pub(super) fn guessed(&self, address: IpAddr, now: Duration) {
        // It may have been asked at the same time as others; it waits with the next one then.
        let _ = self.guesses.take(&address, now, GUESS);
    }
}

/// What one wrong link counts, at one a second.
const GUESS: u32 = 10;

/// What somebody wants done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Asked {
    /// So many commands.
    pub(super) commands: u32,
    /// Of so many bytes.
    pub(super) bytes: u32,
}

impl Asked {
    /// So many commands of so many bytes together.
    pub(super) fn new(commands: usize, bytes: usize) -> Self {
        let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        Self { commands: number(commands), bytes: number(bytes) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(last: u8) -> IpAddr {
        IpAddr::from([10, 0, 0, last])
    }

    #[test]
    fn wrong_links_bring_a_pause_for_their_address_alone() {
        let limits = Limits::new(&LimitArguments { guesses_per_address: 3, ..LimitArguments::default() });
        let now = Duration::from_secs(100);
        for _ in 0..3 {
            assert_eq!(limits.may_guess(address(1), now), Ok(()));
            limits.guessed(address(1), now);
        }
        assert_eq!(limits.may_guess(address(1), now), Err(Duration::from_secs(10)));
        assert_eq!(limits.may_guess(address(2), now), Ok(()));
        assert_eq!(limits.may_guess(address(1), now + Duration::from_secs(10)), Ok(()));
        let unlimited = Limits::new(&LimitArguments { guesses_per_address: 0, ..LimitArguments::default() });
        (0..1_000).for_each(|_| unlimited.guessed(address(1), now));
        assert_eq!(unlimited.may_guess(address(1), now), Ok(()));
    }

    #[test]
    fn a_workshop_behind_one_address_fits_into_the_defaults() {
        let limits = Limits::new(&LimitArguments::default());
        let landscape = LandscapeId::new(1);
        // 200 people join at once, and each does five things a second for a minute.
        for _ in 0..200 {
            assert_eq!(limits.join(address(1), Duration::ZERO), Ok(()));
        }
        for step in 0..60_000_u64 {
            let asked = Asked::new(1, 200);
            assert_eq!(limits.landscape(landscape, Duration::from_millis(step), asked), Ok(()), "{step}");
        }
        // One program that sends without end is told to wait.
        let who = ("token".to_owned(), address(1));
        let refused = (0..10_000).find(|_| limits.submission(&who, Duration::ZERO, Asked::new(1, 200)).is_err());
        assert_eq!(refused, Some(6_000));
        assert_eq!(limits.submission(&("other".to_owned(), address(1)), Duration::ZERO, Asked::new(1, 1)), Ok(()));
    }
}
