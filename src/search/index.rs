//! The words of the record turned round: from a word to the events that say it. It stands in
//! memory alone, and holds no text: a text is asked of the log when it is shown.

use super::query::{Part, Query};
use super::words;
use std::collections::BTreeMap;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::query::{BooleanQuery, FuzzyTermQuery, Occur, PhraseQuery, Query as Asked, TermQuery};
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::store::Compressor;
use tantivy::{
    DocId, Index as Tantivy, IndexReader, IndexSettings, IndexWriter, ReloadPolicy, Score,
    SegmentOrdinal, SegmentReader, TantivyDocument, Term,
};

/// How much the writer gathers before it makes a part of the index, in bytes: the least there is.
const WRITER_BYTES: usize = 15_000_000;

/// What is known of an event's words in the index.
const STEMS: &str = "stems";
const PLAIN: &str = "plain";
const KEY: &str = "key";

/// What of an event stands in one entry of the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Of {
    /// Its narrative and its labels.
    Everything,
    /// Its labels alone, for those who may not have its narrative.
    Labels,
}

/// How an event is found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Found {
    /// By everything it says.
    pub(super) whole: bool,
    /// By its labels alone.
    pub(super) labels: bool,
}

/// The index.
pub(super) struct Index {
    tantivy: Tantivy,
    writer: IndexWriter,
    reader: IndexReader,
    stems: Field,
    plain: Field,
    key: Field,
}

impl Index {
    /// An index of nothing.
    pub(super) fn new() -> tantivy::Result<Self> {
        let text = |analyzer: &str, record| {
            let indexing = TextFieldIndexing::default()
                .set_tokenizer(analyzer)
                .set_fieldnorms(false)
                .set_index_option(record);
            TextOptions::default().set_indexing_options(indexing)
        };
        let mut schema = Schema::builder();
        let positions = IndexRecordOption::WithFreqsAndPositions;
        let stems = schema.add_text_field(STEMS, text(STEMS, positions));
        let plain = schema.add_text_field(PLAIN, text(PLAIN, IndexRecordOption::Basic));
        let key = schema.add_u64_field(KEY, INDEXED | FAST);
        let settings = IndexSettings {
            docstore_compression: Compressor::None,
            docstore_compress_dedicated_thread: false,
            ..IndexSettings::default()
        };
        let tantivy = Tantivy::builder()
            .schema(schema.build())
            .settings(settings)
            .create_in_ram()?;
        tantivy.tokenizers().register(STEMS, words::stems());
        tantivy.tokenizers().register(PLAIN, words::plain());
        let writer = tantivy.writer_with_num_threads(1, WRITER_BYTES)?;
        let reader = tantivy
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()?;
        Ok(Self {
            tantivy,
            writer,
            reader,
            stems,
            plain,
            key,
        })
    }

    /// Adds an event: its narrative, which may be read by fewer people, and its labels.
    pub(super) fn add(
        &self,
        position: u64,
        narrative: &[String],
        labels: &[String],
    ) -> tantivy::Result<()> {
        if !narrative.is_empty() {
            let all: Vec<&String> = narrative.iter().chain(labels).collect();
            self.add_one(key_of(position, Of::Everything), &all)?;
        }
        if !labels.is_empty() {
            let labels: Vec<&String> = labels.iter().collect();
            self.add_one(key_of(position, Of::Labels), &labels)?;
        }
        Ok(())
    }

    fn add_one(&self, key: u64, texts: &[&String]) -> tantivy::Result<()> {
        let mut document = TantivyDocument::default();
        document.add_u64(self.key, key);
        for text in texts {
            document.add_text(self.stems, text);
            document.add_text(self.plain, text);
        }
        self.writer.add_document(document).map(|_| ())
    }

    /// Takes an event out; it is gone once that is committed.
    pub(super) fn remove(&self, position: u64) {
        for of in [Of::Everything, Of::Labels] {
            let term = Term::from_field_u64(self.key, key_of(position, of));
            self.writer.delete_term(term);
        }
    }

    /// Makes everything added and taken out so far count.
    pub(super) fn commit(&mut self) -> tantivy::Result<()> {
        self.writer.commit()?;
        self.reader.reload()
    }

    /// Writes the index anew without what was taken out, so that no word of it is left in memory.
    pub(super) fn purge(&mut self) -> tantivy::Result<()> {
        self.commit()?;
        let parts = self.tantivy.searchable_segment_ids()?;
        if !parts.is_empty() {
            self.writer.merge(&parts).wait()?;
        }
        self.reader.reload()?;
        self.writer.garbage_collect_files().wait()?;
        Ok(())
    }

