package org.prahari.certification;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.prahari.store.BadFile;
import org.prahari.store.Change;

/** Brings the certifications to what the file {@code certifications.yaml} says; what is so already is left alone. */
public final class CertificationSeed {
    private final CertificationDao dao;
    private final Clock clock;

    public CertificationSeed(CertificationDao dao, Clock clock) {
        this.dao = dao;
        this.clock = clock;
    }

    /** The file. A key left out means unknown, an empty list known to be none. */
    public record File(String qualifiesSource, List<Entry> certifications) {
        record Role(String role, Certification.RoleLevel level) {}

        record Entry(
                String code,
                String name,
                String issuer,
                String country,
                List<String> examCodes,
                Certification.Level level,
                Integer validityMonths,
                List<Certification.Route> routes,
                List<Certification.RenewalRule> renewals,
                List<String> renews,
                Certification.Status status,
                LocalDate retiredOn,
                Certification.Fee fee,
                Integer courseHours,
                List<String> verified,
                List<String> sources,
                String note,
                List<Role> qualifies) {
            Entry {
                renews = renews == null ? List.of() : renews;
                qualifies = qualifies == null ? List.of() : qualifies;
            }

            Certification at(int version, String source) {
                return new Certification(
                        code,
                        name,
                        issuer,
                        country,
                        examCodes,
                        level,
                        validityMonths,
                        routes,
                        renewals,
                        renews,
                        status,
                        retiredOn,
                        fee,
                        courseHours,
                        facts(),
                        sources,
                        note,
                        qualifies.stream()
                                .map(each -> new Certification.Qualifies(each.role(), each.level(), source))
                                .toList(),
                        version);
            }

            /** The facts by name, null where unknown; the code and the catalogue's own grading are none. */
            private Map<String, Object> values() {
                Map<String, Object> values = new LinkedHashMap<>();
                values.put("name", name);
                values.put("issuer", issuer);
                values.put("country", country);
                values.put("examCodes", examCodes.isEmpty() ? null : examCodes);
                values.put("validityMonths", validityMonths);
                values.put("routes", routes);
                values.put("renewals", renewals);
                values.put("renews", renews.isEmpty() ? null : renews);
                values.put("status", status);
                values.put("retiredOn", retiredOn);
                values.put("fee", fee);
                values.put("courseHours", courseHours);
                return values;
            }

            private List<Certification.Fact> facts() {
                List<Certification.Fact> facts = new ArrayList<>();
                values().forEach((field, value) -> {
                    boolean seen = verified.contains(field);
                    boolean none = value == null || value.equals(List.of());
                    if (value != null || seen) {
                        facts.add(new Certification.Fact(
                                field, none ? Certification.Fact.State.NONE : Certification.Fact.State.GIVEN, seen));
                    }
                });
                return facts;
            }

            private Stream<String> named() {
                return Stream.concat(
                        renews.stream(),
                        Stream.ofNullable(routes)
                                .flatMap(List::stream)
                                .flatMap(route -> route.certifications().stream())
                                .flatMap(List::stream));
            }
        }

        private void check() {
            Set<String> codes = new HashSet<>();
            for (Entry entry : certifications) {
                if (!codes.add(entry.code())) {
                    throw new BadFile(entry.code(), "stands there twice");
                }
                if (!entry.values().keySet().containsAll(entry.verified())) {
                    throw new BadFile(entry.code() + "/verified", "names what is no fact");
                }
            }
            // No foreign key reaches into a JSON column.
            for (Entry entry : certifications) {
                entry.named().filter(code -> !codes.contains(code)).findFirst().ifPresent(code -> {
                    throw new BadFile(entry.code(), "names " + code + ", which is not a certification known here");
                });
            }
        }
    }

    /** @return how many certifications were written */
    public int apply(File file) {
        file.check();
        return dao.inTransaction(tx -> {
            Map<String, Certification> stored = new HashMap<>();
            tx.list().forEach(certification -> stored.put(certification.code(), certification));
            List<Certification> changed = file.certifications().stream()
                    .flatMap(entry -> changed(entry, file.qualifiesSource(), stored.get(entry.code())))
                    .toList();
            for (Certification certification : changed) {
                if (stored.containsKey(certification.code())) {
                    tx.update(certification);
                } else {
                    tx.insert(certification);
                }
            }
            // Only now: certifications may renew one another.
            changed.forEach(certification -> relate(tx, certification));
            tx.logAll(changed.stream()
                    .map(certification -> Change.of(
                            "certification",
                            certification.code(),
                            certification.version(),
                            stored.containsKey(certification.code()) ? Change.Kind.UPDATED : Change.Kind.CREATED,
                            "seed",
                            clock.instant()))
                    .toList());
            return changed.size();
        });
    }

    private static Stream<Certification> changed(File.Entry entry, String source, Certification stored) {
        if (stored == null) {
            return Stream.of(entry.at(1, source));
        }
        return stored.equals(entry.at(stored.version(), source))
                ? Stream.empty()
                : Stream.of(entry.at(stored.version() + 1, source));
    }

    private static void relate(CertificationDao tx, Certification certification) {
        tx.deleteRenews(certification.code());
        tx.insertRenews(certification.code(), certification.renews());
        tx.deleteQualifies(certification.code());
        tx.insertQualifies(certification.code(), certification.qualifies());
    }
}
