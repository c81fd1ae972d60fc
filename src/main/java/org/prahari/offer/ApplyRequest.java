package org.prahari.offer;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.LocalDate;

/**
 * Which part of a round is to be offered.
 *
 * @param department whose gaps
 * @param answerBy the last day to accept; in two weeks if absent
 */
public record ApplyRequest(
        @NotNull @Pattern(regexp = "IN-[A-Z]{2}") String department, LocalDate answerBy) {}
