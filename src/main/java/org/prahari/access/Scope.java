package org.prahari.access;

import java.util.List;

/** The scopes a client can be given. */
public final class Scope {
    public static final List<String> ALL = List.of(
            "allocations:read",
            "allocations:write",
            "audit:read",
            "campaigns:publish",
            "campaigns:write",
            "catalog:write",
            "changes:read",
            "clients:write",
            "engagement:write",
            "facilities:read",
            "facilities:write",
            "gaps:read",
            "gaps:write",
            "imports:write",
            "matching:read",
            "offers:read",
            "offers:write",
            "trainees:identity",
            "trainees:read",
            "trainees:write",
            "webhooks:write");

    private Scope() {}
}
