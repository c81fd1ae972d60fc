package org.prahari.campaign;

import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Request;
import org.prahari.http.Memo;
import org.prahari.http.RequestId;

/**
 * A request that is beyond doubt a plain read of campaigns by anybody.
 *
 * @param ifNoneMatch what the caller has, or null
 * @param requestId as the caller gave it, or null
 * @param forwarded the header X-Forwarded-For, or null
 */
record Asked(AnswerKey key, Wanted wanted, String ifNoneMatch, String requestId, String forwarded) {
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
            PlainHeaders headers = new PlainHeaders();
            if (what == null || !headers.read(request.getHeaders())) {
                return null;
            }
            String ranges = headers.languages == null || !what.negotiated() ? "" : languages.get(headers.languages);
            boolean packed = headers.encodings != null && gzip.get(headers.encodings);
            if (ranges == null
                    || (headers.accept != null && !accepted.get(headers.accept).contains(what.type()))) {
                return null;
            }
            AnswerKey key = new AnswerKey(what.path(), what.query(), ranges, packed, head);
            return new Asked(key, what, headers.held, headers.id, headers.forwarded);
        }
    }
}
