package org.prahari.partner;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.regex.Pattern;
import org.prahari.http.Problem;

/**
 * Why a row was refused. It never holds what the row holds.
 *
 * @param line where the row begins in the upload
 * @param number of the row's faults
 * @param value what kind of value stands there
 */
public record ImportFault(long line, @JsonIgnore int number, String pointer, String code, String detail, String value) {
    static final int MOST = 10;
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,39}");
    private static final int LONGEST = 255;

    static ImportFault of(long line, int number, Problem.Fault fault, JsonNode row) {
        String pointer = fault.pointer();
        int last = pointer.lastIndexOf('/') + 1;
        // The name of a field nobody knows is a text like any other, unless it looks like a name.
        if (fault.code().equals("unknown-field")
                && !NAME.matcher(pointer.substring(last)).matches()) {
            pointer = pointer.substring(0, Math.max(last - 1, 0));
        }
        return new ImportFault(
                line, number, cut(pointer), cut(fault.code()), cut(fault.detail()), kind(at(row, fault.pointer())));
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }

    private static JsonNode at(JsonNode row, String pointer) {
        try {
            return row.at(JsonPointer.compile(pointer));
        } catch (IllegalArgumentException e) {
            return MissingNode.getInstance();
        }
    }

    private static String kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> "a text of " + value.textValue().length() + " characters";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case ARRAY -> "a list of " + value.size();
            case OBJECT -> "an object";
            case NULL -> "null";
            default -> "nothing";
        };
    }
}
