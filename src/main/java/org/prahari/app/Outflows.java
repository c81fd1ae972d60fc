package org.prahari.app;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.prahari.access.AuditDao;
import org.prahari.access.AuditEntry;
import org.prahari.access.Client;
import org.prahari.access.ClientDao;
import org.prahari.allocation.Assigned;
import org.prahari.allocation.ResultDao;
import org.prahari.allocation.Round;
import org.prahari.allocation.RoundDao;
import org.prahari.allocation.Unfilled;
import org.prahari.campaign.Campaign;
import org.prahari.campaign.CampaignDao;
import org.prahari.campaign.LanguageText;
import org.prahari.campaign.Revision;
import org.prahari.certification.Certification;
import org.prahari.certification.CertificationDao;
import org.prahari.facility.Facility;
import org.prahari.facility.FacilityDao;
import org.prahari.gap.Gap;
import org.prahari.gap.GapDao;
import org.prahari.offer.Offer;
import org.prahari.offer.OfferDao;
import org.prahari.partner.Columns;
import org.prahari.partner.ExportDao;
import org.prahari.partner.FeedTokens;
import org.prahari.partner.Journal;
import org.prahari.partner.Outflow;
import org.prahari.partner.OwnOutflows;
import org.prahari.partner.Paged;
import org.prahari.partner.Things;
import org.prahari.readiness.Assessment;
import org.prahari.readiness.AssessmentDao;
import org.prahari.region.District;
import org.prahari.region.Region;
import org.prahari.region.RegionDao;
import org.prahari.role.Role;
import org.prahari.role.RoleDao;
import org.prahari.trainee.Erasure;
import org.prahari.trainee.ErasureDao;
import org.prahari.trainee.Notice;
import org.prahari.trainee.NoticeDao;
import org.prahari.trainee.Trainee;
import org.prahari.trainee.TraineeDao;

/** How the things of each feature are read to go out. */
final class Outflows {
    private static final List<String> ALL = List.of();

    private Outflows() {}

    /** By the last part of the address. */
    static Map<String, Outflow> all(FeedTokens tokens) {
        Map<String, Outflow> all = new HashMap<>(OwnOutflows.all(tokens));
        all.putAll(Map.ofEntries(
                Map.entry("allocations", allocations()),
                Map.entry("assessments", assessments()),
                Map.entry("assignments", assignments()),
                Map.entry("audit", audit()),
                Map.entry("campaigns", campaigns()),
                Map.entry("certifications", certifications()),
                Map.entry("clients", clients()),
                Map.entry("districts", districts()),
                Map.entry("erasures", erasures()),
                Map.entry("facilities", facilities()),
                Map.entry("gaps", gaps()),
                Map.entry("notices", notices()),
                Map.entry("offers", offers()),
                Map.entry("regions", regions()),
                Map.entry("revisions", revisions()),
                Map.entry("roles", roles()),
                Map.entry("trainees", trainees()),
                Map.entry("translations", translations()),
                Map.entry("unfilled", unfilled())));
        return all;
    }

    private static Things<Campaign> campaigns() {
        return Things.of(
                "campaign",
                Columns.of(Campaign.class),
                (tx, viewer, after, limit) -> of(tx, CampaignDao.class).list(null, after, limit),
                (tx, viewer, slug) -> of(tx, CampaignDao.class).find(slug),
                Campaign::slug);
    }

    private static Outflow translations() {
        return campaigns().as(Columns.of(LanguageText.class), (tx, campaign) -> LanguageText.of(campaign));
    }

    /** An earlier text, and of what. */
    record OfCampaign(String slug, @JsonUnwrapped Revision revision) {}

    private static Outflow revisions() {
        return campaigns().as(Columns.of(OfCampaign.class), (tx, campaign) -> {
            Iterable<Revision> all = Paged.of(
                    0,
                    after -> of(tx, CampaignDao.class).listRevisions(campaign.slug(), after, Paged.PAGE),
                    Revision::revision);
            return Paged.flat(all, one -> List.of(new OfCampaign(campaign.slug(), one)));
        });
    }

    private static Outflow notices() {
        return catalogue("notice", Notice.class, tx -> of(tx, NoticeDao.class).list(), Notice::version)
                .as(Columns.of(Notice.Edition.class), (tx, notice) -> notice.editions());
    }

    private static Things<Certification> certifications() {
        return catalogue(
                "certification",
                Certification.class,
                tx -> of(tx, CertificationDao.class).list(),
                Certification::code);
    }

    private static Things<Role> roles() {
        return catalogue("role", Role.class, tx -> of(tx, RoleDao.class).list(), Role::id);
    }

    private static Things<Region> regions() {
        return catalogue("region", Region.class, tx -> of(tx, RegionDao.class).list(), Region::id);
    }

    /** Of what there are hundreds, all are read. */
    private static <T> Things<T> catalogue(
            String feature, Class<? extends Record> type, Function<ExportDao, List<T>> list, Function<T, String> id) {
        return Things.of(
                feature,
                Columns.of(type),
                (tx, viewer, after, limit) -> list.apply(tx).stream()
                        .filter(one -> id.apply(one).compareTo(after) > 0)
                        .limit(limit)
                        .toList(),
                (tx, viewer, wanted) -> list.apply(tx).stream()
                        .filter(one -> id.apply(one).equals(wanted))
                        .findFirst(),
                id);
    }

