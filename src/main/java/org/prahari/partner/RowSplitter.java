package org.prahari.partner;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Parts an upload into rows without reading it whole, and without judging what they hold. In CSV a line end within quotes
 * does not end the row. A row that is too long is passed over to its end.
 */
final class RowSplitter {
    static final int LONGEST = 64 * 1024;
    private static final int BUFFER = 64 * 1024;

    private enum Place {
        CELL_START,
        PLAIN,
        QUOTED,
        QUOTE_IN_QUOTED
    }

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private final ByteArrayOutputStream row = new ByteArrayOutputStream();
    private int filled;
    private int at;
    private long line = 1;

    RowSplitter(InputStream in) {
        this.in = in;
    }

    /** Passes over a byte order mark. @return false if what comes is not UTF-8 by its mark */
    boolean begin() throws IOException {
        filled = in.readNBytes(buffer, 0, 4);
        if (filled >= 2 && (pair(0) == 0xFEFF || pair(0) == 0xFFFE)) {
            return false;
        }
        at = filled >= 3 && pair(0) == 0xEFBB && (buffer[2] & 0xFF) == 0xBF ? 3 : 0;
        return true;
    }

    private int pair(int from) {
        return (buffer[from] & 0xFF) << 8 | (buffer[from + 1] & 0xFF);
    }

    /** @return the next line that is not blank, or null */
    Uploaded line() throws IOException {
        return next('\0', false);
    }

    /** @return the next row of CSV that is not blank, or null */
    Uploaded row(char separator) throws IOException {
        return next(separator, true);
    }

    private Uploaded next(char separator, boolean quotes) throws IOException {
        while (true) {
            long start = line;
            row.reset();
            long length = 0;
            boolean blank = true;
            Place place = Place.CELL_START;
            int next = read();
            if (next < 0) {
                return null;
            }
            for (; next >= 0; next = read()) {
                if (next == '\n') {
                    line++;
                    if (place != Place.QUOTED) {
                        break;
                    }
                }
                if (quotes) {
                    place = after(place, next, separator);
                }
                blank &= next == ' ' || next == '\t' || next == '\r';
                if (++length <= LONGEST) {
                    row.write(next);
                }
            }
            if (place == Place.QUOTED && next < 0) {
                return Uploaded.faulty(start, Uploaded.Fault.UNCLOSED);
            }
            if (length > LONGEST) {
                return Uploaded.faulty(start, Uploaded.Fault.TOO_LONG);
            }
            if (!blank) {
                return Uploaded.of(start, trimmed());
            }
        }
    }

    private static Place after(Place place, int next, char separator) {
        return switch (place) {
            case CELL_START -> next == '"' ? Place.QUOTED : next == separator ? Place.CELL_START : Place.PLAIN;
            case PLAIN -> next == separator ? Place.CELL_START : Place.PLAIN;
            case QUOTED -> next == '"' ? Place.QUOTE_IN_QUOTED : Place.QUOTED;
            case QUOTE_IN_QUOTED -> next == '"' ? Place.QUOTED : next == separator ? Place.CELL_START : Place.PLAIN;
        };
    }

    private byte[] trimmed() {
        byte[] bytes = row.toByteArray();
        int length = bytes.length;
        return bytes[length - 1] == '\r' ? java.util.Arrays.copyOf(bytes, length - 1) : bytes;
    }

    private int read() throws IOException {
        if (at == filled) {
            filled = in.read(buffer);
            at = 0;
            if (filled <= 0) {
                filled = 0;
                return -1;
            }
        }
        return buffer[at++] & 0xFF;
    }
}
