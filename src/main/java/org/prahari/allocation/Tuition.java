package org.prahari.allocation;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.prahari.certification.Certification;
import org.prahari.http.Problem;

/** What it costs to earn a certification, in paise and hours: as the request says, else the catalogue, else by default. */
final class Tuition {
    private static final String RUPEE = "INR";
    private static final long MINOR = 100;
    private final TrainingPlanRequest request;
    private final Map<String, TrainingPlanRequest.Price> prices = new HashMap<>();
    private final Map<String, Integer> rates = new HashMap<>();
    private final Set<String> unpriced = new TreeSet<>();

    /** Cost and hours of one certification, and whether they are the defaults. */
    record Fee(long cost, boolean costAssumed, int hours, boolean hoursAssumed) {}

    /** @throws jakarta.ws.rs.WebApplicationException if the request names what is unknown, or something twice */
    Tuition(TrainingPlanRequest request, Map<String, Syllabus> syllabi) {
        this.request = request;
        for (int i = 0; i < request.prices().size(); i++) {
            TrainingPlanRequest.Price price = request.prices().get(i);
            String at = "/prices/" + i + "/certification";
            if (!syllabi.containsKey(price.certification())) {
                throw Problem.UNKNOWN_REFERENCE.at(at, "is not a certification known here");
            }
            if (prices.put(price.certification(), price) != null) {
                throw Problem.INVALID.at(at, "is named twice");
            }
        }
        rates.put(RUPEE, (int) MINOR);
        for (int i = 0; i < request.rates().size(); i++) {
            TrainingPlanRequest.Rate rate = request.rates().get(i);
            if (rates.put(rate.currency(), rate.paise()) != null) {
                throw Problem.INVALID.at("/rates/" + i + "/currency", "is named twice, or is the rupee");
            }
        }
    }

    /** Nothing if no cost is known; then it is among the {@link #unpriced}. */
    Optional<Fee> of(Syllabus syllabus) {
        TrainingPlanRequest.Price price = prices.get(syllabus.code());
        Long known = price != null ? price.cost() : indicative(syllabus.fee());
        Long cost = known != null ? known : request.defaultCost();
        if (cost == null) {
            unpriced.add(syllabus.code());
            return Optional.empty();
        }
        Integer told = price != null && price.hours() != null ? price.hours() : syllabus.courseHours();
        return Optional.of(new Fee(cost, known == null, told == null ? request.defaultHours() : told, told == null));
    }

    /** What would help and was left out because nobody said what it costs; by code. */
    Set<String> unpriced() {
        return unpriced;
    }

    private Long indicative(Certification.Fee fee) {
        Integer rate = fee == null ? null : rates.get(fee.currency());
        return rate == null ? null : -Math.floorDiv(Math.multiplyExact(-(long) fee.amountMinor(), rate), MINOR);
    }
}
