package org.prahari.app;

import static java.util.stream.Collectors.groupingBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.prahari.access.Viewer;
import org.prahari.campaign.Campaign;
import org.prahari.campaign.CampaignDao;
import org.prahari.campaign.EngagementDao;
import org.prahari.certification.Certification;
import org.prahari.certification.CertificationDao;
import org.prahari.facility.Facility;
import org.prahari.facility.FacilityDao;
import org.prahari.gap.Gap;
import org.prahari.gap.GapDao;
import org.prahari.offer.Offer;
import org.prahari.offer.OfferDao;
import org.prahari.readiness.Assessment;
import org.prahari.readiness.ReadinessDao;
import org.prahari.region.District;
import org.prahari.region.Region;
import org.prahari.region.RegionDao;
import org.prahari.store.Change;
import org.prahari.trainee.Consent;
import org.prahari.trainee.Identity;
import org.prahari.trainee.IdentityCipher;
import org.prahari.trainee.NoticeDao;
import org.prahari.trainee.Trainee;
import org.prahari.trainee.TraineeDao;

/**
 * A synthetic population to show the service with: districts, facilities, gaps and trainees that nobody can mistake for
 * real ones, seats that some of them have taken, and how far campaigns have come. It comes out the same each time, and is
 * written once: all of it or nothing.
 */
final class Population {
    static final int TRAINEES = 2000;
    private static final int DISTRICTS = 3;
    private static final int CAMPAIGNS = 200;
    private static final int FIRST_DISTRICT = 990_001;
    private static final Set<String> UNCOUNTED = Set.of("district", "offer");
    private static final Viewer DEMO = Viewer.system("demo");
    static final LocalDate OPENED = LocalDate.of(2026, 1, 5);
    static final LocalDate TODAY = LocalDate.of(2026, 11, 1);
    private static final Instant FOUNDED = Instant.parse("2026-01-02T06:00:00Z");
    private final File file;
    private final IdentityCipher cipher;
    private final Draws draws = new Draws(20221123);
    private final List<Change> changes = new ArrayList<>();

    Population(File file, IdentityCipher cipher) {
        this.file = file;
        this.cipher = cipher;
    }

    /** The file {@code population.yaml}. */
    record File(Map<String, Integer> inhabitants, List<Site> sites, List<Post> posts) {
        record Site(Facility.Kind kind, String name, int count, Integer leastBeds, Integer mostBeds) {}

        record Post(
                Facility.Kind kind, String role, Gap.Level level, int headcount, Gap.WorkMode workMode, int priority) {}
    }

    /** A certification and the role it qualifies for, up to a level. */
    record Qualification(String role, Gap.Level level, Certification certification) {}

    /** @return how many facilities, gaps, trainees and assessments were written: none, if the population is there already */
    int apply(Jdbi jdbi) {
        return jdbi.inTransaction(handle -> {
            RegionDao regionDao = handle.attach(RegionDao.class);
            if (regionDao.listDistricts(file.inhabitants().keySet().iterator().next(), FIRST_DISTRICT - 1, 1).stream()
                    .anyMatch(district -> district.id() == FIRST_DISTRICT)) {
                return 0;
            }
            List<Region> regions = regionDao.list();
            Map<String, List<District>> districts = districts(regionDao, regions);
            var qualifications = qualifications(handle);
            var demand = new DemandDraws(file, qualifications, draws);
            var notice = handle.attach(NoticeDao.class).holdLanguages(SupplyDraws.NOTICE);
            var supply = new SupplyDraws(file, qualifications, notice, draws);
            FacilityDao facilityDao = handle.attach(FacilityDao.class);
            Map<String, List<Gap>> gaps = new LinkedHashMap<>();
            var readiness = new ReadinessDraws(file, Readying.questions());
            for (Region region : regions) {
                List<Facility> facilities = demand.facilities(region, districts.get(region.id()));
                write(facilityDao, facilities);
                gaps.put(region.id(), demand.gaps(region, facilities));
                write(handle.attach(ReadinessDao.class), facilities, readiness);
            }
            var people = people(regions, districts, supply);
            var placements = new PlacementDraws(file, people.trainees(), people.consents());
            GapDao gapDao = handle.attach(GapDao.class);
            gaps.forEach((region, standing) -> write(gapDao, placements.fill(region, standing)));
            write(handle.attach(TraineeDao.class), people);
            write(handle.attach(OfferDao.class), placements.offers());
            var reach = new ReachDraws(file);
            EngagementDao engagement = handle.attach(EngagementDao.class);
            handle.attach(CampaignDao.class)
                    .list(Campaign.Status.PUBLISHED, "", CAMPAIGNS)
                    .forEach(campaign -> engagement.add(0, reach.of(campaign, regions)));
            // The log is in the order of time, as if all of it had been written when it says.
            changes.sort(Comparator.comparing(Change::at));
            regionDao.logAll(changes);
            return (int) changes.stream()
                    .filter(change -> !UNCOUNTED.contains(change.feature()))
                    .count();
        });
    }

