package org.prahari.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import com.code_intelligence.jazzer.mutation.annotation.WithUtf8Length;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.CsvSource;
import org.prahari.support.Tried;

/** Tokens that no provider has signed. */
class TokensFuzz {
    private static final Tokens TOKENS = new Tokens(List.of(), "a pepper".getBytes(UTF_8), Clock.systemUTC());

    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"alg\":\"ES256\",\"kid\":\"1\",\"typ\":\"at+jwt\"} | {\"iss\":\"https://id\",\"aud\":[\"prahari\"],\"exp\":1} | x | true",
                "{\"alg\":\"none\"} | {\"iss\":1} | - | true",
                "a.b.c | - | - | false"
            })
    @FuzzTest
    void noneOfThemOpens(
            @NotNull @WithUtf8Length(max = 2048) String header,
            @NotNull @WithUtf8Length(max = 2048) String claims,
            @NotNull @WithUtf8Length(max = 200) String signature,
            boolean encoded) {
        String token = Stream.of(header, claims, signature)
                .map(part -> encoded ? Base64.getUrlEncoder().withoutPadding().encodeToString(part.getBytes(UTF_8)) : part)
                .collect(Collectors.joining("."));
        assertThat(Tried.of(() -> TOKENS.authenticate(token)).orElseThrow()).isEmpty();
    }
}
