package org.prahari.app;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.prahari.gap.Gap;
import org.prahari.offer.Offer;
import org.prahari.trainee.Consent;
import org.prahari.trainee.Trainee;

/**
 * Seats that have been filled over the months before today: a gap that somebody was placed in has that many seats more, so
 * that demand stays what it is. Draws of its own leave all others as they are.
 */
final class PlacementDraws {
    private static final int PLACED = 270;
    private static final int LEAST = 5;
    private static final int TRIES = 8;
    private static final int HOURS = 24;
    private final Draws draws = new Draws(20230214);
    private final Population.File file;
    private final Map<UUID, Trainee> trainees;
    private final Map<UUID, Consent> consents;
    private final Map<UUID, Gap> gaps = new HashMap<>();
    private final List<Offer> offers = new ArrayList<>();

    /** @param trainees of whom those who take a seat become placed */
    PlacementDraws(Population.File file, Map<UUID, Trainee> trainees, Map<UUID, Consent> consents) {
        this.file = file;
        this.trainees = trainees;
        this.consents = consents;
    }

    /** Offers as they were made, and when they were accepted. */
    List<Offer> offers() {
        return offers;
    }

    /** @return the gaps as they are now, more of them filled where more people live */
    List<Gap> fill(String region, List<Gap> standing) {
        standing.forEach(gap -> gaps.put(gap.id(), gap));
        List<Gap> open =
                standing.stream().filter(gap -> gap.status() == Gap.Status.OPEN).toList();
        int everybody =
                file.inhabitants().values().stream().mapToInt(Integer::intValue).sum();
        int spread = PLACED - LEAST * file.inhabitants().size();
        int count = LEAST + Math.round((float) spread * file.inhabitants().get(region) / everybody);
        for (int tries = TRIES * count, placed = 0; placed < count && tries > 0 && !open.isEmpty(); tries--) {
            placed += place(gaps.get(draws.one(open).id())) ? 1 : 0;
        }
        return standing.stream().map(gap -> gaps.get(gap.id())).toList();
    }

    private boolean place(Gap gap) {
        List<Trainee> fitting =
                trainees.values().stream().filter(trainee -> fits(trainee, gap)).toList();
        List<Trainee> near = fitting.stream()
                .filter(trainee -> trainee.department().equals(gap.department()))
                .toList();
        if (fitting.isEmpty()) {
            return false;
        }
        Trainee trainee = draws.one(near.isEmpty() ? fitting : near);
        Instant both = gap.createdAt().isAfter(trainee.createdAt()) ? gap.createdAt() : trainee.createdAt();
        Instant offered = both.plus(Duration.ofHours(draws.between(5 * HOURS, 60 * HOURS)));
        Instant accepted = offered.plus(Duration.ofHours(draws.between(HOURS, 10 * HOURS)));
        if (accepted.isAfter(Population.TODAY.atStartOfDay().toInstant(ZoneOffset.UTC))) {
            return false;
        }
        offers.add(new Offer(
                draws.id(offered),
                draws.id(offered),
                gap.department(),
                gap.id(),
                trainee.id(),
                trainee.department(),
                draws.between(6_000, 9_500),
                Offer.State.OFFERED,
                LocalDate.ofInstant(offered, ZoneOffset.UTC).plusDays(14),
                1,
                offered,
                accepted));
        trainees.put(trainee.id(), placed(trainee));
        gaps.put(gap.id(), filled(gap));
        return true;
    }

    private boolean fits(Trainee trainee, Gap gap) {
        Consent consent = consents.get(trainee.id());
        boolean near = trainee.department().equals(gap.department());
        return trainee.status() == Trainee.Status.AVAILABLE
                && consent != null
                && consent.withdrawnAt() == null
                && (near || consent.purposes().contains(Consent.Purpose.CROSS_DEPARTMENT))
                && trainee.soughtRoles().stream()
                        .anyMatch(sought -> sought.role().equals(gap.role())
                                && sought.level()
                                                .compareTo(Trainee.Level.valueOf(
                                                        gap.level().name()))
                                        >= 0);
    }

    private static Trainee placed(Trainee trainee) {
        return new Trainee(
                trainee.id(),
                trainee.department(),
                trainee.externalId(),
                trainee.soughtRoles(),
                trainee.held(),
                trainee.inProgress(),
                trainee.languages(),
                trainee.home(),
                trainee.relocation(),
                trainee.remote(),
                trainee.experienceMonths(),
                trainee.availableFrom(),
                Trainee.Status.PLACED,
                trainee.registeredOn(),
                trainee.consent(),
                trainee.version(),
                trainee.createdAt(),
                trainee.updatedAt());
    }

    private static Gap filled(Gap gap) {
        return new Gap(
                gap.id(),
                gap.department(),
                gap.externalId(),
                gap.facility(),
                gap.role(),
                gap.level(),
                gap.headcount() + 1,
                gap.filled() + 1,
                gap.held(),
                gap.requiredCertifications(),
                gap.preferredCertifications(),
                gap.requiredLanguages(),
                gap.preferredLanguages(),
                gap.workMode(),
                gap.startsOn(),
                gap.graceDays(),
                gap.priority(),
                gap.status(),
                gap.version(),
                gap.createdAt(),
                gap.updatedAt());
    }
}
