package org.prahari.insight;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.json.Json;
import org.prahari.http.Problem;
import org.prahari.role.Role;

/** The names that numbers are told by: what is not in here, nobody can ask for. */
public record Atlas(
        List<String> regions, Map<Integer, String> districts, Map<String, Post> roles, List<String> certifications) {
    /** A role as far as it sorts numbers. */
    public record Post(
            String id,
            String title,
            @Json Role.Category category,
            @Json List<Role.Safeguard> safeguards) {}

    /** A district and the region it is in. */
    public record District(int id, String region) {}

    public static Atlas read(AtlasDao dao) {
        Map<Integer, String> districts = new TreeMap<>();
        dao.listDistricts().forEach(district -> districts.put(district.id(), district.region()));
        Map<String, Post> roles = new TreeMap<>();
        dao.listRoles().forEach(role -> roles.put(role.id(), role));
        return new Atlas(dao.listRegions(), districts, roles, dao.listCertifications());
    }

    void checkRegions(Collection<String> asked) {
        check("region", regions.containsAll(asked), "is not the code of a region (ISO 3166-2)");
    }

    void checkDistricts(Collection<Integer> asked) {
        check("district", districts.keySet().containsAll(asked), "is not the code of a district known here (LGD)");
    }

    void checkRoles(Collection<String> asked) {
        check("role", roles.keySet().containsAll(asked), "is not the id of a role");
    }

    void checkCategories(Collection<String> asked) {
        List<String> known =
                roles.values().stream().map(role -> role.category().code()).toList();
        check("category", known.containsAll(asked), "is not the code of a category");
    }

    void checkCertifications(Collection<String> asked) {
        check("certification", certifications.containsAll(asked), "is not the code of a certification");
    }

    private static void check(String parameter, boolean good, String otherwise) {
        if (!good) {
            throw Problem.parameter(parameter, otherwise);
        }
    }
}
