package org.prahari.campaign;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.prahari.access.Public;
import org.prahari.http.Problem;

/** Published campaigns in the formats of others: feed readers, calendars, alerting systems, browsers and printers. */
@Path("/v1/campaigns")
public final class OutletResource {
    private static final int MAX_ITEMS = 200;
    private final OnAir onAir;

    public OutletResource(OnAir onAir) {
        this.onAir = onAir;
    }

    @GET
    @Path("feed.json")
    @Produces(Feed.MEDIA_TYPE)
    @Public
    public Response feed(
            @QueryParam("language") String language,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) List<String> accepted,
            @BeanParam CampaignFilter filter) {
        List<Edition> editions = editions(onAir.now(), language, accepted, filter, false);
        return answer(Feed.of(editions), languages(editions));
    }

    @GET
    @Path("calendar.ics")
    @Produces(AwarenessCalendar.MEDIA_TYPE)
    @Public
    public Response calendar(
            @QueryParam("language") String language,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) List<String> accepted,
            @BeanParam CampaignFilter filter) {
        OnAir.Moment now = onAir.now();
        List<Edition> editions = editions(now, language, accepted, filter, true).stream()
                .filter(AwarenessCalendar::isDated)
                .toList();
        byte[] body = AwarenessCalendar.of(editions, now.day());
        return answer(body, languages(editions));
    }

    @GET
    @Path("{slug}/cap.xml")
    @Produces(CapAlert.MEDIA_TYPE)
    @Public
    public Response alert(@PathParam("slug") String slug) {
        Shelf.Published published = onAir.now().get(slug);
        if (published.campaign().kind() != Campaign.Kind.ADVISORY) {
            throw Problem.NOT_FOUND.because(null);
        }
        return Response.ok(CapAlert.of(published.campaign(), published.languages()))
                .build();
    }

    @GET
    @Path("{slug}/page.html")
    @Produces("text/html;charset=utf-8")
    @Public
    public Response page(
            @PathParam("slug") String slug,
            @QueryParam("language") String language,
            @QueryParam("region") String region,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) List<String> accepted) {
        OnAir.Moment now = onAir.now();
        LanguageChoice choice = CampaignResource.choice(now.shelf(), language, accepted, region);
        Edition edition = Edition.of(now.get(slug), choice, now.day());
        Response page = answer(WebPage.of(edition).getBytes(StandardCharsets.UTF_8), edition.language());
        return Response.fromResponse(page)
                .header("Content-Security-Policy", WebPage.POLICY)
                .build();
    }

    /** @param ahead whether to show also those whose window opens later */
    private static List<Edition> editions(
            OnAir.Moment now, String language, List<String> accepted, CampaignFilter filter, boolean ahead) {
        LanguageChoice choice = CampaignResource.choice(now.shelf(), language, accepted, filter.region());
        filter.check(now.shelf());
        LocalDate day = filter.day(now.day());
        List<String> words = filter.words();
        return now.index()
                .about(filter)
                .filter(published -> published.campaign().isShown(ahead ? shown(published, day) : day)
                        && published.words().hold(words))
                .sorted(Comparator.comparing((Shelf.Published published) ->
                                published.campaign().publishedAt())
                        .reversed())
                .limit(MAX_ITEMS)
                .map(published -> Edition.of(published, choice, day))
                .toList();
    }

    /** The first day from that one on that is not before the campaign's window. */
    private static LocalDate shown(Shelf.Published published, LocalDate day) {
        Campaign.Window window = published.campaign().window();
        return window != null && window.starts() != null && window.starts().isAfter(day) ? window.starts() : day;
    }

    private static String languages(List<Edition> editions) {
        return editions.stream().map(Edition::language).distinct().sorted().collect(Collectors.joining(", "));
    }

    private static Response answer(Object entity, String languages) {
        return CampaignResource.answer(entity, languages);
    }
}
