package org.prahari.role;

/** That one element of the framework belongs to another, by their ids. */
public record Relation(String source, String target) {}
