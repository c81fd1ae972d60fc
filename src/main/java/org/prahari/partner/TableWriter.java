package org.prahari.partner;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Writes objects as they come: one JSON object a line, or a table of CSV under a header. */
final class TableWriter {
    /** How. */
    enum Format {
        NDJSON,
        CSV
    }

    private static final CsvMapper CSV =
            CsvMapper.builder().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET).build();
    private final OutputStream out;
    private final Columns columns;
    private final ObjectMapper mapper;
    private final SequenceWriter rows;

    TableWriter(OutputStream target, Format format, Columns columns, ObjectMapper mapper) throws IOException {
        this.out = new BufferedOutputStream(target, 16 * 1024);
        this.columns = columns;
        this.mapper = mapper;
        this.rows = format == Format.NDJSON
                ? null
                : CSV.writer(CsvSchema.emptySchema()).writeValues(out);
        if (rows != null) {
            rows.write(columns.names().toArray(new String[0]));
        }
    }

    void write(JsonNode object) throws IOException {
        if (rows == null) {
            out.write(mapper.writeValueAsBytes(object));
            out.write('\n');
        } else {
            rows.write(columns.cells(object));
        }
    }

    /** Sends what is written, so that whoever has gone away is noticed. */
    void flush() throws IOException {
        if (rows != null) {
            rows.flush();
        }
        out.flush();
    }
}
