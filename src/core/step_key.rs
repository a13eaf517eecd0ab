//! What names one report at one step of its workflow: the opaque part of the address to which a workflow action is posted.

use super::Timestamp;
use super::ids::ReportId;
use super::report::{Report, State};

/// Digits that stand in a path as they are.
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const PREFIX: &str = "gW";
/// The report, then what tells one step that it was at from another.
const BYTES: usize = ReportId::BYTES + MARK;
const MARK: usize = 10;

/// The key of the step that a report is at: 29 letters, digits, `-` and `_`. It is another one as soon as the report entered
/// another step, or the same step again, so that one who holds the one from before is told that he is late. Several approvers
/// of one step share it, and the approval of one of them leaves it. None before a submit and after a return.
pub fn workflow_step_key(report: &Report) -> Option<String> {
    let mut bytes = [0; BYTES];
    let (id, mark) = bytes.split_at_mut(ReportId::BYTES);
    id.copy_from_slice(report.id.as_bytes());
    mark.copy_from_slice(&mark_of(&report.state)?);
    Some(format!("{PREFIX}{}", write(&bytes)))
}

/// The report that a key was made for, whether or not it is still there and at that step. None of a text that is no key.
pub fn report_of_step_key(key: &str) -> Option<ReportId> {
    let bytes = read(key.strip_prefix(PREFIX)?)?;
    let id = bytes.first_chunk::<{ ReportId::BYTES }>()?;
    Some(ReportId::from_bytes(*id))
}

/// A step is told by its first instance. Where there is no step, the moment tells.
fn mark_of(state: &State) -> Option<[u8; MARK]> {
    match state {
        State::NotSubmitted | State::Returned => None,
        State::Filed(submission) => Some(moment(0, submission.at)),
        State::Held(_, submission) => Some(moment(1, submission.at)),
        State::Paid { at, .. } => Some(moment(2, *at)),
        State::AtStep { step, .. } | State::Expired { step, .. } | State::Processing { step, .. } => {
            step.instances.first()?.id.as_bytes().last_chunk().copied()
        }
    }
}

fn moment(variant: u8, at: Timestamp) -> [u8; MARK] {
    let [a, b, c, d, e, f, g, h] = at.timestamp_micros().to_be_bytes();
    [0, variant, a, b, c, d, e, f, g, h]
}

fn write(bytes: &[u8]) -> String {
    let digit = |bits: u32| char::from(DIGITS[(bits & 63) as usize]);
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let bits = (0..3).fold(0, |bits, place| bits << 8 | u32::from(chunk.get(place).copied().unwrap_or_default()));
        (0..=chunk.len()).for_each(|place| text.push(digit(bits >> (18 - 6 * place))));
    }
    text
}

fn read(text: &str) -> Option<[u8; BYTES]> {
    let mut bytes = [0; BYTES];
    let (mut bits, mut held, mut digits) = (0_u32, 0, text.bytes());
    for byte in &mut bytes {
        while held < 8 {
            let digit = digits.next()?;
            let value = DIGITS.iter().position(|d| *d == digit)?;
            bits = (bits << 6 | u32::try_from(value).ok()?) & 0xFFFF;
            held += 6;
        }
        held -= 8;
        *byte = (bits >> held & 0xFF) as u8;
    }
    // What is left over has to be nothing, so that one step has one key.
    (digits.next().is_none() && bits & ((1 << held) - 1) == 0).then_some(bytes)
}
