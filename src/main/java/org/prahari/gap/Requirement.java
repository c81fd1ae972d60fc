package org.prahari.gap;

import java.util.UUID;

/**
 * A certification that a gap names.
 *
 * @param groupNo 0: preferred; 1 and up: the group of alternatives it belongs to
 */
public record Requirement(UUID gap, int groupNo, String certification) {
    static final int PREFERRED = 0;
}
