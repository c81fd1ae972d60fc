package org.prahari.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A {@link Page} as it goes over the wire.
 *
 * @param link the header Link, or null if this is the last page
 */
public record PageBody(ObjectNode json, String link) {
    private static final Set<String> NOT_BOUND = Set.of("cursor", "limit", "fields");

    /**
     * The list that was asked for.
     *
     * @param path of the address, with its first slash
     * @param query its parameters, decoded
     * @param viewer the name of who asks
     */
    public record Asked(String path, Map<String, ? extends Collection<String>> query, String viewer) {
        /** What a cursor is bound to: the path, the filters in canonical order, and who asks. */
        String binding() {
            var filters = new TreeMap<String, Set<String>>();
            query.forEach((name, values) -> {
                if (!NOT_BOUND.contains(name)) {
                    filters.put(
                            plain(name),
                            values.stream().map(Asked::plain).collect(Collectors.toCollection(TreeSet::new)));
                }
            });
            return path.substring(1) + filters + viewer;
        }

        /** Encoded, so that no value can be written to read as two, or as another filter. */
        private static String plain(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8);
        }
    }

    public static PageBody of(Page<?> page, Asked asked, Cursor cursor, ObjectMapper mapper) {
        ObjectNode body = mapper.createObjectNode();
        var fields = asked.query().get("fields");
        if (fields == null) {
            body.putPOJO("items", page.items());
        } else {
            body.set("items", select(page.items(), fields.iterator().next(), mapper));
        }
        if (page.nextKey().isEmpty()) {
            return new PageBody(body, null);
        }
        String next = cursor.encode(page.nextKey(), asked.binding());
        body.put("next", next);
        Map<String, Collection<String>> query = new TreeMap<>(asked.query());
        query.put("cursor", List.of(next));
        // Relative: the Host header is the caller's word, not ours.
        return new PageBody(body, "<" + asked.path() + "?" + Query.of(query) + ">; rel=\"next\"");
    }

    private static ArrayNode select(List<?> items, String fields, ObjectMapper mapper) {
        Set<String> wanted = new TreeSet<>(List.of(fields.split(",", -1)));
        items.stream().findFirst().ifPresent(item -> check(wanted, item.getClass()));
        ArrayNode array = mapper.valueToTree(items);
        array.forEach(node -> ((ObjectNode) node).retain(wanted));
        return array;
    }

    private static void check(Set<String> wanted, Class<?> type) {
        for (String name : wanted) {
            boolean known = type.isRecord()
                    && List.of(type.getRecordComponents()).stream()
                            .anyMatch(component -> component.getName().equals(name));
            if (!known) {
                throw Problem.parameter("fields", "names a field that the items do not have");
            }
        }
    }
}
