package org.prahari.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jdbi.v3.core.mapper.Nested;

/**
 * The mathematics of the audit trail: each row's HMAC-SHA-256 is over the HMAC of the row before and all its own columns,
 * each with its length before it, so that no two rows read alike. A head has an HMAC of its own, the seal, or an attacker
 * could cut off rows and name an earlier one the last.
 */
public final class AuditChain {
    /** The chain of what belongs to no department. */
    static final String NOBODYS = "*";

    private static final String ALGORITHM = "HmacSHA256";
    private final SecretKeySpec key;

    AuditChain(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /** One row of the trail in its place. */
    public record Link(String chain, long sequence, @Nested Deed deed, String mac) {}

    /** The last row of a chain: which it is, its HMAC, and the seal over all three. */
    public record Head(String chain, long sequence, String mac, String seal) {}

    /** Which row of a chain, and its HMAC. */
    public record Place(String chain, long sequence, String mac) {}

    static String of(Deed deed) {
        return deed.department() == null ? NOBODYS : deed.department();
    }

    /** The head of a chain that has no row yet. */
    Head empty(String chain) {
        return head(chain, 0, "");
    }

    Head head(String chain, long sequence, String mac) {
        return new Head(chain, sequence, mac, seal(chain, sequence, mac));
    }

    boolean isSealed(Head head) {
        return same(head.seal(), seal(head.chain(), head.sequence(), head.mac()));
    }

    Link link(String chain, long sequence, String previous, Deed deed) {
        return new Link(chain, sequence, deed, mac(chain, sequence, previous, deed));
    }

    boolean follows(Link link, String previous) {
        return same(link.mac(), mac(link.chain(), link.sequence(), previous, link.deed()));
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private String mac(String chain, long sequence, String previous, Deed deed) {
        Mac mac = begin("row");
        text(mac, previous);
        text(mac, chain);
        number(mac, sequence);
        text(mac, deed.action());
        text(mac, deed.feature());
        text(mac, deed.id());
        text(mac, deed.department());
        text(mac, deed.actor());
        text(mac, deed.outcome());
        text(mac, deed.requestId());
        number(mac, ChronoUnit.MICROS.between(Instant.EPOCH, deed.at()));
        number(mac, deed.changeSequence());
        return HexFormat.of().formatHex(mac.doFinal());
    }

    private String seal(String chain, long sequence, String last) {
        Mac mac = begin("head");
        text(mac, chain);
        number(mac, sequence);
        text(mac, last);
        return HexFormat.of().formatHex(mac.doFinal());
    }

    private Mac begin(String what) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            text(mac, what);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void text(Mac mac, String value) {
        bytes(mac, value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }

    private static void number(Mac mac, Long value) {
        bytes(
                mac,
                value == null
                        ? null
                        : ByteBuffer.allocate(Long.BYTES).putLong(value).array());
    }

    /** A length of -1 says that there is no value, which is not the same as an empty one. */
    private static void bytes(Mac mac, byte[] value) {
        mac.update(ByteBuffer.allocate(Integer.BYTES)
                .putInt(value == null ? -1 : value.length)
                .flip());
        if (value != null) {
            mac.update(value);
        }
    }
}
