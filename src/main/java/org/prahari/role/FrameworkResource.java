package org.prahari.role;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.prahari.access.Public;
import org.prahari.http.Page;
import org.prahari.http.Paging;
import org.prahari.store.Snapshot;

/** The versions of the NICE Framework that were imported, and how they differ, for everybody. */
@Path("/v1/frameworks/nice")
@Produces(MediaType.APPLICATION_JSON)
public final class FrameworkResource {
    private final Snapshot<Frameworks> frameworks;

    public FrameworkResource(Snapshot<Frameworks> frameworks) {
        this.frameworks = frameworks;
    }

    /** The framework with its versions, newest first. */
    public record Overview(String id, List<Version> versions) {}

    /** A version and how much it holds. */
    public record Version(
            String version, String title, String website, int revision, Instant importedAt, List<Count> elements) {
        static Version of(Framework framework) {
            FrameworkVersion version = framework.version();
            return new Version(
                    version.version(),
                    version.title(),
                    version.website(),
                    version.revision(),
                    version.importedAt(),
                    framework.counts().entrySet().stream()
                            .map(entry -> new Count(entry.getKey(), entry.getValue()))
                            .toList());
        }
    }

    /** How many elements there are of a kind. */
    public record Count(Element.Kind kind, int count) {}

    @GET
    @Public
    public Overview get() {
        return new Overview(
                "nice", frameworks.value().versions().stream().map(Version::of).toList());
    }

    @GET
    @Path("changes")
    @Public
    public Page<FrameworkChange> changes(
            @QueryParam("from") String from, @QueryParam("to") String to, @BeanParam Paging paging) {
        Frameworks all = frameworks.value();
        Optional<Framework> later = all.findOrNewest("to", to);
        Optional<Framework> earlier = from == null ? later.flatMap(all::before) : Optional.of(all.find("from", from));
        List<FrameworkChange> changes = earlier.flatMap(old -> later.map(now -> FrameworkChange.between(old, now)))
                .orElse(List.of());
        return paging.slice(changes, FrameworkChange::key);
    }
}
