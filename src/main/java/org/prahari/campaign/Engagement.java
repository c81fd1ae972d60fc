package org.prahari.campaign;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.prahari.access.ClientKey;
import org.prahari.access.Viewer;
import org.prahari.http.Problem;
import org.prahari.http.Problem.Fault;
import org.prahari.store.Database;
import org.prahari.store.Snapshot;

/**
 * Adds up what devices have counted: each batch once, and only what a device can mean.
 *
 * <p>Days go into weeks before anything is stored. A batch is known again by a keyed hash of its own random id, which is
 * kept for longer than any of its days may be told of: a repetition is found, or too old to count. Nothing else of who sent
 * it is kept. There is no row in the change log, whose one counter all writers share: nothing follows from a count, and
 * counters come by the million.
 */
public final class Engagement {
    /** Days a batch is known again; by then all it can tell of is too old. */
    static final int KEPT = Week.DAYS + 2 * Week.MARGIN;

    /** Rows among which the writers of one number are spread. */
    private static final int SLOTS = 16;

    private static final int OF_ONE_DEVICE_A_DAY = 100;
    private static final int OF_ONE_DEVICE = 500;
    private static final int RANDOM = 4;
    private static final int DUPLICATE = 1062;
    /** The region of readers who have not told theirs. */
    static final String NOWHERE = "IN";

    private final EngagementDao dao;
    private final Snapshot<Ledger> ledgers;
    private final byte[] secret;
    private final Clock clock;

    /** @param secret the one that hashes of batches are made under, the same on all nodes */
    public Engagement(EngagementDao dao, Snapshot<Ledger> ledgers, byte[] secret, Clock clock) {
        this.dao = dao;
        this.ledgers = ledgers;
        this.secret = secret.clone();
        this.clock = clock;
    }

    /** What a number is counted under. */
    private record Key(String campaign, String language, String region, LocalDate day) {
        Key(EngagementRequest.Counter counter) {
            this(counter.campaign(), counter.language(), counter.region(), counter.day());
        }

        Key in(Week week) {
            return new Key(campaign, language, region, week.monday());
        }
    }

    /** Counts a batch, unless that is done already. */
    void count(EngagementRequest request, Viewer viewer) {
        UUID id = hash("engagement-batch", viewer.name() + " " + request.batch());
        UUID fingerprint = hash("engagement-counters", request.toString());
        // Before it is judged: what was counted yesterday may be too old today, and must not be sent again in parts.
        if (isKnown(dao, id, fingerprint)) {
            return;
        }
        LocalDate today = CampaignFilter.day(clock.instant());
        List<Fault> faults = faults(request, viewer, today);
        if (!faults.isEmpty()) {
            boolean unknown = faults.stream().allMatch(fault -> fault.code().equals("unknown-reference"));
            throw (unknown ? Problem.UNKNOWN_REFERENCE : Problem.INVALID).because(null, faults.toArray(new Fault[0]));
        }
        List<EngagementDao.Addition> additions = additions(request);
        int slot = Math.floorMod(id.hashCode(), SLOTS);
        dao.useTransaction(tx -> {
            if (claim(tx, id, fingerprint, today)) {
                tx.add(slot, additions);
            }
        });
    }

    private static boolean claim(EngagementDao tx, UUID id, UUID fingerprint, LocalDate today) {
        try {
            tx.insertBatch(id, fingerprint, today);
            return true;
        } catch (RuntimeException e) {
            if (Database.errorCode(e) == DUPLICATE && isKnown(tx, id, fingerprint)) {
                return false;
            }
            throw e;
        }
    }

    private static boolean isKnown(EngagementDao any, UUID id, UUID fingerprint) {
        return any.findFingerprint(id)
                .map(known -> {
                    if (!known.equals(fingerprint)) {
                        throw Problem.INVALID.because(
                                null, new Fault("/batch", "has been used for other counters", "reused"));
                    }
                    return true;
                })
                .orElse(false);
    }

