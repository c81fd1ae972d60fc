package org.prahari.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** JSON Merge Patch (RFC 7396): makes of a patch the request that a PUT would have brought, and validates it as one. */
public final class MergePatch {
    public static final String MEDIA_TYPE = "application/merge-patch+json";
    private final ObjectMapper mapper;
    private final Validator validator;

    public MergePatch(ObjectMapper mapper, Validator validator) {
        this.mapper = mapper;
        this.validator = validator;
    }

    /** @param current the stored thing in the form a client may send */
    @SuppressWarnings("unchecked")
    public <T extends Record> T apply(T current, JsonNode patch) throws JsonProcessingException {
        if (!(patch instanceof ObjectNode)) {
            throw Problem.MALFORMED.at("", "must be an object");
        }
        // What a patch removes is no longer there to be refused as unknown.
        Set<String> known = Arrays.stream(current.getClass().getRecordComponents())
                .map(RecordComponent::getName)
                .collect(Collectors.toSet());
        patch.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw Problem.MALFORMED.because(
                        null, new Problem.Fault(Problem.step(name), "is not a field known here", "unknown-field"));
            }
        });
        JsonNode merged = merge(mapper.valueToTree(current), patch);
        T wanted = (T) mapper.treeToValue(merged, current.getClass());
        Set<ConstraintViolation<T>> faults = validator.validate(wanted);
        if (!faults.isEmpty()) {
            throw new ConstraintViolationException(faults);
        }
        return wanted;
    }

    static JsonNode merge(JsonNode target, JsonNode patch) {
        if (!(patch instanceof ObjectNode changes)) {
            return patch;
        }
        ObjectNode result =
                target instanceof ObjectNode object ? object.deepCopy() : JsonNodeFactory.instance.objectNode();
        changes.properties().forEach(change -> {
            if (change.getValue().isNull()) {
                result.remove(change.getKey());
            } else {
                result.set(change.getKey(), merge(result.get(change.getKey()), change.getValue()));
            }
        });
        return result;
    }
}
