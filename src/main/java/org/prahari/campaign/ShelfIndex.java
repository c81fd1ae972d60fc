package org.prahari.campaign;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Which campaigns of a shelf bear a word, a bit for each in the order of the shelf: what a question costs depends on what it
 * finds, and hardly on how much there is.
 */
final class ShelfIndex {
    private final List<Shelf.Published> campaigns;
    private final Map<Object, BitSet> regions;
    private final Map<Object, BitSet> audiences;
    private final Map<Object, BitSet> topics;
    private final Map<Object, BitSet> kinds;
    private final Map<Object, BitSet> channels;
    private final Map<Object, BitSet> safeguards;
    /** Those for all regions. */
    private final BitSet national = new BitSet();

    ShelfIndex(List<Shelf.Published> campaigns) {
        this.campaigns = campaigns;
        this.regions = index(Campaign::regions);
        this.audiences = index(Campaign::audiences);
        this.topics = index(Campaign::topics);
        this.kinds = index(campaign -> List.of(campaign.kind()));
        this.channels = index(Campaign::channels);
        this.safeguards = index(Campaign::safeguards);
        for (int i = 0; i < campaigns.size(); i++) {
            national.set(i, campaigns.get(i).campaign().regions().isEmpty());
        }
    }

    private Map<Object, BitSet> index(Function<Campaign, Collection<?>> words) {
        Map<Object, BitSet> bits = new HashMap<>();
        for (int i = 0; i < campaigns.size(); i++) {
            for (Object word : words.apply(campaigns.get(i).campaign())) {
                bits.computeIfAbsent(word, unknown -> new BitSet()).set(i);
            }
        }
        return bits;
    }

    /** Those that are about what is asked for, in the order of the shelf, whatever their days and their texts. */
    Stream<Shelf.Published> about(CampaignFilter filter) {
        List<BitSet> all = new ArrayList<>();
        if (filter.region() != null) {
            BitSet concerned = any(regions, List.of(filter.region()));
            concerned.or(national);
            all.add(concerned);
        }
        with(audiences, filter.audiences(), all);
        with(topics, filter.topics(), all);
        with(kinds, filter.kinds(), all);
        with(channels, filter.channels(), all);
        with(safeguards, filter.safeguards(), all);
        if (all.isEmpty()) {
            return campaigns.stream();
        }
        BitSet found = all.get(0);
        all.forEach(found::and);
        return found.stream().mapToObj(campaigns::get);
    }

    private static void with(Map<Object, BitSet> bits, Collection<?> wanted, List<BitSet> all) {
        if (!wanted.isEmpty()) {
            all.add(any(bits, wanted));
        }
    }

    private static BitSet any(Map<Object, BitSet> bits, Collection<?> wanted) {
        BitSet any = new BitSet();
        wanted.forEach(word -> any.or(bits.getOrDefault(word, new BitSet())));
        return any;
    }
}
