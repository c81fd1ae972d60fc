package org.prahari.campaign;

import java.util.Set;

/**
 * Who may say what devices have counted.
 *
 * @param anonymous whether anybody may, without a key: what then comes in may be invented, by an address as fast as the
 *     limit {@code posts} lets it
 */
public record EngagementSettings(boolean anonymous) {
    public static final EngagementSettings DEFAULT = new EngagementSettings(false);
    static final String SCOPE = "engagement:write";

    /** The scopes that nobody needs a key for. */
    public Set<String> free() {
        return anonymous ? Set.of(SCOPE) : Set.of();
    }
}
