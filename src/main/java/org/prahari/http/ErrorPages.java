package org.prahari.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** What the server itself refuses (an address too long, a broken header) is a problem document as well, never HTML. */
public final class ErrorPages extends ErrorHandler {
    private final ObjectMapper mapper;

    public ErrorPages(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Problem problem = Problem.of(response.getStatus());
        String id = response.getHeaders().get(RequestId.HEADER);
        if (id == null) {
            id = RequestId.of(request.getHeaders().get(RequestId.HEADER));
            response.getHeaders().put(RequestId.HEADER, id);
        }
        byte[] body;
        try {
            body = mapper.writeValueAsBytes(problem.document(null, id, List.of()));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            callback.failed(e);
            return true;
        }
        response.setStatus(problem.status());
        SecurityHeaders.put(response.getHeaders());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
        response.write(true, ByteBuffer.wrap(body), callback);
        return true;
    }
}
