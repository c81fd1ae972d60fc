package org.prahari.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.sqlobject.transaction.Transactional;
import org.prahari.http.Problem;
import org.prahari.store.Database;

/**
 * One request with an idempotency key. The first of its key claims a row before it does its work, in the same
 * transaction; a second one that comes meanwhile waits at that row until the first has ended, or for as long as locks are
 * waited for.
 *
 * @param request the fingerprint of the request, once its body has been read
 */
record Attempt(Viewer viewer, String key, Supplier<String> request, Seal seal, ObjectMapper mapper, Clock clock) {
    static final String REPLAYED = "Idempotency-Replayed";
    private static final int DUPLICATE = 1062;
    private static final int LOCK_WAIT_TIMEOUT = 1205;
    /** The first may fail when the second has waited for it, and a reply may come of age in between. */
    private static final int LOOKS = 3;

    <D extends Transactional<D> & OnceDao> Response run(D dao, Function<D, Once.Reply> work) {
        return once(dao, tx -> keep(tx, work.apply(tx)));
    }

    <D extends Transactional<D> & OnceDao> Response unrepeatable(D dao, Function<D, Response> work) {
        return once(dao, tx -> succeeded(work.apply(tx)));
    }

    private <D extends Transactional<D> & OnceDao> Response once(D dao, Function<D, Response> work) {
        for (int look = 0; look < LOOKS; look++) {
            Optional<OnceDao.Kept> kept = dao.findReply(viewer.name(), key);
            Instant oldest = clock.instant().minus(Idempotency.KEPT);
            if (kept.isPresent() && kept.get().createdAt().isAfter(oldest)) {
                return again(kept.get());
            }
            if (kept.isPresent()) {
                dao.deleteReply(viewer.name(), key, oldest);
            }
            Response first = dao.inTransaction(tx -> claim(tx) ? work.apply(tx) : null);
            if (first != null) {
                return first;
            }
        }
        throw stillRunning();
    }

    /** @return false if another transaction was first */
    private boolean claim(OnceDao tx) {
        try {
            tx.claimReply(viewer.name(), key, fingerprint(), clock.instant());
            return true;
        } catch (RuntimeException e) {
            int code = Database.errorCode(e);
            if (code == DUPLICATE) {
                return false;
            }
            // Thrown as a problem, for else the transaction would be run again, only to wait as long once more.
            throw code == LOCK_WAIT_TIMEOUT ? stillRunning() : e;
        }
    }

    private Response keep(OnceDao tx, Once.Reply reply) {
        Response response = succeeded(reply.response());
        byte[] body = response.hasEntity() ? bytes(response.getEntity()) : null;
        var kept = new OnceDao.Kept(
                fingerprint(),
                response.getStatus(),
                response.getHeaderString("Location"),
                response.getHeaderString("ETag"),
                body == null ? null : seal.seal(context(), body),
                reply.department(),
                reply.subject(),
                null);
        tx.keepReply(viewer.name(), key, kept);
        return body == null
                ? response
                : Response.fromResponse(response).entity(body).build();
    }

    /** What fails is not kept: thrown, it takes the claim back with all else. */
    private static Response succeeded(Response response) {
        if (response.getStatusInfo().getFamily() != Response.Status.Family.SUCCESSFUL) {
            throw new WebApplicationException(response);
        }
        return response;
    }

    private Response again(OnceDao.Kept kept) {
        if (!kept.fingerprint().isEmpty() && !kept.fingerprint().equals(fingerprint())) {
            throw Problem.INVALID.because(
                    "This Idempotency-Key has been used for another request",
                    new Problem.Fault("?" + Once.HEADER, "has been used for another request", "reused"));
        }
        if (kept.status() == null || (kept.department() != null && !viewer.sees(kept.department()))) {
            throw Problem.CONFLICT.because("This is done already, and its reply is not to be had again");
        }
        var response = Response.status(kept.status())
                .header("Location", kept.location())
                .header("ETag", kept.etag())
                .header(REPLAYED, "true");
        return kept.body() == null
                ? response.build()
                : response.entity(seal.open(context(), kept.body())).build();
    }

    private static WebApplicationException stillRunning() {
        return Problem.CONFLICT.because(
                "The first request with this Idempotency-Key is still running; try again later");
    }

    private String fingerprint() {
        return request.get();
    }

    private String context() {
        return viewer.name() + " " + key;
    }

    private byte[] bytes(Object entity) {
        try {
            return entity instanceof byte[] bytes ? bytes : mapper.writeValueAsBytes(entity);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
