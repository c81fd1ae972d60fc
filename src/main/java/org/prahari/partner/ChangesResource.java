package org.prahari.partner;

import io.dropwizard.auth.Auth;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.prahari.access.Scopes;
import org.prahari.access.Viewer;
import org.prahari.http.Problem;

/** What has changed since the caller last asked; waits for it if told to. */
@Path("/v1/changes")
@Produces(MediaType.APPLICATION_JSON)
public final class ChangesResource {
    private static final String LATEST = "latest";
    private static final int MOST = 1_000;
    private static final int LONGEST_WAIT = 30;
    private final ChangesDao dao;
    private final FeedTokens tokens;
    private final Waiting waiting;

    public ChangesResource(ChangesDao dao, FeedTokens tokens, Waiting waiting) {
        this.dao = dao;
        this.tokens = tokens;
        this.waiting = waiting;
    }

    @GET
    @Scopes("changes:read")
    public void list(
            @Auth Viewer viewer,
            @QueryParam("since") String since,
            @QueryParam("feature") List<String> features,
            @QueryParam("limit") @DefaultValue("200") int limit,
            @QueryParam("wait") @DefaultValue("0") int wait,
            @Suspended AsyncResponse response) {
        if (limit < 1 || limit > MOST) {
            throw Problem.parameter("limit", "must be between 1 and " + MOST);
        }
        if (wait < 0 || wait > LONGEST_WAIT) {
            throw Problem.parameter("wait", "must be between 0 and " + LONGEST_WAIT + " seconds");
        }
        List<String> followed = Followed.by(viewer, features);
        if (LATEST.equals(since)) {
            response.resume(new Changes(List.of(), tokens.of(viewer.name(), dao.last(viewer, followed)), false));
            return;
        }
        long from = since == null ? 0 : tokens.sequence(viewer, "since", since, dao.head());
        Optional<Changes> found = find(viewer, followed, from, limit);
        Changes nothing = new Changes(List.of(), tokens.of(viewer.name(), from), false);
        if (found.isPresent() || wait == 0 || !waiting.admits(viewer.name())) {
            response.resume(found.orElse(nothing));
        } else {
            waiting.add(viewer.name(), response, () -> find(viewer, followed, from, limit), nothing, wait);
        }
    }

    private Optional<Changes> find(Viewer viewer, List<String> features, long from, int limit) {
        List<ChangeEntry> rows = dao.list(viewer, features, from, Long.MAX_VALUE, limit + 1);
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        List<ChangeEntry> items = rows.subList(0, Math.min(limit, rows.size()));
        long last = items.get(items.size() - 1).sequence();
        return Optional.of(new Changes(items, tokens.of(viewer.name(), last), rows.size() > limit));
    }
}
