package org.prahari.campaign;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.eclipse.jetty.util.compression.DeflaterPool;

/** Compresses as the server does, to the byte: gzip (RFC 1952) of unknown time and system. */
final class Packer {
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, Deflater.DEFLATED, 0, 0, 0, 0, 0, 0, (byte) 0xff};
    private static final int DEFLATERS = 16;
    private static final int STEP = 4096;
    private final DeflaterPool deflaters = new DeflaterPool(DEFLATERS, Deflater.DEFAULT_COMPRESSION, true);

    /** To be started and stopped with the server. */
    DeflaterPool deflaters() {
        return deflaters;
    }

    byte[] pack(byte[] plain) {
        var packed = new ByteArrayOutputStream(plain.length / 2);
        packed.writeBytes(HEADER);
        try (var entry = deflaters.acquire()) {
            Deflater deflater = entry.get();
            deflater.setInput(plain);
            deflater.finish();
            byte[] step = new byte[STEP];
            while (!deflater.finished()) {
                packed.write(step, 0, deflater.deflate(step));
            }
        }
        var sum = new CRC32();
        sum.update(plain);
        packed.writeBytes(ByteBuffer.allocate(2 * Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) sum.getValue())
                .putInt(plain.length)
                .array());
        return packed.toByteArray();
    }
}
