package org.prahari.campaign;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.prahari.http.Conditional;
import org.prahari.http.RequestId;

/**
 * An answer of the resource as it goes over the wire, but for what is another each time: the date, the id of the request, and
 * what is left to the caller.
 */
final class Variant {
    private static final int OVERHEAD_BYTES = 8192;
    static final String GZIP_MARK = "--gzip";
    private static final Set<HttpHeader> OF_THE_CONNECTION =
            Set.of(HttpHeader.DATE, HttpHeader.CONNECTION, HttpHeader.TRANSFER_ENCODING, HttpHeader.CONTENT_LENGTH);
    static final String RATE_LIMIT = "RateLimit";
    private final HttpField[] fields;
    private final HttpField[] notModified;
    private final byte[] body;
    private final String tag;
    private final String whole;
    private final boolean head;
    /** The number of the last moment at which it was found to hold. */
    private volatile long moment;

    /** @param fields of an answer 200 */
    Variant(HttpFields fields, byte[] body, boolean head, OnAir.Moment moment) {
        String etag = fields.get(HttpHeader.ETAG);
        String marked = etag.substring(1, etag.length() - 1);
        this.tag = marked.endsWith(GZIP_MARK) ? marked.substring(0, marked.length() - GZIP_MARK.length()) : marked;
        this.whole = etag;
        this.body = body;
        this.head = head;
        this.moment = moment.number();
        List<HttpField> kept = new ArrayList<>();
        List<HttpField> bare = new ArrayList<>();
        for (HttpField field : fields) {
            HttpHeader header = field.getHeader();
            if ((header != null && OF_THE_CONNECTION.contains(header))
                    || field.is(RequestId.HEADER)
                    || field.is(RATE_LIMIT)) {
                continue;
            }
            HttpField encoded = encode(field);
            kept.add(encoded);
            if (header == HttpHeader.ETAG) {
                bare.add(new PreEncodedHttpField(header, '"' + tag + '"'));
            } else if (header != HttpHeader.CONTENT_ENCODING) {
                bare.add(encoded);
            }
        }
        if (!head) {
            kept.add(new PreEncodedHttpField(HttpHeader.CONTENT_LENGTH, Integer.toString(body.length)));
        }
        this.fields = kept.toArray(HttpField[]::new);
        this.notModified = bare.toArray(HttpField[]::new);
    }

    /** Those that are the same for all are shared with all. */
    private static HttpField encode(HttpField field) {
        if (field instanceof PreEncodedHttpField) {
            return field;
        }
        return field.getHeader() == null
                ? new PreEncodedHttpField(field.getName(), field.getValue())
                : new PreEncodedHttpField(field.getHeader(), field.getValue());
    }

    /** About how many bytes it takes, with the text of its headers. */
    int size() {
        return body.length + OVERHEAD_BYTES;
    }

    /** Its headers, but for those that are another each time. */
    HttpFields fields() {
        return HttpFields.from(fields);
    }

    boolean isPacked() {
        return whole.endsWith(GZIP_MARK + '"');
    }

    boolean holds(OnAir.Moment now, Wanted wanted) {
        if (moment == now.number()) {
            return true;
        }
        if (!now.keeps(moment, wanted::isAbout)) {
            return false;
        }
        moment = now.number();
        return true;
    }

    /** Answers with it, or with the news that the caller has it already. */
    void send(Response response, Callback callback, String requestId, String rateLimit, Asked asked) {
        String ifNoneMatch = asked.ifNoneMatch();
        // What most callers send needs no search.
        boolean held = ifNoneMatch != null && (ifNoneMatch.equals(whole) || Conditional.isHeld(ifNoneMatch, tag));
        HttpFields.Mutable headers = response.getHeaders();
        headers.clear();
        for (HttpField field : held ? notModified : fields) {
            headers.add(field);
        }
        headers.add(RequestId.HEADER, requestId);
        headers.add(RATE_LIMIT, rateLimit);
        // Who unpacks it himself knows it by the tag that the packed one bears.
        if (held && !head && asked.key().gzip() && ifNoneMatch.contains(tag + GZIP_MARK)) {
            headers.put(HttpHeader.ETAG, '"' + tag + GZIP_MARK + '"');
        }
        response.setStatus(held ? 304 : 200);
        response.write(true, held || head ? null : ByteBuffer.wrap(body), callback);
    }
}
