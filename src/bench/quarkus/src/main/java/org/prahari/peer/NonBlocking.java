package org.prahari.peer;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

/** On the event loop. */
@Path("/v2/campaigns")
public class NonBlocking {
    private final Cached cached;

    NonBlocking(Cached cached) {
        this.cached = cached;
    }

    @GET
    @io.smallrye.common.annotation.NonBlocking
    @Path("{name}")
    public Response get(
            @PathParam("name") String name,
            @HeaderParam("Accept-Encoding") String coding,
            @HeaderParam("If-None-Match") String held) {
        return cached.answer(name, coding, held);
    }
}
