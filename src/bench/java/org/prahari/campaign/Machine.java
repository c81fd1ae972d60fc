package org.prahari.campaign;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where and with what something was measured. */
final class Machine {
    private Machine() {}

    /** The first line that a program says of itself; empty if it is not there. */
    static String version(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return said.lines().findFirst().orElse("");
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static String said() throws IOException {
        return "Machine: %d processors, %s, %s of memory, %s, %s, OpenJDK %s, commit %s, load %s."
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        value("/proc/cpuinfo", "model name"),
                        value("/proc/meminfo", "MemTotal"),
                        version("nginx", "-v").replaceAll(".*: ", ""),
                        version("wrk", "-v").replaceAll(" \\[.*", ""),
                        Runtime.version(),
                        version("git", "rev-parse", "--short", "HEAD"),
                        Files.readString(Path.of("/proc/loadavg")).split(" ")[0]);
    }

    private static String value(String file, String name) throws IOException {
        List<String> lines = Files.readAllLines(Path.of(file));
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.replaceAll(".*:\\s+", ""))
                .findFirst()
                .orElse("?");
    }
}
