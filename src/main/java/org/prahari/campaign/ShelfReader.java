package org.prahari.campaign;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes the shelf from the database: reads and renders what has changed since it did so last, and keeps the rest. */
public final class ShelfReader {
    private static final int FEW = 50;
    private final CampaignSettings settings;
    private Map<CampaignDao.Stamp, Shelf.Published> last = Map.of();

    public ShelfReader(CampaignSettings settings) {
        this.settings = settings;
    }

    public synchronized Shelf read(CampaignDao dao) {
        List<CampaignDao.Stamp> stamps = dao.listPublishedStamps();
        Map<CampaignDao.Stamp, Shelf.Published> now = new HashMap<>(last);
        now.keySet().retainAll(new HashSet<>(stamps));
        Set<CampaignDao.Stamp> changed = new HashSet<>(stamps);
        changed.removeAll(now.keySet());
        for (Campaign campaign : campaigns(dao, changed)) {
            now.computeIfAbsent(
                    CampaignDao.Stamp.of(campaign), stamp -> Shelf.Published.of(campaign, settings.stale()));
        }
        last = now;
        return new Shelf(stamps.stream().map(now::get).toList(), dao.listTerms(), regions(dao));
    }

    private static List<Campaign> campaigns(CampaignDao dao, Set<CampaignDao.Stamp> changed) {
        return changed.size() > FEW
                ? dao.list(Campaign.Status.PUBLISHED, "", Integer.MAX_VALUE)
                : changed.stream()
                        .flatMap(stamp -> dao.find(stamp.slug()).stream())
                        .toList();
    }

    private static Map<String, List<String>> regions(CampaignDao dao) {
        Map<String, List<String>> regions = new LinkedHashMap<>();
        dao.listRegions()
                .forEach(region -> regions.put(
                        region.id(),
                        region.languages().stream()
                                .map(CampaignDao.RegionLanguages.Tag::tag)
                                .toList()));
        return regions;
    }
}
