/**
 * People in training: what they seek, hold and learn, and what they consented to. Who they are lives apart, in
 * {@link org.prahari.trainee.Identity}, and enters no answer, list or log but its own.
 */
package org.prahari.trainee;
