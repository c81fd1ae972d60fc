package org.prahari.role;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.prahari.http.Text;
import org.prahari.store.BadFile;

/**
 * What a CPRT export of the NICE Framework holds.
 *
 * @param leftOut element types that are not kept, and how many elements of each there are
 */
record CprtExport(Framework framework, Map<String, Integer> leftOut) {
    private static final long MAX_BYTES = 64L << 20;
    private static final String DOCUMENT = "SP_800_181_";
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:()/-]{0,39}");
    private static final Pattern TYPE = Pattern.compile("\\w{1,60}");
    private static final Pattern VERSION = Pattern.compile("\\d{1,4}(\\.\\d{1,4}){1,3}");
    private static final Map<String, Element.Kind> KINDS = Map.of(
            "category", Element.Kind.CATEGORY,
            "competency_area", Element.Kind.COMPETENCY_AREA,
            "knowledge", Element.Kind.KNOWLEDGE,
            "opm_code", Element.Kind.OPM_CODE,
            "skill", Element.Kind.SKILL,
            "task", Element.Kind.TASK,
            "work_role", Element.Kind.WORK_ROLE);
    private static final JsonMapper MAPPER = mapper();

    /** A part of the file and where it stands. */
    private record Place(String pointer, JsonNode node) {
        Place child(String name) {
            return new Place(pointer + "/" + name, node.path(name));
        }

        List<Place> items(String name) {
            Place list = child(name);
            if (!list.node.isArray()) {
                throw list.bad("is not a list");
            }
            List<Place> items = new ArrayList<>(list.node.size());
            for (int i = 0; i < list.node.size(); i++) {
                items.add(new Place(list.pointer + "/" + i, list.node.get(i)));
            }
            return items;
        }

        /** A text of one or more characters, or null if there is none. */
        String text(String name, int max) {
            Place place = child(name);
            if (place.node.isMissingNode() || place.node.isNull()) {
                return null;
            }
            if (!place.node.isTextual()) {
                throw place.bad("is not a text");
            }
            String text = Normalizer.normalize(place.node.textValue(), Normalizer.Form.NFC)
                    .replace("\r\n", "\n")
                    .strip();
            if (Text.fault(text) != null) {
                throw place.bad(Text.fault(text));
            }
            if (text.length() > max) {
                throw place.bad("is longer than " + max + " characters");
            }
            return text.isEmpty() ? null : text;
        }

        String text(String name, Pattern shape) {
            String text = text(name, 300);
            if (text == null || !shape.matcher(text).matches()) {
                throw child(name).bad("is missing, or not of the form expected");
            }
            return text;
        }

        /** Whether the field names this document; an export of one document need not say so. */
        boolean isOf(String document, String name) {
            String named = text(name, 300);
            return named == null || named.equals(document);
        }

        BadFile bad(String what) {
            return new BadFile(pointer.isEmpty() ? "the file" : pointer, what);
        }
    }

    static CprtExport read(Path file, Instant now) throws IOException {
        Place content = content(tree(file));
        Place document = document(content);
        String documentId = document.text("doc_identifier", ID);
        String title = document.text("name", 200);
        FrameworkVersion version = new FrameworkVersion(
                document.text("version", VERSION),
                title == null ? documentId : title,
                document.text("website", 300),
                1,
                now);
        Map<String, Element> elements = new LinkedHashMap<>();
        Set<String> others = new HashSet<>();
        Map<String, Integer> leftOut = new TreeMap<>();
        for (Place place : content.items("elements")) {
            if (!place.isOf(documentId, "doc_identifier")) {
                continue;
            }
            String id = place.text("element_identifier", ID);
            if (elements.containsKey(id) || others.contains(id)) {
                throw place.child("element_identifier").bad("stands there twice");
            }
            String type = place.text("element_type", TYPE);
            Element.Kind kind = KINDS.get(type);
            if (kind == null) {
                others.add(id);
                leftOut.merge(type, 1, Integer::sum);
            } else {
                elements.put(id, new Element(id, kind, place.text("title", 300), place.text("text", 4000)));
            }
        }
        if (elements.values().stream().noneMatch(element -> element.kind() == Element.Kind.WORK_ROLE)) {
            throw content.child("elements").bad("holds no work role");
        }
        List<Relation> relations = relations(content, documentId, elements.keySet(), others);
        return new CprtExport(new Framework(version, List.copyOf(elements.values()), relations), leftOut);
    }

    private static List<Relation> relations(Place content, String document, Set<String> elements, Set<String> others) {
        Set<Relation> relations = new LinkedHashSet<>();
        for (Place place : content.items("relationships")) {
            if (place.isOf(document, "source_doc_identifier") && place.isOf(document, "dest_doc_identifier")) {
                String source = place.text("source_element_identifier", ID);
                String target = place.text("dest_element_identifier", ID);
                if (elements.contains(source) && elements.contains(target)) {
                    relations.add(new Relation(source, target));
                } else if (!elements.contains(source) && !others.contains(source)) {
                    throw place.child("source_element_identifier").bad("names an element that is not in the file");
                } else if (!elements.contains(target) && !others.contains(target)) {
                    throw place.child("dest_element_identifier").bad("names an element that is not in the file");
                }
            }
        }
        return List.copyOf(relations);
    }

    private static Place content(JsonNode root) {
        for (String pointer : List.of("/response/elements", "/elements", "")) {
            if (root.at(pointer).path("elements").isArray()) {
                return new Place(pointer, root.at(pointer));
            }
        }
        throw new BadFile("/elements", "is not there: this is no CPRT export");
    }

    private static Place document(Place content) {
        List<String> found = new ArrayList<>();
        for (Place place : content.items("documents")) {
            String id = place.text("doc_identifier", ID);
            if (id.startsWith(DOCUMENT)) {
                return place;
            }
            found.add(id);
        }
        throw content.child("documents").bad("names no NICE Framework (" + DOCUMENT + "...) but " + found);
    }

    private static JsonNode tree(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new BadFile("the file", "is larger than 64 MiB");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return MAPPER.readTree(in);
        } catch (JsonProcessingException e) {
            boolean cut = e.getOriginalMessage().startsWith("Unexpected end-of-input");
            throw new BadFile(where(e), cut ? "the file ends in the middle" : "is not JSON");
        } catch (CharConversionException e) {
            throw new BadFile("line 1, column 1", "is not JSON");
        }
    }

    private static String where(JsonProcessingException e) {
        var at = e.getLocation();
        return at == null ? "line 1, column 1" : "line " + at.getLineNr() + ", column " + at.getColumnNr();
    }

    private static JsonMapper mapper() {
        JsonMapper mapper = JsonMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
        mapper.getFactory()
                .setStreamReadConstraints(
                        StreamReadConstraints.builder().maxNestingDepth(50).build());
        return mapper;
    }
}
