package org.prahari.app;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.dropwizard.request.logging.RequestLogFactory;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.eclipse.jetty.server.RequestLog;

/** The log of requests: a line of JSON for each, see {@link RequestLine}, to the console or to a file. */
@JsonTypeName("lines")
public final class RequestLines implements RequestLogFactory<RequestLog> {
    private boolean enabled = true;
    private String file = "";

    @JsonProperty
    @Override
    public boolean isEnabled() {
        return enabled;
    }

    @JsonProperty
    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    /** Where the lines are added; the console if it is empty. */
    @JsonProperty
    public String getFile() {
        return file;
    }

    @JsonProperty
    public void setFile(String file) {
        this.file = file;
    }

    @Override
    public RequestLog build(String name) {
        try {
            return new RequestWriter(file.isEmpty() ? console() : new FileOutputStream(file, true));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static OutputStream console() {
        return new FileOutputStream(FileDescriptor.out) {
            @Override
            public void close() {
                // Others write there, too.
            }
        };
    }
}
