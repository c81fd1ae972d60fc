package org.prahari.certification;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import org.jdbi.v3.json.Json;

/**
 * A certification a trainee can hold. What is absent here is unknown, unless {@link #facts} says that it is known to be
 * none.
 *
 * @param code in capitals, such as {@code COMPTIA-SECPLUS}
 * @param country of the issuer, ISO 3166-1
 * @param level how far up it stands, as this catalogue grades it
 * @param validityMonths how long it is valid once earned
 * @param routes the ways to be admitted, one of which is enough; none means that nothing is asked
 * @param renewals what keeps it valid, all of it
 * @param renews the certifications that earning this one renews
 * @param facts which of the other components are stated and which of those somebody saw in a source
 */
public record Certification(
        String code,
        String name,
        String issuer,
        String country,
        @Json List<String> examCodes,
        Level level,
        Integer validityMonths,
        @Json List<Route> routes,
        @Json List<RenewalRule> renewals,
        @Json List<String> renews,
        Status status,
        LocalDate retiredOn,
        @Json Fee fee,
        Integer courseHours,
        @Json List<Fact> facts,
        @Json List<String> sources,
        String note,
        @Json List<Qualifies> qualifies,
        int version) {
    public Certification {
        examCodes = List.copyOf(examCodes);
        routes = routes == null ? null : List.copyOf(routes);
        renewals = renewals == null ? null : List.copyOf(renewals);
        renews = renews.stream().sorted().toList();
        facts = List.copyOf(facts);
        sources = List.copyOf(sources);
        qualifies =
                qualifies.stream().sorted(Comparator.comparing(Qualifies::role)).toList();
    }

    /** The same as another version. */
    Certification at(int another) {
        return new Certification(
                code,
                name,
                issuer,
                country,
                examCodes,
                level,
                validityMonths,
                routes,
                renewals,
                renews,
                status,
                retiredOn,
                fee,
                courseHours,
                facts,
                sources,
                note,
                qualifies,
                another);
    }

    /** Whether somebody saw that component in a source. */
    boolean verified(String field) {
        return facts.stream().anyMatch(fact -> fact.field().equals(field) && fact.verified());
    }

    public enum Level {
        ENTRY,
        FOUNDATION,
        INTERMEDIATE,
        ADVANCED,
        EXPERT
    }

    public enum Status {
        ACTIVE,
        RETIRED,
        UNCONFIRMED
    }

    /**
     * One way to be admitted.
     *
     * @param certifications groups, all of which are needed, each met by any one of its certifications
     * @param experienceMonths absent if it is not known how much is asked
     */
    public record Route(List<List<String>> certifications, Integer experienceMonths, String note) {
        public Route {
            certifications = certifications.stream().map(List::copyOf).toList();
        }
    }

    /**
     * One thing to be done in each period: an amount of some unit, or a fee.
     *
     * @param feeMinor in the currency's minor unit
     */
    public record RenewalRule(Integer amount, String unit, int periodMonths, Integer feeMinor, String currency) {
        public RenewalRule {
            if ((amount == null) == (feeMinor == null)) {
                throw new IllegalArgumentException("A renewal rule asks for either an amount or a fee");
            }
        }
    }

    /**
     * What it cost, by way of indication.
     *
     * @param amountMinor in the currency's minor unit
     * @param year in which that was the price
     */
    public record Fee(int amountMinor, String currency, Integer year) {}

    /** Whether a component is stated or known to be none, and whether somebody saw this in a source. */
    public record Fact(String field, State state, boolean verified) {
        public enum State {
            GIVEN,
            NONE
        }
    }

    /** A role the certification qualifies for, up to which level, and who says so. */
    public record Qualifies(String role, RoleLevel level, String source) {}

    public enum RoleLevel {
        BASIC,
        INTERMEDIATE,
        ADVANCED
    }
}
