package org.prahari.campaign;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
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

    /** A campaign with its bodies as HTML, by language. */
    record Published(Campaign campaign, Map<String, String> html) {
        Published {
            html = Map.copyOf(html);
        }

        static Published of(Campaign campaign) {
            return new Published(
                    campaign,
                    campaign.translations().entrySet().stream()
                            .collect(Collectors.toMap(
                                    Map.Entry::getKey,
                                    entry -> Markdown.html(entry.getValue().body()))));
        }
    }

    public static Shelf read(CampaignDao dao) {
        Map<String, List<String>> regions = new LinkedHashMap<>();
        dao.listRegions()
                .forEach(region -> regions.put(
                        region.id(),
                        region.languages().stream()
                                .map(CampaignDao.RegionLanguages.Tag::tag)
                                .toList()));
        return new Shelf(
                dao.list(Campaign.Status.PUBLISHED, "", Integer.MAX_VALUE).stream()
                        .map(Published::of)
                        .toList(),
                dao.listTerms(),
                regions);
    }

    Optional<Published> find(String slug) {
        return campaigns.stream()
                .filter(published -> published.campaign().slug().equals(slug))
                .findFirst();
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
