package org.prahari.matching;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Packs trainees into {@link Records}. */
final class Packing {
    private static final int MOST_MONTHS = 0x3ff;
    private static final int MOST_OF_A_LIST = 0xff;
    private static final int MOST_NAMES = 0x10000;
    private final Catalogue catalogue;
    private int[] data = new int[256];
    private int[] starts = new int[16];
    private int size;

    Packing(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    static Records of(Catalogue catalogue, List<Candidate> candidates) {
        Packing packing = new Packing(catalogue);
        candidates.forEach(packing::add);
        return packing.records();
    }

    void add(Candidate candidate) {
        List<Candidate.Sought> sought = candidate.sought();
        List<Candidate.Held> held = candidate.held();
        List<Candidate.Progress> progress = candidate.progress();
        Set<String> languages = candidate.languages();
        boolean regions = !candidate.relocationRegions().isEmpty();
        int spoken = languages.size();
        int at = room(Records.HEAD
                + (regions ? 2 : 0)
                + sought.size()
                + ((spoken + 1) / 2)
                + 3 * held.size()
                + 2 * progress.size());
        UUID id = candidate.id();
        pair(at, id.getMostSignificantBits());
        pair(at + 2, id.getLeastSignificantBits());
        data[at + Records.REGISTERED] = day(candidate.registeredOn());
        data[at + Records.AVAILABLE] = day(candidate.availableFrom());
        data[at + Records.TRAITS] = traits(candidate) | (regions ? Records.REGIONS : 0);
        data[at + Records.COUNTS] = within(sought.size(), MOST_OF_A_LIST)
                | (within(spoken, MOST_OF_A_LIST) << 8)
                | (within(held.size(), MOST_OF_A_LIST) << 16)
                | (within(progress.size(), MOST_OF_A_LIST) << 24);
        data[at + Records.DISTRICT] = candidate.homeDistrict() == null ? Records.NOWHERE : candidate.homeDistrict();
        int next = at + Records.HEAD;
        if (regions) {
            long chosen = 0;
            for (String region : candidate.relocationRegions()) {
                chosen |= 1L << catalogue.region(region);
            }
            pair(next, chosen);
            next += 2;
        }
        for (Candidate.Sought one : sought) {
            data[next++] = (catalogue.roles.of(one.role()) << 2) | one.level().height();
        }
        int language = 0;
        for (String tag : languages) {
            data[next + (language >> 1)] |=
                    within(catalogue.languages.of(tag), MOST_NAMES - 1) << ((language++ & 1) << 4);
        }
        next += (spoken + 1) / 2;
        for (Candidate.Held one : held) {
            data[next++] = catalogue.certifications.of(one.certification());
            data[next++] = day(one.issuedOn());
            data[next++] = one.expiresOn() == null ? Records.NEVER : day(one.expiresOn());
        }
        for (Candidate.Progress one : progress) {
            data[next++] = catalogue.certifications.of(one.certification());
            data[next++] = day(one.expectedOn());
        }
    }

    private int traits(Candidate candidate) {
        return catalogue.region(candidate.department())
                | (catalogue.region(candidate.homeRegion()) << Records.HOME)
                | (within(candidate.experienceMonths(), MOST_MONTHS) << Records.EXPERIENCE)
                | (Records.RELOCATIONS.indexOf(candidate.relocation()) << Records.RELOCATION)
                | (Records.STATUSES.indexOf(candidate.status()) << Records.STATUS)
                | (candidate.remote() ? Records.REMOTE : 0)
                | (candidate.consents(Candidate.MATCHING) ? Records.MATCHING : 0)
                | (candidate.consents(Candidate.CROSS_DEPARTMENT) ? Records.CROSS : 0);
    }

    /** One that is packed already, by the same catalogue. */
    void add(Records records, int i) {
        int length = records.length(i);
        int at = room(length);
        System.arraycopy(records.data, records.at(i), data, at, length);
    }

    Records records() {
        Integer[] order = new Integer[size];
        boolean ordered = true;
        for (int i = 0; i < size; i++) {
            order[i] = i;
            ordered &= i == 0 || Records.compare(data, starts[i - 1], data, starts[i]) <= 0;
        }
        if (ordered) {
            return new Records(Arrays.copyOf(data, starts[size]), Arrays.copyOf(starts, size + 1));
        }
        Arrays.sort(order, (i, j) -> Records.compare(data, starts[i], data, starts[j]));
        int[] sorted = new int[starts[size]];
        int[] bounds = new int[size + 1];
        for (int to = 0; to < size; to++) {
            int from = order[to];
            int length = starts[from + 1] - starts[from];
            System.arraycopy(data, starts[from], sorted, bounds[to], length);
            bounds[to + 1] = bounds[to] + length;
        }
        return new Records(sorted, bounds);
    }

    /** Room for one record more, filled with noughts. */
    private int room(int length) {
        int at = starts[size];
        int end = Math.addExact(at, length);
        if (end > data.length) {
            data = Arrays.copyOf(data, Math.max(end, data.length + (data.length >> 1)));
        }
        if (size + 2 > starts.length) {
            starts = Arrays.copyOf(starts, starts.length * 2);
        }
        starts[++size] = end;
        return at;
    }

    private void pair(int at, long value) {
        data[at] = (int) (value >>> 32);
        data[at + 1] = (int) value;
    }

    private static int day(LocalDate date) {
        return (int) date.toEpochDay();
    }

    private static int within(int value, int most) {
        if (value < 0 || value > most) {
            throw new IllegalArgumentException("out of the range that is packed");
        }
        return value;
    }
}
