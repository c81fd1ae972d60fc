package org.prahari.trainee;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What there is of what requests name, read at once for all of them.
 *
 * @param districts those named, with their regions
 */
public record Known(Set<String> roles, Set<String> certifications, Set<String> regions, Set<District> districts) {
    private static final Set<String> NOTHING = Set.of("");

    /** A district of a region. */
    public record District(int id, String region) {}

    static Known of(TraineeDao tx, Collection<TraineeRequest> requests) {
        Set<String> roles = new TreeSet<>(NOTHING);
        Set<String> certifications = new TreeSet<>(NOTHING);
        Set<String> regions = new TreeSet<>(NOTHING);
        Set<Integer> districts = new TreeSet<>(Set.of(0));
        for (TraineeRequest request : requests) {
            request.soughtRoles().forEach(sought -> roles.add(sought.role()));
            request.held().forEach(held -> certifications.add(held.certification()));
            request.inProgress().forEach(expected -> certifications.add(expected.certification()));
            regions.addAll(request.relocation().regions());
            regions.add(request.home().region());
            regions.add(request.department());
            if (request.home().district() != null) {
                districts.add(request.home().district());
            }
        }
        return new Known(
                tx.listRoles(roles),
                tx.listCertifications(certifications),
                tx.listRegions(regions),
                new HashSet<>(tx.listDistricts(List.copyOf(districts))));
    }

    boolean allows(Trainee.Home home) {
        return home.district() == null || districts.contains(new District(home.district(), home.region()));
    }
}
