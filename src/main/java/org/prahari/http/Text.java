package org.prahari.http;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a text from outside may hold. */
public final class Text {
    private Text() {}

    /** One line that is not blank: a name, a title. Length is bounded by {@code @Size} beside it. */
    @Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE, ElementType.RECORD_COMPONENT})
    @Retention(RetentionPolicy.RUNTIME)
    @Constraint(validatedBy = {})
    @NotBlank
    @Pattern(regexp = "[^\\n\\t]*")
    @ReportAsSingleViolation
    public @interface Line {
        String message() default "must be one line of text, not blank";

        Class<?>[] groups() default {};

        Class<? extends Payload>[] payload() default {};
    }

    /** The key by which a client knows the thing: up to 64 characters, no blank at either end; or absent. */
    @Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE, ElementType.RECORD_COMPONENT})
    @Retention(RetentionPolicy.RUNTIME)
    @Constraint(validatedBy = {})
    @Size(max = 64)
    @Pattern(regexp = "\\S([^\\n\\t]*\\S)?")
    @ReportAsSingleViolation
    public @interface Key {
        String message() default "must be 1 to 64 characters in one line, with no blank at either end";

        Class<?>[] groups() default {};

        Class<? extends Payload>[] payload() default {};
    }

    /** Why a text is refused (control characters but newline and tab, unpaired surrogates, non-characters), or null. */
    public static String fault(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7f && c < 0xa0)) {
                return "holds a control character";
            }
            if (c == 0xFFFE || c == 0xFFFF) {
                return "holds a character that is none";
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return "holds half a surrogate pair";
            }
        }
        return null;
    }
}
