package org.prahari.campaign;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.prahari.store.ChangeLog;

/**
 * The shelf, and when what changed on it: what a token needs to be told apart from what it knows already.
 *
 * @param sequence the last change of campaigns and regions
 * @param written by slug: the change that made a published campaign what it is
 * @param withdrawn by slug: the change that took a campaign back from the public last
 * @param regions the last change of a region, whose languages decide what is read where a translation is missing
 */
public record Ledger(long sequence, Shelf shelf, Map<String, Long> written, Map<String, Long> withdrawn, long regions) {
    public Ledger {
        written = Map.copyOf(written);
        withdrawn = Map.copyOf(withdrawn);
    }

    /** A campaign that the public may read at that moment, or could before its time was over. */
    Optional<Campaign> onTheAir(String slug, Instant now) {
        return written.containsKey(slug)
                ? shelf.campaigns().stream()
                        .map(Shelf.Published::campaign)
                        .filter(campaign -> campaign.slug().equals(slug) && campaign.hasBeenOnAir(now))
                        .findFirst()
                : Optional.empty();
    }

    /** Makes the ledger from the database; reads the log on from where it read last. */
    public static final class Reader {
        private final ShelfReader shelves;
        private final Map<CampaignDao.Withdrawal, Long> sequences = new HashMap<>();
        private long seen;

        public Reader(ShelfReader shelves) {
            this.shelves = shelves;
        }

        public synchronized Ledger read(CampaignDao dao) {
            Shelf shelf = shelves.read(dao);
            for (ChangeLog.Numbered change : dao.listNumbered("campaign", seen)) {
                sequences.put(new CampaignDao.Withdrawal(change.id(), change.version()), change.sequence());
                seen = change.sequence();
            }
            long last = dao.lastChange(List.of("campaign", "region"));
            // What the log does not tell of is taken for new: rather sent twice than never.
            Map<String, Long> written = new HashMap<>();
            for (Shelf.Published published : shelf.campaigns()) {
                Campaign campaign = published.campaign();
                var version = new CampaignDao.Withdrawal(campaign.slug(), campaign.version());
                written.put(campaign.slug(), sequences.getOrDefault(version, last));
            }
            Map<String, Long> withdrawn = new HashMap<>();
            dao.listWithdrawals()
                    .forEach(version -> withdrawn.put(version.slug(), sequences.getOrDefault(version, last)));
            return new Ledger(last, shelf, written, withdrawn, dao.lastChange(List.of("region")));
        }
    }
}
