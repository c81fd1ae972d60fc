package org.prahari.partner;

import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Variant;

/** What of a list is to go out, and how. */
public final class Asked {
    private static final MediaType LINES = MediaType.valueOf(Uploads.NDJSON);
    private static final MediaType TABLE = MediaType.valueOf(Uploads.CSV);

    @QueryParam("changedSince")
    private String changedSince;

    @Context
    private Request request;

    /** A token of the feed, or null for all there is. */
    String changedSince() {
        return changedSince;
    }

    /** Whether nobody waits for the body. */
    boolean isHead() {
        return request.getMethod().equals("HEAD");
    }

    /** What the caller likes best of the two; lines, if it is all the same. */
    MediaType type() {
        Variant best = request.selectVariant(Variant.mediaTypes(LINES, TABLE).build());
        return best == null ? LINES : best.getMediaType();
    }

    TableWriter.Format format() {
        return type().equals(TABLE) ? TableWriter.Format.CSV : TableWriter.Format.NDJSON;
    }
}
