package org.prahari.matching;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * What certificates somebody holds or expects at any time, in one word: each role has bits of its own, for those that prove a
 * level in it and for those most often held first; the last bit stands for all that have none of their own.
 */
final class Signatures {
    private final Records records;
    private final long[][] bits;

    /** @param seekers for each role the records that seek it */
    Signatures(Records records, Catalogue catalogue, int[][] seekers) {
        this.records = records;
        this.bits = new long[seekers.length][];
        int[] counts = new int[catalogue.certifications.size()];
        for (int role = 0; role < seekers.length; role++) {
            Arrays.fill(counts, 0);
            for (int i : seekers[role]) {
                forEach(records.at(i), certification -> counts[certification]++);
            }
            byte[] proven = catalogue.proven(role);
            int[] order = IntStream.range(0, counts.length)
                    .filter(certification -> counts[certification] > 0)
                    .boxed()
                    .sorted(Comparator.comparing((Integer one) -> Catalogue.height(proven, one) == 0)
                            .thenComparing(one -> -counts[one]))
                    .mapToInt(Integer::intValue)
                    .toArray();
            bits[role] = new long[order.length == 0 ? 0 : counts.length];
            for (int place = 0; place < order.length; place++) {
                bits[role][order[place]] = 1L << Math.min(place, Long.SIZE - 1);
            }
        }
    }

    /** 0 if nobody has the certificate. */
    long bit(int role, int certification) {
        return certification < bits[role].length ? bits[role][certification] : 0;
    }

    /** Of the record that starts there. */
    long of(int role, int at) {
        long signature = 0;
        int next = records.certificates(at);
        int counts = records.data[at + Records.COUNTS];
        for (int left = Records.held(counts); left > 0; left--, next += 3) {
            signature |= bits[role][records.data[next]];
        }
        for (int left = Records.expected(counts); left > 0; left--, next += 2) {
            signature |= bits[role][records.data[next]];
        }
        return signature;
    }

    private void forEach(int at, IntConsumer certification) {
        int next = records.certificates(at);
        int counts = records.data[at + Records.COUNTS];
        for (int left = Records.held(counts); left > 0; left--, next += 3) {
            certification.accept(records.data[next]);
        }
        for (int left = Records.expected(counts); left > 0; left--, next += 2) {
            certification.accept(records.data[next]);
        }
    }
}
