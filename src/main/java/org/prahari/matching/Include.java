package org.prahari.matching;

/** What a list of matches may show beside the eligible. */
public enum Include {
    NEAR_MISSES
}
