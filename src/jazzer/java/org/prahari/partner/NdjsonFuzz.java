package org.prahari.partner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import com.code_intelligence.jazzer.mutation.annotation.WithLength;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropwizard.jackson.Jackson;
import io.dropwizard.jersey.validation.Validators;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.prahari.facility.FacilityRequest;
import org.prahari.http.RowReader;
import org.prahari.http.StrictJson;
import org.prahari.support.Tried;

class NdjsonFuzz {
    private static final ObjectMapper MAPPER = StrictJson.configure(Jackson.newObjectMapper());
    private static final RowReader READER = new RowReader(MAPPER, Validators.newValidator());
    private static final RowParser PARSER = new RowParser(
            MAPPER,
            Columns.of(FacilityRequest.class),
            new ImportOrder(new UUID(0, 0), "", List.of(), false, List.of(), "", "", null, null, false, Instant.EPOCH));

    static Stream<byte[]> seeds() {
        return Stream.of(
                        "{\"externalId\": \"H-1\", \"department\": \"IN-KA\", \"name\": \"A\", \"kind\": \"laboratory\", \"beds\": 3}\n{}\n",
                        "\uFEFF{\"a\": [[{}]], \"a\": 1e9}\r\n \n{} {}",
                        "{\"name\": \"\\ud800\"}\n[1]\nnull\n\"")
                .map(text -> text.getBytes(UTF_8));
    }

    @MethodSource("seeds")
    @FuzzTest
    void eachLineIsAnObjectOrRefused(@NotNull @WithLength(max = 100_000) byte[] bytes) {
        for (Uploaded row : Tried.of(() -> lines(bytes)).orElseThrow()) {
            Tried.of(() -> PARSER.parse(row)).ifPresent(object -> {
                assertThat(parsed(object.toString())).isEqualTo(parsed(new String(row.bytes(), UTF_8)));
                Tried.of(() -> READER.read(object, FacilityRequest.class, "")).ifPresent(NdjsonFuzz::comesBack);
            });
        }
    }

    private static void comesBack(FacilityRequest request) {
        ObjectNode written = MAPPER.valueToTree(request);
        assertThat(READER.read(written, FacilityRequest.class, "")).isEqualTo(request);
    }

    private static Object parsed(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Uploaded> lines(byte[] bytes) {
        List<Uploaded> rows = new ArrayList<>();
        var splitter = new RowSplitter(new ByteArrayInputStream(bytes));
        try {
            if (splitter.begin()) {
                for (Uploaded row = splitter.line(); row != null; row = splitter.line()) {
                    rows.add(row);
                }
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
