package org.prahari.campaign;

import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Request;
import org.prahari.http.RequestId;

/**
 * A request that is beyond doubt a plain read of campaigns by anybody.
 *
 * @param ifNoneMatch what the caller has, or null
 * @param requestId as the caller gave it, or null
 * @param forwarded the header X-Forwarded-For, or null
 */
record Asked(Key key, Wanted wanted, String ifNoneMatch, String requestId, String forwarded) {
    /**
     * All that the answer depends on, besides what is on the air.
     *
     * @param languages the header Accept-Language in canonical spelling; empty if it does not matter
     * @param gzip whether the caller takes it
     */
    record Key(String path, String query, String languages, boolean gzip, boolean head) {
        /** About how many bytes it takes. */
        int size() {
            return 2 * (path.length() + languages.length() + (query == null ? 0 : query.length()));
        }
    }

    /** The request whose answer is kept under the key: only what is in the key, and who asks. */
    Request request(Request original) {
        HttpFields.Mutable headers = HttpFields.build();
        headers.add(HttpHeader.HOST, original.getHeaders().get(HttpHeader.HOST));
        if (!key.languages().isEmpty()) {
            headers.add(HttpHeader.ACCEPT_LANGUAGE, key.languages());
        }
        if (key.gzip()) {
            headers.add(HttpHeader.ACCEPT_ENCODING, "gzip");
        }
        if (requestId != null) {
            headers.add(RequestId.HEADER, requestId);
        }
        if (forwarded != null) {
            headers.add(HttpHeader.X_FORWARDED_FOR, forwarded);
        }
        HttpURI uri = HttpURI.build(original.getHttpURI()).query(key.query()).asImmutable();
        HttpFields fields = headers.asImmutable();
        return new Request.Wrapper(original) {
            @Override
            public HttpURI getHttpURI() {
                return uri;
            }

            @Override
            public HttpFields getHeaders() {
                return fields;
            }
        };
    }

    /** Reads requests, and remembers what it made of the texts in them. */
    static final class Reader {
        private static final int ADDRESSES = 8192;
        private static final int HEADERS = 2048;
        private final Memo<Wanted> wanted;
        private final Memo<String> languages = new Memo<>(HEADERS, Negotiation::languages);
        private final Memo<Boolean> gzip = new Memo<>(HEADERS, Negotiation::gzip);
        private final Memo<List<String>> accepted;

        Reader(List<Route> routes) {
            this.wanted = new Memo<>(ADDRESSES, address -> Wanted.of(routes, address));
            List<String> types = routes.stream().map(Route::type).distinct().toList();
            this.accepted = new Memo<>(
                    HEADERS,
                    header -> types.stream()
                            .filter(type -> Negotiation.accepts(header, type))
                            .toList());
        }

        /** @return null if there is any doubt */
        Asked read(Request request) {
            boolean head = request.getMethod().equals("HEAD");
            if (!(head || request.getMethod().equals("GET"))
                    || request.getConnectionMetaData().getHttpVersion() != HttpVersion.HTTP_1_1
                    || "admin"
                            .equals(request.getConnectionMetaData()
                                    .getConnector()
                                    .getName())) {
                return null;
            }
            Wanted what = wanted.get(request.getHttpURI().getPathQuery());
            Headers headers = new Headers();
            if (what == null || !headers.read(request.getHeaders())) {
                return null;
            }
            String ranges = headers.languages == null || !what.negotiated() ? "" : languages.get(headers.languages);
            boolean packed = headers.encodings != null && gzip.get(headers.encodings);
            if (ranges == null
                    || (headers.accept != null && !accepted.get(headers.accept).contains(what.type()))) {
                return null;
            }
            Key key = new Key(what.path(), what.query(), ranges, packed, head);
            return new Asked(key, what, headers.held, headers.id, headers.forwarded);
        }
    }

    /** Those that make a difference; repeated ones are joined, as the resource sees them. */
    private static final class Headers {
        private String languages;
        private String encodings;
        private String accept;
        private String held;
        private String id;
        private String forwarded;

        /** @return false if there is one that is not for a plain read */
        boolean read(HttpFields fields) {
            for (HttpField field : fields) {
                HttpHeader header = field.getHeader();
                if (header == null) {
                    if (field.is(RequestId.HEADER)) {
                        id = join(id, field);
                    }
                    continue;
                }
                switch (header) {
                    case ACCEPT_LANGUAGE -> languages = join(languages, field);
                    case ACCEPT -> accept = join(accept, field);
                    case IF_NONE_MATCH -> held = join(held, field);
                    case X_FORWARDED_FOR -> forwarded = join(forwarded, field);
                    case ACCEPT_ENCODING -> {
                        if (encodings != null) {
                            return false;
                        }
                        encodings = join(null, field);
                    }
                    case AUTHORIZATION,
                            EXPECT,
                            CONTENT_LENGTH,
                            CONTENT_TYPE,
                            CONTENT_ENCODING,
                            TRANSFER_ENCODING,
                            TRAILER,
                            UPGRADE -> {
                        return false;
                    }
                    default -> {
                        // Of no consequence to a read.
                    }
                }
            }
            return true;
        }

        private static String join(String before, HttpField field) {
            String value = field.getValue() == null ? "" : field.getValue();
            return before == null ? value : before + "," + value;
        }
    }
}
