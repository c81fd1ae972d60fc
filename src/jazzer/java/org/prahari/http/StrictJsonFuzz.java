package org.prahari.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import com.code_intelligence.jazzer.mutation.annotation.WithUtf8Length;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropwizard.jackson.Jackson;
import io.dropwizard.jersey.validation.Validators;
import jakarta.validation.ConstraintViolationException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.params.provider.CsvSource;
import org.prahari.support.Tried;

class StrictJsonFuzz {
    private static final ObjectMapper MAPPER = StrictJson.configure(Jackson.newObjectMapper());
    private static final MergePatch PATCH = new MergePatch(MAPPER, Validators.newValidator());
    private static final Thing NOTHING = new Thing(null, 0, null, null, null, null, null, null);

    enum Word {
        ONE,
        TWO_WORDS
    }

    record Thing(
            @Text.Line String name,
            int count,
            Boolean on,
            Word word,
            LocalDate day,
            Instant at,
            List<UUID> ids,
            Map<String, List<String>> more) {}

    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"name\": \"\\u0928\", \"count\": 1, \"on\": true, \"word\": \"two-words\"} | {\"name\": null}",
                "{\"day\": \"2026-11-30\", \"at\": \"2026-11-30T10:00:00Z\"} | {\"count\": -1, \"more\": {\"a\": [\"b\"]}}",
                "{\"ids\": [\"019d05f9-1840-78a2-868e-b3d186505e52\"], \"more\": {\"a\": []}} | []"
            })
    @FuzzTest
    void whatIsReadIsWrittenAndReadAgainAsTheSame(
            @NotNull @WithUtf8Length(max = 8192) String text, @NotNull @WithUtf8Length(max = 2048) String patch) {
        Thing thing = Tried.of(() -> read(text, Thing.class)).orElse(null);
        Thing before = thing == null ? NOTHING : thing;
        if (thing != null) {
            assertThat(read(write(thing), Thing.class)).isEqualTo(thing);
        }
        ObjectNode changes = Tried.of(() -> read(patch, ObjectNode.class)).orElse(null);
        if (changes != null) {
            Tried.of(() -> patched(before, changes))
                    .ifPresent(after -> assertThat(patched(after, changes)).isEqualTo(after));
        }
    }

    private static <T> T read(String text, Class<T> type) {
        try {
            return MAPPER.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new jakarta.ws.rs.WebApplicationException(new ProblemMapper().toResponse(e));
        }
    }

    private static Thing patched(Thing thing, ObjectNode changes) {
        try {
            return PATCH.apply(thing, changes);
        } catch (JsonProcessingException e) {
            throw new jakarta.ws.rs.WebApplicationException(new ProblemMapper().toResponse(e));
        } catch (ConstraintViolationException e) {
            throw Problem.INVALID.because(null);
        }
    }

    private static String write(Thing thing) {
        try {
            return MAPPER.writeValueAsString(thing);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
