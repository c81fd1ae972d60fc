package org.prahari.trainee;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeyStatus;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Parameters;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.prf.PredefinedPrfParameters;
import com.google.crypto.tink.prf.PrfConfig;
import com.google.crypto.tink.prf.PrfSet;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;

/**
 * The keys of the identities, as Tink keeps them: those they are sealed under (AES-256-GCM), oldest first, of which the
 * primary one seals; and the one of the blind index (HMAC-SHA-256).
 */
public final class Keyset {
    /** A sealed text begins with a byte for Tink's format and four for the id of its key. */
    private static final int KEY_ID_AT = 1;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final KeysetHandle sealing;
    private final KeysetHandle indexing;
    private final Aead aead;
    private final PrfSet prf;

    private Keyset(KeysetHandle sealing, KeysetHandle indexing) throws GeneralSecurityException {
        this.sealing = require(sealing, PredefinedAeadParameters.AES256_GCM);
        this.indexing = require(indexing, PredefinedPrfParameters.HMAC_SHA256_PRF);
        this.aead = sealing.getPrimitive(tink(), Aead.class);
        this.prf = indexing.getPrimitive(tink(), PrfSet.class);
    }

    public static Keyset create() throws GeneralSecurityException {
        return new Keyset(single(PredefinedAeadParameters.AES256_GCM), single(PredefinedPrfParameters.HMAC_SHA256_PRF));
    }

    static Keyset parse(String json) throws GeneralSecurityException {
        JsonNode root;
        try {
            root = JSON.readTree(json);
        } catch (JsonProcessingException e) {
            // Its message could quote the file.
            throw new GeneralSecurityException("not JSON");
        }
        if (!root.isObject() || root.size() != 2 || !root.path("sealing").isObject()) {
            throw new GeneralSecurityException("not an object with the fields sealing and index");
        }
        return new Keyset(parse(root.path("sealing")), parse(root.path("index")));
    }

    /** All keys in the clear. */
    String json() throws GeneralSecurityException {
        return "{\"sealing\": " + clear(sealing) + ",\n \"index\": " + clear(indexing) + "}\n";
    }

    byte[] seal(byte[] text, byte[] associatedData) throws GeneralSecurityException {
        return aead.encrypt(text, associatedData);
    }

    byte[] open(byte[] sealed, byte[] associatedData) throws GeneralSecurityException {
        return aead.decrypt(sealed, associatedData);
    }

    byte[] index(byte[] text, int length) throws GeneralSecurityException {
        return prf.computePrimary(text, length);
    }

    /** The id of the key that a text is sealed under. */
    static long keyOf(byte[] sealed) {
        return Integer.toUnsignedLong(ByteBuffer.wrap(sealed).getInt(KEY_ID_AT));
    }

    /** The id of the key that seals. */
    public long primary() {
        return Integer.toUnsignedLong(sealing.getPrimary().getId());
    }

    /** The ids of all keys that open, oldest first. */
    public List<Long> keys() {
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < sealing.size(); i++) {
            ids.add(Integer.toUnsignedLong(sealing.getAt(i).getId()));
        }
        return ids;
    }

    /** The ids of the keys that came before the primary one. What is sealed under a later one is not old. */
    public List<Long> older() {
        return keys().subList(0, keys().indexOf(primary()));
    }

    /** The newest key, which seals only after {@link #promoted}. */
    public long newest() {
        return keys().get(keys().size() - 1);
    }

    public Keyset added() throws GeneralSecurityException {
        return new Keyset(
                KeysetHandle.newBuilder(sealing)
                        .addEntry(KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                                .withRandomId())
                        .build(),
                indexing);
    }

    /** With the newest key as the primary one. */
    public Keyset promoted() throws GeneralSecurityException {
        var builder = KeysetHandle.newBuilder(sealing);
        builder.getAt(builder.size() - 1).makePrimary();
        return new Keyset(builder.build(), indexing);
    }

    /** Without the keys that came before the primary one. */
    public Keyset pruned() throws GeneralSecurityException {
        var builder = KeysetHandle.newBuilder(sealing);
        for (int count = older().size(); count > 0; count--) {
            builder.deleteAt(0);
        }
        return new Keyset(builder.build(), indexing);
    }

    /** Keeps them out of logs. */
    @Override
    public String toString() {
        return "Keyset[...]";
    }

    private static KeysetHandle single(Parameters parameters) throws GeneralSecurityException {
        tink();
        return KeysetHandle.newBuilder()
                .addEntry(KeysetHandle.generateEntryFromParameters(parameters)
                        .withRandomId()
                        .makePrimary())
                .build();
    }

    private static KeysetHandle require(KeysetHandle keys, Parameters parameters) throws GeneralSecurityException {
        for (int i = 0; i < keys.size(); i++) {
            if (!keys.getAt(i).getKey().getParameters().equals(parameters)
                    || keys.getAt(i).getStatus() != KeyStatus.ENABLED) {
                throw new GeneralSecurityException("a key of another kind, or one that is not enabled");
            }
        }
        return keys;
    }

    private static KeysetHandle parse(JsonNode keys) throws GeneralSecurityException {
        return TinkJsonProtoKeysetFormat.parseKeyset(keys.toString(), tink(), InsecureSecretKeyAccess.get());
    }

    private static String clear(KeysetHandle keys) throws GeneralSecurityException {
        return TinkJsonProtoKeysetFormat.serializeKeyset(keys, tink(), InsecureSecretKeyAccess.get());
    }

    /** Registering twice does nothing. */
    private static Configuration tink() throws GeneralSecurityException {
        AeadConfig.register();
        PrfConfig.register();
        return RegistryConfiguration.get();
    }
}
