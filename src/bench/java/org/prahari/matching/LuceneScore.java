package org.prahari.matching;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.DoubleValues;

/** What is left to judge of a document, and its score, from doc values. */
final class LuceneScore extends DoubleValues {
    private final Opening gap;
    private final Weights w;
    private final long start;
    private final long today;
    private final NumericDocValues seeks;
    private final NumericDocValues from;
    private final NumericDocValues since;
    private final NumericDocValues months;
    private final NumericDocValues spoken;
    private final NumericDocValues region;
    private final NumericDocValues district;
    private final NumericDocValues remote;
    private final Map<NumericDocValues, Integer> proves = new LinkedHashMap<>();
    private final List<List<NumericDocValues>> groups = new ArrayList<>();
    private final List<List<NumericDocValues>> learnt = new ArrayList<>();
    private final List<List<NumericDocValues>> preferred = new ArrayList<>();
    private final int likes;
    private long liked;
    private int total;

    LuceneScore(LeafReaderContext leaf, Opening gap, LocalDate today, Catalogue catalogue, List<String> tags)
            throws IOException {
        this.gap = gap;
        this.w = catalogue.weights;
        this.start = gap.start(today).toEpochDay();
        this.today = today.toEpochDay();
        this.seeks = LuceneRanking.values(leaf, "seeks " + gap.role());
        this.from = LuceneRanking.values(leaf, "from");
        this.since = LuceneRanking.values(leaf, "since");
        this.months = LuceneRanking.values(leaf, "months");
        this.spoken = LuceneRanking.values(leaf, "spoken");
        this.region = LuceneRanking.values(leaf, "region");
        this.district = LuceneRanking.values(leaf, "district");
        this.remote = LuceneRanking.values(leaf, "remote");
        for (Credentials.Qualification one : catalogue.credentials.qualifications()) {
            if (one.role().equals(gap.role())) {
                proves.put(
                        LuceneRanking.values(leaf, "holds " + one.certification()),
                        one.level().ordinal());
            }
        }
        for (List<String> group : gap.required()) {
            List<NumericDocValues> held = new ArrayList<>();
            List<NumericDocValues> learns = new ArrayList<>();
            TreeSet<String> codes = new TreeSet<>();
            group.forEach(code -> codes.addAll(catalogue.credentials.covering(code)));
            for (String code : codes) {
                held.add(LuceneRanking.values(leaf, "holds " + code));
                learns.add(LuceneRanking.values(leaf, "learns " + code));
            }
            groups.add(held);
            learnt.add(learns);
        }
        for (String code : gap.preferred()) {
            List<NumericDocValues> held = new ArrayList<>();
            for (String each : catalogue.credentials.covering(code)) {
                held.add(LuceneRanking.values(leaf, "holds " + each));
            }
            preferred.add(held);
        }
        TreeSet<String> wanted = new TreeSet<>(gap.preferredLanguages());
        if (gap.officialLanguage() != null) {
            wanted.add(gap.officialLanguage());
        }
        likes = wanted.size();
        wanted.stream().filter(tags::contains).forEach(tag -> liked |= 1L << tags.indexOf(tag));
    }

    @Override
    public boolean advanceExact(int document) throws IOException {
        total = score(document);
        return total > 0;
    }

    @Override
    public double doubleValue() {
        return total;
    }

    private int score(int document) throws IOException {
        int sought = (int) of(seeks, document);
        int level = sought & 3;
        for (var one : proves.entrySet()) {
            if (one.getValue() > level && valid(one.getKey(), document)) {
                level = one.getValue();
            }
        }
        int above = level - gap.level().ordinal();
        if (above < 0) {
            return 0;
        }
        for (int group = 0; group < groups.size(); group++) {
            if (!any(groups.get(group), document) && !soon(learnt.get(group), document)) {
                return 0;
            }
        }
        int has = 0;
        for (List<NumericDocValues> one : preferred) {
            has += any(one, document) ? 1 : 0;
        }
        boolean atHome = of(region, document) == gap.department().hashCode();
        boolean near = gap.remote() && of(remote, document) == 1
                || atHome && gap.district() != null && of(district, document) == gap.district();
        int waited = Score.waiting(today - of(since, document));
        return w.preference() * Score.preference(sought >> 2)
                + w.qualification() * Score.part(has, preferred.size())
                + w.level() * Score.level(above)
                + w.proximity() * (near ? 100 : atHome ? 70 : 30)
                + w.language() * Score.part(Long.bitCount(of(spoken, document) & liked), likes)
                + w.experience() * Score.experience((int) of(months, document))
                + w.readiness() * Score.readiness(of(from, document) - start)
                + w.waiting() * waited;
    }

    private boolean any(List<NumericDocValues> certificates, int document) throws IOException {
        for (NumericDocValues one : certificates) {
            if (valid(one, document)) {
                return true;
            }
        }
        return false;
    }

    private boolean soon(List<NumericDocValues> certificates, int document) throws IOException {
        for (NumericDocValues one : certificates) {
            if (at(one, document) && one.longValue() <= start) {
                return true;
            }
        }
        return false;
    }

    private boolean valid(NumericDocValues certificate, int document) throws IOException {
        return at(certificate, document)
                && certificate.longValue() >> 32 <= start
                && (certificate.longValue() & 0xffffffffL) >= start;
    }

    private static long of(NumericDocValues values, int document) throws IOException {
        return at(values, document) ? values.longValue() : 0;
    }

    /** Each is asked for rising documents, and for one more than once. */
    private static boolean at(NumericDocValues values, int document) throws IOException {
        return values.advanceExact(document);
    }
}
