package org.prahari.campaign;

import io.dropwizard.auth.Auth;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.prahari.access.Once;
import org.prahari.access.Scopes;
import org.prahari.access.Viewer;
import org.prahari.http.Conditional;
import org.prahari.http.Page;
import org.prahari.http.Paging;
import org.prahari.http.Problem;

/** Where campaigns are written and released: one person writes, another publishes. */
@Path("/v1/editorial/campaigns")
@Produces(MediaType.APPLICATION_JSON)
public final class EditorialResource {
    private final CampaignDao dao;
    private final Desk desk;

    public EditorialResource(CampaignDao dao, Desk desk) {
        this.dao = dao;
        this.desk = desk;
    }

    @GET
    @Scopes("campaigns:write")
    public Page<Heading> list(@QueryParam("status") Campaign.Status status, @BeanParam Paging paging) {
        List<Campaign> rows = dao.list(status, paging.afterText(), paging.limit() + 1);
        return Page.of(rows, paging.limit(), row -> List.of(row.slug())).map(Heading::of);
    }

    @GET
    @Path("{slug}")
    @Scopes("campaigns:write")
    public Response get(@PathParam("slug") String slug) {
        return answer(dao.find(slug).orElseThrow(() -> Problem.NOT_FOUND.because(null)));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Scopes("campaigns:write")
    public Response create(@Auth Viewer viewer, @BeanParam Once once, @NotNull @Valid CampaignRequest request) {
        return once.run(dao, tx -> {
            Campaign campaign = desk.create(tx, request, viewer);
            String path = "/v1/editorial/campaigns/" + campaign.slug();
            return Once.reply(Conditional.created(path, campaign, campaign.version()));
        });
    }

    @PUT
    @Path("{slug}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Scopes("campaigns:write")
    public Response edit(
            @Auth Viewer viewer,
            @PathParam("slug") String slug,
            @HeaderParam("If-Match") String ifMatch,
            @NotNull @Valid CampaignRequest request) {
        return answer(dao.inTransaction(tx -> desk.edit(tx, slug, ifMatch, request, viewer)));
    }

    @GET
    @Path("{slug}/revisions")
    @Scopes("campaigns:write")
    public Page<Revision> revisions(@PathParam("slug") String slug, @BeanParam Paging paging) {
        if (dao.find(slug).isEmpty()) {
            throw Problem.NOT_FOUND.because(null);
        }
        String after = paging.afterText();
        List<Revision> rows =
                dao.listRevisions(slug, after.isEmpty() ? 0 : Integer.parseInt(after), paging.limit() + 1);
        return Page.of(rows, paging.limit(), row -> List.of(String.valueOf(row.revision())));
    }

    @GET
    @Path("{slug}/revisions/{revision}")
    @Scopes("campaigns:write")
    public Revision revision(@PathParam("slug") String slug, @PathParam("revision") int revision) {
        return dao.findRevision(slug, revision).orElseThrow(() -> Problem.NOT_FOUND.because(null));
    }

    @POST
    @Path("{slug}/submit")
    @Scopes("campaigns:write")
    public Response submit(
            @Auth Viewer viewer,
            @BeanParam Once once,
            @PathParam("slug") String slug,
            @HeaderParam("If-Match") String ifMatch) {
        return once.run(dao, tx -> Once.reply(answer(desk.submit(tx, slug, ifMatch, viewer))));
    }

    @POST
    @Path("{slug}/publish")
    @Scopes("campaigns:publish")
    public Response publish(
            @Auth Viewer viewer,
            @BeanParam Once once,
            @PathParam("slug") String slug,
            @HeaderParam("If-Match") String ifMatch) {
        return once.run(dao, tx -> Once.reply(answer(desk.publish(tx, slug, ifMatch, viewer))));
    }

    @POST
    @Path("{slug}/return")
    @Scopes("campaigns:publish")
    public Response giveBack(
            @Auth Viewer viewer,
            @BeanParam Once once,
            @PathParam("slug") String slug,
            @HeaderParam("If-Match") String ifMatch) {
        return once.run(dao, tx -> Once.reply(answer(desk.giveBack(tx, slug, ifMatch, viewer))));
    }

    @POST
    @Path("{slug}/archive")
    @Scopes("campaigns:publish")
    public Response archive(
            @Auth Viewer viewer,
            @BeanParam Once once,
            @PathParam("slug") String slug,
            @HeaderParam("If-Match") String ifMatch) {
        return once.run(dao, tx -> Once.reply(answer(desk.archive(tx, slug, ifMatch, viewer))));
    }

    private static Response answer(Campaign campaign) {
        return Conditional.ok(campaign, campaign.version());
    }
}
