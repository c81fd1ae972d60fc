package org.prahari.role;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.prahari.http.Problem;

/** All versions of the framework that were imported, newest first. */
public record Frameworks(List<Framework> versions) {
    public Frameworks {
        versions = versions.stream()
                .sorted(Comparator.comparing(
                                (Framework framework) ->
                                        numbers(framework.version().version()),
                                Arrays::compare)
                        .reversed())
                .toList();
    }

    /** The version a query parameter names. */
    Framework find(String parameter, String version) {
        return versions.stream()
                .filter(framework -> framework.version().version().equals(version))
                .findFirst()
                .orElseThrow(() -> Problem.parameter(parameter, "is not a version that was imported"));
    }

    /** The version a query parameter names, or without one the newest, if there is any. */
    Optional<Framework> findOrNewest(String parameter, String version) {
        return version == null ? versions.stream().findFirst() : Optional.of(find(parameter, version));
    }

    /** The newest version that is older than this one. */
    Optional<Framework> before(Framework framework) {
        return versions.stream().skip(versions.indexOf(framework) + 1L).findFirst();
    }

    private static int[] numbers(String version) {
        return Arrays.stream(version.split("\\.", -1))
                .mapToInt(Integer::parseInt)
                .toArray();
    }
}
