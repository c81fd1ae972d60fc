package org.prahari.campaign;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.prahari.access.Public;
import org.prahari.http.Languages;
import org.prahari.http.Page;
import org.prahari.http.Paging;
import org.prahari.http.Problem;

/** Published campaigns, each in the language that suits its reader best. */
@Path("/v1/campaigns")
@Produces(MediaType.APPLICATION_JSON)
public final class CampaignResource {
    private final OnAir onAir;

    public CampaignResource(OnAir onAir) {
        this.onAir = onAir;
    }

    @GET
    @Public
    public Response list(
            @QueryParam("language") String language,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) List<String> accepted,
            @BeanParam CampaignFilter filter,
            @BeanParam Paging paging) {
        OnAir.Moment now = onAir.now();
        Page<Edition> page = page(now, choice(now.shelf(), language, accepted, filter.region()), filter, paging);
        return answer(page, languages(page));
    }

    @GET
    @Path("{slug}")
    @Public
    public Response get(
            @PathParam("slug") String slug,
            @QueryParam("language") String language,
            @QueryParam("region") String region,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) List<String> accepted) {
        OnAir.Moment now = onAir.now();
        LanguageChoice choice = choice(now.shelf(), language, accepted, region);
        Edition edition = Edition.of(now.get(slug), choice, now.day());
        return answer(edition, edition.language());
    }

    static Page<Edition> page(OnAir.Moment now, LanguageChoice choice, CampaignFilter filter, Paging paging) {
        filter.check(now.shelf());
        LocalDate day = filter.day(now.day());
        List<String> words = filter.words();
        return paging.slice(
                        now.index()
                                .about(filter)
                                .filter(published -> published.campaign().isShown(day)
                                        && published.words().hold(words)),
                        published -> published.campaign().slug())
                .map(published -> Edition.of(published, choice, day));
    }

    /** The languages of a page, for the header. */
    static String languages(Page<Edition> page) {
        return page.items().stream().map(Edition::language).distinct().sorted().collect(Collectors.joining(", "));
    }

    static LanguageChoice choice(Shelf shelf, String asked, List<String> accepted, String region) {
        if (asked != null && !Languages.isKnown(asked)) {
            throw Problem.parameter("language", "is not a language tag (BCP 47)");
        }
        if (region != null && !shelf.regions().containsKey(region)) {
            throw Problem.parameter("region", "is not the code of a region (ISO 3166-2)");
        }
        return new LanguageChoice(
                asked,
                accepted == null || accepted.isEmpty() ? null : String.join(",", accepted),
                region == null ? List.of() : shelf.regions().get(region));
    }

    static Response answer(Object entity, String languages) {
        return Response.ok(entity)
                .header(HttpHeaders.CONTENT_LANGUAGE, languages.isEmpty() ? null : languages)
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
                .build();
    }
}
