package org.prahari.campaign;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.prahari.access.Public;
import org.prahari.http.Page;
import org.prahari.http.Paging;

/** Which regions lack campaigns in their languages. */
@Path("/v1/campaigns/coverage")
@Produces(MediaType.APPLICATION_JSON)
public final class CoverageResource {
    private final OnAir onAir;

    public CoverageResource(OnAir onAir) {
        this.onAir = onAir;
    }

    @GET
    @Public
    public Page<Coverage> list(@BeanParam Paging paging) {
        Shelf now = onAir.now().shelf();
        List<Map.Entry<String, List<String>>> regions = now.regions().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .toList();
        return paging.slice(regions, Map.Entry::getKey).map(region -> Coverage.of(region, now));
    }
}
