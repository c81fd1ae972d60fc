package org.prahari.campaign;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * What a server took in a round.
 *
 * @param cpu microseconds of the processors for each request, of the server alone
 * @param rate requests in a second
 * @param bytes of each answer, head and all
 * @param p50 milliseconds until half of the answers had come
 * @param p99 the same for all but a hundredth
 */
record Reading(double cpu, double rate, double bytes, double p50, double p99) {
    static Reading of(Peer peer, java.util.concurrent.Callable<Load> work) throws Exception {
        long before = peer.cpu();
        Load load = work.call();
        long taken = peer.cpu() - before;
        if (load.failures() > 0 || load.requests() == 0) {
            throw new IllegalStateException(peer.name() + " failed " + load.failures() + " of " + load.requests());
        }
        return new Reading(
                (double) taken / load.requests(),
                load.requests() / load.seconds(),
                (double) load.bytes() / load.requests(),
                load.p50() / 1e3,
                load.p99() / 1e3);
    }

    static Reading median(List<Reading> rounds) {
        return new Reading(
                median(rounds, Reading::cpu),
                median(rounds, Reading::rate),
                median(rounds, Reading::bytes),
                median(rounds, Reading::p50),
                median(rounds, Reading::p99));
    }

    private static double median(List<Reading> rounds, Function<Reading, Double> of) {
        return rounds.stream().map(of).sorted(Comparator.naturalOrder()).toList().get(rounds.size() / 2);
    }
}
