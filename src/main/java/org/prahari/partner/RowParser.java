package org.prahari.partner;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.prahari.http.Problem;

/** Makes an object of each row of an upload, or says why it cannot. */
final class RowParser {
    private static final CsvMapper CSV = CsvMapper.builder()
            .enable(CsvParser.Feature.WRAP_AS_ARRAY)
            .enable(CsvParser.Feature.FAIL_ON_MISSING_COLUMNS)
            .build();
    private final ObjectMapper mapper;
    private final Columns columns;
    private final List<String> header;
    private final ObjectReader cells;

    RowParser(ObjectMapper mapper, Columns columns, ImportOrder order) {
        this.mapper = mapper;
        this.columns = columns;
        this.header = order.header();
        this.cells = header == null
                ? null
                : CSV.readerFor(String[].class)
                        .with(CsvSchema.emptySchema()
                                .withColumnSeparator(order.separatedBy().charAt(0)));
    }

    /** @throws jakarta.ws.rs.WebApplicationException that names the one fault */
    ObjectNode parse(Uploaded row) {
        if (row.fault() != null) {
            throw refused(
                    row.fault().detail(),
                    row.fault().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(row.bytes()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw refused("is not UTF-8", "encoding");
        }
        return header == null ? json(text) : csv(text);
    }

    private ObjectNode json(String text) {
        try {
            JsonNode node = mapper.readTree(text);
            if (node instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            // The same as any other text that is none.
        }
        throw refused("is not a JSON object, each of whose fields is named once", "json");
    }

    private ObjectNode csv(String text) {
        try (MappingIterator<String[]> rows = cells.readValues(text)) {
            String[] row = rows.next();
            // Other readers of CSV end a row there, and what follows would be lost.
            if (rows.hasNext()) {
                throw refused("holds a line end within a cell that has no quotes", "csv");
            }
            if (row.length != header.size()) {
                throw refused("has " + row.length + " cells under " + header.size() + " columns", "cells");
            }
            return columns.object(header, row);
        } catch (IOException | RuntimeException e) {
            throw e instanceof jakarta.ws.rs.WebApplicationException refusal
                    ? refusal
                    : refused("is not a row of CSV: look at its quotes", "csv");
        }
    }

    private static RuntimeException refused(String detail, String code) {
        return Problem.INVALID.because(null, new Problem.Fault("", detail, code));
    }
}
