package org.prahari.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What a node has seen of the audit trail at a moment, as one line of JSON: the heads that had moved, the SHA-256 of the
 * line before, and a signature over the line without it.
 *
 * @param previous empty in the first line
 */
record Checkpoint(Instant at, List<AuditChain.Place> heads, String previous) {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String SIGNATURE = ",\"signature\":\"";

    static String line(Instant at, String node, List<AuditChain.Head> heads, String previous, CheckpointKey key) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("at", at.toString());
        json.put("node", node);
        ObjectNode places = json.putObject("heads");
        heads.forEach(head -> places.putArray(head.chain()).add(head.sequence()).add(head.mac()));
        json.put("previous", previous);
        String text = json.toString();
        return text.substring(0, text.length() - 1) + SIGNATURE + key.sign(text) + "\"}";
    }

    /** What the line says, if it is signed with this key. */
    static Optional<Checkpoint> parse(String line, CheckpointKey key) {
        int end = line.lastIndexOf(SIGNATURE);
        if (end < 0 || !line.endsWith("\"}")) {
            return Optional.empty();
        }
        String text = line.substring(0, end) + "}";
        if (!key.hasSigned(text, line.substring(end + SIGNATURE.length(), line.length() - 2))) {
            return Optional.empty();
        }
        try {
            JsonNode json = MAPPER.readTree(text);
            List<AuditChain.Place> heads = new ArrayList<>();
            json.path("heads")
                    .properties()
                    .forEach(head -> heads.add(new AuditChain.Place(
                            head.getKey(),
                            head.getValue().path(0).asLong(),
                            head.getValue().path(1).asText())));
            return Optional.of(new Checkpoint(
                    Instant.parse(json.path("at").asText()),
                    heads,
                    json.path("previous").asText()));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    static String hash(String line) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(line.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
