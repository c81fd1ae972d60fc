package org.prahari.offer;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * What a department has offered of a round.
 *
 * @param offers how many
 */
public record Applied(UUID allocation, String department, int offers, LocalDate answerBy, Instant appliedAt) {}
