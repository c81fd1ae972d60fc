package org.prahari.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.Set;

/** Makes of a row of an upload the request that a POST would have brought, and validates it as one. */
public final class RowReader {
    private final ObjectMapper mapper;
    private final Validator validator;

    public RowReader(ObjectMapper mapper, Validator validator) {
        this.mapper = mapper;
        this.validator = validator;
    }

    /**
     * @param at where in its row the node stands, as a JSON Pointer
     * @throws WebApplicationException with all faults, if there are any
     */
    public <T> T read(JsonNode node, Class<T> type, String at) {
        T request;
        try {
            request = mapper.treeToValue(node, type);
        } catch (JsonProcessingException e) {
            throw refused(new ProblemMapper().toResponse(e), at);
        }
        Set<ConstraintViolation<T>> faults = validator.validate(request);
        if (!faults.isEmpty()) {
            throw refused(new ProblemMapper.Violations().toResponse(new ConstraintViolationException(faults)), at);
        }
        return request;
    }

    private static WebApplicationException refused(Response refusal, String at) {
        var faults = RowOutcome.failed(refusal).below(at).faults();
        return Problem.INVALID.because(null, faults.toArray(new Problem.Fault[0]));
    }
}
