//! How large the numbers of a run are.

/// So many, or the part of them that `--scale` asks for; enough to have a median in any case.
pub fn scaled(count: usize) -> usize {
    let scale = std::env::args().find_map(|argument| argument.strip_prefix("--scale=")?.parse::<f64>().ok());
    scale.map_or(count, |scale| ((count as f64 * scale) as usize).max(10))
}
