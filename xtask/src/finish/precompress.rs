//! Compression ahead of time: a `.br` and a `.gz` beside every file that gets smaller by it, on all cores.

use std::io::Write;
use std::sync::Mutex;

use anyhow::{Result, anyhow};

use super::digest;
use super::files::Files;
use super::kept::Kept;
use crate::place::Place;

const COMPRESSIBLE: [&str; 9] = [".css", ".html", ".js", ".json", ".mjs", ".svg", ".txt", ".wasm", ".webmanifest"];

/// A way to compress: how its files end, and how it is done.
type Method = (&'static str, fn(&[u8]) -> Result<Vec<u8>>);

const METHODS: [Method; 2] = [(".br", brotli), (".gz", gzip)];

/// Adds the compressed files. What was compressed before is kept, by its hash.
pub(super) fn add(place: &Place, files: &mut Files) -> Result<()> {
    let kept = Kept::open(place.scratch().join("compressed"))?;
    for (name, small) in compress_all(&kept, files)? {
        files.insert(name, small);
    }
    kept.forget_the_rest()
}

fn compress_all(kept: &Kept, files: &Files) -> Result<Vec<(String, Vec<u8>)>> {
    let is_compressible = |name: &str| COMPRESSIBLE.iter().any(|ending| name.ends_with(ending));
    let chosen = files.iter().filter(|(name, _)| is_compressible(name));
    let mut jobs: Vec<_> = chosen.flat_map(|(name, bytes)| METHODS.map(|method| (name, bytes, method))).collect();
    // The largest are begun first: they stand last in the list that the threads take from.
    jobs.sort_by_key(|(_, bytes, _)| bytes.len());
    let (jobs, done) = (Mutex::new(jobs), Mutex::new(Vec::new()));
    let next = || jobs.lock().ok().and_then(|mut jobs| jobs.pop());
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some((name, bytes, (ending, compress))) = next() {
                    let small = kept.get(&format!("{}{ending}", digest::hex(bytes)), || compress(bytes));
                    if let Ok(mut done) = done.lock() {
                        done.push(small.map(|small| (format!("{name}{ending}"), small, bytes.len())));
                    }
                }
            });
        }
    });
    let done = done.into_inner().map_err(|_| anyhow!("a thread that compresses came to an end"))?;
    let all: Vec<_> = done.into_iter().collect::<Result<_>>()?;
    Ok(all.into_iter().filter(|(_, small, len)| small.len() < *len).map(|(name, small, _)| (name, small)).collect())
}

fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let parameters = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    let mut small = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut small, &parameters)?;
    Ok(small)
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn what_gets_smaller_is_compressed_and_comes_back_as_it_was() {
        let folder = std::env::temp_dir().join(format!("atoll-compress-{}", std::process::id()));
        let text = "the same words again and again, ".repeat(100).into_bytes();
        let files = [("a.js", text.clone()), ("tiny.js", b"1".to_vec()), ("photo.png", text.clone())];
        let files: Files = files.map(|(name, bytes)| (name.to_owned(), bytes)).into();
        let small: Files = compress_all(&Kept::open(folder.clone()).unwrap(), &files).unwrap().into_iter().collect();
        assert_eq!(small.keys().collect::<Vec<_>>(), ["a.js.br", "a.js.gz"]);

        let mut back = Vec::new();
        brotli::BrotliDecompress(&mut &*small["a.js.br"], &mut back).unwrap();
        assert_eq!(back, text);
        let mut back = Vec::new();
        flate2::read::GzDecoder::new(&*small["a.js.gz"]).read_to_end(&mut back).unwrap();
        assert_eq!(back, text);
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
