package org.prahari.trainee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityCipherTest {
    private static final UUID ONE = new UUID(1, 1);
    private static final UUID OTHER = new UUID(1, 2);
    private static final Identity WHO = new Identity("Asha Rao", "asha@example.invalid", "+919000000001");

    @TempDir
    Path folder;

    private KeysetFile file;
    private IdentityCipher cipher;

    @BeforeEach
    void makeAKeyset() throws Exception {
        KeysetFile.create(folder.resolve("keyset.json"));
        file = KeysetFile.open(folder.resolve("keyset.json"));
        cipher = new IdentityCipher(file);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Asha Rao",
                "आशा राव",
                "ಆಶಾ ರಾವ್",
                "ஆஷா ராவ்",
                "ఆశా రావు",
                "আশা রাও",
                "આશા રાવ",
                "ਆਸ਼ਾ ਰਾਓ",
                "ଆଶା ରାଓ",
                "ആശാ റാവു",
                "آشا راؤ",
                "ꯑꯁꯥ",
                "ᱟᱥᱟ",
                "𑒂𑒬𑒰",
                "'; DROP TABLE x; --",
                "a"
            })
    void whatIsSealedOpens(String name) {
        SealedIdentity sealed = cipher.seal(ONE, new Identity(name, null, null));
        assertThat(cipher.open(sealed)).isEqualTo(new Identity(name, null, null));
        assertThat(sealed.emailSealed()).isNull();
        assertThat(sealed.emailIndex()).isNull();
        assertThat(sealed.name()).isNull();
        assertThat(sealed.keyId()).isEqualTo(file.current().primary()).isEqualTo(Keyset.keyOf(sealed.nameSealed()));
    }

    @Test
    void theLongestIdentityFitsItsColumns() {
        SealedIdentity sealed =
                cipher.seal(ONE, new Identity("𑒂".repeat(100) + "ꯑ".repeat(100), "é".repeat(254), "+123456789012345"));
        assertThat(sealed.nameSealed()).hasSizeLessThanOrEqualTo(1024);
        assertThat(cipher.seal(ONE, new Identity("a", "ꯑ".repeat(254), null)).emailSealed())
                .hasSizeLessThanOrEqualTo(1100);
        assertThat(sealed.phoneSealed()).hasSizeLessThanOrEqualTo(64);
    }

    @Test
    void theSameIdentityIsSealedDifferentlyEachTime() {
        assertThat(cipher.seal(ONE, WHO).nameSealed())
                .isNotEqualTo(cipher.seal(ONE, WHO).nameSealed());
    }

    @Test
    void whatIsMovedToAnotherRowOrColumnDoesNotOpen() {
        SealedIdentity sealed = cipher.seal(ONE, WHO);
        assertThatThrownBy(() -> cipher.open(row(OTHER, sealed.nameSealed(), null, null)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(OTHER.toString())
                .hasMessageNotContaining("Asha");
        assertThatThrownBy(() -> cipher.open(row(ONE, sealed.emailSealed(), null, null)))
                .hasMessageContaining("name");
        assertThatThrownBy(() -> cipher.open(row(ONE, sealed.nameSealed(), sealed.phoneSealed(), null)))
                .hasMessageContaining("email");
        assertThat(cipher.open(row(ONE, sealed.nameSealed(), sealed.emailSealed(), sealed.phoneSealed())))
                .isEqualTo(WHO);
    }

    @Test
    void notOneBitCanBeChangedNorAByteCutOff() {
        byte[] sealed = cipher.seal(ONE, WHO).nameSealed();
        for (int bit = 0; bit < sealed.length * 8; bit++) {
            byte[] changed = sealed.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> cipher.open(row(ONE, changed, null, null)))
                    .as("bit " + bit)
                    .isInstanceOf(IllegalStateException.class);
        }
        for (int length = 0; length < sealed.length; length++) {
            byte[] cut = java.util.Arrays.copyOf(sealed, length);
            assertThatThrownBy(() -> cipher.open(row(ONE, cut, null, null)))
                    .as(length + " bytes")
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void anotherKeysetOpensNothingAndIndexesOtherwise() throws Exception {
        KeysetFile.create(folder.resolve("other.json"));
        var other = new IdentityCipher(KeysetFile.open(folder.resolve("other.json")));
        SealedIdentity sealed = cipher.seal(ONE, WHO);
        assertThatThrownBy(() -> other.open(sealed)).hasMessageContaining("is not in the keyset");
        assertThat(other.emailIndex(WHO.email())).isNotEqualTo(sealed.emailIndex());
    }

    @Test
    void aNodeThatMeetsAnUnknownKeyReadsTheFileAtOnce() throws Exception {
        var node = new IdentityCipher(KeysetFile.open(folder.resolve("keyset.json")));
        SealedIdentity old = cipher.seal(ONE, WHO);
        for (int i = 0; i < 20; i++) {
            file.change(keyset -> keyset.added().promoted());
            SealedIdentity sealed = cipher.seal(ONE, WHO);
            assertThat(node.open(sealed)).isEqualTo(WHO);
            assertThat(node.open(old)).isEqualTo(WHO);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "asha@example.invalid, ASHA@Example.Invalid",
        "asha@example.invalid, '  asha@example.invalid '",
        "jos\u00e9@example.invalid, jose\u0301@example.invalid",
        "jos\u00e9@example.invalid, JOSE\u0301@example.invalid",
        "आशा@example.invalid, आशा@EXAMPLE.invalid"
    })
    void anAddressIsFoundHoweverItIsWritten(String one, String other) {
        assertThat(cipher.emailIndex(one)).hasSize(32).isEqualTo(cipher.emailIndex(other));
    }

    @Test
    void theIndexTellsColumnsApartAndStaysWhenKeysRotate() throws Exception {
        byte[] index = cipher.phoneIndex("+919000000001");
        assertThat(index)
                .isNotEqualTo(cipher.emailIndex("+919000000001"))
                .isNotEqualTo(cipher.phoneIndex("+919000000002"));
        file.change(keyset -> keyset.added().promoted());
        assertThat(cipher.phoneIndex("+919000000001")).isEqualTo(index);
    }

    @Test
    void nothingShowsInAString() {
        assertThat(List.of(
                                WHO,
                                cipher.seal(ONE, WHO),
                                row(ONE, null, null, null),
                                new LookupRequest("a@b", null),
                                cipher)
                        .toString())
                .doesNotContain("Asha", "asha", "+91", "a@b");
        assertThat(new SealedIdentity(ONE, null, null, null, null, null, null, "Asha", "asha@x", "+91").toString())
                .doesNotContain("sha", "+91");
        assertThat(new String(cipher.seal(ONE, WHO).nameSealed(), StandardCharsets.ISO_8859_1))
                .doesNotContain("Asha");
    }

    private SealedIdentity row(UUID id, byte[] name, byte[] email, byte[] phone) {
        return new SealedIdentity(id, file.current().primary(), name, email, phone, null, null, null, null, null);
    }
}
