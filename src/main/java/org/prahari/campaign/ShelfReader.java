package org.prahari.campaign;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.prahari.store.ChangeLog;

/** Makes the shelf from the database: reads and renders what has changed since it did so last, and keeps the rest. */
public final class ShelfReader {
    private static final int FEW = 50;
    private final CampaignSettings settings;
    private Map<CampaignDao.Stamp, Shelf.Published> last = new HashMap<>();

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

    /** The shelf after {@code before}: looks at what has been touched since, and at nothing else. */
    public synchronized Shelf next(CampaignDao dao, Shelf before, Supplier<List<ChangeLog.Touched>> changes) {
        List<ChangeLog.Touched> touched = changes.get();
        if (touched.size() > FEW) {
            return read(dao);
        }
        Map<String, Shelf.Published> shown = new TreeMap<>();
        before.campaigns().forEach(published -> shown.put(published.campaign().slug(), published));
        boolean moved = false;
        boolean words = false;
        for (ChangeLog.Touched thing : touched) {
            if (!thing.feature().equals("campaign")) {
                words = true;
                continue;
            }
            Shelf.Published old = shown.get(thing.id());
            Optional<Campaign> found = dao.find(thing.id());
            if (old == null && found.isEmpty()) {
                // Told of many at once, by no name of one.
                return read(dao);
            }
            Optional<Campaign> now = found.filter(campaign -> campaign.status() == Campaign.Status.PUBLISHED);
            if (now.map(CampaignDao.Stamp::of)
                    .equals(Optional.ofNullable(old).map(known -> CampaignDao.Stamp.of(known.campaign())))) {
                continue;
            }
            moved = true;
            if (old != null) {
                shown.remove(thing.id());
                last.remove(CampaignDao.Stamp.of(old.campaign()));
            }
            now.ifPresent(campaign -> shown.put(
                    campaign.slug(),
                    last.computeIfAbsent(
                            CampaignDao.Stamp.of(campaign), stamp -> Shelf.Published.of(campaign, settings.stale()))));
        }
        if (words) {
            return new Shelf(List.copyOf(shown.values()), dao.listTerms(), regions(dao));
        }
        return moved ? new Shelf(List.copyOf(shown.values()), before.terms(), before.regions()) : before;
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