    /// The events that fit, by position.
    pub(super) fn matching(&self, query: &Query) -> tantivy::Result<BTreeMap<u64, Found>> {
        let asked = self.asked(query);
        let keys = Keys { scored: false };
        let found = self.reader.searcher().search(&*asked, &keys)?;
        let mut matching: BTreeMap<u64, Found> = BTreeMap::new();
        for (key, _) in found {
            let (position, of) = position_of(key);
            let known = matching.entry(position).or_default();
            match of {
                Of::Everything => known.whole = true,
                Of::Labels => known.labels = true,
            }
        }
        Ok(matching)
    }

    /// The events that share any of some stems, those that share the rarest and most first.
    pub(super) fn alike(&self, stems: &[String]) -> tantivy::Result<Vec<u64>> {
        let terms = stems.iter().map(|stem| self.stem(stem)).collect();
        let asked = BooleanQuery::new_multiterms_query(terms);
        let keys = Keys { scored: true };
        let mut found = self.reader.searcher().search(&asked, &keys)?;
        found.retain(|(key, _)| position_of(*key).1 == Of::Everything);
        found.sort_by(|(key, score), (other, than)| {
            than.total_cmp(score).then_with(|| other.cmp(key))
        });
        let found = found.into_iter();
        Ok(found.map(|(key, _)| position_of(key).0).collect())
    }

    /// How much memory the index takes, in bytes.
    pub(super) fn bytes(&self) -> u64 {
        let space = self.reader.searcher().space_usage();
        space.map_or(0, |usage| usage.total().get_bytes())
    }

    /// Whether a stem stands anywhere in memory, of what was taken out too.
    #[cfg(test)]
    pub(super) fn holds(&self, stem: &str) -> bool {
        let frequency = self.reader.searcher().doc_freq(&self.stem(stem));
        frequency.is_ok_and(|events| events > 0)
    }

    fn stem(&self, stem: &str) -> Term {
        Term::from_field_text(self.stems, stem)
    }

    fn asked(&self, query: &Query) -> Box<dyn Asked> {
        let wanted = query.wanted.iter().map(|part| (Occur::Must, part));
        let excluded = query.excluded.iter().map(|part| (Occur::MustNot, part));
        let clauses = wanted.chain(excluded);
        let clauses = clauses.map(|(occur, part)| (occur, self.clause(part)));
        Box::new(BooleanQuery::new(clauses.collect()))
    }

    fn clause(&self, part: &Part) -> Box<dyn Asked> {
        match part {
            Part::Word(stem) => {
                let term = self.stem(stem);
                Box::new(TermQuery::new(term, IndexRecordOption::Basic))
            }
            Part::Phrase(stems) => {
                let terms = stems.iter().map(|(place, stem)| (*place, self.stem(stem)));
                Box::new(PhraseQuery::new_with_offset(terms.collect()))
            }
            Part::Start(start) => {
                let term = Term::from_field_text(self.plain, start);
                Box::new(FuzzyTermQuery::new_prefix(term, 0, true))
            }
        }
    }
}

const fn key_of(position: u64, of: Of) -> u64 {
    match of {
        Of::Everything => position.wrapping_mul(2),
        Of::Labels => position.wrapping_mul(2).wrapping_add(1),
    }
}

const fn position_of(key: u64) -> (u64, Of) {
    let of = if key.is_multiple_of(2) {
        Of::Everything
    } else {
        Of::Labels
    };
    (key / 2, of)
}

/// Gathers the keys of everything that fits, with how well it does.
struct Keys {
    scored: bool,
}

struct KeysOfPart {
    keys: Column<u64>,
    found: Vec<(u64, Score)>,
}

impl Collector for Keys {
    type Fruit = Vec<(u64, Score)>;
    type Child = KeysOfPart;

    fn for_segment(&self, _: SegmentOrdinal, part: &SegmentReader) -> tantivy::Result<KeysOfPart> {
        let keys = part.fast_fields().u64(KEY)?;
        let found = Vec::new();
        Ok(KeysOfPart { keys, found })
    }

    fn requires_scoring(&self) -> bool {
        self.scored
    }

    fn merge_fruits(&self, parts: Vec<Self::Fruit>) -> tantivy::Result<Self::Fruit> {
        Ok(parts.into_iter().flatten().collect())
    }
}

impl SegmentCollector for KeysOfPart {
    type Fruit = Vec<(u64, Score)>;

    fn collect(&mut self, document: DocId, score: Score) {
        if let Some(key) = self.keys.first(document) {
            self.found.push((key, score));
        }
    }

    fn harvest(self) -> Self::Fruit {
        self.found
    }
}
