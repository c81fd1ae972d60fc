package org.prahari.campaign;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.prahari.http.Problem.Fault;

/**
 * What the public reads from memory: the published campaigns by slug, the vocabulary, and the languages of the regions.
 */
public record Shelf(List<Published> campaigns, List<Term> terms, Map<String, List<String>> regions) {
    public Shelf {
        campaigns = List.copyOf(campaigns);
        terms = List.copyOf(terms);
        regions = Map.copyOf(regions);
    }

    /** A campaign with its bodies as HTML, by each language it may be read in, and its words for the search. */
    record Published(Campaign campaign, Map<String, String> html, Words words) {
        Published {
            html = Map.copyOf(html);
        }

        static Published of(Campaign campaign, CampaignSettings.Stale stale) {
            Map<String, Translation> texts = new TreeMap<>(campaign.translations());
            if (stale == CampaignSettings.Stale.WITHHOLD) {
                texts.keySet().removeIf(campaign::isStale);
            }
            Map<String, String> html = new TreeMap<>();
            texts.forEach((language, text) -> html.put(language, Markdown.html(text.body())));
            return new Published(campaign, html, new Words(texts.values()));
        }

        /** The languages the public may read it in. */
        Set<String> languages() {
            return html.keySet();
        }
    }

    /** The same without what is not there yet at that moment, or not any more. */
    Shelf at(Instant now) {
        return campaigns.stream().allMatch(published -> published.campaign().isOnAir(now))
                ? this
                : new Shelf(
                        campaigns.stream()
                                .filter(published -> published.campaign().isOnAir(now))
                                .toList(),
                        terms,
                        regions);
    }

    /** The first instant after that one, and at {@code last} the latest, at which a campaign comes or goes by the clock. */
    Instant edge(Instant now, Instant last) {
        return campaigns.stream()
                .map(published -> published.campaign().window())
                .filter(Objects::nonNull)
                .flatMap(window -> Stream.of(window.publishAt(), window.expiresAt()))
                .filter(edge -> edge != null && edge.isAfter(now) && edge.isBefore(last))
                .min(Comparator.naturalOrder())
                .orElse(last);
    }

    List<Term> terms(Term.Kind kind) {
        return terms.stream().filter(term -> term.kind() == kind).toList();
    }

    boolean knows(Term.Kind kind, String id) {
        return terms.stream().anyMatch(term -> term.kind() == kind && term.id().equals(id));
    }

    /** The words and regions that a request names and that do not exist. */
    List<Fault> unknown(CampaignRequest request) {
        List<Fault> faults = new ArrayList<>();
        collect(request.topics(), "/topics/", id -> knows(Term.Kind.TOPIC, id), faults);
        collect(request.audiences(), "/audiences/", id -> knows(Term.Kind.AUDIENCE, id), faults);
        collect(request.channels(), "/channels/", id -> knows(Term.Kind.CHANNEL, id), faults);
        collect(request.regions() == null ? List.of() : request.regions(), "/regions/", regions::containsKey, faults);
        return faults;
    }

    private static void collect(
            List<String> ids, String pointer, java.util.function.Predicate<String> known, List<Fault> faults) {
        for (int i = 0; i < ids.size(); i++) {
            if (!known.test(ids.get(i))) {
                faults.add(new Fault(pointer + i, "does not exist", "unknown-reference"));
            }
        }
    }
}
