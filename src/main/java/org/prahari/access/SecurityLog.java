package org.prahari.access;

import org.prahari.http.RequestId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** One line for each caller who is turned away, so that attacks are seen. What the caller is told says less. */
final class SecurityLog {
    private static final Logger LOG = LoggerFactory.getLogger("org.prahari.security");

    private SecurityLog() {}

    /**
     * Somebody who is not who they say, or does not say.
     *
     * @param reason a class of reasons, in kebab case
     * @param subject the id of the key or another word that is no secret and not the caller's own, or null
     */
    static void unauthenticated(String reason, String subject) {
        LOG.info("401 reason={} key={} request={}", reason, subject, MDC.get(RequestId.MDC_KEY));
    }

    static void forbidden(Viewer viewer, String operation, String detail) {
        LOG.info(
                "403 client={} operation={} detail=\"{}\" request={}",
                viewer.name(),
                operation,
                detail,
                MDC.get(RequestId.MDC_KEY));
    }
}
