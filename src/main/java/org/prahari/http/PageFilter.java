package org.prahari.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.MultivaluedMap;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Checks the cursor on the way in; on the way out turns a {@link Page} into items, the next cursor and a Link header. */
@Priority(Priorities.USER)
public final class PageFilter implements ContainerRequestFilter, ContainerResponseFilter {
    private static final String AFTER = "prahari.after";
    private static final Set<String> NOT_BOUND = Set.of("cursor", "limit", "fields");
    private final Cursor cursor;
    private final ObjectMapper mapper;

    public PageFilter(Cursor cursor, ObjectMapper mapper) {
        this.cursor = cursor;
        this.mapper = mapper;
    }

    @SuppressWarnings("unchecked")
    static List<String> after(ContainerRequestContext request) {
        Object after = request.getProperty(AFTER);
        return after == null ? List.of() : (List<String>) after;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        String given = request.getUriInfo().getQueryParameters().getFirst("cursor");
        if (given != null) {
            request.setProperty(
                    AFTER,
                    cursor.decode(given, binding(request))
                            .orElseThrow(() -> Problem.parameter(
                                    "cursor", "is not a cursor of this list with these filters and this key")));
        }
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (!(response.getEntity() instanceof Page<?> page)) {
            return;
        }
        ObjectNode body = mapper.createObjectNode();
        String fields = request.getUriInfo().getQueryParameters().getFirst("fields");
        if (fields == null) {
            body.putPOJO("items", page.items());
        } else {
            body.set("items", select(page.items(), fields));
        }
        if (!page.nextKey().isEmpty()) {
            String next = cursor.encode(page.nextKey(), binding(request));
            body.put("next", next);
            Map<String, List<String>> query = new TreeMap<>(request.getUriInfo().getQueryParameters());
            query.put("cursor", List.of(next));
            // Relative: the Host header is the caller's word, not ours.
            String address = request.getUriInfo().getRequestUri().getRawPath() + "?" + Query.of(query);
            response.getHeaders().add("Link", "<" + address + ">; rel=\"next\"");
        }
        response.setEntity(body);
    }

    private ArrayNode select(List<?> items, String fields) {
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

    /** What a cursor is bound to: the path, the filters in canonical order, and who asks. */
    private static String binding(ContainerRequestContext request) {
        MultivaluedMap<String, String> query = request.getUriInfo().getQueryParameters();
        var filters = new TreeMap<String, Set<String>>();
        query.forEach((name, values) -> {
            if (!NOT_BOUND.contains(name)) {
                filters.put(name, new TreeSet<>(values));
            }
        });
        Principal viewer = request.getSecurityContext().getUserPrincipal();
        return request.getUriInfo().getPath() + filters + (viewer == null ? "" : viewer.getName());
    }
}
