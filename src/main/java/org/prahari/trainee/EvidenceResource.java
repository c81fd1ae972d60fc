package org.prahari.trainee;

import io.dropwizard.auth.Auth;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.prahari.access.Once;
import org.prahari.access.Scopes;
import org.prahari.access.Viewer;
import org.prahari.http.Conditional;
import org.prahari.http.Problem;
import org.prahari.store.Change;
import org.prahari.store.Deed;

/** Badges that verify what a trainee holds. Its version is the trainee's. */
@Path("/v1/trainees/{id}/evidence")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class EvidenceResource {
    private static final ZoneId INDIA = ZoneId.of("Asia/Kolkata");
    private final TraineeDao dao;
    private final IdentityCipher cipher;
    private final Badges badges;
    private final Clock clock;

    public EvidenceResource(TraineeDao dao, IdentityCipher cipher, Badges badges, Clock clock) {
        this.dao = dao;
        this.cipher = cipher;
        this.badges = badges;
        this.clock = clock;
    }

    /** All there is, by certification. */
    public record Shown(List<Evidence> items) {}

    @GET
    @Scopes("trainees:read")
    public Response list(@Auth Viewer viewer, @PathParam("id") UUID id) {
        return dao.inTransaction(tx -> {
            Trainee trainee = find(tx, viewer, id);
            return Conditional.ok(new Shown(tx.evidence().list(viewer, id)), trainee.version());
        });
    }

    @POST
    @Scopes("trainees:write")
    public Response show(
            @Auth Viewer viewer,
            @BeanParam Once once,
            @PathParam("id") UUID id,
            @HeaderParam("If-Match") String ifMatch,
            @NotNull @Valid EvidenceRequest request) {
        Trainee trainee = find(dao, viewer, id);
        var judged = badges.judge(request.credential());
        return once.run(dao, tx -> {
            int version = Conditional.version(ifMatch, trainee.version());
            Badges.Believed believed = judged.get();
            Instant now = clock.instant();
            tx.audit(Deed.of("compared", "trainee-identity", id, trainee.department(), viewer.name(), now));
            checkHolder(tx, viewer, id, believed.badge());
            if (tx.listCertifications(Set.of(believed.certification())).isEmpty()) {
                throw Badge.fault("stands for a certification that is not known here");
            }
            Evidence evidence = evidence(believed, request.credential(), now);
            Conditional.met(tx.advance(viewer, id, version, now));
            tx.evidence().put(viewer, id, evidence);
            tx.log(Change.of("trainee", id, version + 1, Change.Kind.UPDATED, viewer.name(), now)
                    .in(trainee.department()));
            return Once.reply(Conditional.ok(evidence, version + 1), trainee.department(), id);
        });
    }

    /** One answer for whoever it is not, so that it tells nothing of who it is. */
    private void checkHolder(TraineeDao tx, Viewer viewer, UUID id, Badge badge) {
        String email =
                tx.identities().find(cipher, viewer, id).map(Identity::email).orElse(null);
        if (email == null || badge.subjects().stream().noneMatch(subject -> subject.is(email))) {
            throw Badge.fault("is not known to be this trainee's: it names nobody by their e-mail address");
        }
    }

    private static Evidence evidence(Badges.Believed believed, String credential, Instant now) {
        Badge badge = believed.badge();
        return new Evidence(
                believed.certification(),
                badge.issuer(),
                digest(credential),
                LocalDate.ofInstant(badge.from(), INDIA),
                badge.until() == null ? null : LocalDate.ofInstant(badge.until(), INDIA),
                now);
    }

    private static String digest(String credential) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(credential.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Trainee find(TraineeDao tx, Viewer viewer, UUID id) {
        return tx.find(viewer, id).orElseThrow(() -> Problem.NOT_FOUND.because(null));
    }
}