    private Map<String, List<District>> districts(RegionDao dao, List<Region> regions) {
        List<District> districts = new ArrayList<>();
        for (Region region : regions) {
            for (int i = 1; i <= DISTRICTS; i++) {
                var district = new District(
                        FIRST_DISTRICT + districts.size(), region.id(), "Demo District " + i + " of " + region.name());
                districts.add(district);
                changes.add(Change.of("district", district.id(), 1, Change.Kind.CREATED, "demo", FOUNDED));
            }
        }
        dao.upsertDistricts(districts);
        return districts.stream().collect(groupingBy(District::region));
    }

    private static Map<String, List<Qualification>> qualifications(Handle handle) {
        return handle.attach(CertificationDao.class).list().stream()
                .filter(certification -> certification.status() == Certification.Status.ACTIVE)
                .flatMap(certification -> certification.qualifies().stream()
                        .map(role -> new Qualification(
                                role.role(), Gap.Level.valueOf(role.level().name()), certification)))
                .collect(groupingBy(Qualification::role));
    }

    private void write(FacilityDao dao, List<Facility> facilities) {
        for (Facility facility : facilities) {
            dao.insert(DEMO, facility, DEMO.name());
            created("facility", facility.id(), facility.department(), facility.createdAt());
        }
    }

    private void write(ReadinessDao dao, List<Facility> facilities, ReadinessDraws readiness) {
        for (Facility facility : facilities) {
            for (Assessment assessment : readiness.assessments(facility)) {
                dao.assessments().insert(DEMO, assessment, DEMO.name());
                created("assessment", assessment.id(), assessment.department(), assessment.createdAt());
            }
            readiness.staff(facility).ifPresent(staff -> {
                dao.staff().insert(DEMO, staff);
                changes.add(Change.of(
                                "staff",
                                staff.facility(),
                                staff.version(),
                                Change.Kind.UPDATED,
                                "demo",
                                staff.updatedAt())
                        .in(staff.department()));
            });
        }
    }

    private void write(GapDao dao, List<Gap> gaps) {
        for (Gap gap : gaps) {
            dao.insert(DEMO, gap, DEMO.name());
            created("gap", gap.id(), gap.department(), gap.createdAt());
        }
    }

    private record People(Map<UUID, Trainee> trainees, List<Identity> identities, Map<UUID, Consent> consents) {}

    private static People people(List<Region> regions, Map<String, List<District>> districts, SupplyDraws supply) {
        var people = new People(new LinkedHashMap<>(), new ArrayList<>(), new LinkedHashMap<>());
        for (int number = 1; number <= TRAINEES; number++) {
            Region home = supply.home(regions);
            Trainee trainee = supply.trainee(number, home, districts.get(home.id()));
            people.trainees().put(trainee.id(), trainee);
            people.identities().add(supply.identity(number));
            supply.consent(trainee, home).ifPresent(consent -> people.consents().put(trainee.id(), consent));
        }
        return people;
    }

    private void write(TraineeDao dao, People people) {
        List<Trainee> trainees = List.copyOf(people.trainees().values());
        dao.insert(DEMO, trainees, DEMO.name());
        dao.identities().put(cipher, DEMO, List.copyOf(people.trainees().keySet()), people.identities());
        dao.consents().put(DEMO, people.consents().keySet(), people.consents().values());
        trainees.forEach(trainee -> created("trainee", trainee.id(), trainee.department(), trainee.createdAt()));
    }

    /** Each was open once, and has been accepted since. */
    private void write(OfferDao dao, List<Offer> accepted) {
        dao.insert(DEMO, accepted, DEMO.name());
        for (Offer offer : accepted) {
            dao.decide(DEMO, offer.id(), offer.version(), Offer.State.ACCEPTED, offer.decidedAt());
            Stream.of(offer.department(), offer.traineeDepartment()).distinct().forEach(department -> {
                created("offer", offer.id(), department, offer.createdAt());
                changes.add(Change.of(
                                "offer",
                                offer.id(),
                                offer.version() + 1,
                                Change.Kind.UPDATED,
                                "demo",
                                offer.decidedAt())
                        .in(department));
            });
        }
    }

    /** The languages of a region, official ones first. */
    static List<String> languages(Region region) {
        return region.languages().stream()
                .sorted(Comparator.comparing(language -> !language.status().equals("official")))
                .map(Region.Language::tag)
                .distinct()
                .toList();
    }

    private void created(String feature, UUID id, String department, Instant at) {
        changes.add(Change.of(feature, id, 1, Change.Kind.CREATED, "demo", at).in(department));
    }
}
