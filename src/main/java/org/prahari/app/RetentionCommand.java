package org.prahari.app;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import io.dropwizard.core.setup.Bootstrap;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.UUID;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;
import org.jdbi.v3.core.Jdbi;
import org.prahari.access.Viewer;
import org.prahari.allocation.RoundDao;
import org.prahari.offer.OfferDao;
import org.prahari.trainee.Erasure;
import org.prahari.trainee.ErasureDao;
import org.prahari.trainee.RetentionRun;
import org.prahari.trainee.TraineeDao;

/** Erases those whose data nobody needs any more, by the rules in the configuration. */
final class RetentionCommand extends DatabaseCommand {
    private static final String DRY_RUN = "dryRun";
    private static final Viewer RETENTION = Viewer.system("retention");
    private static final int BATCH = 1000;
    private final Clock clock;

    RetentionCommand(Clock clock) {
        super("retention", "Erase trainees whose time is over, each with a receipt");
        this.clock = clock;
    }

    @Override
    public void configure(Subparser parser) {
        parser.addArgument("--dry-run")
                .dest(DRY_RUN)
                .action(Arguments.storeTrue())
                .help("show whom it would erase, and change nothing");
        super.configure(parser);
    }

    @Override
    protected void run(
            Bootstrap<PrahariConfiguration> bootstrap,
            Namespace namespace,
            PrahariConfiguration configuration,
            Jdbi jdbi) {
        rounds(jdbi, configuration, namespace.getBoolean(DRY_RUN));
        TraineeDao dao = jdbi.onDemand(TraineeDao.class);
        var run = new RetentionRun(dao, Parts.erasures(clock), RETENTION, configuration.getRetention(), clock);
        if (namespace.getBoolean(DRY_RUN)) {
            List<ErasureDao.Due> due = run.due();
            due.forEach(one ->
                    System.out.println("would erase " + one.department() + " " + kebab(one.reason()) + " " + one.id()));
            totals(
                    "would be erased",
                    due.stream().map(one -> key(one.department(), one.reason())).toList());
        } else {
            List<Erasure> receipts = run.run();
            receipts.forEach(receipt -> System.out.println("erased " + receipt.department() + " "
                    + kebab(receipt.reason()) + " " + receipt.trainee() + " receipt " + receipt.id()));
            totals(
                    "erased",
                    receipts.stream()
                            .map(one -> key(one.department(), one.reason()))
                            .toList());
        }
    }

    private void rounds(Jdbi jdbi, PrahariConfiguration configuration, boolean dry) {
        Instant before = clock.instant()
                .minus(Duration.ofDays(configuration.getAllocations().keptDays()));
        RoundDao rounds = jdbi.onDemand(RoundDao.class);
        OfferDao offers = jdbi.onDemand(OfferDao.class);
        List<UUID> over = rounds.listOver(before);
        int offered = offers.countOver(RETENTION, before);
        if (!dry) {
            over.forEach(rounds::delete);
            int deleted = BATCH;
            while (deleted == BATCH) {
                deleted = offers.deleteOver(RETENTION, before, BATCH);
            }
            offers.deleteApplied(RETENTION);
        }
        System.out.println("retention: " + over.size() + " rounds and " + offered + " offers "
                + (dry ? "would be deleted" : "deleted"));
    }

    private static void totals(String what, List<String> keys) {
        new TreeMap<>(keys.stream().collect(groupingBy(key -> key, counting())))
                .forEach((key, count) -> System.out.println("retention: " + key + ": " + count + " " + what));
        System.out.println("retention: " + keys.size() + " " + what);
    }

    private static String key(String department, Erasure.Reason reason) {
        return department + " " + kebab(reason);
    }

    private static String kebab(Erasure.Reason reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
