package org.prahari.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.prahari.support.Service;

/**
 * What a campaign costs to deliver, beside servers of files and applications that answer the same. Needs nginx and wrk of
 * Debian; Quarkus is built by Maven, Directus is installed by npm, and what cannot be had is said and left out. Arguments:
 * {@code quick} for shorter rounds and fewer campaigns; numbers for how many campaigns there are, one after the other.
 */
public final class DeliveryBenchmark {
    private static final Path FOLDER = Path.of("target/delivery");
    /** MB of heap for a service: for itself, and for each campaign. */
    private static final int HEAP = 512;

    private static final double HEAP_EACH = 0.4;
    private static final List<Case> CASES =
            List.of(Case.PLAIN, Case.GZIP, Case.HELD, Case.PLAIN_2, Case.GZIP_2, Case.HELD_2);
    private final Catalogue catalogue;
    private final List<Integer> sizes;
    private final int rounds;
    private final int seconds;
    private final int warm;
    private final Sheet sheet = new Sheet();
    private final Growth growth = new Growth();
    private final List<String> missing = new ArrayList<>();

    private DeliveryBenchmark(Catalogue catalogue, List<String> arguments) {
        boolean quick = arguments.contains("quick");
        List<Integer> asked = arguments.stream()
                .filter(argument -> argument.matches("\\d+"))
                .map(Integer::valueOf)
                .toList();
        this.catalogue = catalogue;
        this.sizes = !asked.isEmpty() ? asked : quick ? List.of(100, 1000) : List.of(100, 1000, 10_000);
        this.rounds = quick ? 3 : 5;
        this.seconds = quick ? 1 : 2;
        this.warm = quick ? 10 : 40;
    }

    public static void main(String[] arguments) throws Exception {
        for (String tool : List.of("nginx", "wrk")) {
            if (Machine.version(tool, "-v").isEmpty()) {
                System.err.println("There is no " + tool + " here. On Debian: apt-get install nginx-light wrk");
                System.exit(1);
            }
        }
        Service service = Service.get();
        var benchmark = new DeliveryBenchmark(new Catalogue(service.jdbi()), List.of(arguments));
        // It was needed for its database, and would take its share of the processors.
        service.support().after();
        int status = 0;
        try {
            benchmark.run();
        } catch (Exception | AssertionError e) {
            e.printStackTrace();
            status = 1;
        }
        System.exit(status);
    }

    private void run() throws Exception {
        delete(FOLDER);
        String first = "resource";
        for (int size : sizes) {
            say(size + " campaigns are written");
            Mix mix = new Mix(catalogue.grow(size), catalogue.regions());
            Contest contest = new Contest(Files.createDirectories(FOLDER.resolve(Integer.toString(size))), mix);
            boolean last = size == sizes.get(sizes.size() - 1);
            first = stage(size, mix, contest, last);
            if (last) {
                logged(size, contest);
            }
        }
        report(first, sizes.get(sizes.size() - 1));
    }

    /** One size of the catalogue; the largest is where all servers meet. */
    private String stage(int size, Mix mix, Contest contest, boolean last) throws Exception {
        List<Peer> others = new ArrayList<>();
        try (Instances instances = new Instances(heap(size), false)) {
            List<Peer> own = instances.peers();
            contest.record(instances.reference());
            others.addAll(Nginx.start(contest.folder(), false));
            if (last) {
                applications(mix, contest, others);
            }
            say("warming up " + names(own) + ", " + names(others));
            contest.warm(own, warm);
            contest.warm(others, warm);
            List<Peer> nginx = others.subList(0, 2);
            List<Case> cases = last ? CASES : List.of(Case.PLAIN);
            for (Case how : cases) {
                say(how.name());
                List<Peer> all = new ArrayList<>(nginx);
                all.addAll(own);
                others.stream()
                        .filter(peer -> !nginx.contains(peer) && peer.takes(how))
                        .forEach(all::add);
                Map<Peer, Reading> readings = contest.run(how, all, rounds, seconds);
                growth.add(size, how, readings);
                if (last) {
                    sheet.add(how, readings);
                }
            }
            List<Peer> few = new ArrayList<>(nginx);
            few.addAll(own);
            for (Case how : last ? List.of(Case.UNASKED, Case.UNASKED_GZIP) : List.of(Case.UNASKED)) {
                say(how.name());
                Map<Peer, Reading> readings = contest.run(how, few, 3, seconds);
                growth.add(size, how, readings);
                if (last) {
                    sheet.add(how, readings);
                }
            }
            for (Peer peer : own) {
                growth.add(size, peer, instances.seconds(peer), Instances.live(peer));
            }
            return own.get(0).name();
        } finally {
            stop(others);
        }
    }

    /** All that keep a log, with their logs on. */
    private void logged(int size, Contest contest) throws Exception {
        List<Peer> all = new ArrayList<>();
        try (Instances instances = new Instances(heap(size), true)) {
            all.addAll(Nginx.start(contest.folder(), true));
            List<Peer> nginx = List.copyOf(all);
            all.addAll(instances.peers());
            say("warming up with logs on");
            contest.warm(all, warm);
            for (Case how : List.of(Case.PLAIN, Case.GZIP, Case.HELD)) {
                say(how.logged().name());
                sheet.add(how.logged(), contest.run(how, all, rounds, seconds));
            }
            all.retainAll(nginx);
        } finally {
            stop(all);
        }
    }

    private void applications(Mix mix, Contest contest, List<Peer> others) {
        try {
            others.addAll(Quarkus.start(contest.folder()));
        } catch (IOException | InterruptedException e) {
            missing.add("Quarkus could not be had: " + e.getMessage());
        }
        try {
            others.addAll(Directus.start(contest, mix));
        } catch (IOException | InterruptedException e) {
            missing.add("Directus could not be had: " + e.getMessage());
        }
        missing.forEach(DeliveryBenchmark::say);
    }

    private void report(String first, int largest) throws IOException {
        System.out.println("\n### Delivery of campaigns, as printed\n");
        System.out.println(Machine.said());
        System.out.printf(
                "%n%,d campaigns in 13 languages, %,d questions; each figure is the middle of %d rounds of %d s.%n",
                largest, Mix.QUESTIONS, rounds, seconds);
        missing.forEach(what -> System.out.println("\n**" + what + "**"));
        sheet.print();
        System.out.println();
        growth.print();
        System.out.println("\nGoals, of \"" + first + "\":\n");
        sheet.goals(first);
    }

    private static String heap(int campaigns) {
        return HEAP + (int) (campaigns * HEAP_EACH) + "m";
    }

    private static void stop(List<Peer> peers) {
        Set<Long> stopped = new HashSet<>();
        for (Peer peer : peers) {
            if (stopped.add(peer.processes().get(0).pid())) {
                peer.stop();
            }
        }
    }

    private static String names(List<Peer> peers) {
        return String.join(", ", peers.stream().map(Peer::name).toList());
    }

    private static void say(String what) {
        System.err.println(java.time.LocalTime.now().withNano(0) + " " + what);
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var paths = Files.walk(folder)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
