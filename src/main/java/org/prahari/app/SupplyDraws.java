package org.prahari.app;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.prahari.certification.Certification;
import org.prahari.region.District;
import org.prahari.region.Region;
import org.prahari.trainee.Consent;
import org.prahari.trainee.ExpectedCertification;
import org.prahari.trainee.HeldCertification;
import org.prahari.trainee.Identity;
import org.prahari.trainee.Relocation;
import org.prahari.trainee.Trainee;
import org.prahari.trainee.TraineeRequest;

/** Draws trainees: the roles by demand, the certificates by role, the level by experience. */
final class SupplyDraws {
    static final String NOTICE = "2026-1";
    private static final List<Trainee.Level> LEVELS =
            List.of(Trainee.Level.BASIC, Trainee.Level.INTERMEDIATE, Trainee.Level.ADVANCED);
    private final Population.File file;
    private final Map<String, List<Population.Qualification>> qualifications;
    private final Set<String> noticeLanguages;
    private final Draws draws;

    SupplyDraws(
            Population.File file,
            Map<String, List<Population.Qualification>> qualifications,
            Set<String> noticeLanguages,
            Draws draws) {
        this.file = file;
        this.qualifications = qualifications;
        this.noticeLanguages = noticeLanguages;
        this.draws = draws;
    }

    Region home(List<Region> regions) {
        return draws.weighted(regions, region -> file.inhabitants().get(region.id()));
    }

    Trainee trainee(int number, Region home, List<District> districts) {
        int experience = Math.min(draws.between(0, 96), draws.between(0, 96));
        List<Trainee.SoughtRole> sought = sought(experience);
        List<Certification> known = certifications(sought);
        int held = known.size() - (known.size() > 1 && draws.chance(40) ? 1 : 0);
        Instant at = draws.moment(draws.day(Population.OPENED.plusDays(21), 270));
        return new TraineeRequest(
                        home.id(),
                        "DEMO-T-%04d".formatted(number),
                        sought,
                        known.subList(0, held).stream().map(this::held).toList(),
                        known.subList(held, known.size()).stream()
                                .map(this::expected)
                                .toList(),
                        spoken(home),
                        new Trainee.Home(home.id(), draws.one(districts).id()),
                        relocation(home),
                        draws.chance(60),
                        experience,
                        draws.day(Population.TODAY.minusDays(30), 210),
                        draws.weighted(
                                List.of(Trainee.Status.AVAILABLE, Trainee.Status.PLACED, Trainee.Status.WITHDRAWN),
                                status -> status == Trainee.Status.AVAILABLE ? 94 : 3))
                .create(draws.id(at), at);
    }

    Identity identity(int number) {
        return new Identity(
                "Demo Trainee %04d".formatted(number),
                "demo%04d@example.invalid".formatted(number),
                "+91%010d".formatted(number));
    }

    /** Most consented, some took it back. */
    Optional<Consent> consent(Trainee trainee, Region home) {
        if (!draws.chance(93)) {
            return Optional.empty();
        }
        Instant withdrawn = draws.chance(4) ? trainee.createdAt().plusSeconds(86_400) : null;
        List<Consent.Purpose> purposes = draws.chance(60)
                ? List.of(Consent.Purpose.MATCHING, Consent.Purpose.CROSS_DEPARTMENT)
                : List.of(Consent.Purpose.MATCHING);
        String language = Population.languages(home).stream()
                .filter(noticeLanguages::contains)
                .findFirst()
                .orElse("en");
        return Optional.of(new Consent(NOTICE, language, purposes, trainee.createdAt(), withdrawn));
    }

    private List<Trainee.SoughtRole> sought(int experience) {
        int step = experience < 12 ? 0 : experience < 40 ? 1 : 2;
        Set<String> roles = new TreeSet<>();
        List<Trainee.SoughtRole> sought = new ArrayList<>();
        for (int i = draws.between(1, 4); i > 0; i--) {
            var post = draws.weighted(file.posts(), candidate -> candidate.headcount() * candidate.priority());
            if (roles.add(post.role())) {
                int reached = draws.chance(25) ? Math.max(0, step - 1) : step;
                sought.add(new Trainee.SoughtRole(post.role(), LEVELS.get(reached)));
            }
        }
        return sought;
    }

    private List<Certification> certifications(List<Trainee.SoughtRole> sought) {
        return sought.stream()
                .flatMap(role ->
                        draws.some(draws.between(0, 3), qualifications.getOrDefault(role.role(), List.of())).stream())
                .map(Population.Qualification::certification)
                .distinct()
                .toList();
    }

    private ExpectedCertification expected(Certification certification) {
        return new ExpectedCertification(certification.code(), draws.day(Population.TODAY.plusDays(20), 240));
    }

    private HeldCertification held(Certification certification) {
        LocalDate issued = draws.day(Population.TODAY.minusYears(4), 1400);
        LocalDate expires = certification.validityMonths() == null
                ? null
                : issued.plusMonths(certification.validityMonths()).minusDays(1);
        var verification = draws.chance(70)
                ? HeldCertification.Verification.VERIFIED
                : HeldCertification.Verification.SELF_DECLARED;
        return new HeldCertification(certification.code(), issued, expires, verification);
    }

    private List<String> spoken(Region home) {
        List<String> spoken = new ArrayList<>(Population.languages(home).subList(0, 1));
        for (String tag : List.of("en", "hi")) {
            if (!spoken.contains(tag) && draws.chance(tag.equals("en") ? 85 : 45)) {
                spoken.add(tag);
            }
        }
        return spoken;
    }

    private Relocation relocation(Region home) {
        Relocation.Scope scope = draws.weighted(List.of(Relocation.Scope.values()), candidate -> switch (candidate) {
            case DISTRICT -> 25;
            case STATE -> 40;
            case STATES -> 20;
            case ANYWHERE -> 15;
        });
        if (scope != Relocation.Scope.STATES) {
            return new Relocation(scope, List.of());
        }
        Set<String> regions = new TreeSet<>(
                draws.some(3, List.copyOf(new TreeSet<>(file.inhabitants().keySet()))));
        regions.add(home.id());
        return new Relocation(scope, List.copyOf(regions));
    }
}
