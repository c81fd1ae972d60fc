package org.prahari.readiness;

/** Whether a number or a duty was published by somebody who may, or is this project's own proposal. */
public enum Mark {
    PUBLISHED,
    OUR_PROPOSAL
}
