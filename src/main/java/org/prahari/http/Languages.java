package org.prahari.http;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Collection;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Language tags (BCP 47) and their negotiation by lookup (RFC 4647, section 3.4). */
public final class Languages {
    private static final int MAX_HEADER = 1000;
    private static final Set<String> ISO_LANGUAGES = Set.of(Locale.getISOLanguages());

    private Languages() {}

    /** A language tag in its canonical spelling of codes that exist, or absent. */
    @Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE, ElementType.RECORD_COMPONENT})
    @Retention(RetentionPolicy.RUNTIME)
    @Constraint(validatedBy = Check.class)
    public @interface Tag {
        String message() default "must be a language tag (BCP 47) in its canonical spelling";

        Class<?>[] groups() default {};

        Class<? extends Payload>[] payload() default {};
    }

    /** Checks a {@link Tag}. */
    public static final class Check implements ConstraintValidator<Tag, String> {
        @Override
        public boolean isValid(String text, ConstraintValidatorContext context) {
            return text == null || isKnown(text);
        }
    }

    /** Whether a text is a well-formed language tag in its canonical spelling. */
    static boolean isTag(String text) {
        try {
            return !text.isEmpty()
                    && text.length() <= 35
                    && new Locale.Builder()
                            .setLanguageTag(text)
                            .build()
                            .toLanguageTag()
                            .equals(text);
        } catch (IllformedLocaleException e) {
            return false;
        }
    }

    /** Whether a text is a language tag in its canonical spelling, in which the short codes are ones that exist. */
    public static boolean isKnown(String tag) {
        try {
            if (!isTag(tag)) {
                return false;
            }
            Locale locale = new Locale.Builder().setLanguageTag(tag).build();
            String language = locale.getLanguage();
            return language.length() == 2 ? ISO_LANGUAGES.contains(language) && named(locale) : named(locale);
        } catch (IllformedLocaleException e) {
            return false;
        }
    }

    private static boolean named(Locale locale) {
        String script = locale.getScript();
        String country = locale.getCountry();
        return !locale.getLanguage().isEmpty()
                && (script.isEmpty() || !locale.getDisplayScript(Locale.ENGLISH).equals(script))
                && (country.isEmpty()
                        || !locale.getDisplayCountry(Locale.ENGLISH).equals(country));
    }

    /**
     * The best of the languages at hand for what a reader asks.
     *
     * @param asked a query parameter that wins over the header, or null
     * @param header the header Accept-Language, or null
     */
    public static Optional<String> lookup(String asked, String header, Collection<String> available) {
        return asked != null ? match(asked, available) : header == null ? Optional.empty() : match(header, available);
    }

    private static Optional<String> match(String ranges, Collection<String> available) {
        List<Locale.LanguageRange> wanted =
                ranges(ranges).stream().filter(range -> range.getWeight() > 0).toList();
        return Optional.ofNullable(Locale.lookupTag(wanted, available));
    }

    /** What a header Accept-Language asks for, the most wanted first; nothing if it is too long or says nothing. */
    public static List<Locale.LanguageRange> ranges(String header) {
        if (header.length() > MAX_HEADER) {
            return List.of();
        }
        try {
            return Locale.LanguageRange.parse(header);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            // The latter comes of a range of hyphens only.
            return List.of();
        }
    }
}
