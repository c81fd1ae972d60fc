package org.prahari.campaign;

import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.prahari.http.Problem;
import org.prahari.http.StrictParameters;

/** Which of the published campaigns a reader wants. Several values of one parameter mean any of them. */
public final class CampaignFilter {
    private static final ZoneId INDIA = ZoneId.of("Asia/Kolkata");
    private static final int FIRST_YEAR = 2000;
    private static final int LAST_YEAR = 2100;
    private static final int MAX_SEARCH = 100;
    private static final int MAX_WORDS = 10;

    @QueryParam("region")
    private String region;

    @QueryParam("audience")
    private List<String> audiences;

    @QueryParam("topic")
    private List<String> topics;

    @QueryParam("kind")
    private List<Campaign.Kind> kinds;

    @QueryParam("channel")
    private List<String> channels;

    @QueryParam("safeguard")
    private List<Campaign.Safeguard> safeguards;

    @QueryParam("q")
    private String search;

    @QueryParam("on")
    private LocalDate on;

    /** Of the parameters of a query; throws what the query would be refused for. */
    static CampaignFilter of(Map<String, ? extends Collection<String>> query) {
        var filter = new CampaignFilter();
        filter.region = first(query, "region");
        filter.audiences = all(query, "audience");
        filter.topics = all(query, "topic");
        filter.kinds = all(query, "kind").stream()
                .map(kind -> StrictParameters.parse(Campaign.Kind.class, kind))
                .toList();
        filter.channels = all(query, "channel");
        filter.safeguards = all(query, "safeguard").stream()
                .map(safeguard -> StrictParameters.parse(Campaign.Safeguard.class, safeguard))
                .toList();
        filter.search = first(query, "q");
        String on = first(query, "on");
        filter.on = on == null ? null : StrictParameters.parse(LocalDate.class, on);
        return filter;
    }

    private static List<String> all(Map<String, ? extends Collection<String>> query, String name) {
        return query.containsKey(name) ? List.copyOf(query.get(name)) : List.of();
    }

    private static String first(Map<String, ? extends Collection<String>> query, String name) {
        return query.containsKey(name) ? query.get(name).iterator().next() : null;
    }

    /** The day asked for; today in India if none was. */
    LocalDate day(LocalDate today) {
        if (on != null && (on.getYear() < FIRST_YEAR || on.getYear() > LAST_YEAR)) {
            throw Problem.parameter("on", "must be a day of the years " + FIRST_YEAR + " to " + LAST_YEAR);
        }
        return on == null ? today : on;
    }

    /** The day in India. */
    static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, INDIA);
    }

    /** The moment at which a day of India is over. */
    static Instant end(LocalDate day) {
        return day.plusDays(1).atStartOfDay(INDIA).toInstant();
    }

    /** The words looked for, folded; none if nothing is. */
    List<String> words() {
        if (search == null) {
            return List.of();
        }
        List<String> words = search.length() > MAX_SEARCH ? List.of() : Words.of(search);
        if (words.isEmpty() || words.size() > MAX_WORDS) {
            throw Problem.parameter(
                    "q", "must hold 1 to " + MAX_WORDS + " words in at most " + MAX_SEARCH + " characters");
        }
        return words;
    }

    String region() {
        return region;
    }

    /** Refuses words that nobody knows: they are slips of the caller, not empty results. */
    void check(Shelf shelf) {
        check(shelf, Term.Kind.AUDIENCE, "audience", audiences);
        check(shelf, Term.Kind.TOPIC, "topic", topics);
        check(shelf, Term.Kind.CHANNEL, "channel", channels);
    }

    private static void check(Shelf shelf, Term.Kind kind, String parameter, List<String> ids) {
        for (String id : ids) {
            if (!shelf.knows(kind, id)) {
                throw Problem.parameter(parameter, "is not one of the " + parameter + "s there are");
            }
        }
    }

    /** What is asked for beside the days and words. */
    List<String> audiences() {
        return audiences;
    }

    List<String> topics() {
        return topics;
    }

    List<Campaign.Kind> kinds() {
        return kinds;
    }

    List<String> channels() {
        return channels;
    }

    List<Campaign.Safeguard> safeguards() {
        return safeguards;
    }
}
