package org.prahari.trainee;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import com.code_intelligence.jazzer.mutation.annotation.WithUtf8Length;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.jackson.Jackson;
import org.junit.jupiter.params.provider.ValueSource;
import org.prahari.http.StrictJson;
import org.prahari.support.Tried;

class BadgeFuzz {
    private static final ObjectMapper MAPPER = StrictJson.configure(Jackson.newObjectMapper());

    @ValueSource(
            strings = {
                "{\"type\": [\"VerifiableCredential\", \"OpenBadgeCredential\"], \"issuer\": {\"id\": \"https://id\"}, \"validFrom\": \"2026-01-01T00:00:00Z\","
                        + " \"credentialSubject\": {\"achievement\": {\"id\": \"https://a\"}, \"identifier\": [{\"type\": \"IdentityObject\","
                        + " \"hashed\": true, \"identityHash\": \"sha256$00\", \"salt\": \"s\"}]}}",
                "{\"iss\": \"https://id\", \"nbf\": 9e99, \"vc\": {\"type\": [\"VerifiableCredential\", \"AchievementCredential\"],"
                        + " \"credentialStatus\": {\"type\": \"BitstringStatusListEntry\", \"statusListIndex\": \"7\", \"statusListCredential\": \"https://l\"}}}"
            })
    @FuzzTest
    void whatACredentialSaysIsReadOrRefused(@NotNull @WithUtf8Length(max = 8192) String text) {
        JsonNode said;
        try {
            said = MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            return;
        }
        Tried.of(() -> Badge.of(said)).ifPresent(badge -> {
            assertThat(badge.from()).isNotNull();
            assertThat(badge.issuer()).isEqualTo(Badge.issuerOf(said));
            badge.subjects().forEach(subject -> assertThat(subject.is("nobody@example.org")).isIn(true, false));
        });
    }
}
