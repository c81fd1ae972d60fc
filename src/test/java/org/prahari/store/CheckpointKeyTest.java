package org.prahari.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The first and second example of RFC 8032, section 7.1. */
class CheckpointKeyTest {
    private final CheckpointKey first = key("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
    private final CheckpointKey second = key("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");

    private static CheckpointKey key(String seed) {
        return new CheckpointKey(HexFormat.of().parseHex(seed));
    }

    @Test
    void thePublicKeyIsThatOfTheStandard() {
        assertThat(HexFormat.of().formatHex(first.publicBytes()))
                .isEqualTo("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
        assertThat(HexFormat.of().formatHex(second.publicBytes()))
                .isEqualTo("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
    }

    @Test
    void soIsTheSignature() {
        String signature = first.sign("");
        assertThat(HexFormat.of().formatHex(Base64.getDecoder().decode(signature)))
                .isEqualTo("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
                        + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b");
        assertThat(HexFormat.of().formatHex(Base64.getDecoder().decode(second.sign("r"))))
                .isEqualTo("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                        + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
        assertThat(first.hasSigned("", signature)).isTrue();
        assertThat(first.hasSigned("x", signature)).isFalse();
        assertThat(second.hasSigned("", signature)).isFalse();
        assertThat(first.hasSigned("", "")).isFalse();
        assertThat(first.hasSigned("", "no base64!")).isFalse();
    }

    @Test
    void aSeedIsThirtyTwoBytes() {
        assertThatThrownBy(() -> new CheckpointKey(new byte[31])).isInstanceOf(IllegalArgumentException.class);
    }
}
