package org.prahari.partner;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * How a record stands in a table: a column for each component, those of an inner record after a dot; a list in one cell,
 * its items parted by {@code ;}, the parts of an item by {@code |}. A list whose items hold lists or objects is JSON.
 */
public final class Columns {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,18}");
    private static final Pattern RUN_BY_SPREADSHEETS = Pattern.compile("'*+[=+\\-@\t\r]");
    private final Map<String, Type> types = new LinkedHashMap<>();

    /** The columns of a record. */
    public static Columns of(Class<? extends Record> type) {
        return new Columns().with("", type);
    }

    /** The same with another column, or those of another record. */
    public Columns and(String name, Class<?> type) {
        Columns more = new Columns();
        more.types.putAll(types);
        return more.with(name, type);
    }

    private Columns with(String name, Type type) {
        if (!(type instanceof Class<?> record) || !record.isRecord()) {
            types.put(name, type);
            return this;
        }
        for (RecordComponent component : record.getRecordComponents()) {
            if (!component.getAccessor().isAnnotationPresent(JsonIgnore.class)) {
                boolean flat = component.getAccessor().isAnnotationPresent(JsonUnwrapped.class);
                with(flat ? name : within(name, component.getName()), component.getGenericType());
            }
        }
        return this;
    }

    private static String within(String outer, String name) {
        return outer.isEmpty() ? name : outer + "." + name;
    }

    List<String> names() {
        return List.copyOf(types.keySet());
    }

    /** The object that a row of cells makes; an empty cell says nothing. */
    ObjectNode object(List<String> header, String[] cells) {
        ObjectNode object = NODES.objectNode();
        for (int i = 0; i < cells.length; i++) {
            String cell = plain(cells[i]);
            if (!cell.isEmpty()) {
                String name = header.get(i);
                int dot = name.lastIndexOf('.');
                ObjectNode parent = object;
                for (String step : dot < 0
                        ? List.<String>of()
                        : List.of(name.substring(0, dot).split("\\."))) {
                    parent = parent.withObjectProperty(step);
                }
                parent.set(name.substring(dot + 1), node(cell, types.get(name)));
            }
        }
        return object;
    }

    private static JsonNode node(String cell, Type type) {
        if (type == Integer.class || type == int.class || type == Long.class || type == long.class) {
            return WHOLE.matcher(cell).matches() ? LongNode.valueOf(Long.parseLong(cell)) : TextNode.valueOf(cell);
        }
        if (type == Boolean.class || type == boolean.class) {
            String word = cell.toLowerCase(Locale.ROOT);
            boolean known = word.equals("true") || word.equals("false");
            return known ? BooleanNode.valueOf(word.equals("true")) : TextNode.valueOf(cell);
        }
        if (!(type instanceof ParameterizedType list)) {
            return TextNode.valueOf(cell);
        }
        Type item = list.getActualTypeArguments()[0];
        return isDeep(item) ? json(cell) : list(cell, item, ";");
    }

    /** Whether the parts of such an item have parts in turn. */
    private static boolean isDeep(Type item) {
        return item instanceof Class<?> record
                && record.isRecord()
                && Stream.of(record.getRecordComponents())
                        .anyMatch(part -> part.getGenericType() instanceof ParameterizedType
                                || part.getType().isRecord());
    }

    private static JsonNode json(String cell) {
        try {
            return JSON.readTree(cell);
        } catch (JsonProcessingException e) {
            // Which is not the list that is looked for, and told as that.
            return TextNode.valueOf(cell);
        }
    }

    private static ArrayNode list(String cell, Type item, String separator) {
        ArrayNode list = NODES.arrayNode();
        for (String part : cell.split(Pattern.quote(separator), -1)) {
            if (!part.isBlank()) {
                list.add(
                        item instanceof ParameterizedType inner
                                ? list(part, inner.getActualTypeArguments()[0], "|")
                                : item instanceof Class<?> type && type.isRecord()
                                        ? item(part, type)
                                        : node(part.strip(), item));
            }
        }
        return list;
    }

    private static JsonNode item(String part, Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        String[] values = part.split("\\|", -1);
        if (values.length > components.length) {
            return TextNode.valueOf(part);
        }
        ObjectNode object = NODES.objectNode();
        for (int i = 0; i < values.length; i++) {
            if (!values[i].isBlank()) {
                object.set(components[i].getName(), node(values[i].strip(), components[i].getGenericType()));
            }
        }
        return object;
    }

    /** The cells of an object, in the order of the columns, none of which a spreadsheet would run. */
    String[] cells(JsonNode object) {
        return types.keySet().stream()
                .map(name -> inert(cell(object.at("/" + name.replace('.', '/')), types.get(name), "; ")))
                .toArray(String[]::new);
    }

    private static String cell(JsonNode node, Type type, String separator) {
        if (node.isArray()) {
            Type item = ((ParameterizedType) type).getActualTypeArguments()[0];
            if (isDeep(item)) {
                return node.isEmpty() ? "" : node.toString();
            }
            return StreamSupport.stream(node.spliterator(), false)
                    .map(one -> cell(one, item, "|"))
                    .collect(Collectors.joining(separator));
        }
        if (node.isObject() && type instanceof Class<?> record && record.isRecord()) {
            List<String> parts = new ArrayList<>();
            for (RecordComponent component : record.getRecordComponents()) {
                parts.add(node.path(component.getName()).asText());
            }
            return String.join("|", parts).replaceAll("\\|+$", "");
        }
        return node.isContainerNode() ? node.toString() : node.asText();
    }

    /** Puts before what a spreadsheet would run what makes it text; and before what looks as if that had been done. */
    static String inert(String cell) {
        return RUN_BY_SPREADSHEETS.matcher(cell).lookingAt() ? "'" + cell : cell;
    }

    private static String plain(String cell) {
        return cell.startsWith("'") && RUN_BY_SPREADSHEETS.matcher(cell).lookingAt() ? cell.substring(1) : cell;
    }
}
