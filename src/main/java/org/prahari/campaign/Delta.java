package org.prahari.campaign;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What leads from one state of a set to another, in the order it is sent: first what leaves it, then what is new or
 * different, the most urgent first. It may name what leads nowhere, as a slug that was never in the set, but lacks nothing:
 * a campaign that the log does not tell of is the same, so what it was at the old state is known by the clock alone.
 *
 * @param base the old state, or null for the empty set
 */
record Delta(Mark base, Ledger ledger, Selection selection, Mark mark, CampaignSet set) {
    private static final List<Campaign.Severity> URGENCY = List.of(
            Campaign.Severity.CRITICAL, Campaign.Severity.HIGH, Campaign.Severity.MEDIUM, Campaign.Severity.LOW);
    private static final int LEAST_URGENT = 5;

    /**
     * @param position where it comes in the order, unless the log tells of the campaign meanwhile
     * @param item null for one that leaves the set
     */
    record Step(String position, String slug, CampaignSet.Item item) {}

    List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        for (CampaignSet.Item item : set.items().values()) {
            if (base == null || isDifferent(item)) {
                steps.add(new Step(position(item), item.slug(), item));
            }
        }
        if (base != null) {
            removed().forEach(slug -> steps.add(new Step("0" + slug, slug, null)));
        }
        steps.sort(Comparator.comparing(Step::position));
        return steps;
    }

    private boolean isDifferent(CampaignSet.Item item) {
        Campaign campaign = item.published().campaign();
        return ledger.regions() > base.sequence()
                || ledger.written().get(item.slug()) > base.sequence()
                || !selection.holds(campaign, base.at())
                || occursOtherwise(item);
    }

    private boolean occursOtherwise(CampaignSet.Item item) {
        return item.published().campaign().recurrence() != null
                && !Selection.day(base.at()).equals(Selection.day(mark.at()))
                && !Edition.of(item.published(), selection.choice(ledger.shelf()), Selection.day(base.at()))
                        .equals(item.edition());
    }

    private List<String> removed() {
        List<String> slugs = new ArrayList<>();
        for (Shelf.Published published : ledger.shelf().campaigns()) {
            Campaign campaign = published.campaign();
            if (!set.items().containsKey(campaign.slug()) && hasLeft(campaign)) {
                slugs.add(campaign.slug());
            }
        }
        for (Map.Entry<String, Long> withdrawal : ledger.withdrawn().entrySet()) {
            if (withdrawal.getValue() > base.sequence() && !set.items().containsKey(withdrawal.getKey())) {
                slugs.add(withdrawal.getKey());
            }
        }
        return slugs.stream().distinct().toList();
    }

    /** A campaign that waits for its moment is not told of. */
    private boolean hasLeft(Campaign campaign) {
        return ledger.written().get(campaign.slug()) > base.sequence()
                ? Selection.hasBegun(campaign, mark.at())
                : selection.concerns(campaign)
                        && !Selection.isOver(campaign, base.at())
                        && Selection.isOver(campaign, mark.at());
    }

    /** Depends on nothing but the campaign, so that it moves only when the log tells of it. */
    static String position(CampaignSet.Item item) {
        Campaign.Severity severity = item.edition().severity();
        return (severity == null ? LEAST_URGENT : URGENCY.indexOf(severity) + 1) + item.slug();
    }
}
