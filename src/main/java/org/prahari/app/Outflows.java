package org.prahari.app;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.prahari.campaign.Campaign;
import org.prahari.campaign.CampaignDao;
import org.prahari.campaign.LanguageText;
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
import org.prahari.partner.Outflow;
import org.prahari.region.District;
import org.prahari.region.Region;
import org.prahari.region.RegionDao;
import org.prahari.role.Role;
import org.prahari.role.RoleDao;
import org.prahari.trainee.Trainee;
import org.prahari.trainee.TraineeDao;

/** How the things of each feature are read to go out. */
final class Outflows {
    private static final List<String> ALL = List.of();

    private Outflows() {}

    /** By the last part of the address. */
    static Map<String, Outflow<?>> all() {
        return Map.ofEntries(
                Map.entry("campaigns", campaigns(Columns.of(Campaign.class), List::of)),
                Map.entry("certifications", certifications()),
                Map.entry("districts", districts()),
                Map.entry("facilities", facilities()),
                Map.entry("gaps", gaps()),
                Map.entry("offers", offers()),
                Map.entry("regions", regions()),
                Map.entry("roles", roles()),
                Map.entry("trainees", trainees()),
                Map.entry("translations", campaigns(Columns.of(LanguageText.class), LanguageText::of)));
    }

    private static Outflow<Campaign> campaigns(Columns columns, Function<Campaign, List<?>> rows) {
        return new Outflow<>(
                "campaign",
                columns,
                (tx, viewer, after, limit) -> of(tx, CampaignDao.class).list(null, after, limit),
                (tx, viewer, slug) -> of(tx, CampaignDao.class).find(slug),
                Campaign::slug,
                rows);
    }

    private static Outflow<Certification> certifications() {
        return catalogue(
                "certification",
                Certification.class,
                tx -> of(tx, CertificationDao.class).list(),
                Certification::code);
    }

    private static Outflow<Role> roles() {
        return catalogue("role", Role.class, tx -> of(tx, RoleDao.class).list(), Role::id);
    }

    private static Outflow<Region> regions() {
        return catalogue("region", Region.class, tx -> of(tx, RegionDao.class).list(), Region::id);
    }

    /** Of what there are hundreds, all are read. */
    private static <T> Outflow<T> catalogue(
            String feature, Class<? extends Record> type, Function<ExportDao, List<T>> list, Function<T, String> id) {
        return Outflow.of(
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

    private static Outflow<District> districts() {
        return Outflow.of(
                "district",
                Columns.of(District.class),
                (tx, viewer, after, limit) ->
                        of(tx, RegionDao.class).listDistricts(after.isEmpty() ? 0 : Integer.parseInt(after), limit),
                (tx, viewer, id) -> of(tx, RegionDao.class).findDistrict(Integer.parseInt(id)),
                district -> Integer.toString(district.id()));
    }

    private static Outflow<Trainee> trainees() {
        return Outflow.ofPrivate(
                "trainee",
                Columns.of(Trainee.class),
                (tx, viewer, after, limit) -> of(tx, TraineeDao.class).list(viewer, ALL, List.of(), ALL, after, limit),
                (tx, viewer, id) -> of(tx, TraineeDao.class).find(viewer, id),
                Trainee::id);
    }

    private static Outflow<Facility> facilities() {
        return Outflow.ofPrivate(
                "facility",
                Columns.of(Facility.class),
                (tx, viewer, after, limit) ->
                        of(tx, FacilityDao.class).list(viewer, List.of(), List.of(), ALL, after, limit),
                (tx, viewer, id) -> of(tx, FacilityDao.class).find(viewer, id),
                Facility::id);
    }

    private static Outflow<Gap> gaps() {
        return Outflow.ofPrivate(
                "gap",
                Columns.of(Gap.class),
                (tx, viewer, after, limit) ->
                        of(tx, GapDao.class).list(viewer, List.of(), ALL, List.of(), List.of(), ALL, after, limit),
                (tx, viewer, id) -> of(tx, GapDao.class).find(viewer, id),
                Gap::id);
    }

    private static Outflow<Offer> offers() {
        return Outflow.ofPrivate(
                "offer",
                Columns.of(Offer.class),
                (tx, viewer, after, limit) ->
                        of(tx, OfferDao.class).list(viewer, List.of(), List.of(), List.of(), List.of(), after, limit),
                (tx, viewer, id) -> of(tx, OfferDao.class).find(viewer, id),
                Offer::id);
    }

    private static <D> D of(ExportDao tx, Class<D> dao) {
        return tx.getHandle().attach(dao);
    }
}
