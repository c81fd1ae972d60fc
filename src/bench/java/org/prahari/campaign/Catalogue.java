package org.prahari.campaign;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.Jdbi;
import org.prahari.store.Change;

/**
 * Published campaigns by the thousand in the database of a service, each in the 13 languages of those that ship with it:
 * titles, summaries and paragraphs of these are put together anew, so that lengths, scripts and what compression finds are
 * as in life.
 */
final class Catalogue {
    private static final int BATCH = 250;
    private static final Instant AT = Instant.now().minus(3, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
    private final Random random = new Random(4);
    private final CampaignDao dao;
    private final List<Campaign> models;
    private final Set<String> languages;
    private final List<String> topics;
    private final List<String> audiences;
    private final List<String> channels;
    private final List<String> regions;
    private final List<Campaign> written = new ArrayList<>();

    Catalogue(Jdbi jdbi) {
        dao = jdbi.onDemand(CampaignDao.class);
        models = dao.list(Campaign.Status.PUBLISHED, "", Integer.MAX_VALUE);
        languages = new TreeSet<>(models.get(0).translations().keySet());
        models.forEach(model -> languages.retainAll(model.translations().keySet()));
        topics = terms(Term.Kind.TOPIC);
        audiences = terms(Term.Kind.AUDIENCE);
        channels = terms(Term.Kind.CHANNEL);
        regions = dao.listRegions().stream()
                .map(CampaignDao.RegionLanguages::id)
                .toList();
        jdbi.useHandle(handle -> handle.execute("DELETE FROM campaign"));
    }

    /** Adds campaigns until there are so many; those that were there before stay as they are. */
    List<Campaign> grow(int count) {
        while (written.size() < count) {
            List<Campaign> batch = new ArrayList<>();
            while (batch.size() < BATCH && written.size() + batch.size() < count) {
                batch.add(draw(written.size() + batch.size()));
            }
            dao.useTransaction(tx -> {
                batch.forEach(campaign -> {
                    tx.insert(campaign);
                    tx.insertRevision(campaign.slug(), Revision.of(campaign));
                });
                tx.logAll(batch.stream()
                        .map(campaign -> Change.of("campaign", campaign.slug(), 1, Change.Kind.CREATED, "bench", AT))
                        .toList());
            });
            written.addAll(batch);
        }
        return List.copyOf(written);
    }

    List<String> regions() {
        return regions;
    }

    private Campaign draw(int number) {
        Campaign first = one(models);
        Campaign second = one(models);
        Campaign third = one(models);
        Map<String, Translation> texts = new TreeMap<>();
        for (String language : languages) {
            texts.put(
                    language,
                    text(
                            first.translations().get(language),
                            second.translations().get(language),
                            third.translations().get(language)));
        }
        Campaign.Kind kind = one(List.of(Campaign.Kind.values()));
        LocalDate today = LocalDate.now();
        return new Campaign(
                first.slug() + "-" + number,
                kind,
                some(topics, 3),
                some(audiences, 2),
                first.safeguards(),
                some(channels, 3),
                random.nextBoolean() ? List.of() : some(regions, 3),
                kind == Campaign.Kind.ADVISORY ? Campaign.Severity.HIGH : null,
                random.nextInt(5) > 0
                        ? null
                        : new Campaign.Window(
                                today.minusDays(random.nextInt(90)), today.plusDays(30 + random.nextInt(300)), null, null),
                first.recurrence(),
                "1930",
                first.sourceLanguage(),
                first.sources(),
                Campaign.Status.PUBLISHED,
                1,
                "bench:author",
                "bench:publisher",
                1,
                AT,
                AT,
                AT,
                texts,
                Map.of());
    }

    /** The opening of one text, what another says in the middle, and the end of a third. */
    private static Translation text(Translation opening, Translation middle, Translation end) {
        String[] first = opening.body().split("\n\n");
        String[] second = middle.body().split("\n\n");
        String[] third = end.body().split("\n\n");
        String body = first[0] + "\n\n" + second[second.length / 2] + "\n\n" + third[third.length - 1];
        return new Translation(
                opening.title(), middle.summary(), body, end.callToAction(), opening.assets(), end.sms(), 1, true, AT);
    }

    private List<String> terms(Term.Kind kind) {
        return dao.listTerms().stream()
                .filter(term -> term.kind() == kind)
                .map(Term::id)
                .toList();
    }

    private <T> T one(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private List<String> some(List<String> from, int most) {
        TreeSet<String> some = new TreeSet<>();
        for (int left = 1 + random.nextInt(most); left > 0; left--) {
            some.add(one(from));
        }
        return List.copyOf(some);
    }
}
