package org.prahari.partner;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

/** How an upload was sent. Taken by every operation that receives one, as a bean parameter. */
public final class Sent {
    @QueryParam("dryRun")
    @DefaultValue("false")
    private boolean dryRun;

    @Context
    private HttpHeaders headers;

    boolean dryRun() {
        return dryRun;
    }

    MediaType type() {
        return headers.getMediaType();
    }
}