    private static Things<District> districts() {
        return Things.of(
                "district",
                Columns.of(District.class),
                (tx, viewer, after, limit) ->
                        of(tx, RegionDao.class).listDistricts(after.isEmpty() ? 0 : Integer.parseInt(after), limit),
                (tx, viewer, id) -> of(tx, RegionDao.class).findDistrict(Integer.parseInt(id)),
                district -> Integer.toString(district.id()));
    }

    private static Things<Trainee> trainees() {
        return Things.ofPrivate(
                "trainee",
                Columns.of(Trainee.class),
                (tx, viewer, after, limit) -> of(tx, TraineeDao.class).list(viewer, ALL, List.of(), ALL, after, limit),
                (tx, viewer, id) -> of(tx, TraineeDao.class).find(viewer, id),
                Trainee::id);
    }

    private static Things<Facility> facilities() {
        return Things.ofPrivate(
                "facility",
                Columns.of(Facility.class),
                (tx, viewer, after, limit) ->
                        of(tx, FacilityDao.class).list(viewer, List.of(), List.of(), ALL, after, limit),
                (tx, viewer, id) -> of(tx, FacilityDao.class).find(viewer, id),
                Facility::id);
    }

    private static Things<Gap> gaps() {
        return Things.ofPrivate(
                "gap",
                Columns.of(Gap.class),
                (tx, viewer, after, limit) ->
                        of(tx, GapDao.class).list(viewer, List.of(), ALL, List.of(), List.of(), ALL, after, limit),
                (tx, viewer, id) -> of(tx, GapDao.class).find(viewer, id),
                Gap::id);
    }

    private static Things<Offer> offers() {
        return Things.ofPrivate(
                "offer",
                Columns.of(Offer.class),
                (tx, viewer, after, limit) ->
                        of(tx, OfferDao.class).list(viewer, List.of(), List.of(), List.of(), List.of(), after, limit),
                (tx, viewer, id) -> of(tx, OfferDao.class).find(viewer, id),
                Offer::id);
    }

    private static Things<Assessment> assessments() {
        return Things.ofPrivate(
                "assessment",
                Columns.of(Assessment.class),
                (tx, viewer, after, limit) ->
                        of(tx, AssessmentDao.class).list(viewer, List.of(), List.of(), ALL, after, limit),
                (tx, viewer, id) -> of(tx, AssessmentDao.class).find(viewer, id),
                Assessment::id);
    }

    private static Things<Client> clients() {
        return Things.ofPrivate(
                "client",
                Columns.of(Client.class),
                (tx, viewer, after, limit) -> of(tx, ClientDao.class).list(viewer, after, limit),
                (tx, viewer, id) -> of(tx, ClientDao.class).find(viewer, id),
                Client::id);
    }

    private static Things<Round> allocations() {
        return Things.ofPrivate(
                "allocation",
                Columns.of(Round.class),
                (tx, viewer, after, limit) -> of(tx, RoundDao.class).list(viewer, after, limit),
                (tx, viewer, id) -> of(tx, RoundDao.class).find(viewer, id),
                Round::id);
    }

    /** Who was seated, and in which round. */
    record OfRound(UUID allocation, @JsonUnwrapped Assigned assigned) {}

    private static Outflow assignments() {
        return allocations().as(Columns.of(OfRound.class), (tx, round) -> {
            Iterable<Assigned> all = Paged.of(
                    -1, after -> of(tx, ResultDao.class).listAssigned(round.id(), after, Paged.PAGE), Assigned::person);
            return found(round, all, one -> new OfRound(round.id(), one));
        });
    }

    /** A gap with empty seats, and in which round. */
    record Wanting(UUID allocation, @JsonUnwrapped Unfilled unfilled) {}

    private static Outflow unfilled() {
        return allocations().as(Columns.of(Wanting.class), (tx, round) -> {
            Iterable<Unfilled> all = Paged.of(
                    -1,
                    after -> of(tx, ResultDao.class).listExplained(round.id(), after, Paged.PAGE),
                    Unfilled::number);
            return found(round, all, one -> new Wanting(round.id(), one));
        });
    }

    private static <T> Iterable<?> found(Round round, Iterable<T> all, Function<T, Object> row) {
        return round.state() == Round.State.SUCCEEDED ? Paged.flat(all, one -> List.of(row.apply(one))) : List.of();
    }

    /** Receipts are never changed; the log tells of the trainees that are no more. */
    private static Outflow erasures() {
        return new Journal("erasure", Columns.of(Erasure.class), (tx, viewer, since) -> {
            var dao = of(tx, ErasureDao.class);
            return since == null
                    ? Paged.of(Paged.FIRST, after -> dao.list(viewer, List.of(), after, Paged.PAGE), Erasure::id)
                    : Paged.flat(
                            tx.steps(viewer, "trainee", since),
                            step -> dao.list(viewer, List.of(UUID.fromString(step.id())), Paged.FIRST, Paged.PAGE));
        });
    }

    /** Chain by chain. What was read, not written, has no place in the log: with the last change before it, it comes again. */
    private static Outflow audit() {
        return new Journal("audit", Columns.of(AuditEntry.class), (tx, viewer, since) -> {
            var dao = of(tx, AuditDao.class);
            return Paged.flat(dao.listChains(viewer), chain -> {
                long start =
                        since == null ? 0 : dao.findPlace(viewer, chain, since).orElse(0L);
                return Paged.of(start, after -> dao.list(viewer, chain, after, Paged.PAGE), AuditEntry::sequence);
            });
        });
    }

    private static <D> D of(ExportDao tx, Class<D> dao) {
        return tx.getHandle().attach(dao);
    }
}
