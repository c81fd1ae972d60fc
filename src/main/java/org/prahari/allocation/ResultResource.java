package org.prahari.allocation;

import io.dropwizard.auth.Auth;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.InputStream;
import java.util.List;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.prahari.access.Scopes;
import org.prahari.access.Viewer;
import org.prahari.http.Page;
import org.prahari.http.Paging;
import org.prahari.http.Problem;

/** What a round found: who goes where and why, which seats stay empty and why, and the proof. */
@Path("/v1/allocations")
@Produces(MediaType.APPLICATION_JSON)
public final class ResultResource {
    public static final String NDJSON = "application/x-ndjson";
    private final RoundDao rounds;
    private final ResultDao dao;

    public ResultResource(RoundDao rounds, ResultDao dao) {
        this.rounds = rounds;
        this.dao = dao;
    }

    @GET
    @Path("{id}/assignments")
    @Scopes("allocations:read")
    public Page<Assigned> assignments(@Auth Viewer viewer, @PathParam("id") UUID id, @BeanParam Paging paging) {
        found(viewer, id);
        var rows = dao.listAssigned(id, after(paging), paging.limit() + 1);
        return Page.of(rows, paging.limit(), row -> List.of(Integer.toString(row.person())));
    }

    @GET
    @Path("{id}/unfilled")
    @Scopes("allocations:read")
    public Page<Unfilled> unfilled(@Auth Viewer viewer, @PathParam("id") UUID id, @BeanParam Paging paging) {
        found(viewer, id);
        var rows = dao.listExplained(id, after(paging), paging.limit() + 1);
        return Page.of(rows, paging.limit(), row -> List.of(Integer.toString(row.number())));
    }

    /** Streams the proof; every part was checked before the first byte leaves. */
    @GET
    @Path("{id}/proof")
    @Produces(NDJSON)
    @Scopes("allocations:read")
    public Response proof(@Auth Viewer viewer, @PathParam("id") UUID id) {
        Round round = found(viewer, id);
        int parts = dao.countParts(id);
        for (int number = 0; number < parts; number++) {
            part(id, number);
        }
        StreamingOutput body = out -> {
            try (InputStream in = new GZIPInputStream(new PartsStream(parts, number -> part(id, number)))) {
                in.transferTo(out);
            }
        };
        return Response.ok(body, NDJSON)
                .tag(new EntityTag("proof-" + round.version()))
                .build();
    }

    private byte[] part(UUID id, int number) {
        return dao.findPart(id, number)
                .orElseThrow(() -> Problem.GONE.because("The stored proof is damaged: part " + number
                        + " is not as it was written. Run the round anew"));
    }

    private Round found(Viewer viewer, UUID id) {
        Round round = rounds.find(viewer, id).orElseThrow(() -> Problem.NOT_FOUND.because(null));
        if (round.state() != Round.State.SUCCEEDED) {
            throw Problem.CONFLICT.because("The round has found nothing (yet): its state tells");
        }
        return round;
    }

    private static int after(Paging paging) {
        List<String> after = paging.after();
        return after.isEmpty() ? -1 : Integer.parseInt(after.get(0));
    }
}
