package org.prahari.trainee;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.prahari.http.Problem;

/** Finds the first thing in a request that contradicts itself or names what does not exist. */
final class References {
    private References() {}

    static void check(TraineeDao tx, TraineeRequest trainee) {
        check(Known.of(tx, List.of(trainee)), trainee);
    }

    static void check(Known known, TraineeRequest trainee) {
        checkHeld(trainee.held());
        checkPlaces(known, trainee);
        List<String> roles =
                trainee.soughtRoles().stream().map(Trainee.SoughtRole::role).toList();
        List<String> held =
                trainee.held().stream().map(HeldCertification::certification).toList();
        List<String> expected = trainee.inProgress().stream()
                .map(ExpectedCertification::certification)
                .toList();
        checkEach(roles, known.roles(), "/soughtRoles/%d/role", "role");
        checkEach(held, known.certifications(), "/held/%d/certification", "certification");
        checkEach(expected, known.certifications(), "/inProgress/%d/certification", "certification");
    }

    private static void checkHeld(List<HeldCertification> held) {
        for (int i = 0; i < held.size(); i++) {
            HeldCertification one = held.get(i);
            if (one.expiresOn() != null && one.expiresOn().isBefore(one.issuedOn())) {
                throw Problem.INVALID.at("/held/" + i + "/expiresOn", "is before the day of issue");
            }
        }
    }

    private static void checkPlaces(Known known, TraineeRequest trainee) {
        List<String> regions = trainee.relocation().regions();
        if ((trainee.relocation().scope() == Relocation.Scope.STATES) == regions.isEmpty()) {
            throw Problem.INVALID.at("/relocation/regions", "belongs to the scope states, and to no other");
        }
        checkEach(List.of(trainee.home().region()), known.regions(), "/home/region", "region");
        checkEach(regions, known.regions(), "/relocation/regions/%d", "region");
        if (!known.allows(trainee.home())) {
            throw Problem.UNKNOWN_REFERENCE.at("/home/district", "is not a district of that region");
        }
    }

    private static void checkEach(List<String> named, Set<String> known, String pointer, String what) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < named.size(); i++) {
            if (!known.contains(named.get(i))) {
                throw Problem.UNKNOWN_REFERENCE.at(pointer.formatted(i), "is not a " + what + " known here");
            }
            if (!seen.add(named.get(i))) {
                throw Problem.INVALID.at(pointer.formatted(i), "is named twice");
            }
        }
    }
}
