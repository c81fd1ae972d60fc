package org.prahari.trainee;

/**
 * A trainee as one of many.
 *
 * @param identity left as it is if absent
 */
public record TraineeUpload(TraineeRequest trainee, Identity identity) {}
