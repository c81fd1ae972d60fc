package org.prahari.campaign;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.prahari.campaign.Question.Headers;

/**
 * The same questions put to several servers in turn. What each of them answers is looked at before anything is measured: the
 * same bytes, or the same facts.
 */
final class Contest {
    private static final int ORDER = 100_000;
    private static final int UNASKED = 40_000;
    private final Path folder;
    private final Mix mix;
    private final Path order;
    private final Map<String, byte[]> bodies = new HashMap<>();
    private final Map<String, Path> prepared = new HashMap<>();
    private int rounds;

    /** @param folder for the answers, below {@code files}, and for the requests */
    Contest(Path folder, Mix mix) throws IOException {
        this.folder = folder;
        this.mix = mix;
        Files.createDirectories(folder.resolve("files/v1/campaigns"));
        order = Files.write(
                folder.resolve("order.txt"),
                Arrays.stream(mix.order(ORDER)).mapToObj(at -> Integer.toString(at + 1)).toList());
    }

    /** Takes the answers of a service for those that all must give, and writes them as files. */
    void record(Peer service) throws IOException {
        for (Headers headers : Headers.values()) {
            for (boolean gzip : new boolean[] {false, true}) {
                try (Wired wired = new Wired(service.port())) {
                    for (int i = 0; i < mix.questions().size(); i++) {
                        String name = Peer.file(i, headers) + (gzip ? ".gz" : "");
                        byte[] body = asked(wired, service, i, headers, gzip).body();
                        bodies.put(name, body);
                        Files.write(folder.resolve("files/v1/campaigns").resolve(name), body);
                    }
                }
            }
        }
    }

    Path folder() {
        return folder;
    }

    /** The body that all give. */
    byte[] body(int number) {
        return bodies.get(Peer.file(number, Headers.TWELVE));
    }

    /** Lets servers compile what they run often. */
    void warm(List<Peer> peers, int seconds) throws IOException, InterruptedException {
        for (Peer peer : peers) {
            List<Case> cases =
                    peer.kind() == Peer.Kind.FACTS ? List.of(Case.PLAIN) : List.of(Case.PLAIN, Case.GZIP, Case.HELD);
            for (Case how : cases) {
                Load.run(peer.port(), requests(peer, how), order, Math.max(1, seconds / cases.size()));
            }
        }
    }

    /** The middle of each measure over some rounds, in which the servers take turns. */
    Map<Peer, Reading> run(Case how, List<Peer> peers, int times, int seconds) throws Exception {
        Map<Peer, List<Reading>> readings = new LinkedHashMap<>();
        for (int round = 0; round < times; round++) {
            Path fresh = how.unasked() ? unasked(how) : null;
            for (Peer peer : peers) {
                boolean mixed = !how.unasked() || peer.kind() != Peer.Kind.SERVICE;
                Path requests = mixed ? requests(peer, how) : fresh;
                Reading reading = Reading.of(
                        peer, () -> Load.run(peer.port(), requests, mixed ? order : null, seconds));
                readings.computeIfAbsent(peer, key -> new ArrayList<>()).add(reading);
            }
        }
        Map<Peer, Reading> medians = new LinkedHashMap<>();
        readings.forEach((peer, all) -> medians.put(peer, Reading.median(all)));
        return medians;
    }

    /** The requests of a case, each of which the server has answered as it should. */
    private Path requests(Peer peer, Case how) throws IOException {
        String key = "%s-%d-%d-%b-%b.txt"
                .formatted(peer.name().replaceAll("\\W", ""), peer.port(), how.headers().ordinal(), how.gzip(), how.held());
        Path file = prepared.get(key);
        if (file == null) {
            List<String> requests = new ArrayList<>();
            try (Wired wired = new Wired(peer.port())) {
                for (int i = 0; i < mix.questions().size(); i++) {
                    requests.add(checked(wired, peer, i, how));
                }
            }
            file = Load.write(folder.resolve(key), requests);
            prepared.put(key, file);
        }
        return file;
    }

    private String checked(Wired wired, Peer peer, int i, Case how) throws IOException {
        Wired.Answer answer = asked(wired, peer, i, how.headers(), how.gzip());
        if (peer.kind() != Peer.Kind.FACTS) {
            byte[] expected = bodies.get(Peer.file(i, how.headers()) + (how.gzip() ? ".gz" : ""));
            if (!Arrays.equals(answer.body(), expected)) {
                throw new IllegalStateException(peer.name() + " gives other bytes for " + mix.questions().get(i));
            }
        } else if (!Directus.says(answer.body(), body(i))) {
            throw new IllegalStateException(peer.name() + " gives other facts for " + mix.questions().get(i) + ": "
                    + new String(answer.body(), StandardCharsets.UTF_8));
        }
        if (!how.held()) {
            return request(peer, i, how.headers(), how.gzip(), null);
        }
        String request = request(peer, i, how.headers(), how.gzip(), answer.headers().get("etag"));
        if (wired.send(request).status() != 304) {
            throw new IllegalStateException(peer.name() + " does not answer 304 to " + request);
        }
        return request;
    }

    private Wired.Answer asked(Wired wired, Peer peer, int i, Headers headers, boolean gzip) throws IOException {
        String request = request(peer, i, headers, gzip, null);
        Wired.Answer answer = wired.send(request);
        boolean coded = "gzip".equals(answer.headers().get("content-encoding"));
        if (answer.status() != 200 || coded != gzip) {
            throw new IllegalStateException(peer.name() + " answers " + answer.status() + " to " + request);
        }
        return answer;
    }

    private String request(Peer peer, int i, Headers headers, boolean gzip, String held) {
        Question question = mix.questions().get(i);
        return headers.request(peer.targets().target(i, question, headers), question.tongue(), gzip, held);
    }

    private Path unasked(Case how) throws IOException {
        return Load.write(
                folder.resolve("unasked-" + rounds++ + ".txt"),
                mix.unasked(UNASKED).stream()
                        .map(question -> how.headers()
                                .request(question.target(), question.tongue(), how.gzip(), null))
                        .toList());
    }
}
