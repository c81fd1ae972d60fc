package org.prahari.app;

import io.dropwizard.configuration.ConfigurationSourceProvider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.LevenshteinDistance;

/**
 * A variable of the environment that is meant for this service and that the configuration does not name is a slip: whoever set
 * it believes that it holds. So it stops the start.
 */
record KnownVariables(ConfigurationSourceProvider source, Set<String> set) implements ConfigurationSourceProvider {
    private static final String OURS = "PRAHARI_";
    /** Said to the tests, which run beside the service in one process, and to the script that backs up. */
    private static final List<String> OTHERS = List.of("PRAHARI_TEST_", "PRAHARI_BACKUP_");

    private static final Pattern NAME = Pattern.compile("\\$\\{(" + OURS + "[A-Z0-9_]+)");

    KnownVariables {
        set = Set.copyOf(set);
    }

    @Override
    public InputStream open(String path) throws IOException {
        try (InputStream in = source.open(path)) {
            byte[] text = in.readAllBytes();
            check(names(new String(text, StandardCharsets.UTF_8)), path);
            return new ByteArrayInputStream(text);
        }
    }

    private static Set<String> names(String text) {
        return NAME.matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void check(Set<String> known, String path) {
        for (String name : new TreeSet<>(set)) {
            if (name.startsWith(OURS) && OTHERS.stream().noneMatch(name::startsWith) && !known.contains(name)) {
                var distance = LevenshteinDistance.getDefaultInstance();
                String nearest = known.stream()
                        .min(Comparator.comparing(each -> distance.apply(name, each)))
                        .map(each -> ": did you mean " + each + "?")
                        .orElse("");
                throw new IllegalArgumentException(
                        "the variable " + name + " is set, and " + path + " names none of that name" + nearest);
            }
        }
    }
}
