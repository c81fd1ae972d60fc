package org.prahari.access;

import java.util.Optional;

/** A kind of bearer token, and the way in that it opens. */
public interface BearerTokens {
    boolean mine(String token);

    Optional<Viewer> authenticate(String token);
}
