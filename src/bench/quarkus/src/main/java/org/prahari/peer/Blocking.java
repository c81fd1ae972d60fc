package org.prahari.peer;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

/** On the worker threads, where methods without a mark run. */
@Path("/v1/campaigns")
public class Blocking {
    private final Cached cached;

    Blocking(Cached cached) {
        this.cached = cached;
    }

    @GET
    @Path("{name}")
    public Response get(
            @PathParam("name") String name,
            @HeaderParam("Accept-Encoding") String coding,
            @HeaderParam("If-None-Match") String held) {
        return cached.answer(name, coding, held);
    }
}
