//! Which blocks of a web page are its article.
//!
//! In: blocks of text with how much of each is links, and the regions they stand in. Out: the blocks to keep.
//! Knows no markup. After the idea of jusText (Pomikálek 2011): long blocks with few links are text,
//! short ones are what their neighbours are.

use std::collections::BTreeSet;
use std::sync::LazyLock;

/// A run of text that no block element interrupts.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Block {
    /// Where it stands in the page's text.
    pub begin: usize,
    pub end: usize,
    /// How much of it is links.
    pub link_bytes: u32,
    pub heading: bool,
    /// Within an element that never holds the article.
    pub furniture: bool,
    /// Within an element whose name says so.
    pub named_furniture: bool,
    /// Index of the innermost region that it stands in.
    pub region: usize,
}

/// An element that may hold the article. The first stands for the page; a parent comes before its children.
#[derive(Clone, Copy, Debug)]
pub(super) struct Region {
    pub parent: usize,
    /// How much text of an article's kind it holds.
    pub bytes: usize,
}

/// A block of at least this many bytes is a paragraph even without a full stop.
const LONG_BYTES: usize = 140;
/// A shorter one that ends like a sentence is one from this many bytes on.
const SENTENCE_BYTES: usize = 40;
/// A short block belongs to the article if a paragraph stands within this many blocks before or after it.
const NEAR: usize = 2;

impl Block {
    fn bytes(&self) -> usize {
        self.end - self.begin
    }

    fn is_links(&self) -> bool {
        self.link_bytes as usize * 2 > self.bytes()
    }

    fn is_paragraph(&self, text: &str) -> bool {
        let block = &text[self.begin..self.end];
        !self.heading
            && !self.is_links()
            && (block.len() >= LONG_BYTES
                || block.len() >= SENTENCE_BYTES && block.ends_with(['.', '!', '?', '”', '"', ':', '…', ')']))
    }
}

/// The blocks of the article, in order. Never none, if there are any blocks at all.
pub(super) fn main_blocks(text: &str, blocks: &[Block], regions: &mut [Region]) -> Vec<Block> {
    let bytes_of = |wanted: &dyn Fn(&Block) -> bool| -> usize {
        blocks.iter().filter(|block| wanted(block) && block.is_paragraph(text)).map(Block::bytes).sum()
    };
    let named = bytes_of(&|block| block.named_furniture && !block.furniture);
    let unnamed = bytes_of(&|block| !block.named_furniture && !block.furniture);
    // Where most of the text has a name of furniture, the names mean something else here.
    let trust_names = named <= unnamed;
    let in_article = |block: &Block| !(block.furniture || trust_names && block.named_furniture);
    let region = best_region(text, blocks, regions, &in_article);
    let within = |block: &Block| region == 0 || is_within(block.region, region, regions);

    let candidates: Vec<Block> = blocks.iter().copied().filter(|block| in_article(block) && within(block)).collect();
    let kept = keep(text, &candidates, region > 0);
    let kept_bytes: usize = kept.iter().map(Block::bytes).sum();
    let all_bytes: usize = blocks.iter().filter(|block| !block.is_links()).map(Block::bytes).sum();
    match kept_bytes {
        bytes if bytes * 5 >= all_bytes && bytes > 0 => kept,
        _ if all_bytes > 0 => blocks.iter().copied().filter(|block| !block.is_links()).collect(),
        _ => blocks.to_vec(),
    }
}

/// The innermost region that holds at least half of the page's text; 0 is the page itself.
fn best_region(text: &str, blocks: &[Block], regions: &mut [Region], in_article: &dyn Fn(&Block) -> bool) -> usize {
    for block in blocks.iter().filter(|block| in_article(block) && block.is_paragraph(text)) {
        regions[block.region].bytes += block.bytes();
    }
    for index in (1..regions.len()).rev() {
        let Region { parent, bytes } = regions[index];
        regions[parent].bytes += bytes;
    }
    let all = regions[0].bytes;
    (1..regions.len()).rev().find(|&index| all > 0 && regions[index].bytes * 2 >= all).unwrap_or(0)
}

fn is_within(mut inner: usize, outer: usize, regions: &[Region]) -> bool {
    // Parents have lower numbers.
    while inner > outer {
        inner = regions[inner].parent;
    }
    inner == outer
}

/// Paragraphs, the short blocks near them, and the headings above what is kept.
fn keep(text: &str, blocks: &[Block], in_region: bool) -> Vec<Block> {
    let paragraphs: Vec<bool> = blocks.iter().map(|block| block.is_paragraph(text)).collect();
    let any = paragraphs.contains(&true);
    let is_kept = |index: usize, block: &Block| {
        let near = || paragraphs[index.saturating_sub(NEAR)..(index + NEAR + 1).min(blocks.len())].contains(&true);
        !block.heading
            && !block.is_links()
            && !is_stock_line(&text[block.begin..block.end])
            && (in_region || !any || near())
    };
    let mut kept: Vec<bool> = blocks.iter().enumerate().map(|(index, block)| is_kept(index, block)).collect();
    let mut followed = false;
    for (index, block) in blocks.iter().enumerate().rev() {
        if block.heading {
            kept[index] = followed;
        } else {
            followed = kept[index];
        }
    }
    blocks.iter().zip(kept).filter_map(|(block, kept)| kept.then_some(*block)).collect()
}

static STOCK_LINES: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    include_str!("../../../assets/web/lines.txt").lines().filter(|line| !line.starts_with('#')).collect()
});

fn is_stock_line(line: &str) -> bool {
    if line.len() > LONG_BYTES {
        return false;
    }
    let lower = line.to_lowercase();
    lower.starts_with('©')
        || lower.starts_with("copyright ")
        || STOCK_LINES.contains(lower.trim_matches(|c: char| !c.is_alphanumeric()))
}