    private List<Fault> faults(EngagementRequest request, Viewer viewer, LocalDate today) {
        List<Fault> faults = new ArrayList<>();
        if (request.batch().version() != RANDOM) {
            faults.add(new Fault("/batch", "must be a random UUID (version 4): others tell of a device or a time"));
        }
        var known = new Known(ledgers.value(), clock.instant(), new HashMap<>());
        Set<Key> seen = new HashSet<>();
        Counts sum = Counts.NONE;
        for (int i = 0; i < request.counters().size(); i++) {
            EngagementRequest.Counter counter = request.counters().get(i);
            String at = "/counters/" + i;
            known.check(counter, at, faults);
            if (!Week.isOpen(counter.day(), today)) {
                faults.add(
                        new Fault(at + "/day", "must be today in India or one of the " + Week.DAYS + " days before"));
            }
            if (!seen.add(new Key(counter))) {
                faults.add(new Fault(at, "is counted in this batch already"));
            }
            if (viewer.isAnonymous() && counter.counts().most() > OF_ONE_DEVICE_A_DAY) {
                faults.add(new Fault(at, "counts more than " + OF_ONE_DEVICE_A_DAY + ", for one device on one day"));
            }
            sum = sum.plus(counter.counts());
        }
        if (viewer.isAnonymous() && sum.most() > OF_ONE_DEVICE) {
            faults.add(new Fault("/counters", "count more than " + OF_ONE_DEVICE + " together, for one device"));
        }
        return faults;
    }

    /** What there is to be counted: campaigns that are or were on the air, each in its languages, and regions. */
    private record Known(Ledger ledger, Instant now, Map<String, Set<String>> languages) {
        void check(EngagementRequest.Counter counter, String at, List<Fault> faults) {
            Set<String> tongues = languages.computeIfAbsent(counter.campaign(), this::find);
            if (tongues.isEmpty()) {
                faults.add(new Fault(at + "/campaign", "does not exist", "unknown-reference"));
            } else if (!tongues.contains(counter.language())) {
                faults.add(new Fault(at + "/language", "is none that the campaign is in", "unknown-reference"));
            }
            if (!counter.region().equals(NOWHERE) && !ledger.shelf().regions().containsKey(counter.region())) {
                faults.add(new Fault(at + "/region", "does not exist", "unknown-reference"));
            }
        }

        /** Of what was taken back the languages are not known any more: any that readers have. */
        private Set<String> find(String slug) {
            return ledger.onTheAir(slug, now)
                    .map(campaign -> campaign.translations().keySet())
                    .orElseGet(() -> ledger.withdrawn().containsKey(slug) ? tongues() : Set.of());
        }

        private Set<String> tongues() {
            Set<String> all = new HashSet<>(Set.of("en"));
            ledger.shelf().regions().values().forEach(all::addAll);
            return all;
        }
    }

    /** By week, and sorted, so that writers take their locks in one order. */
    private static List<EngagementDao.Addition> additions(EngagementRequest request) {
        return request.counters().stream()
                .filter(counter -> counter.counts().most() > 0)
                .collect(Collectors.toMap(
                        counter -> new Key(counter).in(Week.of(counter.day())),
                        EngagementRequest.Counter::counts,
                        Counts::plus))
                .entrySet()
                .stream()
                .map(sum -> addition(sum.getKey(), sum.getValue()))
                .sorted(Comparator.comparing(EngagementDao.Addition::campaign)
                        .thenComparing(EngagementDao.Addition::week)
                        .thenComparing(EngagementDao.Addition::region)
                        .thenComparing(EngagementDao.Addition::language))
                .toList();
    }

    private static EngagementDao.Addition addition(Key key, Counts counts) {
        return new EngagementDao.Addition(
                key.campaign(),
                key.day(),
                key.region(),
                key.language(),
                counts.shown(),
                counts.opened(),
                counts.completed(),
                counts.quizPassed());
    }

    private UUID hash(String purpose, String text) {
        ByteBuffer bytes = ByteBuffer.wrap(ClientKey.hmac(secret, purpose, text));
        return new UUID(bytes.getLong(), bytes.getLong());
    }
}
