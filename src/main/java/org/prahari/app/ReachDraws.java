package org.prahari.app;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.prahari.campaign.Campaign;
import org.prahari.campaign.EngagementDao;
import org.prahari.region.Region;

/** Draws how far campaigns have come: more each week, most where many live, and in the region's language if there is one. */
final class ReachDraws {
    private static final int WEEKS = 8;
    private static final LocalDate FIRST = LocalDate.of(2026, 9, 7);
    /** Thousands of inhabitants for each device that shows a campaign in the last week. */
    private static final int RARITY = 120;

    private final Population.File file;
    /** Of its own, so that the rest of the population comes out as without it. */
    private final Draws draws = new Draws(20261006);

    ReachDraws(Population.File file) {
        this.file = file;
    }

    List<EngagementDao.Addition> of(Campaign campaign, List<Region> regions) {
        List<EngagementDao.Addition> drawn = new ArrayList<>();
        for (Region region : regions) {
            String language = region.languages().stream()
                    .map(Region.Language::tag)
                    .filter(campaign.translations()::containsKey)
                    .findFirst()
                    .orElse("en");
            int devices = file.inhabitants().get(region.id()) / RARITY * draws.between(50, 150) / 100;
            for (int week = 0; week < WEEKS; week++) {
                long shown = 6 + (long) devices * (week + 2) / (WEEKS + 1);
                long opened = shown * draws.between(35, 65) / 100;
                long completed = opened * draws.between(40, 80) / 100;
                drawn.add(new EngagementDao.Addition(
                        campaign.slug(), FIRST.plusWeeks(week), region.id(), language, shown, opened, completed, 0));
            }
        }
        return drawn;
    }
}
