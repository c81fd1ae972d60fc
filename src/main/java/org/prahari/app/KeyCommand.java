package org.prahari.app;

import io.dropwizard.core.setup.Bootstrap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;
import org.jdbi.v3.core.Jdbi;
import org.prahari.access.ClientDao;
import org.prahari.access.ClientKey;
import org.prahari.access.Clients;
import org.prahari.access.Scope;

/** Makes a client with a key. The key is shown this once. */
final class KeyCommand extends DatabaseCommand {
    private static final String ALL = "all";

    KeyCommand() {
        super("key", "Make a client and show its key, once");
    }

    @Override
    public void configure(Subparser subparser) {
        super.configure(subparser);
        subparser.addArgument("--name").required(true).help("who the client is");
        subparser.addArgument("--scopes").required(true).help("scopes separated by commas, or all");
        subparser
                .addArgument("--departments")
                .required(true)
                .help("departments such as IN-KA separated by commas, or all");
        subparser
                .addArgument("--days")
                .type(Integer.class)
                .help("how many days the key is valid; without end if left out");
        subparser.addArgument("--out").help("a new file to write the key to, readable by its owner only");
    }

    @Override
    protected void run(
            Bootstrap<PrahariConfiguration> bootstrap,
            Namespace namespace,
            PrahariConfiguration configuration,
            Jdbi jdbi)
            throws IOException {
        Clock clock = Clock.systemUTC();
        String scopes = namespace.getString("scopes");
        String departments = namespace.getString("departments");
        Integer days = namespace.getInt("days");
        ClientKey key = new Clients(
                        jdbi.onDemand(ClientDao.class), configuration.pepper(), configuration.getEnvironment(), clock)
                .mint(
                        namespace.getString("name"),
                        scopes.equals(ALL) ? Scope.ALL : List.of(scopes.split(",", -1)),
                        departments.equals(ALL) ? List.of("*") : List.of(departments.split(",", -1)),
                        days == null ? null : clock.instant().plus(Duration.ofDays(days)));
        String out = namespace.getString("out");
        if (out == null) {
            System.out.println(key.text());
        } else {
            write(Path.of(out), key.text());
        }
    }

    private static void write(Path file, String text) throws IOException {
        FileAttribute<?>[] owner =
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0];
        if (Files.exists(file)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        Files.write(Files.createFile(file, owner), text.getBytes(StandardCharsets.US_ASCII));
    }
}
