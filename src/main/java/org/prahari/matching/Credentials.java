package org.prahari.matching;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What matching knows of certifications: which renew which, which qualify for which role, which can still be earned. */
public final class Credentials {
    private final Map<String, Set<String>> renewers;
    private final Map<String, Map<String, Level>> qualifies;
    private final Set<String> earnable;

    /** A certification that renews another, lower one. */
    public record Renewal(String certification, String renewed) {}

    /** A certification that qualifies for a role at a level. */
    public record Qualification(String certification, String role, Level level) {}

    /** @param earnable the codes that are not retired */
    public Credentials(List<Renewal> renewals, List<Qualification> qualifications, Set<String> earnable) {
        Map<String, Set<String>> byRenewed = new TreeMap<>();
        renewals.forEach(renewal -> byRenewed
                .computeIfAbsent(renewal.renewed(), key -> new TreeSet<>())
                .add(renewal.certification()));
        Map<String, Map<String, Level>> byRole = new TreeMap<>();
        qualifications.forEach(qualification -> byRole.computeIfAbsent(qualification.role(), key -> new TreeMap<>())
                .put(qualification.certification(), qualification.level()));
        this.renewers = byRenewed;
        this.qualifies = byRole;
        this.earnable = Set.copyOf(earnable);
    }

    /** Which certification renews which, in order. */
    public List<Renewal> renewals() {
        List<Renewal> all = new ArrayList<>();
        renewers.forEach((renewed, by) -> by.forEach(each -> all.add(new Renewal(each, renewed))));
        return all;
    }

    /** Which certification qualifies for which role, in order. */
    public List<Qualification> qualifications() {
        List<Qualification> all = new ArrayList<>();
        qualifies.forEach(
                (role, levels) -> levels.forEach((code, level) -> all.add(new Qualification(code, role, level))));
        return all;
    }

    /** Whether holding one certification meets a demand for another: it is that one, or renews it. */
    boolean covers(String held, String demanded) {
        return held.equals(demanded)
                || renewers.getOrDefault(demanded, Set.of()).contains(held);
    }

    /** All certifications that meet a demand for one. */
    Set<String> covering(String demanded) {
        Set<String> covering = new TreeSet<>(renewers.getOrDefault(demanded, Set.of()));
        covering.add(demanded);
        return covering;
    }

    boolean coversAny(String held, List<String> demanded) {
        return demanded.stream().anyMatch(code -> covers(held, code));
    }

    /** The level reached in a role on a day: the highest of what is declared and what valid certificates prove. */
    Optional<Level> reached(Candidate candidate, String role, LocalDate day) {
        Map<String, Level> levels = qualifies.getOrDefault(role, Map.of());
        Optional<Level> best = candidate.declared(role);
        for (Candidate.Held held : candidate.held()) {
            Level level = held.validOn(day) ? levels.get(held.certification()) : null;
            if (level != null && (best.isEmpty() || level.compareTo(best.get()) > 0)) {
                best = Optional.of(level);
            }
        }
        return best;
    }

    /** The certifications that prove the lowest level that is enough, among those that can be earned; in order of code. */
    List<String> leastProving(String role, Level level) {
        for (Level enough : Level.values()) {
            List<String> codes = new ArrayList<>();
            qualifies.getOrDefault(role, Map.of()).forEach((code, proven) -> {
                if (enough.above(level) >= 0 && proven == enough && earnable.contains(code)) {
                    codes.add(code);
                }
            });
            if (!codes.isEmpty()) {
                return codes;
            }
        }
        return List.of();
    }

    List<String> earnable(List<String> codes) {
        return codes.stream().filter(earnable::contains).sorted().toList();
    }
}
