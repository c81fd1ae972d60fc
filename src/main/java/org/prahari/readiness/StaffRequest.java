package org.prahari.readiness;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.prahari.http.Problem;
import org.prahari.readiness.Staff.Post;

/** What a client may say of the posts of a facility. */
public record StaffRequest(@NotNull @Size(max = 100) List<@NotNull @Valid Post> posts) {
    /** @param roles all that are known */
    void check(Set<String> roles) {
        Set<String> codes = new HashSet<>();
        for (int i = 0; i < posts.size(); i++) {
            if (!codes.add(posts.get(i).post())) {
                throw Problem.INVALID.at("/posts/" + i + "/post", "stands there twice");
            }
            List<Skill> skills = posts.get(i).roles();
            for (int j = 0; j < skills.size(); j++) {
                if (!roles.contains(skills.get(j).role())) {
                    throw Problem.UNKNOWN_REFERENCE.at(
                            "/posts/" + i + "/roles/" + j + "/role", "is not a role known here");
                }
            }
        }
    }

    Staff replace(Staff stored, Instant now) {
        return new Staff(stored.facility(), stored.department(), posts, stored.version() + 1, now);
    }
}
