package org.prahari.campaign;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.prahari.http.Kebab;
import org.prahari.http.Query;

/**
 * What an address asks for, in the one spelling that stands for all of it.
 *
 * @param path as it came
 * @param query canonical; null if there is none
 * @param slug of the one campaign it is about, or null
 * @param negotiated whether the caller's Accept-Language matters
 */
record Wanted(
        String path,
        String query,
        String slug,
        boolean negotiated,
        String type,
        SortedMap<String, SortedSet<String>> parameters) {
    /** @return null if the address is not beyond doubt one of these routes' */
    static Wanted of(List<Route> routes, String address) {
        int mark = address.indexOf('?');
        String path = mark < 0 ? address : address.substring(0, mark);
        for (Route route : routes) {
            var matcher = route.path().matcher(path);
            if (matcher.matches()) {
                var parameters = Query.parse(mark < 0 ? null : address.substring(mark + 1), route.parameters());
                return parameters == null
                        ? null
                        : new Wanted(
                                path,
                                parameters.isEmpty() ? null : Query.of(parameters),
                                route.hasSlug() ? matcher.group(1) : null,
                                // A language in the query wins over the header.
                                route.negotiated() && !parameters.containsKey("language"),
                                route.type(),
                                parameters);
            }
        }
        return null;
    }

    /** Whether the answer can be another when this campaign is; if in doubt, yes. */
    boolean isAbout(Campaign campaign) {
        if (slug != null) {
            return slug.equals(campaign.slug());
        }
        SortedSet<String> region = values("region");
        return (region.isEmpty() || campaign.concerns(region.first()))
                && any("audience", campaign.audiences())
                && any("topic", campaign.topics())
                && any("channel", campaign.channels())
                && any("kind", List.of(Kebab.of(campaign.kind())))
                && any(
                        "safeguard",
                        campaign.safeguards().stream().map(Kebab::of).toList());
    }

    private boolean any(String name, Collection<String> there) {
        SortedSet<String> wanted = values(name);
        return wanted.isEmpty() || !Collections.disjoint(wanted, there);
    }

    private SortedSet<String> values(String name) {
        return parameters.getOrDefault(name, new TreeSet<>());
    }
}
