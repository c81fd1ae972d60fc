package org.prahari.campaign;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an app holds when it is in step: the campaigns of a selection at a mark, by slug.
 *
 * <p>The hash of a campaign is the SHA-256 of its JSON in canonical form (RFC 8785); the hash of a set is the SHA-256 of
 * one line for each campaign, sorted by slug: slug, blank, hash, newline. Both in lower-case hexadecimal.
 */
record CampaignSet(SortedMap<String, Item> items, String hash) {
    CampaignSet {
        items = Collections.unmodifiableSortedMap(new TreeMap<>(items));
    }

    /** @param bytes of the canonical form */
    record Item(Shelf.Published published, Edition edition, String hash, int bytes) {
        String slug() {
            return edition.slug();
        }
    }

    static CampaignSet of(Ledger ledger, Selection selection, Mark mark, ObjectMapper mapper) {
        SortedMap<String, Item> items = new TreeMap<>();
        LanguageChoice choice = selection.choice(ledger.shelf());
        for (Shelf.Published published : ledger.shelf().campaigns()) {
            if (selection.holds(published.campaign(), mark.at())) {
                Edition edition = Edition.of(published, choice, Selection.day(mark.at()));
                byte[] canonical = canonical(edition, mapper);
                items.put(edition.slug(), new Item(published, edition, sha256(canonical), canonical.length));
            }
        }
        return new CampaignSet(items, hash(items.values()));
    }

    /** @param items sorted by slug */
    static String hash(Collection<Item> items) {
        StringBuilder lines = new StringBuilder();
        items.forEach(item ->
                lines.append(item.slug()).append(' ').append(item.hash()).append('\n'));
        return sha256(lines.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** The names of all members sorted, nothing between them. Texts hold no control characters but tab and newline. */
    static byte[] canonical(Object value, ObjectMapper mapper) {
        try {
            return mapper.writeValueAsBytes(sorted(mapper.valueToTree(value), mapper));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode sorted(JsonNode node, ObjectMapper mapper) {
        if (node.isObject()) {
            SortedMap<String, JsonNode> members = new TreeMap<>();
            node.properties().forEach(member -> members.put(member.getKey(), sorted(member.getValue(), mapper)));
            ObjectNode object = mapper.createObjectNode();
            members.forEach(object::set);
            return object;
        }
        if (node.isArray()) {
            ArrayNode array = mapper.createArrayNode();
            node.forEach(element -> array.add(sorted(element, mapper)));
            return array;
        }
        return node;
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
