package org.prahari.app;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.prahari.http.Memo;
import org.prahari.http.RequestId;

/**
 * What the log tells of a request. Taken from it when it has been answered, for the server uses its objects again.
 *
 * @param timestamp when it came, in milliseconds since 1970
 * @param path without the query, which may hold what somebody looked for
 * @param agent what the caller says it is, or null
 * @param bytes how long the body of the answer is, as it went over the wire
 * @param millis from its coming to its answer
 * @param id or null
 */
record RequestLine(
        long timestamp,
        String method,
        String path,
        String protocol,
        int status,
        long bytes,
        long millis,
        String address,
        String agent,
        String id) {
    private static final int REMEMBERED = 1024;

    static RequestLine of(Request request, Response response) {
        return new RequestLine(
                Request.getTimeStamp(request),
                request.getMethod(),
                request.getHttpURI().getPath(),
                request.getConnectionMetaData().getProtocol(),
                response.getStatus(),
                Response.getContentBytesWritten(response),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - request.getBeginNanoTime()),
                Request.getRemoteAddr(request),
                request.getHeaders().get(HttpHeader.USER_AGENT),
                response.getHeaders().get(RequestId.HEADER));
    }

    /** Writes lines, and remembers how the texts in them are shown. For one thread. */
    static final class Writer {
        private static final int UUID_LENGTH = 36;
        private static final Pattern HEX = Pattern.compile("[0-9a-f-]+");
        private final Memo<String> masked = new Memo<>(REMEMBERED, MaskedLog::mask);
        private final Memo<Boolean> nameless = new Memo<>(REMEMBERED, Writer::tells);

        /** An id that this service gave: another for each request, so that nothing is gained by remembering it. */
        private static boolean isOurs(String id) {
            return id.length() == UUID_LENGTH && HEX.matcher(id).matches();
        }

        void write(RequestLine line, JsonGenerator json) throws IOException {
            json.writeStartObject();
            json.writeNumberField("timestamp", line.timestamp);
            write("method", line.method, json);
            write("uri", line.path, json);
            write("protocol", line.protocol, json);
            json.writeNumberField("status", line.status);
            json.writeNumberField("contentLength", line.bytes);
            json.writeNumberField("requestTime", line.millis);
            if (line.id != null && isOurs(line.id)) {
                json.writeStringField("requestId", line.id);
            } else {
                write("requestId", line.id, json);
            }
            // Who told what a device has counted is kept nowhere.
            if (line.path == null || !nameless.get(line.path)) {
                write("remoteAddress", line.address, json);
                write("userAgent", line.agent, json);
            }
            json.writeEndObject();
            json.writeRaw('\n');
        }

        /** In place of lines that nobody had the time to write. */
        static void writeDropped(long lines, JsonGenerator json) throws IOException {
            json.writeStartObject();
            json.writeNumberField("timestamp", System.currentTimeMillis());
            json.writeNumberField("dropped", lines);
            json.writeEndObject();
            json.writeRaw('\n');
        }

        private void write(String name, String value, JsonGenerator json) throws IOException {
            if (value != null) {
                json.writeStringField(name, masked.get(value));
            }
        }

        /** However the address is spelled. */
        private static boolean tells(String path) {
            try {
                return URLDecoder.decode(path, StandardCharsets.UTF_8).contains("engagement");
            } catch (IllegalArgumentException e) {
                return true;
            }
        }
    }
}
