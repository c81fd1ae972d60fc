package org.prahari.campaign;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.prahari.store.Change;

/**
 * Brings the vocabulary and the campaigns to what the files say. A campaign that an editor has touched since is the
 * editor's and is left alone.
 */
public final class CampaignSeed {
    static final String AUTHOR = "seed:author";
    static final String PUBLISHER = "seed:publisher";
    private final CampaignDao dao;
    private final Clock clock;

    public CampaignSeed(CampaignDao dao, Clock clock) {
        this.dao = dao;
        this.clock = clock;
    }

    /** The file {@code campaigns.yaml}: which campaigns there are. */
    public record Index(List<String> campaigns) {}

    /** The file {@code vocabulary.yaml}. */
    public record Vocabulary(List<Word> topics, List<Word> audiences, List<Word> channels) {
        record Word(String id, String title, String description, List<Campaign.Safeguard> safeguards) {
            Term term(Term.Kind kind) {
                return new Term(kind, id, title, description, safeguards);
            }
        }

        List<Term> terms() {
            List<Term> terms = new ArrayList<>();
            topics.forEach(word -> terms.add(word.term(Term.Kind.TOPIC)));
            audiences.forEach(word -> terms.add(word.term(Term.Kind.AUDIENCE)));
            channels.forEach(word -> terms.add(word.term(Term.Kind.CHANNEL)));
            return terms;
        }
    }

    /** A file in the folder {@code campaigns}. */
    public record File(
            String slug,
            Campaign.Kind kind,
            List<String> topics,
            List<String> audiences,
            List<Campaign.Safeguard> safeguards,
            List<String> channels,
            List<String> regions,
            Campaign.Severity severity,
            Campaign.Window window,
            Recurrence recurrence,
            String helpline,
            String sourceLanguage,
            List<String> sources,
            Map<String, TranslationRequest> translations) {

        CampaignRequest request() {
            return new CampaignRequest(
                    slug,
                    kind,
                    topics,
                    audiences,
                    safeguards,
                    channels,
                    regions,
                    severity,
                    window,
                    recurrence,
                    helpline,
                    sourceLanguage,
                    sources,
                    translations.get(sourceLanguage));
        }
    }

    /** @return how many words were written */
    public int apply(Vocabulary vocabulary) {
        return dao.inTransaction(tx -> {
            Set<Term> stored = new HashSet<>(tx.listTerms());
            List<Term> changed = vocabulary.terms().stream()
                    .filter(term -> !stored.contains(term))
                    .toList();
            tx.upsertTerms(changed);
            tx.logAll(changed.stream()
                    .map(term -> Change.of("campaign-term", term.id(), 1, Change.Kind.UPDATED, "seed", clock.instant()))
                    .toList());
            return changed.size();
        });
    }

    /** @return how many campaigns were written */
    public int apply(List<File> files) {
        return dao.inTransaction(tx -> {
            List<Change> changes = new ArrayList<>();
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            for (File file : files) {
                put(tx, file, now).ifPresent(changes::add);
            }
            tx.logAll(changes);
            return changes.size();
        });
    }

    private static Optional<Change> put(CampaignDao tx, File file, Instant now) {
        Optional<Campaign> stored = tx.find(file.slug());
        if (stored.isEmpty()) {
            Campaign first = published(file, 1, 1, now, now, Map.of(), now);
            tx.insert(first);
            tx.insertRevision(first.slug(), Revision.of(first));
            return Optional.of(Change.of("campaign", first.slug(), 1, Change.Kind.CREATED, "seed", now));
        }
        Campaign old = stored.get();
        if (!old.author().equals(AUTHOR) || old.status() != Campaign.Status.PUBLISHED) {
            return Optional.empty();
        }
        int revision = old.revision() + (file.request().text().says(old.source()) ? 0 : 1);
        Campaign same = published(
                file, revision, old.version(), old.createdAt(), old.updatedAt(), old.translations(), old.publishedAt());
        if (same.equals(old)) {
            return Optional.empty();
        }
        int version = old.version() + 1;
        Campaign next = published(file, revision, version, old.createdAt(), now, old.translations(), now);
        tx.update(next);
        // A file may put off the moment of what is on the air.
        tx.insertWithdrawal(next.slug(), version);
        if (revision > old.revision()) {
            tx.insertRevision(next.slug(), Revision.of(next));
        }
        return Optional.of(Change.of("campaign", old.slug(), version, Change.Kind.UPDATED, "seed", now));
    }

    /** The campaign of a file; texts that stand as they stood keep their time. */
    private static Campaign published(
            File file,
            int revision,
            int version,
            Instant createdAt,
            Instant updatedAt,
            Map<String, Translation> old,
            Instant publishedAt) {
        Map<String, Translation> texts = new TreeMap<>();
        file.translations().forEach((language, text) -> {
            Translation before = old.get(language);
            boolean same = before != null && text.says(before) && before.equals(text.at(revision, before.updatedAt()));
            texts.put(language, same ? before : text.at(revision, updatedAt));
        });
        Campaign draft = file.request().campaign(revision, AUTHOR, version - 1, createdAt, updatedAt, texts);
        return draft.moved(Campaign.Status.PUBLISHED, PUBLISHER, publishedAt, updatedAt);
    }
}
