package org.prahari.role;

import java.time.Instant;

/**
 * A version of the framework that was imported.
 *
 * @param version such as {@code 2.1.0}
 * @param revision 1, and one more each time the content was replaced by another file of the same version
 */
public record FrameworkVersion(String version, String title, String website, int revision, Instant importedAt) {}
