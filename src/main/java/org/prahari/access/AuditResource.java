package org.prahari.access;

import io.dropwizard.auth.Auth;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.prahari.http.Page;
import org.prahari.http.Paging;
import org.prahari.store.CheckpointKey;

/** Who did what: the audit trail of the departments a client works for, and the key its checkpoints are signed with. */
@Path("/v1/audit")
@Produces(MediaType.APPLICATION_JSON)
public final class AuditResource {
    private static final AuditDao.After START = new AuditDao.After(Instant.parse("1000-01-01T00:00:00Z"), "", 0);
    private final AuditDao dao;
    private final CheckpointKey key;

    public AuditResource(AuditDao dao, CheckpointKey key) {
        this.dao = dao;
        this.key = key;
    }

    /** A public key, as JSON Web Key (RFC 8037) and, for tools that know none, as PEM. */
    public record PublicKey(String kty, String crv, String x, String pem) {
        public static PublicKey of(CheckpointKey key) {
            String pem = Base64.getEncoder().encodeToString(key.publicKey().getEncoded());
            return new PublicKey(
                    "OKP",
                    "Ed25519",
                    Base64.getUrlEncoder().withoutPadding().encodeToString(key.publicBytes()),
                    "-----BEGIN PUBLIC KEY-----\n" + pem + "\n-----END PUBLIC KEY-----\n");
        }
    }

    @GET
    @Scopes("audit:read")
    public Page<AuditEntry> list(
            @Auth Viewer viewer,
            @QueryParam("feature") List<String> features,
            @QueryParam("id") List<String> ids,
            @QueryParam("actor") List<String> actors,
            @QueryParam("action") List<String> actions,
            @QueryParam("outcome") List<String> outcomes,
            @QueryParam("department") List<String> departments,
            @QueryParam("from") Instant from,
            @QueryParam("to") Instant to,
            @BeanParam Paging paging) {
        var rows = dao.list(
                viewer,
                features,
                ids,
                actors,
                actions,
                outcomes,
                departments,
                from,
                to,
                after(paging),
                paging.limit() + 1);
        return Page.of(
                rows, paging.limit(), row -> List.of(row.at().toString(), row.chain(), Long.toString(row.sequence())));
    }

    private static AuditDao.After after(Paging paging) {
        List<String> last = paging.after();
        return last.isEmpty()
                ? START
                : new AuditDao.After(Instant.parse(last.get(0)), last.get(1), Long.parseLong(last.get(2)));
    }

    @GET
    @Path("key")
    @Public
    public PublicKey key() {
        return PublicKey.of(key);
    }
}
