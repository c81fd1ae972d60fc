package org.prahari.campaign;

import io.dropwizard.auth.Auth;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.prahari.access.Once;
import org.prahari.access.Scopes;
import org.prahari.access.Viewer;
import org.prahari.http.Conditional;

/** Where campaigns are translated; on the air, each translation goes its own way to a second person and to the public. */
@Path("/v1/editorial/campaigns/{slug}/translations/{language}")
@Produces(MediaType.APPLICATION_JSON)
public final class TranslationResource {
    private final CampaignDao dao;
    private final Desk desk;

    public TranslationResource(CampaignDao dao, Desk desk) {
        this.dao = dao;
        this.desk = desk;
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Scopes("campaigns:write")
    public Response translate(
            @Auth Viewer viewer,
            @PathParam("slug") String slug,
            @PathParam("language") String language,
            @HeaderParam("If-Match") String ifMatch,
            @NotNull @Valid TranslationRequest request) {
        return answer(dao.inTransaction(tx -> desk.translate(tx, slug, language, ifMatch, request, viewer)));
    }

    @DELETE
    @Scopes("campaigns:write")
    public Response remove(
            @Auth Viewer viewer,
            @PathParam("slug") String slug,
            @PathParam("language") String language,
            @HeaderParam("If-Match") String ifMatch) {
        dao.useTransaction(tx -> desk.removeTranslation(tx, slug, language, ifMatch, viewer));
        return Response.noContent().build();
    }

    @POST
    @Path("submit")
    @Scopes("campaigns:write")
    public Response submit(
            @Auth Viewer viewer,
            @BeanParam Once once,
            @PathParam("slug") String slug,
            @PathParam("language") String language,
            @HeaderParam("If-Match") String ifMatch) {
        return once.run(dao, tx -> Once.reply(answer(desk.submitTranslation(tx, slug, language, ifMatch, viewer))));
    }

    @POST
    @Path("approve")
    @Scopes("campaigns:publish")
    public Response approve(
            @Auth Viewer viewer,
            @BeanParam Once once,
            @PathParam("slug") String slug,
            @PathParam("language") String language,
            @HeaderParam("If-Match") String ifMatch) {
        return once.run(dao, tx -> Once.reply(answer(desk.approveTranslation(tx, slug, language, ifMatch, viewer))));
    }

    @POST
    @Path("reject")
    @Scopes("campaigns:publish")
    public Response reject(
            @Auth Viewer viewer,
            @BeanParam Once once,
            @PathParam("slug") String slug,
            @PathParam("language") String language,
            @HeaderParam("If-Match") String ifMatch) {
        return once.run(dao, tx -> Once.reply(answer(desk.rejectTranslation(tx, slug, language, ifMatch, viewer))));
    }

    private static Response answer(Campaign campaign) {
        return Conditional.ok(campaign, campaign.version());
    }
}
