package org.prahari.trainee;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.prahari.http.Languages;
import org.prahari.http.Text;

/**
 * What people are told before they consent: one version of it, in many languages.
 *
 * @param revision counts how often it was written before somebody consented to it
 * @param texts by language
 */
public record Notice(String version, int revision, Instant publishedAt, List<Wording> texts) {
    public Notice {
        texts = texts.stream().sorted(Comparator.comparing(Wording::language)).toList();
    }

    /**
     * The notice in one language.
     *
     * @param reviewed whether somebody who speaks the language has checked it
     */
    public record Wording(
            @NotNull @Languages.Tag String language,
            @Text.Line @Size(max = 200) String title,
            @NotBlank @Size(max = 8000) String text,
            @NotNull Boolean reviewed) {}

    /**
     * The notice as it is shown to one reader.
     *
     * @param languages all it is to be had in
     */
    public record Edition(
            String version,
            Instant publishedAt,
            String language,
            String title,
            String text,
            boolean reviewed,
            List<String> languages) {}

    static Optional<Notice> find(List<Notice> notices, String version) {
        return notices.stream()
                .filter(notice -> notice.version().equals(version))
                .findFirst();
    }

    List<String> languages() {
        return texts.stream().map(Wording::language).toList();
    }

    /** In each of its languages. */
    public List<Edition> editions() {
        return languages().stream().map(language -> edition(language, null)).toList();
    }

    /** In the language asked for, else in English, else in the first there is. */
    Edition edition(String asked, String accepted) {
        List<String> languages = languages();
        String language = Languages.lookup(asked, accepted, languages)
                .orElseGet(() -> languages.contains("en") ? "en" : languages.get(0));
        Wording wording = in(language).orElseThrow();
        return new Edition(
                version, publishedAt, language, wording.title(), wording.text(), wording.reviewed(), languages);
    }

    Optional<Wording> in(String language) {
        return texts.stream()
                .filter(wording -> wording.language().equals(language))
                .findFirst();
    }
}
