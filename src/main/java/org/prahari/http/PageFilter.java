package org.prahari.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import java.security.Principal;
import java.util.List;

/** Checks the cursor on the way in; on the way out turns a {@link Page} into items, the next cursor and a Link header. */
@Priority(Priorities.USER)
public final class PageFilter implements ContainerRequestFilter, ContainerResponseFilter {
    private static final String AFTER = "prahari.after";
    private final Cursor cursor;
    private final ObjectMapper mapper;

    public PageFilter(Cursor cursor, ObjectMapper mapper) {
        this.cursor = cursor;
        this.mapper = mapper;
    }

    @SuppressWarnings("unchecked")
    static List<String> after(ContainerRequestContext request) {
        Object after = request == null ? null : request.getProperty(AFTER);
        return after == null ? List.of() : (List<String>) after;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        String given = request.getUriInfo().getQueryParameters().getFirst("cursor");
        if (given != null) {
            request.setProperty(
                    AFTER,
                    cursor.decode(given, asked(request).binding())
                            .orElseThrow(() -> Problem.parameter(
                                    "cursor", "is not a cursor of this list with these filters and this key")));
        }
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (!(response.getEntity() instanceof Page<?> page)) {
            return;
        }
        PageBody body = PageBody.of(page, asked(request), cursor, mapper);
        if (body.link() != null) {
            response.getHeaders().add("Link", body.link());
        }
        response.setEntity(body.json());
    }

    private static PageBody.Asked asked(ContainerRequestContext request) {
        Principal viewer = request.getSecurityContext().getUserPrincipal();
        return new PageBody.Asked(
                request.getUriInfo().getRequestUri().getRawPath(),
                request.getUriInfo().getQueryParameters(),
                viewer == null ? "" : viewer.getName());
    }
}
