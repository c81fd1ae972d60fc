package org.prahari.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import com.code_intelligence.jazzer.mutation.annotation.WithUtf8Length;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.prahari.support.Tried;

class AddressesFuzz {
    private static final Addresses ADDRESSES = new Addresses(java.util.List.of("10.0.0.0/8", "::1", "fd00::/8"));
    private static final Pattern NETWORK = Pattern.compile("([0-9]{1,3}\\.){3}[0-9]{1,3}|[0-9a-f]{16}/64");

    static Stream<Arguments> seeds() {
        return Stream.of(
                arguments("203.0.113.7, 10.1.2.3"),
                arguments("[2001:db8::1]:443, fd00::1"),
                arguments("unknown, ::ffff:10.0.0.1, fe80::1%eth0"));
    }

    @MethodSource("seeds")
    @DictionaryEntries({"10.0.0.1", "::1", "[fd00::1]", ":80", "%", "::ffff:", ", ", "localhost"})
    @FuzzTest
    void whateverIsForwardedTheNetworkIsOne(@NotNull @WithUtf8Length(max = 8192) String forwarded) {
        String network = Tried.of(() -> ADDRESSES.network("10.0.0.1", forwarded)).orElseThrow();
        assertThat(network).matches(NETWORK);
        assertThat(ADDRESSES.network("203.0.113.9", forwarded)).isEqualTo("203.0.113.9");
        // Who stands left of somebody not trusted is not believed.
        assertThat(ADDRESSES.network("10.0.0.1", forwarded + ", 198.51.100.4")).isEqualTo("198.51.100.4");
    }
}
