package org.prahari.region;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.prahari.access.Public;
import org.prahari.http.Page;
import org.prahari.http.Paging;
import org.prahari.http.Problem;
import org.prahari.store.Snapshot;

/** Regions and their districts, for everybody. */
@Path("/v1/regions")
@Produces(MediaType.APPLICATION_JSON)
public final class RegionResource {
    private final Snapshot<List<Region>> regions;
    private final RegionDao dao;

    public RegionResource(Snapshot<List<Region>> regions, RegionDao dao) {
        this.regions = regions;
        this.dao = dao;
    }

    @GET
    @Public
    public Page<Region> list(@BeanParam Paging paging) {
        return paging.slice(regions.value(), Region::id);
    }

    @GET
    @Path("{id}")
    @Public
    public Region get(@PathParam("id") String id) {
        return regions.value().stream()
                .filter(region -> region.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Problem.NOT_FOUND.because(null));
    }

    @GET
    @Path("{id}/districts")
    @Public
    public Page<District> districts(@PathParam("id") String id, @BeanParam Paging paging) {
        Region region = get(id);
        String after = paging.afterText();
        List<District> rows =
                dao.listDistricts(region.id(), after.isEmpty() ? 0 : Integer.parseInt(after), paging.limit() + 1);
        return Page.of(rows, paging.limit(), district -> List.of(Integer.toString(district.id())));
    }
}
