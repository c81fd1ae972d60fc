package org.prahari.partner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import com.code_intelligence.jazzer.mutation.annotation.WithSize;
import com.code_intelligence.jazzer.mutation.annotation.WithUtf8Length;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.jackson.Jackson;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.prahari.http.StrictJson;
import org.prahari.http.Text;
import org.prahari.support.Tried;

class ColumnsFuzz {
    private static final ObjectMapper MAPPER = StrictJson.configure(Jackson.newObjectMapper());

    record Place(String state, Integer pin) {}

    record Held(String code, Boolean valid) {}

    /** Something of each kind that a table may hold. */
    record Thing(String name, String note, Integer count, Boolean on, Place place, List<String> tags, List<List<String>> groups, List<Held> held) {}

    private static final Columns COLUMNS = Columns.of(Thing.class);
    private static final RowParser PARSER = new RowParser(
            MAPPER,
            COLUMNS,
            new ImportOrder(new UUID(0, 0), "", List.of(), false, List.of(), "", "", COLUMNS.names(), ",", false, Instant.EPOCH));

    static Stream<Arguments> seeds() {
        return Stream.of(
                arguments("=1+1", "two\nlines, \"quoted\"", 1, true, List.of(1, 2), List.of("a", "b"), "x", "IN-KA"),
                arguments("'=1", "'", null, null, List.of(), List.of(), "-1", "@x"));
    }

    @MethodSource("seeds")
    @FuzzTest
    void whatIsExportedComesInAsItWas(
            @NotNull @WithUtf8Length(max = 200) String name,
            @WithUtf8Length(max = 200) String note,
            Integer count,
            Boolean on,
            @NotNull @WithSize(max = 3) List<@NotNull Integer> numbers,
            @NotNull @WithSize(max = 3) List<@NotNull String> words,
            @NotNull String cell,
            @WithUtf8Length(max = 40) String state) {
        var thing = new Thing(
                text(name),
                text(note),
                count,
                on,
                count == null && text(state) == null ? null : new Place(text(state), count),
                coded(words),
                Stream.of(coded(words)).filter(group -> !group.isEmpty()).toList(),
                numbers.stream().map(number -> new Held("C" + number, on)).toList());
        JsonNode written = MAPPER.valueToTree(thing);
        Uploaded row = Tried.of(() -> table(written)).orElseThrow();
        if (row != null) {
            JsonNode read = Tried.of(() -> PARSER.parse(row)).orElseThrow();
            assertThat(filled(read)).isEqualTo(filled(written));
        }
        // Whatever somebody writes into a table is an object, and what is then written of it is the same.
        Tried.of(() -> COLUMNS.object(COLUMNS.names(), COLUMNS.names().stream().map(column -> cell).toArray(String[]::new)));
    }

    /** Texts as the service takes them, or null. */
    private static String text(String text) {
        boolean taken = text != null && !text.isBlank() && Text.fault(text) == null;
        return taken ? text : null;
    }

    /** Codes, as lists of texts hold them. */
    private static List<String> coded(List<String> words) {
        return words.stream().map(word -> word.replaceAll("[^A-Za-z0-9-]", "")).filter(word -> !word.isEmpty()).toList();
    }

    /** Without lists of nothing, which a table does not tell from none. */
    private static String filled(JsonNode object) {
        JsonNode copy = object.deepCopy();
        copy.properties().removeIf(property -> property.getValue().isArray() && property.getValue().isEmpty());
        return copy.toString();
    }

    /** The row under the header. */
    private static Uploaded table(JsonNode object) {
        var bytes = new ByteArrayOutputStream();
        try {
            var writer = new TableWriter(bytes, TableWriter.Format.CSV, COLUMNS, MAPPER);
            writer.write(object);
            writer.flush();
            var rows = new RowSplitter(new ByteArrayInputStream(bytes.toByteArray()));
            assertThat(rows.begin()).isTrue();
            assertThat(new String(rows.row(',').bytes(), UTF_8)).isEqualTo(String.join(",", COLUMNS.names()));
            Uploaded row = rows.row(',');
            assertThat(rows.row(',')).isNull();
            return row;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
