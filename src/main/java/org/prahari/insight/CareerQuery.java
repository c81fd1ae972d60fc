package org.prahari.insight;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.prahari.certification.Certification;
import org.prahari.http.Problem;
import org.prahari.matching.Level;

/** Whose way it is: what is held, how much experience there is, and how fees count. */
public final class CareerQuery {
    private static final Pattern RATE = Pattern.compile("([A-Z]{3}):([1-9][0-9]{0,6})");
    private static final int MOST_MONTHS = 720;
    private static final long MOST_COST = 1_000_000_000L;
    private static final long MINOR = 100;
    /** By way of indication, as fees are; whoever knows better gives a rate. */
    private static final long DOLLAR = 8_800;

    @QueryParam("level")
    @DefaultValue("basic")
    private Level level;

    @QueryParam("holding")
    private List<String> holding;

    @QueryParam("experienceMonths")
    @DefaultValue("0")
    private int experienceMonths;

    @QueryParam("rate")
    private List<String> rates;

    @QueryParam("defaultCost")
    @DefaultValue("3000000")
    private long defaultCost;

    // For Jersey, which fills the fields.
    public CareerQuery() {}

    CareerQuery(Level level, List<String> holding, int experienceMonths, List<String> rates, long defaultCost) {
        this.level = level;
        this.holding = holding;
        this.experienceMonths = experienceMonths;
        this.rates = rates;
        this.defaultCost = defaultCost;
    }

    /** Refuses what nobody can mean. */
    void check(Atlas atlas) {
        if (!atlas.certifications().containsAll(holding)) {
            throw Problem.parameter("holding", "is not the code of a certification");
        }
        if (experienceMonths < 0 || experienceMonths > MOST_MONTHS) {
            throw Problem.parameter("experienceMonths", "must be between 0 and " + MOST_MONTHS);
        }
        if (defaultCost < 0 || defaultCost > MOST_COST) {
            throw Problem.parameter("defaultCost", "must be between 0 and " + MOST_COST);
        }
        rates();
    }

    Level level() {
        return level;
    }

    Set<String> holding() {
        return Set.copyOf(holding);
    }

    /** The fee in paise; null if it is not known, or in a currency without a rate. */
    Long fee(Certification certification) {
        Certification.Fee fee = certification.fee();
        Long rate = fee == null ? null : rates().get(fee.currency());
        return rate == null ? null : fee.amountMinor() * rate / MINOR;
    }

    /** What one costs whose fee is not known, in paise. */
    long defaultCost() {
        return defaultCost;
    }

    /** Whether a route is open as far as experience goes; one that does not say how much is. */
    boolean opens(Certification.Route route) {
        return route.experienceMonths() == null || route.experienceMonths() <= experienceMonths;
    }

    private Map<String, Long> rates() {
        if (rates.isEmpty()) {
            return Map.of("INR", MINOR, "USD", DOLLAR);
        }
        Map<String, Long> paise = new HashMap<>(Map.of("INR", MINOR));
        for (String rate : rates) {
            Matcher matcher = RATE.matcher(rate);
            if (!matcher.matches() || paise.put(matcher.group(1), Long.valueOf(matcher.group(2))) != null) {
                throw Problem.parameter("rate", "must be a currency and how many paise one is, each once: USD:8800");
            }
        }
        return paise;
    }
}
