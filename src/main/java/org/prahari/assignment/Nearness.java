package org.prahari.assignment;

/** How near a person's home is to a gap's place, nearest first. */
public enum Nearness {
    REMOTE,
    DISTRICT,
    REGION,
    ELSEWHERE
}
