package org.prahari.trainee;

import java.util.UUID;

/** That there is a trainee, and where. */
public record TraineeReference(UUID id, String department) {}
