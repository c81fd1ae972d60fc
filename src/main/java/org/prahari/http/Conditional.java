package org.prahari.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * Conditional requests. Every successful read gets a strong entity tag: the one its resource gave it (the version of a
 * stored thing), else a digest of its bytes; and a client that holds it is answered 304. What is streamed has none unless it
 * is given one. Writes ask {@link #version}.
 */
@Priority(10)
public final class Conditional implements ContainerResponseFilter {
    private static final int DIGEST_BYTES = 12;
    private static final Pattern TAG = Pattern.compile("\"([^\"]*)\"");
    private final ObjectMapper mapper;

    public Conditional(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) throws IOException {
        boolean read = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        if (!read || response.getStatus() != 200 || !response.hasEntity()) {
            return;
        }
        // A resource that says by what its answer varies would otherwise hide that compression varies it as well.
        String vary = response.getHeaderString("Vary");
        if (vary != null) {
            response.getHeaders().putSingle("Vary", vary + ", Accept-Encoding");
        }
        EntityTag tag = response.getEntityTag();
        if (tag == null && response.getEntity() instanceof StreamingOutput) {
            return;
        }
        if (tag == null) {
            byte[] body = response.getEntity() instanceof byte[] bytes
                    ? bytes
                    : mapper.writeValueAsBytes(response.getEntity());
            MediaType type = response.getMediaType();
            tag = new EntityTag(digest(body));
            response.setEntity(body, new java.lang.annotation.Annotation[0], type);
            response.getHeaders().putSingle("ETag", tag);
        }
        if (isHeld(request.getHeaderString("If-None-Match"), tag.getValue())) {
            response.setStatus(304);
            response.setEntity(null);
        }
    }

    /** Weak comparison (RFC 9110, section 13.1.2), also with the mark that compression leaves on a tag. */
    public static boolean isHeld(String ifNoneMatch, String tag) {
        if (ifNoneMatch == null) {
            return false;
        }
        return ifNoneMatch.strip().equals("*")
                || TAG.matcher(ifNoneMatch)
                        .results()
                        .anyMatch(result ->
                                result.group(1).replaceFirst("--gzip$", "").equals(tag));
    }

    /** The tag of a stored thing of that version. */
    public static EntityTag tag(int version) {
        return new EntityTag(Integer.toString(version));
    }

    /**
     * The tag of a stored thing that also shows what nobody wrote, such as when it was used.
     *
     * @param shown a number that is another when that is; writes need not know it
     */
    public static EntityTag tag(int version, long shown) {
        return new EntityTag(version + "." + shown);
    }

    /** The answer that shows a stored thing. */
    public static Response ok(Object thing, int version) {
        return Response.ok(thing).tag(tag(version)).build();
    }

    /** The answer to the creation of a thing that is now to be found at that path. */
    public static Response created(String path, Object thing, int version) {
        return Response.created(URI.create(path))
                .entity(thing)
                .tag(tag(version))
                .build();
    }

    /**
     * The version a write is meant for.
     *
     * @param ifMatch the header If-Match
     * @param current the version stored now
     * @return {@code current}, if the header allows it
     */
    public static int version(String ifMatch, int current) {
        if (ifMatch == null) {
            throw Problem.PRECONDITION_REQUIRED.because(null);
        }
        String wanted = "\"" + current + "(\\.[0-9]+)?\"";
        for (String tag : ifMatch.split(",", -1)) {
            String bare = tag.strip().replace("--gzip\"", "\"");
            if (bare.equals("*") || bare.matches(wanted)) {
                return current;
            }
        }
        throw Problem.PRECONDITION_FAILED.because(null);
    }

    /** @param rows what a statement wrote that carries the version: none, if somebody else was faster */
    public static void met(int rows) {
        if (rows == 0) {
            throw Problem.PRECONDITION_FAILED.because(null);
        }
    }

    /** The tag of what has no version: of its bytes. */
    public static String digest(byte[] body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, DIGEST_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
