package org.prahari.allocation;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import org.prahari.http.ThisCentury;

/**
 * What can be spent on training, and what training costs where the catalogue does not know or knows less well. Money is in
 * paise.
 *
 * @param by the day on which all courses are over
 * @param maxCourses what one trainee takes together counts as one
 * @param prices what certifications cost here; they go before the catalogue's
 * @param rates of the currencies in which the catalogue tells fees; those of others are not known
 * @param defaultCost where a cost is not known; without it, what has no known cost is left out
 * @param defaultHours where the hours of a course are not known
 * @param hoursPerWeek how many hours somebody learns
 */
public record TrainingPlanRequest(
        @NotNull @Min(0) @Max(MOST_PAISE) Long budget,
        @NotNull @ThisCentury LocalDate by,
        @Min(0) @Max(1000) Integer maxCourses,
        @Size(max = 200) List<@NotNull @Valid Price> prices,
        @Size(max = 20) List<@NotNull @Valid Rate> rates,
        @Min(0) @Max(MOST_PAISE) Long defaultCost,
        @Min(0) @Max(5000) Integer defaultHours,
        @Min(1) @Max(80) Integer hoursPerWeek) {
    static final long MOST_PAISE = 10_000_000_000_000L;

    public TrainingPlanRequest {
        maxCourses = maxCourses == null ? 100 : maxCourses;
        prices = prices == null ? List.of() : prices;
        rates = rates == null ? List.of() : rates;
        defaultHours = defaultHours == null ? 40 : defaultHours;
        hoursPerWeek = hoursPerWeek == null ? 20 : hoursPerWeek;
    }

    /** What a certification costs here, course and examination together. */
    public record Price(
            @NotNull @Size(max = 40) String certification,
            @NotNull @Min(0) @Max(MOST_PAISE) Long cost,
            @Min(0) @Max(5000) Integer hours) {}

    /** What a unit of a currency costs. */
    public record Rate(
            @NotNull @Pattern(regexp = "[A-Z]{3}") String currency,
            @NotNull @Min(1) @Max(1_000_000) Integer paise) {}
}
