package org.prahari.partner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import com.code_intelligence.jazzer.mutation.annotation.WithUtf8Length;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.params.provider.ValueSource;
import org.prahari.support.Tried;

class CsvFuzz {
    private static final char SEPARATOR = ',';

    record Row(String a, String b, String c) {}

    private static final Columns COLUMNS = Columns.of(Row.class);
    private static final RowParser PARSER = new RowParser(
            null,
            COLUMNS,
            new ImportOrder(
                    new UUID(0, 0), "", List.of(), false, List.of(), "", "", COLUMNS.names(), "" + SEPARATOR, false, Instant.EPOCH));

    @ValueSource(strings = {"a,b,c\n\"d\",\"e\"\"f\",\n", "\uFEFF1,\"two\nlines\",3\r\n", ",,\n \n\"", "a,b\rc,d,e\n", " \"a\",b\t,c"})
    @FuzzTest
    void nothingOfARowIsLostUnsaid(@NotNull @WithUtf8Length(max = 200_000) String text) {
        List<Uploaded> rows = Tried.of(() -> rows(text)).orElseThrow();
        assertThat(Uploaded.unpack(Uploaded.pack(rows))).hasSameSizeAs(rows);
        long line = 0;
        for (Uploaded row : rows) {
            assertThat(row.line()).isGreaterThan(line);
            line = row.line();
            Tried.of(() -> PARSER.parse(row)).ifPresent(object -> same(object, new String(row.bytes(), UTF_8)));
        }
    }

    /** Quotes and the blanks around them aside: what is in the cells is what stands in the row. */
    private static void same(ObjectNode object, String row) {
        String cells = COLUMNS.names().stream()
                .map(name -> object.path(name).asText())
                .collect(Collectors.joining("" + SEPARATOR));
        assertThat(bare(cells)).isEqualTo(bare(row));
    }

    private static String bare(String text) {
        return text.replaceAll("[\"'\\x00- ]", "");
    }

    private static List<Uploaded> rows(String text) {
        List<Uploaded> rows = new ArrayList<>();
        var splitter = new RowSplitter(new ByteArrayInputStream(text.getBytes(UTF_8)));
        try {
            if (splitter.begin()) {
                for (Uploaded row = splitter.row(SEPARATOR); row != null; row = splitter.row(SEPARATOR)) {
                    rows.add(row);
                }
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
