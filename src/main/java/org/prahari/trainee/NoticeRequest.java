package org.prahari.trainee;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.prahari.http.Problem;

/** What a client may say of a notice. */
public record NoticeRequest(
        @NotNull @Size(min = 1, max = 60) List<Notice.@NotNull @Valid Wording> texts) {
    void check() {
        Set<String> languages = new HashSet<>();
        for (int i = 0; i < texts.size(); i++) {
            if (!languages.add(texts.get(i).language())) {
                throw Problem.INVALID.at("/texts/" + i + "/language", "is named twice");
            }
        }
    }
}
