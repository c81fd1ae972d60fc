package org.prahari.region;

/**
 * A district.
 *
 * @param id the code of the Local Government Directory
 */
public record District(int id, String region, String name) {}
