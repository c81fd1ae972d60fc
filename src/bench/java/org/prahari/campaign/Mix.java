package org.prahari.campaign;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is asked of a catalogue: 1,000 questions, the one of rank r as often as 1/r, half of them for one campaign, half for
 * the first few of those of a topic, an audience, a kind or a region; and as many as are wanted that nobody has asked yet.
 */
final class Mix {
    static final int QUESTIONS = 1000;
    private static final List<Integer> LIMITS = List.of(1, 2, 3, 3, 5, 10);
    private static final List<String> COUNTRIES = List.of(java.util.Locale.getISOCountries());
    private static final List<String> LIST_PARAMETERS = List.of("topic", "audience", "kind", "channel");
    private final Random random = new Random(7);
    private final List<Campaign> campaigns;
    private final List<String> languages;
    private final List<String> regions;
    private final Set<String> asked = new HashSet<>();
    private final List<Question> questions;

    Mix(List<Campaign> campaigns, List<String> regions) {
        this.campaigns = campaigns;
        this.regions = regions;
        this.languages = List.copyOf(campaigns.get(0).translations().keySet());
        this.questions = List.copyOf(fresh(QUESTIONS, false));
    }

    List<Question> questions() {
        return questions;
    }

    /** Which question comes when. */
    int[] order(int length) {
        double[] upTo = new double[QUESTIONS];
        double sum = 0;
        for (int rank = 0; rank < QUESTIONS; rank++) {
            sum += 1.0 / (rank + 1);
            upTo[rank] = sum;
        }
        double all = sum;
        return random.doubles(length)
                .mapToInt(draw -> {
                    int at = java.util.Arrays.binarySearch(upTo, draw * all);
                    return at < 0 ? -at - 1 : at;
                })
                .toArray();
    }

    /** Questions of the same kinds that were never returned before. */
    List<Question> unasked(int count) {
        return fresh(count, true);
    }

    private List<Question> fresh(int count, boolean rare) {
        Set<Question> fresh = new LinkedHashSet<>();
        while (fresh.size() < count) {
            Question question = draw(rare);
            if (asked.add(question.target() + " " + question.tongue())) {
                fresh.add(question);
            }
        }
        return List.copyOf(fresh);
    }

    /** @param rare with more parameters, so that there are enough of them that differ */
    private Question draw(boolean rare) {
        Campaign one = one(campaigns);
        // Hindi and English are asked for most.
        String tongue = random.nextInt(3) == 0 ? one(List.of("hi", "en")) : one(languages);
        Map<String, String> parameters = new TreeMap<>();
        if (rare || random.nextInt(3) > 0) {
            // A country changes nothing but the spelling: there are enough of them for all that is not to be repeated.
            parameters.put("language", rare ? tongue + "-" + one(COUNTRIES) : tongue);
        }
        if (rare || random.nextInt(3) == 0) {
            parameters.put("region", one.regions().isEmpty() ? one(regions) : one(one.regions()));
        }
        if (random.nextBoolean()) {
            return new Question(one.slug(), parameters, tongue);
        }
        for (String name : rare ? LIST_PARAMETERS : List.of(one(LIST_PARAMETERS))) {
            parameters.put(name, value(one, name));
        }
        parameters.put("limit", one(LIMITS).toString());
        return new Question(null, parameters, tongue);
    }

    private String value(Campaign campaign, String parameter) {
        return switch (parameter) {
            case "topic" -> one(campaign.topics());
            case "audience" -> one(campaign.audiences());
            case "channel" -> one(campaign.channels());
            default -> campaign.kind().name().toLowerCase(java.util.Locale.ROOT);
        };
    }

    private <T> T one(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
