//! Pages are compressed on their way out; what is compressed already is left alone.

use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{NotForContentType, Predicate, SizeAbove};

/// Below this, in bytes, compression costs more than it saves.
const SMALLEST: u64 = 512;

/// Measured: above 4, brotli and gzip cost much more time and save little.
const LEVEL: CompressionLevel = CompressionLevel::Precise(4);

pub(super) fn layer() -> CompressionLayer<impl Predicate> {
    let worth_it = SizeAbove::new(SMALLEST)
        .and(NotForContentType::IMAGES)
        .and(NotForContentType::const_new("font/"))
        .and(NotForContentType::const_new("application/pdf"))
        .and(NotForContentType::const_new("application/zip"))
        .and(NotForContentType::const_new("application/vnd.openxmlformats"));
    CompressionLayer::new().br(true).gzip(true).quality(LEVEL).compress_when(worth_it)
}
