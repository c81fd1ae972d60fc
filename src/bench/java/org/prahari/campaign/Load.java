package org.prahari.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the load generator wrk (of Debian) has sent to a server on 32 connections that stay open, one request after the other
 * on each, and what came back.
 *
 * @param p50 microseconds until half of the answers had come
 * @param p99 the same for all but a hundredth
 */
record Load(long requests, double seconds, long bytes, long failures, long p50, long p99) {
    private static final int CONNECTIONS = 32;
    private static final Pattern RESULT = Pattern.compile("RESULT (\\d+) (\\d+) (\\d+) (\\d+) (\\d+) (\\d+)");
    /** A request is a line, in which tabs stand for its ends of lines. */
    private static final String SCRIPT = """
            local requests, order, at = {}, {}, 0
            function init(files)
              for line in io.lines(files[1]) do
                local request = line:gsub("\\t", "\\r\\n")
                requests[#requests + 1] = request
              end
              if files[2] then
                for number in io.lines(files[2]) do order[#order + 1] = tonumber(number) end
              end
            end
            function request()
              at = at + 1
              if #order > 0 then return requests[order[(at - 1) % #order + 1]] end
              if at >= #requests then wrk.thread:stop() end
              return requests[math.min(at, #requests)]
            end
            function done(summary, latency)
              local e = summary.errors
              print(string.format("RESULT %d %d %d %d %d %d", summary.requests, summary.duration, summary.bytes,
                e.connect + e.read + e.write + e.status + e.timeout, latency:percentile(50), latency:percentile(99)))
            end
            """;

    /** @param order which line of the requests comes when, for ever; null for each in turn, once */
    static Load run(int port, Path requests, Path order, int seconds) throws IOException, InterruptedException {
        Path script = Files.writeString(requests.resolveSibling("load.lua"), SCRIPT);
        Path said = requests.resolveSibling("wrk.log");
        List<String> command = new ArrayList<>(List.of(
                "wrk",
                "-t1",
                "-c" + CONNECTIONS,
                "-d" + seconds + "s",
                "-s",
                script.toString(),
                "http://127.0.0.1:" + port,
                "--",
                requests.toString()));
        if (order != null) {
            command.add(order.toString());
        }
        Process wrk = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            wrk.waitFor();
        } finally {
            wrk.destroyForcibly();
        }
        Matcher result = RESULT.matcher(Files.readString(said));
        if (!result.find()) {
            throw new IOException("wrk said: " + Files.readString(said));
        }
        return new Load(
                Long.parseLong(result.group(1)),
                Long.parseLong(result.group(2)) / 1e6,
                Long.parseLong(result.group(3)),
                Long.parseLong(result.group(4)),
                Long.parseLong(result.group(5)),
                Long.parseLong(result.group(6)));
    }

    /** Writes requests so that the script can read them. */
    static Path write(Path file, List<String> requests) throws IOException {
        return Files.write(
                file,
                requests.stream().map(request -> request.replace("\r\n", "\t")).toList());
    }
}
