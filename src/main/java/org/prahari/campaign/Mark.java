package org.prahari.campaign;

import java.time.Instant;

/**
 * A state of the published campaigns: what the log had told by then, and the moment at which windows were looked at.
 *
 * @param sequence the last change of campaigns and regions, 0 or more
 */
record Mark(long sequence, Instant at) {}
