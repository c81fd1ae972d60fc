package org.prahari.trainee;

import io.dropwizard.auth.Auth;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.prahari.access.Public;
import org.prahari.access.Scopes;
import org.prahari.access.Viewer;
import org.prahari.http.Conditional;
import org.prahari.http.Languages;
import org.prahari.http.Page;
import org.prahari.http.Paging;
import org.prahari.http.Problem;
import org.prahari.store.Change;
import org.prahari.store.Snapshot;

/** The notices of consent, for everybody to read. One that somebody consented to stands still. */
@Path("/v1/notices")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class NoticeResource {
    private static final Pattern VERSION = Pattern.compile("[0-9A-Za-z][0-9A-Za-z.-]{0,19}");
    private final Snapshot<List<Notice>> notices;
    private final NoticeDao dao;
    private final Clock clock;

    public NoticeResource(Snapshot<List<Notice>> notices, NoticeDao dao, Clock clock) {
        this.notices = notices;
        this.dao = dao;
        this.clock = clock;
    }

    @GET
    @Public
    public Response list(
            @QueryParam("language") String language,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) List<String> accepted,
            @BeanParam Paging paging) {
        Page<Notice.Edition> page =
                paging.slice(notices.value(), Notice::version).map(notice -> edition(notice, language, accepted));
        String languages = page.items().stream()
                .map(Notice.Edition::language)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        return answer(page, languages).build();
    }

    @GET
    @Path("{version}")
    @Public
    public Response get(
            @PathParam("version") String version,
            @QueryParam("language") String language,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) List<String> accepted) {
        Notice notice = Notice.find(notices.value(), version).orElseThrow(() -> Problem.NOT_FOUND.because(null));
        Notice.Edition edition = edition(notice, language, accepted);
        return answer(edition, edition.language())
                .tag(new EntityTag(notice.revision() + "-" + edition.language()))
                .build();
    }

    @PUT
    @Path("{version}")
    @Scopes("catalog:write")
    public Response put(
            @Auth Viewer viewer,
            @PathParam("version") String version,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) String ifNoneMatch,
            @NotNull @Valid NoticeRequest request) {
        if (!viewer.everywhere()) {
            throw Problem.FORBIDDEN.because("Needed: a key for all departments, since all show the same notices");
        }
        if (!VERSION.matcher(version).matches()) {
            throw Problem.parameter("version", "must be 1 to 20 letters, digits, dots and hyphens");
        }
        request.check();
        return dao.inTransaction(tx -> {
            int revision = tx.lock(version)
                    .map(stored -> revise(tx, viewer, stored, ifMatch, ifNoneMatch))
                    .orElseGet(() -> create(ifMatch, ifNoneMatch));
            var notice = new Notice(version, revision, clock.instant(), request.texts());
            if (revision == 1) {
                tx.insert(notice, viewer.name());
            } else {
                tx.update(notice, viewer.name());
            }
            Change.Kind kind = revision == 1 ? Change.Kind.CREATED : Change.Kind.UPDATED;
            tx.log(Change.of("notice", version, revision, kind, viewer.name(), clock.instant()));
            return revision == 1
                    ? Conditional.created("/v1/notices/" + version, notice, revision)
                    : Conditional.ok(notice, revision);
        });
    }

    private static int create(String ifMatch, String ifNoneMatch) {
        Conditional.met(ifMatch == null ? 1 : 0);
        if (!"*".equals(ifNoneMatch)) {
            throw Problem.PRECONDITION_REQUIRED.because("Send If-None-Match: * to make what is not there yet");
        }
        return 1;
    }

    private static int revise(NoticeDao tx, Viewer viewer, NoticeDao.Head stored, String ifMatch, String ifNoneMatch) {
        Conditional.met(ifNoneMatch == null ? 1 : 0);
        // Each language has a tag of its own; all stand for the one thing that is written.
        String bare = ifMatch == null ? null : ifMatch.replaceAll("-[^\",]*\"", "\"");
        int revision = Conditional.version(bare, stored.revision());
        if (tx.isNamed(viewer, stored.version())) {
            throw Problem.CONFLICT.because(
                    "Somebody consented to it, so it stands as it was shown; make a new version");
        }
        return revision + 1;
    }

    private static Notice.Edition edition(Notice notice, String asked, List<String> accepted) {
        if (asked != null && !Languages.isKnown(asked)) {
            throw Problem.parameter("language", "is not a language tag (BCP 47)");
        }
        return notice.edition(asked, accepted == null || accepted.isEmpty() ? null : String.join(",", accepted));
    }

    private static Response.ResponseBuilder answer(Object entity, String languages) {
        return Response.ok(entity)
                .header(HttpHeaders.CONTENT_LANGUAGE, languages.isEmpty() ? null : languages)
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE);
    }
}
