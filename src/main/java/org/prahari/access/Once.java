package org.prahari.access;

import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.sqlobject.transaction.Transactional;

/** What is written once, however often it is sent with the same key. Taken by every POST that writes, as a bean parameter. */
public final class Once {
    static final String HEADER = "Idempotency-Key";

    // Declared so that the contract can be held against it; the filter reads it.
    @HeaderParam(HEADER)
    @SuppressWarnings("unused")
    private String key;

    @Context
    private ContainerRequestContext request;

    /**
     * What a write answers, and whose it is.
     *
     * @param department the one a client must still see to be shown the reply again, or null
     * @param subject the id by which erasure finds the reply, or null
     */
    public record Reply(Response response, String department, UUID subject) {}

    public static Reply reply(Response response, String department, UUID subject) {
        return new Reply(response, department, subject);
    }

    /** For things that belong to no department and tell of nobody. */
    public static Reply reply(Response response) {
        return new Reply(response, null, null);
    }

    /**
     * Does the work in one transaction. If the request bears a key, the reply is kept in that transaction, and a
     * repetition is answered with it; what fails leaves no trace and may be tried again with the same key.
     */
    public <D extends Transactional<D> & OnceDao> Response run(D dao, Function<D, Reply> work) {
        Attempt attempt = Idempotency.attempt(request);
        return attempt == null ? dao.inTransaction(tx -> work.apply(tx).response()) : attempt.run(dao, work);
    }

    /** As {@link #run}, for replies that show a secret: they are not kept, and a repetition is a conflict. */
    public <D extends Transactional<D> & OnceDao> Response unrepeatable(D dao, Function<D, Response> work) {
        Attempt attempt = Idempotency.attempt(request);
        return attempt == null ? dao.inTransaction(work::apply) : attempt.unrepeatable(dao, work);
    }
}
