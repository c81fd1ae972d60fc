package org.prahari.http;

/** What is common to the views in the Credential Transparency Description Language of the Credential Engine. */
public final class Ctdl {
    public static final String MEDIA_TYPE = "application/ld+json";
    public static final String CONTEXT = "https://credreg.net/ctdl/schema/context/json";

    private Ctdl() {}

    /** A text, in the one language the catalogue has. */
    public record Text(String en) {}
}
