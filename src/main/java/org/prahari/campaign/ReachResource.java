package org.prahari.campaign;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.prahari.access.Public;
import org.prahari.http.Page;
import org.prahari.http.Paging;
import org.prahari.http.Problem;
import org.prahari.store.Snapshot;

/** How far campaigns have come: by region, language, week and wave. */
@Path("/v1/campaigns/{slug}/reach")
@Produces(MediaType.APPLICATION_JSON)
public final class ReachResource {
    private static final int MOST_CELLS = 200_000;
    private final EngagementDao dao;
    private final Snapshot<Ledger> ledgers;
    private final Clock clock;
    /** What is told never changes, so nothing in here is ever stale. */
    private final Cache<Key, Reach> reaches = Caffeine.newBuilder()
            .maximumWeight(MOST_CELLS)
            .weigher((Key key, Reach reach) -> 1 + reach.cells().size())
            .build();

    private record Key(String slug, Week last) {}

    public ReachResource(EngagementDao dao, Snapshot<Ledger> ledgers, Clock clock) {
        this.dao = dao;
        this.ledgers = ledgers;
        this.clock = clock;
    }

    @GET
    @Public(maxAge = 3600)
    public Page<ReachSum> list(@PathParam("slug") String slug, @BeanParam ReachQuery query, @BeanParam Paging paging) {
        Ledger ledger = ledgers.value();
        Optional<Campaign> campaign = ledger.onTheAir(slug, clock.instant());
        if (campaign.isEmpty() && !ledger.withdrawn().containsKey(slug)) {
            throw Problem.NOT_FOUND.because(null);
        }
        query.check(ledger.shelf().regions().keySet());
        Week last = Week.lastTold(CampaignFilter.day(clock.instant()));
        Reach reach = reaches.get(new Key(slug, last), this::read);
        List<Wave> waves = query.waves();
        if (waves.isEmpty() && query.isBy(ReachQuery.By.WAVE)) {
            waves = waves(campaign.map(Campaign::recurrence), reach, last);
        }
        List<Map.Entry<String, ReachSum>> sums =
                List.copyOf(reach.sums(query, waves).entrySet());
        return paging.slice(sums, Map.Entry::getKey).map(Map.Entry::getValue);
    }

    private static List<Wave> waves(Optional<Recurrence> recurrence, Reach reach, Week last) {
        Recurrence rule =
                recurrence.orElseThrow(() -> Problem.parameter("wave", "must be given: the campaign does not recur"));
        return reach.cells().stream()
                .map(Reach.Cell::week)
                .min(Comparator.naturalOrder())
                .map(first -> Wave.of(rule, first, last))
                .orElse(List.of());
    }

    private Reach read(Key key) {
        return Reach.of(dao.list(key.slug(), key.last().monday()).stream()
                .map(EngagementDao.Total::cell)
                .toList());
    }
}
