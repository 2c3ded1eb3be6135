//! Which code point is this byte? The wire counts code points, the program counts bytes.

/// Translates byte positions of one text into code points, in the order of the text or at random.
///
/// ```
/// use isnad_text::CodePoints;
/// let points = CodePoints::of("قال: yes");
/// assert_eq!(points.at(6), 3);
/// assert_eq!(points.byte(3), 6);
/// ```
#[derive(Debug, Clone)]
pub struct CodePoints {
    /// Code points before each block of `BLOCK` bytes.
    before: Vec<u32>,
    bytes: Vec<u8>,
}

const BLOCK: usize = 64;

impl CodePoints {
    /// Counts the code points of `text` once.
    pub fn of(text: &str) -> Self {
        let bytes = text.as_bytes().to_vec();
        let mut before = Vec::with_capacity(bytes.len() / BLOCK + 2);
        let mut count = 0u32;
        for block in bytes.chunks(BLOCK) {
            before.push(count);
            count += starts(block);
        }
        before.push(count);
        CodePoints { before, bytes }
    }

    /// The code point that begins at `byte` (or the count before it, inside a character); the end counts all.
    pub fn at(&self, byte: u32) -> u32 {
        let byte = (byte as usize).min(self.bytes.len());
        let block = byte / BLOCK;
        let base = self.before.get(block).copied().unwrap_or(0);
        base + self.bytes.get(block * BLOCK..byte).map_or(0, starts)
    }

    /// The byte at which code point number `point` begins.
    pub fn byte(&self, point: u32) -> u32 {
        let block = self.before.partition_point(|&n| n <= point).saturating_sub(1);
        let mut seen = self.before.get(block).copied().unwrap_or(0);
        let from = block * BLOCK;
        for (i, b) in self.bytes.iter().enumerate().skip(from) {
            if (b & 0xC0) != 0x80 {
                if seen == point {
                    return i as u32;
                }
                seen += 1;
            }
        }
        self.bytes.len() as u32
    }
}

fn starts(block: &[u8]) -> u32 {
    block.iter().filter(|b| (**b & 0xC0) != 0x80).count() as u32
}
