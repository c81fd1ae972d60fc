package org.prahari.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;

/** All conventions in one registration. */
public final class HttpFeature implements Feature {
    private final ObjectMapper mapper;
    private final Cursor cursor;

    public HttpFeature(ObjectMapper mapper, Cursor cursor) {
        this.mapper = mapper;
        this.cursor = cursor;
    }

    @Override
    public boolean configure(FeatureContext context) {
        context.register(RequestId.class)
                .register(BodyLimit.class)
                .register(NoContent.class)
                .register(StrictQuery.class)
                .register(StrictParameters.class)
                .register(ProblemMapper.class)
                .register(ProblemMapper.Violations.class)
                .register(new PageFilter(cursor, mapper))
                .register(new Conditional(mapper));
        return true;
    }
}
