package org.prahari.campaign;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.prahari.store.CheckpointKey;

/**
 * All campaigns of a language in one file, for an app's first start: the first page of its sync, as large as the budget
 * allows. The same state gives the same bytes.
 */
final class Bundle {
    private final byte[] content;
    private final Signature signature;

    private Bundle(byte[] content, Signature signature) {
        this.content = content;
        this.signature = signature;
    }

    /** The file, compressed (gzip). */
    byte[] content() {
        return content.clone();
    }

    int size() {
        return content.length;
    }

    Signature signature() {
        return signature;
    }

    /**
     * @param created the moment at which windows were looked at
     * @param next the token to go on with
     * @param complete whether it holds all
     * @param hash of the campaigns it holds
     * @param bytes of these in canonical form
     * @param omitted the slugs of those that the budget left out, the least urgent; the sync brings them
     */
    record Manifest(
            String language,
            Instant created,
            String next,
            boolean complete,
            int count,
            String hash,
            long bytes,
            List<String> omitted) {}

    /** The document in the file. */
    record Document(Manifest manifest, List<Edition> items) {}

    /**
     * @param sha256 of the bundle that is signed, in hexadecimal
     * @param signature of the bundle's bytes, in base64
     */
    record Signature(String algorithm, String sha256, String signature) {}

    static Bundle of(Sync.State state, Sync sync, int budget, ObjectMapper mapper, CheckpointKey key) {
        List<CampaignSet.Item> urgent = state.set().items().values().stream()
                .sorted(Comparator.comparing(Delta::position))
                .toList();
        List<CampaignSet.Item> held = new ArrayList<>();
        long bytes = 0;
        for (CampaignSet.Item item : urgent) {
            if (bytes + item.bytes() > budget) {
                break;
            }
            bytes += item.bytes();
            held.add(item);
        }
        boolean complete = held.size() == urgent.size();
        SyncToken token = complete
                ? SyncToken.at(state.mark())
                : new SyncToken(
                        null,
                        state.mark(),
                        state.mark(),
                        held.isEmpty() ? "" : Delta.position(held.get(held.size() - 1)));
        var manifest = new Manifest(
                state.selection().language(),
                state.mark().at(),
                sync.seal(token, state.selection()),
                complete,
                held.size(),
                CampaignSet.hash(held.stream()
                        .sorted(Comparator.comparing(CampaignSet.Item::slug))
                        .toList()),
                bytes,
                urgent.subList(held.size(), urgent.size()).stream()
                        .map(CampaignSet.Item::slug)
                        .toList());
        byte[] content = compress(
                new Document(
                        manifest, held.stream().map(CampaignSet.Item::edition).toList()),
                mapper);
        String signature = Base64.getEncoder().encodeToString(key.sign(content));
        return new Bundle(content, new Signature("Ed25519", CampaignSet.sha256(content), signature));
    }

    private static byte[] compress(Document document, ObjectMapper mapper) {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(mapper.writeValueAsBytes(document));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
