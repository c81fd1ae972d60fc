package org.prahari.trainee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysetFileTest {
    @TempDir
    Path folder;

    private Path path;

    @BeforeEach
    void makeOne() throws Exception {
        path = folder.resolve("keyset.json");
        KeysetFile.create(path);
    }

    @Test
    void aNewFileIsItsOwnersAloneAndHoldsTwoKindsOfKeys() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
        Keyset keyset = KeysetFile.open(path).current();
        assertThat(keyset.keys()).containsExactly(keyset.primary());
        assertThat(keyset.older()).isEmpty();
        assertThat(Files.readString(path)).contains("\"sealing\"", "AesGcmKey", "\"index\"", "HmacPrfKey");
        assertThat(keyset).hasToString("Keyset[...]");
    }

    @Test
    void aFileThatIsThereIsNeverWrittenOver() throws Exception {
        String before = Files.readString(path);
        assertThatThrownBy(() -> KeysetFile.create(path))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is there already");
        assertThat(Files.readString(path)).isEqualTo(before);
    }

    @Test
    void aMissingFileNamesTheCommandThatMakesIt() {
        assertThatThrownBy(() -> KeysetFile.open(folder.resolve("none.json")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("none.json")
                .hasMessageContaining("keys create --out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-rw-rw-"})
    void aFileThatOthersCanReadIsRefused(String permissions) throws Exception {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        assertThatThrownBy(() -> KeysetFile.open(path))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(permissions)
                .hasMessageContaining("chmod 600");
    }

    @Test
    void aFileThatItsOwnerCanOnlyReadIsTaken() throws Exception {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("r--------"));
        assertThat(KeysetFile.open(path).current().keys()).hasSize(1);
    }

    @Test
    void aFolderIsNoKeyset() throws Exception {
        Path other = Files.createDirectory(
                folder.resolve("folder"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        assertThatThrownBy(() -> KeysetFile.open(other)).hasMessageContaining("cannot be read");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "{}",
                "keys",
                "{\"sealing\": {}, \"index\": {}}",
                "{\"sealing\": {\"primaryKeyId\": 1, \"key\": []}, \"index\": {\"primaryKeyId\": 1, \"key\": []}}",
                "{\"sealing\": $s, \"index\": $s}",
                "{\"sealing\": $i, \"index\": $i}",
                "{\"sealing\": $i, \"index\": $s}",
                "{\"sealing\": $s}",
                "{\"sealing\": $s, \"index\": $i, \"more\": 1}",
                "{\"sealing\": $s, \"sealing\": $s, \"index\": $i}",
                "{\"sealing\": $s, \"index\": $i} {}",
                "{\"sealing\": $d, \"index\": $i}"
            })
    void whatIsNoKeysetIsRefusedAndNotQuoted(String text) throws Exception {
        String whole = Files.readString(path);
        String sealing = whole.substring(whole.indexOf("{", 1), whole.indexOf(",\n"));
        String index = whole.substring(whole.indexOf("\"index\": ") + 9, whole.lastIndexOf("}"));
        String disabled = sealing.replace("ENABLED", "DISABLED");
        Files.writeString(path, text.replace("$s", sealing).replace("$i", index).replace("$d", disabled));
        assertThatThrownBy(() -> KeysetFile.open(path))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("holds no keyset that can be used")
                .satisfies(thrown -> assertThat(chain(thrown)).doesNotContain(secret(sealing), secret(index)));
    }

    @Test
    void aDamagedFileIsRefusedWhereverItIsCutOff() throws Exception {
        String whole = Files.readString(path);
        for (int length = 0; length < whole.strip().length(); length += 7) {
            Files.writeString(path, whole.substring(0, length));
            assertThatThrownBy(() -> KeysetFile.open(path)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aNodeFollowsTheFileWithinTheTimeThatIsPromised() throws Exception {
        KeysetFile node = KeysetFile.open(path);
        Keyset changed = KeysetFile.open(path).change(Keyset::added);
        assertThat(node.latest().keys()).isEqualTo(changed.keys());
        Keyset promoted = KeysetFile.open(path).change(Keyset::promoted);
        await().atMost(Duration.ofSeconds(2)).until(() -> node.current().primary() == promoted.primary());
    }

    @Test
    void aNodeGoesOnWithItsKeysWhenTheFileIsGoneOrDamagedAndTakesUpTheNextGoodOne() throws Exception {
        KeysetFile node = KeysetFile.open(path);
        long key = node.current().primary();
        String good = Files.readString(path);
        Files.writeString(path, "{");
        assertThat(node.latest().primary()).isEqualTo(key);
        Files.delete(path);
        assertThat(node.latest().primary()).isEqualTo(key);
        Path other = folder.resolve("other.json");
        Keyset next = KeysetFile.create(other);
        Files.move(other, path);
        assertThat(node.latest().primary()).isEqualTo(next.primary());
        Files.writeString(path, good);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(node.latest().primary()).as("open to others").isEqualTo(next.primary());
    }

    @Test
    void theStepsOfARotationKeepWhatIsNeeded() throws Exception {
        KeysetFile file = KeysetFile.open(path);
        long first = file.current().primary();
        byte[] sealed = file.current().seal(new byte[] {1}, new byte[0]);
        Keyset added = file.change(Keyset::added);
        assertThat(added.primary()).isEqualTo(first);
        assertThat(added.older()).isEmpty();
        Keyset promoted = file.change(Keyset::promoted);
        assertThat(promoted.primary()).isEqualTo(added.newest()).isNotEqualTo(first);
        assertThat(promoted.older()).containsExactly(first);
        assertThat(promoted.open(sealed, new byte[0])).containsExactly(1);
        Keyset third = file.change(Keyset::added);
        assertThat(third.pruned().keys())
                .as("a key that waits is kept")
                .containsExactly(third.primary(), third.newest());
        Keyset pruned = file.change(Keyset::pruned);
        assertThatThrownBy(() -> pruned.open(sealed, new byte[0])).isInstanceOf(GeneralSecurityException.class);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
    }

    @Test
    void aStepThatFailsOrMeetsAnotherLeavesTheFileAsItIs() throws Exception {
        String before = Files.readString(path);
        KeysetFile file = KeysetFile.open(path);
        assertThatThrownBy(() -> file.change(keyset -> {
                    throw new GeneralSecurityException("no");
                }))
                .hasMessage("no");
        assertThat(Files.readString(path)).isEqualTo(before);
        file.change(keyset -> {
            assertThatThrownBy(() -> KeysetFile.open(path).change(Keyset::added))
                    .hasMessageContaining("another command is at work");
            return keyset;
        });
        assertThat(Files.list(folder)).as("nothing is left beside it").containsExactly(path);
        assertThat(KeysetFile.open(path).current().keys()).hasSize(1);
    }

    @Test
    void aReaderNeverMeetsHalfAFile() throws Exception {
        KeysetFile file = KeysetFile.open(path);
        Thread changes = new Thread(() -> {
            for (int i = 0; i < 50; i++) {
                try {
                    file.change(keyset -> keyset.added().promoted().pruned());
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
        });
        changes.start();
        int reads = 0;
        while (changes.isAlive()) {
            assertThat(KeysetFile.open(path).current().keys()).hasSize(1);
            reads++;
        }
        changes.join();
        assertThat(reads).isPositive();
    }

    @Test
    void aLinkIsFollowedAndStays() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link.json"), path);
        KeysetFile.open(link).change(Keyset::added);
        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(KeysetFile.open(path).current().keys()).hasSize(2);
    }

    private static String chain(Throwable thrown) {
        var text = new StringBuilder();
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            text.append(cause).append('\n');
        }
        return text.toString();
    }

    private static String secret(String keys) {
        int start = keys.indexOf("\"value\":\"") + 9;
        return keys.substring(start, keys.indexOf('"', start));
    }
}
