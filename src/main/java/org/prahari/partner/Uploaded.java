package org.prahari.partner;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * A row as it was uploaded.
 *
 * @param line where it begins
 * @param bytes what it is, without its line end; null if there is a fault
 * @param fault why it cannot even be read, or null
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Uploaded(long line, byte[] bytes, Fault fault) {
    private static final int FAULTY = -1;

    /** Why a row cannot be read. */
    enum Fault {
        TOO_LONG("is longer than 64 KiB"),
        UNCLOSED("ends the upload within quotes: a quote before it was not closed");

        private final String detail;

        Fault(String detail) {
            this.detail = detail;
        }

        String detail() {
            return detail;
        }
    }

    static Uploaded of(long line, byte[] bytes) {
        return new Uploaded(line, bytes, null);
    }

    static Uploaded faulty(long line, Fault fault) {
        return new Uploaded(line, null, fault);
    }

    /** Packs rows to be kept. */
    static byte[] pack(List<Uploaded> rows) {
        var packed = new ByteArrayOutputStream();
        var deflater = new Deflater(Deflater.BEST_SPEED);
        try (var out = new DataOutputStream(new DeflaterOutputStream(packed, deflater, 8192))) {
            out.writeInt(rows.size());
            for (Uploaded row : rows) {
                out.writeLong(row.line);
                if (row.fault == null) {
                    out.writeInt(row.bytes.length);
                    out.write(row.bytes);
                } else {
                    out.writeInt(FAULTY);
                    out.writeUTF(row.fault.name());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            deflater.end();
        }
        return packed.toByteArray();
    }

    static List<Uploaded> unpack(byte[] packed) {
        try (var in = new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(packed)))) {
            int count = in.readInt();
            List<Uploaded> rows = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                long line = in.readLong();
                int length = in.readInt();
                rows.add(
                        length == FAULTY ? faulty(line, Fault.valueOf(in.readUTF())) : of(line, in.readNBytes(length)));
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
