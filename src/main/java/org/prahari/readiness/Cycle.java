package org.prahari.readiness;

/** How often assessments of a kind are due. */
public record Cycle(Assessment.Kind kind, int everyMonths, Mark mark) {}
