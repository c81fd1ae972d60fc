package org.prahari.matching;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.IntPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.queries.function.FunctionScoreQuery;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.DoubleValues;
import org.apache.lucene.search.DoubleValuesSource;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.ByteBuffersDirectory;

/** The best of a gap as Lucene finds them in memory: what an inverted index can filter is filtered, the rest is doc values. */
final class LuceneRanking {
    private static final int ALWAYS = Integer.MAX_VALUE;
    private final Catalogue catalogue;
    private final IndexSearcher searcher;
    private final List<String> tags = new ArrayList<>();
    private final long bytes;

    LuceneRanking(Instance people, Catalogue catalogue) throws IOException {
        this.catalogue = catalogue;
        ByteBuffersDirectory directory = new ByteBuffersDirectory();
        try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig().setRAMBufferSizeMB(256))) {
            for (int i = 0; i < people.problem().people(); i++) {
                Candidate one = people.candidate(i);
                if (one.status() == Candidate.Status.AVAILABLE && one.consents(Candidate.MATCHING)) {
                    writer.addDocument(document(one));
                }
            }
            writer.forceMerge(1);
        }
        long size = 0;
        for (String file : directory.listAll()) {
            size += directory.fileLength(file);
        }
        this.bytes = size;
        this.searcher = new IndexSearcher(DirectoryReader.open(directory));
        this.searcher.setQueryCache(null);
    }

    long bytes() {
        return bytes;
    }

    private Document document(Candidate one) {
        Document document = new Document();
        TreeSet<String> terms = new TreeSet<>();
        terms.add("home " + one.department());
        if (one.purposes().contains(Candidate.CROSS_DEPARTMENT)) {
            terms.add("crosses");
        }
        switch (one.relocation()) {
            case DISTRICT -> terms.add("district " + one.homeDistrict());
            case STATE -> terms.add("goes " + one.homeRegion());
            case STATES -> {
                terms.add("goes " + one.homeRegion());
                one.relocationRegions().forEach(region -> terms.add("goes " + region));
            }
            case ANYWHERE -> terms.add("goes anywhere");
        }
        if (one.remote()) {
            terms.add("remote");
        }
        long spoken = 0;
        for (String tag : one.languages()) {
            terms.add("speaks " + tag);
            if (!tags.contains(tag)) {
                tags.add(tag);
            }
            spoken |= 1L << tags.indexOf(tag);
        }
        for (int rank = 0; rank < one.sought().size(); rank++) {
            Candidate.Sought sought = one.sought().get(rank);
            terms.add("seeks " + sought.role());
            value(document, "seeks " + sought.role(), rank * 4L + sought.level().ordinal());
        }
        for (Candidate.Held held : one.held()) {
            terms.add("has " + held.certification());
            long until = held.expiresOn() == null ? ALWAYS : held.expiresOn().toEpochDay();
            value(document, "holds " + held.certification(), held.issuedOn().toEpochDay() << 32 | until);
        }
        for (Candidate.Progress progress : one.progress()) {
            terms.add("has " + progress.certification());
            value(document, "learns " + progress.certification(), progress.expectedOn().toEpochDay());
        }
        terms.forEach(term -> document.add(new StringField("is", term, Field.Store.NO)));
        document.add(new IntPoint("from", (int) one.availableFrom().toEpochDay()));
        value(document, "from", one.availableFrom().toEpochDay());
        value(document, "since", one.registeredOn().toEpochDay());
        value(document, "months", one.experienceMonths());
        value(document, "spoken", spoken);
        value(document, "region", one.homeRegion().hashCode());
        value(document, "district", one.homeDistrict() == null ? -1 : one.homeDistrict());
        value(document, "remote", one.remote() ? 1 : 0);
        return document;
    }

    private static void value(Document document, String name, long value) {
        document.add(new NumericDocValuesField(name, value));
    }

    /** The totals of the best, in order. */
    List<Integer> top(Opening gap, int count, LocalDate today) throws IOException {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        all.add(is("seeks " + gap.role()), BooleanClause.Occur.FILTER);
        all.add(any(Set.of("home " + gap.department(), "crosses")), BooleanClause.Occur.FILTER);
        TreeSet<String> places = new TreeSet<>(Set.of("goes " + gap.department(), "goes anywhere"));
        if (gap.district() != null) {
            places.add("district " + gap.district());
        }
        if (gap.remote()) {
            places.add("remote");
        }
        all.add(any(places), BooleanClause.Occur.FILTER);
        gap.requiredLanguages().forEach(tag -> all.add(is("speaks " + tag), BooleanClause.Occur.FILTER));
        gap.required().forEach(group -> {
            TreeSet<String> codes = new TreeSet<>();
            covering(group).forEach(code -> codes.add("has " + code));
            all.add(any(codes), BooleanClause.Occur.FILTER);
        });
        int deadline = (int) gap.deadline(today).toEpochDay();
        all.add(IntPoint.newRangeQuery("from", Integer.MIN_VALUE, deadline), BooleanClause.Occur.FILTER);
        Query query = new FunctionScoreQuery(all.build(), new Total(gap, today));
        List<Integer> totals = new ArrayList<>();
        for (ScoreDoc found : searcher.search(query, count).scoreDocs) {
            if (found.score > 0) {
                totals.add((int) found.score);
            }
        }
        return totals;
    }

    private TreeSet<String> covering(List<String> demanded) {
        TreeSet<String> all = new TreeSet<>();
        demanded.forEach(code -> all.addAll(catalogue.credentials.covering(code)));
        return all;
    }

    private static Query is(String term) {
        return new TermQuery(new Term("is", term));
    }

    private static Query any(Set<String> terms) {
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        terms.forEach(term -> any.add(is(term), BooleanClause.Occur.SHOULD));
        return any.build();
    }

    /** The score of who is eligible, 0 of who is not. */
    private final class Total extends DoubleValuesSource {
        private final Opening gap;
        private final LocalDate today;

        Total(Opening gap, LocalDate today) {
            this.gap = gap;
            this.today = today;
        }

        @Override
        public DoubleValues getValues(LeafReaderContext leaf, DoubleValues scores) throws IOException {
            return new LuceneScore(leaf, gap, today, catalogue, tags);
        }

        @Override
        public boolean needsScores() {
            return false;
        }

        @Override
        public DoubleValuesSource rewrite(IndexSearcher reader) {
            return this;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public String toString() {
            return "total";
        }

        @Override
        public boolean isCacheable(LeafReaderContext leaf) {
            return false;
        }
    }

    static NumericDocValues values(LeafReaderContext leaf, String name) throws IOException {
        return DocValues.getNumeric(leaf.reader(), name);
    }
}
