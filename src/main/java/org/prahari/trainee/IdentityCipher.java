package org.prahari.trainee;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.Normalizer;
import java.util.Locale;
import java.util.UUID;
import org.prahari.store.Database;

/**
 * Seals identities and opens them, column by column. A sealed text opens in the table, column and row it was made for and
 * nowhere else: they are its associated data. What an identity is found by is kept as a keyed hash (a blind index), which
 * tells of two rows whether they are equal, and nothing to who lacks the key.
 */
public final class IdentityCipher {
    private static final String TABLE = "trainee_identity";
    private static final int INDEX_BYTES = 32;
    private final KeysetFile file;

    public IdentityCipher(KeysetFile file) {
        this.file = file;
    }

    /** The keys as they are now. */
    public Keyset keyset() {
        return file.current();
    }

    SealedIdentity seal(UUID trainee, Identity identity) {
        Keyset keyset = file.current();
        return new SealedIdentity(
                trainee,
                keyset.primary(),
                seal(keyset, trainee, "name", identity.name()),
                seal(keyset, trainee, "email", identity.email()),
                seal(keyset, trainee, "phone", identity.phone()),
                emailIndex(identity.email()),
                phoneIndex(identity.phone()),
                null,
                null,
                null);
    }

    Identity open(SealedIdentity row) {
        if (row.keyId() == null) {
            return new Identity(row.name(), row.email(), row.phone());
        }
        return new Identity(
                open(row.trainee(), "name", row.nameSealed()),
                open(row.trainee(), "email", row.emailSealed()),
                open(row.trainee(), "phone", row.phoneSealed()));
    }

    /** Where an e-mail address is found, however it is written; null where there is none. */
    byte[] emailIndex(String email) {
        return email == null ? null : index("email", normal(email));
    }

    /** Where a phone number (E.164) is found; null where there is none. */
    byte[] phoneIndex(String phone) {
        return phone == null ? null : index("phone", phone);
    }

    static String normal(String email) {
        return Normalizer.normalize(
                Normalizer.normalize(email, Normalizer.Form.NFC).strip().toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
    }

    private byte[] index(String column, String text) {
        try {
            return file.current().index((column + "\0" + text).getBytes(StandardCharsets.UTF_8), INDEX_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The " + column + " of an identity was not indexed", e);
        }
    }

    private static byte[] seal(Keyset keyset, UUID trainee, String column, String text) {
        if (text == null) {
            return null;
        }
        try {
            return keyset.seal(text.getBytes(StandardCharsets.UTF_8), place(trainee, column));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The " + column + " of the trainee " + trainee + " was not sealed", e);
        }
    }

    private String open(UUID trainee, String column, byte[] sealed) {
        if (sealed == null) {
            return null;
        }
        try {
            long key = Keyset.keyOf(sealed);
            Keyset keyset = file.current();
            if (!keyset.keys().contains(key)) {
                keyset = file.latest();
            }
            if (!keyset.keys().contains(key)) {
                throw new GeneralSecurityException("its key " + key + " is not in the keyset");
            }
            return new String(keyset.open(sealed, place(trainee, column)), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException | IndexOutOfBoundsException e) {
            throw new IllegalStateException(
                    "The " + column + " of the trainee " + trainee + " does not open: it was changed or moved, or "
                            + e.getMessage(),
                    e);
        }
    }

    private static byte[] place(UUID trainee, String column) {
        byte[] names = (TABLE + "\0" + column + "\0").getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(names.length + 16)
                .put(names)
                .put(Database.bytes(trainee))
                .array();
    }
}
