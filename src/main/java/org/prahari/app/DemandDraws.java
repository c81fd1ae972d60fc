package org.prahari.app;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.prahari.facility.Facility;
import org.prahari.facility.FacilityRequest;
import org.prahari.gap.Gap;
import org.prahari.gap.GapRequest;
import org.prahari.region.District;
import org.prahari.region.Region;

/** Draws the facilities of a region and their gaps. */
final class DemandDraws {
    private static final int GAPS = 400;
    private static final int LEAST_GAPS = 5;
    private final Population.File file;
    private final Map<String, List<Population.Qualification>> qualifications;
    private final Draws draws;

    DemandDraws(Population.File file, Map<String, List<Population.Qualification>> qualifications, Draws draws) {
        this.file = file;
        this.qualifications = qualifications;
        this.draws = draws;
    }

    List<Facility> facilities(Region region, List<District> districts) {
        List<Facility> facilities = new ArrayList<>();
        for (Population.File.Site site : file.sites()) {
            for (int i = 0; i < site.count(); i++) {
                facilities.add(facility(region, site, districts.get(i % districts.size()), facilities.size() + 1));
            }
        }
        return facilities;
    }

    private Facility facility(Region region, Population.File.Site site, District district, int number) {
        Instant at = draws.moment(Population.OPENED);
        return new FacilityRequest(
                        region.id(),
                        "DEMO-F-%s-%02d".formatted(region.id().substring(3), number),
                        null,
                        site.name() + " of " + (site.count() == 1 ? region.name() : district.name()),
                        site.kind(),
                        district.id(),
                        site.leastBeds() == null ? null : draws.between(site.leastBeds(), site.mostBeds()),
                        "Head of administration")
                .create(draws.id(at), at);
    }

    /** More where more people live. */
    List<Gap> gaps(Region region, List<Facility> facilities) {
        int everybody =
                file.inhabitants().values().stream().mapToInt(Integer::intValue).sum();
        int spread = GAPS - LEAST_GAPS * file.inhabitants().size();
        int count = LEAST_GAPS + Math.round((float) spread * file.inhabitants().get(region.id()) / everybody);
        List<Gap> gaps = new ArrayList<>();
        while (gaps.size() < count) {
            gaps.add(gap(region, draws.one(facilities), gaps.size() + 1));
        }
        return gaps;
    }

    private Gap gap(Region region, Facility facility, int number) {
        var posts = file.posts().stream()
                .filter(post -> post.kind() == facility.kind())
                .toList();
        Population.File.Post post = draws.weighted(posts, Population.File.Post::priority);
        List<String> suited = qualifications.getOrDefault(post.role(), List.of()).stream()
                .filter(qualification -> qualification.level().compareTo(post.level()) >= 0)
                .map(qualification -> qualification.certification().code())
                .toList();
        List<String> local = Population.languages(region);
        boolean remote = post.workMode() == Gap.WorkMode.REMOTE;
        Instant at = draws.moment(draws.day(Population.OPENED.plusDays(14), 280));
        LocalDate start = Population.TODAY.plusDays(60);
        return new GapRequest(
                        "DEMO-G-%s-%03d".formatted(region.id().substring(3), number),
                        facility.id(),
                        post.role(),
                        post.level(),
                        post.headcount(),
                        required(suited),
                        draws.chance(50) ? draws.some(draws.between(1, 3), suited) : List.of(),
                        remote ? List.of("en") : draws.chance(50) ? local.subList(0, 1) : List.of(),
                        draws.some(2, local),
                        post.workMode(),
                        draws.day(start, 240),
                        draws.one(List.of(0, 15, 30, 30, 60, 90)),
                        post.priority(),
                        draws.weighted(
                                List.of(Gap.Status.OPEN, Gap.Status.ON_HOLD, Gap.Status.CANCELLED),
                                status -> status == Gap.Status.OPEN ? 94 : 3))
                .create(draws.id(at), region.id(), at);
    }

    private List<List<String>> required(List<String> suited) {
        List<List<String>> required = new ArrayList<>();
        if (!suited.isEmpty() && draws.chance(60)) {
            required.add(draws.some(draws.between(2, 5), suited));
        }
        if (!suited.isEmpty() && draws.chance(8)) {
            required.add(draws.some(draws.between(3, 8), suited));
        }
        return required;
    }
}
