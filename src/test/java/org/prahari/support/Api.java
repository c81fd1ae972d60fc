package org.prahari.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;

/** A caller of the service. Every call and its answer are held against the contract. */
public final class Api {
    static {
        // Who is refused before his body has been read may find the connection closed at his next request.
        System.setProperty("jdk.httpclient.enableAllMethodRetry", "true");
    }

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private final String key;
    private final int port;

    private Api(String key, int port) {
        this.key = key;
        this.port = port;
    }

    public static Api anonymous() {
        return anonymous(Service.get().port());
    }

    public static Api anonymous(int port) {
        return new Api(null, port);
    }

    /** A caller with a key of its own, with these scopes, separated by spaces, in these departments. */
    public static Api with(String scopes, String... departments) {
        return as(Service.get().key(scopes, departments));
    }

    public static Api as(String key) {
        return new Api(key, Service.get().port());
    }

    /** The same caller at another instance. */
    public Api at(int otherPort) {
        return new Api(key, otherPort);
    }

    /** @param headers names and values in turn */
    public Answer get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    public Answer post(String path, String json, String... headers) {
        return send("POST", path, json, headers);
    }

    public Answer put(String path, String json, String etag) {
        return send("PUT", path, json, "If-Match", etag);
    }

    public Answer patch(String path, String json, String etag) {
        return send("PATCH", path, json, "If-Match", etag, "Content-Type", "application/merge-patch+json");
    }

    public Answer delete(String path, String etag) {
        return send("DELETE", path, null, "If-Match", etag);
    }

    /** Sends a request and checks it with its answer against the contract. */
    public Answer send(String method, String path, String body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        request.method(
                method, body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        if (body != null && !Arrays.asList(headers).contains("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpRequest built = request.build();
        try {
            HttpResponse<String> response = HTTP.send(built, HttpResponse.BodyHandlers.ofString());
            var answer = new Answer(response.statusCode(), response.headers(), response.body());
            Secrets.of(key, path, body, answer);
            Contract.check(built, body, answer);
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
