package org.prahari.matching;

import java.util.ArrayList;
import java.util.List;
import org.prahari.support.Service;

/** The best twenty of the same gaps by the pool, by Lucene and by the database, in turn; all must find the same scores. */
final class RankingPeers {
    private static final int ROUNDS = 5;
    private static final int ASKED = 500;
    private static final int ASKED_OF_DATABASE = 60;

    private RankingPeers() {}

    static void measure(Service service, Pool pool, Instance people, List<Opening> gaps) throws Exception {
        Catalogue catalogue = service.jdbi().withHandle(handle -> {
            MatchingDao dao = handle.attach(MatchingDao.class);
            return new Catalogue(
                    new Credentials(dao.listRenewals(), dao.listQualifications(), dao.listEarnable()), Weights.DEFAULT);
        });
        long start = System.nanoTime();
        LuceneRanking lucene = new LuceneRanking(people, catalogue);
        System.out.printf(
                "Lucene: %d documents in %.0f s, %d MB%n",
                people.problem().people(), PoolBenchmark.seconds(start), lucene.bytes() >> 20);
        List<Opening> asked = gaps.subList(0, Math.min(ASKED, gaps.size()));
        try (DatabaseRanking database = new DatabaseRanking(service.databaseSettings(), catalogue)) {
            for (int round = 0; round < ROUNDS; round++) {
                System.out.println("pool " + PoolBenchmark.Figures.of(asked, gap -> ours(pool, gap)));
                System.out.println("Lucene " + PoolBenchmark.Figures.of(asked, gap -> theirs(lucene, gap)));
            }
            int different = 0;
            for (Opening gap : asked) {
                different += ours(pool, gap).equals(theirs(lucene, gap)) ? 0 : 1;
            }
            System.out.println(different + " of " + asked.size() + " gaps have other scores in Lucene");
            List<Opening> few = asked.subList(0, Math.min(ASKED_OF_DATABASE, asked.size()));
            for (int round = 0; round < 2; round++) {
                double[] micros = new double[few.size()];
                different = 0;
                for (int i = 0; i < micros.length; i++) {
                    start = System.nanoTime();
                    List<Integer> totals = database.top(few.get(i), PoolBenchmark.TOP, Nation.TODAY);
                    micros[i] = (System.nanoTime() - start) / 1e3;
                    different += ours(pool, few.get(i)).equals(totals) ? 0 : 1;
                }
                System.out.println("database, on the clock " + PoolBenchmark.Figures.of(micros) + "; " + different + " of "
                        + micros.length + " gaps have other scores");
            }
        }
    }

    private static List<Integer> ours(Pool pool, Opening gap) {
        List<Integer> totals = new ArrayList<>();
        pool.candidates(PoolBenchmark.ALL, gap, false, List.of(), PoolBenchmark.TOP, Nation.TODAY)
                .forEach(match -> totals.add(match.score()));
        return totals;
    }

    private static List<Integer> theirs(LuceneRanking lucene, Opening gap) {
        try {
            return lucene.top(gap, PoolBenchmark.TOP, Nation.TODAY);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
