package org.prahari.trainee;

import io.dropwizard.auth.Auth;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.prahari.access.Scopes;
import org.prahari.access.Viewer;
import org.prahari.http.Problem;
import org.prahari.store.Deed;
import org.prahari.store.Snapshot;

/** What a person is given who asks what is held of them. */
@Path("/v1/trainees/{id}/export")
@Produces(MediaType.APPLICATION_JSON)
public final class ExportResource {
    private final TraineeDao dao;
    private final IdentityCipher cipher;
    private final Snapshot<List<Notice>> notices;
    private final Export.Elsewhere elsewhere;
    private final Clock clock;

    public ExportResource(
            TraineeDao dao,
            IdentityCipher cipher,
            Snapshot<List<Notice>> notices,
            Export.Elsewhere elsewhere,
            Clock clock) {
        this.dao = dao;
        this.cipher = cipher;
        this.notices = notices;
        this.elsewhere = elsewhere;
        this.clock = clock;
    }

    @GET
    @Scopes({"trainees:identity", "trainees:read"})
    public Response get(@Auth Viewer viewer, @PathParam("id") UUID id) {
        Export export = dao.inTransaction(tx -> {
            Trainee trainee = tx.find(viewer, id).orElseThrow(() -> Problem.NOT_FOUND.because(null));
            Instant now = clock.instant();
            tx.audit(Deed.of("exported", "trainee", id, trainee.department(), viewer.name(), now));
            return new Export(
                    now,
                    trainee,
                    tx.identities().find(cipher, viewer, id).orElse(null),
                    tx.consents().list(viewer, id, 0, Integer.MAX_VALUE).stream()
                            .map(this::shown)
                            .toList(),
                    tx.evidence().list(viewer, id),
                    elsewhere.assignments(tx, id),
                    elsewhere.offers(tx, id),
                    tx.exports().listEvents(viewer, id.toString()));
        });
        return Response.ok(export)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"trainee-" + id + ".json\"")
                .build();
    }

    private Export.GivenConsent shown(ConsentDao.Entry consent) {
        return Notice.find(notices.value(), consent.notice())
                .flatMap(notice -> notice.in(consent.language()))
                .map(wording -> new Export.GivenConsent(consent, wording.title(), wording.text()))
                .orElseGet(() -> new Export.GivenConsent(consent, null, null));
    }
}
